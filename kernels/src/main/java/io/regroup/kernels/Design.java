package io.regroup.kernels;

import io.regroup.api.spi.GroupRows;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of one group's problem, brought to sizes at which nothing overflows or vanishes. All scales are powers of
 * two and cost no digits. Rows of weight 0 have no part in them.
 *
 * <ul>
 *   <li>Weights are scaled so that the largest is in [1, 2).
 *   <li>The target enters as {@code y · targetScale − targetPivot}: scaled so that the largest value is in [1, 2), then, with
 *       an intercept, shifted by its weighted mean, rounded.
 *   <li>Feature j enters as {@code (x · rawScale_j − pivot_j) · spreadScale_j}: scaled and shifted likewise, then scaled
 *       again so that the largest difference is in [1, 2). The difference is kept exactly, as a sum of two doubles.
 * </ul>
 */
final class Design {

    /** A column whose spread is below this share of its size is constant up to rounding. */
    static final double CONSTANT = 8 * Math.ulp(1.0);

    private final boolean intercept;
    private final double[] rawScales;
    private final double[] pivots;
    private final double[] spreadScales;
    private final boolean[] constant;
    private GroupRows rows;
    private double @Nullable [] weights;
    private int weightOffset;
    private double weightScale = 1;
    private double totalWeight;
    private int counting;
    private double targetScale = 1;
    private double targetPivot;

    Design(int features, boolean intercept, GroupRows rows) {
        this.intercept = intercept;
        this.rawScales = new double[features];
        this.pivots = new double[features];
        this.spreadScales = new double[features];
        this.constant = new boolean[features];
        this.rows = rows;
    }

    /**
     * Moves to another group.
     *
     * @param newWeights weights of 0 or more, or null for equal ones
     * @param newWeightOffset where the weight of row 0 would stand
     */
    void use(GroupRows newRows, double @Nullable [] newWeights, int newWeightOffset) {
        rows = newRows;
        weights = newWeights;
        weightOffset = newWeightOffset;
        weightScale = newWeights == null ? 1 : scaleOf(largestWeight());
        totalWeight = 0;
        counting = 0;
        for (int i = rows.from(); i < rows.to(); i++) {
            double weight = weight(i);
            totalWeight += weight;
            counting += counts(i) ? 1 : 0;
        }
        double[] y = rows.target();
        targetScale = scaleOf(largest(y));
        targetPivot = intercept ? mean(y, targetScale) : 0;
        for (int j = 0; j < pivots.length; j++) {
            double[] x = rows.feature(j);
            double scale = scaleOf(largest(x));
            double pivot = intercept ? mean(x, scale) : 0;
            double spread = 0;
            for (int i = rows.from(); i < rows.to(); i++) {
                double size = Math.abs(x[i] * scale - pivot);
                spread = counts(i) ? Math.max(spread, size) : spread;
            }
            rawScales[j] = scale;
            pivots[j] = pivot;
            // the largest scaled value is in [1, 2)
            constant[j] = spread == 0 || (intercept && spread <= CONSTANT);
            spreadScales[j] = constant[j] ? 1 : scaleOf(spread);
        }
    }

    /** The power of two that brings a value into [1, 2), as near as doubles go; 1 for zero. */
    static double scaleOf(double value) {
        if (value == 0) {
            return 1;
        }
        int exponent = Math.max(Math.getExponent(value), -Double.MAX_EXPONENT);
        return Math.scalb(1.0, -exponent);
    }

    /** A row of weight 0 has no say in scales, nor in whether a feature is constant. */
    private boolean counts(int row) {
        return weights == null || weights[row + weightOffset] > 0;
    }

    private double largest(double[] values) {
        double largest = 0;
        for (int i = rows.from(); i < rows.to(); i++) {
            largest = counts(i) ? Math.max(largest, Math.abs(values[i])) : largest;
        }
        return largest;
    }

    private double largestWeight() {
        double largest = 0;
        for (int i = rows.from(); i < rows.to(); i++) {
            largest = Math.max(largest, weights == null ? 1 : weights[i + weightOffset]);
        }
        return largest;
    }

    /** The weighted mean of scaled values about the first that counts, so that a large offset costs no digits. */
    private double mean(double[] values, double scale) {
        int first = rows.from();
        while (first < rows.to() - 1 && !counts(first)) {
            first++;
        }
        double start = values[first] * scale;
        double sum = 0;
        for (int i = rows.from(); i < rows.to(); i++) {
            sum += weight(i) * (values[i] * scale - start);
        }
        return start + sum / totalWeight;
    }

    double weight(int row) {
        return weights == null ? 1 : weights[row + weightOffset] * weightScale;
    }

    /** How many rows have a positive weight. */
    int counting() {
        return counting;
    }

    boolean isConstant(int feature) {
        return constant[feature];
    }

    /** The pivot, in units of the spread. */
    double pivot(int feature) {
        return pivots[feature] * spreadScales[feature];
    }

    /** Turns a slope from the problem's units into the data's; one step, so that only the result can overflow. */
    double unscaled(int feature, double slope) {
        return Math.scalb(
                slope,
                Math.getExponent(spreadScales[feature])
                        + Math.getExponent(rawScales[feature])
                        - Math.getExponent(targetScale));
    }

    double target(int row) {
        return rows.target()[row] * targetScale;
    }

    double targetPivot() {
        return targetPivot;
    }

    double targetScale() {
        return targetScale;
    }

    /** The high part of a scaled, centred value. */
    double high(int feature, int row) {
        return (rows.feature(feature)[row] * rawScales[feature] - pivots[feature]) * spreadScales[feature];
    }

    /** What the high part lacks, exactly (Knuth's two-sum). */
    double low(int feature, int row) {
        double x = rows.feature(feature)[row] * rawScales[feature];
        double pivot = pivots[feature];
        double difference = x - pivot;
        double part = difference - x;
        return ((x - (difference - part)) - (pivot + part)) * spreadScales[feature];
    }
}
