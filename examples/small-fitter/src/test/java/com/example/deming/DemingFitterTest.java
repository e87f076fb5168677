package com.example.deming;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.regroup.api.FitSpec;
import io.regroup.api.Regroup;
import io.regroup.api.data.Table;
import io.regroup.api.result.FitResult;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemingFitterTest {

    private static final Table TABLE = Table.builder()
            .column("method", new int[10])
            .column("x", new double[] {7, 8.3, 10.5, 9, 5.1, 8.2, 10.2, 10.3, 7.1, 5.9})
            .column("y", new double[] {7.9, 8.2, 9.6, 9, 6.5, 7.3, 10.2, 10.6, 6.3, 5.2})
            .build();

    /** The first right singular vector of the centred columns, y over the root of the ratio: numpy 1.24.2. */
    @ParameterizedTest
    @CsvSource({
        "1, 0.3909253772442076, 0.9422885567102687",
        "4, 0.8127080391243444, 0.8905995050092715",
        "0.25, -0.08974489900704263, 1.0011942278194905"
    })
    void agreesWithSingularValues(String ratio, double intercept, double slope) {
        FitResult result = Regroup.fit(
                TABLE,
                FitSpec.groupBy("method")
                        .targets("y")
                        .features("x")
                        .fitter("deming")
                        .fitterOption("variance-ratio", ratio)
                        .build());

        assertEquals(intercept, result.groups().doubles("y_fit_beta0")[0], 1e-13);
        assertEquals(slope, result.groups().doubles("y_fit_beta1")[0], 1e-14);
    }
}
