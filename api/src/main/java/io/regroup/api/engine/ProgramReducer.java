package io.regroup.api.engine;

import io.regroup.api.FitSpec;
import io.regroup.api.FitStatus;
import io.regroup.api.spi.FitJob;
import io.regroup.api.spi.GroupFit;
import io.regroup.api.spi.SummaryProgram;
import java.util.function.IntFunction;

/**
 * Reduces blocks to the summaries that a program brings itself: on every engine the same, in parallel. A group's summary is
 * the count of its rows and, for each target, the count of rows used and the program's own summary.
 */
public final class ProgramReducer implements BlockReducer {

    private static final int STEP = 1 << 11;

    private final FitJob job;
    private final FitSpec spec;
    private final SummaryProgram program;
    private final RowFitter.Failures failures;
    private final JobColumns places;
    private final int targets;
    private final int widthOfTarget;

    /**
     * Prepares for a job.
     *
     * @param job what is fitted
     * @param program the job's program
     * @param failures receives what goes wrong
     */
    public ProgramReducer(FitJob job, SummaryProgram program, RowFitter.Failures failures) {
        this.job = job;
        this.spec = job.spec();
        this.program = program;
        this.failures = failures;
        this.places = new JobColumns(spec);
        this.targets = spec.targets().size();
        this.widthOfTarget = 1 + program.width();
    }

    @Override
    public int width() {
        return 1 + targets * widthOfTarget;
    }

    /** Where a target's count stands in a summary; the program's own follows. */
    private int ofTarget(int target) {
        return 1 + target * widthOfTarget;
    }

    @Override
    public Worker worker() {
        UsableRows usable = new UsableRows(spec, places);
        AllRows every = new AllRows(places);
        BlockRows block = new BlockRows();
        return (rows, from, to, groupPlaces, slab) -> {
            double[][] columns = places.of(rows);
            for (int at = 0; at < slab.length; at += width()) {
                for (int t = 0; t < targets; t++) {
                    program.identity(slab, at + ofTarget(t) + 1);
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
            int at = place * width();
            slab[at] += end - start;
            for (int t = 0; t < targets; t++) {
                int own = at + ofTarget(t);
                if (program.everyRow()) {
                    every.select(t, start, end);
                    slab[own] += end - start;
                    program.accumulate(every, start, end, slab, own + 1);
                } else {
                    usable.select(t, start, end);
                    slab[own] += usable.count();
                    if (usable.count() > 0) {
                        program.accumulate(usable, usable.from(), usable.to(), slab, own + 1);
                    }
                }
            }
        }
    }

    private void scattered(
            GroupedRows rows, int from, int to, int[] groupPlaces, double[] slab, UsableRows usable, AllRows every) {
        int[] groups = new int[STEP];
        int[] starts = new int[STEP];
        for (int start = from; start < to; start += STEP) {
            int count = Math.min(STEP, to - start);
            rows.groupsOf(start, start + count, groups);
            for (int i = 0; i < count; i++) {
                groups[i] = groupPlaces[groups[i]] < 0 ? -1 : groupPlaces[groups[i]] * width();
                if (groups[i] >= 0) {
                    slab[groups[i]]++;
                }
            }
            for (int t = 0; t < targets; t++) {
                for (int i = 0; i < count; i++) {
                    boolean counts = groups[i] >= 0 && (program.everyRow() || usable.counts(t, start + i));
                    starts[i] = counts ? groups[i] + ofTarget(t) + 1 : -1;
                    if (counts) {
                        slab[starts[i] - 1]++;
                    }
                }
                every.select(t, start, start + count);
                program.accumulateScattered(every, start, start + count, starts, slab);
            }
        }
    }

    @Override
    public void combine(double[] into, int at, double[] later, int laterAt) {
        for (int t = 0; t < targets; t++) {
            int own = ofTarget(t);
            double before = into[at + own];
            double more = later[laterAt + own];
            if (more > 0 && before > 0) {
                program.combine(into, at + own + 1, later, laterAt + own + 1);
            } else if (more > 0) {
                System.arraycopy(later, laterAt + own + 1, into, at + own + 1, program.width());
            }
            into[at + own] = before + more;
        }
    }

    @Override
    public void finish(double[] slab, IntFunction<String> names, Estimates estimates, boolean[] open) {
        Parts.run(estimates.groups(), STEP, job.threads(), () -> {
            GroupFit fit = new GroupFit(program.terms().size(), program.extras().size(), false);
            return (from, to) -> {
                for (int group = from; group < to; group++) {
                    int at = group * width();
                    estimates.rowsSeen()[group] = (long) slab[at];
                    for (int t = 0; t < targets; t++) {
                        finish(slab, at + ofTarget(t), group, t, names, estimates.target(t), fit);
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
        long used = (long) slab[at];
        out.count()[group] = used;
        FitStatus status;
        if (!program.everyRow() && used < spec.minRows(target)) {
            status = FitStatus.TOO_FEW_ROWS;
        } else if (used < program.terms().size()) {
            status = FitStatus.UNDERDETERMINED;
        } else {
            status = tryFinish(slab, at + 1, group, names, fit);
        }
        if (status.isFitted()) {
            out.store(group, fit);
            out.storeReported(group, fit, used);
            out.status(group, status);
        } else {
            out.unfitted(group, status);
        }
    }

    private FitStatus tryFinish(double[] slab, int at, int group, IntFunction<String> names, GroupFit fit) {
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
