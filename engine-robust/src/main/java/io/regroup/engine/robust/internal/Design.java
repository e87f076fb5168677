package io.regroup.engine.robust.internal;

import io.regroup.api.spi.GroupRows;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The design of one group's problem: which features take part, and how each is centred and scaled.
 *
 * <p>Feature j enters as {@code (x − pivot_j) · 2^−exponent_j}. With an intercept the pivot is the weighted mean, rounded;
 * without one it is 0. The power of two brings the largest centred value into [1, 2) and, being a power of two, costs no
 * digits. The difference {@code x − pivot} is kept exactly, as a sum of two doubles.
 */
final class Design {

    /** A column whose spread is below this share of its size is constant up to rounding. */
    private static final double CONSTANT = 8 * Math.ulp(1.0);

    private final boolean intercept;
    private final double[] pivots;
    private final double[] scales;
    private final boolean[] constant;
    private GroupRows rows;
    private double @Nullable [] weights;
    private double totalWeight;
    private double targetPivot;

    Design(int features, boolean intercept, GroupRows rows) {
        this.intercept = intercept;
        this.pivots = new double[features];
        this.scales = new double[features];
        this.constant = new boolean[features];
        this.rows = rows;
    }

    void use(GroupRows newRows, double @Nullable [] newWeights) {
        rows = newRows;
        weights = newWeights;
        totalWeight = 0;
        for (int i = rows.from(); i < rows.to(); i++) {
            totalWeight += weight(i);
        }
        targetPivot = intercept ? mean(rows.target()) : 0;
        Arrays.fill(constant, false);
        for (int j = 0; j < pivots.length; j++) {
            double[] x = rows.feature(j);
            pivots[j] = intercept ? mean(x) : 0;
            double largest = 0;
            double largestRaw = 0;
            for (int i = rows.from(); i < rows.to(); i++) {
                largest = Math.max(largest, Math.abs(x[i] - pivots[j]));
                largestRaw = Math.max(largestRaw, Math.abs(x[i]));
            }
            constant[j] = largest == 0 || (intercept && largest <= CONSTANT * largestRaw);
            scales[j] = constant[j] ? 1 : Math.scalb(1.0, -Math.getExponent(largest));
        }
    }

    /** The weighted mean about the first value, so that a large offset costs no digits. */
    private double mean(double[] values) {
        double first = values[rows.from()];
        double sum = 0;
        for (int i = rows.from(); i < rows.to(); i++) {
            sum += weight(i) * (values[i] - first);
        }
        return first + sum / totalWeight;
    }

    double weight(int row) {
        return weights == null ? 1 : weights[row];
    }

    boolean isConstant(int feature) {
        return constant[feature];
    }

    double pivot(int feature) {
        return pivots[feature];
    }

    double scale(int feature) {
        return scales[feature];
    }

    double targetPivot() {
        return targetPivot;
    }

    double totalWeight() {
        return totalWeight;
    }

    /** The high part of a scaled, centred value. */
    double high(int feature, int row) {
        return (rows.feature(feature)[row] - pivots[feature]) * scales[feature];
    }

    /** What the high part lacks, exactly (Knuth's two-sum). */
    double low(int feature, int row) {
        double x = rows.feature(feature)[row];
        double pivot = pivots[feature];
        double difference = x - pivot;
        double part = difference - x;
        return ((x - (difference - part)) - (pivot + part)) * scales[feature];
    }
}
