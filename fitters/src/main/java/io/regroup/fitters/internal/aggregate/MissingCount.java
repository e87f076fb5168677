package io.regroup.fitters.internal.aggregate;

import io.regroup.api.spi.GroupRows;

/** How many values are missing. */
record MissingCount() implements Part {

    @Override
    public int width() {
        return 1;
    }

    @Override
    public void accumulate(GroupRows rows, int from, int to, double[] slab, int at) {
        double[] values = rows.target();
        int count = 0;
        for (int row = from; row < to; row++) {
            count += Double.isNaN(values[row]) ? 1 : 0;
        }
        slab[at] += count;
    }

    @Override
    public void combine(double[] into, int at, double[] later, int laterAt) {
        into[at] += later[laterAt];
    }
}
