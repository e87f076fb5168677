package io.regroup.fitters.internal.robust;

import io.regroup.api.spi.GroupRows;

/** The roots of a group's weights: a residual times the root of its weight is as large as that of a row of weight 1. */
final class WeightRoots {

    private double[] roots = new double[0];
    private double[] weights = new double[0];
    private boolean weighted;
    private int count;

    /** Moves to another group. */
    void use(GroupRows rows) {
        double[] given = rows.weight();
        weighted = given != null;
        count = rows.count();
        if (given == null) {
            return;
        }
        if (roots.length < count) {
            roots = new double[2 * count];
            weights = new double[2 * count];
        }
        int from = rows.from();
        for (int i = 0; i < count; i++) {
            weights[i] = given[from + i];
            roots[i] = Math.sqrt(given[from + i]);
        }
    }

    /** Multiplies each number by the root of its row's weight. */
    void multiply(double[] values) {
        if (weighted) {
            for (int i = 0; i < count; i++) {
                values[i] *= roots[i];
            }
        }
    }

    /**
     * Multiplies factors by weights.
     *
     * @param out where the products may go
     * @return the products: out, or the factors themselves if there are no weights
     */
    double[] weigh(double[] factors, double[] out) {
        if (!weighted) {
            return factors;
        }
        for (int i = 0; i < count; i++) {
            out[i] = factors[i] * weights[i];
        }
        return out;
    }
}
