package io.regroup.api.engine;

import io.regroup.api.FitSpec;
import io.regroup.api.spi.SummaryProgram;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/** Reduces blocks to the summaries that a program brings itself: on every engine the same, in parallel. */
public final class ProgramReducer extends ProgramSums {

    private final SummaryProgram program;
    private final SummaryProgram[] programs;
    private final int counter;

    /**
     * Prepares for a fit.
     *
     * @param spec what is fitted
     * @param program its program
     * @param threads how many threads may finish groups
     * @param failures receives what goes wrong
     */
    public ProgramReducer(FitSpec spec, SummaryProgram program, int threads, RowFitter.Failures failures) {
        this(spec, program, perTarget(spec, program), threads, failures);
    }

    private ProgramReducer(
            FitSpec spec, SummaryProgram program, SummaryProgram[] programs, int threads, RowFitter.Failures failures) {
        super(
                spec,
                programs,
                Arrays.stream(programs).mapToInt(SummaryProgram::width).toArray(),
                1,
                threads,
                failures,
                new Faults());
        this.program = program;
        this.programs = programs;
        int counted = programs[0].counter();
        this.counter = !everyRow ? counts[0] : counted < 0 ? counted : starts[0] + counted;
    }

    private static SummaryProgram[] perTarget(FitSpec spec, SummaryProgram program) {
        SummaryProgram[] programs = new SummaryProgram[spec.targets().size()];
        Arrays.setAll(programs, program::forTarget);
        return programs;
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
    public Worker worker(boolean gather) {
        return new Adder(gather);
    }

    @Override
    void combine(int target, double[] into, int at, double[] later, int laterAt) {
        programs[target].combine(into, at, later, laterAt);
    }

    @Override
    Supplier<Finisher> finishers(int groups) {
        return () -> (target, group, slab, at, fit) -> programs[target].finish(slab, at + starts[target], fit);
    }

    /**
     * Adds up blocks in one thread. Rows in no order are added as they come; if the program throws, nobody can tell in which
     * group, so the block's rows are brought together and added once more, group by group.
     */
    private final class Adder implements Worker {

        private final UsableRows usable = new UsableRows(spec, places);
        private final AllRows every = new AllRows(places);
        private final BlockRows block = new BlockRows();
        private final boolean[] wanted = new boolean[targets];
        private final int[] own = new int[STEP];
        private final boolean alwaysGather;

        Adder(boolean gather) {
            this.alwaysGather = gather;
        }

        @Override
        public void reduce(GroupedRows rows, int from, int to, int[] groupPlaces, double[] slab) {
            double[][] columns = places.of(rows);
            for (int t = 0; t < targets; t++) {
                wanted[t] = begin(t, slab);
            }
            if (alwaysGather || rows.ascend(from, to)) {
                Arrays.fill(wanted, true);
                gather(rows, columns, from, to);
                addGathered(rows, groupPlaces, slab, true);
                return;
            }
            usable.use(columns);
            every.use(columns);
            addScattered(rows, from, to, groupPlaces, slab);
            boolean again = false;
            for (int t = 0; t < targets; t++) {
                wanted[t] = !wanted[t];
                again |= wanted[t];
                if (wanted[t]) {
                    empty(t, slab);
                    begin(t, slab);
                }
            }
            if (again) {
                gather(rows, columns, from, to);
                addGathered(rows, groupPlaces, slab, false);
            }
        }

        /** Writes the summaries of no rows; returns false if the program throws, which voids all of them. */
        private boolean begin(int target, double[] slab) {
            boolean done = true;
            for (int at = starts[target]; at < slab.length; at += width) {
                try {
                    programs[target].identity(slab, at);
                } catch (RuntimeException e) {
                    faults.somewhere(e);
                    Faults.mark(slab, at);
                    done = false;
                }
            }
            return done;
        }

        /** Forgets the rows of one target, which have been added in part. */
        private void empty(int target, double[] slab) {
            int from = everyRow ? starts[target] : counts[target];
            int to = starts[target] + programs[target].width();
            for (int at = 0; at < slab.length; at += width) {
                Arrays.fill(slab, at + from, at + to, 0);
            }
        }

        private void gather(GroupedRows rows, double[][] columns, int from, int to) {
            block.use(rows, columns, from, to);
            usable.use(block.columns());
            every.use(block.columns());
        }

        /** Adds rows of a group that are neighbours all at once, for the targets that are wanted. */
        private void addGathered(GroupedRows rows, int[] groupPlaces, double[] slab, boolean countRows) {
            for (int g = 0; g < block.count(); g++) {
                int group = block.groups()[g];
                int at = groupPlaces[group] * width;
                if (at < 0) {
                    continue;
                }
                int start = block.starts()[g];
                int end = block.starts()[g + 1];
                if (countRows) {
                    slab[at] += end - start;
                }
                for (int t = 0; t < targets; t++) {
                    if (wanted[t]) {
                        try {
                            add(t, start, end, slab, at);
                        } catch (RuntimeException e) {
                            faults.inGroup(rows.grouping().describe(group), e);
                            Faults.mark(slab, at + starts[t]);
                        }
                    }
                }
            }
        }

        private void add(int target, int start, int end, double[] slab, int at) {
            int place = at + starts[target];
            boolean sound = !Faults.marked(slab, place);
            if (everyRow) {
                every.select(target, start, end);
                if (sound) {
                    programs[target].accumulate(every, start, end, slab, place);
                }
                return;
            }
            usable.select(target, start, end);
            slab[at + counts[target]] += usable.count();
            if (sound && usable.count() > 0) {
                programs[target].accumulate(usable, usable.from(), usable.to(), slab, place);
            }
        }

        /** Adds rows in no order; targets for which the program throws are no longer wanted. */
        private void addScattered(GroupedRows rows, int from, int to, int[] groupPlaces, double[] slab) {
            for (int start = from; start < to; start += STEP) {
                int end = Math.min(to, start + STEP);
                for (int t = 0; t < targets; t++) {
                    wanted[t] = wanted[t] && addScattered(t, rows, start, end, groupPlaces, slab);
                }
            }
            for (int t = 0; t < targets; t++) {
                if (wanted[t]) {
                    settle(t, rows, from, to, groupPlaces, slab);
                }
            }
            RowCounts.complete(rows, from, to, groupPlaces, slab, width, counter);
        }

        /** Completes summaries; the rows of those that will not do are added once more. */
        private void settle(int target, GroupedRows rows, int from, int to, int[] groupPlaces, double[] slab) {
            boolean[] open = new boolean[slab.length / width];
            boolean any = false;
            for (int place = 0; place < open.length; place++) {
                open[place] = !settles(target, slab, place * width + starts[target]);
                any |= open[place];
            }
            if (any) {
                addOnceMore(target, rows, from, to, groupPlaces, open, slab);
            }
        }

        private void addOnceMore(
                int target, GroupedRows rows, int from, int to, int[] groupPlaces, boolean[] open, double[] slab) {
            int[] some = new int[groupPlaces.length];
            for (int g = 0; g < some.length; g++) {
                int place = groupPlaces[g];
                some[g] = place >= 0 && place < open.length && open[place] ? place : -1;
            }
            for (int place = 0; place < open.length && !everyRow; place++) {
                if (open[place]) {
                    slab[place * width + counts[target]] = 0;
                }
            }
            for (int start = from; start < to && wanted[target]; start += STEP) {
                wanted[target] = addScattered(target, rows, start, Math.min(to, start + STEP), some, slab);
            }
            for (int place = 0; place < open.length && wanted[target]; place++) {
                if (open[place]) {
                    settles(target, slab, place * width + starts[target]);
                }
            }
        }

        private boolean settles(int target, double[] slab, int at) {
            try {
                return programs[target].settle(slab, at);
            } catch (RuntimeException e) {
                faults.somewhere(e);
                Faults.mark(slab, at);
                return true;
            }
        }

        private boolean addScattered(int target, GroupedRows rows, int from, int to, int[] groupPlaces, double[] slab) {
            rows.summariesOf(from, to, groupPlaces, width, starts[target], own);
            if (!everyRow) {
                leaveOut(target, from, to, slab);
            }
            every.select(target, from, to);
            try {
                programs[target].accumulateScattered(every, from, to, own, slab);
                return true;
            } catch (RuntimeException e) {
                return false;
            }
        }

        /** Leaves out the rows that do not count for a target, and counts the others. */
        private void leaveOut(int target, int from, int to, double[] slab) {
            int count = counts[target] - starts[target];
            for (int i = 0; i < to - from; i++) {
                if (own[i] >= 0) {
                    if (usable.counts(target, from + i)) {
                        slab[own[i] + count]++;
                    } else {
                        own[i] = -1;
                    }
                }
            }
        }
    }
}
