package io.regroup.fitters.internal.aggregate;

import io.regroup.api.spi.GroupRows;
import java.util.Objects;

/** The count of the values with a finite weight above 0, {@code Σwx} and {@code Σw}. */
record WeightedSum() implements Part {

    /** Where {@code Σwx} stands. */
    static final int SUM = 1;

    /** Where {@code Σw} stands. */
    static final int WEIGHT = 2;

    @Override
    public int width() {
        return 3;
    }

    @Override
    public void accumulate(GroupRows rows, int from, int to, double[] slab, int at) {
        double[] values = rows.target();
        double[] weights = Objects.requireNonNull(rows.weight());
        int count = 0;
        double sum = 0;
        double total = 0;
        for (int row = from; row < to; row++) {
            double weight = weights[row];
            if (weight > 0 && weight < Double.POSITIVE_INFINITY && !Double.isNaN(values[row])) {
                count++;
                sum += weight * values[row];
                total += weight;
            }
        }
        slab[at] += count;
        slab[at + SUM] += sum;
        slab[at + WEIGHT] += total;
    }

    @Override
    public void combine(double[] into, int at, double[] later, int laterAt) {
        for (int i = 0; i < width(); i++) {
            into[at + i] += later[laterAt + i];
        }
    }
}
