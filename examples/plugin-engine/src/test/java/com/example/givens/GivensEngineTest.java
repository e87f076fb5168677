package com.example.givens;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.regroup.api.FitSpec;
import io.regroup.api.FitStatus;
import io.regroup.api.InvalidArgumentException;
import io.regroup.api.Regroup;
import io.regroup.api.RunOptions;
import io.regroup.api.data.Table;
import io.regroup.api.result.FitResult;
import org.junit.jupiter.api.Test;

/** Certified numbers of NIST (Statistical Reference Datasets, linear regression), on the engine as Regroup finds it. */
class GivensEngineTest {

    private static final RunOptions GIVENS = RunOptions.defaults().withEngine("givens");

    private static final String[] LONGLEY = {"deflator", "product", "unemployed", "forces", "population", "year"};

    /** Longley's data: six features that are nearly dependent, of the years 1947 to 1962. */
    private static Table longley() {
        double[][] rows = {
            {60323, 83.0, 234289, 2356, 1590, 107608, 1947},
            {61122, 88.5, 259426, 2325, 1456, 108632, 1948},
            {60171, 88.2, 258054, 3682, 1616, 109773, 1949},
            {61187, 89.5, 284599, 3351, 1650, 110929, 1950},
            {63221, 96.2, 328975, 2099, 3099, 112075, 1951},
            {63639, 98.1, 346999, 1932, 3594, 113270, 1952},
            {64989, 99.0, 365385, 1870, 3547, 115094, 1953},
            {63761, 100.0, 363112, 3578, 3350, 116219, 1954},
            {66019, 101.2, 397469, 2904, 3048, 117388, 1955},
            {67857, 104.6, 419180, 2822, 2857, 118734, 1956},
            {68169, 108.4, 442769, 2936, 2798, 120445, 1957},
            {66513, 110.8, 444546, 4681, 2637, 121950, 1958},
            {68655, 112.6, 482704, 3813, 2552, 123366, 1959},
            {69564, 114.2, 502601, 3931, 2514, 125368, 1960},
            {69331, 115.7, 518173, 4806, 2572, 127852, 1961},
            {70551, 116.9, 554894, 4007, 2827, 130081, 1962}
        };
        Table.Builder table = Table.builder().column("g", new int[rows.length]).column("employed", column(rows, 0));
        for (int j = 0; j < LONGLEY.length; j++) {
            table.column(LONGLEY[j], column(rows, j + 1));
        }
        return table.build();
    }

    private static double[] column(double[][] rows, int index) {
        double[] column = new double[rows.length];
        for (int i = 0; i < column.length; i++) {
            column[i] = rows[i][index];
        }
        return column;
    }

    @Test
    void longleyIsCertified() {
        FitResult result = Regroup.fit(
                longley(),
                FitSpec.groupBy("g").targets("employed").features(LONGLEY).build(),
                GIVENS);

        double[] certified = {
            -3482258.63459582,
            15.0618722713733,
            -0.358191792925910E-01,
            -2.02022980381683,
            -1.03322686717359,
            -0.511041056535807E-01,
            1829.15146461355
        };
        double[] errors = {
            890420.383607373,
            84.9149257747669,
            0.334910077722432E-01,
            0.488399681651699,
            0.214274163161675,
            0.226073200069370,
            455.478499142212
        };
        for (int k = 0; k < certified.length; k++) {
            double[] estimate = result.groups().doubles("employed_fit_beta" + k);
            double[] error = result.groups().doubles("employed_fit_beta" + k + "_err");
            assertEquals(certified[k], estimate[0], 1e-11 * Math.abs(certified[k]), "coefficient " + k);
            assertEquals(errors[k], error[0], 1e-11 * errors[k], "standard error " + k);
        }
        assertEquals("givens", result.explanation().engine());
    }

    @Test
    void aFeatureThatDependsOnOthersIsLeftOut() {
        double[] x = {1, 2, 3, 4, 5};
        Table table = Table.builder()
                .column("g", new int[5])
                .column("x", x)
                .column("twice", new double[] {2, 4, 6, 8, 10})
                .column("square", new double[] {1, 4, 9, 16, 25})
                .column("y", new double[] {6, 11, 18, 27, 38})
                .build();
        FitResult result = Regroup.fit(
                table,
                FitSpec.groupBy("g")
                        .targets("y")
                        .features("x", "twice", "square")
                        .build(),
                GIVENS);

        assertEquals(FitStatus.RANK_DEFICIENT, result.status("y", 0));
        double[] coefficients = new double[4];
        for (int k = 0; k < 4; k++) {
            coefficients[k] = result.groups().doubles("y_fit_beta" + k)[0];
        }
        assertArrayEquals(new double[] {3, 2, Double.NaN, 1}, coefficients, 1e-12);
    }

    /** Its share of the rows' squares must not be lost to the features after it. */
    @Test
    void aFeatureThatIsLeftOutLeavesNoTrace() {
        Table table = Table.builder()
                .column("g", new int[6])
                .column("x", new double[] {1, 2, 3, 4, 5, 6})
                .column("near", new double[] {1.5, 1.5, 3.5, 3.5, 5.5, 5.5})
                .column("z", new double[] {2, 7, 1, 8, 2, 8})
                .column("y", new double[] {3, 1, 4, 1, 5, 9})
                .build();
        FitSpec.Builder spec = FitSpec.groupBy("g").targets("y").fitterOption("rank-tolerance", "0.5");
        FitResult with = Regroup.fit(table, spec.features("x", "near", "z").build(), GIVENS);
        FitResult without = Regroup.fit(table, spec.features("x", "z").build(), GIVENS);

        assertEquals(FitStatus.RANK_DEFICIENT, with.status("y", 0));
        assertEquals(FitStatus.OK, without.status("y", 0));
        assertArrayEquals(
                new double[] {
                    without.groups().doubles("y_fit_beta1")[0],
                    without.groups().doubles("y_fit_beta2")[0],
                    without.groups().doubles("y_fit_beta2_err")[0]
                },
                new double[] {
                    with.groups().doubles("y_fit_beta1")[0],
                    with.groups().doubles("y_fit_beta3")[0],
                    with.groups().doubles("y_fit_beta3_err")[0]
                },
                1e-13);
    }

    @Test
    void groupsThatWouldHaveToBeCombinedAreRefused() {
        FitSpec spec = FitSpec.groupBy("g").targets("employed").build();
        InvalidArgumentException error = assertThrows(
                InvalidArgumentException.class, () -> Regroup.fit(longley(), spec, GIVENS.withReduction("map-reduce")));
        assertEquals(
                "reduction map-reduce: cannot serve fitter ols on engine givens:"
                        + " groups are fitted whole here, not combined from parts; those that can: [blockwise]",
                error.getMessage());
    }
}
