package io.regroup.fitters.internal.aggregate;

import io.regroup.api.spi.GroupRows;

/** The first value, NaN of none. */
record FirstValue() implements Part {

    @Override
    public int width() {
        return 1;
    }

    @Override
    public void identity(double[] slab, int at) {
        slab[at] = Double.NaN;
    }

    @Override
    public void accumulate(GroupRows rows, int from, int to, double[] slab, int at) {
        double[] values = rows.target();
        for (int row = from; row < to && Double.isNaN(slab[at]); row++) {
            slab[at] = values[row];
        }
    }

    @Override
    public void combine(double[] into, int at, double[] later, int laterAt) {
        if (Double.isNaN(into[at])) {
            into[at] = later[laterAt];
        }
    }
}
