package io.regroup.kernels;

import java.util.Objects;

/**
 * Adds up one group by the kernel that adds up many: rows with weights of a fitter's own are copied together with them first.
 */
final class PackedSums implements GroupSums {

    /** Kernels may read a whole vector from a group's last row on. */
    private static final int BEYOND = 8;

    private final int features;
    private final MomentKernel plain;
    private final MomentKernel weighted;
    private final int[] starts = new int[2];
    private final int[] counted = new int[1];
    private final double[][] columns;
    private MomentKernel.Rows view;
    private MomentKernel.Rows packed;

    PackedSums(int features, MomentKernel.Provider kernels) {
        this.features = features;
        this.plain = kernels.kernel(features, false, true);
        this.weighted = kernels.kernel(features, true, true);
        this.columns = new double[features][];
        this.view = new MomentKernel.Rows(columns, new double[0], null);
        this.packed = MomentKernel.Rows.ofLength(BEYOND, features, true);
    }

    @Override
    public int add(GroupColumns rows, double[] sums) {
        double[] weights = rows.weights();
        int count = rows.count();
        if (weights == null) {
            view(rows);
            starts[0] = rows.from();
            starts[1] = rows.to();
            plain.accumulate(view, starts, 0, 1, true, sums, 1, 0, counted);
            return count;
        }
        pack(rows, weights);
        starts[0] = 0;
        starts[1] = count;
        weighted.accumulate(packed, starts, 0, 1, true, sums, 1, 0, counted);
        int positive = 0;
        for (int i = rows.weightsFrom(); i < rows.weightsFrom() + count; i++) {
            positive += weights[i] > 0 ? 1 : 0;
        }
        return positive;
    }

    @SuppressWarnings("ReferenceEquality") // the same array, not an equal one
    private void view(GroupColumns rows) {
        for (int j = 0; j < features; j++) {
            columns[j] = rows.variable(j);
        }
        double[] target = rows.variable(features);
        if (view.target() != target) {
            view = new MomentKernel.Rows(columns, target, null);
        }
    }

    private void pack(GroupColumns rows, double[] weights) {
        int count = rows.count();
        if (packed.target().length < count + BEYOND) {
            packed = MomentKernel.Rows.ofLength(2 * count + BEYOND, features, true);
        }
        for (int v = 0; v <= features; v++) {
            System.arraycopy(rows.variable(v), rows.from(), packed.variable(v), 0, count);
        }
        System.arraycopy(weights, rows.weightsFrom(), Objects.requireNonNull(packed.weights()), 0, count);
    }

    @Override
    public double residuals(GroupColumns rows, double[] sums, double[] slopes, double constant, double[] out) {
        return ScalarSums.residuals(rows, sums, slopes, constant, out);
    }
}
