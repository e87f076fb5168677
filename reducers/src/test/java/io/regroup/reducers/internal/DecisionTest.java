package io.regroup.reducers.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.regroup.api.data.RowRange;
import io.regroup.api.spi.BlockLayout;
import io.regroup.api.spi.Cohort;
import io.regroup.api.spi.FitProgram;
import io.regroup.api.spi.KeyLabels;
import io.regroup.api.spi.Occurrences;
import io.regroup.api.spi.PlanRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** The choice among the strategies for rows that are read block by block. */
class DecisionTest {

    /** Rows that do not fit into memory, with ranges of keys of which statistics tell where they may occur. */
    private record Streamed(int labels, List<Occurrences.Run> runs, int[]... ofBlock) implements BlockLayout {

        Streamed(int labels, int[]... ofBlock) {
            this(labels, List.of(), ofBlock);
        }

        @Override
        public int blockRows() {
            return 1_000;
        }

        @Override
        public OptionalLong rowCount() {
            return OptionalLong.of(1_000L * ofBlock.length);
        }

        @Override
        public boolean fitsMemory() {
            return false;
        }

        @Override
        public boolean sortable() {
            return true;
        }

        @Override
        public Order order() {
            return Order.UNKNOWN;
        }

        @Override
        public OptionalLong groupCount() {
            return OptionalLong.empty();
        }

        @Override
        public Optional<int[]> groupStarts() {
            return Optional.empty();
        }

        @Override
        public Optional<Occurrences> occurrences() {
            return Optional.of(new Occurrences(new KeyLabels.Ranges(List.of()), labels, ofBlock, runs));
        }
    }

    private static Decision decide(BlockLayout layout) {
        return Decision.of(new PlanRequest(FitProgram.Kind.MERGEABLE, 4, false), layout);
    }

    private static int[] labels(int... labels) {
        return labels;
    }

    @Test
    void periodsOfWholeBlocksAreCohortsThatReadEachBlockOnce() {
        Decision decision = decide(
                new Streamed(6, labels(0, 1), labels(2, 3), labels(4, 5), labels(0, 1), labels(2, 3), labels(4, 5)));

        assertThat(decision.best()).isEqualTo(Cohorts.Method.COHORTS);
        assertThat(decision.reason()).isEqualTo("6 ranges of keys in 3 cohorts of 2: no block has rows of two cohorts");
    }

    /** Seven labels in runs of two per block: from one period to the next the borders of blocks move. */
    @Test
    void blocksThatManyCohortsShareAreReadOnceByMapReduce() {
        Decision decision = decide(new Streamed(
                7, labels(0, 1), labels(2, 3), labels(4, 5), labels(0, 6), labels(1, 2), labels(3, 4), labels(5, 6)));

        assertThat(decision.best()).isEqualTo(Cohorts.Method.MAP_REDUCE);
        assertThat(decision.cohorts()).isNull();
        assertThat(decision.reason())
                .isEqualTo(
                        "7 ranges of keys in 7 cohorts of 1: density 0.29 <= 0.4 (14 of 49 pairs of a group and a block), but"
                                + " these would read a row 2.0 times on average, more than 1.2; map-reduce reads it once");
    }

    /** The same blocks; but the rows of each label can be read by themselves. */
    @Test
    void cohortsThatShareBlocksButNotRowsReadEachRowOnce() {
        List<Occurrences.Run> runs = new ArrayList<>();
        for (int half = 0; half < 14; half++) {
            runs.add(new Occurrences.Run(new RowRange(500L * half, 500L * half + 500), half % 7, half % 7, false));
        }
        Decision decision = decide(new Streamed(
                7,
                runs,
                labels(0, 1),
                labels(2, 3),
                labels(4, 5),
                labels(0, 6),
                labels(1, 2),
                labels(3, 4),
                labels(5, 6)));

        assertThat(decision.best()).isEqualTo(Cohorts.Method.COHORTS);
        List<Cohort> cohorts = decision.cohorts().cohorts();
        assertThat(cohorts).hasSize(7);
        assertThat(cohorts.get(1).blocks()).containsExactly(0, 4);
        assertThat(cohorts.get(1).rows()).containsExactly(new RowRange(500, 1000), new RowRange(4000, 4500));
    }
}
