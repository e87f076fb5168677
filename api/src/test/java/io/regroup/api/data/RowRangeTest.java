package io.regroup.api.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regroup.api.InvalidArgumentException;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowRangeTest {

    @Test
    void rangesRunForward() {
        assertThat(new RowRange(3, 3).count()).isZero();
        for (long[] bounds : new long[][] {{-1, 2}, {3, 2}}) {
            assertThatThrownBy(() -> new RowRange(bounds[0], bounds[1]))
                    .isInstanceOf(InvalidArgumentException.class)
                    .hasMessage("row range: expected 0 ≤ from ≤ to, got from " + bounds[0] + " to " + bounds[1]
                            + "; give the first row first");
        }
    }

    @Test
    void aDatasetHasNoPartsUnlessItSaysSo() {
        Table table = Table.builder().column("i", new long[] {1}).build();
        assertThat(table.parts()).isEmpty();
        assertThatThrownBy(() -> table.read(List.of(ColumnRequest.value("i")), new RowRange(0, 1)))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("part RowRange[from=0, to=1]: table of 1 rows is not read in parts; ask parts() first");
    }
}
