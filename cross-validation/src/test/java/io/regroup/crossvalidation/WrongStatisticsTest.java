package io.regroup.crossvalidation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regroup.api.FitSpec;
import io.regroup.api.RunOptions;
import io.regroup.api.data.DataAccessException;
import io.regroup.api.data.RowRange;
import io.regroup.api.data.Table;
import io.regroup.api.data.ValueRange;
import io.regroup.api.result.FitResult;
import io.regroup.crossvalidation.internal.FileLikeDataset;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;

/** A dataset that is wrong about where keys are costs no row: cohorts find that rows are missing, other plans do not ask. */
@EveryEngine
class WrongStatisticsTest {

    private static final int ROWS = 100;
    private static final FitSpec SPEC =
            FitSpec.groupBy("k").targets("y").features("x").minRows(3).build();

    @Parameter
    EngineUnderTest engine;

    /** Keys 0 to 9 in turn, whatever the statistics say. */
    private static FileLikeDataset rows(ValueRange... ranges) {
        Table table = Table.builder()
                .column("k", IntStream.range(0, ROWS).map(i -> i % 10).toArray())
                .column(
                        "x",
                        IntStream.range(0, ROWS).mapToDouble(i -> (i * 7) % 97).toArray())
                .column("y", IntStream.range(0, ROWS).mapToDouble(i -> i).toArray())
                .build();
        return new FileLikeDataset(table, 50) {

            @Override
            public List<ValueRange> valueRanges(String column) {
                return List.of(ranges);
            }

            @Override
            public boolean sortable() {
                return false;
            }
        };
    }

    private static ValueRange range(long from, long to, long least, long greatest) {
        return new ValueRange(new RowRange(from, to), least, greatest, false);
    }

    private static RunOptions options(String reduction) {
        return RunOptions.defaults().withMemory(1500).withBlockRows(10).withReduction(reduction);
    }

    @Test
    void rowsThatNoCohortExpectsAreAnError() {
        FileLikeDataset rows = rows(range(0, 50, 0, 4), range(50, 100, 5, 9));

        for (String reduction : List.of("auto", "cohorts")) {
            assertThatThrownBy(() -> engine.fit(rows, SPEC, options(reduction)))
                    .isInstanceOf(DataAccessException.class)
                    .hasMessage(
                            "input file-like table: the groups of all cohorts have 50 rows of 100, because values of k stand"
                                    + " where they were said not to occur; its statistics are wrong, or reduction cohorts is at"
                                    + " fault; use map-reduce, which needs none");
        }
    }

    @Test
    void mapReduceNeedsNoStatistics() {
        FitResult result = engine.fit(rows(range(0, 50, 0, 4), range(50, 100, 5, 9)), SPEC, options("map-reduce"));

        assertThat(LongStream.of(result.estimates().rowsSeen()).sum()).isEqualTo(ROWS);
    }

    @Test
    void rightStatisticsAreNoError() {
        FitResult result = engine.fit(rows(range(0, 50, 0, 9), range(50, 100, 0, 9)), SPEC, options("cohorts"));

        assertThat(LongStream.of(result.estimates().rowsSeen()).sum()).isEqualTo(ROWS);
    }
}
