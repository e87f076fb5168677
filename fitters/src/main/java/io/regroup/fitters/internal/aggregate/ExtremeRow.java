package io.regroup.fitters.internal.aggregate;

import io.regroup.api.spi.GroupRows;

/**
 * The least or the greatest value and the feature of the first row that has it; NaN of none.
 *
 * @param least whether the least one is meant
 */
record ExtremeRow(boolean least) implements Part {

    /** Where the feature stands. */
    static final int ROW = 1;

    @Override
    public int width() {
        return 2;
    }

    @Override
    public void identity(double[] slab, int at) {
        slab[at] = Double.NaN;
    }

    @Override
    public void accumulate(GroupRows rows, int from, int to, double[] slab, int at) {
        double[] values = rows.target();
        double[] features = rows.feature(0);
        for (int row = from; row < to; row++) {
            offer(values[row], features[row], slab, at);
        }
    }

    private void offer(double value, double feature, double[] slab, int at) {
        double best = slab[at];
        // a comparison with NaN, where nothing has come yet, is false
        if (!Double.isNaN(value) && !(least ? value >= best : value <= best)) {
            slab[at] = value;
            slab[at + ROW] = feature;
        }
    }

    @Override
    public void combine(double[] into, int at, double[] later, int laterAt) {
        offer(later[laterAt], later[laterAt + ROW], into, at);
    }
}
