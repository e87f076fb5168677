package io.regroup.api.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.regroup.api.data.ColumnType;
import io.regroup.api.data.RowRange;
import io.regroup.api.data.ValueRange;
import io.regroup.api.spi.Cohort;
import io.regroup.api.spi.KeyLabels;
import io.regroup.api.spi.Occurrences;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What statistics of row groups tell. */
class KeyRangesTest {

    private static ValueRange run(long from, long to, Long least, Long greatest, boolean missing) {
        return new ValueRange(new RowRange(from, to), least, greatest, missing);
    }

    /** Keys 1 to 3, 3 to 5, 5 or missing, all missing, in runs of 10 rows: borders 1, 3, 5, so labels 0 to 7. */
    private static final KeyRanges RANGES = new KeyRanges(
            List.of(
                    run(0, 10, 1L, 3L, false),
                    run(10, 20, 3L, 5L, false),
                    run(20, 30, 5L, 5L, true),
                    run(30, 40, null, null, true)),
            ColumnType.INT64);

    @Test
    void boundsAreLabelsOfTheirOwn() {
        Occurrences found = RANGES.occurrences(15).orElseThrow();

        assertThat(found.labels()).isEqualTo(new KeyLabels.Ranges(List.of(1L, 3L, 5L)));
        assertThat(found.labelCount()).isEqualTo(8);
        assertThat(found.ofBlock()).isDeepEqualTo(new int[][] {{1, 2, 3, 4, 5}, {3, 4, 5, 7}, {7}});
    }

    @Test
    void cohortsNeedTheRowsThatMayHaveTheirKeys() {
        Occurrences found = RANGES.occurrences(15).orElseThrow();

        assertThat(rows(found, 1, 2)).containsExactly(new RowRange(0, 10));
        assertThat(rows(found, 3)).containsExactly(new RowRange(0, 20));
        assertThat(rows(found, 1, 5)).containsExactly(new RowRange(0, 30));
        assertThat(rows(found, 2, 7)).containsExactly(new RowRange(0, 10), new RowRange(20, 40));
        assertThat(rows(found, 6)).isEmpty();
    }

    private static List<RowRange> rows(Occurrences found, int... labels) {
        return found.narrowed(new Cohort(labels, new int[] {0, 1, 2})).rows();
    }

    @Test
    void cohortsKnowTheirRowsOfABlock() {
        Cohort cohort =
                new Cohort(new int[] {2, 7}, new int[] {0, 1, 2}, List.of(new RowRange(0, 10), new RowRange(20, 40)));

        assertThat(cohort.rowsWithin(new RowRange(0, 15))).containsExactly(new RowRange(0, 10));
        assertThat(cohort.rowsWithin(new RowRange(5, 25))).containsExactly(new RowRange(5, 10), new RowRange(20, 25));
        assertThat(cohort.rowsWithin(new RowRange(10, 20))).isEmpty();
        assertThat(cohort.rowCount(15)).isEqualTo(30);
        assertThat(new Cohort(new int[] {2}, new int[] {0, 1}).rowsWithin(new RowRange(3, 9)))
                .containsExactly(new RowRange(3, 9));
    }

    private static OptionalLong mostKeys(Long least, Long greatest) {
        return new KeyRanges(List.of(run(0, 10, least, greatest, false)), ColumnType.INT64).mostKeys();
    }

    @Test
    void wholeNumbersBoundTheNumberOfKeys() {
        assertThat(RANGES.mostKeys()).hasValue(6);
        assertThat(mostKeys(7L, 7L)).hasValue(2);
        assertThat(mostKeys(null, null)).hasValue(1);
        assertThat(mostKeys(-1L, Long.MAX_VALUE - 3)).hasValue(Long.MAX_VALUE);
        assertThat(mostKeys(-1L, Long.MAX_VALUE - 2)).isEmpty();
        assertThat(mostKeys(Long.MIN_VALUE, Long.MAX_VALUE)).isEmpty();
        assertThat(new KeyRanges(List.of(new ValueRange(new RowRange(0, 10), 1.0, 2.0, false)), ColumnType.FLOAT64)
                        .mostKeys())
                .isEmpty();
    }

    @Test
    void nothingIsKnownWithoutStatistics() {
        KeyRanges unknown = new KeyRanges(List.of(), ColumnType.INT64);

        assertThat(unknown.mostKeys()).isEmpty();
        assertThat(unknown.ascend()).isFalse();
        assertThat(unknown.occurrences(15)).isEqualTo(Optional.empty());
    }

    @Test
    void keysAscendIfNoRunBeginsBeforeTheEndOfTheLast() {
        assertThat(RANGES.ascend()).isTrue();
        assertThat(new KeyRanges(List.of(run(0, 10, 1L, 3L, false), run(10, 20, 2L, 5L, false)), ColumnType.INT64)
                        .ascend())
                .isFalse();
        assertThat(new KeyRanges(List.of(run(0, 10, 1L, 3L, true), run(10, 20, 4L, 5L, false)), ColumnType.INT64)
                        .ascend())
                .as("missing keys come last")
                .isFalse();
    }
}
