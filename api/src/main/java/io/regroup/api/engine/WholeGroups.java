package io.regroup.api.engine;

import io.regroup.api.FitSpec;
import io.regroup.api.FitStatus;
import io.regroup.api.result.FitResult;
import io.regroup.api.spi.FitJob;
import io.regroup.api.spi.FitProgram;
import io.regroup.api.spi.GroupFit;
import io.regroup.api.spi.GroupFitter;
import io.regroup.api.spi.Kernels;
import io.regroup.api.spi.LeastSquaresProgram;
import io.regroup.api.spi.LeastSquaresSolver;
import io.regroup.api.spi.Term;
import io.regroup.api.spi.WholeGroupProgram;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs a plan that keeps groups whole: reads the rows, gathers them by group, and fits group after group with an engine's
 * kernels. Groups are independent and written to their own places, so the result has the same bits for any number of
 * threads and any blocks.
 */
public final class WholeGroups {

    private final FitJob job;
    private final GroupedRows rows;
    private final Estimates estimates;
    private final Supplier<? extends Kernels> kernels;
    private final JobColumns columns;
    private final AtomicLong failures = new AtomicLong();
    private final AtomicReference<@Nullable String> firstFailure = new AtomicReference<>();

    private WholeGroups(FitJob job, Supplier<? extends Kernels> kernels) {
        this.job = job;
        this.kernels = kernels;
        this.rows = GroupedRows.load(job);
        this.columns = new JobColumns(job.spec());
        this.estimates =
                new Estimates(job.spec(), job.program(), rows.grouping().count(), job.threads());
    }

    /**
     * Runs a job.
     *
     * @param job a job whose plan keeps groups whole
     * @param kernels makes the engine's arithmetic, one instance per thread
     * @return the result
     */
    public static FitResult run(FitJob job, Supplier<? extends Kernels> kernels) {
        if (!job.plan().wholeGroups()) {
            throw new IllegalArgumentException("plan " + job.plan().strategy() + ": does not keep groups whole");
        }
        return new WholeGroups(job, kernels).run();
    }

    private FitResult run() {
        rows.requireNoNegativeWeight(job.spec().weight(), job.threads());
        job.progress().begin("fitting groups", rows.grouping().count());
        GroupBatches.run(rows, columns.of(rows), job.threads(), () -> new GroupWorker(kernels.get()));
        List<String> notes = new ArrayList<>(rows.notes());
        String failure = firstFailure.get();
        if (failure != null) {
            notes.add("fitter " + job.spec().fitter() + " is at fault in " + failures.get()
                    + (failures.get() == 1 ? " fit" : " fits") + ", marked FAILED; one of them: " + failure);
        }
        return new FitResult(
                job.spec(),
                job.program(),
                rows.grouping(),
                estimates,
                rows.rowsRead(),
                rows.rowsSelected(),
                job.explanation().withReductionDetail(rows.grouping().method()).withNotes(notes));
    }

    private final class GroupWorker implements GroupBatches.Worker {

        private final FitSpec spec = job.spec();
        private final FitProgram program = job.program();
        private final Kernels arithmetic;
        private final @Nullable LeastSquaresSolver solver;
        private final @Nullable GroupFitter groupFitter;
        private final FitStatistics statistics = new FitStatistics();
        private final UsableRows usable = new UsableRows(spec, columns);
        private final int terms = program.terms().size();
        private final GroupFit fit = new GroupFit(terms, program.extras().size(), spec.diagnostics());
        private final boolean centred = program.terms().stream().anyMatch(term -> term.kind() != Term.Kind.SLOPE);
        private final double[] coefficients = new double[terms];
        private final double[] row = new double[spec.features().size()];
        private double[] scratch = new double[0];

        GroupWorker(Kernels arithmetic) {
            this.arithmetic = arithmetic;
            switch (program) {
                case LeastSquaresProgram problem -> {
                    this.solver = arithmetic.leastSquares(problem);
                    this.groupFitter = null;
                }
                case WholeGroupProgram whole -> {
                    this.solver = null;
                    this.groupFitter = whole.fitter(arithmetic);
                }
            }
        }

        @Override
        public void run(GroupBatch batch) {
            usable.use(batch.columns());
            for (int i = 0; i < batch.count(); i++) {
                int group = batch.firstGroup() + i;
                int start = batch.start(i);
                int end = batch.end(i);
                estimates.rowsSeen()[group] = (long) end - start;
                for (int t = 0; t < spec.targets().size(); t++) {
                    usable.select(t, start, end);
                    fitTarget(group, t, estimates.target(t));
                }
                for (int m = 0; m < spec.medians().size(); m++) {
                    estimates.median(m)[group] = finiteMedian(batch.columns()[columns.medians()[m]], start, end);
                }
            }
            job.progress().advance(batch.count());
        }

        private void fitTarget(int group, int target, Estimates.OfTarget out) {
            int count = usable.count();
            out.count()[group] = count;
            if (spec.diagnostics()) {
                for (Exclusion reason : Exclusion.values()) {
                    out.excluded(reason)[group] = usable.excluded(reason);
                }
            }
            if (count < spec.minRows(target)) {
                out.unfitted(group, FitStatus.TOO_FEW_ROWS);
            } else if (count < terms) {
                out.unfitted(group, FitStatus.UNDERDETERMINED);
            } else {
                FitStatus status = fitRows(group, out);
                if (status.isFitted()) {
                    out.status(group, status);
                } else {
                    out.unfitted(group, status);
                }
            }
        }

        /** Fits, and stores what comes of it. A fitter's bug in one group costs no other group, and is reported. */
        private FitStatus fitRows(int group, Estimates.OfTarget out) {
            try {
                fit.reset();
                FitStatus status = solver != null ? solver.solve(usable, null, fit) : fitter().fit(usable, fit);
                if (status == null) {
                    return failed(group, "returned no status");
                }
                if (!status.isFitted()) {
                    return status;
                }
                String implausible = implausible(status);
                if (implausible != null) {
                    return failed(group, implausible);
                }
                storeStatistics(group, out);
                out.store(group, fit);
                return status;
            } catch (RuntimeException e) {
                return failed(group, e.toString());
            }
        }

        private FitStatus failed(int group, String why) {
            failures.incrementAndGet();
            firstFailure.compareAndSet(null, rows.grouping().describe(group) + ": " + why);
            return FitStatus.FAILED;
        }

        private GroupFitter fitter() {
            if (groupFitter == null) {
                throw new IllegalStateException("no fitter for " + program);
            }
            return groupFitter;
        }

        /** A fitted group has finite coefficients, and all of them unless some depend on others. */
        private @Nullable String implausible(FitStatus status) {
            for (double coefficient : fit.coefficients()) {
                if (Double.isInfinite(coefficient)) {
                    return "returned " + status + " with an infinite coefficient";
                }
            }
            return status == FitStatus.RANK_DEFICIENT || fit.estimated() == terms
                    ? null
                    : "returned " + status + " with a NaN coefficient";
        }

        private void storeStatistics(int group, Estimates.OfTarget out) {
            int count = usable.count();
            double[] residuals = residuals(count);
            statistics.compute(usable, residuals, count - fit.estimated(), centred);
            out.chi2()[group] = statistics.chi2();
            out.rms()[group] = statistics.rms();
            out.r2()[group] = statistics.r2();
            if (spec.diagnostics()) {
                out.mad()[group] = mad(residuals, count);
            }
        }

        private double[] residuals(int count) {
            double[] residuals = fit.residuals(count);
            if (solver != null || fit.hasResiduals()) {
                return residuals;
            }
            System.arraycopy(fit.coefficients(), 0, coefficients, 0, coefficients.length);
            for (int i = 0; i < count; i++) {
                int at = usable.from() + i;
                for (int j = 0; j < row.length; j++) {
                    row[j] = usable.feature(j)[at];
                }
                residuals[i] = usable.target()[at] - program.predict(coefficients, row);
            }
            return residuals;
        }

        private double mad(double[] residuals, int count) {
            double[] values = scratch(count);
            System.arraycopy(residuals, 0, values, 0, count);
            double median = arithmetic.median(values, 0, count);
            for (int i = 0; i < count; i++) {
                values[i] = Math.abs(residuals[i] - median);
            }
            return arithmetic.median(values, 0, count);
        }

        private double finiteMedian(double[] column, int start, int end) {
            double[] values = scratch(end - start);
            int count = 0;
            for (int i = start; i < end; i++) {
                if (!Double.isNaN(column[i])) {
                    values[count++] = column[i];
                }
            }
            return arithmetic.median(values, 0, count);
        }

        private double[] scratch(int length) {
            if (scratch.length < length) {
                scratch = Arrays.copyOf(scratch, Math.max(length, 2 * scratch.length));
            }
            return scratch;
        }
    }
}
