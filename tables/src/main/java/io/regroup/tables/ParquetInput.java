package io.regroup.tables;

import io.regroup.api.InvalidArgumentException;
import io.regroup.api.data.ColumnType;
import io.regroup.api.data.DataAccessException;
import io.regroup.api.data.RowRange;
import io.regroup.api.data.Schema;
import io.regroup.api.data.ValueRange;
import io.regroup.tables.internal.Database;
import io.regroup.tables.internal.InputFiles;
import io.regroup.tables.internal.ParquetRows;
import io.regroup.tables.internal.RowGroupStatistics;
import io.regroup.tables.internal.Sql;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What Parquet files tell of their rows before these are read, and runs of them. */
final class ParquetInput {

    private final Database database;
    private final InputFiles files;
    private final String query;
    private final SourceLayers layers;
    private final Schema inputSchema;
    private @Nullable ParquetRows rows;
    private @Nullable SkippedRowGroups skipped;

    /** Takes the files and the query that reads them, without the layers. */
    ParquetInput(Database database, InputFiles files, String query, SourceLayers layers, Schema inputSchema) {
        this.database = database;
        this.files = files;
        this.query = query;
        this.layers = layers;
        this.inputSchema = inputSchema;
    }

    /** The number of rows in the files, before a condition. */
    long count() {
        return rows().count();
    }

    private synchronized ParquetRows rows() {
        if (rows == null) {
            try {
                rows = ParquetRows.of(database, files);
            } catch (SQLException e) {
                throw unreadable(e);
            }
        }
        return rows;
    }

    List<RowRange> parts() {
        return isNumbered() ? rows().parts(database.threads()) : List.of();
    }

    /** Whether the rows of the files are those that are read, and can be asked for by number. */
    private boolean isNumbered() {
        return layers.where() == null && ParquetRows.isNumbered(inputSchema.names());
    }

    /** Writes a SELECT of all columns and the number of each row. */
    String numbered(String number) {
        return ParquetRows.isNumbered(inputSchema.names())
                ? rows().numbered(files, number)
                : Sql.numbered(Sql.inParentheses(query), number);
    }

    /** Writes what stands in a FROM clause for a run of rows with all columns. */
    String relation(RowRange range) {
        if (!isNumbered() || count() == 0) {
            throw onlyFromStartToEnd(range, files.description());
        }
        if (range.to() > count()) {
            throw new InvalidArgumentException("part " + range + ": " + files.description() + " has " + count()
                    + " rows; give a range that ends there or before");
        }
        return layers.over(Sql.inParentheses(rows().query(query, range)));
    }

    static InvalidArgumentException onlyFromStartToEnd(RowRange range, String description) {
        return new InvalidArgumentException(
                "part " + range + ": " + description + " can only be read from start to end; ask parts() first");
    }

    List<ValueRange> valueRanges(String column, ColumnType type) {
        String input = layers.inputColumn(database, column, inputSchema.names());
        if (layers.where() != null || input == null || !type.isKey()) {
            return List.of();
        }
        try {
            return RowGroupStatistics.of(database, files, rows(), input, type);
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    synchronized Optional<SkippedRowGroups> skippedRowGroups() {
        if (layers.where() == null || !ParquetRows.isNumbered(inputSchema.names())) {
            return Optional.empty();
        }
        if (skipped == null) {
            long total = rows().rowGroups();
            try {
                // A hash is what DuckDB cannot see through: it says nothing about row groups, but for those of one row.
                long scanned = database.scannedRowGroups(
                        "SELECT 1 FROM " + layers.over(Sql.inParentheses(query + " WHERE hash(file_row_number) = 1")));
                skipped = new SkippedRowGroups(total - scanned, total);
            } catch (SQLException e) {
                throw unreadable(e);
            }
        }
        return Optional.of(skipped);
    }

    private DataAccessException unreadable(SQLException e) {
        return database.failure("input " + files.description() + ": cannot be read", e);
    }
}
