package io.regroup.api.engine;

import io.regroup.api.FitSpec;
import io.regroup.api.FitStatus;
import io.regroup.api.spi.GroupFit;
import io.regroup.api.spi.SummaryProgram;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Reduces blocks to the summaries that a program brings itself: on every engine the same, in parallel. A group's summary is
 * the count of its rows and, for each target, the count of rows used and the program's own summary; programs that see every
 * row need no second count.
 */
public final class ProgramReducer implements BlockReducer {

    private static final int STEP = 1 << 11;

    private final FitSpec spec;
    private final SummaryProgram program;
    private final int threads;
    private final SummaryProgram[] programs;
    private final boolean everyRow;
    private final int terms;
    private final RowFitter.Failures failures;
    private final JobColumns places;
    private final int targets;
    private final int[] counts;
    private final int[] starts;
    private final int width;

    /**
     * Prepares for a fit.
     *
     * @param spec what is fitted
     * @param program its program
     * @param threads how many threads may finish groups
     * @param failures receives what goes wrong
     */
    public ProgramReducer(FitSpec spec, SummaryProgram program, int threads, RowFitter.Failures failures) {
        this.spec = spec;
        this.program = program;
        this.threads = threads;
        this.failures = failures;
        this.places = new JobColumns(spec);
        this.targets = spec.targets().size();
        this.everyRow = program.everyRow();
        this.terms = program.terms().size();
        this.programs = new SummaryProgram[targets];
        this.counts = new int[targets];
        this.starts = new int[targets];
        int end = 1;
        for (int t = 0; t < targets; t++) {
            programs[t] = program.forTarget(t);
            counts[t] = everyRow ? 0 : end++;
            starts[t] = end;
            end += programs[t].width();
        }
        this.width = end;
    }

    /**
     * Returns the form in which these summaries can be stored.
     *
     * @return the form, named after the fitter
     */
    public SummaryForm form() {
        List<String> numbers = new ArrayList<>();
        numbers.add(SummaryForm.GROUP_ROWS);
        for (int t = 0; t < targets; t++) {
            String target = spec.targets().get(t);
            if (!everyRow) {
                numbers.add(target + ".rows");
            }
            for (int i = 0; i < programs[t].width(); i++) {
                numbers.add(target + "." + i);
            }
        }
        return new SummaryForm(
                "fitter-" + spec.fitter(),
                program.summaryVersion(),
                numbers,
                this,
                () -> failures.notes(spec.fitter()));
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public Worker worker() {
        UsableRows usable = new UsableRows(spec, places);
        AllRows every = new AllRows(places);
        BlockRows block = new BlockRows();
        return (rows, from, to, groupPlaces, slab) -> {
            double[][] columns = places.of(rows);
            for (int t = 0; t < targets; t++) {
                for (int at = starts[t]; at < slab.length; at += width) {
                    programs[t].identity(slab, at);
                }
            }
            usable.use(columns);
            every.use(columns);
            if (!rows.ascend(from, to)) {
                scattered(rows, from, to, groupPlaces, slab, usable, every);
            } else {
                block.use(rows, columns, from, to);
                usable.use(block.columns());
                every.use(block.columns());
                gathered(block, groupPlaces, slab, usable, every);
            }
        };
    }

    /** Adds rows of a group that are neighbours, all at once. */
    private void gathered(BlockRows block, int[] groupPlaces, double[] slab, UsableRows usable, AllRows every) {
        for (int g = 0; g < block.count(); g++) {
            int place = groupPlaces[block.groups()[g]];
            if (place < 0) {
                continue;
            }
            int start = block.starts()[g];
            int end = block.starts()[g + 1];
            int at = place * width;
            slab[at] += end - start;
            for (int t = 0; t < targets; t++) {
                if (everyRow) {
                    every.select(t, start, end);
                    programs[t].accumulate(every, start, end, slab, at + starts[t]);
                } else {
                    usable.select(t, start, end);
                    slab[at + counts[t]] += usable.count();
                    if (usable.count() > 0) {
                        programs[t].accumulate(usable, usable.from(), usable.to(), slab, at + starts[t]);
                    }
                }
            }
        }
    }

    private void scattered(
            GroupedRows rows, int from, int to, int[] groupPlaces, double[] slab, UsableRows usable, AllRows every) {
        int[] places = new int[STEP];
        int[] own = new int[STEP];
        for (int start = from; start < to; start += STEP) {
            int count = Math.min(STEP, to - start);
            rows.groupsOf(start, start + count, places);
            for (int i = 0; i < count; i++) {
                places[i] = groupPlaces[places[i]] < 0 ? -1 : groupPlaces[places[i]] * width;
                if (places[i] >= 0) {
                    slab[places[i]]++;
                }
            }
            for (int t = 0; t < targets; t++) {
                for (int i = 0; i < count; i++) {
                    own[i] = places[i] < 0 ? -1 : places[i] + starts[t];
                }
                if (!everyRow) {
                    leaveOut(t, start, count, own, places, slab, usable);
                }
                every.select(t, start, start + count);
                programs[t].accumulateScattered(every, start, start + count, own, slab);
            }
        }
    }

    /** Leaves out the rows that do not count for a target, and counts the others. */
    private void leaveOut(int target, int start, int count, int[] own, int[] places, double[] slab, UsableRows usable) {
        for (int i = 0; i < count; i++) {
            if (own[i] >= 0) {
                if (usable.counts(target, start + i)) {
                    slab[places[i] + counts[target]]++;
                } else {
                    own[i] = -1;
                }
            }
        }
    }

    @Override
    public void combine(double[] into, int at, double[] later, int laterAt) {
        for (int t = 0; t < targets; t++) {
            double before = into[at + counts[t]];
            double more = later[laterAt + counts[t]];
            int own = at + starts[t];
            int laterOwn = laterAt + starts[t];
            if (more > 0 && before > 0) {
                programs[t].combine(into, own, later, laterOwn);
            } else if (more > 0) {
                System.arraycopy(later, laterOwn, into, own, programs[t].width());
            }
            if (!everyRow) {
                into[at + counts[t]] = before + more;
            }
        }
    }

    @Override
    public void finish(double[] slab, IntFunction<String> names, Estimates estimates, boolean[] open) {
        Parts.run(estimates.groups(), STEP, threads, () -> {
            GroupFit[] fits = new GroupFit[targets];
            Arrays.setAll(fits, t -> new GroupFit(terms, programs[t].extras().size(), false));
            return (from, to) -> {
                for (int group = from; group < to; group++) {
                    int at = group * width;
                    estimates.rowsSeen()[group] = (long) slab[at];
                    for (int t = 0; t < targets; t++) {
                        finish(slab, at, group, t, names, estimates.target(t), fits[t]);
                    }
                }
            };
        });
    }

    private void finish(
            double[] slab,
            int at,
            int group,
            int target,
            IntFunction<String> names,
            Estimates.OfTarget out,
            GroupFit fit) {
        long used = (long) slab[at + counts[target]];
        out.count()[group] = used;
        FitStatus status;
        if (!everyRow && used < spec.minRows(target)) {
            status = FitStatus.TOO_FEW_ROWS;
        } else if (used < terms) {
            status = FitStatus.UNDERDETERMINED;
        } else {
            status = tryFinish(programs[target], slab, at + starts[target], group, names, fit);
        }
        if (status.isFitted()) {
            out.store(group, fit);
            out.storeReported(group, fit, used);
            out.status(group, status);
        } else {
            out.unfitted(group, status);
        }
    }

    private FitStatus tryFinish(
            SummaryProgram program, double[] slab, int at, int group, IntFunction<String> names, GroupFit fit) {
        String fault;
        try {
            fit.reset();
            FitStatus status = program.finish(slab, at, fit);
            fault = RowFitter.fault(status, fit);
            if (fault == null) {
                return status;
            }
        } catch (RuntimeException e) {
            fault = e.toString();
        }
        failures.add(names.apply(group) + ": " + fault);
        return FitStatus.FAILED;
    }
}
