package com.example.lts;

import io.regroup.api.spi.GroupRows;
import java.util.Arrays;

/**
 * Least squares of some rows of a group, quickly: Cholesky's factor of their cross-moments about their means. Good enough to tell
 * which rows agree; the coefficients that are reported come from the engine's solver. Columns are scaled by powers of two, so that
 * no square of a residual overflows or vanishes.
 */
final class SubsetFit {

    /** A feature of which projection leaves less than this share of its square has no coefficient of its own. */
    private static final double DEPENDENT = 1e-12;

    private final int features;
    private final boolean intercept;
    private final double[][] columns;
    private final double[] scales;
    private final double[] means;
    private final double[][] moments;
    private final double[] coefficients;
    private final double[] row;

    /**
     * Makes room.
     *
     * @param features p, the number of features
     * @param intercept whether there is a constant term
     */
    SubsetFit(int features, boolean intercept) {
        this.features = features;
        this.intercept = intercept;
        this.columns = new double[features + 1][];
        this.scales = new double[features + 1];
        this.means = new double[features + 1];
        this.moments = new double[features + 1][features + 1];
        this.coefficients = new double[features + 1];
        this.row = new double[features + 1];
    }

    /** Moves to another group. */
    void use(GroupRows rows) {
        for (int j = 0; j <= features; j++) {
            columns[j] = j < features ? rows.feature(j) : rows.target();
            double largest = 0;
            for (int i = rows.from(); i < rows.to(); i++) {
                largest = Math.max(largest, Math.abs(columns[j][i]));
            }
            int exponent = largest == 0 ? 0 : Math.max(Math.getExponent(largest), Double.MIN_EXPONENT);
            scales[j] = Math.scalb(1.0, -exponent);
        }
    }

    /** Returns what residuals are multiplied by. */
    double targetScale() {
        return scales[features];
    }

    /** Returns the slopes and, in the last place, the intercept, of scaled columns; not a copy. */
    double[] coefficients() {
        return coefficients;
    }

    /** Takes coefficients over. */
    void use(double[] others) {
        System.arraycopy(others, 0, coefficients, 0, coefficients.length);
    }

    /**
     * Fits some rows.
     *
     * @param subset the rows' places in the columns
     * @param count how many rows of the subset to fit, at least 1
     * @return how many coefficients these rows determine; others are 0
     */
    int fit(int[] subset, int count) {
        for (int j = 0; j <= features; j++) {
            means[j] = intercept ? mean(j, subset, count) : 0;
        }
        addMoments(subset, count);
        int rank = solve();
        double constant = means[features];
        for (int j = 0; j < features; j++) {
            constant -= means[j] * coefficients[j];
        }
        coefficients[features] = intercept ? constant : 0;
        return intercept ? rank + 1 : rank;
    }

    private double value(int column, int at) {
        return columns[column][at] * scales[column];
    }

    /** The mean, corrected by the mean of what is left, which is exact up to rounding wherever the values lie. */
    private double mean(int column, int[] subset, int count) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += value(column, subset[i]);
        }
        double mean = sum / count;
        double rest = 0;
        for (int i = 0; i < count; i++) {
            rest += value(column, subset[i]) - mean;
        }
        return mean + rest / count;
    }

    /** Adds up the lower triangle; its last row is for the target. */
    private void addMoments(int[] subset, int count) {
        for (double[] moment : moments) {
            Arrays.fill(moment, 0);
        }
        for (int i = 0; i < count; i++) {
            for (int j = 0; j <= features; j++) {
                row[j] = value(j, subset[i]) - means[j];
                for (int k = 0; k <= j; k++) {
                    moments[j][k] += row[j] * row[k];
                }
            }
        }
    }

    /** Factors the moments in place, target and all, and solves for the slopes. */
    private int solve() {
        int rank = 0;
        for (int j = 0; j < features; j++) {
            double[] factor = moments[j];
            double square = factor[j];
            for (int k = 0; k < j; k++) {
                square -= factor[k] * factor[k];
            }
            boolean independent = square > DEPENDENT * factor[j];
            rank += independent ? 1 : 0;
            factor[j] = independent ? Math.sqrt(square) : 0;
            for (int i = j + 1; i <= features; i++) {
                double product = moments[i][j];
                for (int k = 0; k < j; k++) {
                    product -= moments[i][k] * factor[k];
                }
                moments[i][j] = independent ? product / factor[j] : 0;
            }
        }
        for (int j = features - 1; j >= 0; j--) {
            double value = moments[features][j];
            for (int i = j + 1; i < features; i++) {
                value -= moments[i][j] * coefficients[i];
            }
            coefficients[j] = moments[j][j] > 0 ? value / moments[j][j] : 0;
        }
        return rank;
    }

    /**
     * Computes the squared residuals of rows, scaled.
     *
     * @param of the rows' places in the columns
     * @param count how many of them
     * @param squares receives them, in the order of the places
     */
    void squares(int[] of, int count, double[] squares) {
        for (int i = 0; i < count; i++) {
            double residual = value(features, of[i]) - coefficients[features];
            for (int j = 0; j < features; j++) {
                residual -= coefficients[j] * value(j, of[i]);
            }
            double square = residual * residual;
            squares[i] = Double.isNaN(square) ? Double.POSITIVE_INFINITY : square; // a start may be ever so steep
        }
    }
}
