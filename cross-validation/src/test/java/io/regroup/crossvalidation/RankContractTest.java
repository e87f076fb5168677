package io.regroup.crossvalidation;

import static io.regroup.crossvalidation.Fits.assertClose;
import static io.regroup.crossvalidation.Fits.value;
import static org.assertj.core.api.Assertions.assertThat;

import io.regroup.api.FitSpec;
import io.regroup.api.FitStatus;
import io.regroup.api.RunOptions;
import io.regroup.api.data.Table;
import io.regroup.api.result.FitResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Contract 4: rank, feature by feature in the order given; and what R's lm says of the same groups. */
@EveryEngine
@Tag("kernels")
class RankContractTest {

    @Parameter
    EngineUnderTest engine;

    private static final double NAN = Double.NaN;

    private FitResult fit(FitSpec.Builder spec, double[] y, double[]... x) {
        Table.Builder table = Table.builder().column("g", new int[y.length]).column("y", y);
        String[] names = new String[x.length];
        for (int j = 0; j < x.length; j++) {
            names[j] = "x" + (j + 1);
            table.column(names[j], x[j]);
        }
        return engine.fit(
                table.build(), spec.targets("y").features(names).minRows(1).build());
    }

    private double allow(double reference) {
        return engine.accuracy().allow(reference);
    }

    /** Small whole numbers: exact on the reference, rounded on others. */
    private void assertNear(FitResult result, String column, double expected) {
        Fits.assertNear(value(result, column, 0), expected, allow(0) * Math.max(1, Math.abs(expected)), column);
    }

    /** A perfect fit of squares that add up to a total. */
    private void assertDust(FitResult result, String column, double totalSquares) {
        Fits.assertNear(value(result, column, 0), 0, engine.accuracy().dust(totalSquares), column);
    }

    private static FitSpec.Builder spec() {
        return FitSpec.groupBy("g").diagnostics(true);
    }

    @Test
    void awkwardGroupsComeOutAsInR() throws IOException {
        List<String[]> rows = new ArrayList<>();
        List<String[]> answers = new ArrayList<>();
        try (var stream = RankContractTest.class.getResourceAsStream("/r-lm.csv")) {
            for (String line : new String(stream.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                if (line.startsWith("row,")) {
                    rows.add(line.split(","));
                } else if (line.startsWith("lm,")) {
                    answers.add(line.split(","));
                }
            }
        }
        Table.Builder builder =
                Table.builder().column("g", rows.stream().map(r -> r[1]).toArray(String[]::new));
        String[] names = {"y", "x1", "x2", "x3", "w"};
        for (int c = 0; c < names.length; c++) {
            int cell = c + 2;
            builder.column(
                    names[c],
                    rows.stream().mapToDouble(r -> Double.parseDouble(r[cell])).toArray());
        }
        Table table = builder.build();
        assertThat(answers).hasSize(24);
        for (String[] answer : answers) {
            boolean intercept = answer[1].startsWith("plain");
            FitResult result = engine.fit(
                    table,
                    FitSpec.groupBy("g")
                            .targets("y")
                            .features("x1", "x2", "x3")
                            .weight(answer[1].endsWith("weighted") ? "w" : null)
                            .intercept(intercept)
                            .build());
            int group = 0;
            while (!answer[2].equals(result.groups().column("g").get(group))) {
                group++;
            }
            int columns = intercept ? 4 : 3;
            int rank = Integer.parseInt(answer[3]);
            String what = answer[1] + " " + answer[2];
            assertThat(result.status("y", group))
                    .as(what)
                    .isEqualTo(rank == columns ? FitStatus.OK : FitStatus.RANK_DEFICIENT);
            assertClose(
                    value(result, "y_fit_rms", group), Double.parseDouble(answer[4]), allow(1e-13), what + " sigma");
            assertClose(value(result, "y_fit_r2", group), Double.parseDouble(answer[5]), allow(1e-12), what + " r2");
            for (int c = 0; c < columns; c++) {
                String beta = "y_fit_beta" + (intercept ? c : c + 1);
                assertClose(value(result, beta, group), number(answer[6 + 2 * c]), allow(1e-12), what + " " + beta);
                assertClose(
                        value(result, beta + "_err", group), number(answer[7 + 2 * c]), allow(1e-12), what + " error");
            }
        }
    }

    private static double number(String text) {
        return text.equals("NA") ? NAN : Double.parseDouble(text);
    }

    @Test
    void asManyRowsAsCoefficientsKeepTheFitAndHaveNoErrors() {
        FitResult result = fit(spec(), new double[] {1, 3}, new double[] {2, 4});
        assertThat(result.status("y", 0)).isEqualTo(FitStatus.OK);
        assertNear(result, "y_fit_beta0", -1);
        assertNear(result, "y_fit_beta1", 1);
        assertThat(value(result, "y_fit_beta0_err", 0)).isNaN();
        assertThat(value(result, "y_fit_beta1_err", 0)).isNaN();
        assertThat(value(result, "y_fit_rms", 0)).isNaN();
        assertDust(result, "y_fit_chi2", 2);
    }

    @Test
    void fewerRowsThanCoefficientsIsUnderdetermined() {
        FitResult result = fit(spec(), new double[] {1}, new double[] {2});
        assertThat(result.status("y", 0)).isEqualTo(FitStatus.UNDERDETERMINED);
        assertThat(value(result, "y_fit_beta0", 0)).isNaN();
        assertThat(value(result, "y_fit_count", 0)).isEqualTo(1);
    }

    @Test
    void interceptAloneIsTheMean() {
        FitResult result = fit(spec(), new double[] {1, 2, 6});
        assertThat(result.status("y", 0)).isEqualTo(FitStatus.OK);
        assertNear(result, "y_fit_beta0", 3);
        assertClose(value(result, "y_fit_beta0_err", 0), Math.sqrt(7.0 / 3), allow(1e-15), "error of the mean");
        assertNear(result, "y_fit_r2", 0);
    }

    /** The constant 0.1 has a rounded mean; 1e9 + 0.1 + 0.2 differs from 1e9 + 0.3 by rounding alone. */
    @Test
    void constantFeatureIsSeenThroughRounding() {
        double[] y = {1, 3, 2, 5, 4, 6, 7};
        double[] constant = {0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1};
        double third = 1 / 3.0;
        double[] nearly = {third, third, Math.nextUp(third), third, third, third, third};
        for (double[] x : new double[][] {constant, nearly}) {
            FitResult result = fit(spec(), y, x);
            assertThat(result.status("y", 0)).isEqualTo(FitStatus.RANK_DEFICIENT);
            assertNear(result, "y_fit_beta0", 4);
            assertThat(value(result, "y_fit_beta1", 0)).isNaN();
            assertThat(value(result, "y_fit_beta1_err", 0)).isNaN();
        }
    }

    @Test
    void smallSpreadOnALargeOffsetIsNotConstant() {
        double[] x = new double[10];
        double[] y = new double[10];
        for (int i = 0; i < 10; i++) {
            x[i] = 1e9 + i / 1024.0;
            y[i] = 3 * (x[i] - 1e9);
        }
        FitResult result = fit(spec(), y, x);
        assertThat(result.status("y", 0)).isEqualTo(FitStatus.OK);
        assertClose(value(result, "y_fit_beta1", 0), 3, allow(1e-15), "slope");
        assertClose(value(result, "y_fit_beta0", 0), -3e9, allow(1e-15), "intercept");
    }

    @Test
    void theLaterOfTwoDependentFeaturesGivesWay() {
        double[] a = {1, 2, 3, 4, 5, 6};
        double[] b = {2, 4, 6, 8, 10, 12};
        double[] c = {1, -1, 2, -2, 3, -3};
        double[] y = {1, 3, 2, 5, 4, 6};
        FitResult all = fit(spec(), y, a, b, c);
        FitResult without = fit(spec(), y, a, c);
        assertThat(all.status("y", 0)).isEqualTo(FitStatus.RANK_DEFICIENT);
        assertThat(value(all, "y_fit_beta2", 0)).isNaN();
        assertNear(all, "y_fit_beta1", value(without, "y_fit_beta1", 0));
        assertNear(all, "y_fit_beta3", value(without, "y_fit_beta2", 0));
        assertNear(all, "y_fit_rms", value(without, "y_fit_rms", 0));
        assertNear(all, "y_fit_beta3_err", value(without, "y_fit_beta2_err", 0));
    }

    @Test
    void toleranceIsAnOption() {
        double[] a = {1, 2, 3, 4, 5, 6};
        double[] b = {1, 2, 3, 4, 5, 6 + 1e-5};
        double[] y = {1, 3, 2, 5, 4, 6};
        assertThat(fit(spec(), y, a, b).status("y", 0)).isEqualTo(FitStatus.OK);
        assertThat(fit(spec().fitterOption("rank-tolerance", "1e-4"), y, a, b).status("y", 0))
                .isEqualTo(FitStatus.RANK_DEFICIENT);
    }

    @Test
    void nothingButAZeroFeatureLeavesNothingToFit() {
        FitResult result = fit(spec().intercept(false), new double[] {1, 2, 2}, new double[3]);
        assertThat(result.status("y", 0)).isEqualTo(FitStatus.RANK_DEFICIENT);
        assertThat(value(result, "y_fit_beta1", 0)).isNaN();
        assertNear(result, "y_fit_chi2", 9);
        assertClose(value(result, "y_fit_rms", 0), Math.sqrt(3), allow(1e-15), "rms");
    }

    @Test
    void perfectLineHasNoResidualsAndConstantTargetNoR2() {
        FitResult line = fit(spec(), new double[] {3, 5, 7, 9}, new double[] {1, 2, 3, 4});
        assertNear(line, "y_fit_beta0", 1);
        assertNear(line, "y_fit_beta1", 2);
        assertDust(line, "y_fit_chi2", 20);
        assertNear(line, "y_fit_r2", 1);
        assertNear(line, "y_fit_mad", 0);
        FitResult flat = fit(spec(), new double[] {5, 5, 5, 5}, new double[] {1, 2, 3, 4});
        assertThat(flat.status("y", 0)).isEqualTo(FitStatus.OK);
        assertNear(flat, "y_fit_beta0", 5);
        assertNear(flat, "y_fit_beta1", 0);
        assertThat(value(flat, "y_fit_r2", 0)).isNaN();
    }

    @Test
    void hugeAndTinyValuesAreNothingSpecialUntilTheyOverflow() {
        double[] x = {1, 2, 3, 4, 5};
        double[] y = {1, 3, 2, 5, 4};
        FitResult plain = fit(spec(), y, x);
        for (double scale : new double[] {1e150, 1e-150}) {
            FitResult scaled = fit(spec(), y, times(x, scale));
            assertThat(scaled.status("y", 0)).isEqualTo(FitStatus.OK);
            assertClose(value(scaled, "y_fit_beta1", 0) * scale, value(plain, "y_fit_beta1", 0), allow(1e-15), "slope");
            assertClose(
                    value(scaled, "y_fit_beta1_err", 0) * scale,
                    value(plain, "y_fit_beta1_err", 0),
                    allow(1e-15),
                    "err");
        }
        for (double scale : new double[] {1e300, 1e-300}) {
            FitResult scaled = fit(spec(), times(y, scale), x);
            assertThat(scaled.status("y", 0)).isEqualTo(FitStatus.OK);
            assertClose(value(scaled, "y_fit_beta1", 0) / scale, value(plain, "y_fit_beta1", 0), allow(1e-15), "slope");
            assertClose(
                    value(scaled, "y_fit_beta1_err", 0) / scale,
                    value(plain, "y_fit_beta1_err", 0),
                    allow(1e-15),
                    "err");
            assertClose(value(scaled, "y_fit_rms", 0) / scale, value(plain, "y_fit_rms", 0), allow(1e-15), "rms");
            assertClose(value(scaled, "y_fit_r2", 0), value(plain, "y_fit_r2", 0), allow(1e-15), "r2");
        }
        FitResult overflow = fit(spec(), times(y, 3e307), times(x, 1e-300));
        assertThat(overflow.status("y", 0)).isEqualTo(FitStatus.FAILED);
        assertThat(value(overflow, "y_fit_beta1", 0)).isNaN();
    }

    private static double[] times(double[] values, double factor) {
        double[] product = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            product[i] = values[i] * factor;
        }
        return product;
    }

    @Test
    void conditionIsThatOfTheCentredScaledDesign() {
        // orthogonal whatever the offsets and units
        FitResult orthogonal =
                fit(spec(), new double[] {1, 3, 2, 5}, new double[] {1e6 - 1, 1e6 + 1, 1e6 - 1, 1e6 + 1}, new double[] {
                    -1e3, -1e3, 1e3, 1e3
                });
        assertClose(value(orthogonal, "y_fit_condition", 0), 1, 1e-9, "condition");
        // two columns of correlation r have singular values sqrt(1 ± r)
        double[] a = {-2, -1, 0, 1, 2};
        double[] b = {-2, -1, 0, 1, 2.5};
        FitResult near = fit(spec(), new double[] {1, 3, 2, 5, 4}, a, b);
        double r = 11 / Math.sqrt(10 * (12.25 - 0.05));
        assertClose(value(near, "y_fit_condition", 0), Math.sqrt((1 + r) / (1 - r)), allow(1e-12), "condition");
    }

    /** Beside an intercept 8 ulp are nothing, also where a group's rows are never together; 200 ulp are a feature. */
    @ParameterizedTest
    @ValueSource(strings = {"blockwise", "map-reduce", "cohorts"})
    void aFeatureThatVariesByRoundingAloneIsConstant(String reduction) {
        double ulp = Math.ulp(1e6);
        int rows = 40;
        int[] g = new int[2 * rows];
        double[] x = new double[2 * rows];
        double[] z = new double[2 * rows];
        double[] y = new double[2 * rows];
        for (int i = 0; i < g.length; i++) {
            g[i] = i % 2;
            x[i] = i % 7;
            z[i] = 1e6 + (i % 2 == 0 ? i % 3 : 100 * (i % 3)) * ulp;
            y[i] = 1 + 2 * x[i] + i % 5;
        }
        Table table = Table.builder()
                .column("g", g)
                .column("x", x)
                .column("z", z)
                .column("y", y)
                .build();
        FitResult result = engine.fit(
                table,
                FitSpec.groupBy("g").targets("y").features("x", "z").build(),
                RunOptions.defaults().withReduction(reduction).withBlockRows(11));
        assertThat(result.status("y", 0)).isEqualTo(FitStatus.RANK_DEFICIENT);
        assertThat(value(result, "y_fit_beta2", 0)).isNaN();
        assertThat(Math.abs(value(result, "y_fit_beta0", 0))).isLessThan(100);
        assertThat(result.status("y", 1)).isEqualTo(FitStatus.OK);
    }
}
