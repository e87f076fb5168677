package io.regroup.kernels;

import io.regroup.api.engine.GroupedRows;
import java.util.Arrays;

/**
 * Adds up moments of few groups whose rows are scattered: each row goes straight to its group's sums, and no row is moved. The
 * sums of one target are kept as close together as can be, so that those of many groups fit the processor's cache: a group's
 * pivots are its first row that counts, and without weights W is the number of rows. In one thread.
 */
final class ScatteredMoments {

    private static final int STEP = 1 << 11;

    private final MomentLayout layout;
    private final boolean intercept;
    private final boolean weighted;
    private final int first;
    private final int width;
    private final double[] d;
    private final int[] starts = new int[STEP];
    private double[] sums = new double[0];

    ScatteredMoments(MomentLayout layout, boolean intercept, boolean weighted) {
        this.layout = layout;
        this.intercept = intercept;
        this.weighted = weighted;
        // the count and, with weights, W; then pivots, sums, products
        this.first = weighted ? 2 : 1;
        this.width = first + layout.width() - layout.pivot(0);
        this.d = new double[layout.variables()];
    }

    /** Starts to add up so many groups. */
    void clear(int groups) {
        int length = groups * width;
        if (sums.length < length) {
            sums = new double[length];
        } else {
            Arrays.fill(sums, 0, length, 0);
        }
    }

    /**
     * Adds rows of a block.
     *
     * @param rows the rows with their groups
     * @param columns the columns
     * @param from the first row
     * @param to the row after the last
     * @param places the place of each group; negative for one that is left out
     */
    void add(GroupedRows rows, MomentKernel.Rows columns, int from, int to, int[] places) {
        for (int start = from; start < to; start += STEP) {
            int end = Math.min(to, start + STEP);
            rows.summariesOf(start, end, places, width, 0, starts);
            if (layout.features() != 1) {
                addSome(columns, start, end);
            } else if (weighted) {
                addOneWeighted(columns, start, end);
            } else {
                addOne(columns, start, end);
            }
        }
    }

    /** One feature, no weights: count, two pivots, two sums, three products. */
    private void addOne(MomentKernel.Rows columns, int from, int to) {
        double[] x = columns.features()[0];
        double[] y = columns.target();
        for (int i = from; i < to; i++) {
            int at = starts[i - from];
            double xi = x[i];
            double yi = y[i];
            if (at < 0 || !(0 * xi + 0 * yi == 0)) {
                continue;
            }
            double before = sums[at];
            if (before == 0 && intercept) {
                sums[at + 1] = xi;
                sums[at + 2] = yi;
            }
            double dx = xi - sums[at + 1];
            double dy = yi - sums[at + 2];
            sums[at] = before + 1;
            sums[at + 3] += dx;
            sums[at + 4] += dy;
            sums[at + 5] = Math.fma(dx, dx, sums[at + 5]);
            sums[at + 6] = Math.fma(dx, dy, sums[at + 6]);
            sums[at + 7] = Math.fma(dy, dy, sums[at + 7]);
        }
    }

    /** One feature: count, W, two pivots, two sums, three products. */
    private void addOneWeighted(MomentKernel.Rows columns, int from, int to) {
        double[] x = columns.features()[0];
        double[] y = columns.target();
        double[] weights = columns.weights();
        for (int i = from; weights != null && i < to; i++) {
            int at = starts[i - from];
            double xi = x[i];
            double yi = y[i];
            double w = weights[i];
            if (at < 0 || !(0 * xi + 0 * yi + 0 * w == 0 && w > 0)) {
                continue;
            }
            double before = sums[at];
            if (before == 0 && intercept) {
                sums[at + 2] = xi;
                sums[at + 3] = yi;
            }
            double dx = xi - sums[at + 2];
            double dy = yi - sums[at + 3];
            double wx = w * dx;
            double wy = w * dy;
            sums[at] = before + 1;
            sums[at + 1] += w;
            sums[at + 4] += wx;
            sums[at + 5] += wy;
            sums[at + 6] = Math.fma(wx, dx, sums[at + 6]);
            sums[at + 7] = Math.fma(wx, dy, sums[at + 7]);
            sums[at + 8] = Math.fma(wy, dy, sums[at + 8]);
        }
    }

    private void addSome(MomentKernel.Rows columns, int from, int to) {
        int variables = layout.variables();
        double[] weights = columns.weights();
        for (int i = from; i < to; i++) {
            int at = starts[i - from];
            double w = weights == null ? 1 : weights[i];
            double zero = 0 * w;
            for (int v = 0; v < variables; v++) {
                d[v] = columns.variable(v)[i];
                zero += 0 * d[v];
            }
            if (at < 0 || !(zero == 0 && w > 0)) {
                continue;
            }
            int pivot = at + first;
            int sum = pivot + variables;
            if (sums[at] == 0 && intercept) {
                System.arraycopy(d, 0, sums, pivot, variables);
            }
            sums[at] += 1;
            if (weighted) {
                sums[at + 1] += w;
            }
            for (int v = 0; v < variables; v++) {
                d[v] -= sums[pivot + v];
            }
            int product = sum + variables;
            for (int v = 0; v < variables; v++) {
                double wd = w * d[v];
                sums[sum + v] += wd;
                for (int u = 0; u <= v; u++) {
                    sums[product] = Math.fma(wd, d[u], sums[product]);
                    product++;
                }
            }
        }
    }

    /**
     * Returns how many rows of a group count.
     *
     * @param place the group's place
     * @return the count
     */
    double count(int place) {
        return sums[place * width];
    }

    /**
     * Writes a group's sums as a {@link MomentSummary} that is not settled yet.
     *
     * @param place the group's place
     * @param slab receives the summary
     * @param at where it starts
     */
    void store(int place, double[] slab, int at) {
        int own = place * width;
        slab[at] = sums[own];
        slab[at + MomentSummary.MOMENTS + MomentLayout.WEIGHT] = sums[own + first - 1];
        System.arraycopy(sums, own + first, slab, at + MomentSummary.MOMENTS + layout.pivot(0), width - first);
    }
}
