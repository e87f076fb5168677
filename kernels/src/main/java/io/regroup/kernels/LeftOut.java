package io.regroup.kernels;

/**
 * Rows whose target does not count, taken out again of the sums over a group's features: cheaper than to add up all others
 * once more, as long as these are few.
 */
final class LeftOut {

    /** The share of a sum that has to remain, so that subtracting costs a digit at most. */
    private static final double LEAST_LEFT = 0.1;

    private final MomentLayout layout;
    private final double[] before;
    private int[] places = new int[0];

    LeftOut(MomentLayout layout) {
        this.layout = layout;
        this.before = new double[layout.variables()];
    }

    /** Returns room for the places of rows. */
    int[] places(int rows) {
        if (places.length < rows) {
            places = new int[Math.max(rows, 2 * places.length)];
        }
        return places;
    }

    /** Subtracts some of the rows, all of one group; returns whether enough remains that the sums can be used. */
    boolean subtract(MomentKernel.Rows rows, int from, int to, double[] sums, int stride, int group) {
        int features = layout.features();
        double[] weights = rows.weights();
        before[features] = sums[MomentLayout.WEIGHT * stride + group];
        for (int v = 0; v < features; v++) {
            before[v] = sums[layout.product(v, v) * stride + group];
        }
        for (int i = from; i < to; i++) {
            subtract(rows.features(), places[i], weights == null ? 1 : weights[places[i]], sums, stride, group);
        }
        boolean enough = sums[MomentLayout.WEIGHT * stride + group] >= LEAST_LEFT * before[features];
        for (int v = 0; v < features; v++) {
            enough &= sums[layout.product(v, v) * stride + group] >= LEAST_LEFT * before[v];
        }
        return enough;
    }

    private void subtract(double[][] features, int row, double weight, double[] sums, int stride, int group) {
        sums[MomentLayout.WEIGHT * stride + group] -= weight;
        for (int v = 0; v < features.length; v++) {
            double wd = weight * (features[v][row] - sums[layout.pivot(v) * stride + group]);
            sums[layout.sum(v) * stride + group] -= wd;
            for (int u = 0; u <= v; u++) {
                int product = layout.product(u, v) * stride + group;
                double d = features[u][row] - sums[layout.pivot(u) * stride + group];
                sums[product] = Math.fma(-wd, d, sums[product]);
            }
        }
    }
}
