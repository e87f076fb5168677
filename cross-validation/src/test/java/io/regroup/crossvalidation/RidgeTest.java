package io.regroup.crossvalidation;

import static io.regroup.crossvalidation.Fits.assertClose;
import static io.regroup.crossvalidation.Fits.assertNear;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;

/** Ridge regression against scikit-learn and R's MASS, and where it has to be least squares. */
@EveryEngine
class RidgeTest {

    @Parameter
    EngineUnderTest engine;

    private static FitSpec.Builder ridge(double penalty) {
        return FitSpec.groupBy("g")
                .targets("y")
                .fitter("ridge")
                .fitterOption("penalty", Double.toString(penalty))
                .minRows(1);
    }

    @Test
    void fitsAreThoseOfScikitLearn() throws IOException {
        List<String[]> rows = new ArrayList<>();
        List<String[]> fits = new ArrayList<>();
        try (var stream = RidgeTest.class.getResourceAsStream("/sklearn-ridge.csv")) {
            for (String line : new String(stream.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                if (!line.startsWith("#")) {
                    (line.startsWith("row,") ? rows : fits).add(line.split(","));
                }
            }
        }
        String[] names = {"y", "x1", "x2", "x3", "w"};
        Table.Builder builder =
                Table.builder().column("g", rows.stream().map(r -> r[1]).toArray(String[]::new));
        for (int c = 0; c < names.length; c++) {
            int cell = c + 2;
            builder.column(
                    names[c],
                    rows.stream().mapToDouble(r -> Double.parseDouble(r[cell])).toArray());
        }
        Table table = builder.build();
        assertThat(fits).hasSize(18);
        for (String[] fit : fits) {
            boolean intercept = Boolean.parseBoolean(fit[5]);
            FitSpec spec = ridge(Double.parseDouble(fit[2]))
                    .features("x1", "x2", "x3")
                    .fitterOption("standardize", fit[3])
                    .weight(Boolean.parseBoolean(fit[4]) ? "w" : null)
                    .intercept(intercept)
                    .build();
            for (RunOptions options : List.of(
                    RunOptions.defaults(),
                    RunOptions.defaults().withReduction("map-reduce").withBlockRows(5))) {
                FitResult result = engine.fit(table, spec, options);
                int group = List.of("near", "offset", "plain").indexOf(fit[1]);
                String what = String.join(" ", List.of(fit).subList(1, 6));
                assertThat(result.status("y", group)).as(what).isEqualTo(FitStatus.OK);
                for (int b = intercept ? 0 : 1; b <= 3; b++) {
                    String beta = "y_fit_beta" + b;
                    double tolerance = 1e-9;
                    assertClose(value(result, beta, group), Double.parseDouble(fit[6 + b]), tolerance, what + beta);
                    assertClose(
                            value(result, beta + "_err", group),
                            Double.parseDouble(fit[10 + b]),
                            tolerance,
                            what + beta + "_err");
                }
                assertClose(value(result, "y_fit_df", group), Double.parseDouble(fit[14]), 1e-9, what + " df");
                assertClose(value(result, "y_fit_chi2", group), Double.parseDouble(fit[15]), 1e-9, what + " chi2");
            }
        }
    }

    /** Twelve rows: x2 is nearly x1, x3 is constant, all far from zero; y is a plane and a small residual. */
    private static Table rows() {
        int n = 12;
        double[] x1 = new double[n];
        double[] x2 = new double[n];
        double[] x3 = new double[n];
        double[] y = new double[n];
        for (int i = 0; i < n; i++) {
            x1[i] = 1e6 + i;
            x2[i] = 1e6 + i + (i % 3) * 0.125;
            x3[i] = 7;
            y[i] = 2 * x1[i] - 3 * x2[i] + (i % 2 == 0 ? 0x1p-10 : -0x1p-10);
        }
        return Table.builder()
                .column("g", new int[n])
                .column("x1", x1)
                .column("x2", x2)
                .column("x3", x3)
                .column("y", y)
                .build();
    }

    /** R 4.2.2, MASS 7.3-58.2: lm.ridge(y ~ x1 + x2, lambda = 0.5), on rows 1 to 4 of y = 1, 3, 2, 6. */
    @Test
    void penaltyIsThatOfRsMass() {
        Table table = Table.builder()
                .column("g", new int[4])
                .column("x1", new double[] {1, 2, 3, 4})
                .column("x2", new double[] {1, 4, 2, 3})
                .column("y", new double[] {1, 3, 2, 6})
                .build();
        FitResult result = engine.fit(table, ridge(0.5).features("x1", "x2").build());
        double[] mass = {-0.93442622950819487, 1.06274731486715601, 0.51102317693612187};
        for (int b = 0; b < 3; b++) {
            assertClose(value(result, "y_fit_beta" + b, 0), mass[b], 1e-13, "beta" + b);
        }
    }

    @Test
    void withoutPenaltyItIsLeastSquares() {
        for (boolean intercept : new boolean[] {true, false}) {
            // seen from the origin the features are the same to seven digits
            double tolerance = intercept ? 1e-9 : 1e-7;
            FitSpec.Builder ols =
                    FitSpec.groupBy("g").targets("y").features("x1", "x2").intercept(intercept);
            FitResult expected = engine.fit(rows(), ols.build());
            FitResult got = engine.fit(
                    rows(), ridge(0).features("x1", "x2").intercept(intercept).build());
            assertThat(got.status("y", 0)).isEqualTo(FitStatus.OK);
            for (String name : expected.groups().schema().names()) {
                if (name.startsWith("y_fit_beta")) {
                    assertClose(value(got, name, 0), value(expected, name, 0), tolerance, name);
                }
            }
            // of squares of residuals 1e-21 of those of the target: no cross-moment has that many digits
            assertClose(value(got, "y_fit_chi2", 0), value(expected, "y_fit_chi2", 0), 1e-6, "chi2");
            assertThat(value(got, "y_fit_df", 0)).isEqualTo(intercept ? 3 : 2);
        }
    }

    @Test
    void constantFeaturesAreLeftOut() {
        FitResult with = engine.fit(rows(), ridge(2).features("x1", "x3", "x2").build());
        FitResult without = engine.fit(rows(), ridge(2).features("x1", "x2").build());
        assertThat(with.status("y", 0)).isEqualTo(FitStatus.RANK_DEFICIENT);
        assertThat(value(with, "y_fit_beta2", 0)).isNaN();
        assertThat(value(with, "y_fit_beta2_err", 0)).isNaN();
        assertClose(value(with, "y_fit_beta0", 0), value(without, "y_fit_beta0", 0), 1e-9, "intercept");
        assertClose(value(with, "y_fit_beta3", 0), value(without, "y_fit_beta2", 0), 1e-9, "slope");
        assertClose(value(with, "y_fit_beta3_err", 0), value(without, "y_fit_beta2_err", 0), 1e-9, "error");
    }

    /** A feature that is given twice takes half of the slope each time; without a penalty the second is left out. */
    @Test
    void repeatedFeaturesShareTheSlopeIfThereIsAPenalty() {
        double[] x = {1, 2, 3, 4, 5};
        double[] y = {1, 1, 2, 3, 5};
        Table table = Table.builder()
                .column("g", new int[5])
                .column("a", x)
                .column("b", x.clone())
                .column("y", y)
                .build();
        FitResult shared = engine.fit(
                table,
                ridge(1).features("a", "b").fitterOption("standardize", "false").build());
        assertThat(shared.status("y", 0)).isEqualTo(FitStatus.OK);
        // Σ (x − x̄)(y − ȳ) = 10, Σ (x − x̄)² = 10: both slopes b of 10 = (10 + 10 + 1) b
        assertNear(value(shared, "y_fit_beta1", 0), 10.0 / 21, 1e-15, "first");
        assertNear(value(shared, "y_fit_beta2", 0), 10.0 / 21, 1e-15, "second");
        FitResult single = engine.fit(table, ridge(0).features("a", "b").build());
        assertThat(single.status("y", 0)).isEqualTo(FitStatus.RANK_DEFICIENT);
        assertNear(value(single, "y_fit_beta1", 0), 1, 1e-15, "first");
        assertThat(value(single, "y_fit_beta2", 0)).isNaN();
    }
}
