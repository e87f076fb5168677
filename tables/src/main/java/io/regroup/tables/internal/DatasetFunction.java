package io.regroup.tables.internal;

import io.regroup.api.data.Block;
import io.regroup.api.data.BlockReader;
import io.regroup.api.data.Column;
import io.regroup.api.data.ColumnRequest;
import io.regroup.api.data.Dataset;
import io.regroup.api.data.Schema;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.duckdb.DuckDBColumnType;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDataChunkWriter;
import org.duckdb.DuckDBFunctions;
import org.duckdb.DuckDBTableFunction;
import org.duckdb.DuckDBTableFunctionBindInfo;
import org.duckdb.DuckDBTableFunctionBuilder;
import org.duckdb.DuckDBTableFunctionCallInfo;
import org.duckdb.DuckDBTableFunctionInitInfo;
import org.duckdb.DuckDBWritableVector;
import org.jspecify.annotations.Nullable;

/**
 * Shows a dataset to DuckDB as a table function, for one statement. Its columns are c0, c1, … of type BIGINT, DOUBLE or
 * VARCHAR, by their storage; {@link #columns} writes the SQL that gives them their names and types. The dataset's rows are
 * pulled a block at a time, by one thread, in order.
 */
public final class DatasetFunction implements AutoCloseable {

    /** DuckDB has no way to take a function back, so each has a name of its own. */
    private static final AtomicLong NUMBER = new AtomicLong();

    private final Schema schema;
    private final BlockReader reader;
    private final String name = "regroup_dataset_" + NUMBER.incrementAndGet();
    private final long[] longs = new long[1 << 11];
    private final double[] doubles = new double[1 << 11];
    private final RepeatedStrings strings = new RepeatedStrings();
    private @Nullable Block block;
    private int at;
    private @Nullable RuntimeException failure;

    /**
     * Starts a pass over a dataset and registers the function.
     *
     * @param connection where the statement will run
     * @param dataset all its columns are read
     * @throws SQLException if DuckDB refuses the function
     */
    public DatasetFunction(DuckDBConnection connection, Dataset dataset) throws SQLException {
        this.schema = dataset.schema();
        List<ColumnRequest> requests =
                schema.names().stream().map(ColumnRequest::value).toList();
        this.reader = dataset.read(requests);
        try (DuckDBTableFunctionBuilder builder = DuckDBFunctions.tableFunction()) {
            builder.withName(name).withFunction(new Callbacks()).register(connection);
        } catch (SQLException | RuntimeException e) {
            reader.close();
            throw e;
        }
    }

    /**
     * Writes the call.
     *
     * @return what can stand in a FROM clause
     */
    public String call() {
        return name + "()";
    }

    /**
     * Writes a select list that restores names and types.
     *
     * @param alias of the function in the FROM clause
     * @param format shapes the values
     * @return one expression per column
     */
    public List<String> columns(String alias, OutputFormat format) {
        List<String> columns = new ArrayList<>();
        for (int i = 0; i < schema.fields().size(); i++) {
            Schema.Field field = schema.fields().get(i);
            String restored = DuckDbTypes.restored(field.name(), alias + ".c" + i, field.type());
            columns.add(format.shaped(restored, field.type()) + " AS " + Sql.name(field.name()));
        }
        return columns;
    }

    /**
     * Returns what the dataset threw while DuckDB pulled its rows; DuckDB itself reports it as text only.
     *
     * @return the exception, or null if there was none
     */
    public @Nullable RuntimeException failure() {
        return failure;
    }

    @Override
    public void close() {
        reader.close();
    }

    private final class Callbacks implements DuckDBTableFunction<Object, Object, Object> {

        @Override
        public Object bind(DuckDBTableFunctionBindInfo info) {
            for (int i = 0; i < schema.fields().size(); i++) {
                info.addResultColumn(
                        "c" + i,
                        switch (schema.fields().get(i).type().storage()) {
                            case LONG -> DuckDBColumnType.BIGINT;
                            case DOUBLE -> DuckDBColumnType.DOUBLE;
                            case STRING -> DuckDBColumnType.VARCHAR;
                        });
            }
            return this;
        }

        @Override
        public Object init(DuckDBTableFunctionInitInfo info) {
            info.setMaxThreads(1);
            return this;
        }

        @Override
        public long apply(DuckDBTableFunctionCallInfo info, DuckDBDataChunkWriter chunk) {
            try {
                return fill(chunk);
            } catch (RuntimeException e) {
                failure = e;
                throw e;
            }
        }
    }

    private long fill(DuckDBDataChunkWriter chunk) {
        Block current = block;
        while (current == null || at == current.rowCount()) {
            current = reader.next();
            block = current;
            at = 0;
            if (current == null) {
                return 0;
            }
        }
        int rows = (int) Math.min(Math.min(chunk.capacity(), longs.length), current.rowCount() - at);
        for (int i = 0; i < schema.fields().size(); i++) {
            Column column = current.column(i);
            DuckDBWritableVector vector = chunk.vector(i);
            VectorMemory.setAllValid(vector);
            switch (column.type().storage()) {
                case LONG -> writeLongs(column, rows, vector);
                case DOUBLE -> writeDoubles(column, rows, vector);
                case STRING -> writeStrings(column, rows, vector);
            }
        }
        at += rows;
        return rows;
    }

    private void writeLongs(Column column, int rows, DuckDBWritableVector vector) {
        column.copyLongs(at, at + rows, longs, 0);
        VectorMemory.put(vector, longs, rows);
        writeNulls(column, rows, vector);
    }

    private void writeDoubles(Column column, int rows, DuckDBWritableVector vector) {
        column.copyDoubles(at, at + rows, doubles, 0);
        VectorMemory.put(vector, doubles, rows);
        writeNulls(column, rows, vector);
    }

    private void writeNulls(Column column, int rows, DuckDBWritableVector vector) {
        if (column.mayHaveNulls()) {
            for (int i = 0; i < rows; i++) {
                if (column.isNull(at + i)) {
                    vector.setNull(i);
                }
            }
        }
    }

    private void writeStrings(Column column, int rows, DuckDBWritableVector vector) {
        strings.startVector(vector);
        for (int i = 0; i < rows; i++) {
            String text = column.getString(at + i);
            if (text == null) {
                vector.setNull(i);
            } else {
                strings.put(i, text);
            }
        }
    }
}
