package io.regroup.crossvalidation.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.regroup.api.FitSpec;
import io.regroup.api.FitStatus;
import io.regroup.api.InvalidArgumentException;
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
import io.regroup.crossvalidation.agreement.Accuracy;
import io.regroup.crossvalidation.contract.EngineCapabilities.Program;
import io.regroup.crossvalidation.internal.AllSorts;
import io.regroup.crossvalidation.internal.ChunkedDataset;
import io.regroup.crossvalidation.internal.Differences;
import io.regroup.crossvalidation.internal.FixedPlan;
import io.regroup.crossvalidation.internal.LeastSquaresFitter;
import io.regroup.crossvalidation.internal.MiddleFitter;
import io.regroup.crossvalidation.internal.RowOrder;
import io.regroup.crossvalidation.internal.SameBits;
import io.regroup.crossvalidation.internal.Sample;
import io.regroup.crossvalidation.internal.Scenario;
import io.regroup.crossvalidation.internal.SumsFitter;
import io.regroup.crossvalidation.internal.Tables;
import io.regroup.crossvalidation.internal.UnreadableDataset;
import io.regroup.crossvalidation.internal.Way;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
        String name = engine().name();
        assertTrue(name.matches("[a-z][a-z0-9]*(-[a-z0-9]+)*") && !name.equals(RunOptions.AUTO), "the name is " + name);
        assertEquals(name, engine().name(), "the name of another instance");
        assertTrue(!engine().summary().isBlank(), "the summary is blank");
    }

    /** Availability is told, and obeyed. */
    @Holds(Rule.E05)
    public void saysWhetherItCanRun() {
        Availability availability = engine().availability();
        if (!availability.available()) {
            assertTrue(!availability.reason().isBlank(), "it cannot run and gives no reason");
            String refusal = Refusal.of(
                    "an engine that cannot run",
                    () -> runs().fit(Way.GATHERED, AllSorts.plain(1, 1, false).table(RowOrder.SORTED)));
            assertTrue(refusal.contains(availability.reason()), "the refusal is: " + refusal);
        }
    }

    /** What is declared runs, and what is not is refused. */
    @Holds(Rule.E06)
    public void refusesWhatItDoesNotSupport() {
        runs().requireAvailable();
        Scenario scenario = AllSorts.plain(1, 1, false);
        for (Program program : Program.values()) {
            for (Way way : List.of(Way.GATHERED, Way.IN_ORDER, Way.SORTED, Way.IN_PLACE)) {
                if (way.combines() && program == Program.WHOLE_GROUP) {
                    continue;
                }
                String what = program + " with rows " + way.arrangement();
                if (runs().supports(program, way)) {
                    Table table = scenario.table(RowOrder.SORTED);
                    for (Dataset source : way.sources(table)) {
                        FitResult result = fit(
                                way,
                                source,
                                EngineRuns.spec(scenario, program),
                                EngineRuns.fitter(program),
                                EngineRuns.OPTIONS);
                        assertEquals(scenario.samples().size(), result.groups().rowCount(), "groups of " + what);
                    }
                } else {
                    Dataset unread = new UnreadableDataset(
                            scenario.table(RowOrder.SORTED).schema());
                    String refusal = Refusal.of(
                            what + " is not among the declared capabilities, but not refused",
                            () -> fit(
                                    way,
                                    unread,
                                    EngineRuns.spec(scenario, program),
                                    EngineRuns.fitter(program),
                                    EngineRuns.OPTIONS));
                    assertTrue(refusal.contains(engine().name()), "the refusal does not name the engine: " + refusal);
                }
            }
        }
    }

    /** The account of the run. */
    @Holds(Rule.R12)
    public void saysWhatRan() {
        Scenario scenario = AllSorts.plain(1, 1, false);
        runs().forEachWay(Program.LEAST_SQUARES, way -> {
            Table table = scenario.table(RowOrder.SORTED);
            for (Dataset source : way.sources(table)) {
                FitResult result = runs().fit(way, source);
                assertEquals(engine().name(), result.explanation().engine(), "engine in the explanation, " + way);
                assertEquals(FixedPlan.NAME, result.explanation().reduction(), "reduction in the explanation, " + way);
                assertEquals(table.rowCount(), result.rowsRead(), "rows read, " + way);
                assertEquals(table.rowCount(), result.rowsSelected(), "rows selected, " + way);
            }
        });
    }

    // --- least squares

    /** Plain rows, and features that depend on others. */
    @Holds(Rule.E02)
    public void leastSquaresAreExact() {
        for (int features : new int[] {1, 2, 3, 4, 6}) {
            runs().agree(AllSorts.plain(features, 1, false), RowUse.PER_TARGET, 1);
            runs().agree(AllSorts.dependent(features), RowUse.PER_TARGET, 1);
        }
        runs().agree(AllSorts.plain(2, 3, false), RowUse.PER_TARGET, 1);
    }

    /** Weighted rows. */
    @Holds(Rule.E09)
    public void weightsAreUsed() {
        for (int features : new int[] {1, 2, 3, 4, 6}) {
            runs().agree(AllSorts.plain(features, 1, true), RowUse.PER_TARGET, 1);
        }
        runs().agree(AllSorts.plain(2, 3, true), RowUse.PER_TARGET, 1);
    }

    /** Groups of few rows, in which degrees of freedom matter. */
    @Holds(Rule.E10)
    public void errorsFollowFromDegreesOfFreedom() {
        for (int features : new int[] {1, 2, 3, 4}) {
            runs().agree(AllSorts.small(features, features % 2 == 0), RowUse.PER_TARGET, 1);
        }
    }

    /** Large offsets. */
    @Holds(Rule.E03)
    public void offsetsCostNoDigits() {
        for (int features : new int[] {1, 2, 4}) {
            runs().agree(AllSorts.offsets(features), RowUse.PER_TARGET, 1);
        }
    }

    /** Missing and infinite values, weights of zero. */
    @Holds(Rule.R06)
    public void rowsThatDoNotCountAreLeftOut() {
        for (int features : new int[] {1, 2, 4}) {
            runs().agree(AllSorts.unusable(features, 1), RowUse.PER_TARGET, 1);
            runs().agree(AllSorts.unusable(features, 2), RowUse.PER_TARGET, 1);
            runs().agree(AllSorts.unusable(features, 2), RowUse.JOINT, 1);
        }
    }

    /** Minimum rows. */
    @Holds(Rule.R07)
    public void fewRowsHaveTheirStatus() {
        runs().agree(AllSorts.small(2, false), RowUse.PER_TARGET, 4);
        runs().agree(AllSorts.unusable(2, 2), RowUse.PER_TARGET, 7);
    }

    /** What is not fitted is NaN. */
    @Holds(Rule.R03)
    public void badGroupsAreNaN() {
        Scenario scenario = AllSorts.unusable(2, 1);
        runs().forEachWay(Program.LEAST_SQUARES, way -> {
            for (Dataset source : way.sources(scenario.table(RowOrder.SORTED))) {
                FitResult result = fit(
                        way,
                        source,
                        scenario.mergeableSpec(true, RowUse.PER_TARGET, 5),
                        LEAST_SQUARES,
                        EngineRuns.OPTIONS);
                for (int g = 0; g < result.groups().rowCount(); g++) {
                    boolean fitted = result.status("y1", g).isFitted();
                    double slope = result.groups().doubles("y1_fit_beta1")[g];
                    double rms = result.groups().doubles("y1_fit_rms")[g];
                    if (!fitted) {
                        assertTrue(
                                Double.isNaN(slope) && Double.isNaN(rms),
                                way + ", group " + g + " is " + result.status("y1", g) + " and has the slope " + slope
                                        + " and rms " + rms);
                    }
                }
            }
        });
    }

    // --- rows and groups

    /** Counts add up. */
    @Holds(Rule.R08)
    public void rowsAddUp() {
        Scenario scenario = AllSorts.unusable(1, 2);
        runs().forEachWay(Program.LEAST_SQUARES, way -> {
            for (RowOrder order : way.orders()) {
                Table table = scenario.table(order);
                for (Dataset source : way.sources(table)) {
                    FitResult result = fit(
                            way,
                            source,
                            scenario.mergeableSpec(true, RowUse.PER_TARGET, 1),
                            LEAST_SQUARES,
                            EngineRuns.OPTIONS);
                    String what = way + ", " + order;
                    double seen =
                            Arrays.stream(result.groups().doubles("group_rows")).sum();
                    assertEquals(table.rowCount(), seen, "sum of group_rows, " + what);
                    for (int t = 1; t <= 2; t++) {
                        int target = t - 1;
                        int expected = scenario.samples().stream()
                                .mapToInt(
                                        sample -> sample.expected(model(target)).count())
                                .sum();
                        assertEquals(expected, result.rowsUsed("y" + t), "rows used of y" + t + ", " + what);
                    }
                }
            }
        });
        if (runs().supports(Program.LEAST_SQUARES, Way.GATHERED)) {
            FitResult result = fit(
                    Way.GATHERED,
                    scenario.table(RowOrder.RUNS),
                    scenario.spec(true, RowUse.PER_TARGET, 1),
                    LEAST_SQUARES,
                    EngineRuns.OPTIONS);
            Table groups = result.groups();
            for (int g = 0; g < groups.rowCount(); g++) {
                double sum = groups.doubles("y1_fit_count")[g];
                for (String name : groups.schema().names()) {
                    sum += name.startsWith("y1_fit_excluded_") ? groups.doubles(name)[g] : 0;
                }
                assertEquals(groups.doubles("group_rows")[g], sum, "rows used and left out of group " + g);
            }
        }
    }

    private static Sample.Model model(int target) {
        return new Sample.Model(target, true, RowUse.PER_TARGET, 1);
    }

    /** Every group is there, in order. */
    @Holds(Rule.R04)
    public void everyGroupIsARow() {
        runs().forEachWay(Program.SUMMARY, way -> {
            for (RowOrder order : way.orders()) {
                int[] sizes = IntStream.range(0, 97).map(g -> 1 + g * g % 13).toArray();
                int[] groups = order.layOut(sizes, 5);
                int[] keys = IntStream.of(groups).map(g -> 3 * g - 100).toArray();
                double[] values = IntStream.of(groups).asDoubleStream().toArray();
                Table table =
                        Table.builder().column("g", keys).column("y", values).build();
                for (Dataset source : way.sources(table)) {
                    Table result = fit(way, source, sums("g"), new SumsFitter(), EngineRuns.OPTIONS)
                            .groups();
                    String what = way + ", " + order;
                    assertEquals(sizes.length, result.rowCount(), "number of groups, " + what);
                    for (int g = 0; g < sizes.length; g++) {
                        assertEquals(3 * g - 100, result.doubles("g")[g], "key of group " + g + ", " + what);
                        assertEquals(sizes[g], result.doubles("group_rows")[g], "rows of group " + g + ", " + what);
                        assertEquals(g, result.doubles("y_fit_first")[g], "values of group " + g + ", " + what);
                    }
                }
            }
        });
    }

    /** Missing keys, NaN, zeros, text. */
    @Holds(Rule.R05)
    public void keysOfAllKinds() {
        double[] numbers = {Double.NaN, 1, 0, -0.0, 0, Double.POSITIVE_INFINITY, 0, Double.NaN, -1};
        boolean[] missing = {false, false, true, false, false, false, true, false, false};
        String[] texts = {"b", "a", "é", "", null, "b", "B", "\uD83D\uDE00", "\uFFFD"};
        double[] y = {1, 2, 3, 4, 5, 6, 7, 8, 9};
        Table table = Table.builder()
                .column("n", Column.ofStored(ColumnType.FLOAT64, numbers, missing))
                .column("s", texts)
                .column("y", y)
                .build();
        runs().forEachWay(Program.SUMMARY, way -> {
            if (way == Way.GATHERED || way == Way.IN_PLACE) {
                for (Dataset source : List.of(table, new ChunkedDataset(table, 2, false))) {
                    Table byNumber = fit(way, source, sums("n"), new SumsFitter(), EngineRuns.OPTIONS)
                            .groups();
                    assertEquals(
                            List.of("-1.0", "0.0", "1.0", "Infinity", "NaN", "null"),
                            IntStream.range(0, byNumber.rowCount())
                                    .mapToObj(g -> String.valueOf(
                                                    byNumber.column("n").get(g))
                                            .replace("-0.0", "0.0"))
                                    .toList(),
                            "numbers as keys, " + way);
                    assertEquals(
                            List.of(9.0, 9.0, 2.0, 6.0, 9.0, 10.0),
                            Arrays.stream(byNumber.doubles("y_fit_sum")).boxed().toList(),
                            "sums by number, " + way);
                    Table byText = fit(way, source, sums("s"), new SumsFitter(), EngineRuns.OPTIONS)
                            .groups();
                    assertEquals(
                            List.of("", "B", "a", "b", "é", "\uFFFD", "\uD83D\uDE00", "null"),
                            IntStream.range(0, byText.rowCount())
                                    .mapToObj(g ->
                                            String.valueOf(byText.column("s").get(g)))
                                    .toList(),
                            "texts as keys, " + way);
                }
            }
        });
    }

    /** Medians beside a fit. */
    @Holds(Rule.R09)
    public void mediansAreOfAllSelectedRows() {
        runs().requireAvailable();
        assumeTrue(runs().supports(Program.LEAST_SQUARES, Way.GATHERED), "rows are never gathered");
        Scenario scenario = AllSorts.unusable(2, 1);
        FitSpec spec = FitSpec.groupBy("g")
                .targets("y1")
                .features("x1")
                .medians("x1", "x2")
                .minRows(2)
                .build();
        for (RowOrder order : Way.GATHERED.orders()) {
            FitResult result = fit(Way.GATHERED, scenario.table(order), spec, LEAST_SQUARES, EngineRuns.OPTIONS);
            for (int g = 0; g < scenario.samples().size(); g++) {
                for (int j = 0; j < 2; j++) {
                    double[] values = Arrays.stream(scenario.samples().get(g).x[j])
                            .filter(value -> !Double.isNaN(value))
                            .sorted()
                            .toArray();
                    int n = values.length;
                    double expected = n == 0 ? Double.NaN : (values[(n - 1) / 2] + values[n / 2]) / 2;
                    assertEquals(
                            expected,
                            result.groups().doubles("x" + (j + 1) + "_fit_median")[g],
                            "median of x" + (j + 1) + " in group " + g + ", " + order);
                }
            }
        }
    }

    /** Negative weights. */
    @Holds(Rule.R02)
    public void negativeWeightsAreRefused() {
        Scenario scenario = AllSorts.plain(1, 1, true);
        Table table = scenario.table(RowOrder.SORTED);
        double[] weights = table.doubles("w").clone();
        weights[17] = -1;
        weights[99] = -2;
        Table bad = Table.builder()
                .column("g", table.column("g"))
                .column("x1", table.column("x1"))
                .column("y1", table.column("y1"))
                .column("w", weights)
                .build();
        runs().forEachWay(Program.LEAST_SQUARES, way -> {
            for (Dataset source : way.sources(bad)) {
                String refusal = Refusal.of(
                        "negative weights, " + way,
                        () -> fit(
                                way,
                                source,
                                scenario.mergeableSpec(true, RowUse.PER_TARGET, 1),
                                LEAST_SQUARES,
                                EngineRuns.OPTIONS));
                assertTrue(
                        refusal.contains("2") && refusal.contains("row 18"),
                        way + ": the message should tell 2 negative weights, the first in row 18: " + refusal);
            }
        });
    }

    // --- reproducibility

    /** Threads and blocks of the input. */
    @Holds(Rule.E01)
    public void bitsDoNotDependOnThreads() {
        for (Program program : capabilities().programs()) {
            Scenario scenario = program == Program.LEAST_SQUARES ? AllSorts.unusable(2, 2) : AllSorts.plain(2, 2, true);
            runs().forEachWay(program, way -> {
                for (RowOrder order : way.orders()) {
                    Table table = manyTimes(scenario.table(order));
                    FitSpec spec = EngineRuns.spec(scenario, program);
                    Table expected = null;
                    List<Dataset> sources = new ArrayList<>(way.sources(table));
                    if (way == Way.GATHERED) {
                        sources.add(new ChunkedDataset(table, 1, true));
                        sources.add(new ChunkedDataset(table, 1000, true));
                    }
                    for (Dataset source : sources) {
                        for (int threads : new int[] {1, 2, 5}) {
                            Table got = fit(
                                            way,
                                            source,
                                            spec,
                                            EngineRuns.fitter(program),
                                            EngineRuns.OPTIONS.withThreads(threads))
                                    .groups();
                            expected = expected == null ? got : expected;
                            SameBits.check(
                                    got,
                                    expected,
                                    program + ", " + way + ", " + order + ", " + source.description() + ", " + threads
                                            + " threads");
                        }
                    }
                }
            });
        }
    }

    /** The same rows for eight times as many groups, so that there is work for all threads. */
    private static Table manyTimes(Table table) {
        int times = 8;
        int rows = table.rowCount();
        int groups = (int) Arrays.stream(table.doubles("g")).max().orElse(0) + 1;
        Table.Builder more = Table.builder();
        for (String name : table.schema().names()) {
            double[] values = table.doubles(name);
            if (name.equals("g")) {
                more.column(
                        name,
                        IntStream.range(0, times * rows)
                                .map(i -> (int) values[i % rows] + i / rows * groups)
                                .toArray());
            } else {
                more.column(
                        name,
                        IntStream.range(0, times * rows)
                                .mapToDouble(i -> values[i % rows])
                                .toArray());
            }
        }
        return more.build();
    }

    /** Nothing is kept, nothing is changed. */
    @Holds(Rule.E08)
    public void keepsNothing() throws InterruptedException, ExecutionException {
        runs().requireAvailable();
        for (Program program : capabilities().programs()) {
            Scenario one = AllSorts.unusable(2, 2);
            Scenario other = AllSorts.plain(2, 2, true);
            for (Way way : runs().ways(program)) {
                Engine engine = engine();
                Table rows = one.table(RowOrder.SORTED);
                Table before = Tables.copy(rows);
                Dataset source = way.sources(rows).getFirst();
                Dataset otherSource = way.sources(other.table(RowOrder.SORTED)).getFirst();
                FitSpec spec = EngineRuns.spec(one, program);
                Table first = EngineRuns.fit(engine, way, source, spec, EngineRuns.fitter(program), EngineRuns.OPTIONS)
                        .groups();
                Table kept = Tables.copy(first);
                Table second = EngineRuns.fit(
                                engine, way, otherSource, spec, EngineRuns.fitter(program), EngineRuns.OPTIONS)
                        .groups();
                Table fresh = EngineRuns.fit(
                                engine(), way, otherSource, spec, EngineRuns.fitter(program), EngineRuns.OPTIONS)
                        .groups();
                String what = program + ", " + way;
                SameBits.check(second, fresh, what + ", a run after one on other rows");
                SameBits.check(first, kept, what + ", the result of the run before");
                SameBits.check(rows, before, what + ", the rows that were fitted");
                try (ExecutorService pool = Executors.newFixedThreadPool(3)) {
                    List<Future<Table>> runs = new ArrayList<>();
                    for (int i = 0; i < 6; i++) {
                        Dataset its = i % 2 == 0 ? source : otherSource;
                        runs.add(pool.submit(() -> EngineRuns.fit(
                                        engine, way, its, spec, EngineRuns.fitter(program), EngineRuns.OPTIONS)
                                .groups()));
                    }
                    for (int i = 0; i < runs.size(); i++) {
                        SameBits.check(runs.get(i).get(), i % 2 == 0 ? kept : fresh, what + ", runs side by side");
                    }
                }
            }
        }
    }

    // --- blocks and summaries

    /** Blocks of any size. */
    @Holds(Rule.E11)
    public void blocksHaveEveryRowOnce() {
        runs().requireAvailable();
        Scenario scenario = AllSorts.unusable(2, 1);
        for (Way way : List.of(Way.IN_PLACE, Way.COHORTS)) {
            if (!runs().supports(Program.LEAST_SQUARES, way)) {
                continue;
            }
            for (RowOrder order : way.orders()) {
                Table table = scenario.table(order);
                for (Dataset source : way.sources(table)) {
                    for (int blockRows : new int[] {1, 7, 64, table.rowCount() - 1, table.rowCount(), 1 << 20}) {
                        for (int fanIn : new int[] {2, 5}) {
                            RunOptions options =
                                    EngineRuns.OPTIONS.withBlockRows(blockRows).withFanIn(fanIn);
                            runs().agree(
                                            scenario,
                                            way,
                                            source,
                                            scenario.mergeableSpec(true, RowUse.PER_TARGET, 1),
                                            options,
                                            order + ", blocks of " + blockRows + ", fan-in " + fanIn);
                        }
                    }
                }
            }
        }
    }

    /** First and last values. */
    @Holds(Rule.E12)
    public void summariesAreCombinedInOrder() {
        int[] sizes = IntStream.range(0, 40).map(g -> 1 + g * 7 % 31).toArray();
        runs().forEachWay(Program.SUMMARY, way -> {
            for (RowOrder order : way.orders()) {
                int[] groups = order.layOut(sizes, 9);
                double[] y = IntStream.range(0, groups.length).asDoubleStream().toArray();
                Table table = Table.builder().column("g", groups).column("y", y).build();
                for (Dataset source : way.sources(table)) {
                    for (int blockRows : new int[] {1, 10, 64}) {
                        for (int threads : new int[] {1, 3}) {
                            Table result = fit(
                                            way,
                                            source,
                                            sums("g"),
                                            new SumsFitter(),
                                            EngineRuns.OPTIONS
                                                    .withBlockRows(blockRows)
                                                    .withThreads(threads))
                                    .groups();
                            String what = way + ", " + order + ", blocks of " + blockRows + ", " + threads + " threads";
                            for (int g = 0; g < sizes.length; g++) {
                                int group = g;
                                double[] values = IntStream.range(0, groups.length)
                                        .filter(i -> groups[i] == group)
                                        .mapToDouble(i -> y[i])
                                        .toArray();
                                assertEquals(
                                        values.length,
                                        result.doubles("y_fit_rows")[g],
                                        "rows of group " + g + ", " + what);
                                assertEquals(
                                        values[0],
                                        result.doubles("y_fit_first")[g],
                                        "first of group " + g + ", " + what);
                                assertEquals(
                                        values[values.length - 1],
                                        result.doubles("y_fit_last")[g],
                                        "last of group " + g + ", " + what);
                                assertEquals(
                                        Arrays.stream(values).sum(),
                                        result.doubles("y_fit_sum")[g],
                                        "sum of group " + g + ", " + what);
                            }
                        }
                    }
                }
            }
        });
    }

    /** Stored summaries. */
    @Holds(Rule.E13)
    public void storedSummariesCombine() {
        runs().requireAvailable();
        Scenario scenario = AllSorts.unusable(2, 2);
        FitSpec spec = EngineRuns.spec(scenario.mergeableSpec(true, RowUse.PER_TARGET, 1), LEAST_SQUARES);
        Table table = scenario.table(RowOrder.SHUFFLED);
        Plugins plugins = EngineRuns.plugins(engine(), Way.GATHERED, LEAST_SQUARES);
        RunOptions options = EngineRuns.OPTIONS.withEngine(engine().name()).withReduction(RunOptions.AUTO);
        if (!capabilities().storesSummaries()) {
            assertThrows(
                    InvalidArgumentException.class,
                    () -> Regroup.summarize(table, spec, options, plugins),
                    "storing summaries is not declared, but not refused");
            return;
        }
        int third = table.rowCount() / 3;
        List<FitSummary> parts = new ArrayList<>();
        for (int part = 0; part < 3; part++) {
            int from = part * third;
            int to = part == 2 ? table.rowCount() : from + third;
            parts.add(Regroup.summarize(
                            Tables.rows(table, IntStream.range(from, to).toArray()), spec, options, plugins)
                    .summary());
        }
        Differences differences = new Differences("summaries of three parts", runs().combinedAccuracy());
        scenario.compare(Regroup.combine(parts, options, plugins), differences);
        differences.assertNone();
    }

    // --- faults

    /** Fitters at fault. */
    @Holds(Rule.E04)
    public void aFailingGroupCostsNoOther() {
        double[] faults = {
            1, MiddleFitter.THROWS, 2, MiddleFitter.NO_STATUS, 3, MiddleFitter.NAN, 4, MiddleFitter.INFINITE, 5
        };
        int rows = 3 * faults.length;
        Table table = Table.builder()
                .column("g", IntStream.range(0, rows).map(i -> i / 3).toArray())
                .column(
                        "y",
                        IntStream.range(0, rows).mapToDouble(i -> faults[i / 3]).toArray())
                .build();
        FitSpec spec = FitSpec.groupBy("g")
                .targets("y")
                .fitter(MiddleFitter.NAME)
                .minRows(2)
                .build();
        runs().forEachWay(Program.WHOLE_GROUP, way -> {
            for (Dataset source : way.sources(table)) {
                FitResult result = fit(way, source, spec, new MiddleFitter(), EngineRuns.OPTIONS);
                for (int g = 0; g < faults.length; g++) {
                    FitStatus expected = g % 2 == 0 ? FitStatus.OK : FitStatus.FAILED;
                    assertEquals(expected, result.status("y", g), "group " + g + " with " + faults[g] + ", " + way);
                    assertEquals(
                            g % 2 == 0 ? faults[g] : Double.NaN,
                            result.groups().doubles("y_fit_beta0")[g],
                            "coefficient of group " + g + ", " + way);
                }
                assertTrue(
                        result.explanation().notes().stream()
                                .anyMatch(note -> note.contains(MiddleFitter.NAME) && note.contains("4 fits")),
                        way + ": a note should tell 4 failed fits of " + MiddleFitter.NAME + ", got "
                                + result.explanation().notes());
            }
        });
    }

    /** Interruption. */
    @Holds(Rule.E07)
    public void stopsWhenInterrupted() {
        Table table = AllSorts.plain(2, 1, false).table(RowOrder.SHUFFLED);
        runs().forEachWay(Program.LEAST_SQUARES, way -> {
            Dataset source = way.sources(
                            way == Way.IN_ORDER ? AllSorts.plain(2, 1, false).table(RowOrder.SORTED) : table)
                    .getFirst();
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
            FitSpec spec = AllSorts.plain(2, 1, false).mergeableSpec(true, RowUse.PER_TARGET, 1);
            assertThrows(
                    CancellationException.class,
                    () -> fit(way, source, spec, LEAST_SQUARES, EngineRuns.OPTIONS.withProgress(interrupting)),
                    "an interrupted run, " + way);
            assertTrue(Thread.interrupted(), "the thread has to stay interrupted, " + way);
        });
    }

    // --- how tests run

    private static final Fitter LEAST_SQUARES = new LeastSquaresFitter();

    private EngineRuns runs() {
        return new EngineRuns(engine(), capabilities(), accuracy());
    }

    private static FitSpec sums(String key) {
        return FitSpec.groupBy(key).targets("y").minRows(1).build();
    }

    private FitResult fit(Way way, Dataset source, FitSpec spec, Fitter fitter, RunOptions options) {
        return EngineRuns.fit(engine(), way, source, spec, fitter, options);
    }
}
