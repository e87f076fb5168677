package io.regroup.crossvalidation;

import static io.regroup.crossvalidation.internal.Samples.constant;
import static io.regroup.crossvalidation.internal.Samples.map;

import io.regroup.crossvalidation.internal.RowOrder;
import io.regroup.crossvalidation.internal.Sample;
import io.regroup.crossvalidation.internal.Samples;
import io.regroup.crossvalidation.internal.Scenario;
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
    private static final List<String> TROUBLES = List.of(
            "last feature constant",
            "last feature the first",
            "x1 + 1e8",
            "x1 is 1e7 in row 0",
            "target constant",
            "y + 1e8",
            "y is 3 x1",
            "no target",
            "a target missing",
            "a feature infinite",
            "last feature nearly twice the first",
            "x1 * 1e150",
            "y * 1e-150",
            "weights of 0",
            "weights * 1e100",
            "x1 is 1e100 in row 0 of weight 0");
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
        String trouble = random.nextInt(3) == 0 ? "none" : TROUBLES.get(random.nextInt(TROUBLES.size()));
        switch (trouble) {
            case "last feature constant" -> x[last] = constant(rows, 0.1);
            case "last feature the first" -> x[last] = map(x[0], v -> features == 1 ? 0 : v);
            case "x1 + 1e8" -> x[0] = map(x[0], v -> v + 1e8);
            case "x1 is 1e7 in row 0" -> x[0][0] = 1e7;
            case "target constant" -> y = constant(rows, 2.1);
            case "y + 1e8" -> y = map(y, v -> v + 1e8);
            case "y is 3 x1" -> y = map(x[0], v -> 3 * v);
            case "no target" -> y = constant(rows, Double.NaN);
            case "a target missing" -> y[random.nextInt(rows)] = Double.NaN;
            case "a feature infinite" -> x[last][random.nextInt(rows)] = Double.POSITIVE_INFINITY;
            case "last feature nearly twice the first" ->
                x[last] = map(x[0], v -> features == 1 ? v : 2 * v + 1e-5 * random.nextGaussian());
            case "x1 * 1e150" -> x[0] = map(x[0], v -> v * 1e150);
            case "y * 1e-150" -> y = map(y, v -> v * 1e-150);
            case "weights of 0" -> w = weighted ? constant(rows, 0) : null;
            case "weights * 1e100" -> w = weighted ? map(w, v -> v * 1e100) : null;
            case "x1 is 1e100 in row 0 of weight 0" -> {
                if (weighted) {
                    w[0] = 0;
                    x[0][0] = 1e100;
                }
            }
            default -> {
                return plain;
            }
        }
        return new Sample(trouble, x, y, w);
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
            engine.assertAgrees(scenario, order, true);
            engine.assertAgrees(scenario, order, false);
        }
    }
}
