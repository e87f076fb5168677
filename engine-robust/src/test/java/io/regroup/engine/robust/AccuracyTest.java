package io.regroup.engine.robust;

import static org.assertj.core.api.Assertions.assertThat;

import io.regroup.api.FitSpec;
import io.regroup.api.FitStatus;
import io.regroup.api.Regroup;
import io.regroup.api.data.Table;
import io.regroup.api.result.FitResult;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The reference engine against exact arithmetic on the very doubles that it is given. Tolerances are relative; coefficients
 * come and errors come out of extended precision, so that little more than their rounding remains.
 */
class AccuracyTest {

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
        double[][] design = intercept ? new double[][] {ones(), x1, x2} : new double[][] {x1, x2};
        ExactLeastSquares exact = ExactLeastSquares.solve(design, y, w);
        Table table = Table.builder()
                .column("g", new int[ROWS])
                .column("x1", x1)
                .column("x2", x2)
                .column("y", y)
                .column("w", w)
                .build();
        FitResult result = Regroup.fit(
                table,
                FitSpec.groupBy("g")
                        .targets("y")
                        .features("x1", "x2")
                        .weight("w")
                        .intercept(intercept)
                        .build());
        assertThat(result.status("y", 0)).isEqualTo(FitStatus.OK);
        int first = intercept ? 0 : 1;
        for (int c = 0; c < design.length; c++) {
            String name = "y_fit_beta" + (first + c);
            assertRelative(result.groups().doubles(name)[0], exact.coefficients[c], 4e-16, name);
            assertRelative(result.groups().doubles(name + "_err")[0], exact.errors[c], 1e-13, name + "_err");
        }
        assertRelative(result.groups().doubles("y_fit_chi2")[0], exact.chi2, 1e-13, "chi2");
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
        double[][] design = new double[11][n];
        Table.Builder table = Table.builder().column("g", new int[n]).column("y", y);
        String[] names = new String[10];
        Arrays.fill(design[0], 1);
        for (int k = 1; k <= 10; k++) {
            for (int i = 0; i < n; i++) {
                design[k][i] = design[k - 1][i] * x[i];
            }
            names[k - 1] = "x" + k;
            table.column(names[k - 1], design[k]);
        }
        ExactLeastSquares exact = ExactLeastSquares.solve(design, y, null);
        FitResult result = Regroup.fit(
                table.build(),
                FitSpec.groupBy("g")
                        .targets("y")
                        .features(names)
                        .diagnostics(true)
                        .build());
        double condition = result.groups().doubles("y_fit_condition")[0];
        assertThat(condition).isBetween(1e8, 1e12);
        for (int k = 0; k <= 10; k++) {
            String name = "y_fit_beta" + k;
            assertRelative(result.groups().doubles(name)[0], exact.coefficients[k], 1e-14, name);
            assertRelative(result.groups().doubles(name + "_err")[0], exact.errors[k], 1e-13, name + "_err");
        }
    }

    private static double[] ones() {
        double[] ones = new double[ROWS];
        Arrays.fill(ones, 1);
        return ones;
    }

    private static void assertRelative(double got, double exact, double tolerance, String what) {
        assertThat(Math.abs(got - exact) / Math.abs(exact))
                .as("relative error of %s: got %s, exact %s", what, got, exact)
                .isLessThanOrEqualTo(tolerance);
    }
}
