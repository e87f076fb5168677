package io.regroup.fitters.internal.aggregate;

import io.regroup.api.spi.GroupRows;

/** The last value, NaN of none. */
record LastValue() implements Part {

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
        int row = to - 1;
        while (row >= from && Double.isNaN(values[row])) {
            row--;
        }
        if (row >= from) {
            slab[at] = values[row];
        }
    }

    @Override
    public void combine(double[] into, int at, double[] later, int laterAt) {
        if (!Double.isNaN(later[laterAt])) {
            into[at] = later[laterAt];
        }
    }
}
