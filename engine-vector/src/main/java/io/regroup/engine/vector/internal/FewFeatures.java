package io.regroup.engine.vector.internal;

import io.regroup.kernels.MomentKernel;
import io.regroup.kernels.MomentLayout;
import java.util.Objects;

/** Cross-moments of one to three features: every sum is kept in a register while it grows. */
final class FewFeatures implements MomentKernel {

    private static final int LANES = RegisterSums.LANES;

    private final int variables;
    private final boolean intercept;
    private final MomentLayout layout;
    private final RegisterSums register;
    private final int quantities;
    private final Touch touch = new Touch();
    private final int[] paddedStarts = new int[LANES + 1];
    private Rows padded;

    FewFeatures(int features, boolean weighted, boolean intercept) {
        this.variables = features + 1;
        this.intercept = intercept;
        this.layout = new MomentLayout(features);
        this.register = RegisterSums.of(features);
        this.padded = Rows.ofLength(0, features, weighted);
        this.quantities = RegisterSums.quantities(layout);
    }

    @Override
    public void accumulate(
            Rows rows,
            int[] starts,
            int first,
            int groups,
            boolean pivotsGiven,
            double[] sums,
            int stride,
            int at,
            int[] counts) {
        for (int g = 0; g < groups; g += LANES) {
            int slots = Math.min(LANES, groups - g);
            if (pivotsGiven) {
                takePivots(sums, stride, at + g, slots);
            } else {
                chooseFeaturePivots(rows, starts, first + g, slots);
                chooseTargetPivot(rows, starts, first + g, slots);
                storePivots(sums, stride, at + g, slots);
            }
            addUp(rows, starts, first + g, slots, sums, stride, at + g, counts);
        }
    }

    /** Takes a few groups at a time, whose features then stay in the first-level cache from target to target. */
    @Override
    public void accumulateAll(
            Rows[] targets, int[] starts, int first, int groups, double[][] sums, int stride, int at, int[][] counts) {
        for (int g = 0; g < groups; g += LANES) {
            int slots = Math.min(LANES, groups - g);
            chooseFeaturePivots(targets[0], starts, first + g, slots);
            for (int t = 0; t < targets.length; t++) {
                chooseTargetPivot(targets[t], starts, first + g, slots);
                storePivots(sums[t], stride, at + g, slots);
                addUp(targets[t], starts, first + g, slots, sums[t], stride, at + g, counts[t]);
            }
        }
    }

    /** Adds up one group per slot. */
    private void addUp(Rows rows, int[] starts, int first, int slots, double[] sums, int stride, int at, int[] counts) {
        if (starts[first + slots] <= lastRow(rows)) {
            addUp(rows, starts, first, slots);
        } else {
            pad(rows, starts, first, slots);
            addUp(padded, paddedStarts, 0, slots);
        }
        LaneSums.addUp(register.sums, quantities, layout.sum(0), slots, sums, stride, at);
        for (int slot = 0; slot < slots; slot++) {
            int size = starts[first + slot + 1] - starts[first + slot];
            sums[MomentLayout.ALL_POSITIVE * stride + at + slot] = register.positives[slot] == size ? 1 : 0;
            counts[at + slot] = register.counts[slot];
        }
    }

    private void addUp(Rows rows, int[] starts, int first, int slots) {
        if (rows.weights() == null) {
            register.add(rows, starts, first, slots);
        } else {
            register.addWeighted(rows, starts, first, slots);
        }
    }

    @Override
    public void fetch(Rows[] targets, int from, int to) {
        touch.rows(targets, from, to);
    }

    private void chooseFeaturePivots(Rows rows, int[] starts, int first, int slots) {
        for (int v = 0; v < variables - 1; v++) {
            double[] feature = rows.features()[v];
            int into = RegisterSums.pivots(v);
            for (int slot = 0; slot < slots; slot++) {
                register.pivots[into + slot] = intercept ? feature[starts[first + slot]] : 0;
            }
        }
    }

    private void chooseTargetPivot(Rows rows, int[] starts, int first, int slots) {
        double[] target = rows.target();
        int into = RegisterSums.pivots(variables - 1);
        for (int slot = 0; slot < slots; slot++) {
            int from = starts[first + slot];
            register.pivots[into + slot] =
                    intercept ? MomentKernel.firstFinite(target, from, starts[first + slot + 1]) : 0;
        }
    }

    private void storePivots(double[] sums, int stride, int at, int slots) {
        for (int v = 0; v < variables; v++) {
            System.arraycopy(register.pivots, RegisterSums.pivots(v), sums, layout.pivot(v) * stride + at, slots);
        }
    }

    private void takePivots(double[] sums, int stride, int at, int slots) {
        for (int v = 0; v < variables; v++) {
            System.arraycopy(sums, layout.pivot(v) * stride + at, register.pivots, RegisterSums.pivots(v), slots);
        }
    }

    /** How far rows may go so that a whole vector can be read from each of them. */
    private static int lastRow(Rows rows) {
        int length = rows.target().length;
        for (double[] feature : rows.features()) {
            length = Math.min(length, feature.length);
        }
        double[] weights = rows.weights();
        return (weights == null ? length : Math.min(length, weights.length)) - LANES;
    }

    /** Copies groups from the end of the columns, beyond which nothing can be read. */
    private void pad(Rows rows, int[] starts, int first, int count) {
        int from = starts[first];
        int size = starts[first + count] - from;
        if (padded.target().length < size + LANES) {
            padded = Rows.ofLength(2 * size + LANES, variables - 1, padded.weights() != null);
        }
        for (int v = 0; v < variables; v++) {
            System.arraycopy(rows.variable(v), from, padded.variable(v), 0, size);
        }
        double[] weights = rows.weights();
        if (weights != null) {
            System.arraycopy(weights, from, Objects.requireNonNull(padded.weights()), 0, size);
        }
        for (int i = 0; i <= count; i++) {
            paddedStarts[i] = starts[first + i] - from;
        }
    }

    @Override
    public int compact(Rows rows, int from, int to, Rows into, int at) {
        return Compaction.compact(rows, from, to, into, at);
    }
}
