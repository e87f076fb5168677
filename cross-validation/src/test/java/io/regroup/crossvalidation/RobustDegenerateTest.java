package io.regroup.crossvalidation;

import static io.regroup.crossvalidation.Fits.assertNear;
import static io.regroup.crossvalidation.Fits.value;
import static org.assertj.core.api.Assertions.assertThat;

import io.regroup.api.FitSpec;
import io.regroup.api.FitStatus;
import io.regroup.api.data.Table;
import io.regroup.api.result.FitResult;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;

/** Groups in which a robust fit is exact, not determined, or not reached. */
@EveryEngine
@Tag("kernels")
class RobustDegenerateTest {

    private static final List<String> ALL = List.of("huber", "huber joint", "bisquare", "hampel");

    @Parameter
    EngineUnderTest engine;

    private FitResult fit(String fitter, double[] y, double[]... x) {
        return fit(spec(fitter), y, x);
    }

    private static FitSpec.Builder spec(String fitter) {
        FitSpec.Builder spec = FitSpec.groupBy("g").fitter(fitter.split(" ")[0]);
        return fitter.endsWith("joint") ? spec.fitterOption("scale", "joint") : spec;
    }

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

    private static double[] count(int rows) {
        return IntStream.range(0, rows).mapToDouble(i -> i).toArray();
    }

    private static double[] line(double[] x) {
        return Arrays.stream(x).map(v -> 1 + 2 * v).toArray();
    }

    private static void assertExact(FitResult result, String what, double a, double b, double downweighted) {
        assertThat(result.status("y", 0)).as(what).isEqualTo(FitStatus.OK);
        assertNear(value(result, "y_fit_beta0", 0), a, 1e-11, what + ", intercept");
        assertNear(value(result, "y_fit_beta1", 0), b, 1e-11, what + ", slope");
        assertNear(value(result, "y_fit_scale", 0), 0, 0, what + ", scale");
        assertNear(value(result, "y_fit_beta0_err", 0), 0, 0, what + ", error of the intercept");
        assertNear(value(result, "y_fit_beta1_err", 0), 0, 0, what + ", error of the slope");
        assertNear(value(result, "y_fit_downweighted", 0), downweighted, 1e-15, what + ", share");
        assertReason(result, what, "so many rows are fitted exactly that the scale is zero");
    }

    private static void assertReason(FitResult result, String what, String reason) {
        assertThat(result.groups().column("y_fit_reason").get(0)).as(what).isEqualTo(reason);
    }

    @Test
    void perfectLineIsFoundAtOnce() {
        double[] x = count(8);
        for (String fitter : ALL) {
            FitResult result = fit(fitter, line(x), x);
            assertExact(result, fitter, 1, 2, 0);
            assertNear(value(result, "y_fit_iterations", 0), 0, 0, fitter + ", iterations");
        }
    }

    /** The median residual is zero there: the plane through most rows is the robust answer. */
    @Test
    void lineThroughMostRowsIsTheAnswer() {
        double[] x = count(11);
        double[] y = line(x);
        y[2] += 40;
        y[5] += 25;
        y[9] -= 30;
        for (String fitter : ALL) {
            assertExact(fit(fitter, y, x), fitter, 1, 2, 3.0 / 11);
        }
    }

    @Test
    void zerosWithAFewOthersAreZero() {
        double[] y = new double[20];
        y[3] = 5;
        y[8] = 2;
        y[17] = 11;
        for (String fitter : ALL) {
            assertExact(fit(fitter, y, count(20)), fitter, 0, 0, 3.0 / 20);
        }
    }

    @Test
    void equalRowsHaveTheirTargetAsIntercept() {
        double[] y = new double[6];
        double[] x = new double[6];
        Arrays.fill(y, 7.5);
        Arrays.fill(x, 3);
        for (String fitter : ALL) {
            FitResult result = fit(fitter, y, x);
            assertThat(result.status("y", 0)).as(fitter).isEqualTo(FitStatus.RANK_DEFICIENT);
            assertNear(value(result, "y_fit_beta0", 0), 7.5, 1e-14, fitter);
            assertThat(value(result, "y_fit_beta1", 0)).as(fitter).isNaN();
            assertNear(value(result, "y_fit_scale", 0), 0, 0, fitter + ", scale");
        }
    }

    @Test
    void asManyRowsAsCoefficientsSayNothingOfTheScale() {
        for (String fitter : ALL) {
            FitResult result = fit(fitter, new double[] {1, 3}, new double[] {2, 4});
            assertThat(result.status("y", 0)).as(fitter).isEqualTo(FitStatus.OK);
            assertNear(value(result, "y_fit_beta1", 0), 1, 1e-14, fitter);
            for (String column : List.of("beta0_err", "beta1_err", "scale")) {
                assertThat(value(result, "y_fit_" + column, 0))
                        .as("%s, %s", fitter, column)
                        .isNaN();
            }
            assertNear(value(result, "y_fit_downweighted", 0), 0, 0, fitter);
        }
    }

    @Test
    void droppedFeatureStaysDropped() {
        SplittableRandom random = new SplittableRandom(4);
        double[] x = random.doubles(30).toArray();
        double[] twice = Arrays.stream(x).map(v -> 2 * v + 1).toArray();
        double[] other = random.doubles(30).toArray();
        double[] y = IntStream.range(0, 30)
                .mapToDouble(i -> x[i] - other[i] + 0.1 * random.nextGaussian() + (i % 9 == 0 ? 3 : 0))
                .toArray();
        for (String fitter : ALL) {
            FitResult with = fit(fitter, y, x, twice, other);
            FitResult without = fit(fitter, y, x, other);
            assertThat(with.status("y", 0)).as(fitter).isEqualTo(FitStatus.RANK_DEFICIENT);
            assertThat(without.status("y", 0)).as(fitter).isEqualTo(FitStatus.OK);
            assertThat(value(with, "y_fit_beta2", 0)).as(fitter).isNaN();
            assertSame(with, "beta1", without, "beta1", fitter);
            assertSame(with, "beta3", without, "beta2", fitter);
            assertSame(with, "beta3_err", without, "beta2_err", fitter);
            assertSame(with, "rms", without, "rms", fitter);
            assertSame(with, "scale", without, "scale", fitter);
        }
    }

    private static void assertSame(FitResult with, String column, FitResult without, String other, String what) {
        double expected = value(without, "y_fit_" + other, 0);
        assertNear(value(with, "y_fit_" + column, 0), expected, 1e-9 * Math.abs(expected), what + ", " + column);
    }

    /** Both rows of which the second feature tells are outliers: without them it has no coefficient. */
    @Test
    void featureOfRejectedRowsAloneIsDropped() {
        SplittableRandom random = new SplittableRandom(9);
        double[] x = random.doubles(40).toArray();
        double[] mark = new double[40];
        mark[7] = 1;
        mark[21] = 1;
        double[] y = IntStream.range(0, 40)
                .mapToDouble(i -> x[i] + 0.1 * random.nextGaussian())
                .toArray();
        y[7] += 50;
        y[21] -= 50;
        for (String fitter : List.of("bisquare", "hampel")) {
            FitResult with = fit(fitter, y, x, mark);
            FitResult without = fit(fitter, y, x);
            assertThat(with.status("y", 0)).as(fitter).isEqualTo(FitStatus.RANK_DEFICIENT);
            assertThat(value(with, "y_fit_beta2", 0)).as(fitter).isNaN();
            assertSame(with, "beta1", without, "beta1", fitter);
            assertSame(with, "scale", without, "scale", fitter);
            assertNear(value(with, "y_fit_rejected", 0), 2.0 / 40, 1e-15, fitter);
            assertReason(with, fitter, "a feature is left out of which only rejected rows tell");
        }
    }

    @Test
    void lastEstimateIsGivenWhereTheIterationDoesNotSettle() {
        double[] x = count(12);
        double[] y = {0, 3, 1, 5, 3, 60, 5, 9, 7, 11, 8, 13};
        for (String fitter : ALL) {
            FitResult result = fit(spec(fitter).fitterOption("max-iterations", "1"), y, x);
            assertThat(result.status("y", 0)).as(fitter).isEqualTo(FitStatus.NOT_CONVERGED);
            assertThat(value(result, "y_fit_beta1", 0)).as(fitter).isFinite();
            assertThat(value(result, "y_fit_beta1_err", 0)).as(fitter).isPositive();
            assertNear(value(result, "y_fit_iterations", 0), 1, 0, fitter);
            assertReason(result, fitter, "the iteration has not settled; allow more iterations, or a larger tolerance");
        }
    }

    /** Where most rows are outliers there is a fit all the same, of no use, and finite. */
    @Test
    void moreThanHalfOutliersHaveAFit() {
        double[] x = count(20);
        double[] y = line(x);
        for (int i = 0; i < 20; i += 5) {
            Arrays.fill(y, i, i + 3, 100 + i * i);
        }
        for (String fitter : ALL) {
            FitResult result = fit(fitter, y, x);
            assertThat(result.status("y", 0).isFitted()).as(fitter).isTrue();
            assertThat(value(result, "y_fit_scale", 0)).as(fitter).isPositive();
        }
    }
}
