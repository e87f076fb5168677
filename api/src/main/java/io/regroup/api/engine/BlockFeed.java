package io.regroup.api.engine;

import io.regroup.api.FitSpec;
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
import io.regroup.api.spi.FitJob;
import java.util.Arrays;
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

    /** A block of rows in memory, grouped by itself. */
    record Piece(int number, GroupedRows rows) {}

    private final Set<String> notes = new LinkedHashSet<>();

    /**
     * Starts to read.
     *
     * @param wanted the numbers of the blocks that are needed, ascending; null for all
     */
    static BlockFeed of(FitJob job, int blockRows, int @Nullable [] wanted) {
        Dataset dataset = job.dataset();
        OptionalLong rows = dataset.knownRows();
        boolean anywhere = job.spec().selection() == null
                && rows.isPresent()
                && rows.getAsLong() > 0
                && !dataset.parts().isEmpty();
        return anywhere ? new Ranges(job, blockRows, rows.getAsLong(), wanted) : new Stream(job, blockRows, wanted);
    }

    /** Returns the next block that is needed, null at the end; there is at least one, though it may be empty. */
    abstract @Nullable Piece next();

    /** Returns how many blocks there are, needed or not, once the end has been reached. */
    abstract int blocks();

    /** Returns what was lost in reading. */
    synchronized Set<String> notes() {
        return new LinkedHashSet<>(notes);
    }

    @Override
    public void close() {}

    synchronized void note(RowLoader.Loaded loaded) {
        notes.addAll(loaded.notes());
    }

    static boolean contains(int @Nullable [] sorted, int number) {
        return sorted == null || Arrays.binarySearch(sorted, number) >= 0;
    }

    /** Every block is read by itself. */
    private static final class Ranges extends BlockFeed {

        private final FitJob job;
        private final RunOptions options;
        private final int blockRows;
        private final long rows;
        private final int @Nullable [] wanted;
        private final AtomicInteger next = new AtomicInteger();

        Ranges(FitJob job, int blockRows, long rows, int @Nullable [] wanted) {
            this.job = job;
            this.options = job.options().withThreads(1).withProgress(Progress.NONE);
            this.blockRows = blockRows;
            this.rows = rows;
            this.wanted = wanted;
        }

        @Override
        @Nullable
        Piece next() {
            int turn = next.getAndIncrement();
            if (turn >= (wanted == null ? blocks() : wanted.length)) {
                return null;
            }
            int number = wanted == null ? turn : wanted[turn];
            long from = (long) number * blockRows;
            RowRange range = new RowRange(from, Math.min(rows, from + blockRows));
            RowLoader.Loaded loaded = RowLoader.load(new Part(job.dataset(), range), job.spec(), options);
            note(loaded);
            return new Piece(number, GroupedRows.number(loaded, 1));
        }

        @Override
        int blocks() {
            return Math.toIntExact(Math.ceilDiv(rows, blockRows));
        }
    }

    /** A run of rows as a dataset. */
    private record Part(Dataset dataset, RowRange range) implements Dataset {

        @Override
        public Schema schema() {
            return dataset.schema();
        }

        @Override
        public OptionalLong knownRows() {
            return OptionalLong.of(range.count());
        }

        @Override
        public BlockReader read(List<ColumnRequest> columns) {
            return dataset.read(columns, range);
        }

        @Override
        public String description() {
            return dataset.description();
        }
    }

    /** One pass from start to end, cut into blocks of selected rows. */
    private static final class Stream extends BlockFeed {

        private final FitJob job;
        private final RunOptions options;
        private final int blockRows;
        private final int @Nullable [] wanted;
        private @Nullable BlockReader reader;
        private @Nullable Block current;
        private int used;
        private int number;
        private boolean ended;

        Stream(FitJob job, int blockRows, int @Nullable [] wanted) {
            this.job = job;
            this.options = job.options().withThreads(1).withProgress(Progress.NONE);
            this.blockRows = blockRows;
            this.wanted = wanted;
        }

        @Override
        @Nullable
        Piece next() {
            int mine;
            RowLoader.Loaded loaded;
            do {
                synchronized (this) {
                    if (ended) {
                        return null;
                    }
                    loaded = RowLoader.load(new Next(), job.spec(), options);
                    note(loaded);
                    if (loaded.rows() == 0 && number > 0) {
                        ended = true;
                        return null;
                    }
                    mine = number++;
                    ended = loaded.rows() < blockRows;
                }
            } while (!contains(wanted, mine));
            return new Piece(mine, GroupedRows.number(loaded, 1));
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
                FitSpec spec = job.spec();
                if (spec.selection() == null) {
                    int count = Math.min(missing, block.rowCount() - from);
                    missing -= count;
                    return from + count;
                }
                LongColumn selection = (LongColumn) block.column(spec.keys().size());
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
