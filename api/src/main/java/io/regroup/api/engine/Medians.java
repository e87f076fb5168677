package io.regroup.api.engine;

import java.util.Arrays;

/** The median by selection: the plain form, which every engine's own kernel must equal exactly. */
public final class Medians {

    private Medians() {}

    /**
     * Finds the median of a range: the middle value, or for an even number of values {@code (a + b) / 2} of the two middle
     * ones. Expected time is linear: quickselect with the median of three as pivot, and a partition without branches (Lomuto's),
     * since which side a value goes to cannot be guessed; sorting takes over where that does not converge.
     *
     * @param values no NaN in the range; infinities are ordered like numbers; the range is permuted
     * @param from the first index
     * @param to the index after the last
     * @return the median, NaN for an empty range
     */
    public static double median(double[] values, int from, int to) {
        int count = to - from;
        if (count <= 0) {
            return Double.NaN;
        }
        int middle = from + count / 2;
        double upper = select(values, from, to - 1, middle);
        if ((count & 1) == 1) {
            return upper;
        }
        // after selection everything before the middle is no larger than what stands there
        double lower = values[from];
        for (int i = from + 1; i < middle; i++) {
            lower = Math.max(lower, values[i]);
        }
        return midpoint(lower, upper);
    }

    /**
     * Returns the value between the two middle ones.
     *
     * @param lower one of them
     * @param upper the other, not smaller
     * @return {@code (lower + upper) / 2}, also where the sum overflows
     */
    public static double midpoint(double lower, double upper) {
        double sum = lower + upper;
        return lower == upper ? lower : Double.isInfinite(sum) ? lower / 2 + upper / 2 : sum / 2;
    }

    private static double select(double[] values, int first, int last, int wanted) {
        int lo = first;
        int hi = last;
        int patience = 2 * (Integer.SIZE - Integer.numberOfLeadingZeros(last - first + 1));
        while (lo < hi) {
            if (patience-- == 0) {
                // an order that defeats the pivots, by chance or by design
                Arrays.sort(values, lo, hi + 1);
                return values[wanted];
            }
            double pivot = medianOfThree(values[lo], values[(lo + hi) >>> 1], values[hi]);
            int notLess = lo;
            for (int i = lo; i <= hi; i++) {
                double value = values[i];
                values[i] = values[notLess];
                values[notLess] = value;
                notLess += value < pivot ? 1 : 0;
            }
            if (wanted < notLess) {
                hi = notLess - 1;
                continue;
            }
            int greater = notLess;
            for (int i = notLess; i <= hi; i++) {
                double value = values[i];
                values[i] = values[greater];
                values[greater] = value;
                greater += value <= pivot ? 1 : 0;
            }
            if (wanted < greater) {
                return pivot;
            }
            lo = greater;
        }
        return values[lo];
    }

    private static double medianOfThree(double a, double b, double c) {
        return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
    }
}
