package io.regroup.nonlinear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.regroup.api.FitSpec;
import io.regroup.api.FitStatus;
import io.regroup.api.Regroup;
import io.regroup.api.data.Table;
import io.regroup.api.result.FitResult;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * A gaussian on an offset, with and without disturbance and weights. The expected parameters are those of
 * scipy.optimize.least_squares (scipy 1.10.1) with tolerances of 1e-15, errors those of curve_fit, with absolute_sigma in the weighted
 * case. curve_fit itself, with its own tolerances, stops up to 5e-6 before the minimum.
 */
class GaussianVectorTest {

    private static final int COUNT = 33;
    private static final String[] PARAMETERS = {"amplitude", "mean", "sigma", "offset"};

    private static double[] x() {
        return IntStream.range(0, COUNT).mapToDouble(i -> -3 + i * 0.25).toArray();
    }

    private static double[] y() {
        double[] x = x();
        return IntStream.range(0, COUNT)
                .mapToDouble(i -> 10 * Math.exp(-0.5 * Math.pow((x[i] - 1) / 0.8, 2)) + 2)
                .toArray();
    }

    private static double[] disturbed() {
        double[] y = y();
        return IntStream.range(0, COUNT)
                .mapToDouble(i -> Math.rint((y[i] + 0.3 * Math.sin(7.0 * i)) * 1e4) / 1e4)
                .toArray();
    }

    private static double[] weights() {
        return IntStream.range(0, COUNT)
                .mapToDouble(i -> 1 / Math.pow(0.2 + 0.05 * i, 2))
                .toArray();
    }

    private static FitResult fit(double[] y, boolean weighted) {
        Table table = Table.builder()
                .column("g", new int[COUNT])
                .column("x", x())
                .column("y", y)
                .column("w", weights())
                .build();
        FitSpec.Builder spec = FitSpec.groupBy("g")
                .targets("y")
                .features("x")
                .fitter("nonlinear")
                .fitterOption("model", "gaussian");
        if (weighted) {
            spec.weight("w").fitterOption("sigma", "absolute");
        }
        FitResult result = Regroup.fit(table, spec.build());
        assertThat(result.status("y", 0)).isEqualTo(FitStatus.OK);
        return result;
    }

    private static void assertParameters(FitResult result, String suffix, double tolerance, double... expected) {
        for (int j = 0; j < PARAMETERS.length; j++) {
            assertThat(value(result, PARAMETERS[j] + suffix))
                    .as(PARAMETERS[j] + suffix)
                    .isCloseTo(expected[j], within(tolerance));
        }
    }

    private static double value(FitResult result, String name) {
        return result.groups().doubles("y_fit_" + name)[0];
    }

    @Test
    void perfectRowsGiveTheParametersBack() {
        assertParameters(fit(y(), false), "", 1e-10, 10, 1, 0.8, 2);
    }

    @Test
    void equalWeights() {
        FitResult result = fit(disturbed(), false);
        assertParameters(result, "", 2e-9, 9.866851546600, 1.004738023863, 0.821291639431, 1.984065458010);
        assertParameters(result, "", 1e-6, 9.8668521546, 1.0047379706, 0.8212914170, 1.9840659734);
        assertParameters(result, "_err", 1e-8, 0.111747491705, 0.010126407042, 0.011873725162, 0.052671499382);
        assertThat(value(result, "chi2")).isCloseTo(1.2496070605, within(1e-9));
        assertThat(value(result, "ndf")).isEqualTo(29);
        assertThat(value(result, "chi2_ndf")).isCloseTo(1.2496070605 / 29, within(1e-10));
        assertThat(value(result, "converged")).isEqualTo(1);
    }

    @Test
    void weightsThatAreVariances() {
        FitResult result = fit(disturbed(), true);
        assertParameters(result, "", 2e-9, 9.802917539805, 1.004713777906, 0.811307572769, 2.071791937576);
        assertParameters(result, "", 1e-5, 9.8029220061, 1.0047135830, 0.8113066847, 2.0717925902);
        assertParameters(result, "_err", 1e-8, 0.504887624398, 0.049773405913, 0.048855074022, 0.111847243980);
        assertThat(value(result, "chi2")).isCloseTo(3.1487416191, within(1e-9));
        double[] residuals = residuals(result);
        double squares = 0;
        for (double residual : residuals) {
            squares += residual * residual;
        }
        assertThat(squares).isCloseTo(1.3727726728, within(1e-5));
    }

    private static double[] residuals(FitResult result) {
        double[] x = x();
        double[] y = disturbed();
        return IntStream.range(0, COUNT)
                .mapToDouble(i -> y[i]
                        - value(result, "offset")
                        - value(result, "amplitude")
                                * Math.exp(-0.5 * Math.pow((x[i] - value(result, "mean")) / value(result, "sigma"), 2)))
                .toArray();
    }
}
