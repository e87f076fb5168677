package io.regroup.crossvalidation;

import static io.regroup.crossvalidation.Fits.assertClose;
import static io.regroup.crossvalidation.Fits.value;
import static org.assertj.core.api.Assertions.assertThat;

import io.regroup.api.FitSpec;
import io.regroup.api.FitStatus;
import io.regroup.api.data.Table;
import io.regroup.api.result.FitResult;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;

/** What the Python predecessor's packages say of two small groups: statsmodels 0.13.5 and scikit-learn. */
@EveryEngine
@Tag("kernels")
class RobustVectorsTest {

    @Parameter
    EngineUnderTest engine;

    /** A line with a small alternating error and two outliers. */
    private static Table line() {
        double[] x = new double[20];
        double[] y = new double[20];
        double[] w = new double[20];
        for (int i = 0; i < 20; i++) {
            x[i] = 0.1 * i;
            y[i] = 1 + 2 * x[i] + (i % 2 == 0 ? 0.01 : -0.01);
            w[i] = i % 4 == 0 ? 2 : 1;
        }
        y[3] += 5;
        y[11] -= 7;
        return Table.builder()
                .column("g", new int[20])
                .column("x", x)
                .column("y", y)
                .column("w", w)
                .build();
    }

    private static Table normal() {
        double[] x = {
            -1.4238, 1.2637, -0.8707, -0.2592, -0.0753, -0.7409, -1.3678, 0.6489, 0.3611, -1.9529, 2.3474, 0.9685,
            -0.7594, 0.9022, -0.467, -0.0607, 0.7888, -1.2567, 0.5759, 1.399, 1.3223, -0.2997, 0.9029, -1.6216, -0.1582,
            0.4495, -1.3436, -0.0817, 1.7247, 2.6182
        };
        double[] y = {
            2.8147, -1.5566, 1.4783, 1.0427, -0.6236, 1.6719, 2.7627, -0.5013, 0.0227, 3.45, -2.5124, -0.27, 1.821,
            -0.771, 1.2552, 0.5183, -0.8265, 1.117, -0.0868, -1.1241, -1.9879, 0.9523, -1.0056, 4.077, 0.4892, -0.3044,
            1.9093, 0.3011, -2.7823, -3.139
        };
        return Table.builder()
                .column("g", new int[30])
                .column("x", x)
                .column("y", y)
                .build();
    }

    private FitResult fit(Table table, FitSpec.Builder spec) {
        return engine.fit(table, spec.targets("y").features("x").build());
    }

    private static FitSpec.Builder fitter(String name) {
        return FitSpec.groupBy("g").fitter(name);
    }

    private static void assertFit(FitResult result, double tolerance, double a, double b, double scale) {
        assertClose(value(result, "y_fit_beta0", 0), a, tolerance, "intercept");
        assertClose(value(result, "y_fit_beta1", 0), b, tolerance, "slope");
        assertClose(value(result, "y_fit_scale", 0), scale, tolerance, "scale");
    }

    private static void assertErrors(FitResult result, double tolerance, double a, double b) {
        assertClose(value(result, "y_fit_beta0_err", 0), a, tolerance, "error of the intercept");
        assertClose(value(result, "y_fit_beta1_err", 0), b, tolerance, "error of the slope");
    }

    @Test
    void huberIsThatOfStatsmodels() {
        FitResult first = fit(line(), fitter("huber"));
        assertThat(first.status("y", 0)).isEqualTo(FitStatus.OK);
        assertFit(first, 1e-8, 1.0060240091, 1.9949754452, 0.0144535514);
        assertErrors(first, 2e-8, 0.0057439531, 0.0051686534);

        FitResult second = fit(normal(), fitter("huber"));
        assertFit(second, 1e-8, 0.4740712806, -1.4490608832, 0.3414615247);
        assertErrors(second, 2e-8, 0.0741089260, 0.0634368345);
    }

    /** By its rule for the deviance, statsmodels ends at the second step; by its rule for coefficients at the fixed point. */
    @Test
    void bisquareIsThatOfStatsmodelsWhereverItEnds() {
        FitResult early = fit(line(), fitter("bisquare").fitterOption("max-iterations", "2"));
        assertThat(early.status("y", 0)).isEqualTo(FitStatus.NOT_CONVERGED);
        assertFit(early, 1e-9, 1.003848212, 1.997292825, 0.014625338995);

        FitResult settled = fit(line(), fitter("bisquare"));
        assertThat(settled.status("y", 0)).isEqualTo(FitStatus.OK);
        assertFit(settled, 1e-9, 1.0038761028590923, 1.9972718986519093, 0.014623787729506173);
        assertErrors(settled, 1e-9, 0.005161653941193009, 0.0046446757999178785);
    }

    /** The exact minimum, by a plain alternation in Python; scikit-learn 1.2.1 comes within 5e-6 of it. */
    @Test
    void jointHuberIsTheMinimumThatScikitLearnApproaches() {
        FitResult plain = fit(line(), joint("0"));
        assertThat(plain.status("y", 0)).isEqualTo(FitStatus.OK);
        assertFit(plain, 1e-10, 1.005561622676193, 1.9955189044649715, 0.010275249161275344);
        assertFit(plain, 5e-6, 1.005561632123668, 1.9955189, 0.010275287153960378);
        assertThat(value(plain, "y_fit_downweighted", 0)).isEqualTo(0.15);

        FitResult penalised = fit(line(), joint("1e-4"));
        assertFit(penalised, 1e-10, 1.0055620158739615, 1.9955185228577503, 0.010275244542239473);
        assertFit(penalised, 1e-6, 1.005562016, 1.995518522, 0.0102752457);
        assertThat(value(penalised, "y_fit_beta1_err", 0)).isNaN();

        FitResult weighted = fit(line(), joint("0").weight("w"));
        assertFit(weighted, 1e-10, 1.0082805885677384, 1.9951092133367996, 0.008810762131058905);
        assertFit(weighted, 1e-5, 1.008280787, 1.995109034, 0.008810777);

        FitResult both = fit(line(), joint("1e-4").weight("w"));
        assertFit(both, 1e-10, 1.0082808643982522, 1.9951089490024378, 0.008810735390717545);

        FitResult second = fit(normal(), joint("1e-4"));
        assertFit(second, 1e-6, 0.4848036616, -1.4611426510, 0.2289884141);
    }

    private static FitSpec.Builder joint(String alpha) {
        return fitter("huber").fitterOption("scale", "joint").fitterOption("alpha", alpha);
    }
}
