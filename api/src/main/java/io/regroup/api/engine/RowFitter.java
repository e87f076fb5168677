package io.regroup.api.engine;

import io.regroup.api.FitSpec;
import io.regroup.api.FitStatus;
import io.regroup.api.spi.FitJob;
import io.regroup.api.spi.FitProgram;
import io.regroup.api.spi.GroupFit;
import io.regroup.api.spi.GroupFitter;
import io.regroup.api.spi.GroupRows;
import io.regroup.api.spi.Kernels;
import io.regroup.api.spi.LeastSquaresProgram;
import io.regroup.api.spi.LeastSquaresSolver;
import io.regroup.api.spi.RoundsProgram;
import io.regroup.api.spi.SummaryProgram;
import io.regroup.api.spi.Term;
import io.regroup.api.spi.WholeGroupProgram;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Fits groups on their rows, one after another, in one thread, and stores what comes of it: the plain way, which serves
 * every program.
 */
public final class RowFitter {

    /** What went wrong in fits of a run, shared by its threads. */
    public static final class Failures {

        private final AtomicLong count = new AtomicLong();
        private final AtomicReference<@Nullable String> first = new AtomicReference<>();

        /** Nothing went wrong yet. */
        public Failures() {}

        /** Counts a failure; only the first is described. */
        void add(Supplier<String> failure) {
            if (count.getAndIncrement() == 0) {
                first.set(failure.get());
            }
        }

        /**
         * Says what went wrong.
         *
         * @param fitter the fitter's name
         * @return a sentence, or none
         */
        public List<String> notes(String fitter) {
            String failure = first.get();
            return failure == null
                    ? List.of()
                    : List.of("fitter " + fitter + " is at fault in " + count.get()
                            + (count.get() == 1 ? " fit" : " fits") + ", marked FAILED; one of them: " + failure);
        }
    }

    private final FitSpec spec;
    private final FitProgram program;
    private final GroupedRows rows;
    private final JobColumns places;
    private final Estimates estimates;
    private final Failures failures;
    private final Kernels arithmetic;
    private final boolean solves;
    private final GroupFitter[] fitters;
    private final FitStatistics statistics = new FitStatistics();
    private final UsableRows usable;
    private final AllRows every;
    private final int terms;
    private final GroupFit[] fits;
    private final boolean centred;
    private final double[] coefficients;
    private final double[] row;
    private double[][] columns = new double[0][];
    private double[] scratch = new double[0];

    /**
     * Makes a fitter for one thread.
     *
     * @param job what is fitted
     * @param rows the job's rows
     * @param places where its columns stand
     * @param estimates receives the results
     * @param failures receives what goes wrong
     * @param arithmetic an engine's kernels for this thread
     */
    public RowFitter(
            FitJob job,
            GroupedRows rows,
            JobColumns places,
            Estimates estimates,
            Failures failures,
            Kernels arithmetic) {
        this.spec = job.spec();
        this.program = job.program();
        this.rows = rows;
        this.places = places;
        this.estimates = estimates;
        this.failures = failures;
        this.arithmetic = arithmetic;
        this.usable = new UsableRows(spec, places);
        this.every = new AllRows(places);
        this.terms = program.terms().size();
        this.fits = new GroupFit[spec.targets().size()];
        this.fitters = new GroupFitter[fits.length];
        for (int t = 0; t < fits.length; t++) {
            FitProgram own = program.forTarget(t);
            boolean shared = t > 0 && own.equals(program);
            fits[t] = shared ? fits[0] : new GroupFit(terms, own.extras().size(), spec.diagnostics());
            fitters[t] = shared ? fitters[0] : fitter(own, arithmetic);
        }
        this.solves = program instanceof LeastSquaresProgram;
        this.centred = program.terms().stream().anyMatch(term -> term.kind() != Term.Kind.SLOPE);
        this.coefficients = new double[terms];
        this.row = new double[spec.features().size()];
    }

    /** Returns what fits groups, for one thread. */
    static GroupFitter fitter(FitProgram program, Kernels arithmetic) {
        return switch (program) {
            case LeastSquaresProgram problem -> solving(arithmetic.leastSquares(problem));
            case SummaryProgram summary -> summing(summary);
            case RoundsProgram rounds -> made(() -> new RoundsFitter(rounds, arithmetic));
            case WholeGroupProgram whole -> made(() -> whole.fitter(arithmetic));
        };
    }

    /** What cannot be made fits no group, and says in each why. */
    private static GroupFitter made(Supplier<GroupFitter> maker) {
        try {
            return maker.get();
        } catch (RuntimeException e) {
            return (rows, out) -> {
                throw e;
            };
        }
    }

    private static GroupFitter solving(LeastSquaresSolver solver) {
        return (rows, out) -> solver.solve(rows, null, out);
    }

    /** A group that is whole is a summary with all rows. */
    private static GroupFitter summing(SummaryProgram program) {
        double[] slab = new double[program.width()];
        return (rows, out) -> {
            Arrays.fill(slab, 0);
            program.identity(slab, 0);
            program.accumulate(rows, rows.from(), rows.to(), slab, 0);
            return program.finish(slab, 0, out);
        };
    }

    /**
     * Moves to other columns.
     *
     * @param newColumns those of {@link JobColumns#of} or of a batch of it
     */
    public void use(double[][] newColumns) {
        columns = newColumns;
        usable.use(newColumns);
        every.use(newColumns);
    }

    /**
     * Fits one group and target: selects the rows that count, fits them, and stores all that is asked for.
     *
     * @param group the group's number
     * @param target the place among the targets
     * @param start the group's first row in the columns
     * @param end the row after its last
     */
    public void fit(int group, int target, int start, int end) {
        Estimates.OfTarget out = estimates.target(target);
        if (program.everyRow()) {
            every.select(target, start, end);
            out.count()[group] = (long) end - start;
            fitRows(group, target, every, out);
        } else {
            usable.select(target, start, end);
            fitUsable(group, target, out);
        }
    }

    /**
     * Counts the rows of groups and finds their medians.
     *
     * @param batch the batch whose columns are in use
     * @param from the first group's place in it
     * @param count how many groups
     */
    public void describe(GroupBatch batch, int from, int count) {
        long[] seen = estimates.rowsSeen();
        int[] starts = batch.starts();
        int place = batch.startsFrom() + from;
        int group = batch.firstGroup() + from;
        for (int i = 0; i < count; i++) {
            seen[group + i] = (long) starts[place + i + 1] - starts[place + i];
        }
        for (int m = 0; m < places.medians().length; m++) {
            double[] column = columns[places.medians()[m]];
            double[] medians = estimates.median(m);
            for (int i = 0; i < count; i++) {
                medians[group + i] = finiteMedian(column, starts[place + i], starts[place + i + 1]);
            }
        }
    }

    private void fitUsable(int group, int target, Estimates.OfTarget out) {
        int count = usable.count();
        out.count()[group] = count;
        if (spec.diagnostics() && terms > 0) {
            for (Exclusion reason : Exclusion.values()) {
                out.excluded(reason)[group] = usable.excluded(reason);
            }
        }
        if (count < spec.minRows(target)) {
            out.unfitted(group, FitStatus.TOO_FEW_ROWS);
        } else if (count < terms) {
            out.unfitted(group, FitStatus.UNDERDETERMINED);
        } else {
            fitRows(group, target, usable, out);
        }
    }

    /** Fits, and stores what comes of it. A fitter's bug in one group costs no other group, and is reported. */
    private void fitRows(int group, int target, GroupRows selected, Estimates.OfTarget out) {
        FitStatus status = tryFit(group, target, selected, out);
        if (status.isFitted()) {
            out.status(group, status);
        } else {
            out.unfitted(group, status);
        }
    }

    private FitStatus tryFit(int group, int target, GroupRows selected, Estimates.OfTarget out) {
        GroupFit fit = fits[target];
        try {
            fit.reset();
            FitStatus status = fitters[target].fit(selected, fit);
            String fault = fault(status, fit);
            if (fault == null && fit.rowsUsed() > selected.count()) {
                fault = "reported " + fit.rowsUsed() + " rows used of " + selected.count();
            }
            if (fault != null) {
                return failed(group, fault);
            }
            if (status.isFitted()) {
                storeStatistics(group, fit, selected.count(), out);
                out.store(group, fit);
            } else {
                out.reason(group, fit.reason());
            }
            return status;
        } catch (RuntimeException e) {
            return failed(group, e.toString());
        }
    }

    private FitStatus failed(int group, String why) {
        failures.add(() -> rows.grouping().describe(group) + ": " + why);
        return FitStatus.FAILED;
    }

    /** Says what is wrong with a fit: a fitted group has finite coefficients, and all of them unless some depend on others. */
    static @Nullable String fault(@Nullable FitStatus status, GroupFit fit) {
        if (status == null) {
            return "returned no status";
        }
        if (!status.isFitted()) {
            return null;
        }
        for (double coefficient : fit.coefficients()) {
            if (Double.isInfinite(coefficient)) {
                return "returned " + status + " with an infinite coefficient";
            }
        }
        return status == FitStatus.RANK_DEFICIENT || fit.estimated() == fit.coefficients().length
                ? null
                : "returned " + status + " with a NaN coefficient";
    }

    private void storeStatistics(int group, GroupFit fit, int count, Estimates.OfTarget out) {
        if (terms == 0 || reportsStatistics(program)) {
            out.storeReported(group, fit, count);
            return;
        }
        double[] residuals = residuals(fit, count);
        if (!fit.reportsRows()) {
            statistics.compute(usable, residuals, count - fit.estimated(), centred);
            fit.fittedRows(count, statistics.chi2(), statistics.rms(), statistics.r2());
        }
        out.storeFitted(group, fit);
        if (spec.diagnostics()) {
            out.mad()[group] = mad(residuals, count);
        }
    }

    /** Tells whether a program reports statistics of residuals itself: it may not have the rows any more. */
    static boolean reportsStatistics(FitProgram program) {
        return program instanceof SummaryProgram || program instanceof RoundsProgram;
    }

    private double[] residuals(GroupFit fit, int count) {
        double[] residuals = fit.residuals(count);
        if (solves || fit.hasResiduals()) {
            return residuals;
        }
        System.arraycopy(fit.coefficients(), 0, coefficients, 0, coefficients.length);
        double[] extras = fit.extras().clone();
        for (int i = 0; i < count; i++) {
            int at = usable.from() + i;
            for (int j = 0; j < row.length; j++) {
                row[j] = usable.feature(j)[at];
            }
            residuals[i] = usable.target()[at] - program.predict(coefficients, extras, row);
        }
        return residuals;
    }

    /**
     * Finds the median absolute deviation from the median.
     *
     * @param residuals no NaN among the first
     * @param count how many, at least 1
     * @return {@code median |e − median e|}
     */
    public double mad(double[] residuals, int count) {
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
            values[count] = column[i];
            count += Double.isNaN(column[i]) ? 0 : 1;
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
