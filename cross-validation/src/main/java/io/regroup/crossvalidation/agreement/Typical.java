package io.regroup.crossvalidation.agreement;

import java.util.Arrays;

/** The size that the numbers of a column usually have, where nothing else tells their scale. */
final class Typical {

    /** So many values tell it well enough. */
    private static final int MOST = 100_000;

    private Typical() {}

    /** Returns the median of the absolute values that are finite and not zero, of a part evenly spread if there are many. */
    static double size(double[] values) {
        int step = Math.ceilDiv(Math.max(1, values.length), MOST);
        double[] sizes = new double[Math.ceilDiv(values.length, step)];
        int count = 0;
        for (int i = 0; i < values.length; i += step) {
            if (Double.isFinite(values[i]) && values[i] != 0) {
                sizes[count++] = Math.abs(values[i]);
            }
        }
        Arrays.sort(sizes, 0, count);
        return count == 0 ? 0 : sizes[count / 2];
    }
}
