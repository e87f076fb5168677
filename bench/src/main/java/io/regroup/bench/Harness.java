package io.regroup.bench;

import io.regroup.api.FitSpec;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Measures contenders against each other in one process. For each scenario:
 *
 * <ol>
 *   <li>all warm up on a small version of it, which also tells what a run will cost;
 *   <li>all get the same rows and run once; whose answers differ from {@link Reference}, or from those of the first where fits are
 *       iterated, is reported and not timed; fast ones
 *       warm up a little longer on all rows if these are scattered, or fits are iterated; that run counts already for those who are so
 *       slow that they will run less often than asked, and for processes, which nothing can warm up;
 *   <li>then they are timed in turns, one run of each per round, several one after another of those who take no time, so that
 *       whatever disturbs the machine disturbs all.
 * </ol>
 */
final class Harness {

    /** Rows of the small version, about; a scenario that is not larger is its own. */
    private static final int WARM_UP_ROWS = 205_000;

    private static final int LEAST_WARM_UP_RUNS = 2;

    private static final int MOST_WARM_UP_RUNS = 12;

    /** The small version can make a contender look slower than it is, by what does not grow with the rows. */
    private static final double ROUGHNESS = 3;

    private static final double TOLERANCE = 1e-8;

    /** Of fits that are iterated, each in its own way. */
    private static final double ITERATED = 1e-6;

    /** Of the density of mixtures, which end in different optima: scikit-learn's single start is up to 7 % below. */
    private static final double MIXTURES = 0.1;

    /** Of the values that the encoder gives back, by what it states. */
    private static final double ENCODED = 1e-9;

    /** Contenders in processes of their own may take so many times the budget: they read files, and run only when named. */
    private static final double PROCESSES = 7.5;

    /** In a series in which one thing varies there are many scenarios, and the slow ones matter little. */
    private static final double SERIES = 0.4;

    /** Garbage of one contender should not be collected during the run of another. */
    private static final double FULL = 0.6;

    private final Settings settings;
    private final BenchProgress progress;
    private final Set<String> warm = new HashSet<>();

    /**
     * How much to measure.
     *
     * @param repeats how often each contender has its turn
     * @param turn seconds for which a contender runs again and again in its turn, one run at least: where a run takes a
     *     millisecond, few of them say little, and the first one pays for what the others left in the caches
     * @param budget seconds that one contender may take in one scenario, the run for checking answers included; a slow one gets fewer
     *     runs, and none if one would be too long
     * @param warmUp seconds of running on the small version, per contender and scenario
     * @param shapeWarmUp the same in a contender's first scenario of so many features and this fitter, for which it may have code
     *     of its own
     * @param firstWarmUp the same in a contender's first scenario, in which most of its code is compiled
     * @param fullWarmUp seconds of running on all rows if they are scattered, for then many blocks of them may take other
     *     code than few rows do, or fits are iterated, which leaves other code for later; slow contenders run once
     */
    record Settings(
            int repeats,
            double turn,
            double budget,
            double warmUp,
            double shapeWarmUp,
            double firstWarmUp,
            double fullWarmUp) {}

    Harness(Settings settings, BenchProgress progress) {
        this.settings = settings;
        this.progress = progress;
    }

    private static final class Running {

        final Contender contender;
        Contender.@Nullable Entry entry;
        String remark = "";
        String note = "";
        double estimate;

        @Nullable
        Usage usage;

        final Map<String, List<Double>> steps = new LinkedHashMap<>();

        double spent;
        int turns;
        final List<Double> seconds = new ArrayList<>();

        Running(Contender contender) {
            this.contender = contender;
        }

        double run() throws Exception {
            if (entry == null) {
                throw new IllegalStateException(contender.name() + " is not prepared");
            }
            collectGarbage();
            long start = System.nanoTime();
            entry.run();
            double elapsed = (System.nanoTime() - start) * 1e-9;
            spent += elapsed;
            usage = entry.usage().orElse(null);
            return elapsed;
        }

        /** Notes the times of the last run. */
        void record(Contender.Entry entry, double elapsed) {
            seconds.add(entry.seconds().orElse(elapsed));
            entry.steps()
                    .forEach((step, taken) ->
                            steps.computeIfAbsent(step, _ -> new ArrayList<>()).add(taken));
            note = entry.note();
        }

        /** Runs until it is warm, and longer if it seems too slow: it may not be compiled yet. */
        void warmUp(double enough, double budget, double times) throws Exception {
            estimate = Double.POSITIVE_INFINITY;
            for (int i = 0;
                    i < LEAST_WARM_UP_RUNS || spent < enough || (estimate > budget && i < MOST_WARM_UP_RUNS);
                    i++) {
                estimate = Math.min(estimate, run() * times);
            }
            spent = 0;
        }

        /** Runs on until it has run for about so many seconds; these do not count. */
        void warmUp(double enough) throws Exception {
            double before = spent;
            while (entry != null && spent + estimate < enough) {
                estimate = run();
            }
            spent = before;
        }

        void fail(String why) {
            remark = why;
            seconds.clear();
            steps.clear();
            close();
        }

        void close() {
            try {
                if (entry != null) {
                    entry.close();
                }
            } catch (SQLException | IOException e) {
                remark += " (and closing it failed: " + e + ")";
            }
            entry = null;
        }
    }

    private static void collectGarbage() {
        Runtime runtime = Runtime.getRuntime();
        if (runtime.totalMemory() - runtime.freeMemory() > FULL * runtime.maxMemory()) {
            System.gc();
        }
    }

    /**
     * Measures one scenario.
     *
     * @param scenario what to do
     * @param threads how many threads each may use
     * @param contenders who takes part, if the scenario suits them
     * @return one result per contender that suits
     */
    List<Result> run(Scenario scenario, int threads, List<Contender> contenders) {
        List<Running> all = contenders.stream()
                .filter(contender -> contender.suits(scenario))
                .map(Running::new)
                .toList();
        boolean warmsUp = all.stream().noneMatch(running -> running.contender.startsProcesses());
        progress.begin(scenario.name(), all.size() * (settings.repeats() + (warmsUp ? 2 : 1)));
        Rows rows = warmsUp ? warmUp(scenario, threads, all) : null;
        int groups = check(scenario, threads, rows, all);
        for (int round = 0; round < settings.repeats(); round++) {
            for (Running running : all) {
                time(running, scenario);
                progress.step();
            }
        }
        all.forEach(Running::close);
        return all.stream()
                .map(running -> result(scenario, threads, groups, running))
                .toList();
    }

    private double secondsToWarmUp(Contender contender, Scenario scenario) {
        FitSpec spec = scenario.spec();
        boolean newShape = warm.add(String.join(
                " ",
                contender.name(),
                Integer.toString(spec.features().size()),
                spec.fitter(),
                String.valueOf(spec.sigmaCut())));
        boolean first = warm.add(contender.name());
        return first ? settings.firstWarmUp() : newShape ? settings.shapeWarmUp() : settings.warmUp();
    }

    /** Returns the rows to measure on if the scenario is so small that they served for the warm-up, too. */
    private @Nullable Rows warmUp(Scenario scenario, int threads, List<Running> all) {
        double factor = Math.min(1, (double) WARM_UP_ROWS / scenario.rows().rows());
        Scenario small = factor < 1 ? scenario.scaled(factor) : scenario;
        double times = (double) scenario.rows().rows() / small.rows().rows();
        Rows rows = small.rows().generate(threads);
        for (Running running : all) {
            try {
                running.entry = running.contender.prepare(small, rows, threads);
                running.warmUp(
                        secondsToWarmUp(running.contender, scenario),
                        settings.budget(),
                        running.contender.samples() ? 1 : times);
                if (running.estimate > ROUGHNESS * settings.budget()) {
                    running.fail(String.format(
                            Locale.ROOT,
                            "not run: about %.0f s a run by the warm-up, far more than the %.0f s allowed",
                            running.estimate,
                            settings.budget()));
                } else if (factor < 1) {
                    running.close();
                }
            } catch (Exception | OutOfMemoryError | LinkageError e) {
                running.fail("failed in the warm-up: " + e);
            }
            progress.step();
        }
        return factor < 1 ? null : rows;
    }

    /** Runs each once on the rows that will be timed, and compares. Returns how many groups there are. */
    private int check(Scenario scenario, int threads, @Nullable Rows used, List<Running> all) {
        Rows rows = used == null ? scenario.rows().generate(threads) : used;
        boolean iterated = scenario.isIterated();
        RightAnswers right = RightAnswers.of(scenario, rows);
        int[] sample = Answers.sample(right.groups());
        Answers first = scenario.rows() instanceof JudgedRows ? right.weighted() : null;
        for (Running running : all) {
            if (running.remark.isEmpty()) {
                try {
                    Contender.Entry entry = running.entry;
                    if (entry == null) {
                        entry = running.contender.prepare(scenario, rows, threads);
                        running.entry = entry;
                    }
                    running.estimate = running.run();
                    Answers found = entry.answers(sample).orElse(null);
                    if (iterated && first == null) {
                        first = found;
                    }
                    Answers expected =
                            iterated ? first : running.contender.weighted() ? right.weighted() : right.unweighted();
                    Optional.ofNullable(found)
                            .flatMap(answers -> answers.differenceFrom(
                                    Objects.requireNonNull(expected), tolerance(scenario), scenario.terms()))
                            .ifPresent(difference -> running.fail("WRONG ANSWERS, not timed: " + difference));
                    boolean inProcesses = running.contender.startsProcesses();
                    if (running.remark.isEmpty() && (inProcesses || !isAffordable(running, scenario))) {
                        running.record(entry, running.estimate);
                        running.turns++;
                    }
                    if (used == null
                            && !inProcesses
                            && (iterated || scenario.variant().equals(Order.SHUFFLED.toString()))) {
                        running.warmUp(settings.fullWarmUp());
                    }
                } catch (Exception | OutOfMemoryError | LinkageError e) {
                    running.fail("failed: " + e);
                }
            }
            progress.step();
        }
        return right.groups();
    }

    /** What is compared with: found by the reference, or what the rows' recipe expects. */
    private record RightAnswers(int groups, Answers weighted, Answers unweighted) {

        static RightAnswers of(Scenario scenario, Rows rows) {
            if (scenario.rows() instanceof JudgedRows judged) {
                Answers expected = judged.expected();
                return new RightAnswers(expected.groups(), expected, expected);
            }
            Reference reference = new Reference(scenario.spec(), rows.table());
            Answers weighted = scenario.family() == Scenario.Family.AGGREGATE
                    ? reference.meansAndVariances()
                    : reference.answers(true);
            return new RightAnswers(
                    reference.groups(),
                    weighted,
                    scenario.spec().weight() == null ? weighted : reference.answers(false));
        }
    }

    private static double tolerance(Scenario scenario) {
        return switch (scenario.family()) {
            case MIXTURE, MIXTURE_FILE -> MIXTURES;
            case ENCODER -> ENCODED;
            default -> scenario.isIterated() ? ITERATED : TOLERANCE;
        };
    }

    /** Tells whether a run to check the answers and as many more as asked for are within the budget. */
    private boolean isAffordable(Running running, Scenario scenario) {
        return running.estimate * (1 + settings.repeats()) <= budget(running, scenario);
    }

    private double budget(Running running, Scenario scenario) {
        double share = scenario.family() == Scenario.Family.SCALING ? SERIES : 1;
        return settings.budget() * (running.contender.startsProcesses() ? PROCESSES : share);
    }

    private void time(Running running, Scenario scenario) {
        boolean wanted = running.seconds.isEmpty()
                || (running.turns < settings.repeats()
                        && running.spent + running.estimate <= budget(running, scenario));
        Contender.Entry entry = running.entry;
        if (entry == null || !wanted) {
            return;
        }
        try {
            running.turns++;
            double end = running.spent + settings.turn();
            do {
                running.estimate = running.run();
                running.record(entry, running.estimate);
            } while (running.spent + running.estimate < end);
        } catch (Exception | OutOfMemoryError | LinkageError e) {
            running.fail("failed: " + e);
        }
    }

    private Result result(Scenario scenario, int threads, int groups, Running running) {
        int runs = running.seconds.size();
        String remark = running.remark;
        if (remark.isEmpty() && runs < settings.repeats()) {
            remark = runs == 1 ? "1 timed run only" : runs + " timed runs only";
        }
        if (!running.note.isEmpty()) {
            remark = remark.isEmpty() ? running.note : remark + "; " + running.note;
        }
        return new Result(
                scenario.name(),
                running.contender.name(),
                running.contender.kind(),
                scenario.rows().rows(),
                groups,
                scenario.spec().features().size(),
                scenario.spec().targets().size(),
                threads,
                running.seconds,
                running.steps,
                running.usage,
                remark);
    }
}
