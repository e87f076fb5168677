package com.example.lts;

/** The best coefficients so far, each once, with the sums that they are judged by. */
final class BestFits {

    private final double[] sums;
    private final double[][] coefficients;
    private int count;

    BestFits(int most) {
        this.sums = new double[most];
        this.coefficients = new double[most][];
    }

    void clear() {
        count = 0;
    }

    /** Returns how many there are, which is fewer than were asked for if starts lead to the same end. */
    int count() {
        return count;
    }

    double[] coefficients(int place) {
        return coefficients[place];
    }

    /** Keeps coefficients if they are among the best. A sum that is not finite is not; nor is one that is there already. */
    void offer(double sum, double[] offered) {
        int place = count;
        while (place > 0 && sums[place - 1] > sum) {
            place--;
        }
        boolean known = place > 0 && sums[place - 1] == sum;
        if (known || place == sums.length || !Double.isFinite(sum)) {
            return;
        }
        count = Math.min(count + 1, sums.length);
        for (int i = count - 1; i > place; i--) {
            sums[i] = sums[i - 1];
            coefficients[i] = coefficients[i - 1];
        }
        sums[place] = sum;
        coefficients[place] = offered.clone();
    }
}
