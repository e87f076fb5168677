package io.regroup.api.engine;

import io.regroup.api.Progress;
import io.regroup.api.RunOptions;
import io.regroup.api.data.Block;
import io.regroup.api.data.BlockReader;
import io.regroup.api.data.Column;
import io.regroup.api.data.ColumnRequest;
import io.regroup.api.data.Dataset;
import io.regroup.api.data.LongColumn;
import io.regroup.api.data.RowRange;
import io.regroup.api.data.Schema;
import io.regroup.api.spi.Cohort;
import io.regroup.api.spi.FitJob;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Brings blocks of selected rows into memory, for several threads: each reads a block of its own where the dataset can be read
 * in parts, else they take turns with one pass. A block has the same rows either way.
 */
abstract class BlockFeed implements AutoCloseable {

    /**
     * The rows of a block that a cohort needs, in memory and grouped by themselves.
     *
     * @param cohort which cohort
     * @param block the number of the block
     * @param rows its rows; those of other cohorts may be missing
     * @param rowsRead how many rows the whole block has, before the selection
     * @param rowsSelected how many rows the whole block has
     */
    record Piece(int cohort, int block, GroupedRows rows, long rowsRead, long rowsSelected) {}

    private final Set<String> notes = new LinkedHashSet<>();

    /**
     * Starts to read.
     *
     * @param job says where the rows are and how to read them
     * @param demand which columns are needed
     * @param cohorts what is needed, cohort after cohort; empty for all rows once
     */
    static BlockFeed of(FitJob job, RowDemand demand, int blockRows, List<Cohort> cohorts) {
        Dataset dataset = job.dataset();
        OptionalLong rows = dataset.knownRows();
        boolean anywhere = demand.selection() == null
                && rows.isPresent()
                && rows.getAsLong() > 0
                && !dataset.parts().isEmpty();
        if (anywhere) {
            return new Ranges(job, demand, blockRows, rows.getAsLong(), cohorts);
        }
        if (!cohorts.isEmpty()) {
            throw new IllegalArgumentException(
                    dataset.description() + ": cohorts need rows that can be read in parts; the strategy is at fault");
        }
        return new Stream(job, demand, blockRows);
    }

    /** Returns the next rows, cohort by cohort and block by block; null at the end. There is at least one piece. */
    abstract @Nullable Piece next();

    /** Returns how many pieces a cohort has, −1 if only the end will tell. */
    abstract int pieces(int cohort);

    /** Returns how many blocks there are, needed or not, once the end has been reached. */
    abstract int blocks();

    /** Returns what was lost in reading. */
    synchronized Set<String> notes() {
        return new LinkedHashSet<>(notes);
    }

    @Override
    public void close() {}

    final synchronized void note(RowLoader.Loaded loaded) {
        notes.addAll(loaded.notes());
    }

    /** Every piece is read by itself. */
    private static final class Ranges extends BlockFeed {

        private final FitJob job;
        private final RowDemand demand;
        private final RunOptions options;
        private final int blockRows;
        private final long rows;
        private final List<Cohort> cohorts;
        /** The number of the first piece of each cohort, and of all pieces at the end. */
        private final int[] firstPiece;

        private final AtomicInteger next = new AtomicInteger();

        Ranges(FitJob job, RowDemand demand, int blockRows, long rows, List<Cohort> cohorts) {
            this.job = job;
            this.demand = demand;
            this.options = job.options().withThreads(1).withProgress(Progress.NONE);
            this.blockRows = blockRows;
            this.rows = rows;
            this.cohorts = cohorts;
            this.firstPiece = new int[Math.max(1, cohorts.size()) + 1];
            for (int c = 1; c < firstPiece.length; c++) {
                int pieces = cohorts.isEmpty() ? blocks() : cohorts.get(c - 1).blocks().length;
                firstPiece[c] = Math.addExact(firstPiece[c - 1], pieces);
            }
        }

        @Override
        @Nullable
        Piece next() {
            int turn = next.getAndIncrement();
            if (turn >= firstPiece[firstPiece.length - 1]) {
                return null;
            }
            int cohort = 0;
            while (turn >= firstPiece[cohort + 1]) {
                cohort++;
            }
            int block = cohorts.isEmpty() ? turn : cohorts.get(cohort).blocks()[turn - firstPiece[cohort]];
            long from = (long) block * blockRows;
            RowRange all = new RowRange(from, Math.min(rows, from + blockRows));
            List<RowRange> needed =
                    cohorts.isEmpty() ? List.of(all) : cohorts.get(cohort).rowsWithin(all);
            RowLoader.Loaded loaded = RowLoader.load(new Part(job.dataset(), needed), demand, options);
            note(loaded);
            return new Piece(cohort, block, GroupedRows.number(loaded, 1, job.keyKernel()), all.count(), all.count());
        }

        @Override
        int pieces(int cohort) {
            return firstPiece[cohort + 1] - firstPiece[cohort];
        }

        @Override
        int blocks() {
            return Math.toIntExact(Math.ceilDiv(rows, blockRows));
        }
    }

    /** Runs of rows as a dataset. */
    private record Part(Dataset dataset, List<RowRange> ranges) implements Dataset {

        @Override
        public Schema schema() {
            return dataset.schema();
        }

        @Override
        public OptionalLong knownRows() {
            return OptionalLong.of(ranges.stream().mapToLong(RowRange::count).sum());
        }

        @Override
        public BlockReader read(List<ColumnRequest> columns) {
            return new PartReader(dataset, columns, ranges.iterator());
        }

        @Override
        public String description() {
            return dataset.description();
        }
    }

    /** Reads one run of rows after the other. */
    private static final class PartReader implements BlockReader {

        private final Dataset dataset;
        private final List<ColumnRequest> columns;
        private final Iterator<RowRange> ranges;
        private final Set<String> notes = new LinkedHashSet<>();
        private @Nullable BlockReader current;

        PartReader(Dataset dataset, List<ColumnRequest> columns, Iterator<RowRange> ranges) {
            this.dataset = dataset;
            this.columns = columns;
            this.ranges = ranges;
        }

        @Override
        public @Nullable Block next() {
            while (true) {
                if (current == null) {
                    if (!ranges.hasNext()) {
                        return null;
                    }
                    current = dataset.read(columns, ranges.next());
                }
                Block block = current.next();
                if (block != null) {
                    return block;
                }
                notes.addAll(current.notes());
                current.close();
                current = null;
            }
        }

        @Override
        public List<String> notes() {
            return List.copyOf(notes);
        }

        @Override
        public void close() {
            if (current != null) {
                current.close();
            }
        }
    }

    /** One pass from start to end, cut into blocks of selected rows. */
    private static final class Stream extends BlockFeed {

        private final FitJob job;
        private final RowDemand demand;
        private final RunOptions options;
        private final int blockRows;
        private @Nullable BlockReader reader;
        private @Nullable Block current;
        private int used;
        private int number;
        private boolean ended;

        Stream(FitJob job, RowDemand demand, int blockRows) {
            this.job = job;
            this.demand = demand;
            this.options = job.options().withThreads(1).withProgress(Progress.NONE);
            this.blockRows = blockRows;
        }

        @Override
        @Nullable
        Piece next() {
            int mine;
            RowLoader.Loaded loaded;
            synchronized (this) {
                if (ended) {
                    return null;
                }
                loaded = RowLoader.load(new Next(), demand, options);
                note(loaded);
                if (loaded.rows() == 0 && number > 0) {
                    ended = true;
                    return null;
                }
                mine = number++;
                ended = loaded.rows() < blockRows;
            }
            GroupedRows rows = GroupedRows.number(loaded, 1, job.keyKernel());
            return new Piece(0, mine, rows, rows.rowsRead(), rows.rowsSelected());
        }

        @Override
        int pieces(int cohort) {
            return -1;
        }

        @Override
        synchronized int blocks() {
            return number;
        }

        @Override
        public synchronized void close() {
            if (reader != null) {
                reader.close();
            }
        }

        /** The next rows of the pass as a dataset. */
        private final class Next implements Dataset {

            @Override
            public Schema schema() {
                return job.dataset().schema();
            }

            @Override
            public OptionalLong knownRows() {
                return OptionalLong.empty();
            }

            @Override
            public OptionalLong mostRows() {
                return OptionalLong.of(blockRows);
            }

            @Override
            public BlockReader read(List<ColumnRequest> columns) {
                BlockReader pass = reader;
                if (pass == null) {
                    pass = job.dataset().read(columns);
                    reader = pass;
                }
                return new NextRows(pass);
            }

            @Override
            public String description() {
                return job.dataset().description();
            }
        }

        /** Hands out rows until there are enough selected ones. */
        private final class NextRows implements BlockReader {

            private final BlockReader pass;
            private int missing = blockRows;

            NextRows(BlockReader pass) {
                this.pass = pass;
            }

            @Override
            public @Nullable Block next() {
                Block block = current;
                if (missing == 0) {
                    return null;
                }
                if (block == null || used == block.rowCount()) {
                    block = pass.next();
                    current = block;
                    used = 0;
                    if (block == null) {
                        return null;
                    }
                }
                int from = used;
                int to = end(block, from);
                used = to;
                if (from == 0 && to == block.rowCount()) {
                    return block;
                }
                List<Column> columns = block.columns().stream()
                        .map(column -> column.slice(from, to))
                        .toList();
                return new Block(block.firstRow() + from, to - from, columns);
            }

            /** Returns the end of the rows that are still wanted. */
            private int end(Block block, int from) {
                if (demand.selection() == null) {
                    int count = Math.min(missing, block.rowCount() - from);
                    missing -= count;
                    return from + count;
                }
                LongColumn selection = (LongColumn) block.column(demand.keys().size());
                int row = from;
                while (row < block.rowCount() && missing > 0) {
                    missing -= selection.getLong(row) != 0 ? 1 : 0;
                    row++;
                }
                return row;
            }

            @Override
            public List<String> notes() {
                return current == null ? pass.notes() : List.of();
            }

            @Override
            public void close() {
                // the pass goes on
            }
        }
    }
}
