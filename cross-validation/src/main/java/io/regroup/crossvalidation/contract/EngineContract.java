package io.regroup.crossvalidation.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.regroup.api.FitSpec;
import io.regroup.api.FitStatus;
import io.regroup.api.Plugins;
import io.regroup.api.Progress;
import io.regroup.api.Regroup;
import io.regroup.api.RowUse;
import io.regroup.api.RunOptions;
import io.regroup.api.data.Column;
import io.regroup.api.data.ColumnType;
import io.regroup.api.data.Dataset;
import io.regroup.api.data.Table;
import io.regroup.api.result.FitResult;
import io.regroup.api.result.FitSummary;
import io.regroup.api.spi.Availability;
import io.regroup.api.spi.Engine;
import io.regroup.api.spi.Fitter;
import io.regroup.api.spi.KeyKernel;
import io.regroup.crossvalidation.agreement.Accuracy;
import io.regroup.crossvalidation.contract.EngineCapabilities.Program;
import io.regroup.crossvalidation.internal.AllSorts;
import io.regroup.crossvalidation.internal.ChunkedDataset;
import io.regroup.crossvalidation.internal.Differences;
import io.regroup.crossvalidation.internal.FixedPlan;
import io.regroup.crossvalidation.internal.LeastSquaresFitter;
import io.regroup.crossvalidation.internal.Medians;
import io.regroup.crossvalidation.internal.MiddleFitter;
import io.regroup.crossvalidation.internal.RowOrder;
import io.regroup.crossvalidation.internal.SameBits;
import io.regroup.crossvalidation.internal.Scenario;
import io.regroup.crossvalidation.internal.SumsFitter;
import io.regroup.crossvalidation.internal.Tables;
import io.regroup.crossvalidation.internal.TwoMeansFitter;
import io.regroup.crossvalidation.internal.UnreadableDataset;
import io.regroup.crossvalidation.internal.Way;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What every engine must do. Extend it in your tests:
 *
 * <pre>{@code
 * class MyEngineTest extends EngineContract {
 *
 *     @Override
 *     protected Engine engine() {
 *         return new MyEngine();
 *     }
 * }
 * }</pre>
 *
 * <p>Answers are compared with exact rational arithmetic, under every arrangement of rows that the engine declares. Nothing but
 * the engine is needed: programs and plans come with the kit. Each test is named after a {@link Rule}.
 */
@DisplayNameGeneration(RuleNames.class)
@ExtendWith(RuleReport.class)
public abstract class EngineContract {

    /** For the subclass. */
    protected EngineContract() {}

    /**
     * Makes the engine.
     *
     * @return a new one
     */
    protected abstract Engine engine();

    /**
     * Tells what the engine claims to be able to do; the rest has to be refused.
     *
     * @return everything by default
     */
    protected EngineCapabilities capabilities() {
        return EngineCapabilities.all();
    }

    /**
     * Tells how near it comes to exact answers where groups are whole; where they are combined the general accuracy is asked for.
     *
     * @return the general one by default
     */
    protected Accuracy accuracy() {
        return Accuracy.general();
    }

    // --- how an engine presents itself

    /** Its name. */
    @Holds(Rule.F03)
    public void isNamedByWordsAndHyphens() {
        PluginNames.check(engine().name(), engine().summary(), () -> engine().name());
    }

    /** Availability is told, and obeyed. */
    @Holds(Rule.E05)
    public void saysWhetherItCanRun() {
        Availability availability = engine().availability();
        if (!availability.available()) {
            assertTrue(!availability.reason().isBlank(), "it cannot run and gives no reason");
            Table table = AllSorts.plain(1, 1, false).table(RowOrder.SORTED);
            Trial trial = new Trial(engine(), Way.GATHERED, RowOrder.SORTED, table);
            String refusal = Refusal.of("an engine that cannot run", () -> trial.fit(LINE, LEAST_SQUARES));
            assertTrue(refusal.contains(availability.reason()), "the refusal is: " + refusal);
        }
    }

    /** What is declared runs, and what is not is refused. */
    @Holds(Rule.E06)
    public void refusesWhatItDoesNotSupport() {
        trials().requireAvailable();
        Scenario scenario = AllSorts.plain(1, 1, false);
        Table table = scenario.table(RowOrder.SORTED);
        Dataset unread = new UnreadableDataset(table.schema());
        for (Program program : Program.values()) {
            FitSpec spec = EngineTrials.spec(scenario, program);
            Fitter fitter = EngineTrials.fitter(program);
            for (Trial trial : trials().sorted(program, table)) {
                int groups = trial.fit(spec, fitter).groups().rowCount();
                assertEquals(scenario.samples().size(), groups, "groups of " + program + ", " + trial);
            }
            for (Way way : List.of(Way.GATHERED, Way.IN_ORDER, Way.SORTED, Way.IN_PLACE)) {
                boolean meaningless = way.combines() && program == Program.WHOLE_GROUP;
                if (!meaningless && !trials().supports(program, way)) {
                    String what = program + " with rows " + way.arrangement();
                    Trial trial = new Trial(engine(), way, RowOrder.SORTED, unread);
                    String refusal = Refusal.of(
                            what + " is not among the declared capabilities, but not refused",
                            () -> trial.fit(spec, fitter));
                    assertTrue(refusal.contains(engine().name()), "the refusal does not name the engine: " + refusal);
                }
            }
        }
    }

    /** The account of the run. */
    @Holds(Rule.R12)
    public void saysWhatRan() {
        Table table = AllSorts.plain(1, 1, false).table(RowOrder.SORTED);
        for (Trial trial : trials().sorted(Program.LEAST_SQUARES, table)) {
            FitResult result = trial.fit(LINE, LEAST_SQUARES);
            assertEquals(engine().name(), result.explanation().engine(), "engine in the explanation, " + trial);
            assertEquals(FixedPlan.NAME, result.explanation().reduction(), "reduction in the explanation, " + trial);
            assertEquals(table.rowCount(), result.rowsRead(), "rows read, " + trial);
            assertEquals(table.rowCount(), result.rowsSelected(), "rows selected, " + trial);
        }
    }

    // --- least squares

    /** Plain rows, and features that depend on others. */
    @Holds(Rule.E02)
    public void leastSquaresAreExact() {
        for (int features : new int[] {1, 2, 3, 4, 6}) {
            trials().agree(AllSorts.plain(features, 1, false), RowUse.PER_TARGET, 1);
            trials().agree(AllSorts.dependent(features), RowUse.PER_TARGET, 1);
        }
        trials().agree(AllSorts.plain(2, 3, false), RowUse.PER_TARGET, 1);
    }

    /** Weighted rows. */
    @Holds(Rule.E09)
    public void weightsAreUsed() {
        for (int features : new int[] {1, 2, 3, 4, 6}) {
            trials().agree(AllSorts.plain(features, 1, true), RowUse.PER_TARGET, 1);
        }
        trials().agree(AllSorts.plain(2, 3, true), RowUse.PER_TARGET, 1);
    }

    /** Groups of few rows, in which degrees of freedom matter. */
    @Holds(Rule.E10)
    public void errorsFollowFromDegreesOfFreedom() {
        for (int features : new int[] {1, 2, 3, 4}) {
            trials().agree(AllSorts.small(features, features % 2 == 0), RowUse.PER_TARGET, 1);
        }
    }

    /** Large offsets. */
    @Holds(Rule.E03)
    public void offsetsCostNoDigits() {
        for (int features : new int[] {1, 2, 4}) {
            trials().agree(AllSorts.offsets(features), RowUse.PER_TARGET, 1);
        }
    }

    /** Missing and infinite values, weights of zero. */
    @Holds(Rule.R06)
    public void rowsThatDoNotCountAreLeftOut() {
        for (int features : new int[] {1, 2, 4}) {
            trials().agree(AllSorts.unusable(features, 1), RowUse.PER_TARGET, 1);
            trials().agree(AllSorts.unusable(features, 2), RowUse.PER_TARGET, 1);
            trials().agree(AllSorts.unusable(features, 2), RowUse.JOINT, 1);
        }
    }

    /** Minimum rows. */
    @Holds(Rule.R07)
    public void fewRowsHaveTheirStatus() {
        trials().agree(AllSorts.small(2, false), RowUse.PER_TARGET, 4);
        trials().agree(AllSorts.unusable(2, 2), RowUse.PER_TARGET, 7);
    }

    /** What is not fitted is NaN. */
    @Holds(Rule.R03)
    public void badGroupsAreNaN() {
        Scenario scenario = AllSorts.unusable(2, 1);
        FitSpec spec = scenario.mergeableSpec(true, RowUse.PER_TARGET, 5);
        for (Trial trial : trials().of(Program.LEAST_SQUARES, scenario::table)) {
            FitResult result = trial.fit(spec, LEAST_SQUARES);
            for (String quantity : List.of("beta0", "beta1", "beta2", "beta1_err", "rms", "chi2", "r2")) {
                double[] values = result.groups().doubles("y1_fit_" + quantity);
                for (int g = 0; g < values.length; g++) {
                    FitStatus status = result.status("y1", g);
                    assertTrue(
                            status.isFitted() || Double.isNaN(values[g]),
                            trial + ": group " + g + " is " + status + ", and its " + quantity + " is " + values[g]);
                }
            }
        }
    }

    // --- rows and groups

    /** Counts add up. */
    @Holds(Rule.R08)
    public void rowsAddUp() {
        Scenario scenario = AllSorts.unusable(1, 2);
        FitSpec spec = scenario.mergeableSpec(true, RowUse.PER_TARGET, 1);
        for (Trial trial : trials().of(Program.LEAST_SQUARES, scenario::table)) {
            FitResult result = trial.fit(spec, LEAST_SQUARES);
            assertEquals(scenario.rows(), sum(result.groups().doubles("group_rows")), "sum of group_rows, " + trial);
            for (int t = 0; t < 2; t++) {
                String target = "y" + (t + 1);
                assertEquals(scenario.usableRows(t), result.rowsUsed(target), "rows used of " + target + ", " + trial);
            }
            if (trial.way() == Way.GATHERED) {
                leftOutRowsAddUp(trial.fit(spec.toBuilder().diagnostics(true).build(), LEAST_SQUARES), trial);
            }
        }
    }

    private static void leftOutRowsAddUp(FitResult result, Trial trial) {
        Table groups = result.groups();
        for (int g = 0; g < groups.rowCount(); g++) {
            double sum = groups.doubles("y1_fit_count")[g];
            for (String name : groups.schema().names()) {
                sum += name.startsWith("y1_fit_excluded_") ? groups.doubles(name)[g] : 0;
            }
            assertEquals(groups.doubles("group_rows")[g], sum, "rows used and left out of group " + g + ", " + trial);
        }
    }

    private static double sum(double[] values) {
        return Arrays.stream(values).sum();
    }

    /** Every group is there, in order. */
    @Holds(Rule.R04)
    public void everyGroupIsARow() {
        int[] sizes = IntStream.range(0, 97).map(g -> 1 + g * g % 13).toArray();
        for (Trial trial : trials().of(Program.SUMMARY, order -> {
            int[] groups = order.layOut(sizes, 5);
            return Table.builder()
                    .column("g", IntStream.of(groups).map(g -> 3 * g - 100).toArray())
                    .column("y", IntStream.of(groups).asDoubleStream().toArray())
                    .build();
        })) {
            Table result = trial.fit(sums("g"), new SumsFitter()).groups();
            assertEquals(sizes.length, result.rowCount(), "number of groups, " + trial);
            for (int g = 0; g < sizes.length; g++) {
                assertEquals(3 * g - 100, result.doubles("g")[g], "key of group " + g + ", " + trial);
                assertEquals(sizes[g], result.doubles("group_rows")[g], "rows of group " + g + ", " + trial);
                assertEquals(g, result.doubles("y_fit_first")[g], "values of group " + g + ", " + trial);
            }
        }
    }

    /** Missing keys, NaN, zeros, text. */
    @Holds(Rule.R05)
    public void keysOfAllKinds() {
        double[] numbers = {Double.NaN, 1, 0, -0.0, 0, Double.POSITIVE_INFINITY, 0, Double.NaN, -1};
        boolean[] missing = {false, false, true, false, false, false, true, false, false};
        Table table = Table.builder()
                .column("n", Column.ofStored(ColumnType.FLOAT64, numbers, missing))
                .column("s", new String[] {"b", "a", "é", "", null, "b", "B", "\uD83D\uDE00", "\uFFFD"})
                .column("y", new double[] {1, 2, 3, 4, 5, 6, 7, 8, 9})
                .build();
        for (Way way : trials().ways(Program.SUMMARY)) {
            for (Dataset source : List.of(table, new ChunkedDataset(table, 2, false))) {
                if (way == Way.GATHERED || way == Way.IN_PLACE) {
                    Trial trial = new Trial(engine(), way, RowOrder.SHUFFLED, source);
                    Table byNumber = trial.fit(sums("n"), new SumsFitter()).groups();
                    assertEquals(
                            List.of("-1.0", "0.0", "1.0", "Infinity", "NaN", "null"),
                            keys(byNumber, "n"),
                            "numbers as keys, " + trial);
                    assertArrayEquals(
                            new double[] {9, 9, 2, 6, 9, 10},
                            byNumber.doubles("y_fit_sum"),
                            "sums by number, " + trial);
                    assertEquals(
                            List.of("", "B", "a", "b", "é", "\uFFFD", "\uD83D\uDE00", "null"),
                            keys(trial.fit(sums("s"), new SumsFitter()).groups(), "s"),
                            "texts as keys, " + trial);
                }
            }
        }
    }

    private static List<String> keys(Table groups, String key) {
        return IntStream.range(0, groups.rowCount())
                .mapToObj(g -> String.valueOf(groups.column(key).get(g)))
                .map(text -> text.equals("-0.0") ? "0.0" : text)
                .toList();
    }

    /** Medians beside a fit. */
    @Holds(Rule.R09)
    public void mediansAreOfAllSelectedRows() {
        Scenario scenario = AllSorts.unusable(2, 1);
        FitSpec spec = FitSpec.groupBy("g")
                .targets("y1")
                .features("x1")
                .medians("x1", "x2")
                .minRows(2)
                .build();
        for (Trial trial : trials().of(Program.LEAST_SQUARES, scenario::table)) {
            if (trial.way().combines()) {
                continue;
            }
            Table groups = trial.fit(spec, LEAST_SQUARES).groups();
            for (int g = 0; g < scenario.samples().size(); g++) {
                for (int j = 0; j < 2; j++) {
                    String feature = "x" + (j + 1);
                    assertEquals(
                            Medians.bySorting(scenario.samples().get(g).x[j]),
                            groups.doubles(feature + "_fit_median")[g],
                            "median of " + feature + " in group " + g + ", " + trial);
                }
            }
        }
    }

    /** Negative weights. */
    @Holds(Rule.R02)
    public void negativeWeightsAreRefused() {
        Scenario scenario = AllSorts.plain(1, 1, true);
        FitSpec spec = scenario.mergeableSpec(true, RowUse.PER_TARGET, 1);
        Table table = scenario.table(RowOrder.SORTED);
        double[] weights = table.doubles("w");
        weights[17] = -1;
        weights[99] = -2;
        Table bad = Tables.with(table, "w", weights);
        for (Trial trial : trials().sorted(Program.LEAST_SQUARES, bad)) {
            String refusal = Refusal.of("negative weights, " + trial, () -> trial.fit(spec, LEAST_SQUARES));
            assertTrue(
                    refusal.contains("2") && refusal.contains("row 18"),
                    "the message should tell of 2 negative weights, the first in row 18: " + refusal);
        }
    }

    // --- reproducibility

    /** Threads and blocks of the input. */
    @Holds(Rule.E01)
    public void bitsDoNotDependOnThreads() {
        for (Program program : capabilities().programs()) {
            Scenario scenario = program == Program.LEAST_SQUARES ? AllSorts.unusable(2, 2) : AllSorts.plain(2, 2, true);
            FitSpec spec = EngineTrials.spec(scenario, program);
            Map<String, Table> expected = new HashMap<>();
            int times = program == Program.ROUNDS ? 2 : 8; // in rounds every row is read again and again
            for (Trial trial : trials().of(program, order -> Tables.manyTimes(scenario.table(order), times))) {
                for (int threads : new int[] {1, 2, 5}) {
                    RunOptions options = Trial.OPTIONS.withThreads(threads);
                    Table got = trial.fit(spec, EngineTrials.fitter(program), options)
                            .groups();
                    Table first = expected.putIfAbsent(trial.way() + ", " + trial.order(), got);
                    SameBits.check(
                            got, first == null ? got : first, program + ", " + trial + ", " + threads + " threads");
                }
            }
        }
    }

    /** Nothing is kept, nothing is changed. */
    @Holds(Rule.E08)
    public void keepsNothing() throws InterruptedException, ExecutionException {
        for (Program program : capabilities().programs()) {
            Fitter fitter = EngineTrials.fitter(program);
            Scenario scenario = AllSorts.unusable(2, 2);
            FitSpec spec = EngineTrials.spec(scenario, program);
            Table rows = scenario.table(RowOrder.SORTED);
            Table before = Tables.copy(rows);
            Table others = AllSorts.plain(2, 2, true).table(RowOrder.SORTED);
            for (Way way : trials().ways(program)) {
                Engine engine = engine();
                Trial one = new Trial(
                        engine, way, RowOrder.SORTED, way.sources(rows).getFirst());
                Trial other = new Trial(
                        engine, way, RowOrder.SORTED, way.sources(others).getFirst());
                Table first = one.fit(spec, fitter).groups();
                Table kept = Tables.copy(first);
                Table second = other.fit(spec, fitter).groups();
                Table fresh = new Trial(engine(), way, RowOrder.SORTED, other.source())
                        .fit(spec, fitter)
                        .groups();
                String what = program + ", " + one;
                SameBits.check(second, fresh, what + ": a run after one on other rows");
                SameBits.check(first, kept, what + ": the result of the run before");
                SameBits.check(rows, before, what + ": the rows that were fitted");
                try (ExecutorService pool = Executors.newFixedThreadPool(3)) {
                    List<Future<Table>> runs = new ArrayList<>();
                    for (Trial trial : List.of(one, other, one, other, one, other)) {
                        runs.add(pool.submit(() -> trial.fit(spec, fitter).groups()));
                    }
                    for (int i = 0; i < runs.size(); i++) {
                        SameBits.check(runs.get(i).get(), i % 2 == 0 ? kept : fresh, what + ": runs side by side");
                    }
                }
            }
        }
    }

    // --- blocks and summaries

    /** Blocks of any size. */
    @Holds(Rule.E11)
    public void blocksHaveEveryRowOnce() {
        Scenario scenario = AllSorts.unusable(2, 1);
        FitSpec spec = scenario.mergeableSpec(true, RowUse.PER_TARGET, 1);
        for (Trial trial : trials().of(Program.LEAST_SQUARES, scenario::table)) {
            if (trial.way().combines()) {
                for (int blockRows : new int[] {1, 7, 64, scenario.rows() - 1, scenario.rows(), 1 << 20}) {
                    for (int fanIn : new int[] {2, 5}) {
                        RunOptions options =
                                Trial.OPTIONS.withBlockRows(blockRows).withFanIn(fanIn);
                        trials().agree(scenario, trial, spec, options);
                    }
                }
            }
        }
    }

    /** First and last values. */
    @Holds(Rule.E12)
    public void summariesAreCombinedInOrder() {
        int[] sizes = IntStream.range(0, 40).map(g -> 1 + g * 7 % 31).toArray();
        for (Trial trial : trials().of(Program.SUMMARY, order -> {
            int[] groups = order.layOut(sizes, 9);
            return Table.builder()
                    .column("g", groups)
                    .column(
                            "y",
                            IntStream.range(0, groups.length).asDoubleStream().toArray())
                    .build();
        })) {
            int[] groups = trial.order().layOut(sizes, 9);
            for (int blockRows : new int[] {1, 10, 64}) {
                for (int threads : new int[] {1, 3}) {
                    RunOptions options = Trial.OPTIONS.withBlockRows(blockRows).withThreads(threads);
                    Table result =
                            trial.fit(sums("g"), new SumsFitter(), options).groups();
                    for (int g = 0; g < sizes.length; g++) {
                        int group = g;
                        int[] rows = IntStream.range(0, groups.length)
                                .filter(row -> groups[row] == group)
                                .toArray();
                        double[] expected = {rows.length, IntStream.of(rows).sum(), rows[0], rows[rows.length - 1]};
                        double[] got = {
                            result.doubles("y_fit_rows")[g],
                            result.doubles("y_fit_sum")[g],
                            result.doubles("y_fit_first")[g],
                            result.doubles("y_fit_last")[g]
                        };
                        assertArrayEquals(
                                expected,
                                got,
                                "rows, sum, first and last value of group " + g + ", " + trial + ", blocks of "
                                        + blockRows + ", " + threads + " threads");
                    }
                }
            }
        }
    }

    /** Rounds, of which groups need different numbers. */
    @Holds(Rule.E15)
    public void everyRoundSeesAllRows() {
        int[] sizes = IntStream.range(0, 40).map(g -> 1 + g * 7 % 31).toArray();
        SplittableRandom random = new SplittableRandom(13);
        double[] y = IntStream.of(sizes)
                .flatMap(size -> IntStream.range(0, size))
                .mapToDouble(_ -> Math.exp(3 * random.nextGaussian()))
                .toArray();
        for (Trial trial : trials().of(
                        Program.ROUNDS,
                        order -> Table.builder()
                                .column("g", order.layOut(sizes, 9))
                                .column("y", y)
                                .build())) {
            int[] groups = trial.order().layOut(sizes, 9);
            for (int blockRows : new int[] {1, 10, 64}) {
                for (int threads : new int[] {1, 3}) {
                    RunOptions options = Trial.OPTIONS.withBlockRows(blockRows).withThreads(threads);
                    Table result =
                            trial.fit(sums("g"), new TwoMeansFitter(), options).groups();
                    for (int g = 0; g < sizes.length; g++) {
                        int group = g;
                        double[] expected = TwoMeansFitter.centres(IntStream.range(0, y.length)
                                .filter(row -> groups[row] == group)
                                .mapToDouble(row -> y[row])
                                .toArray());
                        assertArrayEquals(
                                expected,
                                new double[] {result.doubles("y_fit_low")[g], result.doubles("y_fit_high")[g]},
                                1e-9 * expected[1],
                                "centres of group " + g + ", " + trial + ", blocks of " + blockRows + ", " + threads
                                        + " threads");
                    }
                }
            }
        }
    }

    /** Stored summaries. */
    @Holds(Rule.E13)
    public void storedSummariesCombine() {
        trials().requireAvailable();
        Scenario scenario = AllSorts.unusable(2, 2);
        FitSpec spec = scenario.mergeableSpec(true, RowUse.PER_TARGET, 1).toBuilder()
                .fitter(LEAST_SQUARES.name())
                .build();
        Table table = scenario.table(RowOrder.SHUFFLED);
        Plugins plugins = Trial.plugins(engine(), Way.GATHERED, LEAST_SQUARES);
        RunOptions options = Trial.OPTIONS.withEngine(engine().name()).withReduction(RunOptions.AUTO);
        if (!capabilities().storesSummaries()) {
            Refusal.of(
                    "storing summaries is not declared, but not refused",
                    () -> Regroup.summarize(table, spec, options, plugins));
            return;
        }
        int third = table.rowCount() / 3;
        int[] borders = {0, third, 2 * third, table.rowCount()};
        List<FitSummary> parts = new ArrayList<>();
        for (int part = 0; part < 3; part++) {
            int[] rows = IntStream.range(borders[part], borders[part + 1]).toArray();
            parts.add(Regroup.summarize(Tables.rows(table, rows), spec, options, plugins)
                    .summary());
        }
        Differences differences = new Differences("summaries of three parts", trials().combinedAccuracy());
        scenario.compare(Regroup.combine(parts, options, plugins), spec, differences);
        differences.assertNone();
    }

    /** Several fits. */
    @Holds(Rule.E14)
    public void severalFitsAreThoseMadeOneByOne() {
        Scenario scenario = AllSorts.unusable(2, 2);
        List<FitSpec> specs = List.of(
                scenario.mergeableSpec(true, RowUse.PER_TARGET, 1).toBuilder()
                        .fitter(LEAST_SQUARES.name())
                        .build(),
                FitSpec.groupBy("g")
                        .targets("y2")
                        .features("y1", "x2")
                        .suffix("_other")
                        .minRows(3)
                        .fitter(LEAST_SQUARES.name())
                        .build());
        for (Trial trial : trials().of(Program.LEAST_SQUARES, scenario::table)) {
            List<FitResult> together = trial.fitAll(specs, LEAST_SQUARES);
            assertEquals(specs.size(), together.size(), "results of two fits, " + trial);
            for (int i = 0; i < specs.size(); i++) {
                SameBits.check(
                        together.get(i).groups(),
                        trial.fit(specs.get(i), LEAST_SQUARES).groups(),
                        "fit " + (i + 1) + " of 2 in one call, " + trial);
            }
        }
    }

    // --- faults

    /** Loops over keys. */
    @Holds(Rule.E16)
    public void loopsOverKeysFindRuns() {
        trials().requireAvailable();
        KeyKernel kernel = engine().keyKernel();
        SplittableRandom random = new SplittableRandom(17);
        // many, as loops may go another way once they have been compiled
        for (int round = 0; round < 2000; round++) {
            int[] keys =
                    random.ints(2000, 0, 1 << random.nextInt(1, 16)).sorted().toArray();
            if (round % 3 == 0) {
                keys[random.nextInt(keys.length)] = random.nextBoolean() ? Integer.MAX_VALUE : Integer.MIN_VALUE;
            }
            int from = round % 5 == 0 ? 0 : random.nextInt(1000);
            int to = from + random.nextInt(keys.length - from + 1);
            int[] expected = new int[to - from];
            int count = KeyKernel.PLAIN.runs(keys, from, to, expected);
            int[] found = new int[to - from];
            String what = "runs in rows " + from + " to " + (to - 1) + ", round " + round;
            assertEquals(count, kernel.runs(keys, from, to, found), what);
            long[] wide = IntStream.of(keys).mapToLong(key -> (long) key << 32).toArray();
            int[] foundWide = new int[to - from];
            assertEquals(count, kernel.runs(wide, from, to, foundWide), what + ", wide keys");
            if (count >= 0) {
                assertArrayEquals(Arrays.copyOf(expected, count), Arrays.copyOf(found, count), what);
                assertArrayEquals(
                        Arrays.copyOf(expected, count), Arrays.copyOf(foundWide, count), what + ", wide keys");
            }
        }
    }

    /** Fitters at fault. */
    @Holds(Rule.E04)
    public void aFailingGroupCostsNoOther() {
        double[] faults = {
            1, MiddleFitter.THROWS, 2, MiddleFitter.NO_STATUS, 3, MiddleFitter.NAN, 4, MiddleFitter.INFINITE, 5
        };
        int[] groups = IntStream.range(0, 3 * faults.length).map(i -> i / 3).toArray();
        Table table = Table.builder()
                .column("g", groups)
                .column("y", IntStream.of(groups).mapToDouble(g -> faults[g]).toArray())
                .build();
        for (Trial trial : trials().sorted(Program.WHOLE_GROUP, table)) {
            FitResult result = trial.fit(sums("g"), new MiddleFitter());
            for (int g = 0; g < faults.length; g++) {
                boolean sound = g % 2 == 0;
                String what = "group " + g + " with " + faults[g] + ", " + trial;
                assertEquals(sound ? FitStatus.OK : FitStatus.FAILED, result.status("y", g), what);
                assertEquals(sound ? faults[g] : Double.NaN, result.groups().doubles("y_fit_beta0")[g], what);
            }
            List<String> notes = result.explanation().notes();
            assertTrue(
                    notes.stream().anyMatch(note -> note.contains(MiddleFitter.NAME) && note.contains("4 fits")),
                    trial + ": a note should tell of 4 failed fits of " + MiddleFitter.NAME + ", got " + notes);
        }
    }

    /** Interruption. */
    @Holds(Rule.E07)
    public void stopsWhenInterrupted() {
        Progress interrupting = new Progress() {
            @Override
            public void begin(String task, long total) {
                Thread.currentThread().interrupt();
            }

            @Override
            public void advance(long amount) {
                // goes on
            }
        };
        for (Trial trial : trials().of(Program.LEAST_SQUARES, AllSorts.plain(1, 1, false)::table)) {
            RunOptions options = Trial.OPTIONS.withProgress(interrupting);
            assertThrows(
                    CancellationException.class,
                    () -> trial.fit(LINE, LEAST_SQUARES, options),
                    "an interrupted run, " + trial);
            assertTrue(Thread.interrupted(), "the thread has to stay interrupted, " + trial);
        }
    }

    // --- how tests run

    private static final Fitter LEAST_SQUARES = new LeastSquaresFitter();
    private static final FitSpec LINE =
            FitSpec.groupBy("g").targets("y1").features("x1").minRows(1).build();

    private EngineTrials trials() {
        return new EngineTrials(engine(), capabilities(), accuracy());
    }

    private static FitSpec sums(String key) {
        return FitSpec.groupBy(key).targets("y").minRows(1).build();
    }
}
