package io.regroup.kernels;

import io.regroup.api.spi.GroupRows;
import org.jspecify.annotations.Nullable;

/** Rows of one group among others' rows. */
record OneGroup(double[][] features, double[] target, double @Nullable [] weight, int from, int to)
        implements GroupRows {

    OneGroup(double[][] features, double[] target, double @Nullable [] weight) {
        this(features, target, weight, 0, target.length);
    }

    @Override
    public int featureCount() {
        return features.length;
    }

    @Override
    public double[] feature(int index) {
        return features[index];
    }
}
