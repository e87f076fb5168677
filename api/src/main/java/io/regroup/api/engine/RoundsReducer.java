package io.regroup.api.engine;

import io.regroup.api.FitSpec;
import io.regroup.api.FitStatus;
import io.regroup.api.spi.GroupFit;
import io.regroup.api.spi.GroupRows;
import io.regroup.api.spi.Kernels;
import io.regroup.api.spi.Rounds;
import io.regroup.api.spi.RoundsProgram;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reduces blocks for one round of a program that goes over the rows in rounds. A group's summary is the count of its rows, the
 * number under which its states are kept, and for each target the count of rows used and the round's own summary. Groups that
 * need another round are left open, for the reducer of the next round; the rows of those that are through are skipped.
 *
 * <p>Rows of a group are always brought together first, so bits depend on the blocks alone, not on cohorts.
 */
public final class RoundsReducer extends ProgramSums {

    private static final int NUMBER = 1;

    private final Shared shared;
    private final int round;
    private final RoundStates states;
    private final RoundStates nextStates;

    /** What all rounds of a fit have in common. */
    private static final class Shared {

        private final FitSpec spec;
        private final RoundsProgram[] programs;
        private final int threads;
        private final RowFitter.Failures failures;
        private final Faults faults = new Faults();
        private final int mostRounds;
        private final ThreadLocal<Rounds[]> ofThread;
        private int passes = 1;

        Shared(
                FitSpec spec,
                RoundsProgram program,
                Supplier<? extends Kernels> kernels,
                int threads,
                RowFitter.Failures failures) {
            this.spec = spec;
            this.programs = new RoundsProgram[spec.targets().size()];
            Arrays.setAll(programs, program::forTarget);
            this.threads = threads;
            this.failures = failures;
            this.mostRounds = Arrays.stream(programs)
                    .mapToInt(RoundsProgram::mostRounds)
                    .max()
                    .orElseThrow();
            this.ofThread = ThreadLocal.withInitial(() -> {
                Kernels own = kernels.get();
                return Arrays.stream(programs)
                        .map(ofTarget -> ofTarget.rounds(own))
                        .toArray(Rounds[]::new);
            });
        }

        /** Asks every target that takes part in a round; 0 for others. */
        int[] widths(int round, IntUnaryOperator ofTarget) {
            int[] widths = new int[programs.length];
            Arrays.setAll(widths, t -> round < programs[t].mostRounds() ? ofTarget.applyAsInt(t) : 0);
            return widths;
        }
    }

    private RoundsReducer(Shared shared, int round, RoundStates states) {
        super(
                shared.spec,
                shared.programs,
                shared.widths(round, t -> shared.programs[t].width(round)),
                NUMBER + 1,
                shared.threads,
                shared.failures,
                shared.faults);
        this.shared = shared;
        this.round = round;
        this.states = states;
        this.nextStates = new RoundStates(shared.widths(round + 1, t -> shared.programs[t].stateWidth(round + 1)));
    }

    /**
     * Prepares the first round of a fit.
     *
     * @param spec what is fitted
     * @param program its program
     * @param kernels makes the engine's arithmetic, an instance per thread
     * @param threads how many threads may end groups
     * @param failures receives what goes wrong
     * @return reduces blocks for all groups
     */
    public static RoundsReducer first(
            FitSpec spec,
            RoundsProgram program,
            Supplier<? extends Kernels> kernels,
            int threads,
            RowFitter.Failures failures) {
        Shared shared = new Shared(spec, program, kernels, threads, failures);
        return new RoundsReducer(shared, 0, new RoundStates(new int[shared.programs.length]));
    }

    /**
     * Says what a reader of the result should know, when all rounds are over.
     *
     * @return what went wrong, and how often the rows were read
     */
    public List<String> notes() {
        List<String> notes = new ArrayList<>(failures.notes(spec.fitter()));
        if (shared.passes > 1) {
            notes.add(String.format(
                    Locale.ROOT,
                    "fitter %s went over the rows %d times, once for each round",
                    spec.fitter(),
                    shared.passes));
        }
        return notes;
    }

    @Override
    public String task() {
        return String.format(Locale.ROOT, "reducing blocks, round %d of at most %d", round + 1, shared.mostRounds);
    }

    @Override
    public BlockReducer next() {
        shared.passes++;
        return new RoundsReducer(shared, round + 1, nextStates);
    }

    @Override
    public void resume(double[] slab, int at, int number) {
        slab[at + NUMBER] = number;
    }

    @Override
    void combine(int target, double[] into, int at, double[] later, int laterAt) {
        shared.ofThread.get()[target].combine(round, into, at, later, laterAt);
    }

    @Override
    Supplier<Finisher> finishers(int groups) {
        RoundStates.Page page = nextStates.add(groups);
        return () -> new Advancer(page);
    }

    /** To end a round may be much work: a mixture's first one tries many starts. */
    @Override
    int groupsAtATime() {
        return 1;
    }

    private boolean isDue(int target, double[] slab, int at) {
        int number = (int) slab[at + NUMBER];
        return round == 0 || states.page(number).goesOn(target, number);
    }

    /** The state with which a group enters the round. */
    private final class State {

        private static final double[] NONE = {};

        private double[] array = NONE;
        private int at;

        void find(int target, double[] slab, int summary) {
            if (round > 0) {
                int number = (int) slab[summary + NUMBER];
                RoundStates.Page page = states.page(number);
                array = page.states(target);
                at = page.at(target, number);
            }
        }
    }

    /** Ends the round of one group after another. */
    private final class Advancer implements Finisher {

        private final RoundStates.Page page;
        private final State state = new State();

        Advancer(RoundStates.Page page) {
            this.page = page;
        }

        @Override
        public boolean isDue(int target, double[] slab, int at) {
            return RoundsReducer.this.isDue(target, slab, at);
        }

        @Override
        public int number(int group) {
            return page.first() + group;
        }

        @Override
        public @Nullable FitStatus finish(int target, int group, double[] slab, int at, GroupFit fit) {
            state.find(target, slab, at);
            int number = number(group);
            FitStatus status = shared.ofThread.get()[target].advance(
                    round,
                    state.array,
                    state.at,
                    slab,
                    at + starts[target],
                    page.states(target),
                    page.at(target, number),
                    fit);
            if (status == null) {
                RoundsFitter.requireAnother(round, shared.programs[target]);
                page.goOn(target, number);
            }
            return status;
        }
    }

    @Override
    public Worker worker(boolean gather) {
        return new Adder();
    }

    /** Adds up blocks in one thread. */
    private final class Adder implements Worker {

        private final UsableRows usable = new UsableRows(spec, places);
        private final AllRows every = new AllRows(places);
        private final BlockRows block = new BlockRows();
        private final State state = new State();
        private final Rounds[] rounds = shared.ofThread.get();

        @Override
        public void reduce(GroupedRows rows, int from, int to, int[] groupPlaces, double[] slab) {
            block.use(rows, places.of(rows), from, to);
            usable.use(block.columns());
            every.use(block.columns());
            for (int g = 0; g < block.count(); g++) {
                int group = block.groups()[g];
                int at = groupPlaces[group] * width;
                if (at < 0) {
                    continue;
                }
                int start = block.starts()[g];
                int end = block.starts()[g + 1];
                slab[at] += end - start;
                for (int t = 0; t < targets; t++) {
                    if (isDue(t, slab, at)) {
                        add(t, start, end, slab, at, rows, group);
                    }
                }
            }
        }

        private void add(int target, int start, int end, double[] slab, int at, GroupedRows rows, int group) {
            GroupRows selected = select(target, start, end);
            int own = at + starts[target];
            if (!everyRow) {
                slab[at + counts[target]] += selected.count();
            }
            state.find(target, slab, at);
            try {
                rounds[target].identity(round, state.array, state.at, slab, own);
                if (selected.count() > 0) {
                    rounds[target].accumulate(
                            round, selected, selected.from(), selected.to(), state.array, state.at, slab, own);
                }
            } catch (RuntimeException e) {
                faults.inGroup(rows.grouping().describe(group), e);
                Faults.mark(slab, own);
            }
        }

        private GroupRows select(int target, int start, int end) {
            if (everyRow) {
                every.select(target, start, end);
                return every;
            }
            usable.select(target, start, end);
            return usable;
        }
    }
}
