package io.regroup.crossvalidation;

import static io.regroup.crossvalidation.Fits.assertClose;
import static io.regroup.crossvalidation.Fits.assertNear;
import static io.regroup.crossvalidation.Fits.value;
import static org.assertj.core.api.Assertions.assertThat;

import io.regroup.api.FitSpec;
import io.regroup.api.FitStatus;
import io.regroup.api.SigmaCut;
import io.regroup.api.data.Table;
import io.regroup.api.result.FitResult;
import io.regroup.api.result.Naming;
import io.regroup.crossvalidation.internal.ExactFit;
import io.regroup.crossvalidation.internal.ExactLeastSquares;
import io.regroup.crossvalidation.internal.Tables;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Polynomials in one feature and in several, against NIST's certified values and exact arithmetic. */
@EveryEngine
class PolynomialTest {

    @Parameter
    EngineUnderTest engine;

    private static FitSpec.Builder polynomial(int degree, String... features) {
        return FitSpec.groupBy("g")
                .targets("y")
                .features(features)
                .fitter("polynomial")
                .fitterOption("degree", Integer.toString(degree))
                .minRows(1);
    }

    private static Table table(double[] y, double[]... x) {
        double[] ones = new double[y.length];
        Arrays.fill(ones, 1);
        return weighted(ones, y, x);
    }

    private static Table weighted(double[] w, double[] y, double[]... x) {
        Table.Builder table =
                Table.builder().column("g", new int[y.length]).column("y", y).column("w", w);
        String[] names = {"x", "z"};
        for (int j = 0; j < x.length; j++) {
            table.column(names[j], x[j]);
        }
        return table.build();
    }

    /** Filip's answers are for powers that are not rounded, as they are here: more digits than columns of powers can give. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "norris, 1, 12",
        "pontius, 2, 12",
        "wampler1, 5, 13",
        "wampler2, 5, 13",
        "wampler3, 5, 13",
        "wampler4, 5, 13",
        "wampler5, 5, 13",
        "filip, 10, 8.5"
    })
    void certifiedDigitsAreReached(String set, int degree, double digits) {
        double[][] columns = NistSets.columns(set);
        FitResult result = engine.fit(
                table(columns[0], columns[1]), polynomial(degree, "x").build());
        assertThat(result.status("y", 0)).isEqualTo(FitStatus.OK);
        for (double[] exact : NistSets.certified(set)) {
            String beta = "y_fit_beta" + (int) exact[0];
            assertDigits(result, set, beta, exact[1], digits);
            assertDigits(result, set, beta + "_err", exact[2], digits);
            assertDigits(result, set, "y_fit_rms", exact[3], digits);
            assertDigits(result, set, "y_fit_r2", exact[4], digits);
        }
    }

    private static void assertDigits(FitResult result, String set, String column, double exact, double digits) {
        double got = value(result, column, 0);
        double error = Math.abs(got - exact) / (exact == 0 ? 1 : Math.abs(exact));
        assertThat(error == 0 ? 17 : -Math.log10(error))
                .as("digits of %s of %s: got %s, exact %s", column, set, got, exact)
                .isGreaterThanOrEqualTo(digits);
    }

    /** Three years of seconds, as time stamps have them: powers of x cancel in all digits but the first few, the basis in none. */
    @Test
    void rowsFarFromZeroArePredictedFromTheBasis() {
        int n = 200;
        double[] x = new double[n];
        double[] y = new double[n];
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < n; i++) {
            x[i] = 1.7e9 + 5e5 * i;
            double t = i / 100.0 - 1;
            y[i] = 5 + t - 2 * t * t + 0.5 * t * t * t + 1e-9 * random.nextGaussian();
        }
        Table table = table(y, x);
        FitResult result = engine.fit(table, polynomial(3, "x").build());
        double[] residuals = Tables.read(result.rows(table)).doubles("y_fit_res");
        double chi2 = Arrays.stream(residuals).map(e -> e * e).sum();
        assertClose(chi2, value(result, "y_fit_chi2", 0), 1e-5, "chi2 of the row outputs");
        assertThat(value(result, "y_fit_rms", 0)).isBetween(0.8e-9, 1.2e-9);
    }

    /** Rows that are rejected are judged by the basis as well: by powers of x, residuals would be a thousand times too large. */
    @Test
    void sigmaCutsFarFromZeroRejectOutliersAlone() {
        int n = 100;
        double[] x = new double[n];
        double[] y = new double[n];
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < n; i++) {
            x[i] = 1.7e9 + 2e3 * (i - 50);
            double t = i / 50.0 - 1;
            y[i] = 5 + t - 2 * t * t + 0.5 * t * t * t + 1e-6 * random.nextDouble(-1, 1) + (i % 25 == 7 ? 1 : 0);
        }
        Table table = table(y, x);
        FitResult result = engine.fit(
                table,
                polynomial(3, "x").sigmaCut(new SigmaCut(6, SigmaCut.Mode.MAD)).build());
        assertThat(result.status("y", 0)).isEqualTo(FitStatus.OK);
        assertThat(value(result, "y_fit_count", 0)).isEqualTo(n - 4);
        double[] residuals = Tables.read(result.rows(table)).doubles("y_fit_res");
        for (int i = 0; i < n; i++) {
            assertNear(residuals[i], i % 25 == 7 ? 1 : 0, 2e-6, "row " + i);
        }
    }

    @Test
    void coefficientsOfTheBasisMeanWhatIsWritten() {
        double[] x = {1, 2, 4, 7, 8, 11};
        double[] y = {3, -1, 4, 1, -5, 9};
        for (boolean intercept : new boolean[] {true, false}) {
            FitResult result = engine.fit(
                    table(y, x), polynomial(3, "x").intercept(intercept).build());
            int size = intercept ? 4 : 3;
            double predicted = 0;
            double t = (5.5 - value(result, "y_fit_basis_centre", 0)) / value(result, "y_fit_basis_scale", 0);
            double before = 0;
            double polynomial = intercept ? 1 : 5.5 / value(result, "y_fit_basis_scale", 0);
            for (int k = 0; k < size; k++) {
                predicted += value(result, "y_fit_basis" + k, 0) * polynomial;
                if (k + 1 < size) {
                    double next = (t - value(result, "y_fit_basis_a" + k, 0)) * polynomial
                            - (k == 0 ? 0 : value(result, "y_fit_basis_c" + k, 0) * before);
                    before = polynomial;
                    polynomial = next;
                }
            }
            double expected = intercept ? value(result, "y_fit_beta0", 0) : 0;
            for (int power = 1; power <= 3; power++) {
                expected += value(result, "y_fit_beta" + power, 0) * Math.pow(5.5, power);
            }
            assertNear(predicted, expected, 1e-12, "at 5.5");
            Table one = Table.builder()
                    .column("g", new int[1])
                    .column("x", new double[] {5.5})
                    .build();
            assertNear(Tables.read(result.rows(one)).doubles("y_fit")[0], expected, 1e-12, "row output");
        }
    }

    @Test
    void coefficientsAreThoseOfExactArithmetic() {
        SplittableRandom random = new SplittableRandom(8);
        for (boolean intercept : new boolean[] {true, false}) {
            for (double offset : new double[] {0, 30}) {
                int n = 25;
                double[] x = random.doubles(n, offset, offset + 4).toArray();
                double[] z = random.doubles(n, -1, 2).toArray();
                double[] y = random.doubles(n, -1, 1).toArray();
                double[] w = random.doubles(n, 0.2, 5).toArray();
                Table one = weighted(w, y, x);
                Table two = weighted(w, y, x, z);
                double[] xx = product(x, x);
                check(
                        engine.fit(
                                one,
                                polynomial(3, "x")
                                        .weight("w")
                                        .intercept(intercept)
                                        .build()),
                        new ExactFit(new double[][] {x, xx, product(xx, x)}, y, w, intercept).solution,
                        intercept);
                check(
                        engine.fit(
                                two,
                                polynomial(2, "x", "z")
                                        .weight("w")
                                        .intercept(intercept)
                                        .build()),
                        new ExactFit(new double[][] {x, z, xx, product(x, z), product(z, z)}, y, w, intercept).solution,
                        intercept);
            }
        }
    }

    private static double[] product(double[] a, double[] b) {
        return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).toArray();
    }

    private static void check(FitResult result, ExactLeastSquares exact, boolean intercept) {
        assertThat(result.status("y", 0)).isEqualTo(FitStatus.OK);
        int first = intercept ? 0 : 1;
        for (int k = 0; k < exact.coefficients.length; k++) {
            String beta = "y_fit_beta" + (first + k);
            // the exact answer is that for powers as rounded
            assertClose(value(result, beta, 0), exact.coefficients[k], 1e-8, beta);
            assertClose(value(result, beta + "_err", 0), exact.errors[k], 1e-8, beta + "_err");
        }
    }

    @Test
    void highestPowersAreLeftOutWhereValuesAreTooFew() {
        double[] x = {1e6 + 1, 1e6 + 1, 1e6 + 2, 1e6 + 2, 1e6 + 4, 1e6 + 4};
        double[] y = {1, 3, 4, 6, 16, 18};
        FitResult result = engine.fit(table(y, x), polynomial(4, "x").build());
        assertThat(result.status("y", 0)).isEqualTo(FitStatus.RANK_DEFICIENT);
        FitResult square = engine.fit(table(y, x), polynomial(2, "x").build());
        assertThat(square.status("y", 0)).isEqualTo(FitStatus.OK);
        for (int k = 0; k <= 4; k++) {
            assertThat(value(result, "y_fit_beta" + k, 0))
                    .isEqualTo(k > 2 ? Double.valueOf(Double.NaN) : Double.valueOf(value(square, "y_fit_beta" + k, 0)));
        }
        // means 2, 5, 17 at 1, 2, 4: 1 + (x − 1e6)²
        assertNear(value(square, "y_fit_beta2", 0), 1, 1e-14, "square");
        assertNear(value(square, "y_fit_beta1", 0), -2e6, 1e-8, "slope");
        assertNear(value(square, "y_fit_chi2", 0), 6, 1e-14, "chi2");
        FitResult constant = engine.fit(
                table(y, new double[] {7, 7, 7, 7, 7, 7}), polynomial(2, "x").build());
        assertThat(constant.status("y", 0)).isEqualTo(FitStatus.RANK_DEFICIENT);
        assertNear(value(constant, "y_fit_beta0", 0), 8, 1e-14, "mean");
        assertThat(value(constant, "y_fit_beta1", 0)).isNaN();
    }

    /** z has two values: its square is a line, and so is every multiple of the square. */
    @Test
    void productsThatDependOnOthersAreLeftOut() {
        double[] x = {1, 2, 3, 4, 1, 2, 3, 4, 5, 5};
        double[] z = {10, 10, 10, 10, 11, 11, 11, 11, 10, 11};
        double[] y = new double[10];
        for (int i = 0; i < 10; i++) {
            y[i] = 1 + x[i] + 2 * z[i] - x[i] * z[i] + 3 * x[i] * x[i];
        }
        FitResult result = engine.fit(
                table(y, x, z), polynomial(2, "x", "z").naming(Naming.TERM).build());
        assertThat(result.status("y", 0)).isEqualTo(FitStatus.RANK_DEFICIENT);
        assertNear(value(result, "y_intercept_fit", 0), 1, 1e-10, "constant");
        assertNear(value(result, "y_slope_x_fit", 0), 1, 1e-11, "x");
        assertNear(value(result, "y_slope_z_fit", 0), 2, 1e-11, "z");
        assertNear(value(result, "y_slope_x^2_fit", 0), 3, 1e-12, "x²");
        assertNear(value(result, "y_slope_x*z_fit", 0), -1, 1e-12, "xz");
        assertThat(value(result, "y_slope_z^2_fit", 0)).isNaN();
    }
}
