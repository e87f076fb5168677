package io.regroup.crossvalidation;

import static io.regroup.crossvalidation.Fits.assertClose;
import static io.regroup.crossvalidation.Fits.assertNear;
import static io.regroup.crossvalidation.Fits.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.regroup.api.FitSpec;
import io.regroup.api.FitStatus;
import io.regroup.api.data.Table;
import io.regroup.api.result.FitResult;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;

/** Theil and Sen's line against SciPy, and against all slopes where these are too many to be listed. */
@EveryEngine
class TheilSenTest {

    @Parameter
    EngineUnderTest engine;

    private FitResult fit(double[] x, double[] y, String confidence) {
        Table table = Table.builder()
                .column("g", new int[x.length])
                .column("x", x)
                .column("y", y)
                .build();
        return engine.fit(
                table,
                FitSpec.groupBy("g")
                        .targets("y")
                        .features("x")
                        .fitter("theil-sen")
                        .fitterOption("confidence", confidence)
                        .minRows(1)
                        .build());
    }

    /** SciPy 1.10.1: theilslopes(y, x, confidence, method="joint"). */
    @Test
    void fitsAreThoseOfSciPy() {
        double[] x = {1, 2, 2, 3, 4, 4, 5, 7, 8, 8, 9, 12};
        double[] y = {2.5, 3.5, 3, 5, 4.5, 6, 7, 9.5, 2, 10, 11, 14.5};
        check(x, y, "0.95", 1.0714285714285714, 1.4285714285714288, 1.0, 1.1666666666666667);
        check(x, y, "0.8", 1.0714285714285714, 1.4285714285714288, 1.0, 1.1666666666666667);
        double[] u = {0.1, 0.7, 1.3, 2.2, 2.9, 3.1, 4.6, 5.5, 6.1};
        double[] v = {1.2, 0.4, 2.2, 1.9, 3.3, 8.1, 4.2, 5.0, 5.1};
        check(u, v, "0.95", 0.7268518518518517, 1.0023148148148153, 0.5625, 0.9999999999999999);
        check(u, v, "0.8", 0.7268518518518517, 1.0023148148148153, 0.6060606060606061, 0.9583333333333333);
    }

    private void check(double[] x, double[] y, String confidence, double... slopeInterceptLowHigh) {
        FitResult result = fit(x, y, confidence);
        assertThat(result.status("y", 0)).isEqualTo(FitStatus.OK);
        String[] columns = {"beta1", "beta0", "slope_low", "slope_high"};
        for (int c = 0; c < columns.length; c++) {
            assertClose(value(result, "y_fit_" + columns[c], 0), slopeInterceptLowHigh[c], 1e-14, columns[c]);
        }
        assertThat(value(result, "y_fit_beta1_err", 0)).isNaN();
    }

    /** More than a million pairs, which are not all listed: noise, few values, a huge offset, nearly two values of x. */
    @Test
    void longGroupsHaveTheMedianOfAllSlopes() {
        SplittableRandom random = new SplittableRandom(15);
        int n = 1500;
        double[] noise = random.doubles(n, -1, 1).toArray();
        double[] even = IntStream.range(0, n).mapToDouble(i -> i).toArray();
        checkAll(even, of(n, i -> 0.25 * even[i] + noise[i]));
        double[] few = of(n, _ -> random.nextInt(6));
        checkAll(few, of(n, i -> 2 * few[i] + random.nextInt(3)));
        double[] far = of(n, _ -> 1e6 + random.nextInt(1000) / 8.0);
        checkAll(far, of(n, i -> 1e6 - 3 * far[i] + noise[i]));
        double[] two = of(n, i -> random.nextInt(2) + 1e-9 * noise[i]);
        checkAll(two, of(n, i -> random.nextInt(2) + noise[i]));
        checkAll(even, of(n, _ -> random.nextInt(2)));
    }

    private static double[] of(int n, IntToDoubleFunction value) {
        return IntStream.range(0, n).mapToDouble(value).toArray();
    }

    private void checkAll(double[] x, double[] y) {
        double[] slopes = new double[x.length * (x.length - 1) / 2];
        int count = 0;
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < i; j++) {
                if (x[i] != x[j]) {
                    slopes[count++] = (y[i] - y[j]) / (x[i] - x[j]);
                }
            }
        }
        assertThat(count).isGreaterThan(1 << 19);
        Arrays.sort(slopes, 0, count);
        double median = (slopes[(count - 1) / 2] + slopes[count / 2]) / 2;
        FitResult result = fit(x, y, "0.95");
        assertNear(value(result, "y_fit_beta1", 0), median, 4 * Math.ulp(median), "slope");
        for (String bound : new String[] {"y_fit_slope_low", "y_fit_slope_high"}) {
            double got = value(result, bound, 0);
            int place = Arrays.binarySearch(slopes, 0, count, got);
            assertThat(place < 0 ? slopes[Math.min(-place - 1, count - 1)] : got)
                    .as(bound)
                    .isCloseTo(got, within(2 * Math.ulp(got)));
        }
        assertThat(value(result, "y_fit_slope_low", 0)).isLessThanOrEqualTo(median);
        assertThat(value(result, "y_fit_slope_high", 0)).isGreaterThanOrEqualTo(median);
    }

    /** The bounds of a long group are of the ranks that Sen's formula gives. */
    @Test
    void longGroupsHaveTheirBoundsWhereTheyBelong() {
        int n = 1200;
        double[] x = of(n, i -> i);
        double[] y = of(n, i -> i * (double) i);
        // the slope of rows i and j is i + j; Kendall's score varies with n (n − 1)(2n + 5) / 18
        double[] slopes = new double[n * (n - 1) / 2];
        int count = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                slopes[count++] = i + j;
            }
        }
        Arrays.sort(slopes);
        double half = 1.959963984540054 * Math.sqrt(n * (n - 1.0) * (2.0 * n + 5) / 18);
        FitResult result = fit(x, y, "0.95");
        assertThat(value(result, "y_fit_slope_low", 0)).isEqualTo(slopes[(int) Math.rint((count - half) / 2) - 1]);
        assertThat(value(result, "y_fit_slope_high", 0)).isEqualTo(slopes[(int) Math.rint((count + half) / 2)]);
        assertThat(value(result, "y_fit_beta1", 0)).isEqualTo(n - 1.0);
    }

    @Test
    void fitsFollowTheirUnits() {
        SplittableRandom random = new SplittableRandom(12);
        int n = 61;
        double[] x = of(n, _ -> random.nextInt(4096) / 256.0);
        double[] y = of(n, i -> 3 - 2 * x[i] + random.nextGaussian());
        FitResult near = fit(x, y, "0.9");
        FitResult away = fit(of(n, i -> x[i] + 1e6), y, "0.9");
        FitResult large = fit(x, of(n, i -> 1e6 * y[i]), "0.9");
        double slope = value(near, "y_fit_beta1", 0);
        assertClose(value(away, "y_fit_beta1", 0), slope, 1e-9, "slope");
        assertClose(value(away, "y_fit_beta0", 0), value(near, "y_fit_beta0", 0) - 1e6 * slope, 1e-9, "intercept");
        assertClose(value(away, "y_fit_rms", 0), value(near, "y_fit_rms", 0), 1e-9, "rms");
        for (String column : new String[] {"beta0", "beta1", "slope_low", "slope_high"}) {
            assertClose(value(large, "y_fit_" + column, 0), 1e6 * value(near, "y_fit_" + column, 0), 1e-9, column);
        }
    }

    @Test
    void withoutTwoValuesOfTheFeatureThereIsNoSlope() {
        FitResult result = fit(new double[] {3, 3, 3, 3}, new double[] {1, 5, 2, 9}, "0.95");
        assertThat(result.status("y", 0)).isEqualTo(FitStatus.RANK_DEFICIENT);
        assertThat(value(result, "y_fit_beta0", 0)).isEqualTo(3.5);
        assertThat(value(result, "y_fit_beta1", 0)).isNaN();
        assertThat(value(result, "y_fit_slope_low", 0)).isNaN();
    }
}
