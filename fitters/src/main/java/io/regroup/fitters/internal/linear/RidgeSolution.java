package io.regroup.fitters.internal.linear;

import io.regroup.api.FitStatus;
import io.regroup.api.spi.GroupFit;

/**
 * Solves one group's ridge problem. With R the factor of the centred rows, R_x its part for the features, z and ρ its last
 * column above and on the diagonal, and D the diagonal of sⱼ, the penalised problem is the plain one of the rows
 * {@code (R_x; √λ D)} and targets {@code (z; 0)}, which are factored (Householder): T. Then
 *
 * <ul>
 *   <li>slopes are {@code T⁻¹ Qᵀ(z; 0)};
 *   <li>{@code Σ w e² = ρ² + |z − R_x b|²}, a sum of squares;
 *   <li>the trace of the hat matrix is {@code |R_x T⁻¹|²} (Frobenius), and 1 more for an intercept;
 *   <li>the covariance of slopes is {@code s² N Nᵀ} with {@code N = T⁻¹ (R_x T⁻¹)ᵀ}, which is {@code A⁻¹ XᵀWX A⁻¹} with
 *       {@code A = XᵀWX + λD²}.
 * </ul>
 */
final class RidgeSolution {

    /** So many degrees of freedom have to be left for a variance. */
    private static final double LEAST_FREE = 1e-9;

    private final RidgeProgram program;
    private final CentredFactor summary;
    private final double[] slab;
    private final int at;
    private final int features;
    private final int first;
    private final int[] kept;
    private int rank;

    /** The columns of (R_x; √λ D), and the target's; once factored, T in those that are kept. */
    private final double[][] columns;

    RidgeSolution(RidgeProgram program, CentredFactor summary, double[] slab, int at) {
        this.program = program;
        this.summary = summary;
        this.slab = slab;
        this.at = at;
        this.features = summary.features();
        this.first = summary.intercept() ? 1 : 0;
        this.kept = new int[features];
        this.columns = new double[features + 1][2 * features];
    }

    FitStatus solve(GroupFit out) {
        load();
        factor();
        double[] slopes = slopes();
        double residual = residualNorm(slopes);
        double total = Math.hypot(columnNorm(features), last());
        double share = residual / total;
        out.statisticsByNorm(residual, total == 0 ? Double.NaN : 1 - share * share);
        double[] coefficients = out.coefficients();
        boolean finite = true;
        for (int c = 0; c < rank; c++) {
            coefficients[first + kept[c]] = slopes[c];
            finite &= Double.isFinite(slopes[c]);
        }
        if (first == 1) {
            coefficients[0] = intercept(slopes);
            finite &= Double.isFinite(coefficients[0]);
        }
        if (!finite) {
            return FitStatus.FAILED;
        }
        storeErrors(residual, out);
        return rank < features ? FitStatus.RANK_DEFICIENT : FitStatus.OK;
    }

    private void load() {
        double rootPenalty = Math.sqrt(program.penalty());
        double rootWeight = Math.sqrt(summary.totalWeight(slab, at));
        for (int j = 0; j <= features; j++) {
            for (int k = 0; k <= Math.min(j, features - 1); k++) {
                columns[j][k] = summary.factor(slab, at, k, j);
            }
            if (j < features) {
                columns[j][features + j] = rootPenalty * (program.standardize() ? columnNorm(j) / rootWeight : 1);
            }
        }
    }

    /** The norm of a column of R above the target's diagonal entry. */
    private double columnNorm(int column) {
        double norm = 0;
        for (int k = 0; k <= Math.min(column, features - 1); k++) {
            norm = Math.hypot(norm, summary.factor(slab, at, k, column));
        }
        return norm;
    }

    /** ρ: what no combination of features explains. */
    private double last() {
        return summary.factor(slab, at, features, features);
    }

    /** Factors column by column; one that keeps too little of its norm beside those before it is left out. */
    private void factor() {
        double tolerance = program.model().rankTolerance();
        for (int j = 0; j < features; j++) {
            boolean varies = columnNorm(j) > 0 && !(first == 1 && summary.isConstant(slab, at, j));
            if (varies && norm(columns[j], rank) > tolerance * norm(columns[j], 0)) {
                reflect(j);
                kept[rank++] = j;
            }
        }
    }

    private static double norm(double[] column, int from) {
        double norm = 0;
        for (int i = from; i < column.length; i++) {
            norm = Math.hypot(norm, column[i]);
        }
        return norm;
    }

    /** Reflects rows from {@code rank} on so that a column is zero below that row, and the columns after it likewise. */
    private void reflect(int column) {
        double[] v = columns[column];
        double norm = Math.copySign(norm(v, rank), -v[rank]);
        double head = v[rank] - norm;
        double beta = -head / norm;
        for (int i = rank + 1; i < v.length; i++) {
            v[i] /= head;
        }
        for (int j = column + 1; j <= features; j++) {
            double[] other = columns[j];
            double dot = other[rank];
            for (int i = rank + 1; i < v.length; i++) {
                dot = Math.fma(v[i], other[i], dot);
            }
            dot *= beta;
            other[rank] -= dot;
            for (int i = rank + 1; i < v.length; i++) {
                other[i] = Math.fma(-dot, v[i], other[i]);
            }
        }
        v[rank] = norm;
    }

    private double triangle(int row, int column) {
        return columns[kept[column]][row];
    }

    private double[] slopes() {
        double[] slopes = new double[rank];
        for (int i = rank - 1; i >= 0; i--) {
            double sum = columns[features][i];
            for (int c = i + 1; c < rank; c++) {
                sum = Math.fma(-triangle(i, c), slopes[c], sum);
            }
            slopes[i] = sum / triangle(i, i);
        }
        return slopes;
    }

    private double residualNorm(double[] slopes) {
        double norm = last();
        for (int k = 0; k < features; k++) {
            double left = summary.factor(slab, at, k, features);
            for (int c = 0; c < rank; c++) {
                if (k <= kept[c]) {
                    left = Math.fma(-summary.factor(slab, at, k, kept[c]), slopes[c], left);
                }
            }
            norm = Math.hypot(norm, left);
        }
        return norm;
    }

    private double intercept(double[] slopes) {
        double shifts = summary.shift(slab, at, features);
        double pivots = summary.pivot(slab, at, features);
        for (int c = 0; c < rank; c++) {
            shifts = Math.fma(-slopes[c], summary.shift(slab, at, kept[c]), shifts);
            pivots = Math.fma(-slopes[c], summary.pivot(slab, at, kept[c]), pivots);
        }
        return pivots + shifts;
    }

    private void storeErrors(double residual, GroupFit out) {
        double[][] inverse = new double[rank][];
        double[][] hat = new double[rank][];
        double freedom = first;
        for (int c = 0; c < rank; c++) {
            inverse[c] = inverseColumn(c);
            hat[c] = timesFactor(inverse[c]);
            for (double entry : hat[c]) {
                freedom = Math.fma(entry, entry, freedom);
            }
        }
        if (program.penalty() == 0) {
            freedom = first + rank; // without rounding
        }
        out.extras()[0] = freedom;
        double free = summary.count(slab, at) - freedom;
        if (!(free > LEAST_FREE)) {
            return;
        }
        double deviation = residual / Math.sqrt(free);
        double[] ofMean = new double[features];
        for (int i = 0; i < rank; i++) {
            double mean = summary.pivot(slab, at, kept[i]) + summary.shift(slab, at, kept[i]);
            double error = 0;
            for (int k = 0; k < features; k++) {
                double entry = 0;
                for (int c = i; c < rank; c++) {
                    entry = Math.fma(inverse[c][i], hat[c][k], entry);
                }
                error = Math.hypot(error, entry);
                ofMean[k] = Math.fma(mean, entry, ofMean[k]);
            }
            out.errors()[first + kept[i]] = deviation * error;
        }
        if (first == 1) {
            double error = 1 / Math.sqrt(summary.totalWeight(slab, at));
            for (double entry : ofMean) {
                error = Math.hypot(error, entry);
            }
            out.errors()[0] = deviation * error;
        }
    }

    /** Column c of T⁻¹: entries 0 … c. */
    private double[] inverseColumn(int c) {
        double[] column = new double[c + 1];
        column[c] = 1 / triangle(c, c);
        for (int i = c - 1; i >= 0; i--) {
            double sum = 0;
            for (int j = i + 1; j <= c; j++) {
                sum = Math.fma(-triangle(i, j), column[j], sum);
            }
            column[i] = sum / triangle(i, i);
        }
        return column;
    }

    /** R_x times a vector over the kept features, of which only the first entries are not zero. */
    private double[] timesFactor(double[] vector) {
        double[] product = new double[features];
        for (int c = 0; c < vector.length; c++) {
            for (int k = 0; k <= kept[c]; k++) {
                product[k] = Math.fma(summary.factor(slab, at, k, kept[c]), vector[c], product[k]);
            }
        }
        return product;
    }
}
