package io.regroup.tables.internal;

import io.regroup.api.data.RowRange;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The rows of Parquet files, numbered through all of them. The files' metadata tell how many rows each has, and DuckDB skips
 * the files and row groups that a condition on its virtual columns {@code file_index} and {@code file_row_number} excludes.
 * So any run of rows can be read, and several at the same time.
 *
 * <p>Each run has to open the files again (a few milliseconds), so the parts into which all rows are cut are few; there are
 * several per thread, so that a slow one does not keep the others waiting. A part has whole files or lies in one file.
 */
public final class ParquetRows {

    /** Columns of files with these names hide DuckDB's own. */
    private static final Set<String> VIRTUAL_COLUMNS = Set.of("file_index", "file_row_number");

    /** In less time than it takes to read so many rows, no part is worth its start. */
    private static final long LEAST_ROWS = 1 << 19;

    private static final int PARTS_PER_THREAD = 4;

    /** With so many row groups to a part it does not matter that one at its end is decoded twice. */
    private static final int MANY_ROW_GROUPS = 16;

    private final List<FileRows> counts;

    /** The number of each file's first row, and the number of all rows. */
    private final long[] starts;

    private ParquetRows(List<FileRows> counts) {
        this.counts = counts;
        this.starts = new long[counts.size() + 1];
        for (int file = 0; file < counts.size(); file++) {
            starts[file + 1] = starts[file] + counts.get(file).rows();
        }
    }

    private record FileRows(long rows, long rowGroups, long firstRowGroup) {}

    /**
     * Counts the rows.
     *
     * @param database asks the files
     * @param files of format Parquet
     * @return the rows
     * @throws SQLException if a file's metadata cannot be read
     */
    public static ParquetRows of(Database database, InputFiles files) throws SQLException {
        Map<Path, FileRows> counts = new HashMap<>();
        database.list(
                "SELECT f.file_name, f.num_rows, f.num_row_groups, coalesce(g.row_group_num_rows, 0)"
                        + " FROM parquet_file_metadata(" + files.list() + ") f LEFT JOIN parquet_metadata("
                        + files.list() + ") g ON g.file_name = f.file_name AND g.row_group_id = 0 AND g.column_id = 0",
                row -> counts.put(
                        Path.of(row.getString(1)), new FileRows(row.getLong(2), row.getLong(3), row.getLong(4))));
        List<FileRows> inOrder = new ArrayList<>();
        for (Path file : files.files()) {
            inOrder.add(Objects.requireNonNull(counts.get(file.toAbsolutePath()), file::toString));
        }
        return new ParquetRows(inOrder);
    }

    /**
     * Tells whether runs of rows can be read by their numbers.
     *
     * @param columns the names of the files' columns
     * @return false if one has a name that is in the way
     */
    public static boolean isNumbered(List<String> columns) {
        return columns.stream().noneMatch(name -> VIRTUAL_COLUMNS.stream().anyMatch(name::equalsIgnoreCase));
    }

    /**
     * Returns the number of rows in all files.
     *
     * @return at least 0
     */
    public long count() {
        return starts[counts.size()];
    }

    /**
     * Returns the number of rows in one file.
     *
     * @param file its place among the files
     * @return at least 0
     */
    long count(int file) {
        return counts.get(file).rows();
    }

    /**
     * Returns the number of row groups in all files.
     *
     * @return at least 0
     */
    public long rowGroups() {
        return counts.stream().mapToLong(FileRows::rowGroups).sum();
    }

    /**
     * Writes the query that reads all rows and their numbers.
     *
     * @param files the files
     * @param number the name of the column of numbers
     * @return a SELECT of all columns and the number of each row, from 0
     */
    public String numbered(InputFiles files, String number) {
        return files.numberedParquet(Arrays.copyOf(starts, counts.size()), number);
    }

    /**
     * Cuts all rows into parts that can be read at the same time.
     *
     * @param threads how many will read
     * @return parts in row order, of at least one row each; none if the files have no rows
     */
    public List<RowRange> parts(int threads) {
        List<RowRange> parts = new ArrayList<>();
        long wanted = Math.max(LEAST_ROWS, count() / ((long) PARTS_PER_THREAD * threads));
        long from = 0;
        for (int file = 0; file < counts.size(); file++) {
            FileRows count = counts.get(file);
            long pieces = Math.min(count.rows() / wanted, count.rowGroups());
            if (pieces > 1) {
                add(parts, from, starts[file]);
                addPieces(parts, file, pieces);
                from = starts[file + 1];
            } else if (starts[file + 1] - from >= wanted) {
                add(parts, from, starts[file + 1]);
                from = starts[file + 1];
            }
        }
        add(parts, from, count());
        return List.copyOf(parts);
    }

    private void addPieces(List<RowRange> parts, int file, long pieces) {
        FileRows count = counts.get(file);
        long unit = count.rowGroups() < pieces * MANY_ROW_GROUPS ? Math.max(1, count.firstRowGroup()) : 1;
        long from = starts[file];
        for (long piece = 1; piece < pieces; piece++) {
            // Row groups are of equal length as a rule; where they are not, one is decoded for two parts.
            long to = starts[file] + Math.round((double) count.rows() * piece / pieces / unit) * unit;
            if (to > from && to < starts[file + 1]) {
                add(parts, from, to);
                from = to;
            }
        }
        add(parts, from, starts[file + 1]);
    }

    private static void add(List<RowRange> parts, long from, long to) {
        if (to > from) {
            parts.add(new RowRange(from, to));
        }
    }

    /**
     * Writes the query that reads a run of rows in order. DuckDB derives which row groups to skip from simple conditions
     * alone, so the end of one file, whole files, and the beginning of another are queries of their own.
     *
     * @param query reads all rows of the files: a SELECT without WHERE
     * @param rows a run of them
     * @return a SELECT of the same columns
     */
    public String query(String query, RowRange rows) {
        List<String> conditions = new ArrayList<>();
        int file = 0;
        while (file < counts.size()) {
            int next = file + 1;
            if (rows.from() <= starts[file] && starts[next] <= rows.to()) {
                while (next < counts.size() && starts[next + 1] <= rows.to()) {
                    next++;
                }
                conditions.add("file_index BETWEEN " + file + " AND " + (next - 1));
            } else if (starts[file] < rows.to() && rows.from() < starts[next]) {
                conditions.add(withinFile(file, rows));
            }
            file = next;
        }
        return conditions.isEmpty()
                ? query + " WHERE false"
                : conditions.stream()
                        .map(condition -> query + " WHERE " + condition)
                        .collect(Collectors.joining(" UNION ALL "));
    }

    /** To the end of a file there is no upper bound, so that a file that has grown since is noticed. */
    private String withinFile(int file, RowRange rows) {
        long start = starts[file];
        return "file_index = " + file
                + (rows.from() > start ? " AND file_row_number >= " + (rows.from() - start) : "")
                + (rows.to() < starts[file + 1] ? " AND file_row_number < " + (rows.to() - start) : "");
    }
}
