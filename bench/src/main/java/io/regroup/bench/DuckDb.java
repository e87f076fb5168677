package io.regroup.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.duckdb.DuckDBColumnType;
import org.duckdb.DuckDBDataChunkWriter;
import org.duckdb.DuckDBFunctions;
import org.duckdb.DuckDBTableFunction;
import org.duckdb.DuckDBTableFunctionBindInfo;
import org.duckdb.DuckDBTableFunctionBuilder;
import org.duckdb.DuckDBTableFunctionCallInfo;
import org.duckdb.DuckDBTableFunctionInitInfo;
import org.duckdb.DuckDBWritableVector;

/** A DuckDB in memory, told to keep no order, which is what suits it best. */
final class DuckDb implements AutoCloseable {

    private static final AtomicLong NUMBER = new AtomicLong();

    private final Connection connection;

    /**
     * Starts one.
     *
     * @param threads how many it may use
     * @throws SQLException if it cannot start
     */
    DuckDb(int threads) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("threads", Integer.toString(threads));
        properties.setProperty("preserve_insertion_order", "false");
        properties.setProperty("autoinstall_known_extensions", "false");
        properties.setProperty("autoload_known_extensions", "false");
        connection = DriverManager.getConnection("jdbc:duckdb:", properties);
    }

    /** Returns the library's version. */
    static String version() {
        try (DuckDb db = new DuckDb(1);
                Statement statement = db.connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT version()")) {
            return result.next() ? result.getString(1) : "unknown";
        } catch (SQLException | UnsatisfiedLinkError e) {
            return "cannot start: " + e.getMessage();
        }
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Asks for one number. */
    long queryLong(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            if (!result.next()) {
                throw new SQLException("expected one row, got none: " + sql);
            }
            return result.getLong(1);
        }
    }

    /**
     * Asks for a matrix of numbers.
     *
     * @param sql a query
     * @param rows how many rows at most
     * @param columns how many columns
     * @return the numbers, NaN for NULL and for rows that do not come
     */
    double[][] queryDoubles(String sql, int rows, int columns) throws SQLException {
        double[][] values = new double[rows][columns];
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            for (double[] row : values) {
                boolean there = result.next();
                for (int c = 0; c < columns; c++) {
                    double value = there ? result.getDouble(c + 1) : Double.NaN;
                    row[c] = there && result.wasNull() ? Double.NaN : value;
                }
            }
        }
        return values;
    }

    /** Writes a query for some columns of some groups, by their places in ascending key order. */
    static String sampled(List<String> keys, List<String> columns, String relation, int[] places) {
        String wanted = Arrays.stream(places).mapToObj(Integer::toString).collect(Collectors.joining(", "));
        return "SELECT " + String.join(", ", columns) + " FROM (SELECT *, row_number() OVER (ORDER BY "
                + String.join(", ", keys) + ") - 1 AS place FROM " + relation + ") WHERE place IN (" + wanted
                + ") ORDER BY place";
    }

    /**
     * Copies rows into a table, in order. NaN becomes NULL, as DuckDB's aggregates leave that out by themselves.
     *
     * @param table its name
     * @param rows the rows
     * @param count how many
     */
    void load(String table, Rows rows, int count) throws SQLException {
        String function = "rows_" + NUMBER.incrementAndGet();
        try (DuckDBTableFunctionBuilder builder = DuckDBFunctions.tableFunction()) {
            builder.withName(function).withFunction(new Source(rows, count)).register(connection);
        }
        // the setting is for queries; loading in order costs nothing
        execute("SET preserve_insertion_order = true");
        execute("CREATE TABLE " + table + " AS SELECT * FROM " + function + "()");
        execute("SET preserve_insertion_order = false");
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    /** Shows arrays to DuckDB, 2048 rows at a time. */
    private static final class Source implements DuckDBTableFunction<Object, Object, Object> {

        private final Rows rows;
        private final int count;
        private final List<String> names;
        private int at;

        Source(Rows rows, int count) {
            this.rows = rows;
            this.count = count;
            this.names = rows.names();
        }

        @Override
        public Object bind(DuckDBTableFunctionBindInfo info) {
            for (String name : names) {
                info.addResultColumn(
                        name,
                        switch (rows.array(name)) {
                            case int[] _ -> DuckDBColumnType.INTEGER;
                            case double[] _ -> DuckDBColumnType.DOUBLE;
                            default -> DuckDBColumnType.VARCHAR;
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
            int size = (int) Math.min(chunk.capacity(), count - at);
            for (int c = 0; c < names.size(); c++) {
                DuckDBWritableVector vector = chunk.vector(c);
                switch (rows.array(names.get(c))) {
                    case int[] values -> {
                        for (int i = 0; i < size; i++) {
                            vector.setInt(i, values[at + i]);
                        }
                    }
                    case double[] values -> {
                        for (int i = 0; i < size; i++) {
                            if (Double.isNaN(values[at + i])) {
                                vector.setNull(i);
                            } else {
                                vector.setDouble(i, values[at + i]);
                            }
                        }
                    }
                    case Object texts -> {
                        for (int i = 0; i < size; i++) {
                            vector.setString(i, ((String[]) texts)[at + i]);
                        }
                    }
                }
            }
            at += size;
            return size;
        }
    }
}
