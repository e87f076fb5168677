package io.regroup.kernels;

import java.util.SplittableRandom;

/** Rows of small whole numbers: every sum of their products is exact in doubles, so tests can ask for equality. */
final class WholeNumbers {

    private WholeNumbers() {}

    /** Features and target between −9 and 9, weights between 1 and 4. */
    static MomentKernel.Rows rows(SplittableRandom random, int count, int features, boolean weighted) {
        MomentKernel.Rows rows = MomentKernel.Rows.ofLength(count, features, weighted);
        for (int i = 0; i < count; i++) {
            for (int v = 0; v <= features; v++) {
                rows.variable(v)[i] = random.nextInt(-9, 10);
            }
            if (weighted) {
                rows.weights()[i] = random.nextInt(1, 5);
            }
        }
        return rows;
    }

    /** The moments of the rows whose target is finite, as {@link MomentLayout} defines them. */
    static double[] moments(MomentKernel.Rows rows, int from, int to, double[] pivots) {
        MomentLayout layout = new MomentLayout(pivots.length - 1);
        double[] moments = new double[layout.width()];
        moments[MomentLayout.ALL_POSITIVE] = 1;
        for (int j = 0; j < pivots.length; j++) {
            moments[layout.pivot(j)] = pivots[j];
        }
        for (int row = from; row < to; row++) {
            double w = rows.weights() == null ? 1 : rows.weights()[row];
            if (w <= 0) {
                moments[MomentLayout.ALL_POSITIVE] = 0;
            }
            if (!Double.isFinite(rows.target()[row])) {
                continue;
            }
            moments[MomentLayout.WEIGHT] += w;
            for (int j = 0; j < pivots.length; j++) {
                double dj = rows.variable(j)[row] - pivots[j];
                moments[layout.sum(j)] += w * dj;
                for (int i = 0; i <= j; i++) {
                    moments[layout.product(i, j)] += w * (rows.variable(i)[row] - pivots[i]) * dj;
                }
            }
        }
        return moments;
    }
}
