package io.regroup.api.engine;

import io.regroup.api.FitSpec;
import io.regroup.api.InvalidArgumentException;
import io.regroup.api.data.Block;
import io.regroup.api.data.BlockReader;
import io.regroup.api.data.ColumnRequest;
import io.regroup.api.data.LongColumn;
import io.regroup.api.data.Schema;
import io.regroup.api.spi.FitJob;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * The selected rows of a dataset in memory, gathered by group: the rows of group g stand at {@code start(g) … end(g) - 1}
 * of every column, in their order in the dataset, whatever the blocks in which they came.
 */
public final class GroupedRows {

    private final Grouping grouping;
    private final int[] starts;
    private final Map<String, double[]> columns;
    private final long rowsRead;
    private final List<String> notes;

    private GroupedRows(
            Grouping grouping, int[] starts, Map<String, double[]> columns, long rowsRead, List<String> notes) {
        this.grouping = grouping;
        this.starts = starts;
        this.columns = columns;
        this.rowsRead = rowsRead;
        this.notes = notes;
    }

    /**
     * Reads a job's rows and gathers them by group.
     *
     * @param job what to read
     * @return the gathered rows
     * @throws InvalidArgumentException if a selected row has a negative weight, or there are more than 2³¹ rows or so
     * @throws CancellationException if the thread is interrupted
     */
    public static GroupedRows load(FitJob job) {
        Loader loader = new Loader(job);
        loader.read();
        return loader.gather();
    }

    /**
     * Returns the groups.
     *
     * @return the groups in ascending order
     */
    public Grouping grouping() {
        return grouping;
    }

    /**
     * Returns where a group's rows start.
     *
     * @param group its number
     * @return an index into every column
     */
    public int start(int group) {
        return starts[group];
    }

    /**
     * Returns where a group's rows end.
     *
     * @param group its number
     * @return the index after the last
     */
    public int end(int group) {
        return starts[group + 1];
    }

    /**
     * Returns a column.
     *
     * @param name a feature, target, weight or median column of the job
     * @return one double per selected row, gathered by group, NaN where missing; not to be changed
     */
    public double[] column(String name) {
        double[] column = columns.get(name);
        if (column == null) {
            throw new IllegalArgumentException("column " + name + ": not among " + columns.keySet());
        }
        return column;
    }

    /**
     * Returns how many rows the dataset has.
     *
     * @return rows read, selected or not
     */
    public long rowsRead() {
        return rowsRead;
    }

    /**
     * Returns how many rows were selected.
     *
     * @return the length of every column
     */
    public int rowsSelected() {
        return starts[starts.length - 1];
    }

    /**
     * Returns what the reader found worth saying.
     *
     * @return sentences for the explanation
     */
    public List<String> notes() {
        return notes;
    }

    /** Cuts the groups into runs of about equal numbers of rows, a pure function of the groups' sizes. */
    int[] units(int rowsPerUnit) {
        int groups = grouping.count();
        int[] bounds = new int[groups + 1];
        int count = 0;
        for (int group = 0; group < groups; ) {
            int first = group;
            do {
                group++;
            } while (group < groups && end(group) - start(first) <= rowsPerUnit);
            bounds[++count] = group;
        }
        return Arrays.copyOf(bounds, count + 1);
    }

    private static final class Loader {

        private static final int MOST_ROWS = Integer.MAX_VALUE - 16;

        private final FitJob job;
        private final @Nullable String weight;
        private final KeyIndex index;
        private final Map<String, ChunkedDoubles> columns = new LinkedHashMap<>();
        private final List<ColumnRequest> requests = new ArrayList<>();
        private final int keyCount;
        private int[] numbers = new int[0];
        private int rows;
        private long rowsRead;
        private long negativeWeights;
        private long firstNegativeRow = -1;
        private double firstNegative;
        private List<String> notes = List.of();

        Loader(FitJob job) {
            this.job = job;
            FitSpec spec = job.spec();
            this.weight = spec.weight();
            this.keyCount = spec.keys().size();
            Schema schema = job.dataset().schema();
            List<Schema.Field> keys = new ArrayList<>();
            for (String key : spec.keys()) {
                keys.add(schema.fields().get(schema.indexOf(key)));
                requests.add(ColumnRequest.value(key));
            }
            this.index = new KeyIndex(keys);
            if (spec.selection() != null) {
                requests.add(ColumnRequest.value(spec.selection()));
            }
            spec.features().forEach(this::addColumn);
            spec.targets().forEach(this::addColumn);
            if (weight != null) {
                addColumn(weight);
            }
            spec.medians().forEach(this::addColumn);
        }

        private void addColumn(String name) {
            if (!columns.containsKey(name)) {
                columns.put(name, new ChunkedDoubles());
                requests.add(ColumnRequest.number(name));
            }
        }

        void read() {
            OptionalLong known = job.dataset().layout().rowCount();
            job.progress().begin("reading rows", known.orElse(-1));
            boolean selects = job.spec().selection() != null;
            if (!selects) {
                known.ifPresent(count -> numbers = new int[(int) Math.min(count, MOST_ROWS)]);
            }
            double[] buffer = new double[0];
            int[] blockNumbers = new int[0];
            try (BlockReader reader = job.dataset().read(requests)) {
                for (Block block = reader.next(); block != null; block = reader.next()) {
                    if (Thread.currentThread().isInterrupted()) {
                        throw new CancellationException("interrupted while reading rows");
                    }
                    int count = block.rowCount();
                    if (buffer.length < count) {
                        buffer = new double[count];
                        blockNumbers = new int[count];
                    }
                    boolean[] selected = selects ? selected((LongColumn) block.column(keyCount)) : null;
                    index.assign(block, selected, blockNumbers);
                    append(blockNumbers, count);
                    int column = keyCount + (selects ? 1 : 0);
                    for (Map.Entry<String, ChunkedDoubles> entry : columns.entrySet()) {
                        entry.getValue().append(block.column(column), selected, buffer);
                        if (entry.getKey().equals(weight)) {
                            block.column(column).copyDoubles(0, count, buffer, 0);
                            checkWeights(block.firstRow(), selected, buffer, count);
                        }
                        column++;
                    }
                    rowsRead += count;
                    job.progress().advance(count);
                }
                notes = reader.notes();
            }
            if (negativeWeights > 0) {
                throw new InvalidArgumentException(String.format(
                        Locale.ROOT,
                        "weight %s: expected weights of 0 or more, got %d negative, the first %s in row %d;"
                                + " correct them or deselect those rows",
                        weight,
                        negativeWeights,
                        firstNegative,
                        firstNegativeRow + 1));
            }
        }

        private static boolean[] selected(LongColumn column) {
            boolean[] selected = new boolean[column.size()];
            for (int i = 0; i < selected.length; i++) {
                selected[i] = column.getLong(i) != 0;
            }
            return selected;
        }

        private void append(int[] blockNumbers, int count) {
            if (rows > MOST_ROWS - count) {
                throw new InvalidArgumentException("input: more than " + MOST_ROWS
                        + " selected rows cannot be gathered by group in memory; fit the input in parts");
            }
            if (rows + count > numbers.length) {
                numbers =
                        Arrays.copyOf(numbers, (int) Math.min(MOST_ROWS, Math.max(rows + count, 1.5 * numbers.length)));
            }
            for (int i = 0; i < count; i++) {
                if (blockNumbers[i] >= 0) {
                    numbers[rows++] = blockNumbers[i];
                }
            }
        }

        private void checkWeights(long firstRow, boolean @Nullable [] selected, double[] weights, int count) {
            for (int i = 0; i < count; i++) {
                if (weights[i] < 0 && (selected == null || selected[i])) {
                    if (negativeWeights++ == 0) {
                        firstNegativeRow = firstRow + i;
                        firstNegative = weights[i];
                    }
                }
            }
        }

        GroupedRows gather() {
            Grouping grouping = index.order();
            int[] starts = new int[grouping.count() + 1];
            boolean inOrder = true;
            int previous = 0;
            for (int i = 0; i < rows; i++) {
                int group = grouping.rankOf(numbers[i]);
                numbers[i] = group;
                starts[group + 1]++;
                inOrder &= group >= previous;
                previous = group;
            }
            for (int group = 0; group < grouping.count(); group++) {
                starts[group + 1] += starts[group];
            }
            int[] positions = inOrder ? null : positions(starts);
            job.progress().begin("gathering groups", columns.size());
            List<Map.Entry<String, ChunkedDoubles>> entries = List.copyOf(columns.entrySet());
            double[][] gathered = new double[entries.size()][];
            Workers.run(job.threads(), gathered.length, () -> column -> {
                gathered[column] = entries.get(column).getValue().scatter(rows, positions);
                job.progress().advance(1);
            });
            Map<String, double[]> byName = new LinkedHashMap<>();
            for (int column = 0; column < gathered.length; column++) {
                byName.put(entries.get(column).getKey(), gathered[column]);
            }
            return new GroupedRows(grouping, starts, byName, rowsRead, notes);
        }

        /** Turns each row's group into its place among the gathered rows: a stable counting sort. */
        private int[] positions(int[] starts) {
            int[] next = Arrays.copyOf(starts, starts.length - 1);
            for (int i = 0; i < rows; i++) {
                numbers[i] = next[numbers[i]]++;
            }
            return numbers;
        }
    }
}
