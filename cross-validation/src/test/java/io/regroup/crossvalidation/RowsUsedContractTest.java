package io.regroup.crossvalidation;

import static io.regroup.crossvalidation.Fits.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regroup.api.FitSpec;
import io.regroup.api.FitStatus;
import io.regroup.api.InvalidArgumentException;
import io.regroup.api.RowUse;
import io.regroup.api.data.Table;
import io.regroup.api.result.FitResult;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;

/** Contract 3: which rows count. */
@EveryEngine
@Tag("kernels")
class RowsUsedContractTest {

    @Parameter
    EngineUnderTest engine;

    private static final double NAN = Double.NaN;
    private static final double INF = Double.POSITIVE_INFINITY;

    private static FitSpec.Builder spec() {
        return FitSpec.groupBy("g").targets("y").features("x").minRows(2);
    }

    private static Table table(double[] x, double[] y, double[] w) {
        return Table.builder()
                .column("g", new int[x.length])
                .column("x", x)
                .column("y", y)
                .column("w", w)
                .build();
    }

    private double allow(double reference) {
        return engine.accuracy().allow(reference);
    }

    /** The reference takes rows one by one, so that those left out leave no trace; lanes may add in another order. */
    private void assertSame(double got, double expected, String what) {
        Fits.assertClose(got, expected, allow(0), what);
    }

    /** Bad rows must not change the fit at all, wherever they stand. */
    @Test
    void unusableRowsAreLeftOutAndCountedByReason() {
        double[] x = {NAN, 1, 2, -INF, 3, 9, 4, 9, 5, 9, 9};
        double[] y = {9, 1, 3, 9, 2, INF, 5, NAN, 4, 9, 9};
        double[] w = {1, 1, 1, 1, 2, 1, 1, 1, 1, NAN, 0};
        FitResult result =
                engine.fit(table(x, y, w), spec().weight("w").diagnostics(true).build());
        FitResult clean = engine.fit(
                table(new double[] {1, 2, 3, 4, 5}, new double[] {1, 3, 2, 5, 4}, new double[] {1, 1, 2, 1, 1}),
                spec().weight("w").diagnostics(true).build());
        for (String column : new String[] {"beta0", "beta1", "beta0_err", "beta1_err", "rms", "chi2", "r2", "mad"}) {
            assertSame(value(result, "y_fit_" + column, 0), value(clean, "y_fit_" + column, 0), column);
        }
        assertThat(value(result, "group_rows", 0)).isEqualTo(11);
        assertThat(value(result, "y_fit_count", 0)).isEqualTo(5);
        assertThat(value(result, "y_fit_excluded_feature", 0)).isEqualTo(2);
        assertThat(value(result, "y_fit_excluded_target", 0)).isEqualTo(2);
        assertThat(value(result, "y_fit_excluded_weight", 0)).isEqualTo(1);
        assertThat(value(result, "y_fit_excluded_zero_weight", 0)).isEqualTo(1);
    }

    @Test
    void eachTargetHasItsOwnRowsUnlessTheyAreJoint() {
        Table table = Table.builder()
                .column("g", new int[6])
                .column("x", new double[] {1, 2, 3, 4, 5, 6})
                .column("y", new double[] {1, 3, 2, 5, 4, 6})
                .column("z", new double[] {NAN, 3, 2, NAN, 4, 6})
                .build();
        FitSpec.Builder spec =
                FitSpec.groupBy("g").targets("y", "z").features("x").diagnostics(true);
        FitResult own = engine.fit(table, spec.minRows(2).build());
        assertThat(value(own, "y_fit_count", 0)).isEqualTo(6);
        assertThat(value(own, "z_fit_count", 0)).isEqualTo(4);
        assertThat(own.groups().schema().names()).doesNotContain("y_fit_excluded_other_target");
        FitResult joint = engine.fit(table, spec.rowUse(RowUse.JOINT).build());
        assertThat(value(joint, "y_fit_count", 0)).isEqualTo(4);
        assertThat(value(joint, "y_fit_excluded_other_target", 0)).isEqualTo(2);
        assertThat(value(joint, "z_fit_excluded_target", 0)).isEqualTo(2);
        assertSame(value(joint, "z_fit_beta1", 0), value(own, "z_fit_beta1", 0), "slope of z");
    }

    @Test
    void minimumRowsCountsRowsUsedPerTarget() {
        Table table = Table.builder()
                .column("g", new int[6])
                .column("x", new double[] {1, 2, 3, 4, 5, 6})
                .column("y", new double[] {1, 3, 2, 5, 4, NAN})
                .column("z", new double[] {1, 3, 2, 5, 4, 6})
                .build();
        FitSpec.Builder spec = FitSpec.groupBy("g").targets("y", "z").features("x");
        FitResult six = engine.fit(table, spec.minRows(6).build());
        assertThat(six.status("y", 0)).isEqualTo(FitStatus.TOO_FEW_ROWS);
        assertThat(six.status("z", 0)).isEqualTo(FitStatus.OK);
        assertThat(value(six, "y_fit_count", 0)).isEqualTo(5);
        assertThat(value(six, "y_fit_beta0", 0)).isNaN();
        assertThat(value(six, "y_fit_rms", 0)).isNaN();
        FitResult each = engine.fit(table, spec.minRows(5, 7).build());
        assertThat(each.status("y", 0)).isEqualTo(FitStatus.OK);
        assertThat(each.status("z", 0)).isEqualTo(FitStatus.TOO_FEW_ROWS);
        assertThat(six.rowsUsed("y")).isEqualTo(5);
    }

    @Test
    void zeroWeightsDoNotCountAsFreedom() {
        double[] x = {1, 2, 3, 4, 5, 6};
        double[] y = {1, 3, 2, 5, 4, 100};
        FitResult zero = engine.fit(
                table(x, y, new double[] {1, 1, 1, 1, 1, 0}), spec().weight("w").build());
        FitResult absent = engine.fit(
                table(Arrays.copyOf(x, 5), Arrays.copyOf(y, 5), new double[] {1, 1, 1, 1, 1}),
                spec().weight("w").build());
        assertSame(value(zero, "y_fit_rms", 0), value(absent, "y_fit_rms", 0), "rms");
    }

    @Test
    void allWeightsZeroIsTooFewRows() {
        FitResult result = engine.fit(
                table(new double[] {1, 2, 3}, new double[] {1, 2, 3}, new double[3]),
                spec().weight("w").minRows(1).build());
        assertThat(result.status("y", 0)).isEqualTo(FitStatus.TOO_FEW_ROWS);
        assertThat(value(result, "y_fit_count", 0)).isZero();
    }

    @Test
    void errorsDoNotDependOnTheScaleOfTheWeights() {
        double[] x = {1, 2, 3, 4, 5};
        double[] y = {1, 3, 2, 5, 4};
        FitResult one = engine.fit(
                table(x, y, new double[] {1, 2, 1, 2, 1}), spec().weight("w").build());
        for (double scale : new double[] {1e-12, 1e-300, 1e307}) {
            double[] w = {scale, 2 * scale, scale, 2 * scale, scale};
            FitResult scaled = engine.fit(table(x, y, w), spec().weight("w").build());
            Fits.assertClose(
                    value(scaled, "y_fit_beta1_err", 0), value(one, "y_fit_beta1_err", 0), allow(1e-14), "error");
            Fits.assertClose(value(scaled, "y_fit_beta1", 0), value(one, "y_fit_beta1", 0), allow(1e-15), "slope");
            Fits.assertClose(value(scaled, "y_fit_r2", 0), value(one, "y_fit_r2", 0), allow(1e-14), "r2");
        }
    }

    @Test
    void negativeWeightIsAnErrorThatSaysWhere() {
        double[] w = {1, 1, -0.5, 1, -2};
        Table table = table(new double[5], new double[5], w);
        assertThatThrownBy(() -> engine.fit(table, spec().weight("w").build()))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("weight w: expected weights of 0 or more, got 2 negative, the first -0.5 in row 3;"
                        + " correct them or deselect those rows");
    }

    @Test
    void deselectedNegativeWeightIsNobodysBusiness() {
        Table table = Table.builder()
                .column("g", new int[4])
                .column("x", new double[] {1, 2, 3, 4})
                .column("y", new double[] {1, 2, 3, 4})
                .column("w", new double[] {1, 1, 1, -1})
                .column("good", new boolean[] {true, true, true, false})
                .build();
        FitResult result =
                engine.fit(table, spec().weight("w").selection("good").build());
        assertThat(result.status("y", 0)).isEqualTo(FitStatus.OK);
    }

    @Test
    void mediansSkipMissingValuesAndIgnoreTheTargets() {
        Table table = Table.builder()
                .column("g", new int[] {0, 0, 0, 0, 1, 1, 2})
                .column("x", new double[] {1, 2, 3, 4, 5, 6, 7})
                .column("y", new double[] {NAN, NAN, NAN, NAN, 1, 2, 3})
                .column("m", new double[] {4, NAN, 1, 3, 2, 5, NAN})
                .build();
        FitResult result = engine.fit(table, spec().medians("m", "x").build());
        assertThat(result.groups().doubles("m_fit_median")).containsExactly(3, 3.5, NAN);
        assertThat(result.groups().doubles("x_fit_median")).containsExactly(2.5, 5.5, 7);
    }
}
