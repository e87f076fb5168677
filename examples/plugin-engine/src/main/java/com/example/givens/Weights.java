package com.example.givens;

import io.regroup.api.spi.GroupRows;

/**
 * The weights of a group's rows by their number from 0, scaled so that the largest is in [1, 2). Only their ratios matter.
 *
 * @param values the weights, or null if all rows weigh the same
 * @param offset where that of row 0 stands
 * @param scale what they are multiplied by
 * @param count how many rows count
 */
record Weights(double[] values, int offset, double scale, int count) {

    /** Takes weights instead of the rows' own if they are given. */
    static Weights of(GroupRows rows, double[] given) {
        double[] values = given == null ? rows.weight() : given;
        int offset = given == null ? rows.from() : 0;
        if (values == null) {
            return new Weights(null, 0, 1, rows.count());
        }
        double largest = 0;
        int count = 0;
        for (int i = 0; i < rows.count(); i++) {
            largest = Math.max(largest, values[offset + i]);
            count += values[offset + i] > 0 ? 1 : 0;
        }
        return new Weights(values, offset, Scale.of(largest), count);
    }

    double at(int row) {
        return values == null ? 1 : values[offset + row] * scale;
    }
}
