package io.regroup.tables.internal;

import io.regroup.api.data.ColumnType;
import io.regroup.api.data.ColumnType.Storage;
import io.regroup.api.data.RowRange;
import io.regroup.api.data.ValueRange;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The values of a column in each row group, by the statistics that stand in the files' metadata. What they do not say for
 * certain is taken for unknown:
 *
 * <ul>
 *   <li>Least and greatest leave NaN out, and a writer need not say how many there are; NaN is greater than all numbers.
 *   <li>Zero may be -0.0 or 0.0 whatever they say; here it is 0.0.
 *   <li>Bounds of long texts may be cut, which keeps them bounds; cut within a character they come from DuckDB with escapes,
 *       which does not.
 *   <li>The column of a name may be another to DuckDB than to the file: a directory {@code name=value} replaces it, and one
 *       of two names that differ only in case is changed.
 * </ul>
 */
public final class RowGroupStatistics {

    private static final String ESCAPE = "\\x";

    private RowGroupStatistics() {}

    private record RowGroup(
            long rows,
            @Nullable ColumnType type,
            @Nullable Object least,
            @Nullable Object greatest,
            @Nullable Long missing,
            @Nullable Long nans) {}

    /**
     * Reads the statistics of a column.
     *
     * @param database asks the files
     * @param files of format Parquet
     * @param rows how many each file has
     * @param column the name of one of the files' columns
     * @param type its type in all files together
     * @return a range for each row group, in row order; empty if a row group has no statistics of the column
     * @throws SQLException if a file's metadata cannot be read
     */
    public static List<ValueRange> of(
            Database database, InputFiles files, ParquetRows rows, String column, ColumnType type) throws SQLException {
        if (isFromDirectory(files, column)) {
            return List.of();
        }
        Map<Path, List<RowGroup>> found = read(database, files, column, type);
        List<ValueRange> ranges = new ArrayList<>();
        long from = 0;
        for (int file = 0; file < files.files().size(); file++) {
            long start = from;
            for (RowGroup group : found.getOrDefault(files.files().get(file).toAbsolutePath(), List.of())) {
                ValueRange range = range(group, type, new RowRange(from, from + group.rows()));
                if (range == null) {
                    return List.of();
                }
                ranges.add(range);
                from += group.rows();
            }
            if (from - start != rows.count(file)) {
                return List.of();
            }
        }
        return List.copyOf(ranges);
    }

    /** DuckDB takes a directory such as {@code year=2026} for a column, before one that is in the files. */
    private static boolean isFromDirectory(InputFiles files, String column) {
        String prefix = column.toLowerCase(Locale.ROOT) + "=";
        for (Path file : files.files()) {
            for (Path segment : file.toAbsolutePath()) {
                if (segment.toString().toLowerCase(Locale.ROOT).startsWith(prefix)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static Map<Path, List<RowGroup>> read(Database database, InputFiles files, String column, ColumnType type)
            throws SQLException {
        Map<Path, List<RowGroup>> groups = new HashMap<>();
        database.list(
                query(files.list(), column, type),
                row -> groups.computeIfAbsent(Path.of(row.getString(1)), file -> new ArrayList<>())
                        .add(new RowGroup(
                                row.getLong(2),
                                DuckDbTypes.of(row.getString(3)),
                                bound(row, 4, type.storage()),
                                bound(row, 5, type.storage()),
                                count(row, 6),
                                count(row, 7))));
        return groups;
    }

    /** One row for each row group in which exactly one column has the name, none if names are not unique. */
    private static String query(String list, String column, ColumnType type) {
        return "WITH chunks AS MATERIALIZED (FROM parquet_metadata(" + list + ")),"
                // a column without children is one of the metadata's, which number these alone
                + " leaves AS (SELECT file_name, name, duckdb_type, row_number() OVER (PARTITION BY file_name ORDER BY column_id)"
                + " - 1 AS column_id FROM parquet_schema(" + list + ") WHERE num_children IS NULL)"
                + " SELECT file_name, row_group_num_rows, duckdb_type, " + bound("min", type) + ", "
                + bound("max", type) + ", stats_null_count, stats_nan_count"
                + " FROM chunks JOIN leaves USING (file_name, column_id) WHERE lower(path_in_schema) = lower("
                + Sql.text(column)
                + ") AND name = path_in_schema AND row_group_num_rows > 0 AND NOT EXISTS (SELECT 1 FROM chunks WHERE row_group_id = 0"
                + " GROUP BY file_name, lower(path_in_schema) HAVING count(*) > 1) ORDER BY file_name, row_group_id";
    }

    /** A bound as the column's values are stored; null if there is none, or none to rely on. */
    private static String bound(String which, ColumnType type) {
        String text = "stats_" + which + "_value";
        if (type.storage() == Storage.STRING) {
            text = "CASE WHEN " + which + "_is_exact OR NOT contains(" + text + ", " + Sql.text(ESCAPE) + ") THEN "
                    + text + " END";
        }
        return DuckDbTypes.stored("TRY_CAST(" + text + " AS " + DuckDbTypes.name(type) + ")", type);
    }

    private static @Nullable Object bound(ResultSet row, int column, Storage storage) throws SQLException {
        return switch (storage) {
            case LONG -> count(row, column);
            case DOUBLE -> {
                double value = row.getDouble(column);
                yield row.wasNull() ? null : (Object) (value == 0 ? 0.0 : value);
            }
            case STRING -> row.getString(column);
        };
    }

    private static @Nullable Long count(ResultSet row, int column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : value;
    }

    private static @Nullable ValueRange range(RowGroup group, ColumnType type, RowRange rows) {
        if (group.type() == null || !keepsOrder(group.type(), type)) {
            return null;
        }
        boolean mayBeMissing = group.missing() == null || group.missing() > 0;
        if (group.missing() != null && group.missing() == group.rows()) {
            return new ValueRange(rows, null, null, true);
        }
        if (type.storage() == Storage.DOUBLE) {
            return doubles(group, rows, mayBeMissing);
        }
        return group.least() == null || group.greatest() == null
                ? null
                : new ValueRange(rows, group.least(), group.greatest(), mayBeMissing);
    }

    private static @Nullable ValueRange doubles(RowGroup group, RowRange rows, boolean mayBeMissing) {
        long nans = group.nans() == null ? -1 : group.nans();
        if (group.missing() != null && nans + group.missing() == group.rows()) {
            return new ValueRange(rows, Double.NaN, Double.NaN, mayBeMissing);
        }
        Object highest = nans == 0 ? Double.POSITIVE_INFINITY : (Object) Double.NaN;
        if (group.least() instanceof Double least && group.greatest() instanceof Double greatest) {
            return new ValueRange(
                    rows,
                    least.isNaN() ? Double.NEGATIVE_INFINITY : least,
                    nans == 0 ? greatest : highest,
                    mayBeMissing);
        }
        // Writers leave the bounds out where there is a NaN or an infinity.
        return group.missing() == null && group.nans() == null
                ? null
                : new ValueRange(rows, Double.NEGATIVE_INFINITY, highest, mayBeMissing);
    }

    /** Whether values of one file's type come in the same order in the type of all files together. */
    private static boolean keepsOrder(ColumnType type, ColumnType together) {
        return type.equals(together) || (isLongInteger(type) && isLongInteger(together));
    }

    private static boolean isLongInteger(ColumnType type) {
        return type.isNumeric() && type.storage() == Storage.LONG;
    }
}
