package io.regroup.fitters.internal.aggregate;

import io.regroup.api.spi.GroupRows;

/** The product of the values, 1 of none. */
record Product() implements Part {

    @Override
    public int width() {
        return 1;
    }

    @Override
    public void identity(double[] slab, int at) {
        slab[at] = 1;
    }

    @Override
    public void accumulate(GroupRows rows, int from, int to, double[] slab, int at) {
        double[] values = rows.target();
        double product = slab[at];
        for (int row = from; row < to; row++) {
            product *= Double.isNaN(values[row]) ? 1 : values[row];
        }
        slab[at] = product;
    }

    @Override
    public void combine(double[] into, int at, double[] later, int laterAt) {
        into[at] *= later[laterAt];
    }
}
