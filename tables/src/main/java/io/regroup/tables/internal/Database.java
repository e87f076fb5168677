package io.regroup.tables.internal;

import io.regroup.api.data.DataAccessException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * A private DuckDB inside this process, with nothing in it but what is put there. It neither installs nor loads
 * extensions, keeps the order of rows, takes UTC for the time zone (so that results do not depend on the machine), and
 * spills to a directory of its own when memory runs short.
 */
public final class Database implements AutoCloseable {

    private static final long KIBIBYTE = 1 << 10;
    private static final long MEBIBYTE = 1 << 20;
    private static final long LEAST_DEFAULT_MEMORY = 1 << 30;

    private final DuckDBConnection root;
    private final int threads;
    private final long memory;
    private final SpillDirectory spill;

    private Database(DuckDBConnection root, int threads, long memory, SpillDirectory spill) {
        this.root = root;
        this.threads = threads;
        this.memory = memory;
        this.spill = spill;
    }

    /**
     * Column of a relation.
     *
     * @param name as DuckDB gives it
     * @param type as DuckDB writes it
     */
    public record SqlColumn(String name, String type) {}

    /**
     * Tells how much memory one may use unless told otherwise: as much again as Java's heap may take, which is a share of
     * the machine that someone chose, where DuckDB itself would take 80 % of it.
     *
     * @return bytes, at least 1 GiB
     */
    public static long defaultMemory() {
        return Math.max(LEAST_DEFAULT_MEMORY, Runtime.getRuntime().maxMemory());
    }

    /**
     * Tells where temporary files go unless told otherwise.
     *
     * @return the system's directory for temporary files
     */
    public static Path defaultSpill() {
        return Path.of(System.getProperty("java.io.tmpdir"));
    }

    /**
     * Starts one that spills under the temporary directory.
     *
     * @param threads how many it may use, at least 1
     * @param memory how many bytes it may use off the heap before it spills
     * @return the database, to be closed
     * @throws DataAccessException if DuckDB's native library cannot be loaded
     */
    public static Database open(int threads, long memory) {
        return open(threads, memory, defaultSpill());
    }

    /**
     * Starts one.
     *
     * @param threads how many it may use, at least 1
     * @param memory how many bytes it may use off the heap before it spills
     * @param spillParent the directory in which its own is made when memory runs short
     * @return the database, to be closed
     * @throws DataAccessException if DuckDB's native library cannot be loaded
     */
    public static Database open(int threads, long memory, Path spillParent) {
        SpillDirectory spill = new SpillDirectory(spillParent);
        Properties properties = new Properties();
        properties.setProperty("jdbc_stream_results", "true");
        properties.setProperty("autoinstall_known_extensions", "false");
        properties.setProperty("autoload_known_extensions", "false");
        properties.setProperty("allow_community_extensions", "false");
        properties.setProperty("preserve_insertion_order", "true");
        properties.setProperty("threads", Integer.toString(threads));
        // DuckDB 2.0's asynchronous writer can wait for itself for ever when a COPY fails half-way; without it none
        // does
        properties.setProperty("async_threads", "0");
        properties.setProperty("temp_directory", spill.path().toString());
        properties.setProperty("memory_limit", memory / KIBIBYTE + "KiB");
        try {
            DuckDBConnection root =
                    DriverManager.getConnection("jdbc:duckdb:", properties).unwrap(DuckDBConnection.class);
            Database database = new Database(root, threads, memory, spill);
            database.execute("SET GLOBAL TimeZone = 'UTC'");
            // Each run of rows opens its files anew, and their metadata take longer to read than a row group. That a
            // file
            // has changed is noticed.
            database.execute("SET GLOBAL parquet_metadata_cache = true");
            return database;
        } catch (SQLException | UnsatisfiedLinkError e) {
            spill.close();
            throw new DataAccessException(
                    "DuckDB cannot start: " + Sql.message(e) + "; is this platform one of those it is built for?", e);
        } catch (ExceptionInInitializerError | NoClassDefFoundError e) {
            spill.close();
            throw notUnpacked(e);
        }
    }

    /** The driver unpacks its native library while its classes are initialised; what fails then is an error of the JVM's. */
    private static DataAccessException notUnpacked(LinkageError failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return new DataAccessException(
                "temporary files: expected a directory in which DuckDB's library can be unpacked, got " + defaultSpill()
                        + " (" + Sql.oneLine(cause.toString())
                        + "); give another with -Djava.io.tmpdir=DIR, which REGROUP_JAVA_OPTS hands on",
                failure);
    }

    /**
     * Returns how many threads it may use.
     *
     * @return at least 1
     */
    public int threads() {
        return threads;
    }

    /**
     * Returns how much memory it may use.
     *
     * @return bytes
     */
    public long memory() {
        return memory;
    }

    /**
     * Connects once more, for a query that runs beside others.
     *
     * @return a connection, to be closed
     * @throws SQLException if the database is closed
     */
    public DuckDBConnection connect() throws SQLException {
        return root.duplicate();
    }

    /**
     * Returns the connection that {@link #execute} uses.
     *
     * @return not to be closed
     */
    public DuckDBConnection connection() {
        return root;
    }

    /**
     * Runs a statement that returns nothing.
     *
     * @param sql the statement
     * @throws SQLException if it fails
     */
    public void execute(String sql) throws SQLException {
        try (Statement statement = root.createStatement()) {
            statement.execute(sql);
        }
    }

    /**
     * Asks for one number.
     *
     * @param query returns one row of one integer
     * @return the number
     * @throws SQLException if it fails
     */
    public long queryLong(String query) throws SQLException {
        try (Statement statement = root.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            if (!result.next()) {
                throw new SQLException("expected one row, got none");
            }
            return result.getLong(1);
        }
    }

    /**
     * Asks for one text.
     *
     * @param query returns at most one row of one text
     * @return the text, or null if there is no row
     * @throws SQLException if it fails
     */
    public @Nullable String queryText(String query) throws SQLException {
        try (Statement statement = root.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            return result.next() ? result.getString(1) : null;
        }
    }

    /**
     * Runs a query over Parquet files and counts the row groups that it looked into.
     *
     * @param query a SELECT
     * @return at least 0
     * @throws SQLException if it fails
     */
    public long scannedRowGroups(String query) throws SQLException {
        String profile = list("EXPLAIN (ANALYZE, FORMAT json) " + query, row -> row.getString(2))
                .getFirst();
        return queryLong("SELECT CAST(json_extract_string(" + Sql.text(profile)
                + ", '$.query.total_row_groups_scanned') AS BIGINT)");
    }

    /**
     * Binds a query without running it.
     *
     * @param query a SELECT
     * @return the columns of its result
     * @throws SQLException if it does not bind
     */
    public List<SqlColumn> describe(String query) throws SQLException {
        return list("DESCRIBE " + query, row -> new SqlColumn(row.getString(1), row.getString(2)));
    }

    /**
     * Reads one row of a result.
     *
     * @param <T> what comes out
     */
    @FunctionalInterface
    public interface RowReader<T> {
        /**
         * Reads it.
         *
         * @param row stands on the row
         * @return what it says
         * @throws SQLException if a value is of another type
         */
        T read(ResultSet row) throws SQLException;
    }

    /**
     * Asks for a few rows.
     *
     * @param <T> what each becomes
     * @param query a query
     * @param reader reads each row
     * @return what it read, in the result's order
     * @throws SQLException if the query fails
     */
    public <T> List<T> list(String query, RowReader<T> reader) throws SQLException {
        List<T> rows = new ArrayList<>();
        try (Statement statement = root.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            while (result.next()) {
                rows.add(reader.read(result));
            }
        }
        return rows;
    }

    /**
     * Copies a table from another database, by way of a file beside this one's temporary files.
     *
     * @param other has the table
     * @param table its name, which is the copy's as well
     * @throws SQLException if the disk is full
     */
    public void copyTable(Database other, String table) throws SQLException {
        Path file = spill.create().resolve("table.duckdb");
        other.execute("ATTACH " + Sql.text(file.toString()) + " AS regroup_copy");
        try {
            other.execute("CREATE TABLE regroup_copy." + table + " AS FROM " + table);
        } finally {
            other.execute("DETACH regroup_copy");
        }
        execute("ATTACH " + Sql.text(file.toString()) + " AS regroup_copy (READ_ONLY)");
        execute("CREATE VIEW " + table + " AS FROM regroup_copy." + table);
    }

    /**
     * Words a failure, with the remedy if it is the disk or the memory that was too small.
     *
     * @param what failed, for instance {@code input a.csv: cannot be read}
     * @param failure what DuckDB threw
     * @return the exception to throw
     */
    public DataAccessException failure(String what, SQLException failure) {
        String message = Sql.message(failure);
        if (Sql.isFullDisk(failure)) {
            return new DataAccessException(
                    what + ": the disk is full where temporary files go, "
                            + spill.path().getParent() + " (" + message
                            + "); free space there, or have them go to another directory",
                    failure);
        }
        if (Sql.isOutOfMemory(failure)) {
            return new DataAccessException(
                    what + ": " + memory / MEBIBYTE + " MiB of memory are too few (" + message + "); allow more",
                    failure);
        }
        return new DataAccessException(what + ": " + message, failure);
    }

    @Override
    public void close() {
        try (spill) {
            root.close();
        } catch (SQLException e) {
            throw new DataAccessException("DuckDB cannot be closed: " + Sql.message(e), e);
        }
    }
}
