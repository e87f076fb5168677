package io.regroup.fitters.internal.aggregate;

import io.regroup.api.spi.GroupRows;

/** The count of the values and their sum {@code Σx}: exact for integers as long as it stays below 2⁵³. */
record ValueSum() implements Part {

    /** Where the sum stands, here and in {@link Moments}. */
    static final int SUM = 1;

    @Override
    public int width() {
        return 2;
    }

    @Override
    public void accumulate(GroupRows rows, int from, int to, double[] slab, int at) {
        double[] values = rows.target();
        double sum = sum(values, from, to);
        if (Double.isNaN(sum)) {
            addSome(values, from, to, slab, at);
        } else {
            slab[at] += to - from;
            slab[at + SUM] += sum;
        }
    }

    /** Adds up four sums side by side, because each addition waits for the one before it. */
    private static double sum(double[] values, int from, int to) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int row = from;
        for (; row <= to - 4; row += 4) {
            a += values[row];
            b += values[row + 1];
            c += values[row + 2];
            d += values[row + 3];
        }
        for (; row < to; row++) {
            a += values[row];
        }
        return (a + b) + (c + d);
    }

    private static void addSome(double[] values, int from, int to, double[] slab, int at) {
        int count = 0;
        double sum = 0;
        for (int row = from; row < to; row++) {
            if (!Double.isNaN(values[row])) {
                count++;
                sum += values[row];
            }
        }
        slab[at] += count;
        slab[at + SUM] += sum;
    }

    @Override
    public void accumulateScattered(GroupRows rows, int from, int to, int[] starts, int offset, double[] slab) {
        double[] values = rows.target();
        for (int row = from; row < to; row++) {
            double value = values[row];
            int at = starts[row - from] + offset;
            if (at >= offset && !Double.isNaN(value)) {
                slab[at]++;
                slab[at + SUM] += value;
            }
        }
    }

    @Override
    public void combine(double[] into, int at, double[] later, int laterAt) {
        into[at] += later[laterAt];
        into[at + SUM] += later[laterAt + SUM];
    }
}
