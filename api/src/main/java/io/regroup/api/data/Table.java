package io.regroup.api.data;

import io.regroup.api.InvalidArgumentException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A table in memory: named columns of one length, made from arrays without copying them. Immutable, as long as nobody
 * writes to the arrays.
 *
 * <pre>{@code
 * Table table = Table.builder()
 *         .column("sector", sectors)  // int[]
 *         .column("x", x)             // double[]
 *         .column("y", y)
 *         .build();
 * }</pre>
 */
public final class Table implements Dataset {

    private final Schema schema;
    private final List<Column> columns;
    private final int rowCount;
    private final int blockRows;

    private Table(Schema schema, List<Column> columns, int rowCount, int blockRows) {
        this.schema = schema;
        this.columns = columns;
        this.rowCount = rowCount;
        this.blockRows = blockRows;
    }

    /**
     * Starts a table.
     *
     * @return an empty builder
     */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public Schema schema() {
        return schema;
    }

    /**
     * Returns the number of rows.
     *
     * @return at least 0
     */
    public int rowCount() {
        return rowCount;
    }

    /**
     * Returns a column by name.
     *
     * @param name its exact name
     * @return the column
     * @throws InvalidArgumentException if there is none
     */
    public Column column(String name) {
        int index = schema.indexOf(name);
        if (index < 0) {
            throw new InvalidArgumentException("column " + name + ": not in the table; it has " + schema.names());
        }
        return columns.get(index);
    }

    /**
     * Returns a numeric column's values.
     *
     * @param name its exact name
     * @return a fresh array, NaN where missing
     * @throws InvalidArgumentException if there is no such column or it is not numeric
     */
    public double[] doubles(String name) {
        Column column = column(name);
        if (!column.type().isNumeric()) {
            throw new InvalidArgumentException("column " + name + ": expected numbers, got " + column.type());
        }
        double[] values = new double[rowCount];
        column.copyDoubles(0, rowCount, values, 0);
        return values;
    }

    /**
     * Returns all columns.
     *
     * @return an immutable list in the schema's order
     */
    public List<Column> columns() {
        return columns;
    }

    /**
     * Returns the same table that reads itself in blocks of another size.
     *
     * @param rows rows per block, at least 1
     * @return a view
     */
    public Table inBlocksOf(int rows) {
        if (rows < 1) {
            throw new InvalidArgumentException("rows: expected at least 1 per block, got " + rows);
        }
        return new Table(schema, columns, rowCount, rows);
    }

    @Override
    public OptionalLong knownRows() {
        return OptionalLong.of(rowCount);
    }

    @Override
    public BlockReader read(List<ColumnRequest> requests) {
        return new Reader(wanted(requests));
    }

    @Override
    public Optional<List<Column>> resident(List<ColumnRequest> requests) {
        return Optional.of(wanted(requests));
    }

    private List<Column> wanted(List<ColumnRequest> requests) {
        List<Column> wanted = new ArrayList<>();
        for (ColumnRequest request : requests) {
            Column column = column(request.name());
            if (request.access() == ColumnRequest.Access.NUMBER
                    && !column.type().isNumeric()) {
                throw new InvalidArgumentException(
                        "column " + request.name() + ": expected numbers, got " + column.type());
            }
            wanted.add(column);
        }
        return wanted;
    }

    @Override
    public String description() {
        return "table of " + rowCount + " rows";
    }

    private final class Reader implements BlockReader {

        private final List<Column> wanted;
        private int at;

        Reader(List<Column> wanted) {
            this.wanted = wanted;
        }

        @Override
        public @Nullable Block next() {
            if (at >= rowCount) {
                return null;
            }
            int from = at;
            int to = (int) Math.min(rowCount, (long) from + blockRows);
            at = to;
            return new Block(
                    from,
                    to - from,
                    wanted.stream().map(column -> column.slice(from, to)).toList());
        }

        @Override
        public void close() {
            at = rowCount;
        }
    }

    /** Collects columns. Not for several threads. */
    public static final class Builder {

        private static final int DEFAULT_BLOCK_ROWS = 1 << 16;

        private final List<Schema.Field> fields = new ArrayList<>();
        private final List<Column> columns = new ArrayList<>();

        private Builder() {}

        /**
         * Adds a column.
         *
         * @param name its name, not empty, not used before
         * @param column its values
         * @return this
         */
        public Builder column(String name, Column column) {
            fields.add(new Schema.Field(Objects.requireNonNull(name, "name"), column.type()));
            columns.add(column);
            return this;
        }

        /**
         * Adds a column of doubles.
         *
         * @param name its name
         * @param values kept, not copied; NaN is a missing number
         * @return this
         */
        public Builder column(String name, double[] values) {
            return column(name, Column.of(values));
        }

        /**
         * Adds a column of floats.
         *
         * @param name its name
         * @param values kept, not copied
         * @return this
         */
        public Builder column(String name, float[] values) {
            return column(name, Column.of(values));
        }

        /**
         * Adds a column of longs.
         *
         * @param name its name
         * @param values kept, not copied
         * @return this
         */
        public Builder column(String name, long[] values) {
            return column(name, Column.of(values));
        }

        /**
         * Adds a column of ints.
         *
         * @param name its name
         * @param values kept, not copied
         * @return this
         */
        public Builder column(String name, int[] values) {
            return column(name, Column.of(values));
        }

        /**
         * Adds a column of strings.
         *
         * @param name its name
         * @param values kept, not copied; null is a missing value
         * @return this
         */
        public Builder column(String name, @Nullable String[] values) {
            return column(name, Column.of(values));
        }

        /**
         * Adds a column of booleans.
         *
         * @param name its name
         * @param values copied
         * @return this
         */
        public Builder column(String name, boolean[] values) {
            return column(name, Column.of(values));
        }

        /**
         * Makes the table.
         *
         * @return the table
         * @throws InvalidArgumentException if names repeat, lengths differ, or a boolean is stored as neither 0 nor 1
         */
        public Table build() {
            Schema schema = new Schema(fields);
            int rows = columns.isEmpty() ? 0 : columns.get(0).size();
            for (int i = 1; i < columns.size(); i++) {
                if (columns.get(i).size() != rows) {
                    throw new InvalidArgumentException("column " + fields.get(i).name() + ": expected length " + rows
                            + " (as " + fields.get(0).name() + "), got "
                            + columns.get(i).size());
                }
            }
            for (int i = 0; i < columns.size(); i++) {
                requireFlags(fields.get(i).name(), columns.get(i));
            }
            return new Table(schema, List.copyOf(columns), rows, DEFAULT_BLOCK_ROWS);
        }

        /** Another number would be a key of its own. */
        private static void requireFlags(String name, Column column) {
            if (!column.type().equals(ColumnType.BOOLEAN) || !(column instanceof LongColumn flags)) {
                return;
            }
            for (int row = 0; row < flags.size(); row++) {
                long value = flags.getLong(row);
                if ((value & ~1L) != 0) {
                    throw new InvalidArgumentException("column " + name + ": expected 0 or 1 for false or true, got "
                            + value + " in row " + row + "; store no other numbers");
                }
            }
        }
    }
}
