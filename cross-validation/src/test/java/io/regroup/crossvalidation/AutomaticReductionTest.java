package io.regroup.crossvalidation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regroup.api.FitSpec;
import io.regroup.api.InvalidArgumentException;
import io.regroup.api.Plugins;
import io.regroup.api.Regroup;
import io.regroup.api.RunOptions;
import io.regroup.api.data.Dataset;
import io.regroup.api.data.RowRange;
import io.regroup.api.data.Table;
import io.regroup.api.data.ValueRange;
import io.regroup.api.result.Explanation;
import io.regroup.api.result.FitResult;
import io.regroup.crossvalidation.internal.ChunkedDataset;
import io.regroup.crossvalidation.internal.FileLikeDataset;
import io.regroup.crossvalidation.internal.TwoMeansFitter;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the automatic choice decides, and what it says about it. */
class AutomaticReductionTest {

    private static final FitSpec SPEC =
            FitSpec.groupBy("g").targets("y").features("x").minRows(2).build();

    private static Table table(int rows, IntUnaryOperator group) {
        return Table.builder()
                .column("g", IntStream.range(0, rows).map(group).toArray())
                .column("x", IntStream.range(0, rows).mapToDouble(i -> i % 97).toArray())
                .column("y", IntStream.range(0, rows).mapToDouble(i -> i % 89).toArray())
                .build();
    }

    private static Explanation explain(Dataset data, FitSpec spec, RunOptions options) {
        return Regroup.explain(data, spec, options, Plugins.find());
    }

    private static void decides(Dataset data, RunOptions options, String strategy, String... reasons) {
        Explanation explanation = explain(data, SPEC, options);
        assertThat(explanation.reduction()).as(explanation.text()).isEqualTo(strategy);
        assertThat(explanation.reductionReason()).contains(reasons);
    }

    private static final RunOptions IN_FOURS = RunOptions.defaults().withBlockRows(4);

    @Test
    void groupsInOrderAreKeptWhole() {
        decides(table(1200, i -> i / 4), IN_FOURS, "blockwise", "groups are in order, each within one block");
        decides(table(1200, i -> i / 5), IN_FOURS, "blockwise", "groups are in order", "borders");
        decides(table(3, i -> i), IN_FOURS, "blockwise", "groups are in order, all rows are in one block");
    }

    @Test
    void groupsThatShareTheirBlocksAreCohorts() {
        decides(table(1200, i -> i % 12), IN_FOURS, "cohorts", "12 groups in 3 cohorts of 4");
    }

    @Test
    void groupsThatAreEverywhereAreCombinedAtOnce() {
        decides(table(1200, i -> i * 7 % 12), IN_FOURS.withBlockRows(10), "map-reduce", "density 0.83 > 0.4");
        decides(table(1200, i -> i % 12), IN_FOURS.withBlockRows(100), "map-reduce", "have rows in the same blocks");
    }

    @Test
    void manyScatteredGroupsInMemoryAreGathered() {
        decides(table(1200, i -> i * 7 % 600), IN_FOURS, "blockwise", "600 scattered groups of 2.0 rows in memory");
    }

    @Test
    void rowsInOneBlockAreGathered() {
        decides(table(1200, i -> i % 12), RunOptions.defaults(), "blockwise", "all rows are in one block");
    }

    private static final FitSpec MEDIANS =
            FitSpec.groupBy("g").targets("y").features("x").medians("x").build();

    @Test
    void whatNeedsWholeGroupsGetsThem() {
        Table table = table(1200, i -> i % 12);
        assertThat(explain(table, MEDIANS, IN_FOURS).reduction()).isEqualTo("blockwise");
        assertThatThrownBy(() -> explain(table, MEDIANS, IN_FOURS.withReduction("cohorts")))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("medians need all rows of a group at once; those that can: [blockwise]");
    }

    private static final RunOptions STREAMED =
            RunOptions.defaults().withMemory(1).withBlockRows(50);

    @Test
    void statisticsOfRowGroupsShowCohortsAndOrderWithoutReading() {
        FileLikeDataset sorted = new FileLikeDataset(table(1200, i -> i / 7), 50);
        decides(
                sorted,
                STREAMED.withBlockRows(400),
                "cohorts",
                "52 ranges of keys in 2 cohorts",
                "a row is read 1.04 times");
        assertThat(explain(sorted, MEDIANS, STREAMED).reductionReason())
                .contains("each group is fitted whole, as soon as its rows have been read");
        FileLikeDataset periodic = new FileLikeDataset(table(6000, i -> i / 50 % 12), 50);
        decides(periodic, STREAMED, "cohorts", "12 ranges of keys in 12 cohorts of 1");
        FileLikeDataset scattered = new FileLikeDataset(table(1200, i -> i * 7 % 600), 100);
        decides(scattered, STREAMED, "map-reduce", "density 0.57 > 0.4");
        assertThat(sorted.rowsRead() + periodic.rowsRead() + scattered.rowsRead())
                .isZero();
    }

    /** Row groups with keys of one cohort only are read once, also if they lie in blocks that several cohorts share. */
    @ParameterizedTest
    @ValueSource(ints = {50, 80, 130})
    void cohortsReadOnlyTheirRowGroups(int blockRows) {
        FileLikeDataset periodic = new FileLikeDataset(table(6000, i -> i / 50 % 12), 50);
        FitResult result = Regroup.fit(periodic, SPEC, STREAMED.withBlockRows(blockRows));
        assertThat(result.explanation().reduction()).isEqualTo("cohorts");
        assertThat(result.rowsRead()).isEqualTo(6000);
        assertThat(result.groups().rowCount()).isEqualTo(12);
        assertThat(periodic.rowsRead()).isEqualTo(6000);
    }

    /** Statistics are of no use where rows come in one pass only. */
    @Test
    void whatCannotBeReadInPartsIsReadOnce() {
        FileLikeDataset onePass = new FileLikeDataset(table(6000, i -> i / 50 % 12), 50) {
            @Override
            public List<RowRange> parts() {
                return List.of();
            }
        };
        decides(onePass, STREAMED, "map-reduce", "nothing is known of where groups occur");
        FitResult result = Regroup.fit(onePass, SPEC, STREAMED);
        assertThat(result.groups().rowCount()).isEqualTo(12);
        assertThat(onePass.rowsRead()).isEqualTo(6000);
    }

    @Test
    void unknownOrderIsCombined() {
        Dataset unknown = new ChunkedDataset(table(1200, i -> i % 12), 100, true);
        RunOptions streamed = STREAMED;
        decides(unknown, streamed, "map-reduce", "nothing is known of where groups occur");
        assertThatThrownBy(() -> explain(unknown, SPEC, streamed.withReduction("cohorts")))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("nothing is known of where groups occur")
                .hasMessageContaining("those that can: [map-reduce]");
        assertThatThrownBy(() -> explain(unknown, SPEC, streamed.withReduction("blockwise")))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("rows do not fit into memory, are in no known order");
    }

    private static Explanation inRounds(Dataset data, RunOptions options) {
        FitSpec spec =
                FitSpec.groupBy("g").targets("y").fitter(TwoMeansFitter.NAME).build();
        return Regroup.explain(data, spec, options, Plugins.find().with(new TwoMeansFitter()));
    }

    private static void decidesInRounds(Dataset data, RunOptions options, String strategy, String... reasons) {
        Explanation explanation = inRounds(data, options);
        assertThat(explanation.reduction()).as(explanation.text()).isEqualTo(strategy);
        assertThat(explanation.reductionReason()).contains(reasons);
    }

    @Test
    void rowsInMemoryAreGatheredOnceForAllRounds() {
        decidesInRounds(
                table(1200, i -> i * 7 % 12),
                IN_FOURS.withBlockRows(100),
                "blockwise",
                "up to 61 rounds over rows in memory: to gather them once is cheaper");
        decidesInRounds(
                table(1200, i -> i * 7 % 12),
                IN_FOURS.withBlockRows(99),
                "map-reduce",
                "12 groups of 100 rows in memory, longer than a block: blocks share the work of each round",
                "fitter two-means goes over the rows once for each round, at most 61 times");
    }

    @Test
    void rowsInOrderAreReadOnceForAllRounds() {
        decidesInRounds(
                new FileLikeDataset(table(1200, i -> i / 7), 50),
                STREAMED,
                "blockwise",
                "groups are in order and short: their rows are read once for all rounds",
                "as soon as its rows have been read");
        assertThat(inRounds(new FileLikeDataset(table(1200, i -> i / 7), 50), STREAMED)
                        .reductionReason())
                .doesNotContain("at most 61 times");
    }

    /** A group that is nearly all there is may not fit into memory. */
    @Test
    void longGroupsInOrderAreReadInEachRound() {
        decidesInRounds(new FileLikeDataset(table(1200, i -> i / 600), 50), STREAMED, "cohorts", "at most 61 times");
        decidesInRounds(new FileLikeDataset(table(1200, _ -> 1), 50), STREAMED, "map-reduce", "at most 61 times");
    }

    /** 48,000 bytes of rows, and a few hundred for each group. */
    private static final RunOptions LITTLE = STREAMED.withMemory(40_000).withThreads(2);

    @Test
    void scatteredRowsOutsideOfMemoryAreReadInEachRoundIfGroupsAreFew() {
        decidesInRounds(
                new FileLikeDataset(table(1200, i -> i * 7 % 12), 100), LITTLE, "map-reduce", "at most 61 times");
        decidesInRounds(
                new FileLikeDataset(table(1200, i -> i * 7 % 600), 100),
                LITTLE,
                "blockwise",
                "the summaries of 178 groups fit into memory, and there may be 601: rows are sorted once for all rounds",
                "rows do not fit into memory and are in no known order, so they are sorted on disk first");
        FileLikeDataset unknown = new FileLikeDataset(table(1200, i -> i * 7 % 12), 100) {
            @Override
            public List<ValueRange> valueRanges(String column) {
                return List.of();
            }
        };
        decidesInRounds(unknown, LITTLE, "blockwise", "there may be 100,000");
        decidesInRounds(
                new ChunkedDataset(table(1200, i -> i % 12), 100, true), STREAMED, "map-reduce", "at most 61 times");
    }

    @Test
    void theResultTellsTheSame() {
        FitResult result = Regroup.fit(table(1200, i -> i % 12), SPEC, IN_FOURS);
        assertThat(result.explain()).contains("cohorts: 12 groups in 3 cohorts of 4");
        assertThat(List.of(result.explanation().reduction())).containsExactly("cohorts");
    }
}
