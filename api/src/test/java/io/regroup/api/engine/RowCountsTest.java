package io.regroup.api.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.regroup.api.FitSpec;
import io.regroup.api.RunOptions;
import io.regroup.api.data.Table;
import io.regroup.api.spi.KeyKernel;
import org.junit.jupiter.api.Test;

/** Rows are counted right whether or not another number counts them already. */
class RowCountsTest {

    private static final int[] ALL = {0, 1, 2};

    private final GroupedRows rows = GroupedRows.load(
            Table.builder()
                    .column("k", new int[] {7, 5, 7, 9, 5, 7})
                    .column("y", new double[6])
                    .build(),
            RowDemand.of(FitSpec.groupBy("k").targets("y").build()),
            RunOptions.defaults().withThreads(1),
            KeyKernel.PLAIN);

    private double[] completed(int[] places, int counter, double... counts) {
        double[] slab = new double[2 * counts.length];
        for (int i = 0; i < counts.length; i++) {
            slab[2 * i + 1] = counts[i];
        }
        RowCounts.complete(rows, 0, 6, places, slab, 2, counter);
        double[] completed = new double[counts.length];
        for (int i = 0; i < counts.length; i++) {
            assertThat(slab[2 * i + 1]).isEqualTo(counts[i]);
            completed[i] = slab[2 * i];
        }
        return completed;
    }

    @Test
    void allRowsAreCountedAlready() {
        assertThat(completed(ALL, 1, 2, 3, 1)).containsExactly(2, 3, 1);
    }

    @Test
    void someRowsAreMissingInTheirCount() {
        assertThat(completed(ALL, 1, 2, 1, 0)).containsExactly(2, 3, 1);
    }

    @Test
    void nothingCountsRows() {
        assertThat(completed(ALL, -1, 0, 0, 0)).containsExactly(2, 3, 1);
    }

    @Test
    void someGroupsAreLeftOut() {
        assertThat(completed(new int[] {1, -1, 0}, 1, 1, 2)).containsExactly(1, 2);
    }
}
