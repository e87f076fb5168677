package io.regroup.crossvalidation;

import static org.assertj.core.api.Assertions.assertThat;

import io.regroup.api.FitSpec;
import io.regroup.api.data.Table;
import io.regroup.api.result.FitResult;
import io.regroup.crossvalidation.internal.Differences;
import io.regroup.crossvalidation.internal.ExactFit;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Engines against exact arithmetic on the very doubles that they are given. */
@EveryEngine
@Tag("kernels")
class AccuracyTest {

    @Parameter
    EngineUnderTest engine;

    private static final int ROWS = 40;

    @ParameterizedTest(name = "offset of x {0}, of y {1}, weighted {2}, intercept {3}")
    @CsvSource({
        "0, 0, false, true",
        "0, 0, true, true",
        "0, 0, true, false",
        "1e6, 0, false, true",
        "1e6, 1e9, true, true",
        "1e9, 1e9, true, true",
        "-1e12, 1e12, false, true",
        "1e6, 1e9, true, false"
    })
    void offsetsCostNoDigits(double xOffset, double yOffset, boolean weighted, boolean intercept) {
        SplittableRandom random = new SplittableRandom(7);
        double[] x1 = new double[ROWS];
        double[] x2 = new double[ROWS];
        double[] y = new double[ROWS];
        double[] w = new double[ROWS];
        for (int i = 0; i < ROWS; i++) {
            x1[i] = xOffset + random.nextDouble(-1, 1);
            x2[i] = xOffset / 2 + 0.5 * x1[i] + random.nextDouble(-1, 1);
            y[i] = yOffset + 2 * x1[i] - 3 * x2[i] + 0.1 * random.nextGaussian();
            w[i] = weighted ? random.nextDouble(0.1, 4) : 1;
        }
        Table table = Table.builder()
                .column("g", new int[ROWS])
                .column("x1", x1)
                .column("x2", x2)
                .column("y", y)
                .column("w", w)
                .build();
        FitResult result = engine.fit(
                table,
                FitSpec.groupBy("g")
                        .targets("y")
                        .features("x1", "x2")
                        .weight("w")
                        .intercept(intercept)
                        .diagnostics(true)
                        .build());
        Differences differences = engine.differences("offsets");
        ExactFit exact = new ExactFit(new double[][] {x1, x2}, y, w, intercept);
        differences.fit(result, "y", 0, "the group", exact, 2);
        differences.assertNone();
    }

    /** Filip's powers have a condition of about 1e10 even when scaled; NIST's own answer is for unrounded powers. */
    @Test
    void tenthDegreePolynomialIsSolvedAsGiven() {
        int n = 82;
        double[] x = new double[n];
        double[] y = new double[n];
        SplittableRandom random = new SplittableRandom(11);
        for (int i = 0; i < n; i++) {
            x[i] = -3.1 - 5.8 * i / (n - 1);
            y[i] = 0.85 + 0.05 * Math.sin(3 * x[i]) + 0.003 * random.nextGaussian();
        }
        double[][] powers = new double[10][];
        Table.Builder table = Table.builder().column("g", new int[n]).column("y", y);
        String[] names = new String[powers.length];
        for (int k = 0; k < powers.length; k++) {
            powers[k] = x.clone();
            for (int i = 0; i < n && k > 0; i++) {
                powers[k][i] *= powers[k - 1][i];
            }
            names[k] = "x" + (k + 1);
            table.column(names[k], powers[k]);
        }
        FitResult result = engine.fit(
                table.build(),
                FitSpec.groupBy("g")
                        .targets("y")
                        .features(names)
                        .diagnostics(true)
                        .build());
        ExactFit exact = new ExactFit(powers, y, null, true);
        assertThat(exact.condition).isBetween(1e8, 1e12);
        Differences differences = engine.differences("tenth degree");
        differences.fit(result, "y", 0, "the group", exact, 10);
        differences.assertNone();
    }
}
