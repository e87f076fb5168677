package io.regroup.engine.vector.internal;

import io.regroup.kernels.MomentKernel.Rows;

/**
 * Brings rows from memory into the cache before they are added up, by reading one number per cache line. Such reads do not
 * wait for each other, while a kernel that goes from group to group waits at each for its first rows: it then takes the time
 * of the memory plus its own, instead of the larger of the two. docs/performance.md has the measurements.
 */
final class Touch {

    /** Numbers per cache line. */
    private static final int LINE = 8;

    /** Half a megabyte. */
    private static final int MOST = 1 << 16;

    /** What was read goes here, so that the compiler cannot leave the reading out. */
    double seen;

    /** Reads the columns of all targets, unless they are too long to be still in the cache when their turn comes. */
    void rows(Rows[] targets, int from, int to) {
        double[][] features = targets[0].features();
        double[] weights = targets[0].weights();
        if ((long) (to - from) * (targets.length + features.length + 1) > MOST) {
            return;
        }
        double sum = weights == null ? 0 : column(weights, from, to);
        for (double[] feature : features) {
            sum += column(feature, from, to);
        }
        for (Rows target : targets) {
            sum += column(target.target(), from, to);
        }
        seen = sum;
    }

    private static double column(double[] column, int from, int to) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = from;
        for (; i < to - 3 * LINE; i += 4 * LINE) {
            a += column[i];
            b += column[i + LINE];
            c += column[i + 2 * LINE];
            d += column[i + 3 * LINE];
        }
        for (; i < to; i += LINE) {
            a += column[i];
        }
        return a + b + (c + d);
    }
}
