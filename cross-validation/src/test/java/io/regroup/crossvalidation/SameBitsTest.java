package io.regroup.crossvalidation;

import io.regroup.api.FitSpec;
import io.regroup.api.RowUse;
import io.regroup.api.RunOptions;
import io.regroup.api.data.Dataset;
import io.regroup.api.data.Table;
import io.regroup.crossvalidation.internal.ChunkedDataset;
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
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Contract 6: one engine and one order of rows give the same bits for any number of threads and any blocks, whether the rows
 * are in memory or come from a source that keeps none of them. The first fits run in the interpreter and later ones compiled,
 * which shows if an engine's arithmetic leaves an order of additions open; hence a JVM of its own for this test.
 */
@EveryEngine
@Tag("cold")
class SameBitsTest {

    private static final int[] THREADS = {1, 2, 3, 7};
    private static final int[] FEWER_THREADS = {2, 7};

    @Parameter
    EngineUnderTest engine;

    /** Sizes such that units of work, segments and batches end inside, at and between groups. */
    private static Scenario scenario(int features, int targets, boolean weighted, boolean complete, int longest) {
        Samples samples = new Samples(features * 10L + targets);
        List<Sample> groups = new ArrayList<>();
        for (int g = 0; g < 700; g++) {
            int rows =
                    g == 350 ? longest : g % 100 == 7 ? 1500 : samples.random().nextInt(1, 30);
            Sample sample = samples.plain("random", rows, features, targets, weighted);
            for (int i = 0; i < rows && !complete; i++) {
                for (double[] y : sample.y) {
                    y[i] = samples.random().nextInt(50) == 0 ? Double.NaN : y[i];
                }
            }
            groups.add(sample);
        }
        return new Scenario("random", groups);
    }

    private void assertSameBits(Table table, FitSpec spec, int[] threadCounts, String what) {
        Table expected =
                engine.fit(table, spec, RunOptions.defaults().withThreads(1)).groups();
        Map<String, Dataset> variants = new LinkedHashMap<>();
        variants.put("in memory", table);
        variants.put("in memory, blocks of 1000", table.inBlocksOf(1000));
        variants.put("delivered in blocks of 7", new ChunkedDataset(table, 7, true));
        variants.put("delivered in blocks of 1000", new ChunkedDataset(table, 1000, false));
        variants.put("delivered in blocks of 50021", new ChunkedDataset(table, 50_021, true));
        for (Map.Entry<String, Dataset> variant : variants.entrySet()) {
            for (int threads : threadCounts) {
                SameBits.check(
                        engine.fit(
                                        variant.getValue(),
                                        spec,
                                        RunOptions.defaults().withThreads(threads))
                                .groups(),
                        expected,
                        engine + ", " + what + ", " + variant.getKey() + ", " + threads + " threads");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void oneFeature(RowOrder order) {
        Scenario scenario = scenario(1, 1, false, true, 70_000);
        assertSameBits(
                scenario.table(order), scenario.spec(true, RowUse.PER_TARGET, 2), THREADS, "one feature, " + order);
    }

    @ParameterizedTest
    @EnumSource
    void weightsAndSeveralTargets(RowOrder order) {
        Scenario scenario = scenario(2, 3, true, false, 18_000);
        assertSameBits(
                scenario.table(order),
                scenario.spec(true, RowUse.PER_TARGET, 2),
                FEWER_THREADS,
                "two features, weighted, " + order);
    }

    @ParameterizedTest
    @EnumSource(names = {"SORTED", "SHUFFLED"})
    void manyFeaturesThroughTheOrigin(RowOrder order) {
        Scenario scenario = scenario(4, 2, false, false, 9000);
        assertSameBits(
                scenario.table(order), scenario.spec(false, RowUse.JOINT, 2), FEWER_THREADS, "four features, " + order);
    }

    /** One row a block. */
    @ParameterizedTest
    @EnumSource(names = {"SORTED", "SHUFFLED"})
    void rowByRow(RowOrder order) {
        Samples samples = new Samples(99);
        List<Sample> groups = new ArrayList<>();
        for (int g = 0; g < 60; g++) {
            groups.add(samples.plain("random", samples.random().nextInt(1, 60), 2, 1, true));
        }
        Scenario scenario = new Scenario("random", groups);
        Table table = scenario.table(order);
        FitSpec spec = scenario.spec(true, RowUse.PER_TARGET, 1);
        Table expected = engine.fit(table, spec).groups();
        for (int threads : THREADS) {
            SameBits.check(
                    engine.fit(
                                    new ChunkedDataset(table, 1, false),
                                    spec,
                                    RunOptions.defaults().withThreads(threads))
                            .groups(),
                    expected,
                    engine + ", " + order + ", row by row, " + threads + " threads");
        }
    }
}
