package io.regroup.kernels;

import io.regroup.api.FitStatus;
import io.regroup.api.spi.GroupFit;
import io.regroup.api.spi.GroupRows;
import io.regroup.api.spi.LeastSquaresProgram;
import io.regroup.api.spi.LeastSquaresSolver;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Solves one group's least-squares problem from moments, or from the rows where moments cannot serve. */
final class MomentSolver implements LeastSquaresSolver {

    private final int features;
    private final int first;
    private final MomentKernel.Provider kernels;
    private final RefinedSolver refined;
    private final MomentLayout layout;
    private final BatchCholesky cholesky;
    private final double[] sums;
    private final int[] starts = new int[2];
    private final int[] counted = new int[1];
    private final @Nullable MomentKernel[] kernel = new MomentKernel[2];
    private final double[][] columns;
    private MomentKernel.Rows packed;

    MomentSolver(LeastSquaresProgram problem, MomentKernel.Provider kernels, RefinedSolver refined) {
        this.features = problem.features().size();
        this.first = problem.intercept() ? 1 : 0;
        this.kernels = kernels;
        this.refined = refined;
        this.layout = new MomentLayout(features);
        this.cholesky = new BatchCholesky(features, problem.intercept(), 1, new ScalarLoops());
        this.sums = new double[layout.width()];
        this.columns = new double[features][];
        this.packed = MomentKernel.Rows.ofLength(0, features, true);
    }

    @Override
    public FitStatus solve(GroupRows rows, double @Nullable [] weights, GroupFit out) {
        Arrays.setAll(columns, rows::feature);
        MomentKernel.Rows used = new MomentKernel.Rows(columns, rows.target(), rows.weight());
        starts[0] = rows.from();
        starts[1] = rows.to();
        if (weights != null) {
            used = pack(rows, weights);
        }
        int count = starts[1] - starts[0];
        if (count < first + features) {
            return refined.solve(rows, weights, out);
        }
        MomentKernel sum = kernel(used.weights() != null);
        sum.accumulate(used, starts, 0, 1, false, sums, 1, 0, counted);
        cholesky.solve(sums, 1, 0, 1);
        if (cholesky.verdict(0) == BatchCholesky.Verdict.FAR_PIVOT) {
            for (int v = 0; v < layout.variables(); v++) {
                sums[layout.pivot(v)] += cholesky.mean(v)[0];
            }
            sum.accumulate(used, starts, 0, 1, true, sums, 1, 0, counted);
            cholesky.solve(sums, 1, 0, 1);
        }
        BatchCholesky.Verdict verdict = cholesky.verdict(0);
        if (verdict == BatchCholesky.Verdict.FAR_PIVOT || verdict == BatchCholesky.Verdict.ILL_CONDITIONED) {
            return refined.solve(rows, weights, out);
        }
        store(rows, weights, count, out);
        return FitStatus.OK;
    }

    /** Brings the rows that count together, with the weights at the rows' places. */
    private MomentKernel.Rows pack(GroupRows rows, double[] weights) {
        int count = rows.count();
        if (packed.target().length < count) {
            packed = MomentKernel.Rows.ofLength(2 * count, features, true);
        }
        int kept = 0;
        double[] keptWeights = Objects.requireNonNull(packed.weights());
        for (int i = 0; i < count; i++) {
            if (weights[i] > 0) {
                int row = rows.from() + i;
                for (int v = 0; v < features; v++) {
                    packed.features()[v][kept] = columns[v][row];
                }
                packed.target()[kept] = rows.target()[row];
                keptWeights[kept++] = weights[i];
            }
        }
        starts[0] = 0;
        starts[1] = kept;
        return packed;
    }

    private MomentKernel kernel(boolean weighted) {
        int place = weighted ? 1 : 0;
        MomentKernel made = kernel[place];
        if (made == null) {
            made = kernels.kernel(features, weighted, first == 1);
            kernel[place] = made;
        }
        return made;
    }

    private void store(GroupRows rows, double @Nullable [] weights, int count, GroupFit out) {
        double[] slopes = new double[features];
        double[] pivots = new double[features + 1];
        double constant = cholesky.mean(features)[0];
        for (int v = 0; v <= features; v++) {
            pivots[v] = sums[layout.pivot(v)];
        }
        for (int j = 0; j < features; j++) {
            slopes[j] = cholesky.coefficients()[first + j][0];
            constant -= slopes[j] * cholesky.mean(j)[0];
        }
        double[] residuals = out.residuals(rows.count());
        MomentKernel.Rows all = new MomentKernel.Rows(columns, rows.target(), rows.weight());
        Residuals.write(all, rows.from(), rows.to(), pivots, slopes, constant, residuals);
        double chi2 = 0;
        double[] own = rows.weight();
        for (int i = 0; i < rows.count(); i++) {
            double w = weights != null ? weights[i] : own != null ? own[rows.from() + i] : 1;
            chi2 += w * residuals[i] * residuals[i];
        }
        int free = count - first - features;
        for (int k = 0; k < first + features; k++) {
            out.coefficients()[k] = cholesky.coefficients()[k][0];
            if (free > 0) {
                out.errors()[k] = Math.sqrt(chi2 / free * cholesky.variances()[k][0]);
            }
        }
        if (out.wantsDiagnostics()) {
            out.conditionNumber(Residuals.conditionNumber(cholesky, 0, features));
        }
    }
}
