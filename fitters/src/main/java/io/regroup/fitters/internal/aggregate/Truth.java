package io.regroup.fitters.internal.aggregate;

import io.regroup.api.spi.GroupRows;

/**
 * Whether all values, or any, are other than 0: 1 if so, 0 if not.
 *
 * @param all whether all of them have to be
 */
record Truth(boolean all) implements Part {

    @Override
    public int width() {
        return 1;
    }

    @Override
    public void identity(double[] slab, int at) {
        slab[at] = all ? 1 : 0;
    }

    @Override
    public void accumulate(GroupRows rows, int from, int to, double[] slab, int at) {
        double[] values = rows.target();
        for (int row = from; row < to; row++) {
            if (!Double.isNaN(values[row]) && (values[row] == 0) == all) {
                slab[at] = all ? 0 : 1;
                return;
            }
        }
    }

    @Override
    public void combine(double[] into, int at, double[] later, int laterAt) {
        into[at] = all ? Math.min(into[at], later[laterAt]) : Math.max(into[at], later[laterAt]);
    }
}
