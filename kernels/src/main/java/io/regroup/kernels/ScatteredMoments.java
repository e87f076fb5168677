package io.regroup.kernels;

import io.regroup.api.engine.GroupedRows;

/**
 * Adds up moments of few groups whose rows are scattered: each row goes straight to its group's sums, which stay in the
 * processor's cache, and no row is moved. A group's pivot is its first row that counts.
 */
final class ScatteredMoments {

    private static final int STEP = 1 << 11;

    private final MomentLayout layout;
    private final boolean intercept;
    private final double[] d;
    private final int[] groups = new int[STEP];

    ScatteredMoments(MomentLayout layout, boolean intercept) {
        this.layout = layout;
        this.intercept = intercept;
        this.d = new double[layout.variables()];
    }

    /**
     * Adds rows of a block.
     *
     * @param slab summaries; a target's has the count, a mark, W, pivots, sums and products from {@code offset} on
     * @param width the width of a summary
     * @param offset where the target's part starts in it
     * @param countsRows whether rows are counted at the start of each summary
     */
    void add(
            GroupedRows rows,
            MomentKernel.Rows columns,
            int from,
            int to,
            int[] places,
            double[] slab,
            int width,
            int offset,
            boolean countsRows) {
        for (int start = from; start < to; start += STEP) {
            int end = Math.min(to, start + STEP);
            rows.groupsOf(start, end, groups);
            for (int i = 0; i < end - start; i++) {
                int place = places[groups[i]];
                groups[i] = place < 0 ? -1 : place * width + offset;
            }
            if (countsRows) {
                for (int i = 0; i < end - start; i++) {
                    if (groups[i] >= 0) {
                        slab[groups[i] - offset]++;
                    }
                }
            }
            if (layout.features() == 1) {
                addOne(columns, start, end, slab);
            } else {
                addSome(columns, start, end, slab);
            }
        }
    }

    /** One feature: count, mark, W, two pivots, two sums, three products. */
    private void addOne(MomentKernel.Rows columns, int from, int to, double[] slab) {
        double[] x = columns.features()[0];
        double[] y = columns.target();
        double[] weights = columns.weights();
        for (int i = from; i < to; i++) {
            int at = groups[i - from];
            double xi = x[i];
            double yi = y[i];
            double w = weights == null ? 1 : weights[i];
            if (at < 0 || !(0 * xi + 0 * yi + 0 * w == 0 && w > 0)) {
                continue;
            }
            if (slab[at] == 0 && intercept) {
                slab[at + 3] = xi;
                slab[at + 4] = yi;
            }
            double dx = xi - slab[at + 3];
            double dy = yi - slab[at + 4];
            double wx = w * dx;
            double wy = w * dy;
            slab[at] += 1;
            slab[at + 2] += w;
            slab[at + 5] += wx;
            slab[at + 6] += wy;
            slab[at + 7] = Math.fma(wx, dx, slab[at + 7]);
            slab[at + 8] = Math.fma(wx, dy, slab[at + 8]);
            slab[at + 9] = Math.fma(wy, dy, slab[at + 9]);
        }
    }

    private void addSome(MomentKernel.Rows columns, int from, int to, double[] slab) {
        int variables = layout.variables();
        double[] weights = columns.weights();
        for (int i = from; i < to; i++) {
            int at = groups[i - from];
            double w = weights == null ? 1 : weights[i];
            double zero = 0 * w;
            for (int v = 0; v < variables; v++) {
                d[v] = columns.variable(v)[i];
                zero += 0 * d[v];
            }
            if (at < 0 || !(zero == 0 && w > 0)) {
                continue;
            }
            int pivot = at + 3;
            int sum = pivot + variables;
            if (slab[at] == 0 && intercept) {
                System.arraycopy(d, 0, slab, pivot, variables);
            }
            slab[at] += 1;
            slab[at + 2] += w;
            for (int v = 0; v < variables; v++) {
                d[v] -= slab[pivot + v];
            }
            int product = sum + variables;
            for (int v = 0; v < variables; v++) {
                double wd = w * d[v];
                slab[sum + v] += wd;
                for (int u = 0; u <= v; u++) {
                    slab[product] = Math.fma(wd, d[u], slab[product]);
                    product++;
                }
            }
        }
    }
}
