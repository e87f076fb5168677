package io.regroup.fitters.internal.aggregate;

import io.regroup.api.spi.GroupRows;

/** The least value, infinite of none. */
record Minimum() implements Part {

    @Override
    public int width() {
        return 1;
    }

    @Override
    public void identity(double[] slab, int at) {
        slab[at] = Double.POSITIVE_INFINITY;
    }

    @Override
    public void accumulate(GroupRows rows, int from, int to, double[] slab, int at) {
        double[] values = rows.target();
        double least = slab[at];
        for (int row = from; row < to; row++) {
            least = Math.min(least, values[row]);
        }
        slab[at] = Double.isNaN(least) ? ofSome(values, from, to, slab[at]) : least;
    }

    /** Skips missing values, with a branch that rows without any are spared. */
    private static double ofSome(double[] values, int from, int to, double start) {
        double least = start;
        for (int row = from; row < to; row++) {
            least = Double.isNaN(values[row]) ? least : Math.min(least, values[row]);
        }
        return least;
    }

    @Override
    public void accumulateScattered(GroupRows rows, int from, int to, int[] starts, int offset, double[] slab) {
        double[] values = rows.target();
        for (int row = from; row < to; row++) {
            int at = starts[row - from] + offset;
            if (at >= offset && values[row] < slab[at]) {
                slab[at] = values[row];
            }
        }
    }

    @Override
    public void combine(double[] into, int at, double[] later, int laterAt) {
        into[at] = Math.min(into[at], later[laterAt]);
    }
}
