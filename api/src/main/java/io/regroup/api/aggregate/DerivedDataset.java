package io.regroup.api.aggregate;

import io.regroup.api.data.Block;
import io.regroup.api.data.BlockReader;
import io.regroup.api.data.Column;
import io.regroup.api.data.ColumnRequest;
import io.regroup.api.data.Dataset;
import io.regroup.api.data.RowRange;
import io.regroup.api.data.Schema;
import io.regroup.api.data.SortedRows;
import io.regroup.api.data.ValueRange;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A dataset with further columns that are made from its own as rows are read. */
class DerivedDataset implements Dataset {

    private final Dataset source;
    private final Map<String, Derived> derived;
    private final boolean ownKey;
    private final Schema schema;
    private final Map<String, Column> resident = new HashMap<>();

    /**
     * Adds columns.
     *
     * @param source the rows
     * @param derived what is added, by names that the source does not have
     * @param ownKey whether the first key is a column of the source's own, so that it can sort by it
     */
    DerivedDataset(Dataset source, Map<String, Derived> derived, boolean ownKey) {
        this.source = source;
        this.ownKey = ownKey;
        this.derived = derived;
        List<Schema.Field> fields = new ArrayList<>(source.schema().fields());
        derived.forEach((name, column) -> fields.add(new Schema.Field(name, column.type())));
        this.schema = new Schema(fields);
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public OptionalLong knownRows() {
        return source.knownRows();
    }

    @Override
    public OptionalLong mostRows() {
        return source.mostRows();
    }

    @Override
    public List<ValueRange> valueRanges(String column) {
        return derived.containsKey(column) ? List.of() : source.valueRanges(column);
    }

    /** Numbers of rows have to be kept by the source. */
    @Override
    public boolean sortable() {
        return ownKey
                && source.sortable()
                && (!derived.containsValue(new Derived.RowNumber())
                        || source.sortedRowNumber().isPresent());
    }

    /** A source cannot sort by columns that it does not have: its rows are sorted by those before the first of these. */
    @Override
    public Optional<SortedRows> sortedBy(List<String> columns, Path spill) {
        List<String> own =
                columns.stream().takeWhile(name -> !derived.containsKey(name)).toList();
        return sortable()
                ? source.sortedBy(own, spill).map(rows -> new Sorted(rows, afterSorting()))
                : Optional.empty();
    }

    private Map<String, Derived> afterSorting() {
        Map<String, Derived> after = new LinkedHashMap<>(derived);
        after.replaceAll((name, column) -> column instanceof Derived.RowNumber
                ? new Derived.KeptRowNumber(source.sortedRowNumber().orElseThrow())
                : column);
        return after;
    }

    /** Sorted rows with the same columns added. */
    private static final class Sorted extends DerivedDataset implements SortedRows {

        private final SortedRows rows;

        Sorted(SortedRows rows, Map<String, Derived> derived) {
            super(rows, derived, true);
            this.rows = rows;
        }

        @Override
        public int sortedColumns() {
            return rows.sortedColumns();
        }

        @Override
        public void close() {
            rows.close();
        }
    }

    @Override
    public BlockReader read(List<ColumnRequest> columns) {
        return new Reader(source.read(sources(columns)), columns);
    }

    @Override
    public List<RowRange> parts() {
        return source.parts();
    }

    @Override
    public BlockReader read(List<ColumnRequest> columns, RowRange part) {
        return new Reader(source.read(sources(columns), part), columns);
    }

    @Override
    public synchronized Optional<List<Column>> resident(List<ColumnRequest> columns) {
        Optional<List<Column>> found = source.resident(sources(columns));
        if (found.isEmpty()) {
            return found;
        }
        List<Column> made = new ArrayList<>();
        for (int c = 0; c < columns.size(); c++) {
            Column values = found.get().get(c);
            Derived column = derived.get(columns.get(c).name());
            made.add(
                    column == null
                            ? values
                            : resident.computeIfAbsent(columns.get(c).name(), name -> column.of(values, 0)));
        }
        return Optional.of(made);
    }

    @Override
    public List<String> savings() {
        return source.savings();
    }

    @Override
    public String description() {
        return source.description();
    }

    /** Returns what has to be read of the source, one request for each of these. */
    private List<ColumnRequest> sources(List<ColumnRequest> columns) {
        List<ColumnRequest> requests = new ArrayList<>();
        for (ColumnRequest request : columns) {
            Derived column = derived.get(request.name());
            ColumnRequest needed = column == null ? request : column.source();
            requests.add(
                    needed == null ? ColumnRequest.value(source.schema().names().get(0)) : needed);
        }
        return requests;
    }

    private final class Reader implements BlockReader {

        private final BlockReader reader;
        private final List<@Nullable Derived> made = new ArrayList<>();

        Reader(BlockReader reader, List<ColumnRequest> columns) {
            this.reader = reader;
            columns.forEach(request -> made.add(derived.get(request.name())));
        }

        @Override
        public @Nullable Block next() {
            Block block = reader.next();
            if (block == null) {
                return null;
            }
            List<Column> columns = new ArrayList<>();
            for (int c = 0; c < made.size(); c++) {
                Derived column = made.get(c);
                columns.add(column == null ? block.column(c) : column.of(block.column(c), block.firstRow()));
            }
            return new Block(block.firstRow(), block.rowCount(), columns);
        }

        @Override
        public List<String> notes() {
            return reader.notes();
        }

        @Override
        public void close() {
            reader.close();
        }
    }
}
