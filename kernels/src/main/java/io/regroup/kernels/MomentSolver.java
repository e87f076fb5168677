package io.regroup.kernels;

import io.regroup.api.FitStatus;
import io.regroup.api.spi.GroupFit;
import io.regroup.api.spi.GroupRows;
import io.regroup.api.spi.LeastSquaresProgram;
import io.regroup.api.spi.LeastSquaresSolver;
import org.jspecify.annotations.Nullable;

/** Solves one group's least-squares problem from moments, or from the rows where moments cannot serve. For one thread. */
public final class MomentSolver implements LeastSquaresSolver {

    private final int features;
    private final int first;
    private final RefinedSolver refined;
    private final MomentLayout layout;
    private final GroupSums kernel;
    private final SingleCholesky cholesky;
    private final GroupColumns columns;
    private final double[] moments;
    private final double[] slopes;

    /**
     * Makes a solver.
     *
     * @param problem the shape of the problem
     * @param sums adds up single groups of as many features
     * @param refined solves the same problem on the rows
     */
    public MomentSolver(LeastSquaresProgram problem, GroupSums sums, RefinedSolver refined) {
        this.features = problem.features().size();
        this.first = problem.intercept() ? 1 : 0;
        this.refined = refined;
        this.layout = new MomentLayout(features);
        this.kernel = sums;
        this.cholesky = new SingleCholesky(features, problem.intercept());
        this.columns = new GroupColumns(features);
        this.moments = new double[layout.width()];
        this.slopes = new double[features];
    }

    @Override
    public FitStatus solve(GroupRows rows, double @Nullable [] weights, GroupFit out) {
        int used = estimate(rows, weights);
        if (used == 0) {
            return refined.solve(rows, weights, out);
        }
        double chi2 = store(out);
        cholesky.variances(moments);
        int free = used - first - features;
        for (int k = 0; k < first + features && free > 0; k++) {
            out.errors()[k] = Math.sqrt(chi2 / free) * Math.sqrt(cholesky.variances()[k][0]);
        }
        if (out.wantsDiagnostics()) {
            out.conditionNumber(Residuals.conditionNumber(cholesky, 0, features));
        }
        return FitStatus.OK;
    }

    @Override
    public FitStatus step(GroupRows rows, double @Nullable [] weights, GroupFit out) {
        if (estimate(rows, weights) == 0) {
            return refined.solve(rows, weights, out);
        }
        store(out);
        return FitStatus.OK;
    }

    /** Finds the coefficients; returns how many rows count, 0 if moments cannot serve. */
    private int estimate(GroupRows rows, double @Nullable [] weights) {
        if (rows.count() < first + features) {
            return 0;
        }
        columns.use(rows, weights);
        int pivot = columns.firstCounting();
        for (int v = 0; v <= features; v++) {
            moments[layout.pivot(v)] = first == 1 ? columns.variable(v)[pivot] : 0;
        }
        int used = kernel.add(columns, moments);
        if (used < first + features) {
            return 0;
        }
        cholesky.estimate(moments);
        if (cholesky.verdict(0) == BatchCholesky.Verdict.FAR_PIVOT) {
            for (int v = 0; v <= features; v++) {
                moments[layout.pivot(v)] += cholesky.mean(v)[0];
            }
            kernel.add(columns, moments);
            cholesky.estimate(moments);
        }
        BatchCholesky.Verdict verdict = cholesky.verdict(0);
        return verdict == BatchCholesky.Verdict.FAR_PIVOT || verdict == BatchCholesky.Verdict.ILL_CONDITIONED
                ? 0
                : used;
    }

    /** Writes the coefficients, their residuals e and, unless digits are lost to underflow, statistics of these; returns Σ w e². */
    private double store(GroupFit out) {
        double constant = cholesky.mean(features)[0];
        for (int j = 0; j < features; j++) {
            slopes[j] = cholesky.coefficients()[first + j][0];
            constant -= slopes[j] * cholesky.mean(j)[0];
        }
        for (int k = 0; k < first + features; k++) {
            out.coefficients()[k] = cholesky.coefficients()[k][0];
        }
        double chi2 = kernel.residuals(columns, moments, slopes, constant, out.residuals(columns.count()));
        if (chi2 > BatchCholesky.LEAST_SQUARES) {
            out.statistics(chi2, 1 - chi2 / cholesky.total()[0]);
        }
        return chi2;
    }
}
