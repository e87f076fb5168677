package com.example.givens;

import io.regroup.api.FitStatus;
import io.regroup.api.spi.GroupFit;
import io.regroup.api.spi.GroupRows;
import io.regroup.api.spi.LeastSquaresProgram;
import io.regroup.api.spi.LeastSquaresSolver;
import io.regroup.kernels.SingularValues;
import java.util.Arrays;

/**
 * Solves least-squares problems of one shape, group after group. Columns enter as {@code x · 2^k − pivot}: of a size at which squares
 * do not overflow, and about their mean, so that an offset costs no digits.
 */
final class GivensSolver implements LeastSquaresSolver {

    private final LeastSquaresProgram problem;
    private final int features;
    private final int first;
    private final PlanarRotations rotations;
    private final ScaledColumn[] columns;
    private final ScaledColumn target = new ScaledColumn();
    private final boolean[] dropped;
    private final double[] beta;
    private final double[] row;

    GivensSolver(LeastSquaresProgram problem) {
        this.problem = problem;
        this.features = problem.features().size();
        this.first = problem.intercept() ? 1 : 0;
        this.rotations = new PlanarRotations(first + features);
        this.columns = new ScaledColumn[features];
        Arrays.setAll(columns, _ -> new ScaledColumn());
        this.dropped = new boolean[features];
        this.beta = new double[first + features];
        this.row = new double[first + features];
    }

    @Override
    public FitStatus solve(GroupRows rows, double[] weights, GroupFit out) {
        Weights given = Weights.of(rows, weights);
        target.use(rows.target(), rows, given, problem.intercept());
        for (int j = 0; j < features; j++) {
            columns[j].use(rows.feature(j), rows, given, problem.intercept());
        }
        addRows(rows, given);
        int rank = first + keepIndependent();
        rotations.solve(beta);
        if (!store(out.coefficients())) {
            return FitStatus.FAILED;
        }
        double squares = residuals(rows, given, out.residuals(rows.count()));
        storeErrors(squares, given.count() - rank, out.errors());
        if (out.wantsDiagnostics()) {
            out.conditionNumber(
                    rank > first ? SingularValues.conditionNumber(rotations.factor(first, rank - first)) : 1);
        }
        return rank == beta.length ? FitStatus.OK : FitStatus.RANK_DEFICIENT;
    }

    private void addRows(GroupRows rows, Weights weights) {
        rotations.clear();
        for (int i = 0; i < rows.count(); i++) {
            double weight = weights.at(i);
            if (weight > 0) {
                fill(rows.from() + i);
                rotations.add(weight, row, target.at(rows.from() + i));
            }
        }
    }

    private void fill(int at) {
        if (first == 1) {
            row[0] = 1;
        }
        for (int j = 0; j < features; j++) {
            row[first + j] = columns[j].at(at);
        }
    }

    /** Drops each feature of which those before it leave too small a share; returns how many stay. */
    private int keepIndependent() {
        double tolerance = problem.rankTolerance() * problem.rankTolerance();
        int kept = 0;
        for (int j = 0; j < features; j++) {
            int column = first + j;
            dropped[j] = !(rotations.left(column) > tolerance * rotations.left(column, first));
            if (dropped[j]) {
                rotations.drop(column);
            } else {
                kept++;
            }
        }
        return kept;
    }

    /** Writes the coefficients in units of the data; returns whether they are finite. */
    private boolean store(double[] coefficients) {
        double constant = first == 1 ? target.pivot() + beta[0] : 0;
        boolean finite = true;
        for (int j = 0; j < features; j++) {
            double slope = beta[first + j];
            constant -= slope * columns[j].pivot();
            coefficients[first + j] = dropped[j] ? Double.NaN : slope * columns[j].scale() / target.scale();
            finite &= dropped[j] || Double.isFinite(coefficients[first + j]);
        }
        if (first == 1) {
            coefficients[0] = constant / target.scale();
            finite &= Double.isFinite(coefficients[0]);
        }
        return finite;
    }

    /** Writes the residuals of all rows in units of the data; returns the weighted sum of their squares as they are scaled. */
    private double residuals(GroupRows rows, Weights weights, double[] residuals) {
        double squares = 0;
        for (int i = 0; i < rows.count(); i++) {
            int at = rows.from() + i;
            fill(at);
            double residual = target.at(at);
            for (int k = 0; k < beta.length; k++) {
                residual -= beta[k] * row[k];
            }
            squares += weights.at(i) * residual * residual;
            residuals[i] = residual / target.scale();
        }
        return squares;
    }

    private void storeErrors(double squares, int freedom, double[] errors) {
        double variance = freedom > 0 ? squares / freedom : Double.NaN;
        if (first == 1) {
            row[0] = 1;
            for (int j = 0; j < features; j++) {
                row[1 + j] = dropped[j] ? 0 : -columns[j].pivot();
            }
            errors[0] = Math.sqrt(variance * rotations.variance(row)) / target.scale();
        }
        for (int j = 0; j < features; j++) {
            Arrays.fill(row, 0);
            row[first + j] = 1;
            errors[first + j] = dropped[j]
                    ? Double.NaN
                    : Math.sqrt(variance * rotations.variance(row)) * columns[j].scale() / target.scale();
        }
    }
}
