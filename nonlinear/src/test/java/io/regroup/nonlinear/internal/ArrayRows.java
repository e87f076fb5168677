package io.regroup.nonlinear.internal;

import io.regroup.api.spi.GroupRows;
import org.jspecify.annotations.Nullable;

/** Rows of one feature, as a group. */
record ArrayRows(double[] x, double[] y, double @Nullable [] w) implements GroupRows {

    @Override
    public int from() {
        return 0;
    }

    @Override
    public int to() {
        return x.length;
    }

    @Override
    public int featureCount() {
        return 1;
    }

    @Override
    public double[] feature(int index) {
        return x;
    }

    @Override
    public double[] target() {
        return y;
    }

    @Override
    public double @Nullable [] weight() {
        return w;
    }
}
