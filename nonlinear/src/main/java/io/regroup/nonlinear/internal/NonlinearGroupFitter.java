package io.regroup.nonlinear.internal;

import io.regroup.api.FitStatus;
import io.regroup.api.spi.GroupFit;
import io.regroup.api.spi.GroupFitter;
import io.regroup.api.spi.GroupRows;
import io.regroup.nonlinear.internal.solve.LeastSquares;
import io.regroup.nonlinear.internal.solve.LevenbergMarquardt;
import io.regroup.nonlinear.internal.solve.Stop;
import java.util.Arrays;

/**
 * Fits one group after another, in one thread: from every start, keeping the best. From the first start it is tried once more
 * with short steps if that did not go well.
 */
final class NonlinearGroupFitter implements GroupFitter {

    /** A fit that has not converged is preferred to one that has if its sum of squares is smaller by more than this share. */
    private static final double CLEARLY_LESS = 1e-6;

    private final NonlinearProgram program;
    private final LeastSquares problem;
    private final LevenbergMarquardt solver;
    private final double[][] levels;
    private final double[] first;
    private final double[] start;
    private double bestNorm;
    private boolean bestConverged;

    NonlinearGroupFitter(NonlinearProgram program) {
        this.program = program;
        this.problem = new LeastSquares(program.body().evaluator(program.bounds()));
        this.solver = new LevenbergMarquardt(problem, program.bounds(), program.tolerance(), program.mostEvaluations());
        this.levels = program.starts().levels();
        this.first = new double[program.parameters().size()];
        this.start = new double[first.length];
    }

    @Override
    public FitStatus fit(GroupRows rows, GroupFit out) {
        problem.moveTo(rows);
        program.starts().first(rows, first);
        bestNorm = Double.POSITIVE_INFINITY;
        bestConverged = false;
        FitStatus status = FitStatus.FAILED;
        Reason.UNDEFINED_START.report(out);
        status = attempt(first, LevenbergMarquardt.BOLD, status, out);
        if (status != FitStatus.OK) {
            status = attempt(first, LevenbergMarquardt.CAREFUL, status, out);
        }
        for (double[] level : levels) {
            program.starts().further(level, first, start);
            status = attempt(start, LevenbergMarquardt.BOLD, status, out);
        }
        if (status.isFitted()) {
            problem.plainResiduals(out.coefficients(), out.residuals(rows.count()));
            out.keepResiduals();
        }
        return status;
    }

    /** Goes down from a start, and keeps what comes of it if it is better than what there is. */
    private FitStatus attempt(double[] from, double firstRadius, FitStatus best, GroupFit out) {
        Stop stop = solver.minimize(from, firstRadius);
        return isBetter(stop) ? keep(stop, out) : best;
    }

    private boolean isBetter(Stop stop) {
        if (stop == Stop.UNDEFINED_START) {
            return false;
        }
        boolean converged = stop == Stop.CONVERGED;
        if (converged == bestConverged) {
            return solver.norm() < bestNorm;
        }
        return converged
                ? solver.norm() * (1 - CLEARLY_LESS) <= bestNorm
                : solver.norm() < bestNorm * (1 - CLEARLY_LESS);
    }

    private FitStatus keep(Stop stop, GroupFit out) {
        bestNorm = solver.norm();
        bestConverged = stop == Stop.CONVERGED;
        System.arraycopy(solver.parameters(), 0, out.coefficients(), 0, first.length);
        int free = problem.count() - first.length;
        double chi2Root = solver.norm() * problem.unit();
        double[] extras = out.extras();
        extras[NonlinearProgram.NDF] = free;
        extras[NonlinearProgram.CHI2_NDF] = free > 0 ? chi2Root * (chi2Root / free) : Double.NaN;
        extras[NonlinearProgram.ITERATIONS] = solver.iterations();
        extras[NonlinearProgram.CONVERGED] = bestConverged ? 1 : 0;
        Arrays.fill(out.errors(), Double.NaN);
        out.conditionNumber(Double.NaN);
        out.reason(GroupFit.NO_REASON);
        return switch (stop) {
            case CONVERGED -> converged(free, chi2Root, out);
            case EVALUATIONS_SPENT -> notConverged(Reason.EVALUATIONS_SPENT, out);
            case NO_DESCENT -> notConverged(Reason.NO_DESCENT, out);
            case UNDEFINED_DERIVATIVES -> notConverged(Reason.UNDEFINED_DERIVATIVES, out);
            case UNDEFINED_START -> throw new IllegalStateException("there is nothing to keep");
        };
    }

    private FitStatus converged(int free, double chi2Root, GroupFit out) {
        double deviation = free > 0 ? chi2Root / Math.sqrt(free) : Double.NaN;
        boolean determined = solver.errors(program.absoluteSigma() ? 1 : deviation, out.errors());
        if (solver.isAtBound()) {
            Reason.AT_BOUND.report(out);
        }
        if (!determined) {
            Reason.UNDETERMINED.report(out);
            return FitStatus.RANK_DEFICIENT;
        }
        if (out.wantsDiagnostics()) {
            out.conditionNumber(solver.conditionNumber());
        }
        return FitStatus.OK;
    }

    private static FitStatus notConverged(Reason reason, GroupFit out) {
        reason.report(out);
        return FitStatus.NOT_CONVERGED;
    }
}
