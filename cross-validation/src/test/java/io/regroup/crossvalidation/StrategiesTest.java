package io.regroup.crossvalidation;

import static org.assertj.core.api.Assertions.assertThat;

import io.regroup.api.FitSpec;
import io.regroup.api.RowUse;
import io.regroup.api.RunOptions;
import io.regroup.api.data.Dataset;
import io.regroup.api.data.Table;
import io.regroup.api.result.FitResult;
import io.regroup.crossvalidation.agreement.Accuracy;
import io.regroup.crossvalidation.internal.ChunkedDataset;
import io.regroup.crossvalidation.internal.Differences;
import io.regroup.crossvalidation.internal.FileLikeDataset;
import io.regroup.crossvalidation.internal.RowOrder;
import io.regroup.crossvalidation.internal.SameBits;
import io.regroup.crossvalidation.internal.Sample;
import io.regroup.crossvalidation.internal.Samples;
import io.regroup.crossvalidation.internal.Scenario;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The same rows give the same fits under every strategy, in memory or not, in any order of rows: against exact arithmetic, and
 * to the last bit where the plan says so.
 */
@EveryEngine
@Tag("kernels")
class StrategiesTest {

    private static final List<String> STRATEGIES = List.of("blockwise", "map-reduce", "cohorts", "auto");
    private static final Map<String, Scenario> SCENARIOS = new LinkedHashMap<>();

    @Parameter
    EngineUnderTest engine;

    /** Groups of all sorts: plain, with unusable rows, dependent or constant features, offsets, exact fits, one row. */
    private static Scenario scenario(int features, int targets, boolean weighted) {
        return SCENARIOS.computeIfAbsent(features + " " + targets + " " + weighted, key -> {
            Samples samples = new Samples(features * 7L + targets);
            List<Sample> groups = new ArrayList<>();
            for (int g = 0; g < 60; g++) {
                int rows = g % 20 == 3 ? 400 : samples.random().nextInt(1, 40);
                Sample sample = samples.plain("plain", rows, features, targets, weighted);
                switch (g % 10) {
                    case 1 -> spoil(samples, sample);
                    case 2 -> sample.x[0] = Samples.constant(rows, 0.1);
                    case 4 -> sample.x[features - 1] = Samples.map(sample.x[0], value -> 2 * value - 1);
                    case 5 -> sample.x[0] = Samples.map(sample.x[0], value -> value + 1e6);
                    case 6 -> sample.y[0] = Samples.map(sample.y[0], value -> value + 1e9);
                    case 7 -> sample.y[0] = Samples.map(sample.x[0], value -> 3 * value + 1);
                    default -> {}
                }
                groups.add(sample);
            }
            return new Scenario("all sorts", groups);
        });
    }

    private static void spoil(Samples samples, Sample sample) {
        for (int i = 0; i < sample.rows(); i++) {
            switch (samples.random().nextInt(8)) {
                case 0 -> sample.y[0][i] = Double.NaN;
                case 1 -> sample.x[0][i] = Double.POSITIVE_INFINITY;
                case 2 -> {
                    if (sample.w != null) {
                        sample.w[i] = 0;
                    }
                }
                default -> {}
            }
        }
    }

    private static Map<String, Dataset> sources(Table table) {
        Map<String, Dataset> sources = new LinkedHashMap<>();
        sources.put("in memory", table);
        sources.put("delivered in blocks of 13", new ChunkedDataset(table, 13, false));
        sources.put("row groups of 50", new FileLikeDataset(table, 50));
        return sources;
    }

    @ParameterizedTest
    @EnumSource
    void agreeWithExactArithmetic(RowOrder order) {
        for (int features : new int[] {1, 2, 4}) {
            Scenario scenario = scenario(features, features == 2 ? 2 : 1, features != 4);
            for (boolean intercept : new boolean[] {true, false}) {
                FitSpec spec = scenario.mergeableSpec(intercept, RowUse.PER_TARGET, 1);
                sources(scenario.table(order)).forEach((source, data) -> {
                    for (String strategy : STRATEGIES) {
                        assertAgrees(scenario, data, spec, strategy, 64, order + ", " + source);
                    }
                });
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"SHUFFLED, 1", "SHUFFLED, 5000", "RUNS, 10", "PERIODIC, 60", "CLUSTERED, 33"})
    void agreeWithExactArithmeticForAnyBlocks(RowOrder order, int blockRows) {
        Scenario scenario = scenario(2, 2, true);
        FitSpec spec = scenario.mergeableSpec(true, RowUse.JOINT, 3);
        sources(scenario.table(order)).forEach((source, data) -> {
            for (String strategy : STRATEGIES) {
                assertAgrees(
                        scenario, data, spec, strategy, blockRows, order + ", blocks of " + blockRows + ", " + source);
            }
        });
    }

    private void assertAgrees(
            Scenario scenario, Dataset data, FitSpec spec, String strategy, int blockRows, String what) {
        RunOptions options = RunOptions.defaults().withReduction(strategy).withBlockRows(blockRows);
        if (data instanceof FileLikeDataset) {
            options = options.withMemory(1);
        } else if (strategy.equals("cohorts") && data instanceof ChunkedDataset) {
            // what cannot be told from statistics is looked up: rows of unknown number are taken to fit
            options = options.withThreads(2);
        }
        FitResult result = engine.fit(data, spec, options);
        if (!strategy.equals("auto")) {
            assertThat(result.explanation().reduction()).isEqualTo(strategy);
        }
        boolean whole = result.explanation().reduction().equals("blockwise");
        Differences differences =
                new Differences(engine + ", " + strategy + ", " + what, whole ? engine.accuracy() : Accuracy.general());
        scenario.compare(result, differences);
        differences.assertNone();
    }

    /** A group's summaries are combined up the same tree, whatever brings them, and whichever groups are in its cohort. */
    @ParameterizedTest
    @EnumSource
    void combinedFitsHaveTheSameBitsHoweverRowsAreReadAndGroupsAreTakenTogether(RowOrder order) {
        Scenario scenario = scenario(2, 2, true);
        FitSpec spec = scenario.mergeableSpec(true, RowUse.PER_TARGET, 2);
        Table table = scenario.table(order);
        RunOptions options = RunOptions.defaults().withBlockRows(47).withFanIn(3);
        Map<String, Dataset> sources = sources(table);
        sources.put("delivered in blocks of 1000", new ChunkedDataset(table, 1000, true));
        sources.put("row groups of 9", new FileLikeDataset(table, 9));
        sources.put("row groups of 50", new FileLikeDataset(table, 50));
        for (String strategy : List.of("map-reduce", "cohorts")) {
            Table expected = engine.fit(
                            table, spec, options.withReduction(strategy).withThreads(1))
                    .groups();
            sources.forEach((source, data) -> {
                for (int threads : new int[] {1, 2, 5}) {
                    RunOptions run = options.withReduction(strategy).withThreads(threads);
                    FitResult result =
                            engine.fit(data, spec, data instanceof FileLikeDataset ? run.withMemory(1) : run);
                    SameBits.check(
                            result.groups(),
                            expected,
                            engine + ", " + strategy + ", " + order + ", " + source + ", " + threads + " threads");
                }
            });
        }
    }

    /** Whole groups have the bits that they have in memory. */
    @ParameterizedTest
    @EnumSource
    void wholeGroupsHaveTheSameBitsOutsideOfMemory(RowOrder order) {
        Scenario scenario = scenario(1, 1, true);
        FitSpec spec = scenario.spec(true, RowUse.PER_TARGET, 2);
        Table table = scenario.table(order);
        Table expected = engine.fit(table, spec).groups();
        for (int rowGroup : new int[] {1, 50, 10_000}) {
            FitResult result = engine.fit(
                    new FileLikeDataset(table, rowGroup),
                    spec,
                    RunOptions.defaults().withMemory(1));
            assertThat(result.explanation().reduction()).isEqualTo("blockwise");
            SameBits.check(result.groups(), expected, engine + ", " + order + ", row groups of " + rowGroup);
        }
    }
}
