package io.regroup.crossvalidation;

import static io.regroup.crossvalidation.Fits.assertClose;
import static io.regroup.crossvalidation.Fits.value;

import io.regroup.api.FitSpec;
import io.regroup.api.data.Table;
import io.regroup.api.result.FitResult;
import io.regroup.api.result.Naming;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The weighted table that the predecessors are judged by: five rows, one or two features, with and without weights and
 * intercept. Numbers as published to 12 digits, computed by normal equations in double precision.
 */
@EveryEngine
@Tag("kernels")
class WeightedTableTest {

    @Parameter
    EngineUnderTest engine;

    private static final Table TABLE = Table.builder()
            .column("g", new int[5])
            .column("x", new double[] {0, 1, 2, 3, 4})
            .column("z", new double[] {1, 0, 2, 1, 3})
            .column("y", new double[] {1, 3, 2, 5, 4})
            .column("w", new double[] {1, 1, 2, 0.5, 1})
            .build();

    @ParameterizedTest(name = "{0}, weighted {1}, intercept {2}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "x  |false|true |1.4           |0.848528137424|0.8           |0.346410161514|-              |-             |1.09544511501 |0.6",
                "x  |false|false|-             |-             |1.266666666667|0.23921166824 |-              |-             |1.310216267136|0.733333333333",
                "x z|false|true |1.844444444444|0.296481423647|1.355555555556|0.160246723354|-1.111111111111|0.222222222222|0.36514837167 |0.2",
                "x z|false|false|-             |-             |1.707865168539|0.552164601137|-0.696629213483|0.780878667591|1.344986529317|0.719101123596",
                "x  |true |true |1.259615384615|0.79660816345 |0.721153846154|0.343965662132|-              |-             |1.057634031029|0.557692307692",
                "x  |true |false|-             |-             |1.169491525424|0.228342264158|-              |-             |1.240215946205|0.830508474576",
                "x z|true |true |1.797619047619|0.32635119433 |1.345238095238|0.193978223057|-1.119047619048|0.257539376819|0.400891862869|0.142857142857",
                "x z|true |false|-             |-             |1.592814371257|0.619560363808|-0.580838323353|0.782363840493|1.316257926905|0.778443113772"
            })
    void isReproduced(
            String features,
            boolean weighted,
            boolean intercept,
            Double a,
            Double aError,
            Double x,
            Double xError,
            Double z,
            Double zError,
            double rms,
            double mad) {
        FitResult result = engine.fit(
                TABLE,
                FitSpec.groupBy("g")
                        .targets("y")
                        .features(features.split(" "))
                        .weight(weighted ? "w" : null)
                        .intercept(intercept)
                        .naming(Naming.TERM)
                        .diagnostics(true)
                        .build());
        check(result, "intercept", a, aError);
        check(result, "slope_x", x, xError);
        check(result, "slope_z", z, zError);
        assertClose(value(result, "y_rms_fit", 0), rms, 5e-12, "rms");
        assertClose(value(result, "y_mad_fit", 0), mad, 1e-11, "mad");
    }

    private static void check(FitResult result, String term, Double coefficient, Double error) {
        if (coefficient != null) {
            assertClose(value(result, "y_" + term + "_fit", 0), coefficient, 1e-11, term);
            assertClose(value(result, "y_" + term + "_err_fit", 0), error, 1e-11, term + " error");
        }
    }
}
