package io.regroup.api.engine;

import io.regroup.api.FitSpec;
import io.regroup.api.InvalidArgumentException;
import io.regroup.api.Progress;
import io.regroup.api.RunOptions;
import io.regroup.api.data.Block;
import io.regroup.api.data.BlockReader;
import io.regroup.api.data.ColumnRequest;
import io.regroup.api.data.ColumnType;
import io.regroup.api.data.DataAccessException;
import io.regroup.api.data.Dataset;
import io.regroup.api.data.LongColumn;
import io.regroup.api.data.RowRange;
import io.regroup.api.data.SortedRows;
import io.regroup.api.data.Table;
import io.regroup.api.data.ValueRange;
import io.regroup.api.result.FitResult;
import io.regroup.api.spi.FitJob;
import io.regroup.api.spi.ReductionPlan.Arrangement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * Runs a plan whose rows come in the order of their keys, sorted on disk if need be: as many rows as memory allows are read,
 * their groups are fitted whole, and the rows of groups that may go on are kept for the next turn. Memory is needed for the
 * results and for the rows of a turn. Several fits of the same groups share the turns: rows are sorted and read once.
 */
public final class OrderedFits {

    /** A row is in the reader, in the turn, in the copy by group, and in what is kept: never in all at once. */
    private static final int COPIES = 3;

    private static final int LEAST_ROWS = 1 << 12;
    private static final int MOST_ROWS = 1 << 28;
    private static final int MOST_ROWS_AT_ONCE = 1 << 20;
    private static final int MOST_NOTES = 20;

    /** Runs jobs on rows in memory that have to be gathered by group. */
    @FunctionalInterface
    public interface Gathered {

        /**
         * Runs a job.
         *
         * @param job a job on rows in memory
         * @return its result
         */
        FitResult run(FitJob job);
    }

    /** One fit: what its turns gave. */
    private static final class Fit {

        private final FitJob job;
        private final FitSpec onSelected;
        private final List<Estimates> estimates = new ArrayList<>();
        private final Set<String> notes = new LinkedHashSet<>();

        Fit(FitJob job) {
            this.job = job;
            this.onSelected = job.spec().toBuilder().selection(null).build();
        }
    }

    private final FitJob job;
    private final List<Fit> fits;
    private final RowDemand demand;
    private final Gathered gathered;
    private final List<ColumnRequest> requests;
    private final List<String> names = new ArrayList<>();
    private final List<ColumnType> types = new ArrayList<>();
    private final int turnRows;
    private final List<SortedKeys> keys = new ArrayList<>();
    private final Set<String> notes = new LinkedHashSet<>();
    private List<ColumnBuffer> turn;
    private @Nullable SortedKeys before;
    private long rowsRead;
    private long rowsSelected;

    private OrderedFits(List<FitJob> jobs, RowDemand demand, Gathered gathered) {
        this.job = jobs.get(0);
        this.fits = jobs.stream().map(Fit::new).toList();
        this.demand = demand;
        this.gathered = gathered;
        this.requests = demand.requests();
        for (ColumnRequest request : requests) {
            if (!isSelection(names.size())) {
                boolean number = request.access() == ColumnRequest.Access.NUMBER;
                types.add(number ? ColumnType.FLOAT64 : job.dataset().schema().typeOf(request.name()));
            } else {
                types.add(ColumnType.BOOLEAN);
            }
            names.add(request.name());
        }
        long bytesPerRow = (long) Double.BYTES * COPIES * requests.size();
        this.turnRows = Math.clamp(job.options().memory() / bytesPerRow, LEAST_ROWS, MOST_ROWS);
        this.turn = buffers();
    }

    /** The selection comes after the keys, and is not needed once rows are selected. */
    private boolean isSelection(int column) {
        return demand.selection() != null && column == demand.keys().size();
    }

    /** A key may be a target as well: one column will do. */
    private boolean isKept(int column) {
        return !isSelection(column) && names.indexOf(names.get(column)) == column;
    }

    private List<ColumnBuffer> buffers() {
        return types.stream().map(ColumnBuffer::new).toList();
    }

    /**
     * Runs a job.
     *
     * @param job a job whose plan has rows in order, or sorts them
     * @param gathered fits rows in memory
     * @return the result
     * @throws InvalidArgumentException if a weight is negative, or the rows of one group do not fit into memory
     * @throws DataAccessException if the dataset cannot be read or sorted
     */
    public static FitResult run(FitJob job, Gathered gathered) {
        return runAll(List.of(job), gathered).get(0);
    }

    /**
     * Runs several jobs of the same groups, and reads their rows once.
     *
     * @param jobs at least one; all with the same dataset, keys, selection, plan and options; the plan has rows in order, or
     *     sorts them
     * @param gathered fits rows in memory
     * @return the results, in the order of the jobs
     * @throws InvalidArgumentException if a weight is negative, or the rows of one group do not fit into memory
     * @throws DataAccessException if the dataset cannot be read or sorted
     */
    public static List<FitResult> runAll(List<FitJob> jobs, Gathered gathered) {
        RowDemand demand = RowDemand.of(jobs.stream().map(FitJob::spec).toList());
        return WeightChecks.ofAllRows(
                jobs.get(0).dataset(), demand, () -> new OrderedFits(jobs, demand, gathered).run());
    }

    private List<FitResult> run() {
        job.progress()
                .begin(
                        "fitting rows in order of their keys",
                        job.dataset().knownRows().orElse(-1));
        if (job.plan().arrangement() == Arrangement.SORTED) {
            try (SortedRows sorted = job.dataset()
                    .sortedBy(demand.keys(), job.options().spill())
                    .orElseThrow(() -> new IllegalArgumentException(
                            job.dataset().description() + " cannot be sorted outside of memory"))) {
                read(sorted, List.of(), sorted.sortedColumns());
            }
        } else {
            read(job.dataset(), blocks(job.dataset()), demand.keys().size());
        }
        return results();
    }

    /**
     * Reads the rows, turn by turn.
     *
     * @param blocks runs of rows whose first keys ascend from one to the next; none if rows ascend one by one
     * @param sortedKeys by how many keys, from the first on, rows ascend one by one
     */
    private void read(Dataset dataset, List<RowRange> blocks, int sortedKeys) {
        if (blocks.isEmpty()) {
            try (BlockReader reader = dataset.read(requests)) {
                for (Block block = reader.next(); block != null; block = reader.next()) {
                    append(block);
                    if (turn.get(0).size() >= turnRows) {
                        fitTurn(false, sortedKeys);
                    }
                }
                notes.addAll(reader.notes());
            }
        }
        for (int from = 0; from < blocks.size(); ) {
            int to = from + 1;
            long rows = blocks.get(from).count();
            while (to < blocks.size() && rows + blocks.get(to).count() <= turnRows / 2) {
                rows += blocks.get(to++).count();
            }
            readSideBySide(dataset, blocks.subList(from, to));
            if (turn.get(0).size() >= turnRows / 2) {
                fitTurn(false, 1);
            }
            from = to;
        }
        fitTurn(true, sortedKeys);
    }

    /** Reads runs of rows, each to its own place. */
    private void readSideBySide(Dataset dataset, List<RowRange> ranges) {
        int rows = Math.toIntExact(ranges.stream().mapToLong(RowRange::count).sum());
        int first = turn.get(0).size();
        for (int c = 0; c < turn.size(); c++) {
            if (isKept(c)) {
                turn.get(c).extend(rows);
            }
        }
        Workers.run(job.threads(), ranges.size(), () -> part -> {
            RowRange range = ranges.get(part);
            long shift = first + offset(ranges, part) - range.from();
            try (BlockReader reader = dataset.read(requests, range)) {
                for (Block block = reader.next(); block != null; block = reader.next()) {
                    int at = (int) (block.firstRow() + shift);
                    for (int c = 0; c < turn.size(); c++) {
                        if (isKept(c)) {
                            turn.get(c).put(block.column(c), null, at);
                        }
                    }
                    count(block, block.rowCount());
                }
                synchronized (notes) {
                    notes.addAll(reader.notes());
                }
            }
        });
    }

    private static long offset(List<RowRange> ranges, int part) {
        return ranges.subList(0, part).stream().mapToLong(RowRange::count).sum();
    }

    /**
     * Returns runs of rows whose keys ascend from one to the next; none if rows ascend one by one. Small neighbours are read
     * at once: to start a reader costs more than to decode a small run.
     */
    private List<RowRange> blocks(Dataset dataset) {
        if (demand.selection() != null || dataset.parts().isEmpty()) {
            return List.of();
        }
        List<RowRange> blocks = new ArrayList<>();
        for (ValueRange run : dataset.valueRanges(demand.keys().get(0))) {
            RowRange rows = run.rows();
            RowRange last = blocks.isEmpty() ? rows : blocks.getLast();
            if (!blocks.isEmpty()
                    && rows.to() - last.from() <= Math.min(MOST_ROWS_AT_ONCE, turnRows / (4 * job.threads()))) {
                blocks.set(blocks.size() - 1, new RowRange(last.from(), rows.to()));
            } else {
                blocks.add(rows);
            }
        }
        return blocks;
    }

    private void append(Block block) {
        int[] picks = demand.selection() == null
                ? null
                : RowLoader.picks((LongColumn) block.column(demand.keys().size()));
        for (int c = 0; c < turn.size(); c++) {
            if (isKept(c)) {
                turn.get(c).append(block.column(c), picks);
            }
        }
        count(block, picks == null ? block.rowCount() : picks.length);
    }

    private void count(Block block, int selected) {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException(
                    "interrupted while reading " + job.dataset().description());
        }
        synchronized (this) {
            rowsRead += block.rowCount();
            rowsSelected += selected;
        }
        job.progress().advance(block.rowCount());
    }

    /**
     * Fits the groups that are whole.
     *
     * @param last whether no row comes after these
     * @param sortedKeys by how many keys, from the first on, rows ascend: groups that share the last values of these may go on
     */
    private void fitTurn(boolean last, int sortedKeys) {
        Table.Builder builder = Table.builder();
        for (int c = 0; c < turn.size(); c++) {
            if (isKept(c)) {
                builder.column(names.get(c), turn.get(c).column());
            }
        }
        Table table = builder.build();
        turn = buffers();
        RunOptions options = job.options().withProgress(Progress.NONE);
        GroupedRows rows = GroupedRows.load(table, demand.ofSelected(), options, job.keyKernel());
        SortedKeys found = SortedKeys.of(rows.grouping());
        requireOrder(found);
        int whole = last ? found.count() : found.firstThatMayGoOn(sortedKeys);
        if (whole == 0 && !last) {
            requireRoom(rows, found);
        }
        if (whole > 0 || (keys.isEmpty() && last)) {
            for (Fit fit : fits) {
                FitJob own = fit.job;
                FitResult result = gathered.run(new FitJob(
                        fit.onSelected,
                        own.program(),
                        own.plan(),
                        table,
                        rows,
                        options,
                        own.keyKernel(),
                        own.explanation()));
                fit.estimates.add(result.estimates());
                fit.notes.addAll(result.explanation().notes());
            }
            keys.add(found.first(whole));
            before = keys.getLast();
        }
        if (!last) {
            keep(table, rows, whole);
        }
    }

    private void requireOrder(SortedKeys found) {
        SortedKeys done = before;
        if (done != null && done.count() > 0 && found.count() > 0 && !done.endsBefore(found)) {
            throw new DataAccessException(
                    "input " + job.dataset().description() + ": group " + found.describe(0)
                            + " comes again after later keys, though the rows were said to be in order; its statistics are wrong");
        }
    }

    private void requireRoom(GroupedRows rows, SortedKeys found) {
        if (rows.rowsSelected() > 2L * turnRows) {
            throw new InvalidArgumentException("memory: the rows of "
                    + (found.count() == 1 ? "group " + found.describe(0) : "groups with the same first key")
                    + " do not fit into " + job.options().memory() + " bytes; allow more, or group by more columns");
        }
    }

    /** Keeps the rows of groups from {@code whole} on, for the next turn. */
    private void keep(Table table, GroupedRows rows, int whole) {
        int[] groups = rows.groupOfRow();
        int[] picks = new int[groups.length];
        int count = 0;
        for (int row = 0; row < groups.length; row++) {
            picks[count] = row;
            count += groups[row] >= whole ? 1 : 0;
        }
        int[] kept = Arrays.copyOf(picks, count);
        int column = 0;
        for (int c = 0; c < turn.size(); c++) {
            if (isKept(c)) {
                turn.get(c).append(table.columns().get(column++), kept);
            }
        }
    }

    private List<FitResult> results() {
        SortedKeys.Merged merged = SortedKeys.merge(keys);
        String turns = keys.size() == 1 ? "in one turn" : "in " + keys.size() + " turns";
        Grouping grouping = merged.keys().grouping(turns);
        return fits.stream().map(fit -> result(fit, merged, grouping, turns)).toList();
    }

    private FitResult result(Fit fit, SortedKeys.Merged merged, Grouping grouping, String turns) {
        FitJob own = fit.job;
        Estimates all = new Estimates(own.spec(), own.program(), merged.keys().count(), own.threads());
        for (int i = 0; i < fit.estimates.size(); i++) {
            all.put(merged.places().get(i), fit.estimates.get(i));
        }
        return new FitResult(
                own.spec(),
                own.program(),
                grouping,
                all,
                rowsRead,
                rowsSelected,
                own.explanation().withReductionDetail("rows read " + turns).withNotes(fewNotes(fit)));
    }

    private List<String> fewNotes(Fit fit) {
        Set<String> own = new LinkedHashSet<>(notes);
        own.addAll(fit.notes);
        own.removeAll(fit.job.explanation().notes());
        List<String> all = new ArrayList<>(own);
        if (all.size() <= MOST_NOTES) {
            return all;
        }
        List<String> few = new ArrayList<>(all.subList(0, MOST_NOTES));
        few.add((all.size() - MOST_NOTES) + " more notes of this kind on other rows");
        return few;
    }
}
