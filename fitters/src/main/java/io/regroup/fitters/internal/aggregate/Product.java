package io.regroup.fitters.internal.aggregate;

import io.regroup.api.spi.GroupRows;

/**
 * The product of the values, 1 of none: a number and the power of two by which it is to be multiplied. So what comes on the way may be
 * larger or smaller than doubles can be, and a zero makes a zero wherever it stands.
 */
record Product() implements Part {

    /** Where the power stands. */
    static final int POWER = 1;

    /** Numbers up to here, and down to its reciprocal, are left as they are. */
    private static final double MOST = 0x1p400;

    private static final double LEAST = 1 / MOST;

    /** More than any product of two doubles is away from 1. */
    private static final double MOST_POWER = 1 << 13;

    @Override
    public int width() {
        return 2;
    }

    @Override
    public void identity(double[] slab, int at) {
        slab[at] = 1;
    }

    @Override
    public void accumulate(GroupRows rows, int from, int to, double[] slab, int at) {
        double[] values = rows.target();
        for (int row = from; row < to; row++) {
            if (!Double.isNaN(values[row])) {
                multiply(slab, at, values[row]);
            }
        }
    }

    private static void multiply(double[] slab, int at, double factor) {
        double product = slab[at] * factor;
        double size = Math.abs(product);
        if (size <= MOST && size >= LEAST) {
            slab[at] = product;
        } else if (slab[at] == 0 || factor == 0 || Double.isInfinite(slab[at]) || Double.isInfinite(factor)) {
            slab[at] = product;
            slab[at + POWER] = 0;
        } else {
            int power = Math.getExponent(slab[at]);
            int more = Math.getExponent(factor);
            slab[at] = Math.scalb(slab[at], -power) * Math.scalb(factor, -more);
            slab[at + POWER] += power + more;
        }
    }

    @Override
    public void combine(double[] into, int at, double[] later, int laterAt) {
        multiply(into, at, later[laterAt]);
        if (into[at] != 0 && Double.isFinite(into[at])) {
            into[at + POWER] += later[laterAt + POWER];
        }
    }

    /** Returns the product as a double. */
    static double value(double[] slab, int at) {
        double power = Math.clamp(slab[at + POWER], -MOST_POWER, MOST_POWER);
        return Math.scalb(slab[at], (int) power);
    }
}
