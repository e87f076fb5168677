package io.regroup.fitters.internal.linear;

/** The standard normal distribution. */
final class Normal {

    private static final double ROOT_TWO_PI = Math.sqrt(2 * Math.PI);

    private Normal() {}

    /** The density. */
    static double density(double x) {
        return Math.exp(-x * x / 2) / ROOT_TWO_PI;
    }

    /** The probability of values between 0 and x, for x of at least 0: density times x + x³/3 + x⁵/(3·5) + … */
    private static double fromZero(double x) {
        double term = x;
        double sum = x;
        for (int k = 3; term > sum * 0x1p-60; k += 2) {
            term *= x * x / k;
            sum += term;
        }
        return density(x) * sum;
    }

    /**
     * Returns the quantile, by halving intervals.
     *
     * @param probability between 0 and 1; beyond 1e-12 and 1 − 1e-12 digits are lost
     */
    static double quantile(double probability) {
        double wanted = Math.abs(probability - 0.5);
        double low = 0;
        double high = 40;
        for (int round = 0; round < 70; round++) {
            double middle = (low + high) / 2;
            if (fromZero(middle) < wanted) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return Math.copySign((low + high) / 2, probability - 0.5);
    }
}
