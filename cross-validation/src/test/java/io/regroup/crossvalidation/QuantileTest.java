package io.regroup.crossvalidation;

import static io.regroup.crossvalidation.Fits.assertClose;
import static io.regroup.crossvalidation.Fits.assertNear;
import static io.regroup.crossvalidation.Fits.value;
import static org.assertj.core.api.Assertions.assertThat;

import io.regroup.api.FitSpec;
import io.regroup.api.FitStatus;
import io.regroup.api.data.Table;
import io.regroup.api.result.FitResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Quantile regression against R's quantreg and against every elemental fit. */
@EveryEngine
class QuantileTest {

    @Parameter
    EngineUnderTest engine;

    private static FitSpec.Builder quantile(String tau, String... features) {
        return FitSpec.groupBy("g")
                .targets("y")
                .features(features)
                .fitter("quantile")
                .fitterOption("tau", tau)
                .minRows(1);
    }

    @Test
    void fitsAreThoseOfR() throws IOException {
        List<String[]> rows = new ArrayList<>();
        List<String[]> fits = new ArrayList<>();
        try (var stream = QuantileTest.class.getResourceAsStream("/r-quantreg.csv")) {
            for (String line : new String(stream.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                if (!line.startsWith("#")) {
                    (line.startsWith("row,") ? rows : fits).add(line.split(","));
                }
            }
        }
        Table.Builder builder =
                Table.builder().column("g", rows.stream().map(r -> r[1]).toArray(String[]::new));
        List<String> names = List.of("y", "x1", "x2", "w");
        for (String name : names) {
            int cell = 2 + names.indexOf(name);
            builder.column(
                    name,
                    rows.stream().mapToDouble(r -> Double.parseDouble(r[cell])).toArray());
        }
        Table table = builder.build();
        assertThat(fits).hasSize(18);
        for (String[] fit : fits) {
            FitResult result = engine.fit(
                    table,
                    quantile(fit[2], "x1", "x2")
                            .weight(Boolean.parseBoolean(fit[3]) ? "w" : null)
                            .build());
            int group = List.of("heavy", "offset", "steps").indexOf(fit[1]);
            String what = String.join(" ", List.of(fit).subList(1, 4));
            assertThat(result.status("y", group)).as(what).isEqualTo(FitStatus.OK);
            assertClose(value(result, "y_fit_objective", group), Double.parseDouble(fit[10]), 1e-9, what);
            for (int b = 0; b < 3; b++) {
                if (!fit[4 + b].equals("any")) {
                    double exact = Double.parseDouble(fit[4 + b]);
                    double allowed = 1e-7 * Math.max(1, Math.abs(exact));
                    assertNear(value(result, "y_fit_beta" + b, group), exact, allowed, what + " " + b);
                }
                if (!fit[7 + b].equals("any")) {
                    double error = Double.parseDouble(fit[7 + b]);
                    assertClose(value(result, "y_fit_beta" + b + "_err", group), error, 1e-6, what + " error " + b);
                }
            }
        }
    }

    /** Few different values: fits go through more rows than there are coefficients, and often several are as good. */
    @ParameterizedTest
    @ValueSource(strings = {"0.5", "0.3", "0.9"})
    void noElementalFitIsBetter(String tau) {
        SplittableRandom random = new SplittableRandom(4);
        int groups = 40;
        int rows = 12;
        int[] g = IntStream.range(0, groups * rows).map(i -> i / rows).toArray();
        double[][] x = new double[2][g.length];
        double[] y = new double[g.length];
        double[] w = new double[g.length];
        for (int i = 0; i < g.length; i++) {
            x[0][i] = random.nextInt(4);
            x[1][i] = random.nextInt(3);
            y[i] = random.nextInt(4);
            w[i] = random.nextInt(1, 4);
        }
        Table table = Table.builder()
                .column("g", g)
                .column("x1", x[0])
                .column("x2", x[1])
                .column("y", y)
                .column("w", w)
                .build();
        FitResult result =
                engine.fit(table, quantile(tau, "x1", "x2").weight("w").build());
        for (int group = 0; group < groups; group++) {
            int from = group * rows;
            int to = from + rows;
            double[][] own = {Arrays.copyOfRange(x[0], from, to), Arrays.copyOfRange(x[1], from, to)};
            PlainQuantile plain = new PlainQuantile(
                    own, Arrays.copyOfRange(y, from, to), Arrays.copyOfRange(w, from, to), Double.parseDouble(tau));
            assertThat(result.status("y", group)).isEqualTo(FitStatus.OK);
            assertNear(value(result, "y_fit_objective", group), plain.objective(), 1e-12, "group " + group);
        }
    }

    /** Most rows alike: the fit goes through hundreds of them, and no step may stand still. */
    @Test
    void manyEqualRowsAreNoTrap() {
        SplittableRandom random = new SplittableRandom(6);
        int n = 3000;
        double[] x = new double[n];
        double[] z = new double[n];
        double[] y = new double[n];
        for (int i = 0; i < n; i++) {
            x[i] = random.nextInt(4);
            z[i] = random.nextInt(3);
            y[i] = random.nextInt(10) == 0 ? random.nextInt(5) : 1 + x[i] - z[i];
        }
        Table table = Table.builder()
                .column("g", new int[n])
                .column("x", x)
                .column("z", z)
                .column("y", y)
                .build();
        FitResult result = engine.fit(table, quantile("0.5", "x", "z").build());
        assertThat(result.status("y", 0)).isEqualTo(FitStatus.OK);
        double[] expected = {1, 1, -1};
        for (int b = 0; b < 3; b++) {
            assertNear(value(result, "y_fit_beta" + b, 0), expected[b], 1e-13, "beta" + b);
        }
    }

    @Test
    void theLowestOfSeveralMinimisersIsGiven() {
        Table square = Table.builder()
                .column("g", new int[4])
                .column("x", new double[] {0, 0, 1, 1})
                .column("y", new double[] {1, 0, 0, 1})
                .build();
        FitResult line = engine.fit(square, quantile("0.5", "x").build());
        assertNear(value(line, "y_fit_beta0", 0), 0, 1e-15, "intercept");
        assertNear(value(line, "y_fit_beta1", 0), 0, 1e-15, "slope");
        assertNear(value(line, "y_fit_objective", 0), 1, 1e-15, "objective");
        // half of the weight is at or below 2, and half at or above 5
        Table values = Table.builder()
                .column("g", new int[5])
                .column("y", new double[] {5, 9, 1, 2, 8})
                .column("w", new double[] {1, 1, 2, 1, 1})
                .build();
        FitResult level = engine.fit(values, quantile("0.5").weight("w").build());
        assertNear(value(level, "y_fit_beta0", 0), 2, 1e-15, "median");
        assertNear(value(level, "y_fit_pseudo_r1", 0), 0, 1e-15, "explains nothing");
        FitResult high = engine.fit(values, quantile("0.9").weight("w").build());
        assertNear(value(high, "y_fit_beta0", 0), 9, 1e-15, "quantile");
    }

    /** Moving x by 1e6, or multiplying y by 1e6, does to the fit what algebra says. */
    @Test
    void fitsFollowTheirUnits() {
        SplittableRandom random = new SplittableRandom(12);
        int n = 60;
        double[] x = new double[n];
        double[] far = new double[n];
        double[] y = new double[n];
        double[] large = new double[n];
        for (int i = 0; i < n; i++) {
            x[i] = random.nextInt(4096) / 256.0;
            far[i] = x[i] + 1e6;
            y[i] = 3 - 2 * x[i] + random.nextGaussian();
            large[i] = 1e6 * y[i];
        }
        Table table = Table.builder()
                .column("g", new int[n])
                .column("x", x)
                .column("far", far)
                .column("y", y)
                .column("large", large)
                .build();
        FitResult near = engine.fit(table, quantile("0.3", "x").build());
        FitResult away = engine.fit(table, quantile("0.3", "far").build());
        FitResult scaled =
                engine.fit(table, quantile("0.3", "x").targets("large").build());
        double slope = value(near, "y_fit_beta1", 0);
        assertClose(value(away, "y_fit_beta1", 0), slope, 1e-9, "slope");
        assertNear(value(away, "y_fit_beta0", 0), value(near, "y_fit_beta0", 0) - 1e6 * slope, 1e-9 * 1e6, "intercept");
        assertClose(value(away, "y_fit_beta1_err", 0), value(near, "y_fit_beta1_err", 0), 1e-9, "error");
        for (String column : List.of("beta0", "beta1", "beta0_err", "beta1_err", "objective")) {
            assertClose(value(scaled, "large_fit_" + column, 0), 1e6 * value(near, "y_fit_" + column, 0), 1e-9, column);
        }
    }

    @Test
    void dependentFeaturesAreLeftOut() {
        double[] x = {1, 2, 3, 4, 5, 6};
        double[] twice = {2, 4, 6, 8, 10, 12};
        double[] seven = {7, 7, 7, 7, 7, 7};
        double[] y = {1, 2, 4, 4, 5, 9};
        Table table = Table.builder()
                .column("g", new int[6])
                .column("x", x)
                .column("twice", twice)
                .column("seven", seven)
                .column("y", y)
                .build();
        FitResult all = engine.fit(table, quantile("0.5", "seven", "x", "twice").build());
        FitResult one = engine.fit(table, quantile("0.5", "x").build());
        assertThat(all.status("y", 0)).isEqualTo(FitStatus.RANK_DEFICIENT);
        assertThat(one.status("y", 0)).isEqualTo(FitStatus.OK);
        assertThat(value(all, "y_fit_beta1", 0)).isNaN();
        assertThat(value(all, "y_fit_beta3", 0)).isNaN();
        assertThat(value(all, "y_fit_beta2", 0)).isEqualTo(value(one, "y_fit_beta1", 0));
        assertThat(value(all, "y_fit_beta0", 0)).isEqualTo(value(one, "y_fit_beta0", 0));
    }
}
