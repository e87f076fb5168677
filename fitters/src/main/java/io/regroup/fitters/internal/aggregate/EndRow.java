package io.regroup.fitters.internal.aggregate;

import io.regroup.api.spi.GroupRows;

/**
 * The value of the first or last row, missing or not: whether there is a row, and its value.
 *
 * @param first whether the first row is meant
 */
record EndRow(boolean first) implements Part {

    /** Where the value stands. */
    static final int VALUE = 1;

    @Override
    public int width() {
        return 2;
    }

    @Override
    public void accumulate(GroupRows rows, int from, int to, double[] slab, int at) {
        offer(rows.target()[first ? from : to - 1], slab, at);
    }

    private void offer(double value, double[] slab, int at) {
        if (!first || slab[at] == 0) {
            slab[at] = 1;
            slab[at + VALUE] = value;
        }
    }

    @Override
    public void combine(double[] into, int at, double[] later, int laterAt) {
        if (later[laterAt] > 0) {
            offer(later[laterAt + VALUE], into, at);
        }
    }
}
