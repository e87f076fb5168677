package io.regroup.fitters.internal.aggregate;

import io.regroup.api.spi.GroupRows;

/** The greatest value, infinite of none. */
record Maximum() implements Part {

    @Override
    public int width() {
        return 1;
    }

    @Override
    public void identity(double[] slab, int at) {
        slab[at] = Double.NEGATIVE_INFINITY;
    }

    @Override
    public void accumulate(GroupRows rows, int from, int to, double[] slab, int at) {
        double[] values = rows.target();
        double greatest = slab[at];
        for (int row = from; row < to; row++) {
            greatest = Math.max(greatest, values[row]);
        }
        slab[at] = Double.isNaN(greatest) ? ofSome(values, from, to, slab[at]) : greatest;
    }

    /** Skips missing values, with a branch that rows without any are spared. */
    private static double ofSome(double[] values, int from, int to, double start) {
        double greatest = start;
        for (int row = from; row < to; row++) {
            greatest = Double.isNaN(values[row]) ? greatest : Math.max(greatest, values[row]);
        }
        return greatest;
    }

    @Override
    public void accumulateScattered(GroupRows rows, int from, int to, int[] starts, int offset, double[] slab) {
        double[] values = rows.target();
        for (int row = from; row < to; row++) {
            int at = starts[row - from] + offset;
            if (at >= offset && values[row] > slab[at]) {
                slab[at] = values[row];
            }
        }
    }

    @Override
    public void combine(double[] into, int at, double[] later, int laterAt) {
        into[at] = Math.max(into[at], later[laterAt]);
    }
}
