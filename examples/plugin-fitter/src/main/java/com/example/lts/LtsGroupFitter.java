package com.example.lts;

import io.regroup.api.FitStatus;
import io.regroup.api.spi.GroupFit;
import io.regroup.api.spi.GroupFitter;
import io.regroup.api.spi.GroupRows;
import io.regroup.api.spi.LeastSquaresSolver;

/**
 * Fits one group after another, in one thread: searches for the rows to keep with quick arithmetic of its own, and leaves the
 * numbers that are reported to the engine's solver.
 */
final class LtsGroupFitter implements GroupFitter {

    /** How many scales a row may be off to count in the end. */
    private static final double CUTOFF = 2.5;

    private final LtsProgram program;
    private final LeastSquaresSolver solver;
    private final FastLts search;
    private final SmallestSquares smallest = new SmallestSquares();
    private double[] weights = new double[0];
    private double[] squares = new double[0];

    LtsGroupFitter(LtsProgram program, LeastSquaresSolver solver) {
        this.program = program;
        this.solver = solver;
        this.search = new FastLts(program.linear(), program.starts());
    }

    @Override
    public FitStatus fit(GroupRows rows, GroupFit out) {
        int count = rows.count();
        int toKeep = program.toKeep(count);
        reserve(count);
        search.search(rows, toKeep, squares);
        smallest.find(squares, count, toKeep);
        if (!Double.isFinite(smallest.sum())) {
            return FitStatus.FAILED;
        }
        FitStatus status = settle(rows, toKeep, out);
        if (!status.isFitted()) {
            return status;
        }
        double scale = Consistency.factor(toKeep, count) * Math.sqrt(smallest.sum() / toKeep) / search.targetScale();
        int kept = toKeep;
        if (program.reweighted()) {
            kept = includeNear(CUTOFF * scale, out.residuals(count), count);
            status = solve(rows, out);
        }
        out.keepResiduals();
        out.extras()[0] = scale;
        out.extras()[1] = kept;
        return status;
    }

    /** Concentrates with the engine's arithmetic what the search has found, until nothing gets better. */
    private FitStatus settle(GroupRows rows, int toKeep, GroupFit out) {
        int count = rows.count();
        double before = Double.POSITIVE_INFINITY;
        while (true) {
            smallest.mark(squares, count, toKeep, weights);
            FitStatus status = solve(rows, out);
            double[] residuals = out.residuals(count);
            for (int i = 0; i < count; i++) {
                double scaled = residuals[i] * search.targetScale();
                squares[i] = scaled * scaled;
            }
            smallest.find(squares, count, toKeep);
            if (!status.isFitted() || !(smallest.sum() < before)) {
                return status;
            }
            before = smallest.sum();
        }
    }

    private FitStatus solve(GroupRows rows, GroupFit out) {
        out.reset();
        return solver.solve(rows, weights, out);
    }

    /** Adds the rows whose residuals are no larger than a limit to those that are kept, and counts all. */
    private int includeNear(double limit, double[] residuals, int count) {
        int kept = 0;
        for (int i = 0; i < count; i++) {
            if (Math.abs(residuals[i]) <= limit) {
                weights[i] = 1;
            }
            kept += (int) weights[i];
        }
        return kept;
    }

    private void reserve(int count) {
        if (weights.length < count) {
            weights = new double[count];
            squares = new double[count];
        }
    }
}
