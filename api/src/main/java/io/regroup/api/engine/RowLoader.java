package io.regroup.api.engine;

import io.regroup.api.InvalidArgumentException;
import io.regroup.api.RunOptions;
import io.regroup.api.data.Block;
import io.regroup.api.data.BlockReader;
import io.regroup.api.data.Column;
import io.regroup.api.data.ColumnRequest;
import io.regroup.api.data.Dataset;
import io.regroup.api.data.DoubleColumn;
import io.regroup.api.data.LongColumn;
import io.regroup.api.data.RowRange;
import io.regroup.api.data.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;

/** Brings a job's selected rows into memory, in their order: as views where they are there already, else as copies. */
final class RowLoader {

    /** What is in memory then. */
    record Loaded(
            int rows,
            List<Schema.Field> keyFields,
            List<KeyColumn> keys,
            Map<String, double[]> numbers,
            long rowsRead,
            List<String> notes) {}

    private static final int MOST_ROWS = Integer.MAX_VALUE - 16;
    private static final int MOST_KEYS = Long.SIZE;
    private static final int PART = 1 << 17;

    private final Dataset dataset;
    private final RowDemand demand;
    private final RunOptions options;
    private final List<Schema.Field> keyFields = new ArrayList<>();
    private final List<ColumnRequest> requests;
    private final int firstCluster;
    private final int firstNumber;

    private RowLoader(Dataset dataset, RowDemand demand, RunOptions options) {
        this.dataset = dataset;
        this.demand = demand;
        this.options = options;
        if (demand.keys().size() > MOST_KEYS) {
            throw new InvalidArgumentException("group by: expected at most " + MOST_KEYS + " columns, got "
                    + demand.keys().size());
        }
        Schema schema = dataset.schema();
        for (String key : demand.keys()) {
            keyFields.add(schema.fields().get(schema.indexOf(key)));
        }
        this.requests = demand.requests();
        this.firstCluster = keyFields.size() + (demand.selection() == null ? 0 : 1);
        this.firstNumber = firstCluster + demand.clusters().size();
    }

    static Loaded load(Dataset dataset, RowDemand demand, RunOptions options) {
        RowLoader loader = new RowLoader(dataset, demand, options);
        Optional<List<Column>> resident =
                demand.selection() == null ? dataset.resident(loader.requests) : Optional.empty();
        return resident.isPresent() ? loader.view(resident.get()) : loader.read();
    }

    private Loaded view(List<Column> columns) {
        int rows = columns.get(0).size();
        requireFew(rows);
        List<KeyColumn> keys = new ArrayList<>();
        for (int c = 0; c < keyFields.size(); c++) {
            Column column = columns.get(c);
            named(keyFields.get(c).name(), 0, () -> keys.add(KeyColumn.of(column, options.threads())));
        }
        Map<String, double[]> numbers = new LinkedHashMap<>();
        for (int c = firstCluster; c < firstNumber; c++) {
            numbers.put(
                    clusterNumbers(c),
                    KeyColumn.of(columns.get(c), options.threads()).numbered(options.threads()));
        }
        for (int c = firstNumber; c < columns.size(); c++) {
            String name = requests.get(c).name();
            Column column = columns.get(c);
            named(name, 0, () -> numbers.put(name, numbers(column)));
        }
        return new Loaded(rows, keyFields, keys, numbers, rows, List.of());
    }

    /** Says in which column and block a value cannot be used. */
    private static void named(String column, long firstRow, Runnable reading) {
        try {
            reading.run();
        } catch (InvalidArgumentException e) {
            throw new InvalidArgumentException(
                    "column " + column + ", " + (firstRow == 0 ? "" : "block at row " + firstRow + ", ")
                            + e.getMessage(),
                    e);
        }
    }

    private double[] numbers(Column column) {
        double[] direct = column instanceof DoubleColumn doubles ? doubles.direct() : null;
        if (direct != null) {
            return direct;
        }
        double[] values = new double[column.size()];
        Parts.run(
                values.length, PART, options.threads(), () -> (from, to) -> column.copyDoubles(from, to, values, from));
        return values;
    }

    private static void requireFew(long rows) {
        if (rows > MOST_ROWS) {
            throw new InvalidArgumentException("input: more than " + MOST_ROWS
                    + " selected rows cannot be gathered by group in memory; fit the input in parts");
        }
    }

    private Loaded read() {
        List<ColumnStore> stores = new ArrayList<>();
        keyFields.forEach(key -> stores.add(ColumnStore.ofKey(key.type())));
        for (String cluster : demand.clusters()) {
            stores.add(ColumnStore.ofKey(Objects.requireNonNull(dataset.schema().typeOf(cluster))));
        }
        demand.numbers().forEach(name -> stores.add(new ColumnStore.Numbers()));
        options.progress().begin("reading rows", dataset.knownRows().orElse(-1));
        WeightChecks weights = new WeightChecks(demand.weights());
        Set<String> notes = new LinkedHashSet<>();
        List<RowRange> parts = demand.selection() == null && options.threads() > 1 ? dataset.parts() : List.of();
        int rows = parts.size() > 1 ? readParts(stores, parts, weights, notes) : -1;
        long rowsRead = rows;
        if (rows < 0) {
            long expected = dataset.knownRows().orElse(0);
            Pass pass = new Pass(stores, demand.selection() == null ? (int) Math.min(MOST_ROWS, expected) : 0, 0, true);
            try (BlockReader reader = dataset.read(requests)) {
                rowsRead = pass.appendAll(reader, weights);
                notes.addAll(reader.notes());
            }
            rows = pass.rows;
        }
        weights.requireNone();
        List<KeyColumn> keys = new ArrayList<>();
        Map<String, double[]> numbers = new LinkedHashMap<>();
        for (int c = 0; c < stores.size(); c++) {
            if (stores.get(c) instanceof ColumnStore.Numbers column) {
                numbers.put(requests.get(place(c)).name(), column.values(rows));
                continue;
            }
            ColumnStore store = stores.get(c);
            int count = rows;
            boolean isKey = c < keyFields.size();
            int column = place(c);
            named(requests.get(column).name(), 0, () -> {
                KeyColumn values = store.key(count, options.threads());
                if (isKey) {
                    keys.add(values);
                } else {
                    numbers.put(clusterNumbers(column), values.numbered(options.threads()));
                }
            });
        }
        return new Loaded(rows, keyFields, keys, numbers, rowsRead, List.copyOf(notes));
    }

    /** Returns the place of a store's column among those that are read: all but the selection have a store. */
    private int place(int store) {
        return store < keyFields.size() ? store : store + firstCluster - keyFields.size();
    }

    private String clusterNumbers(int column) {
        return JobColumns.clusterNumbers(requests.get(column).name());
    }

    /** Reads parts side by side, each into its own place; returns the number of rows. */
    private int readParts(List<ColumnStore> stores, List<RowRange> parts, WeightChecks weights, Set<String> notes) {
        long rows = parts.getLast().to();
        requireFew(rows);
        Workers.run(options.threads(), stores.size(), () -> c -> stores.get(c).reserve((int) rows));
        parts.forEach(part -> stores.forEach(store -> store.part((int) part.from())));
        List<List<String>> notesOfParts = new ArrayList<>(Collections.nCopies(parts.size(), List.of()));
        Workers.run(options.threads(), parts.size(), () -> p -> {
            RowRange part = parts.get(p);
            WeightChecks weightsOfPart = new WeightChecks(demand.weights());
            try (BlockReader reader = dataset.read(requests, part)) {
                new Pass(stores, (int) rows, (int) part.from(), false).appendAll(reader, weightsOfPart);
                notesOfParts.set(p, reader.notes());
            }
            synchronized (weights) {
                weights.add(weightsOfPart);
            }
        });
        notesOfParts.forEach(notes::addAll);
        return (int) rows;
    }

    /** Lists the rows of a block that are selected. */
    static int[] picks(LongColumn selection) {
        int[] picks = new int[selection.size()];
        int count = 0;
        for (int i = 0; i < picks.length; i++) {
            picks[count] = i;
            count += selection.getLong(i) != 0 ? 1 : 0;
        }
        return Arrays.copyOf(picks, count);
    }

    /** Appends blocks. */
    private final class Pass {

        private final List<ColumnStore> stores;
        private int capacity;
        private int rows;

        /** Starts at a row; if alone, it makes the room that it needs itself. */
        Pass(List<ColumnStore> stores, int capacity, int firstRow, boolean alone) {
            this.stores = stores;
            this.capacity = capacity;
            this.rows = firstRow;
            if (alone) {
                stores.forEach(store -> store.reserve(capacity));
                stores.forEach(store -> store.part(0));
            }
        }

        /** Appends all blocks; returns how many rows were read. */
        long appendAll(BlockReader reader, WeightChecks weights) {
            long read = 0;
            for (Block block = reader.next(); block != null; block = reader.next()) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new CancellationException("interrupted while reading " + dataset.description());
                }
                append(block, weights);
                read += block.rowCount();
                options.progress().advance(block.rowCount());
            }
            return read;
        }

        void append(Block block, WeightChecks weights) {
            int[] picks = demand.selection() == null ? null : picks((LongColumn) block.column(keyFields.size()));
            int count = picks == null ? block.rowCount() : picks.length;
            requireFew((long) rows + count);
            if (rows + count > capacity) {
                capacity = (int) Math.min(MOST_ROWS, Math.max(rows + count, 1.5 * capacity));
                stores.forEach(store -> store.reserve(capacity));
            }
            for (int c = 0; c < stores.size(); c++) {
                int column = place(c);
                String name = requests.get(column).name();
                ColumnStore store = stores.get(c);
                named(name, block.firstRow(), () -> store.put(block.column(column), picks, count, rows));
                WeightCheck check = weights.of(name);
                if (check != null && store instanceof ColumnStore.Numbers numbers) {
                    check.check(numbers.room(), rows, count, block.firstRow(), picks);
                }
            }
            rows += count;
        }
    }
}
