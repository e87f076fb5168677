package io.regroup.crossvalidation;

import static org.assertj.core.api.Assertions.assertThat;

import io.regroup.api.FitSpec;
import io.regroup.api.Plugins;
import io.regroup.api.SigmaCut;
import io.regroup.api.StandardErrors;
import io.regroup.api.data.Table;
import io.regroup.api.result.FitResult;
import io.regroup.crossvalidation.internal.RowOrder;
import io.regroup.crossvalidation.internal.Tables;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The sigma cut around fitters of every kind. */
@EveryEngine
class SigmaCutFittersTest {

    @Parameter
    EngineUnderTest engine;

    /** Models of one feature without options. */
    static List<String> models() {
        return Plugins.find().fitters().stream()
                .map(Plugins.Entry::name)
                .filter(name -> !List.of("aggregate", "gmm", "nonlinear").contains(name))
                .toList();
    }

    private static FitSpec.Builder line(String fitter) {
        return FitSpec.groupBy("g").targets("y").features("x").fitter(fitter).diagnostics(true);
    }

    /** Compares groups; a program with summaries has no median deviation of its own. */
    private static void assertSame(Table got, Table expected, int extras, String what) {
        List<String> names = new ArrayList<>(expected.schema().names());
        names.remove("y_fit_reason");
        assertThat(got.schema().names()).containsAll(names);
        assertThat(got.schema().names().size() - names.size()).as(what).isEqualTo(extras);
        for (String name : names) {
            for (int g = 0; g < expected.rowCount(); g++) {
                if (Double.isNaN(got.doubles("y_fit_cut")[g])) {
                    continue;
                }
                String label = what + ": " + name + " of group " + g;
                if (name.endsWith("status")) {
                    assertThat(got.column(name).getString(g))
                            .as(label)
                            .isEqualTo(expected.column(name).getString(g));
                } else if (!name.endsWith("mad") || !Double.isNaN(expected.doubles(name)[g])) {
                    double value = expected.doubles(name)[g];
                    Fits.assertNear(got.doubles(name)[g], value, 1e-9 * (1e-3 + Math.abs(value)), label);
                }
            }
        }
    }

    private static Table noisyLines(int groups, int rows) {
        SplittableRandom random = new SplittableRandom(17);
        int[] g = IntStream.range(0, groups * rows).map(i -> i % groups).toArray();
        double[] x = random.doubles(g.length).toArray();
        double[] y = IntStream.range(0, g.length)
                .mapToDouble(i -> 2 + 3 * x[i] + random.nextGaussian())
                .toArray();
        return Table.builder().column("g", g).column("x", x).column("y", y).build();
    }

    @ParameterizedTest
    @MethodSource("models")
    void aCutThatRejectsNothingChangesNothing(String fitter) {
        Table table = noisyLines(8, 30);
        Table without = engine.fit(table, line(fitter).build()).groups();
        Table with = engine.fit(table, line(fitter).sigmaCut(SigmaCut.of(50)).build())
                .groups();
        assertThat(with.doubles("y_fit_refits")).containsOnly(0);
        assertThat(with.doubles("y_fit_rejected_share")).containsOnly(0);
        assertSame(with, without, 5, fitter);
    }

    /** What is left after a cut is fitted as if the rejected rows had never been. */
    @ParameterizedTest
    @MethodSource("models")
    void theRowsThatAreKeptAreFittedAsIfTheyWereAll(String fitter) {
        OutlierRows outliers = new OutlierRows(12, 1, 1, false, 4);
        Table table = outliers.table(RowOrder.SORTED);
        table = Table.builder()
                .column("g", table.doubles("g"))
                .column("x", table.doubles("x1"))
                .column("y", table.doubles("y1"))
                .build();
        FitResult cut = engine.fit(
                table, line(fitter).diagnostics(false).sigmaCut(SigmaCut.of(6)).build());
        double[] residuals = Tables.read(cut.rows(table)).doubles("y_fit_res");
        double[] limits = cut.groups().doubles("y_fit_cut");
        double[] g = table.doubles("g");
        int[] kept = IntStream.range(0, residuals.length)
                .filter(i -> !(Math.abs(residuals[i]) > limits[(int) g[i]]))
                .toArray();
        assertThat(kept.length).isLessThan(residuals.length * 19 / 20);
        Table alone = engine.fit(
                        Tables.rows(table, kept),
                        line(fitter).diagnostics(false).build())
                .groups();
        assertSame(Tables.without(cut.groups(), "group_rows"), Tables.without(alone, "group_rows"), 5, fitter);
    }

    /** Errors of every kind are those of the rows that are kept, and so are t and p values. */
    @ParameterizedTest
    @ValueSource(strings = {"classic", "hc0", "hc3", "cluster:c"})
    void errorsAreOfTheRowsThatAreKept(String errors) {
        double[] x = IntStream.range(0, 40).mapToDouble(i -> i * 7 % 40).toArray();
        double[] y = IntStream.range(0, 40)
                .mapToDouble(i -> x[i] + i * 13 % 17 + (i % 9 == 0 ? 1000 : 0))
                .toArray();
        Table table = Table.builder()
                .column("g", new int[40])
                .column("c", IntStream.range(0, 40).map(i -> i / 5).toArray())
                .column("x", x)
                .column("y", y)
                .build();
        FitSpec.Builder spec = line("ols").errors(StandardErrors.parse(errors));
        int[] kept = IntStream.range(0, 40).filter(i -> i % 9 != 0).toArray();
        Table expected = engine.fit(Tables.rows(table, kept), spec.build()).groups();
        Table got = engine.fit(table, spec.sigmaCut(SigmaCut.of(8)).build()).groups();
        assertThat(got.doubles("y_fit_rejected_share")).containsExactly(1 - kept.length / 40.0);
        for (String name : List.of("beta0", "beta1", "beta1_err", "beta0_err", "beta1_t", "beta1_p", "count", "rms")) {
            Fits.assertClose(got.doubles("y_fit_" + name)[0], expected.doubles("y_fit_" + name)[0], 1e-10, name);
        }
    }

    /**
     * A tenth of all rows is ten standard deviations off. Of long groups the slopes are then as near to the true one as if
     * there had been no outliers; without a cut they are three times as far away. In groups of 20 chance puts so many
     * outliers into some that least squares is no start to find them from.
     */
    @ParameterizedTest
    @CsvSource({
        "ols, MAD, 4, 20, 2.5",
        "ols, MAD, 4, 100, 1.25",
        "ols, MAD, 4, 500, 1.25",
        "ols, RMS, 2.5, 100, 1.25",
        "huber, MAD, 4, 20, 1.6",
        "huber, MAD, 4, 100, 1.25"
    })
    void slopesAreRecovered(String fitter, SigmaCut.Mode mode, double limit, int rows, double most) {
        int groups = 300;
        Table table = contaminated(groups, rows);
        FitSpec.Builder spec = line(fitter).diagnostics(false);
        Table cut = engine.fit(table, spec.sigmaCut(new SigmaCut(limit, mode)).build())
                .groups();
        Table plain = engine.fit(table, line("ols").diagnostics(false).build()).groups();
        double[] ideal = idealErrors(table, groups);
        double withCut = spread(cut.doubles("y_fit_beta1"), ideal);
        double without = spread(plain.doubles("y_fit_beta1"), ideal);
        assertThat(without).isBetween(2.7, 4.0);
        assertThat(withCut).isBetween(0.85, most);
    }

    /** In groups of 5 a cut cannot tell outliers from others, but errors say so: slopes are as far off as these allow. */
    @ParameterizedTest
    @CsvSource({"ols, 5, 3", "ols, 20, 18", "huber, 5, 3", "huber, 500, 498"})
    void errorsCoverTheTrueSlope(String fitter, int rows, int free) {
        int groups = 600;
        Table cut = engine.fit(
                        contaminated(groups, rows),
                        line(fitter).diagnostics(false).sigmaCut(SigmaCut.of(4)).build())
                .groups();
        double[] pulls = new double[groups];
        for (int g = 0; g < groups; g++) {
            pulls[g] = Math.abs(cut.doubles("y_fit_beta1")[g] - 2) / cut.doubles("y_fit_beta1_err")[g];
        }
        // the median of |t|: 0.765 with 3 degrees of freedom, 0.674 with many
        double expected = free == 3 ? 0.765 : 0.68;
        assertThat(IntStream.range(0, groups)
                        .mapToDouble(g -> pulls[g])
                        .sorted()
                        .toArray()[groups / 2])
                .isBetween(0.8 * expected, 1.3 * expected);
    }

    private static Table contaminated(int groups, int rows) {
        SplittableRandom random = new SplittableRandom(1000L + rows);
        int[] g = IntStream.range(0, groups * rows).map(i -> i / rows).toArray();
        double[] x = random.doubles(g.length, -1, 1).toArray();
        double[] y = new double[g.length];
        for (int i = 0; i < y.length; i++) {
            double outlier = random.nextInt(10) > 0 ? 0 : random.nextBoolean() ? 10 : -10;
            y[i] = 1 + 2 * x[i] + random.nextGaussian() + outlier;
        }
        return Table.builder().column("g", g).column("x", x).column("y", y).build();
    }

    /** The errors of slopes if the noise is known to be 1 and nothing is an outlier. */
    private static double[] idealErrors(Table table, int groups) {
        double[] g = table.doubles("g");
        double[] x = table.doubles("x");
        double[] count = new double[groups];
        double[] sum = new double[groups];
        double[] squares = new double[groups];
        for (int i = 0; i < x.length; i++) {
            count[(int) g[i]]++;
            sum[(int) g[i]] += x[i];
            squares[(int) g[i]] += x[i] * x[i];
        }
        return IntStream.range(0, groups)
                .mapToDouble(k -> 1 / Math.sqrt(squares[k] - sum[k] * sum[k] / count[k]))
                .toArray();
    }

    private static double spread(double[] slopes, double[] errors) {
        return Math.sqrt(IntStream.range(0, slopes.length)
                .mapToDouble(k -> Math.pow((slopes[k] - 2) / errors[k], 2))
                .average()
                .orElseThrow());
    }
}
