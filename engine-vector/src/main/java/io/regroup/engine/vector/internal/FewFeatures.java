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
        int last = lastRow(rows);
        for (int g = 0; g < groups; g += LANES) {
            int slots = Math.min(LANES, groups - g);
            int place = at + g;
            if (!pivotsGiven) {
                choosePivots(rows, starts, first + g, slots, sums, stride, place);
            }
            takePivots(sums, stride, place, slots);
            if (starts[first + g + slots] <= last) {
                addUp(rows, starts, first + g, slots);
            } else {
                pad(rows, starts, first + g, slots);
                addUp(padded, paddedStarts, 0, slots);
            }
            LaneSums.addUp(register.sums, quantities, layout.sum(0), slots, sums, stride, place);
            for (int slot = 0; slot < slots; slot++) {
                int size = starts[first + g + slot + 1] - starts[first + g + slot];
                sums[MomentLayout.ALL_POSITIVE * stride + place + slot] = register.positives[slot] == size ? 1 : 0;
                counts[place + slot] = register.counts[slot];
            }
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

    private void choosePivots(Rows rows, int[] starts, int first, int slots, double[] sums, int stride, int at) {
        for (int v = 0; v < variables - 1; v++) {
            double[] feature = rows.features()[v];
            int place = layout.pivot(v) * stride + at;
            for (int slot = 0; slot < slots; slot++) {
                sums[place + slot] = intercept ? feature[starts[first + slot]] : 0;
            }
        }
        double[] target = rows.target();
        int place = layout.pivot(variables - 1) * stride + at;
        for (int slot = 0; slot < slots; slot++) {
            int from = starts[first + slot];
            sums[place + slot] = intercept ? MomentKernel.firstFinite(target, from, starts[first + slot + 1]) : 0;
        }
    }

    private void takePivots(double[] sums, int stride, int at, int count) {
        for (int v = 0; v < variables; v++) {
            int from = layout.pivot(v) * stride + at;
            int into = RegisterSums.pivots(v);
            for (int slot = 0; slot < count; slot++) {
                register.pivots[into + slot] = sums[from + slot];
            }
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
