package io.regroup.kernels;

import java.util.Arrays;

/**
 * Rows whose target does not count, taken out again of the sums over their groups' features: cheaper than to add up all
 * others once more, as long as these are few. Steps are loops over all such rows of a block, without a branch that a
 * processor would have to guess.
 */
final class LeftOut {

    /** The share of a sum that has to remain, so that subtracting costs a digit at most. */
    private static final double LEAST_LEFT = 0.1;

    private final MomentLayout layout;
    private final double[][] before;
    private final double[][] differences;
    private int[] rows = new int[0];
    private int[] groups = new int[0];
    private double[] weights = new double[0];

    LeftOut(MomentLayout layout) {
        this.layout = layout;
        this.before = new double[layout.variables()][0];
        this.differences = new double[layout.features()][0];
    }

    /** Returns room for the places of rows; a kernel writes them there, in ascending order. */
    int[] rows(int count) {
        if (rows.length < count) {
            rows = new int[Math.max(count, 2 * rows.length)];
        }
        return rows;
    }

    /**
     * Counts groups' rows and subtracts those that are left out. Where so little remains of a sum that it cannot be used, W
     * becomes NaN.
     *
     * @param columns the columns
     * @param count how many rows are to be subtracted
     * @param starts where groups' rows start
     * @param first the first group's place there
     * @param number how many groups
     * @param sums loses the rows
     * @param stride the distance between quantities
     * @param at the first group's place in {@code sums} and {@code counts}
     * @param counts receives how many rows groups have without those
     */
    void subtract(
            MomentKernel.Rows columns,
            int count,
            int[] starts,
            int first,
            int number,
            double[] sums,
            int stride,
            int at,
            int[] counts) {
        for (int g = 0; g < number; g++) {
            counts[at + g] = starts[first + g + 1] - starts[first + g];
        }
        if (count == 0) {
            return;
        }
        findGroups(count, starts, first, number);
        int features = layout.features();
        remember(sums, stride, at, number);
        gather(columns, count, sums, stride, at);
        for (int i = 0; i < count; i++) {
            int group = at + groups[i];
            counts[group]--;
            sums[MomentLayout.WEIGHT * stride + group] -= weights[i];
        }
        for (int v = 0; v < features; v++) {
            double[] dv = differences[v];
            int sum = layout.sum(v) * stride + at;
            for (int i = 0; i < count; i++) {
                sums[sum + groups[i]] -= weights[i] * dv[i];
            }
            for (int u = 0; u <= v; u++) {
                double[] du = differences[u];
                int product = layout.product(u, v) * stride + at;
                for (int i = 0; i < count; i++) {
                    int place = product + groups[i];
                    sums[place] = Math.fma(-weights[i] * dv[i], du[i], sums[place]);
                }
            }
        }
        for (int v = 0; v <= features; v++) {
            giveUpBelow(
                    LEAST_LEFT, before[v], sums, placeOf(v) * stride + at, MomentLayout.WEIGHT * stride + at, number);
        }
    }

    private static void giveUpBelow(double share, double[] before, double[] sums, int from, int weight, int number) {
        for (int g = 0; g < number; g++) {
            if (!(sums[from + g] >= share * before[g])) {
                sums[weight + g] = Double.NaN;
            }
        }
    }

    /** The sums that must not shrink too far: the features' squares, and W. */
    private int placeOf(int v) {
        return v < layout.features() ? layout.product(v, v) : MomentLayout.WEIGHT;
    }

    private void remember(double[] sums, int stride, int at, int number) {
        if (before[0].length < number) {
            Arrays.setAll(before, v -> new double[number]);
        }
        for (int v = 0; v < before.length; v++) {
            System.arraycopy(sums, placeOf(v) * stride + at, before[v], 0, number);
        }
    }

    /** Finds the groups of rows: in each step the next row is in the group, or the group is done. */
    private void findGroups(int count, int[] starts, int first, int number) {
        if (groups.length <= count) {
            groups = new int[rows.length + 1];
            weights = new double[rows.length];
            for (int v = 0; v < differences.length; v++) {
                differences[v] = new double[rows.length];
            }
        }
        int group = 0;
        int found = 0;
        while (found < count && group < number) {
            boolean within = rows[found] < starts[first + group + 1];
            groups[found] = group;
            found += within ? 1 : 0;
            group += within ? 0 : 1;
        }
    }

    private void gather(MomentKernel.Rows columns, int count, double[] sums, int stride, int at) {
        double[] weight = columns.weights();
        for (int i = 0; i < count; i++) {
            weights[i] = weight == null ? 1 : weight[rows[i]];
        }
        for (int v = 0; v < differences.length; v++) {
            double[] feature = columns.features()[v];
            double[] into = differences[v];
            int pivot = layout.pivot(v) * stride + at;
            for (int i = 0; i < count; i++) {
                into[i] = feature[rows[i]] - sums[pivot + groups[i]];
            }
        }
    }
}
