package io.regroup.crossvalidation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regroup.api.FitSpec;
import io.regroup.api.InvalidArgumentException;
import io.regroup.api.Plugins;
import io.regroup.api.Regroup;
import io.regroup.api.RunOptions;
import io.regroup.api.StandardErrors;
import io.regroup.api.data.Table;
import io.regroup.api.result.Explanation;
import io.regroup.api.result.FitResults;
import io.regroup.crossvalidation.internal.FileLikeDataset;
import io.regroup.crossvalidation.internal.SameBits;
import io.regroup.crossvalidation.internal.Tables;
import io.regroup.crossvalidation.internal.UnreadableDataset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The list of fits of one call: what they must have in common, and how their results are put together. */
class FitListTest {

    private static final Table TABLE = Table.builder()
            .column("g", new int[] {2, 1, 2, 1, 2, 1, 2, 1})
            .column("h", new int[8])
            .column("x", new double[] {1, 2, 3, 4, 5, 6, 7, 8})
            .column("z", new double[] {1, 0, 2, 1, 1, 3, 0, 5})
            .column("dy", new double[] {3, 1, 4, 1, 5, 9, 2, 6})
            .column("dz", new double[] {2, 7, 1, 8, 2, 8, 1, 8})
            .column("w", new double[] {1, 2, 1, 2, 1, 2, 1, 2})
            .column("good", new boolean[] {true, true, true, true, true, true, true, false})
            .build();

    private static FitSpec.Builder spec(String target, String... features) {
        return FitSpec.groupBy("g").targets(target).features(features).minRows(3);
    }

    private static final FitSpec DY = spec("dy", "x", "z").weight("w").build();
    private static final FitSpec DZ = spec("dz", "z").suffix("_own").build();

    private static void assertRefused(List<FitSpec> specs, String message) {
        UnreadableDataset rows = new UnreadableDataset(TABLE.schema());
        assertThatThrownBy(() -> Regroup.fitAll(rows, specs))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void columnsOfAllFitsStandSideBySide() {
        FitResults results = Regroup.fitAll(TABLE, List.of(DY, DZ));
        assertThat(results.groups().schema().names())
                .containsExactly(
                        "g",
                        "group_rows",
                        "dy_fit_beta0",
                        "dy_fit_beta1",
                        "dy_fit_beta2",
                        "dy_fit_beta0_err",
                        "dy_fit_beta1_err",
                        "dy_fit_beta2_err",
                        "dy_fit_count",
                        "dy_fit_rms",
                        "dy_fit_chi2",
                        "dy_fit_r2",
                        "dy_fit_status",
                        "dz_own_beta0",
                        "dz_own_beta1",
                        "dz_own_beta0_err",
                        "dz_own_beta1_err",
                        "dz_own_count",
                        "dz_own_rms",
                        "dz_own_chi2",
                        "dz_own_r2",
                        "dz_own_status");
        for (int i = 0; i < 2; i++) {
            Table own = results.results().get(i).groups();
            Table.Builder among = Table.builder();
            own.schema()
                    .names()
                    .forEach(name -> among.column(name, results.groups().column(name)));
            SameBits.check(among.build(), own, "fit " + (i + 1));
        }
    }

    @Test
    void rowsOfAllFitsComeFromOneReading() {
        FitSpec selected = DY.toBuilder().selection("good").build();
        FitSpec other = DZ.toBuilder().selection("good").build();
        FitResults results = Regroup.fitAll(TABLE, List.of(selected, other));
        FileLikeDataset input = new FileLikeDataset(TABLE, 3);
        Table rows = Tables.read(results.rows(input));
        assertThat(input.rowsRead()).isEqualTo(8);
        assertThat(rows.schema().names()).containsExactly("dy_fit", "dy_fit_res", "dz_own", "dz_own_res");
        Table first = Tables.read(Regroup.fit(TABLE, selected).rows(TABLE));
        Table second = Tables.read(Regroup.fit(TABLE, other).rows(TABLE));
        assertThat(rows.doubles("dy_fit")).isEqualTo(first.doubles("dy_fit"));
        assertThat(rows.doubles("dy_fit_res")).isEqualTo(first.doubles("dy_fit_res"));
        assertThat(rows.doubles("dz_own")).isEqualTo(second.doubles("dz_own"));
        assertThat(rows.doubles("dz_own_res")).isEqualTo(second.doubles("dz_own_res"));
    }

    @Test
    void oneFitIsAListOfOne() {
        FitResults results = Regroup.fitAll(TABLE, List.of(DY));
        SameBits.check(results.groups(), Regroup.fit(TABLE, DY).groups(), "a list of one");
        assertThat(results.results().get(0).explanation().reductionReason()).doesNotContain("one call");
    }

    @Test
    void ifOneNeedsWholeGroupsAllGetThem() {
        FitSpec whole = spec("dz", "z").errors(StandardErrors.parse("hc1")).build();
        RunOptions options = RunOptions.defaults().withReduction("map-reduce");
        assertThatThrownBy(() -> Regroup.fitAll(TABLE, List.of(DY, whole), options))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageStartingWith("reduction map-reduce: cannot serve fitter ols on engine")
                .hasMessageContaining("errors hc1 need all rows of a group at once");
    }

    @Test
    void explanationsSayThatFitsShareACall() {
        UnreadableDataset rows = new UnreadableDataset(TABLE.schema());
        List<Explanation> explanations = Regroup.explainAll(
                rows, List.of(DY, DZ), RunOptions.defaults().withReduction("blockwise"), Plugins.find());
        assertThat(explanations)
                .hasSize(2)
                .allSatisfy(explanation -> assertThat(explanation.text()).contains("; one of 2 fits in one call"));
    }

    @Test
    void anEmptyListIsRefused() {
        assertRefused(List.of(), "fits: none given; name at least one");
    }

    @Test
    void otherKeysAreRefused() {
        FitSpec other = FitSpec.groupBy("g", "h").targets("dz").build();
        assertRefused(
                List.of(DY, other),
                "fits: fit 2 groups by [g, h], fit 1 by [g]; fits in one call share their groups and rows:"
                        + " group all by the same keys, or fit them in calls of their own");
    }

    @Test
    void anotherSelectionIsRefused() {
        FitSpec other = DZ.toBuilder().selection("good").build();
        assertRefused(
                List.of(DY, other),
                "fits: fit 2 selects rows by good, fit 1 takes all rows; fits in one call share their groups and rows:"
                        + " give all the same selection, or fit them in calls of their own");
    }

    @Test
    void aTargetFittedTwiceNeedsAnotherSuffix() {
        FitSpec other = spec("dy", "z").build();
        assertRefused(
                List.of(DY, DZ, other),
                "result column dy_fit_beta0: fit 1 and fit 3 would both have a column of this name; give one of them"
                        + " another suffix than \"_fit\"");
    }

    @Test
    void negativeWeightsOfAnyFitAreRefused() {
        double[] v = {1, 1, -2, 1, 1, 1, 1, 1};
        Table table = Tables.with(TABLE, "h", v);
        FitSpec other = DZ.toBuilder().weight("h").build();
        assertThatThrownBy(() -> Regroup.fitAll(new FileLikeDataset(table, 3), List.of(DY, other)))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("weight h: expected weights of 0 or more, got 1 negative, the first -2.0 in row 3;"
                        + " correct them or deselect those rows");
    }
}
