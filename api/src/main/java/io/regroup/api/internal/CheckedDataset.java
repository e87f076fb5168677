package io.regroup.api.internal;

import io.regroup.api.data.BlockReader;
import io.regroup.api.data.Column;
import io.regroup.api.data.ColumnRequest;
import io.regroup.api.data.ColumnType;
import io.regroup.api.data.DataAccessException;
import io.regroup.api.data.Dataset;
import io.regroup.api.data.RowOrigin;
import io.regroup.api.data.RowRange;
import io.regroup.api.data.Schema;
import io.regroup.api.data.SortedRows;
import io.regroup.api.data.Table;
import io.regroup.api.data.ValueRange;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A dataset whose answers are checked where it hands them over: a mistake in it becomes an error that names the dataset, the
 * column, and what was expected, instead of a wrong number or an exception out of an engine. Blocks are looked at as a whole, not
 * row by row.
 */
public class CheckedDataset implements Dataset {

    private final Dataset source;

    private CheckedDataset(Dataset source) {
        this.source = source;
    }

    /**
     * Wraps a dataset.
     *
     * @param data any dataset
     * @return the dataset with checks; itself if it is a table, whose columns are checked when it is built, or has checks already
     */
    public static Dataset of(Dataset data) {
        Objects.requireNonNull(data, "data");
        return data instanceof Table || data instanceof CheckedDataset ? data : new CheckedDataset(data);
    }

    @Override
    public Schema schema() {
        return answer("schema()", source.schema());
    }

    @Override
    public OptionalLong knownRows() {
        return count("knownRows()", source.knownRows());
    }

    @Override
    public OptionalLong mostRows() {
        return count("mostRows()", source.mostRows());
    }

    private OptionalLong count(String method, OptionalLong rows) {
        if (answer(method, rows).orElse(0) < 0) {
            throw fault(method, "at least 0 rows", Long.toString(rows.getAsLong()));
        }
        return rows;
    }

    @Override
    public List<ValueRange> valueRanges(String column) {
        String method = "valueRanges(" + column + ")";
        List<ValueRange> ranges = answers(method, source.valueRanges(column));
        ranges.forEach(range -> answer(method + ", rows", range.rows()));
        requireAllRows(method, ranges.stream().map(ValueRange::rows).toList());
        ColumnType type = schema().typeOf(column);
        for (ValueRange range : ranges) {
            if (type != null) {
                requireOrder(method, range, type);
            }
        }
        return ranges;
    }

    private void requireOrder(String method, ValueRange range, ColumnType type) {
        String where = method + ", " + text(range.rows());
        Object least = range.least();
        Object greatest = range.greatest();
        if (least == null && greatest == null) {
            return;
        }
        for (Object bound : new @Nullable Object[] {least, greatest}) {
            if (!KeyBounds.fits(bound, type)) {
                throw fault(
                        where,
                        "two bounds of type " + KeyBounds.expected(type) + ", or none",
                        bound == null
                                ? "null"
                                : bound + " of type " + bound.getClass().getSimpleName());
            }
        }
        if (least != null && greatest != null && KeyBounds.compare(least, greatest, type) > 0) {
            throw fault(where, "the smallest value before the largest", least + " and " + greatest);
        }
    }

    @Override
    public boolean sortable() {
        return source.sortable();
    }

    @Override
    public Optional<String> sortedRowNumber() {
        return answer("sortedRowNumber()", source.sortedRowNumber());
    }

    @Override
    public Optional<SortedRows> sortedBy(List<String> columns, Path spill) {
        String method = "sortedBy(" + String.join(", ", columns) + ")";
        Optional<SortedRows> sorted = answer(method, source.sortedBy(columns, spill));
        if (sorted.isEmpty() && sortable()) {
            throw fault(method, "sorted rows, because sortable() is true", "none");
        }
        return sorted.map(rows -> new Sorted(rows, columns.size()));
    }

    /** Sorted rows with the same checks. */
    private static final class Sorted extends CheckedDataset implements SortedRows {

        private final SortedRows rows;
        private final int columns;

        Sorted(SortedRows rows, int columns) {
            super(rows);
            this.rows = rows;
            this.columns = columns;
        }

        @Override
        public int sortedColumns() {
            int sorted = rows.sortedColumns();
            if (sorted < 1 || sorted > columns) {
                throw fault("sortedColumns()", "1 to " + columns, Integer.toString(sorted));
            }
            return sorted;
        }

        @Override
        public void close() {
            rows.close();
        }
    }

    @Override
    public BlockReader read(List<ColumnRequest> columns) {
        long end = knownRows().orElse(Long.MAX_VALUE);
        BlockReader reader = answer("read(" + names(columns) + ")", source.read(columns));
        return new CheckedReader(this, reader, columns, 0, end);
    }

    @Override
    public List<RowRange> parts() {
        List<RowRange> parts = answers("parts()", source.parts());
        requireAllRows("parts()", parts);
        return parts;
    }

    @Override
    public BlockReader read(List<ColumnRequest> columns, RowRange part) {
        BlockReader reader = answer("read(" + names(columns) + ") of " + text(part), source.read(columns, part));
        return new CheckedReader(this, reader, columns, part.from(), part.to());
    }

    private static String names(List<ColumnRequest> columns) {
        return String.join(", ", columns.stream().map(ColumnRequest::name).toList());
    }

    /** Runs of rows follow each other from the first row to the last. */
    private void requireAllRows(String method, List<RowRange> runs) {
        long next = 0;
        for (RowRange run : runs) {
            if (run.from() != next) {
                throw fault(method, "runs of rows without gaps, the next from row " + next + " on", text(run));
            }
            next = run.to();
        }
        long rows = knownRows().orElse(next);
        if (!runs.isEmpty() && next != rows) {
            throw fault(method, "runs of rows up to row " + rows + ", the number of rows", text(runs.getLast()));
        }
    }

    private static String text(RowRange rows) {
        return "rows " + rows.from() + " to " + rows.to();
    }

    @Override
    public Optional<List<Column>> resident(List<ColumnRequest> columns) {
        Optional<List<Column>> found = answer("resident(" + names(columns) + ")", source.resident(columns));
        if (found.isPresent()) {
            List<Column> whole = found.get();
            long rows = knownRows()
                    .orElse(
                            whole.isEmpty() || whole.get(0) == null
                                    ? 0
                                    : whole.get(0).size());
            new ColumnChecks(this, columns).require("resident columns", whole, rows);
        }
        return found;
    }

    @Override
    public RowOrigin origin() {
        return answer("origin()", source.origin());
    }

    @Override
    public List<String> savings() {
        return answers("savings()", source.savings());
    }

    @Override
    public String description() {
        return Objects.requireNonNullElse(
                source.description(), source.getClass().getName());
    }

    /** Checks that a method returned something. */
    final <T> T answer(String method, T value) {
        if (value == null) {
            throw fault(method, "a value", "null");
        }
        return value;
    }

    /** Checks that a method returned a list of something. */
    final <T> List<T> answers(String method, List<T> values) {
        for (T value : answer(method, values)) {
            answer(method, value);
        }
        return values;
    }

    /** Makes the error for what a dataset should not have handed over. */
    final DataAccessException fault(String what, String expected, String got) {
        return new DataAccessException("input " + description() + ": " + what + ": expected " + expected + ", got "
                + got + "; the dataset is at fault: report it to its author");
    }
}
