package io.regroup.crossvalidation;

import static io.regroup.crossvalidation.Samples.constant;
import static io.regroup.crossvalidation.Samples.map;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Many small groups of which every few are in trouble, so that in a batch of groups any lane may be the one that is too
 * small, dependent, constant, ill-conditioned or empty, and its neighbours must not notice.
 */
@EveryEngine
@Tag("kernels")
class MixedGroupsTest {

    private static final int GROUPS = 230;
    private static final Scenario[] SCENARIOS = new Scenario[16];

    @Parameter
    EngineUnderTest engine;

    private static Scenario scenario(int features, boolean weighted, boolean equalSizes) {
        int index = 4 * features + (weighted ? 2 : 0) + (equalSizes ? 1 : 0);
        if (SCENARIOS[index] == null) {
            Samples samples = new Samples(300 + index);
            List<Sample> groups = new ArrayList<>();
            for (int g = 0; g < GROUPS; g++) {
                int rows = equalSizes ? 9 : samples.random().nextInt(1, 14);
                groups.add(sample(samples, rows, features, weighted));
            }
            SCENARIOS[index] = new Scenario(equalSizes ? "groups of 9" : "groups of 1 to 13", groups);
        }
        return SCENARIOS[index];
    }

    private static Sample sample(Samples samples, int rows, int features, boolean weighted) {
        SplittableRandom random = samples.random();
        Sample plain = samples.plain("plain", rows, features, 1, weighted);
        double[][] x = plain.x;
        double[] y = plain.y[0];
        double[] w = plain.w;
        int last = features - 1;
        switch (random.nextInt(24)) {
            case 0 -> x[last] = constant(rows, 0.1);
            case 1 -> x[last] = map(x[0], v -> features == 1 ? 0 : v);
            case 2 -> x[0] = map(x[0], v -> v + 1e8);
            case 3 -> x[0][0] = 1e7;
            case 4 -> y = constant(rows, 2.1);
            case 5 -> y = map(y, v -> v + 1e8);
            case 6 -> y = map(x[0], v -> 3 * v);
            case 7 -> y = constant(rows, Double.NaN);
            case 8 -> y[random.nextInt(rows)] = Double.NaN;
            case 9 -> x[last][random.nextInt(rows)] = Double.POSITIVE_INFINITY;
            case 10 -> x[last] = map(x[0], v -> features == 1 ? v : 2 * v + 1e-5 * random.nextGaussian());
            case 11 -> x[0] = map(x[0], v -> v * 1e150);
            case 12 -> y = map(y, v -> v * 1e-150);
            case 13 -> w = weighted ? constant(rows, 0) : null;
            case 14 -> w = weighted ? map(w, v -> v * 1e100) : null;
            case 15 -> {
                if (weighted) {
                    w[0] = 0;
                    x[0][0] = 1e100;
                }
            }
            default -> {
                return plain;
            }
        }
        return new Sample("in trouble", x, y, w);
    }

    @ParameterizedTest(name = "{0} features, weighted {1}, {2}")
    @CsvSource({
        "1, false, SORTED",
        "1, true, SHUFFLED",
        "2, false, SHUFFLED",
        "2, true, SORTED",
        "3, false, SORTED",
        "3, true, SHUFFLED"
    })
    void troubleStaysInItsLane(int features, boolean weighted, RowOrder order) {
        for (boolean equalSizes : new boolean[] {true, false}) {
            Scenario scenario = scenario(features, weighted, equalSizes);
            scenario.assertAgrees(engine, order, true);
            scenario.assertAgrees(engine, order, false);
        }
    }
}
