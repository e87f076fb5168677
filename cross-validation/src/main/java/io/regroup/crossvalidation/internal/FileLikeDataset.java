package io.regroup.crossvalidation.internal;

import io.regroup.api.data.Block;
import io.regroup.api.data.BlockReader;
import io.regroup.api.data.Column;
import io.regroup.api.data.ColumnRequest;
import io.regroup.api.data.Dataset;
import io.regroup.api.data.RowRange;
import io.regroup.api.data.Schema;
import io.regroup.api.data.SortedRows;
import io.regroup.api.data.Table;
import io.regroup.api.data.ValueRange;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A table that can do what a file can: it is read in any run of rows, tells the smallest and largest key of its row groups, and
 * sorts itself by an integer key. It counts the rows that are read.
 */
public class FileLikeDataset implements Dataset {

    private final Table table;
    private final int rowGroup;
    private long rowsRead;

    /**
     * Wraps a table.
     *
     * @param table the rows
     * @param rowGroup rows per row group
     */
    public FileLikeDataset(Table table, int rowGroup) {
        this.table = table;
        this.rowGroup = rowGroup;
    }

    public synchronized long rowsRead() {
        return rowsRead;
    }

    @Override
    public Schema schema() {
        return table.schema();
    }

    @Override
    public OptionalLong knownRows() {
        return OptionalLong.of(table.rowCount());
    }

    @Override
    public List<RowRange> parts() {
        return rowGroups();
    }

    private List<RowRange> rowGroups() {
        List<RowRange> groups = new ArrayList<>();
        for (int from = 0; from < table.rowCount(); from += rowGroup) {
            groups.add(new RowRange(from, Math.min(table.rowCount(), from + rowGroup)));
        }
        return groups;
    }

    @Override
    public List<ValueRange> valueRanges(String column) {
        Column values = table.column(column);
        List<ValueRange> ranges = new ArrayList<>();
        for (RowRange rows : rowGroups()) {
            long[] keys = new long[(int) rows.count()];
            values.copyLongs((int) rows.from(), (int) rows.to(), keys, 0);
            ranges.add(new ValueRange(
                    rows,
                    Arrays.stream(keys).min().getAsLong(),
                    Arrays.stream(keys).max().getAsLong(),
                    false));
        }
        return ranges;
    }

    @Override
    public BlockReader read(List<ColumnRequest> columns) {
        return read(columns, new RowRange(0, table.rowCount()));
    }

    @Override
    public BlockReader read(List<ColumnRequest> columns, RowRange part) {
        synchronized (this) {
            rowsRead += part.count();
        }
        return new BlockReader() {
            private int at = (int) part.from();

            @Override
            public @Nullable Block next() {
                int from = at;
                int to = (int) Math.min(part.to(), from + 100);
                at = to;
                return from == to
                        ? null
                        : new Block(
                                from,
                                to - from,
                                columns.stream()
                                        .map(request ->
                                                table.column(request.name()).slice(from, to))
                                        .toList());
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public boolean sortable() {
        return true;
    }

    @Override
    public Optional<String> sortedRowNumber() {
        return Optional.of("row number");
    }

    @Override
    public Optional<SortedRows> sortedBy(List<String> columns, Path spill) {
        long[] keys = new long[table.rowCount()];
        table.column(columns.get(0)).copyLongs(0, keys.length, keys, 0);
        int[] order = IntStream.range(0, keys.length)
                .boxed()
                .sorted(Comparator.comparingLong(row -> keys[row]))
                .mapToInt(row -> row)
                .toArray();
        Table.Builder sorted = Table.builder();
        Table permuted = Tables.rows(table, order);
        permuted.schema().names().forEach(name -> sorted.column(name, permuted.column(name)));
        sorted.column("row number", order);
        return Optional.of(new Sorted(new FileLikeDataset(sorted.build(), rowGroup)));
    }

    @Override
    public String description() {
        return "file-like table";
    }

    private record Sorted(FileLikeDataset rows) implements SortedRows {

        @Override
        public Schema schema() {
            return rows.schema();
        }

        @Override
        public OptionalLong knownRows() {
            return rows.knownRows();
        }

        @Override
        public BlockReader read(List<ColumnRequest> columns) {
            return rows.read(columns);
        }

        @Override
        public int sortedColumns() {
            return 1;
        }

        @Override
        public String description() {
            return "sorted " + rows.description();
        }

        @Override
        public void close() {}
    }
}
