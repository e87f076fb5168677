package io.regroup.api.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regroup.api.InvalidArgumentException;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TablePartsTest {

    private static Table table(int rows) {
        return Table.builder().column("i", LongStream.range(0, rows).toArray()).build();
    }

    @Test
    void partsOfATableAreAllItsRowsInOrder() {
        Table table = table(2_500_000).inBlocksOf(300_000);
        long row = 0;
        assertThat(table.parts()).hasSize(3);
        for (RowRange part : table.parts()) {
            assertThat(part.from()).isEqualTo(row);
            try (BlockReader reader = table.read(List.of(ColumnRequest.value("i")), part)) {
                for (Block block = reader.next(); block != null; block = reader.next()) {
                    assertThat(block.firstRow()).isEqualTo(row);
                    assertThat(block.rowCount()).isBetween(1, 300_000);
                    long[] values = new long[block.rowCount()];
                    block.column(0).copyLongs(0, values.length, values, 0);
                    assertThat(values)
                            .isEqualTo(
                                    LongStream.range(row, row + values.length).toArray());
                    row += values.length;
                }
            }
            assertThat(part.to()).isEqualTo(row);
        }
        assertThat(row).isEqualTo(2_500_000);
    }

    @Test
    void onlyPartsCanBeRead() {
        assertThat(table(0).parts()).isEmpty();
        Table table = table(10);
        assertThat(table.parts()).containsExactly(new RowRange(0, 10));
        assertThatThrownBy(() -> table.read(List.of(ColumnRequest.value("i")), new RowRange(0, 9)))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("part RowRange[from=0, to=9]: not one of the table's [RowRange[from=0, to=10]]");
    }

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
    void otherDatasetsAreReadFromStartToEnd() {
        Dataset dataset = new Dataset() {
            @Override
            public Schema schema() {
                return table(1).schema();
            }

            @Override
            public BlockLayout layout() {
                return table(1).layout();
            }

            @Override
            public BlockReader read(List<ColumnRequest> columns) {
                return table(1).read(columns);
            }

            @Override
            public String description() {
                return "a stream";
            }
        };
        assertThat(dataset.parts()).isEmpty();
        assertThatThrownBy(() -> dataset.read(List.of(ColumnRequest.value("i")), new RowRange(0, 1)))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage(
                        "part RowRange[from=0, to=1]: a stream can only be read from start to end; ask parts() first");
    }
}
