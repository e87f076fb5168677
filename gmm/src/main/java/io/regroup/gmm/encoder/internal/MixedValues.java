package io.regroup.gmm.encoder.internal;

import io.regroup.api.data.Block;
import io.regroup.api.data.BlockReader;
import io.regroup.api.data.Column;
import io.regroup.api.data.ColumnRequest;
import io.regroup.api.data.ColumnType;
import io.regroup.api.data.Dataset;
import io.regroup.api.data.RowRange;
import io.regroup.api.data.Schema;
import io.regroup.api.data.Table;
import io.regroup.gmm.encoder.NumericModel.Scale;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** One column as its mixture is fitted to it: on its scale, and NaN where the mixture has nothing to do with the row. */
final class MixedValues implements Dataset {

    private final Dataset source;
    private final String name;
    private final ColumnType type;
    private final Scale scale;
    private final Modals modals;
    private final Schema schema;

    MixedValues(Dataset source, String name, ColumnType type, Scale scale, Modals modals) {
        this.source = source;
        this.name = name;
        this.type = type;
        this.scale = scale;
        this.modals = modals;
        this.schema = new Schema(List.of(new Schema.Field(name, ColumnType.FLOAT64)));
    }

    /** Brings the values into memory, all rows in their place. */
    Table inMemory(int rows, int threads) {
        double[] values = new double[rows];
        Scan.over(
                this,
                ColumnRequest.number(name),
                threads,
                () -> block ->
                        block.column(0).copyDoubles(0, block.rowCount(), values, Math.toIntExact(block.firstRow())));
        return Table.builder().column(name, values).build();
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public OptionalLong knownRows() {
        return source.knownRows();
    }

    @Override
    public OptionalLong mostRows() {
        return source.mostRows();
    }

    @Override
    public List<RowRange> parts() {
        return source.parts();
    }

    @Override
    public String description() {
        return source.description();
    }

    @Override
    public BlockReader read(List<ColumnRequest> columns) {
        Requests.check(columns, schema, description());
        return new Reader(source.read(List.of(ColumnRequest.value(name))));
    }

    @Override
    public BlockReader read(List<ColumnRequest> columns, RowRange part) {
        Requests.check(columns, schema, description());
        return new Reader(source.read(List.of(ColumnRequest.value(name)), part));
    }

    private final class Reader implements BlockReader {

        private final BlockReader reader;
        private double[] numbers = new double[0];
        private long[] integers = new long[0];

        Reader(BlockReader reader) {
            this.reader = reader;
        }

        @Override
        public @Nullable Block next() {
            Block block = reader.next();
            if (block == null) {
                return null;
            }
            int rows = block.rowCount();
            if (numbers.length < rows) {
                numbers = new double[rows];
                integers = new long[rows];
            }
            Column column = block.column(0);
            column.copyDoubles(0, rows, numbers, 0);
            if (!modals.isEmpty()) {
                leaveOutModals(column, rows);
            }
            for (int i = 0; i < rows; i++) {
                numbers[i] = Double.isInfinite(numbers[i]) ? Double.NaN : ScaleFunction.apply(scale, numbers[i]);
            }
            return new Block(block.firstRow(), rows, List.of(Column.of(numbers).slice(0, rows)));
        }

        private void leaveOutModals(Column column, int rows) {
            if (type.storage() == ColumnType.Storage.LONG) {
                column.copyLongs(0, rows, integers, 0);
            }
            for (int i = 0; i < rows; i++) {
                boolean missing = column.mayHaveNulls() && column.isNull(i);
                if (!missing && modals.find(column, i, integers[i], numbers[i]) >= 0) {
                    numbers[i] = Double.NaN;
                }
            }
        }

        @Override
        public List<String> notes() {
            return reader.notes();
        }

        @Override
        public void close() {
            reader.close();
        }
    }
}
