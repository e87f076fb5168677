package io.regroup.api.engine;

import io.regroup.api.FitSpec;
import io.regroup.api.FitStatus;
import io.regroup.api.spi.FitProgram;
import io.regroup.api.spi.GroupFit;
import java.util.Arrays;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reduces blocks to summaries that a program brings itself. A group's summary is the count of its rows and, for each target, the
 * count of rows used and the program's own summary; programs that see every row need no second count. A group in which the
 * program throws is marked, fails when it is finished, and costs no other.
 */
abstract class ProgramSums implements BlockReducer {

    static final int STEP = 1 << 11;

    final FitSpec spec;
    final RowFitter.Failures failures;
    final Faults faults;
    final JobColumns places;
    final int targets;
    final boolean everyRow;
    /** For each target, where in a summary its rows are counted. */
    final int[] counts;
    /** For each target, where in a summary its own begins. */
    final int[] starts;

    final int width;
    private final FitProgram[] programs;
    private final int[] widths;
    private final int terms;
    private final int threads;

    /**
     * Lays out summaries.
     *
     * @param spec what is fitted
     * @param programs its program, for each target
     * @param widths the size of each target's own summary
     * @param first where the first target's numbers begin, at least 1
     * @param threads how many threads may finish groups
     * @param failures receives what goes wrong
     * @param faults remembers what was thrown
     */
    ProgramSums(
            FitSpec spec,
            FitProgram[] programs,
            int[] widths,
            int first,
            int threads,
            RowFitter.Failures failures,
            Faults faults) {
        this.spec = spec;
        this.programs = programs;
        this.widths = widths;
        this.threads = threads;
        this.failures = failures;
        this.faults = faults;
        this.places = new JobColumns(spec);
        this.targets = programs.length;
        this.everyRow = programs[0].everyRow();
        this.terms = programs[0].terms().size();
        this.counts = new int[targets];
        this.starts = new int[targets];
        int end = first;
        for (int t = 0; t < targets; t++) {
            counts[t] = everyRow ? 0 : end++;
            starts[t] = end;
            end += widths[t];
        }
        this.width = end;
    }

    /** Adds the program's summary of later rows to that of earlier ones; both have rows. */
    abstract void combine(int target, double[] into, int at, double[] later, int laterAt);

    /**
     * Prepares to end groups.
     *
     * @param groups how many
     * @return makes what ends them in one thread
     */
    abstract Supplier<Finisher> finishers(int groups);

    /** Returns how many groups a thread ends before it asks for more. */
    int groupsAtATime() {
        return STEP;
    }

    /** Ends groups, one after another. */
    @FunctionalInterface
    interface Finisher {

        /** Tells whether a target of a group is to be ended now. */
        default boolean isDue(int target, double[] slab, int at) {
            return true;
        }

        /**
         * Turns a target's summary into results.
         *
         * @param group the group's place in the slab
         * @param at where its summary starts
         * @return how the fit went; null if the group goes on
         */
        @Nullable
        FitStatus finish(int target, int group, double[] slab, int at, GroupFit fit);

        /**
         * Returns the number of a group that goes on.
         *
         * @return {@link #THROUGH} where none may
         */
        default int number(int group) {
            return THROUGH;
        }
    }

    @Override
    public final int width() {
        return width;
    }

    @Override
    public final void combine(double[] into, int at, double[] later, int laterAt) {
        for (int t = 0; t < targets; t++) {
            double before = into[at + counts[t]];
            double more = later[laterAt + counts[t]];
            int own = at + starts[t];
            int laterOwn = laterAt + starts[t];
            if (more > 0 && before > 0) {
                combineSound(t, into, own, later, laterOwn);
            } else if (more > 0) {
                System.arraycopy(later, laterOwn, into, own, widths[t]);
            }
            if (!everyRow) {
                into[at + counts[t]] = before + more;
            }
        }
    }

    private void combineSound(int target, double[] into, int at, double[] later, int laterAt) {
        if (Faults.marked(into, at)) {
            return;
        }
        if (Faults.marked(later, laterAt)) {
            Faults.mark(into, at);
            return;
        }
        try {
            combine(target, into, at, later, laterAt);
        } catch (RuntimeException e) {
            faults.somewhere(e);
            Faults.mark(into, at);
        }
    }

    @Override
    public final void finish(double[] slab, IntFunction<String> names, Estimates estimates, int[] open) {
        Supplier<Finisher> finishers = finishers(estimates.groups());
        Parts.run(estimates.groups(), groupsAtATime(), threads, () -> {
            Finisher finisher = finishers.get();
            GroupFit[] fits = new GroupFit[targets];
            Arrays.setAll(fits, t -> new GroupFit(terms, programs[t].extras().size(), false));
            return (from, to) -> {
                for (int group = from; group < to; group++) {
                    int at = group * width;
                    estimates.rowsSeen()[group] = (long) slab[at];
                    for (int t = 0; t < targets; t++) {
                        if (finisher.isDue(t, slab, at)) {
                            finish(finisher, t, group, slab, names, estimates.target(t), fits[t], open);
                        }
                    }
                }
            };
        });
    }

    private void finish(
            Finisher finisher,
            int target,
            int group,
            double[] slab,
            IntFunction<String> names,
            Estimates.OfTarget out,
            GroupFit fit,
            int[] open) {
        int at = group * width;
        long used = (long) slab[at + counts[target]];
        out.count()[group] = used;
        fit.reset();
        FitStatus status;
        if (!everyRow && used < spec.minRows(target)) {
            status = FitStatus.TOO_FEW_ROWS;
        } else if (used < terms) {
            status = FitStatus.UNDERDETERMINED;
        } else {
            status = tryFinish(finisher, target, group, slab, names, fit);
        }
        if (status == null) {
            open[group] = finisher.number(group);
        } else if (status.isFitted()) {
            out.store(group, fit);
            out.storeReported(group, fit, used);
            out.status(group, status);
        } else {
            out.unfitted(group, status);
            out.reason(group, fit.reason());
        }
    }

    private @Nullable FitStatus tryFinish(
            Finisher finisher, int target, int group, double[] slab, IntFunction<String> names, GroupFit fit) {
        int at = group * width;
        if (Faults.marked(slab, at + starts[target])) {
            failures.add(() -> names.apply(group) + ": " + faults.of(names.apply(group)));
            return FitStatus.FAILED;
        }
        String fault;
        try {
            FitStatus status = finisher.finish(target, group, slab, at, fit);
            if (status == null && finisher.number(group) != THROUGH) {
                return null;
            }
            fault = RowFitter.fault(status, fit);
            if (fault == null) {
                return status;
            }
        } catch (RuntimeException e) {
            fault = e.toString();
        }
        fit.reset();
        String why = fault;
        failures.add(() -> names.apply(group) + ": " + why);
        return FitStatus.FAILED;
    }
}
