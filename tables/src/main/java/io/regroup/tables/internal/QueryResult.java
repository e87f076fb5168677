package io.regroup.tables.internal;

import io.regroup.api.data.DataAccessException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.sql.SQLException;
import java.sql.Statement;
import org.duckdb.DuckDBChunkedResult;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBPreparedStatement;
import org.jspecify.annotations.Nullable;

/** A running query whose result comes chunk by chunk, on a connection of its own. For one thread at a time. */
final class QueryResult implements AutoCloseable {

    /**
     * DuckDB's Java API ends a result in the same way whether all rows came or an error stopped it, and keeps the method
     * that tells which for itself. Without it a file that turns bad half-way would look like a shorter file, so it is
     * fetched by reflection (the driver is an automatic module: open), and reading refuses to start where that fails.
     */
    private static final MethodHandle CHECK_ERROR = checkError();

    /**
     * DuckDB fills a buffer of 10 MiB ahead of the reader unless told otherwise. In one that fits into a processor's cache
     * chunks are still there when they are copied, and the same memory serves again and again.
     */
    private static final String BUFFER = "SET SESSION streaming_buffer_size = '512KB'";

    private final DuckDBConnection connection;
    private final DuckDBPreparedStatement statement;
    private final DuckDBChunkedResult result;

    private QueryResult(DuckDBConnection connection, DuckDBPreparedStatement statement, DuckDBChunkedResult result) {
        this.connection = connection;
        this.statement = statement;
        this.result = result;
    }

    private static MethodHandle checkError() {
        try {
            return MethodHandles.privateLookupIn(DuckDBChunkedResult.class, MethodHandles.lookup())
                    .findVirtual(DuckDBChunkedResult.class, "checkError", MethodType.methodType(void.class));
        } catch (ReflectiveOperationException e) {
            throw new DataAccessException(
                    "DuckDB: this version of its driver does not tell a read error from the end of a file;"
                            + " use the version that Regroup was built with",
                    e);
        }
    }

    /** Starts a query; the rows follow as they are asked for. */
    static QueryResult run(Database database, String query) throws SQLException {
        DuckDBConnection connection = database.connect();
        DuckDBPreparedStatement statement = null;
        try {
            try (Statement settings = connection.createStatement()) {
                settings.execute(BUFFER);
            }
            statement = connection.prepare(query);
            return new QueryResult(connection, statement, statement.query());
        } catch (SQLException | RuntimeException e) {
            if (statement != null) {
                statement.close();
            }
            connection.close();
            throw e;
        }
    }

    /** Returns the next chunk, which replaces the one before, or null at the end. */
    @Nullable
    DuckDBDataChunkReader next() throws SQLException {
        if (result.nextChunk()) {
            return result.chunk();
        }
        try {
            CHECK_ERROR.invokeExact(result);
        } catch (SQLException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new SQLException(e);
        }
        return null;
    }

    @Override
    public void close() throws SQLException {
        try (connection;
                statement) {
            result.close();
        }
    }
}
