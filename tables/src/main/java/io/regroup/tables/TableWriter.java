package io.regroup.tables;

import io.regroup.api.InvalidArgumentException;
import io.regroup.api.data.DataAccessException;
import io.regroup.api.data.Dataset;
import io.regroup.api.data.Schema;
import io.regroup.tables.internal.Database;
import io.regroup.tables.internal.DatasetFunction;
import io.regroup.tables.internal.OutputFormat;
import io.regroup.tables.internal.Sql;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.duckdb.DuckDBConnection;

/**
 * Writes tables as Parquet, CSV or JSON, told by the end of the file's name: .parquet; .csv, .tsv; .json (one array), .jsonl
 * and .ndjson (one object a line); text also with .gz or .zst. An existing file is replaced.
 *
 * <p>A file is written under a hidden name beside the target and then renamed, so that the target is always whole: the old
 * one, or the new one.
 *
 * <p>Types are kept where the format has them. Parquet keeps all but 128-bit integers, which become DECIMAL(38,0) or fail if
 * longer than 38 digits. NaN stays NaN in Parquet; in CSV it is {@code NaN} and infinities are {@code Infinity} and
 * {@code -Infinity}, which DuckDB, pandas and R take for numbers (DuckDB's guess of types may take a column whose first
 * number is infinite for text); JSON, which knows neither, gets null ({@link #keepsNonFinite}). Missing values are null in Parquet and JSON and empty
 * in CSV; an empty text in CSV is {@code ""}.
 */
public final class TableWriter {

    private static final String UNEQUAL = "regroup: row counts differ";

    private TableWriter() {}

    /**
     * Checks that a file can be written, as far as that can be known before.
     *
     * @param target the file
     * @throws InvalidArgumentException if its ending is not known, its directory does not exist or cannot be written to, or
     *     it is a directory itself
     */
    public static void checkTarget(Path target) {
        Path file = target.getFileName();
        if (file == null || OutputFormat.of(file.toString()) == null) {
            throw new InvalidArgumentException(
                    "output " + target + ": unknown kind of file; expected one of " + OutputFormat.KNOWN);
        }
        Path directory = directory(target);
        if (!Files.isDirectory(directory)) {
            throw new InvalidArgumentException(
                    "output " + target + ": there is no directory " + directory + "; create it first");
        }
        if (!Files.isWritable(directory)) {
            throw new InvalidArgumentException("output " + target + ": no permission to write in " + directory);
        }
        if (Files.exists(target) && !Files.isRegularFile(target)) {
            throw new InvalidArgumentException("output " + target + ": exists and is not a file; choose another name");
        }
    }

    /**
     * Tells whether a file can hold NaN and infinities. What cannot gets null for them.
     *
     * @param target the file
     * @return false for JSON, which has no such numbers
     */
    public static boolean keepsNonFinite(Path target) {
        OutputFormat format = OutputFormat.of(String.valueOf(target.getFileName()));
        return format == null || format.keepsNonFinite();
    }

    /**
     * Writes a table, or any other rows. They stream through: memory does not grow with their number.
     *
     * @param table at least one column
     * @param target the file
     * @throws InvalidArgumentException if the file's name or the table's types cannot be written
     * @throws DataAccessException if reading or writing fails; the target is as it was
     */
    public static void write(Dataset table, Path target) {
        write(table, target, Map.of());
    }

    /** Writes rows with key-value metadata, which only Parquet can have. */
    static void write(Dataset table, Path target, Map<String, String> metadata) {
        checkTarget(target);
        if (table.schema().fields().isEmpty()) {
            throw new InvalidArgumentException("output " + target + ": the table has no columns");
        }
        requireDistinct(target, table.schema().names());
        try (Database database = Database.open(1, Database.defaultMemory())) {
            copy(database, table, target, metadata, (added, format) -> {
                String columns = String.join(", ", added.columns("a", format));
                return "SELECT " + columns + " FROM " + added.call() + " a";
            });
        }
    }

    /**
     * Writes the rows of a source with columns added. Rows stream through: memory does not grow with their number.
     *
     * @param source gives its input's columns ({@link TableSource#inputSchema}), for all rows it reads
     * @param added more columns for the same rows in the same order, for instance {@code FitResult.rows(source)}
     * @param target the file
     * @throws InvalidArgumentException if the file's name or a type cannot be written, a name occurs twice, or the two do
     *     not have equally many rows
     * @throws DataAccessException if reading or writing fails; the target is as it was
     */
    public static void writeRows(TableSource source, Dataset added, Path target) {
        checkTarget(target);
        List<String> names = new ArrayList<>(source.inputSchema().names());
        names.addAll(added.schema().names());
        requireDistinct(target, names);
        String rows = source.relation();
        copy(source.database(), added, target, Map.of(), (function, format) -> {
            List<String> columns = new ArrayList<>();
            for (Schema.Field field : source.inputSchema().fields()) {
                String name = Sql.name(field.name());
                columns.add(format.shaped("s." + name, field.type()) + " AS " + name);
            }
            columns.addAll(function.columns("a", format));
            // A positional join fills the shorter side with nulls, so a real row on each side is asked for.
            return "SELECT " + String.join(", ", columns) + " FROM (SELECT "
                    + Sql.names(source.inputSchema().names()) + ", true AS regroup_in_source FROM " + rows
                    + ") s POSITIONAL JOIN (SELECT *, true AS regroup_in_added FROM " + function.call()
                    + ") a WHERE CASE WHEN s.regroup_in_source AND a.regroup_in_added THEN true ELSE error("
                    + Sql.text(UNEQUAL) + ") END";
        });
    }

    private interface Select {
        String write(DatasetFunction added, OutputFormat format);
    }

    private static void copy(
            Database database, Dataset added, Path target, Map<String, String> metadata, Select select) {
        Path file = resolved(target);
        OutputFormat format = Objects.requireNonNull(OutputFormat.of(target.toString()), "checked before");
        Path temporary = file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID() + ".tmp");
        temporary.toFile().deleteOnExit();
        try {
            run(database, added, target, temporary, select, format, format.options(metadata));
            move(temporary, file);
        } catch (IOException e) {
            throw new DataAccessException("output " + target + ": cannot be put in place: " + e.getMessage(), e);
        } finally {
            deleteQuietly(temporary);
        }
    }

    private static void run(
            Database database,
            Dataset added,
            Path target,
            Path temporary,
            Select select,
            OutputFormat format,
            String options) {
        try (DuckDBConnection connection = database.connect();
                DatasetFunction function = new DatasetFunction(connection, added)) {
            String sql = "COPY (" + select.write(function, format) + ") TO " + Sql.text(temporary.toString()) + " "
                    + options;
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
            } catch (SQLException e) {
                RuntimeException failure = function.failure();
                if (failure != null) {
                    throw failure;
                }
                if (String.valueOf(e.getMessage()).contains(UNEQUAL)) {
                    throw new InvalidArgumentException("output " + target + ": " + added.description()
                            + " does not have as many rows as the source; it must be made from the same rows");
                }
                throw e;
            }
        } catch (SQLException e) {
            throw new DataAccessException(
                    "output " + target + ": cannot be written: " + Sql.message(e)
                            + (OutputFormat.isTooLong(e)
                                    ? "; Parquet has no integers of more than 38 digits: write .csv, or make text of them,"
                                            + " as in CAST(k AS VARCHAR)"
                                    : ""),
                    e);
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void deleteQuietly(Path temporary) {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            temporary.toFile().deleteOnExit(); // what brought us here matters more
        }
    }

    /** Writing through a symbolic link replaces what it points to, not the link. */
    private static Path resolved(Path target) {
        try {
            return Files.isSymbolicLink(target) && Files.exists(target) ? target.toRealPath() : target.toAbsolutePath();
        } catch (IOException e) {
            throw new DataAccessException("output " + target + ": the link cannot be followed: " + e.getMessage(), e);
        }
    }

    private static Path directory(Path target) {
        Path parent = target.toAbsolutePath().getParent();
        return parent == null ? target.toAbsolutePath() : parent;
    }

    private static void requireDistinct(Path target, List<String> names) {
        for (int i = 0; i < names.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (names.get(i).equalsIgnoreCase(names.get(j))) {
                    throw new InvalidArgumentException("output " + target + ": column " + names.get(i)
                            + " would occur twice; rename one, for instance with another suffix");
                }
            }
        }
    }
}
