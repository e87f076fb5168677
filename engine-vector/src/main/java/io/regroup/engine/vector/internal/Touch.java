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

    /** Reads all columns. */
    void all(Rows rows, int from, int to) {
        double[] weights = rows.weights();
        int columns = rows.features().length + (weights == null ? 1 : 2);
        if (!fits(from, to, columns)) {
            return;
        }
        double sum = column(rows.target(), from, to);
        for (double[] feature : rows.features()) {
            sum += column(feature, from, to);
        }
        seen = weights == null ? sum : sum + column(weights, from, to);
    }

    /** Reads the target. */
    void target(Rows rows, int from, int to) {
        if (fits(from, to, 1)) {
            seen = column(rows.target(), from, to);
        }
    }

    /** Tells whether rows will still be in the cache when their turn comes; where groups are long, they need no help. */
    private static boolean fits(int from, int to, int columns) {
        return (long) (to - from) * columns <= MOST;
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
