package io.regroup.crossvalidation.internal;

import io.regroup.api.data.Block;
import io.regroup.api.data.BlockReader;
import io.regroup.api.data.Column;
import io.regroup.api.data.ColumnRequest;
import io.regroup.api.data.ColumnType;
import io.regroup.api.data.Dataset;
import io.regroup.api.data.Schema;
import io.regroup.api.data.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A table as a file would deliver it: in blocks of its own arrays, which are overwritten as soon as the next block is asked
 * for. An engine that keeps a block, or that knows only tables in memory, gets wrong answers from it.
 *
 * @param table the rows
 * @param blockRows rows per block
 * @param countKnown whether the number of rows is known beforehand
 */
public record ChunkedDataset(Table table, int blockRows, boolean countKnown) implements Dataset {

    @Override
    public Schema schema() {
        return table.schema();
    }

    @Override
    public OptionalLong knownRows() {
        return countKnown ? OptionalLong.of(table.rowCount()) : OptionalLong.empty();
    }

    @Override
    public String description() {
        return "chunked table";
    }

    @Override
    public BlockReader read(List<ColumnRequest> columns) {
        return new Reader(columns);
    }

    private final class Reader implements BlockReader {

        private final List<ColumnRequest> requests;
        private final List<Runnable> overwrites = new ArrayList<>();
        private int at;

        Reader(List<ColumnRequest> requests) {
            this.requests = List.copyOf(requests);
        }

        @Override
        public @Nullable Block next() {
            overwrite();
            int from = at;
            if (from == table.rowCount()) {
                return null;
            }
            at = Math.min(table.rowCount(), from + blockRows);
            return new Block(
                    from,
                    at - from,
                    requests.stream().map(request -> column(request, from)).toList());
        }

        private Column column(ColumnRequest request, int from) {
            Column column = table.column(request.name());
            int rows = at - from;
            if (request.access() == ColumnRequest.Access.NUMBER) {
                return doubles(ColumnType.FLOAT64, column, from, rows, null);
            }
            boolean[] missing = new boolean[rows];
            for (int i = 0; i < rows; i++) {
                missing[i] = column.isNull(from + i);
            }
            return switch (column.type().storage()) {
                case DOUBLE -> doubles(column.type(), column, from, rows, missing);
                case LONG -> {
                    long[] values = new long[rows];
                    column.copyLongs(from, at, values, 0);
                    overwrites.add(() -> Arrays.fill(values, -77));
                    yield Column.ofStored(column.type(), values, missing);
                }
                case STRING -> {
                    String[] values = new String[rows];
                    Arrays.setAll(values, i -> column.getString(from + i));
                    overwrites.add(() -> Arrays.fill(values, "overwritten"));
                    yield Column.ofStored(column.type(), values);
                }
            };
        }

        private Column doubles(ColumnType type, Column column, int from, int rows, boolean @Nullable [] missing) {
            double[] values = new double[rows];
            column.copyDoubles(from, from + rows, values, 0);
            overwrites.add(() -> Arrays.fill(values, -7.7e77));
            return Column.ofStored(type, values, missing);
        }

        private void overwrite() {
            overwrites.forEach(Runnable::run);
            overwrites.clear();
        }

        @Override
        public void close() {
            overwrite();
        }
    }
}
