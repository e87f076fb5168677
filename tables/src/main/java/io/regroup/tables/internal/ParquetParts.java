package io.regroup.tables.internal;

import io.regroup.api.data.RowRange;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Cuts the rows of Parquet files into parts that can be read at the same time. The files' metadata tell how many rows each
 * has, and DuckDB skips the files and row groups that a condition on its virtual columns {@code file_index} and
 * {@code file_row_number} excludes.
 *
 * <p>A part has whole files or lies in one file. Parts are few, because each has to open the files again (a few
 * milliseconds), and several per thread, so that a slow one does not keep the others waiting.
 */
public final class ParquetParts {

    /** Columns of files with these names hide DuckDB's own. */
    private static final Set<String> VIRTUAL_COLUMNS = Set.of("file_index", "file_row_number");

    /** In less time than it takes to read so many rows, no part is worth its start. */
    private static final long LEAST_ROWS = 1 << 19;

    private static final int PARTS_PER_THREAD = 4;

    /** With so many row groups to a part it does not matter that one at its end is decoded twice. */
    private static final int MANY_ROW_GROUPS = 16;

    private final Database database;
    private final InputFiles files;
    private final List<Part> parts = new ArrayList<>();
    private long rowsBefore;

    private ParquetParts(Database database, InputFiles files) {
        this.database = database;
        this.files = files;
    }

    /**
     * A part of the rows.
     *
     * @param rows their numbers in all files together
     * @param condition true for them alone, in a WHERE clause directly over the files
     */
    public record Part(RowRange rows, String condition) {}

    private record FileRows(long rows, long rowGroups) {}

    /**
     * Cuts.
     *
     * @param database asks the files, and says for how many threads the parts are
     * @param files of format Parquet
     * @param columns the names of all columns
     * @return parts in row order, of at least one row each; none if the files have no rows or columns whose names are in
     *     the way
     * @throws SQLException if a file's metadata cannot be read
     */
    public static List<Part> of(Database database, InputFiles files, List<String> columns) throws SQLException {
        if (columns.stream().anyMatch(name -> VIRTUAL_COLUMNS.stream().anyMatch(name::equalsIgnoreCase))) {
            return List.of();
        }
        ParquetParts cut = new ParquetParts(database, files);
        cut.cut(cut.count());
        return List.copyOf(cut.parts);
    }

    private List<FileRows> count() throws SQLException {
        Map<Path, FileRows> counts = new HashMap<>();
        database.list(
                "SELECT file_name, num_rows, num_row_groups FROM parquet_file_metadata(" + files.list() + ")",
                row -> counts.put(Path.of(row.getString(1)), new FileRows(row.getLong(2), row.getLong(3))));
        List<FileRows> inOrder = new ArrayList<>();
        for (Path file : files.files()) {
            inOrder.add(Objects.requireNonNull(counts.get(file.toAbsolutePath()), file::toString));
        }
        return inOrder;
    }

    private void cut(List<FileRows> counts) throws SQLException {
        long total = counts.stream().mapToLong(FileRows::rows).sum();
        long wanted = Math.max(LEAST_ROWS, total / ((long) PARTS_PER_THREAD * database.threads()));
        int firstFile = 0;
        long gathered = 0;
        for (int file = 0; file < counts.size(); file++) {
            FileRows count = counts.get(file);
            long pieces = Math.min(count.rows() / wanted, count.rowGroups());
            if (pieces > 1) {
                addFiles(firstFile, file, gathered);
                addPieces(file, count, pieces);
                firstFile = file + 1;
                gathered = 0;
            } else {
                gathered += count.rows();
                if (gathered >= wanted) {
                    addFiles(firstFile, file + 1, gathered);
                    firstFile = file + 1;
                    gathered = 0;
                }
            }
        }
        addFiles(firstFile, counts.size(), gathered);
    }

    private void addFiles(int from, int to, long rows) {
        if (rows > 0) {
            add(rows, "file_index BETWEEN " + from + " AND " + (to - 1));
        }
    }

    private void addPieces(int file, FileRows count, long pieces) throws SQLException {
        long unit = count.rowGroups() < pieces * MANY_ROW_GROUPS ? firstRowGroup(file) : 1;
        String condition = "file_index = " + file + " AND file_row_number >= ";
        long from = 0;
        for (long piece = 1; piece < pieces; piece++) {
            // Row groups are of equal length as a rule; where they are not, one is decoded for two parts.
            long to = Math.round((double) count.rows() * piece / pieces / unit) * unit;
            if (to > from && to < count.rows()) {
                add(to - from, condition + from + " AND file_row_number < " + to);
                from = to;
            }
        }
        // No upper bound, so that a file that has grown since is noticed.
        add(count.rows() - from, condition + from);
    }

    private void add(long rows, String condition) {
        parts.add(new Part(new RowRange(rowsBefore, rowsBefore + rows), condition));
        rowsBefore += rows;
    }

    private long firstRowGroup(int file) throws SQLException {
        return Math.max(
                1,
                database.queryLong(
                        "SELECT row_group_num_rows FROM parquet_metadata(" + files.list(file) + ") LIMIT 1"));
    }
}
