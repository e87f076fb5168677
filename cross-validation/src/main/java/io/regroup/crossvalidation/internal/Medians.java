package io.regroup.crossvalidation.internal;

import java.util.Arrays;

/** Medians in the plainest way. */
public final class Medians {

    private Medians() {}

    /** The middle of the sorted values, or the mean of the two; NaN values are left out, and NaN is the median of none. */
    public static double bySorting(double[] values) {
        double[] sorted = Arrays.stream(values)
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
        int n = sorted.length;
        return n == 0 ? Double.NaN : n % 2 == 1 ? sorted[n / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2;
    }
}
