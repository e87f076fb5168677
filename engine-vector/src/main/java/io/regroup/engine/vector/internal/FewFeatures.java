package io.regroup.engine.vector.internal;

import io.regroup.kernels.MomentKernel;
import io.regroup.kernels.MomentLayout;
import java.util.Objects;

/** Cross-moments of one to three features: every sum is kept in a register while it grows. */
final class FewFeatures implements MomentKernel {

    private static final int LANES = RegisterSums.LANES;

    private final int features;
    private final boolean intercept;
    private final MomentLayout layout;
    private final RegisterSums register;
    private final Touch touch = new Touch();
    private final int[] paddedStarts = new int[LANES + 1];
    private Rows padded;

    FewFeatures(int features, boolean weighted, boolean intercept) {
        this.features = features;
        this.intercept = intercept;
        this.layout = new MomentLayout(features);
        this.register = RegisterSums.of(features);
        this.padded = Rows.ofLength(0, features, weighted);
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
        if (!pivotsGiven) {
            chooseFeaturePivots(rows, starts, first, groups, sums, stride, at);
            chooseTargetPivots(rows, starts, first, groups, sums, stride, at);
        }
        for (int g = 0; g < groups; g += LANES) {
            addUp(rows, starts, first + g, Math.min(LANES, groups - g), sums, stride, at + g, counts);
        }
    }

    /** Takes a few groups at a time, whose features then stay in the first-level cache from target to target. */
    @Override
    public void accumulateAll(
            Rows[] targets, int[] starts, int first, int groups, double[][] sums, int stride, int at, int[][] counts) {
        chooseFeaturePivots(targets[0], starts, first, groups, sums[0], stride, at);
        for (int t = 0; t < targets.length; t++) {
            for (int v = 0; v < features && t > 0; v++) {
                int pivots = layout.pivot(v) * stride + at;
                System.arraycopy(sums[0], pivots, sums[t], pivots, groups);
            }
            chooseTargetPivots(targets[t], starts, first, groups, sums[t], stride, at);
        }
        for (int g = 0; g < groups; g += LANES) {
            int slots = Math.min(LANES, groups - g);
            for (int t = 0; t < targets.length; t++) {
                addUp(targets[t], starts, first + g, slots, sums[t], stride, at + g, counts[t]);
            }
        }
    }

    /** Adds up one group per slot. */
    private void addUp(Rows rows, int[] starts, int first, int slots, double[] sums, int stride, int at, int[] counts) {
        if (starts[first + slots] <= lastRow(rows)) {
            addRows(rows, starts, first, slots, sums, stride, at, counts);
        } else {
            pad(rows, starts, first, slots);
            addRows(padded, paddedStarts, 0, slots, sums, stride, at, counts);
        }
        int firstQuantity = rows.weights() == null ? 1 : 0;
        LaneSums.addUp(register.partial, firstQuantity, register.quantities(), layout.sum(0), slots, sums, stride, at);
    }

    private void addRows(
            Rows rows, int[] starts, int first, int slots, double[] sums, int stride, int at, int[] counts) {
        if (rows.weights() == null) {
            register.add(rows, starts, first, slots, sums, stride, at, counts);
        } else {
            register.addWeighted(rows, starts, first, slots, sums, stride, at, counts);
        }
    }

    @Override
    public void fetch(Rows[] targets, int from, int to) {
        touch.rows(targets, from, to);
    }

    private void chooseFeaturePivots(
            Rows rows, int[] starts, int first, int groups, double[] sums, int stride, int at) {
        for (int v = 0; v < features; v++) {
            double[] feature = rows.features()[v];
            int into = layout.pivot(v) * stride + at;
            for (int g = 0; g < groups; g++) {
                sums[into + g] = intercept ? feature[starts[first + g]] : 0;
            }
        }
    }

    private void chooseTargetPivots(Rows rows, int[] starts, int first, int groups, double[] sums, int stride, int at) {
        double[] target = rows.target();
        int into = layout.pivot(features) * stride + at;
        for (int g = 0; g < groups; g++) {
            sums[into + g] = intercept ? MomentKernel.firstFinite(target, starts[first + g], starts[first + g + 1]) : 0;
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
            padded = Rows.ofLength(2 * size + LANES, features, padded.weights() != null);
        }
        for (int v = 0; v <= features; v++) {
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
