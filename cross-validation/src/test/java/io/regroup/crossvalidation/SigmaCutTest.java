package io.regroup.crossvalidation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regroup.api.FitSpec;
import io.regroup.api.FitStatus;
import io.regroup.api.InvalidArgumentException;
import io.regroup.api.SigmaCut;
import io.regroup.api.data.Table;
import io.regroup.api.result.FitResult;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The sigma cut, group by group: numbers made by hand, the predecessor's, and groups that are hard. */
@EveryEngine
class SigmaCutTest {

    @Parameter
    EngineUnderTest engine;

    private static FitSpec.Builder mean(double limit, SigmaCut.Mode mode) {
        return FitSpec.groupBy("g").targets("y").minRows(2).sigmaCut(new SigmaCut(limit, mode));
    }

    private static FitSpec.Builder line(double limit, SigmaCut.Mode mode) {
        return mean(limit, mode).features("x").minRows(3);
    }

    private static Table oneGroup(double... y) {
        return Table.builder()
                .column("g", new int[y.length])
                .column("x", IntStream.range(0, y.length).asDoubleStream().toArray())
                .column("y", y)
                .build();
    }

    private static double value(FitResult result, String quantity) {
        return Fits.value(result, "y_fit_" + quantity, 0);
    }

    private static void assertValue(FitResult result, String quantity, double expected) {
        Fits.assertClose(value(result, quantity), expected, 1e-13, quantity);
    }

    private static String reason(FitResult result) {
        return result.groups().column("y_fit_reason").getString(0);
    }

    // --- by hand

    /** The mean is 110 / 6; the values but 100 are up to 18.3 from it, s = 1.4826 * 1.5. */
    @Test
    void rowsBeyondTheLimitAreRejectedAndTheStatisticsAreOfTheRest() {
        FitResult result = engine.fit(
                oneGroup(0, 1, 2, 3, 4, 100),
                mean(10, SigmaCut.Mode.MAD).diagnostics(true).build());
        assertThat(result.status("y", 0)).isEqualTo(FitStatus.OK);
        assertValue(result, "beta0", 2);
        assertValue(result, "beta0_err", Math.sqrt(2.5 / 5));
        assertValue(result, "count", 5);
        assertValue(result, "chi2", 10);
        assertValue(result, "rms", Math.sqrt(2.5));
        assertValue(result, "refits", 1);
        assertValue(result, "usable", 6);
        assertValue(result, "rejected_share", 1.0 / 6);
        assertValue(result, "cut", 10 * 1.4826 * 1.5);
        assertValue(result, "mad", 1.5);
        assertThat(reason(result)).isNull();
    }

    /** s² = 10 / 4 of the rows that are kept, 7890 / 5 of all. */
    @Test
    void theRmsIsOfTheRowsThatAreKept() {
        FitResult result = engine.fit(
                oneGroup(0, 1, 2, 3, 4, 100), mean(2, SigmaCut.Mode.RMS).build());
        assertValue(result, "beta0", 2);
        assertValue(result, "refits", 1);
        assertValue(result, "count", 5);
        assertValue(result, "cut", 2 * Math.sqrt(2.5));
    }

    /** Of 0, 1, 2, 3, 4, 100 all are farther than 3 * 1.4826 * 1.5 from their mean. */
    @Test
    void aCutThatKeepsTooFewIsNotMade() {
        FitResult result = engine.fit(
                oneGroup(0, 1, 2, 3, 4, 100), mean(3, SigmaCut.Mode.MAD).build());
        assertThat(result.status("y", 0)).isEqualTo(FitStatus.OK);
        assertValue(result, "beta0", 110.0 / 6);
        assertValue(result, "count", 6);
        assertValue(result, "refits", 0);
        assertValue(result, "rejected_share", 0);
        assertValue(result, "cut", Double.NaN);
        assertThat(reason(result)).isEqualTo("the sigma cut would have kept too few rows and was not made");
    }

    /** The cut at 10 would keep 5 rows. */
    @ParameterizedTest
    @CsvSource({"5, 5", "6, 6"})
    void theMinimumOfRowsIsKept(int minRows, int count) {
        FitResult result = engine.fit(
                oneGroup(0, 1, 2, 3, 4, 100),
                mean(10, SigmaCut.Mode.MAD).minRows(minRows).build());
        assertValue(result, "count", count);
    }

    /** One row more than coefficients is the least. */
    @Test
    void asManyRowsAsCoefficientsAreTooFew() {
        double[] y = {0, 1, -1, 50, -50};
        FitSpec.Builder spec = mean(1e-9, SigmaCut.Mode.RMS).minRows(1);
        assertValue(engine.fit(oneGroup(y), spec.build()), "count", 5);
        assertValue(engine.fit(oneGroup(0, 0, 1, -1, 50, -50), spec.build()), "count", 2);
    }

    /** A weight of 4 makes a residual twice as large: the median of 1, 1, 1, 1, 3, 3, 6, 6 is 2. */
    @Test
    void residualsAreJudgedByTheirWeight() {
        Table table = Table.builder()
                .column("g", new int[8])
                .column("y", new double[] {-1, 1, -1, 1, -3, 3, -3, 3})
                .column("w", new double[] {1, 1, 1, 1, 4, 4, 1, 1})
                .build();
        FitResult result =
                engine.fit(table, mean(1.5, SigmaCut.Mode.MAD).weight("w").build());
        assertValue(result, "cut", 1.5 * 1.4826 * 2);
        assertValue(result, "count", 6);
        assertValue(result, "chi2", 22);
        assertValue(result, "beta0", 0);
    }

    // --- off, and wrong

    @ParameterizedTest
    @CsvSource({"100, MAD", "1e9, RMS", "Infinity, ONE_PASS"})
    void aLimitOf100OrMoreIsOff(double limit, SigmaCut.Mode mode) {
        Table table = oneGroup(0, 1, 2, 3, 4, 100);
        Table off = engine.fit(table, line(limit, mode).build()).groups();
        Table without =
                engine.fit(table, line(limit, mode).sigmaCut(null).build()).groups();
        assertThat(off.schema()).isEqualTo(without.schema());
        for (String name : without.schema().names()) {
            assertThat(off.column(name).getString(0))
                    .as(name)
                    .isEqualTo(without.column(name).getString(0));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aggregatesHaveNoResiduals(SigmaCut.Mode mode) {
        FitSpec spec = FitSpec.groupBy("g")
                .targets("y")
                .fitter("aggregate")
                .fitterOption("functions", "mean(y)")
                .sigmaCut(new SigmaCut(200, mode))
                .build();
        assertThatThrownBy(() -> engine.fit(oneGroup(1, 2), spec))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("sigma cut: fitter aggregate has no model whose residuals tell which rows to reject;"
                        + " leave the cut out, or use another fitter");
    }

    @ParameterizedTest
    @CsvSource({"0", "-1", "NaN", "-Infinity"})
    void aLimitIsAboveZero(double limit) {
        assertThatThrownBy(() -> SigmaCut.of(limit))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("sigma cut: expected a number above 0 (100 or more for none), got " + limit);
    }

    // --- hard groups

    @ParameterizedTest
    @EnumSource
    void aPerfectLineKeepsAllRows(SigmaCut.Mode mode) {
        perfectLineKeepsAllRows(mode, 1);
    }

    /** Their squares vanish, or are larger than a double can be. */
    @ParameterizedTest
    @EnumSource
    void tinyAndHugePerfectLinesKeepAllRows(SigmaCut.Mode mode) {
        perfectLineKeepsAllRows(mode, 1e-190);
        perfectLineKeepsAllRows(mode, 1e190);
    }

    private void perfectLineKeepsAllRows(SigmaCut.Mode mode, double unit) {
        double[] y =
                IntStream.range(0, 20).mapToDouble(i -> unit * (1e6 + 0.1 * i)).toArray();
        FitResult result = engine.fit(oneGroup(y), line(1, mode).build());
        assertThat(result.status("y", 0)).isEqualTo(FitStatus.OK);
        Fits.assertClose(value(result, "beta1"), 0.1 * unit, 1e-8, "slope");
        assertValue(result, "count", 20);
        assertValue(result, "refits", 0);
    }

    @ParameterizedTest
    @EnumSource
    void equalRowsAreAllKept(SigmaCut.Mode mode) {
        double[] y = new double[9];
        Arrays.fill(y, 0.7);
        FitResult result = engine.fit(oneGroup(y), mean(3, mode).build());
        assertThat(result.status("y", 0)).isEqualTo(FitStatus.OK);
        assertValue(result, "beta0", 0.7);
        assertValue(result, "count", 9);
        assertValue(result, "refits", 0);
    }

    /** A mean of 0 of nine rows, seven of which are 0: their median deviation is 0. */
    @Test
    void aScaleOfZeroEndsTheCut() {
        FitResult result = engine.fit(
                oneGroup(0, 0, 0, 0, 0, 0, 0, 5, -5), mean(3, SigmaCut.Mode.MAD).build());
        assertThat(result.status("y", 0)).isEqualTo(FitStatus.OK);
        assertValue(result, "count", 9);
        assertValue(result, "cut", Double.NaN);
    }

    /** No cut can find out that the rows between 0 and 1 are the good ones; it must not pretend to. */
    @Test
    void moreThanHalfOutliersEndInAFitOfWhatIsKept() {
        double[] y = {0, 0.5, 1, 0.2, 0.8, 100, 110, 95, 105, 120, 90, 85};
        PlainSigmaCut expected = new PlainSigmaCut(new double[0][], y, null, SigmaCut.of(3), 2);
        FitResult result = engine.fit(oneGroup(y), mean(3, SigmaCut.Mode.MAD).build());
        assertValue(result, "count", expected.kept.size());
        assertValue(result, "beta0", expected.fit.solution.coefficients[0]);
    }

    @Test
    void aFeatureThatIsConstantAmongTheRowsKeptIsLeftOut() {
        Table table = Table.builder()
                .column("g", new int[9])
                .column("x", new double[] {0, 0, 0, 0, 0, 0, 0, 1, 1})
                .column("y", new double[] {-2, 2, -1, 1, -1, 1, 0, 500, -500})
                .build();
        FitResult result = engine.fit(table, line(4, SigmaCut.Mode.MAD).build());
        assertThat(result.status("y", 0)).isEqualTo(FitStatus.RANK_DEFICIENT);
        assertValue(result, "count", 7);
        assertValue(result, "beta0", 0);
        assertValue(result, "beta1", Double.NaN);
        assertValue(result, "rms", Math.sqrt(12.0 / 6));
    }

    @Test
    void groupsThatCannotBeFittedHaveNoCut() {
        FitResult result = engine.fit(oneGroup(1, 2), line(4, SigmaCut.Mode.MAD).build());
        assertThat(result.status("y", 0)).isEqualTo(FitStatus.TOO_FEW_ROWS);
        assertValue(result, "refits", Double.NaN);
        assertValue(result, "usable", Double.NaN);
        assertValue(result, "count", 2);
    }

    // --- the predecessor's rule

    private static final double[] X =
            IntStream.range(0, 20).mapToDouble(i -> 0.1 * i).toArray();

    private static Table predecessors() {
        double[] y = IntStream.range(0, 20)
                .mapToDouble(i -> 1 + 2 * X[i] + (i % 2 == 0 ? 0.01 : -0.01))
                .toArray();
        y[3] += 5;
        y[11] -= 7;
        return Table.builder()
                .column("g", new int[20])
                .column("x", X)
                .column("y", y)
                .build();
    }

    @ParameterizedTest
    @CsvSource({
        "4, 1.003567839, 1.997487437, 0.10",
        "3, 1.003567839, 1.997487437, 0.10",
        "1, 1.006956522, 1.993478261, 0.50"
    })
    void onePassGivesWhatThePredecessorGave(double limit, double intercept, double slope, double rejected) {
        FitResult result =
                engine.fit(predecessors(), line(limit, SigmaCut.Mode.ONE_PASS).build());
        Fits.assertNear(value(result, "beta0"), intercept, 5e-10, "intercept");
        Fits.assertNear(value(result, "beta1"), slope, 5e-10, "slope");
        assertValue(result, "rejected_share", rejected);
        assertValue(result, "refits", 1);
        assertValue(result, "usable", 20);
        assertValue(result, "count", 20 - 20 * rejected);
        if (limit > 1) {
            Fits.assertNear(value(result, "rms_all"), 1.923865058, 5e-10, "rms");
            Fits.assertNear(value(result, "mad_all"), 0.009874372, 5e-10, "mad");
        }
    }

    @Test
    void onePassFitsAgainEvenIfNothingIsRejectedAndOnlyOnce() {
        FitResult all = engine.fit(
                oneGroup(0, 1, 0, 1, 0, 1), line(50, SigmaCut.Mode.ONE_PASS).build());
        assertValue(all, "refits", 1);
        assertValue(all, "rejected_share", 0);
        FitResult tooFew = engine.fit(
                oneGroup(0, 1, 2, 3, 4, 100), mean(0.1, SigmaCut.Mode.ONE_PASS).build());
        assertValue(tooFew, "refits", 0);
        assertValue(tooFew, "count", 6);
        assertThat(tooFew.groups().schema().names()).doesNotContain("y_fit_reason", "y_fit_cut");
    }

    @Test
    void columnsFollowThoseOfTheFitter() {
        assertThat(engine.fit(predecessors(), line(4, SigmaCut.Mode.MAD).build())
                        .groups()
                        .schema()
                        .names())
                .isEqualTo(List.of(
                        "g",
                        "group_rows",
                        "y_fit_beta0",
                        "y_fit_beta1",
                        "y_fit_beta0_err",
                        "y_fit_beta1_err",
                        "y_fit_count",
                        "y_fit_rms",
                        "y_fit_chi2",
                        "y_fit_r2",
                        "y_fit_refits",
                        "y_fit_usable",
                        "y_fit_rejected_share",
                        "y_fit_cut",
                        "y_fit_status",
                        "y_fit_reason"));
    }
}
