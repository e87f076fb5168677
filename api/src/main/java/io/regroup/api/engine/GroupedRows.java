package io.regroup.api.engine;

import io.regroup.api.InvalidArgumentException;
import io.regroup.api.RunOptions;
import io.regroup.api.data.Dataset;
import io.regroup.api.result.FitResult;
import io.regroup.api.spi.FitJob;
import io.regroup.api.spi.KeyKernel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * The selected rows of a dataset in memory, in their order, with the group of each. Columns of a table in memory are not
 * copied. Rows of a group are neighbours if the input is sorted by key; otherwise {@link GroupBatches} brings them together.
 */
public final class GroupedRows {

    /** Of so few groups there is no need to know which occur. */
    private static final int FEW_GROUPS = 1 << 12;

    /** Nor of groups with so many rows on average: to look through the rows costs more than room for all groups. */
    private static final int MANY_ROWS_PER_GROUP = 16;

    private static final int STEP = 1 << 12;

    private final int rows;
    private final Grouping grouping;
    private final int @Nullable [] starts;
    private final Numbering numbering;
    private final int threads;
    private int @Nullable [] groupOfRow;
    private final Map<String, double[]> columns;
    private final long rowsRead;
    private final List<String> notes;

    private GroupedRows(
            int rows,
            Grouping grouping,
            Numbering numbering,
            int threads,
            Map<String, double[]> columns,
            long rowsRead,
            List<String> notes) {
        this.rows = rows;
        this.grouping = grouping;
        this.numbering = numbering;
        this.threads = threads;
        this.starts = numbering.starts();
        this.columns = columns;
        this.rowsRead = rowsRead;
        this.notes = notes;
    }

    /**
     * Returns a job's rows: those that planning has read already, or else read now.
     *
     * @param job what to read
     * @return the rows
     * @throws InvalidArgumentException if there are more than 2³¹ rows or so
     * @throws CancellationException if the thread is interrupted
     */
    public static GroupedRows of(FitJob job) {
        GroupedRows rows = job.rows();
        return rows != null ? rows : load(job.dataset(), RowDemand.of(job.spec()), job.options(), job.keyKernel());
    }

    /**
     * Reads rows and finds their groups. Weights of a table in memory are not looked at yet, see {@link
     * #requireNoNegativeWeight}.
     *
     * @param dataset where the rows are
     * @param demand which columns are needed
     * @param options on how many threads, and who hears of the progress
     * @param kernel an engine's loops over keys
     * @return the rows
     * @throws InvalidArgumentException if there are more than 2³¹ rows or so
     * @throws CancellationException if the thread is interrupted
     */
    public static GroupedRows load(Dataset dataset, RowDemand demand, RunOptions options, KeyKernel kernel) {
        return number(RowLoader.load(dataset, demand, options), options.threads(), kernel);
    }

    /** Finds the groups of rows that are in memory. */
    static GroupedRows number(RowLoader.Loaded loaded, int threads, KeyKernel kernel) {
        KeyCodes codes = KeyCodes.of(loaded.keys(), threads);
        Numbering numbering = Numbering.of(codes.words(), threads, kernel);
        Grouping grouping = Grouping.of(loaded.keyFields(), loaded.keys(), codes, numbering, threads);
        return new GroupedRows(
                loaded.rows(), grouping, numbering, threads, loaded.numbers(), loaded.rowsRead(), loaded.notes());
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
     * Tells where groups start, if the rows of each group are neighbours.
     *
     * @return the first row of each group and, at the end, the number of rows; null if rows are not in the groups' order;
     *     not to be changed
     */
    public int @Nullable [] starts() {
        return starts;
    }

    /**
     * Returns the group of each row.
     *
     * @return one number per row, not to be changed
     */
    public synchronized int[] groupOfRow() {
        int[] made = groupOfRow;
        if (made == null) {
            made = numbering.ids(threads);
            groupOfRow = made;
        }
        return made;
    }

    /**
     * Writes the groups of some rows, for passes that look at each row once.
     *
     * @param from the first row
     * @param to the row after the last
     * @param into receives them from index 0
     */
    public void groupsOf(int from, int to, int[] into) {
        numbering.ids(from, to, into, 0);
    }

    /** The same, from a place on. */
    void groupsOf(int from, int to, int[] into, int at) {
        numbering.ids(from, to, into, at);
    }

    /**
     * Writes where the summaries of some rows' groups stand in a slab.
     *
     * @param from the first row
     * @param to the row after the last
     * @param places the place of each group's summary, counted in summaries; negative for a group that has none
     * @param width the size of a summary
     * @param offset added to where a summary starts, less than {@code width}
     * @param into receives one number per row from index 0, negative where there is no summary
     */
    public void summariesOf(int from, int to, int[] places, int width, int offset, int[] into) {
        numbering.look(from, to, places, width, offset, into);
    }

    /**
     * Tells between which groups those of some rows lie.
     *
     * @param from the first row
     * @param to the row after the last, greater than {@code from}
     * @return the smallest and the largest of their numbers, or wider bounds
     */
    int[] groupRange(int from, int to) {
        if (starts == null && grouping.count() <= Math.max(FEW_GROUPS, (to - from) / MANY_ROWS_PER_GROUP)) {
            return new int[] {0, grouping.count() - 1};
        }
        int[] groups = new int[starts == null ? STEP : 1];
        int least = Integer.MAX_VALUE;
        int greatest = -1;
        for (int start = from; start < to; start += STEP) {
            int count = starts == null ? Math.min(STEP, to - start) : 1;
            groupsOf(start, start + count, groups);
            for (int i = 0; i < count; i++) {
                least = Math.min(least, groups[i]);
                greatest = Math.max(greatest, groups[i]);
            }
        }
        if (starts != null) {
            groupsOf(to - 1, to, groups);
            greatest = groups[0];
        }
        return new int[] {least, greatest};
    }

    /**
     * Tells whether the groups of some rows ascend, so that rows of a group are neighbours there. This is a fact about these
     * rows alone, whatever other rows do, so that arithmetic may depend on it.
     *
     * @param from the first row
     * @param to the row after the last
     * @return true if no row's group is smaller than that of the row before
     */
    public boolean ascend(int from, int to) {
        if (starts != null) {
            return true;
        }
        int[] groups = new int[STEP];
        int last = 0;
        for (int start = from; start < to; start += STEP) {
            int count = Math.min(STEP, to - start);
            groupsOf(start, start + count, groups);
            for (int i = 0; i < count; i++) {
                if (groups[i] < last) {
                    return false;
                }
                last = groups[i];
            }
        }
        return true;
    }

    /**
     * Lists the groups that occur in some rows.
     *
     * @param from the first row
     * @param to the row after the last
     * @return their numbers, ascending
     */
    public int[] groupsIn(int from, int to) {
        int[] range = groupRange(from, to);
        int span = range[1] - range[0] + 1;
        boolean[] seen = new boolean[span];
        int[] groups = new int[STEP];
        int found = 0;
        for (int start = from; starts == null && start < to && found < span; start += STEP) {
            int count = Math.min(STEP, to - start);
            groupsOf(start, start + count, groups);
            for (int i = 0; i < count; i++) {
                int group = groups[i] - range[0];
                found += seen[group] ? 0 : 1;
                seen[group] = true;
            }
        }
        int[] list = new int[starts == null ? found : span];
        int at = 0;
        for (int group = 0; group < span; group++) {
            if (starts != null || seen[group]) {
                list[at++] = range[0] + group;
            }
        }
        return list;
    }

    /**
     * Returns a column.
     *
     * @param name a feature, target, weight or median column of the job
     * @return one double per selected row, in the dataset's order, NaN where missing; not to be changed
     */
    public double[] column(String name) {
        double[] column = columns.get(name);
        if (column == null) {
            throw new IllegalArgumentException("column " + name + ": not among " + columns.keySet());
        }
        return column;
    }

    /**
     * Looks at all weights.
     *
     * @param weight the name of the weight column, null if there is none
     * @param threads how many threads may look
     * @throws InvalidArgumentException if one is negative
     */
    public void requireNoNegativeWeight(@Nullable String weight, int threads) {
        if (weight == null) {
            return;
        }
        double[] weights = column(weight);
        WeightCheck all = new WeightCheck(weight);
        Parts.run(rows, Numbering.PART, threads, () -> (from, to) -> {
            WeightCheck part = new WeightCheck(weight);
            part.check(weights, from, to - from, from, null);
            synchronized (all) {
                all.add(part);
            }
        });
        all.requireNone();
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
        return rows;
    }

    /** Returns what was lost in reading. */
    List<String> notes() {
        return notes;
    }

    /** Returns the same rows with more columns, of one number per row; kept, not copied. */
    GroupedRows with(Map<String, double[]> more) {
        Map<String, double[]> all = new LinkedHashMap<>(columns);
        all.putAll(more);
        return new GroupedRows(rows, grouping, numbering, threads, all, rowsRead, notes);
    }

    /**
     * Keeps the rows of some groups only.
     *
     * @param wanted which groups to keep
     * @return copies of their rows, in their order; groups are numbered anew, in their order
     */
    public GroupedRows only(boolean[] wanted) {
        int[] numbers = new int[wanted.length];
        int kept = 0;
        for (int group = 0; group < wanted.length; group++) {
            numbers[group] = wanted[group] ? kept++ : -1;
        }
        int[] groups = kept == 0 ? new int[0] : groupOfRow();
        int[] picks = new int[0];
        int count = 0;
        for (int row = 0; kept > 0 && row < rows; row++) {
            if (wanted[groups[row]]) {
                if (count == picks.length) {
                    picks = Arrays.copyOf(picks, (int) Math.min(rows, 1024 + 2L * picks.length));
                }
                picks[count++] = row;
            }
        }
        int[] chosen = Arrays.copyOf(picks, count);
        Map<String, double[]> some = new LinkedHashMap<>();
        columns.forEach((name, values) -> some.put(
                name, Arrays.stream(chosen).mapToDouble(row -> values[row]).toArray()));
        return new GroupedRows(
                count,
                grouping.only(wanted),
                Numbering.of(
                        new Words.Ints(Arrays.stream(chosen)
                                .map(row -> numbers[groups[row]])
                                .toArray()),
                        threads),
                threads,
                some,
                rowsRead,
                notes);
    }

    /**
     * Puts a result together.
     *
     * @param job what was run on these rows
     * @param estimates the numbers, complete
     * @param more what else a reader of the result should know
     * @return the result
     */
    public FitResult result(FitJob job, Estimates estimates, List<String> more) {
        List<String> all = new ArrayList<>(notes);
        all.addAll(more);
        return new FitResult(
                job.spec(),
                job.program(),
                grouping,
                estimates,
                rowsRead,
                rows,
                job.explanation().withReductionDetail(grouping.method()).withNotes(all));
    }
}
