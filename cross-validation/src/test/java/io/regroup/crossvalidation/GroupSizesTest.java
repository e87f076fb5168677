package io.regroup.crossvalidation;

import io.regroup.api.RowUse;
import io.regroup.crossvalidation.internal.RowOrder;
import io.regroup.crossvalidation.internal.Sample;
import io.regroup.crossvalidation.internal.Samples;
import io.regroup.crossvalidation.internal.Scenario;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Groups of all sizes at which code for lanes, batches and segments changes its path, against exact arithmetic: from one row
 * to more than fit into a segment, around multiples of lanes, in random order of sizes.
 */
@EveryEngine
@Tag("kernels")
class GroupSizesTest {

    private static final int[] SMALL = IntStream.concat(
                    IntStream.rangeClosed(1, 40), IntStream.of(63, 64, 65, 100, 127, 128, 129))
            .toArray();
    private static final Map<String, Scenario> SCENARIOS = new HashMap<>();

    @Parameter
    EngineUnderTest engine;

    private static Scenario scenario(String name, int[] sizes, int features, boolean weighted) {
        return SCENARIOS.computeIfAbsent(name + features + weighted, key -> {
            Samples samples = new Samples(features + (weighted ? 100 : 0));
            List<Sample> groups = new ArrayList<>();
            for (int size : samples.shuffled(sizes)) {
                groups.add(samples.plain("plain", size, features, 1, weighted));
            }
            return new Scenario(name, groups);
        });
    }

    @ParameterizedTest(name = "{0} features, weighted {1}")
    @CsvSource({
        "0, false",
        "0, true",
        "1, false",
        "1, true",
        "2, false",
        "2, true",
        "3, false",
        "3, true",
        "4, false",
        "4, true",
        "5, false",
        "5, true",
        "6, false",
        "6, true"
    })
    void smallGroups(int features, boolean weighted) {
        Scenario scenario = scenario("small groups", SMALL, features, weighted);
        for (RowOrder order : RowOrder.values()) {
            engine.assertAgrees(scenario, order, true);
            if (features > 0) {
                engine.assertAgrees(scenario, order, false);
            }
        }
    }

    /** Batches of groups that are not full, full, and just over. */
    @ParameterizedTest
    @EnumSource(names = {"SORTED", "SHUFFLED"})
    void fewGroupsOfOneSize(RowOrder order) {
        for (int features = 1; features <= 3; features++) {
            for (int groups : new int[] {1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 32, 33}) {
                int size = 3 + groups % 10;
                Scenario scenario = scenario(
                        groups + " equal groups",
                        IntStream.generate(() -> size).limit(groups).toArray(),
                        features,
                        true);
                engine.assertAgrees(scenario, order, true);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"SORTED", "SHUFFLED"})
    void longGroupsOfOneFeature(RowOrder order) {
        Scenario scenario = scenario(
                "long groups", new int[] {1000, 4095, 4096, 4097, 8191, 16_385, 40_000, 65_537, 7, 1}, 1, false);
        engine.assertAgrees(scenario, order, true);
    }

    @Test
    void longGroupsOfSeveralFeatures() {
        Scenario scenario = scenario("long groups", new int[] {5, 100_000, 12, 2049, 1000, 3}, 2, true);
        engine.assertAgrees(scenario, RowOrder.SORTED, true);
        engine.assertAgrees(scenario, RowOrder.RUNS, true);
        engine.assertAgrees(scenario, RowOrder.SHUFFLED, true);
    }

    /** A minimum above the size, at it, and below it. */
    @ParameterizedTest
    @CsvSource({"1", "2", "3", "8", "9", "41"})
    void minimumRows(int minRows) {
        Scenario scenario = scenario("small groups", SMALL, 2, true);
        engine.assertAgrees(
                scenario,
                scenario.table(RowOrder.RUNS),
                scenario.spec(true, RowUse.PER_TARGET, minRows),
                "at least " + minRows + " rows");
    }
}
