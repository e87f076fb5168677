package com.example.givens;

import io.regroup.api.spi.GroupRows;

/** A column brought to a size at which nothing overflows, and, beside an intercept, about its mean. Scales are powers of two. */
final class ScaledColumn {

    private double[] values = new double[0];
    private double scale = 1;
    private double pivot;

    /** Moves to the column of another group. */
    void use(double[] column, GroupRows rows, Weights weights, boolean centred) {
        values = column;
        double largest = 0;
        for (int i = 0; i < rows.count(); i++) {
            if (weights.at(i) > 0) {
                largest = Math.max(largest, Math.abs(column[rows.from() + i]));
            }
        }
        scale = Scale.of(largest);
        pivot = centred ? mean(rows, weights) : 0;
    }

    /** The mean of the rows that count, each as much; added up as differences, so that of a constant column it is exact. */
    private double mean(GroupRows rows, Weights weights) {
        double anyValue = values[rows.from()] * scale;
        double sum = 0;
        for (int i = 0; i < rows.count(); i++) {
            if (weights.at(i) > 0) {
                sum += values[rows.from() + i] * scale - anyValue;
            }
        }
        return anyValue + sum / weights.count();
    }

    double at(int index) {
        return values[index] * scale - pivot;
    }

    double scale() {
        return scale;
    }

    /** Returns what is subtracted after scaling. */
    double pivot() {
        return pivot;
    }
}
