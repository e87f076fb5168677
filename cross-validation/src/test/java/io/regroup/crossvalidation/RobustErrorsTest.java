package io.regroup.crossvalidation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regroup.api.FitSpec;
import io.regroup.api.FitStatus;
import io.regroup.api.InvalidArgumentException;
import io.regroup.api.RunOptions;
import io.regroup.api.StandardErrors;
import io.regroup.api.data.Dataset;
import io.regroup.api.data.Table;
import io.regroup.api.result.FitResult;
import io.regroup.crossvalidation.internal.FileLikeDataset;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Standard errors beside the classic ones. Numbers are those of statsmodels 0.13.5 ({@code OLS} and {@code WLS} with {@code cov_type}
 * HC0 to HC3 and cluster); R's sandwich 3.0.2 gives the same ({@code vcovHC}, {@code vcovCL} of type HC1).
 */
@EveryEngine
class RobustErrorsTest {

    private static final double[] X = {0.5, 1.1, 1.9, 3.2, 3.9, 5.1, 6.0, 7.2, 7.7, 9.1, 10.4, 10.9};
    private static final double[] Z = {2.1, -0.4, 0.3, 1.8, -1.2, 0.9, 2.7, -0.6, 1.1, 0.2, -1.9, 0.8};
    private static final double[] Y = {1.2, 2.9, 2.4, 5.8, 4.1, 8.9, 6.2, 11.9, 9.3, 17.4, 12.2, 20.6};
    private static final double[] W = {1, 2, 0.5, 1.5, 1, 0.25, 3, 1, 2, 1, 0.75, 1.25};
    private static final int[] C = {1, 1, 2, 2, 3, 3, 3, 4, 4, 5, 5, 5};

    @Parameter
    EngineUnderTest engine;

    /** The same rows in two groups, those of the second in another order, x shifted and y scaled there. */
    private static Table table() {
        int n = X.length;
        int[] order = {7, 2, 11, 0, 5, 9, 1, 10, 3, 8, 6, 4};
        int rows = 2 * n;
        int[] g = new int[rows];
        double[][] columns = new double[4][rows];
        String[] cluster = new String[rows];
        for (int i = 0; i < rows; i++) {
            int of = i < n ? i : order[i - n];
            boolean second = i >= n;
            g[i] = second ? 1 : 0;
            columns[0][i] = X[of] + (second ? 1e4 : 0);
            columns[1][i] = Z[of];
            columns[2][i] = Y[of] * (second ? 1000 : 1);
            columns[3][i] = W[of];
            cluster[i] = "run " + C[of];
        }
        int[] mixed = IntStream.range(0, rows).map(i -> (i * 7) % rows).toArray();
        return Table.builder()
                .column("g", IntStream.of(mixed).map(i -> g[i]).toArray())
                .column("x", IntStream.of(mixed).mapToDouble(i -> columns[0][i]).toArray())
                .column("z", IntStream.of(mixed).mapToDouble(i -> columns[1][i]).toArray())
                .column("y", IntStream.of(mixed).mapToDouble(i -> columns[2][i]).toArray())
                .column("w", IntStream.of(mixed).mapToDouble(i -> columns[3][i]).toArray())
                .column("c", IntStream.of(mixed).mapToObj(i -> cluster[i]).toArray(String[]::new))
                .build();
    }

    private static FitSpec.Builder spec(String errors) {
        return FitSpec.groupBy("g").targets("y").features("x", "z").errors(StandardErrors.parse(errors));
    }

    @ParameterizedTest(name = "{0}, intercept {1}, weighted {2}")
    @CsvSource({
        "classic, true, false, 1.6011167110048938, 0.23274541682362027, 0.6068807937610361",
        "hc0, true, false, 0.9817167088588958, 0.21921312823381056, 0.6141369997665257",
        "hc1, true, false, 1.133588812255274, 0.25312551719138093, 0.7091443242690255",
        "hc2, true, false, 1.1817078738670665, 0.2653680204718437, 0.7727029624905081",
        "hc3, true, false, 1.4248741897151074, 0.3234594040928052, 0.9766819803236219",
        "cluster:c, true, false, 1.3004830685012947, 0.21967954615369312, 0.764123149735473",
        "hc0, true, true, 1.0584500573916438, 0.2380770778583976, 0.5291444376178108",
        "hc1, true, true, 1.2221928511176807, 0.27490772997885066, 0.6110033669976724",
        "hc2, true, true, 1.3171959627840157, 0.2865285159160014, 0.7291338104834608",
        "hc3, true, true, 1.6714418779718674, 0.34844402179201617, 1.0330605338880838",
        "cluster:c, true, true, 1.449971760416519, 0.24883911476355625, 0.43339636935425785",
        "hc0, false, false, 0, 0.1368636844851132, 0.5449015021896788",
        "hc1, false, false, 0, 0.14992665459153265, 0.5969096887354755",
        "hc2, false, false, 0, 0.1644736061285049, 0.6865365789951859",
        "hc3, false, false, 0, 0.20070212078316865, 0.8706795745559761",
        "cluster:c, false, false, 0, 0.08232069570029972, 0.5778315887671229",
        "hc0, false, true, 0, 0.15322513058654164, 0.5130863861095312",
        "hc1, false, true, 0, 0.16784972079784727, 0.562057975241991",
        "hc2, false, true, 0, 0.17761762859062522, 0.6982862278617288",
        "hc3, false, true, 0, 0.2073796203136454, 0.9820484602938419",
        "cluster:c, false, true, 0, 0.1064095460888581, 0.38302679059151307",
    })
    void agreeWithStatsmodels(String errors, boolean intercept, boolean weighted, double b0, double b1, double b2) {
        FitSpec spec =
                spec(errors).intercept(intercept).weight(weighted ? "w" : null).build();
        Table table = table();
        RunOptions small = RunOptions.defaults().withBlockRows(5).withMemory(1);
        for (FitResult result :
                List.of(engine.fit(table, spec), engine.fit(new FileLikeDataset(table, 7), spec, small))) {
            if (intercept) {
                Fits.assertClose(Fits.value(result, "y_fit_beta0_err", 0), b0, 1e-12, "intercept");
            }
            for (int group = 0; group < (intercept ? 2 : 1); group++) {
                double scale = group == 0 ? 1 : 1000;
                Fits.assertClose(Fits.value(result, "y_fit_beta1_err", group), scale * b1, 1e-9, "x of " + group);
                Fits.assertClose(Fits.value(result, "y_fit_beta2_err", group), scale * b2, 1e-9, "z of " + group);
            }
            if (errors.startsWith("cluster")) {
                assertThat(result.groups().doubles("y_fit_clusters")).containsExactly(5, 5);
            }
        }
    }

    /** Numbers whose squares no double holds: errors scale with the target, and slopes' against their feature. */
    @ParameterizedTest
    @CsvSource({
        "1e-200, 1",
        "1e200, 1",
        "1e-300, 1",
        "1e300, 1",
        "1, 1e-200",
        "1, 1e200",
        "1e-120, 1e120",
        "1e120, 1e-120"
    })
    void holdForNumbersOfAnySize(double ofTarget, double ofFeature) {
        Table table = table();
        Table.Builder sized = Table.builder();
        for (String name : new String[] {"g", "z", "w", "c"}) {
            sized.column(name, table.column(name));
        }
        sized.column("x", times(table, "x", ofFeature)).column("y", times(table, "y", ofTarget));
        for (String errors : new String[] {"hc0", "hc1", "hc2", "hc3", "cluster:c"}) {
            FitSpec spec = spec(errors).weight("w").build();
            FitResult plain = engine.fit(table, spec);
            FitResult scaled = engine.fit(sized.build(), spec);
            double[] factors = {ofTarget, ofTarget / ofFeature, ofTarget};
            for (int term = 0; term < factors.length; term++) {
                String column = "y_fit_beta" + term + "_err";
                for (int group = 0; group < 2; group++) {
                    double expected = Fits.value(plain, column, group) * factors[term];
                    Fits.assertClose(Fits.value(scaled, column, group), expected, 1e-9, errors + " " + column);
                }
            }
        }
    }

    private static double[] times(Table table, String name, double factor) {
        double[] values = new double[2 * X.length];
        table.column(name).copyDoubles(0, values.length, values, 0);
        return DoubleStream.of(values).map(value -> value * factor).toArray();
    }

    /** Coefficients and everything else are those of the plain fit. */
    @Test
    void leaveTheFitAsItIs() {
        FitResult plain = engine.fit(
                table(), spec("classic").weight("w").diagnostics(true).build());
        FitResult robust =
                engine.fit(table(), spec("hc3").weight("w").diagnostics(true).build());
        for (String column : plain.groups().schema().names()) {
            if (!column.matches(".*_(err|t|p|status)")) {
                for (int group = 0; group < 2; group++) {
                    Fits.assertClose(
                            Fits.value(robust, column, group), Fits.value(plain, column, group), 1e-11, column);
                }
            }
        }
    }

    /** t and p of statsmodels' WLS, and p of R's {@code pt} for HC3 with n - p degrees of freedom. */
    @Test
    void diagnosticsTellSignificance() {
        FitResult classic = engine.fit(
                table(), spec("classic").weight("w").diagnostics(true).build());
        Fits.assertClose(Fits.value(classic, "y_fit_beta1_t", 0), 6.287831467932285, 1e-11, "t of x");
        Fits.assertClose(Fits.value(classic, "y_fit_beta1_p", 0), 0.00014303793072007706, 1e-10, "p of x");
        Fits.assertClose(Fits.value(classic, "y_fit_beta2_t", 0), -0.688516995244806, 1e-11, "t of z");
        Fits.assertClose(Fits.value(classic, "y_fit_beta2_p", 0), 0.5084844942310758, 1e-11, "p of z");
        FitResult robust =
                engine.fit(table(), spec("hc3").weight("w").diagnostics(true).build());
        double t = 1.5135876435904774 / 0.34844402179201617;
        Fits.assertClose(Fits.value(robust, "y_fit_beta1_t", 0), t, 1e-11, "t of x");
        Fits.assertClose(Fits.value(robust, "y_fit_beta1_p", 0), 0.001866945892341657, 1e-9, "p of x");
    }

    /** A feature that is left out has no error, and the others are those of the fit without it. */
    @Test
    void leaveOutWhatDependsOnOthers() {
        Table table = table();
        double[] twice = Arrays.stream(table.doubles("x")).map(x -> 3 - 2 * x).toArray();
        Table more = Table.builder()
                .column("g", table.column("g"))
                .column("x", table.column("x"))
                .column("twice", twice)
                .column("z", table.column("z"))
                .column("y", table.column("y"))
                .build();
        FitSpec spec = spec("hc3").features("x", "twice", "z").build();
        FitResult result = engine.fit(more, spec);
        assertThat(result.status("y", 0)).isEqualTo(FitStatus.RANK_DEFICIENT);
        assertThat(result.groups().doubles("y_fit_beta2_err")).containsOnly(Double.NaN);
        Fits.assertClose(Fits.value(result, "y_fit_beta0_err", 0), 1.4248741897151074, 1e-11, "intercept");
        Fits.assertClose(Fits.value(result, "y_fit_beta3_err", 0), 0.9766819803236219, 1e-11, "z");
    }

    /** No freedom, a row that decides a coefficient alone, one cluster: no error rather than a made-up one. */
    @Test
    void areMissingWhereRowsDoNotTell() {
        Table table = Table.builder()
                .column("g", new int[] {0, 0, 0, 1, 1, 1, 1, 1, 1})
                .column("x", new double[] {1, 2, 4, 1, 2, 3, 4, 5, 6})
                .column("z", new double[] {1, 5, 2, 0, 0, 0, 0, 0, 1})
                .column("y", new double[] {1, 2, 3, 1, 3, 2, 5, 4, 9})
                .column("c", new int[] {1, 1, 2, 7, 7, 7, 7, 7, 7})
                .build();
        for (String kind : List.of("hc0", "hc1", "hc2", "hc3", "cluster:c")) {
            FitResult result = engine.fit(table, spec(kind).minRows(1).build());
            assertThat(result.status("y", 0)).isEqualTo(FitStatus.OK);
            assertThat(Fits.value(result, "y_fit_beta1_err", 0)).as(kind).isNaN();
            boolean told = kind.equals("hc0") || kind.equals("hc1");
            assertThat(Double.isNaN(Fits.value(result, "y_fit_beta2_err", 1)))
                    .as(kind)
                    .isEqualTo(!told);
        }
    }

    /** A row without a cluster does not count; numbers, NaN among them, tell clusters apart like names. */
    @Test
    void countRowsOfKnownClustersOnly() {
        int n = X.length;
        double[] number = IntStream.of(C).mapToDouble(c -> c / 4.0).toArray();
        Table whole = Table.builder()
                .column("g", new int[n])
                .column("x", X)
                .column("z", Z)
                .column("y", Y)
                .column("c", number)
                .build();
        FitSpec spec = spec("cluster:c").diagnostics(true).build();
        Fits.assertClose(
                Fits.value(engine.fit(whole, spec), "y_fit_beta1_err", 0), 0.21967954615369312, 1e-11, "by number");
        double[] some = number.clone();
        some[4] = Double.NaN;
        Table part = Table.builder()
                .column("g", new int[n])
                .column("x", X)
                .column("z", Z)
                .column("y", Y)
                .column("c", some)
                .build();
        FitResult result = engine.fit(part, spec);
        assertThat(Fits.value(result, "y_fit_count", 0)).isEqualTo(n - 1);
        assertThat(Fits.value(result, "y_fit_excluded_cluster", 0)).isEqualTo(1);
        assertThat(Fits.value(result, "y_fit_clusters", 0)).isEqualTo(5);
    }

    /** The column of clusters may be a feature or a key as well. */
    @Test
    void takeAnyColumnAsCluster() {
        Dataset table = table();
        for (String column : List.of("x", "g", "w", "y")) {
            for (Dataset data : List.of(table, new FileLikeDataset((Table) table, 7))) {
                FitResult result = engine.fit(
                        data,
                        spec("cluster:" + column).build(),
                        RunOptions.defaults().withMemory(1));
                assertThat(result.groups().doubles("y_fit_clusters"))
                        .as(column)
                        .containsOnly(column.equals("g") ? 1 : column.equals("w") ? 8 : 12);
            }
        }
    }

    @Test
    void areRefusedBeforeWorkWhereTheyCannotBe() {
        assertThatThrownBy(() -> engine.fit(table(), spec("cluster:run").build()))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageStartingWith("column run: not in");
        assertThatThrownBy(() -> engine.fit(
                        table(),
                        FitSpec.groupBy("g")
                                .targets("y")
                                .fitter("aggregate")
                                .errors(StandardErrors.of(StandardErrors.Kind.HC3))
                                .build()))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage(
                        "errors hc3: fitter aggregate has errors of its own way only; leave them at classic, or use ols");
        assertThatThrownBy(() -> engine.fit(
                        table(), spec("hc3").build(), RunOptions.defaults().withReduction("map-reduce")))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("errors hc3 need all rows of a group at once");
    }
}
