package io.regroup.gmm.internal;

import io.regroup.api.RunOptions;
import io.regroup.api.data.Block;
import io.regroup.api.data.BlockReader;
import io.regroup.api.data.Column;
import io.regroup.api.data.ColumnRequest;
import io.regroup.api.data.Dataset;
import io.regroup.api.data.RowRange;
import io.regroup.api.engine.Workers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * Numeric columns that are gone over again and again. Rows come in chunks of a fixed number, cut by row number alone. Chunks are kept if
 * all fit into memory, otherwise read anew each time: several at a time where the rows can be read in parts.
 */
final class ColumnBlocks {

    /** As many rows as the streamed plans of fits read at once. */
    static final int CHUNK_ROWS = RunOptions.DEFAULT_BLOCK_ROWS;

    /** Some rows of all columns. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Chunk(long firstRow, int rows, double[][] columns) {}

    private final Dataset data;
    private final List<ColumnRequest> requests;
    private final int threads;
    private final @Nullable List<Column> resident;
    private final boolean inParts;
    private final @Nullable List<Chunk> kept;
    private boolean complete;

    ColumnBlocks(Dataset data, List<String> columns, RunOptions options) {
        this.data = data;
        this.requests = columns.stream().map(ColumnRequest::number).toList();
        this.threads = options.threads();
        this.resident = data.resident(requests).orElse(null);
        this.inParts = resident == null
                && data.knownRows().isPresent()
                && !data.parts().isEmpty();
        OptionalLong most = data.mostRows();
        long perRow = (long) Double.BYTES * columns.size();
        boolean fits = most.isPresent() && most.getAsLong() <= options.memory() / perRow;
        this.kept = resident == null && fits ? new ArrayList<>() : null;
    }

    /** Starts to go over the rows. */
    Pass pass() {
        if (resident != null) {
            return new ResidentPass(resident);
        }
        if (kept != null && complete) {
            return new KeptPass(kept);
        }
        return inParts ? new PartsPass() : new StreamPass();
    }

    /** One time over all rows. */
    interface Pass extends AutoCloseable {

        /** Returns the next chunks, some at a time; none at the end. All but the last chunk are full. */
        List<Chunk> next();

        @Override
        default void close() {}
    }

    private void keep(List<Chunk> chunks) {
        if (kept != null) {
            kept.addAll(chunks);
            complete = chunks.isEmpty();
        }
    }

    /** Views on whole columns. */
    private final class ResidentPass implements Pass {

        private final List<Column> columns;
        private int row;

        ResidentPass(List<Column> columns) {
            this.columns = columns;
        }

        @Override
        public List<Chunk> next() {
            int size = columns.get(0).size();
            List<Integer> starts = new ArrayList<>();
            for (int i = 0; i < threads && row < size; i++) {
                starts.add(row);
                row = (int) Math.min(size, (long) row + CHUNK_ROWS);
            }
            Chunk[] chunks = new Chunk[starts.size()];
            Workers.run(threads, chunks.length, () -> i -> {
                int from = starts.get(i);
                int to = (int) Math.min(size, (long) from + CHUNK_ROWS);
                double[][] copies = new double[columns.size()][to - from];
                for (int c = 0; c < copies.length; c++) {
                    columns.get(c).copyDoubles(from, to, copies[c], 0);
                }
                chunks[i] = new Chunk(from, to - from, copies);
            });
            return Arrays.asList(chunks);
        }
    }

    /** Chunks that have been kept. */
    private final class KeptPass implements Pass {

        private final List<Chunk> chunks;
        private int next;

        KeptPass(List<Chunk> chunks) {
            this.chunks = chunks;
        }

        @Override
        public List<Chunk> next() {
            int from = next;
            next = Math.min(chunks.size(), from + threads);
            return chunks.subList(from, next);
        }
    }

    /** Every chunk is read by itself. */
    private final class PartsPass implements Pass {

        private final long rows = data.knownRows().orElseThrow();
        private long row;

        @Override
        public List<Chunk> next() {
            List<RowRange> ranges = new ArrayList<>();
            while (ranges.size() < threads && row < rows) {
                long end = Math.min(rows, row + CHUNK_ROWS);
                ranges.add(new RowRange(row, end));
                row = end;
            }
            Chunk[] chunks = new Chunk[ranges.size()];
            Workers.run(threads, chunks.length, () -> i -> {
                RowRange range = ranges.get(i);
                try (BlockReader reader = data.read(requests, range)) {
                    chunks[i] = new Cutter(reader).next(range.from(), (int) range.count());
                }
            });
            List<Chunk> all = Arrays.asList(chunks);
            keep(all);
            return all;
        }
    }

    /** One pass from start to end. */
    private final class StreamPass implements Pass {

        private final BlockReader reader = data.read(requests);
        private final Cutter cutter = new Cutter(reader);
        private long row;

        @Override
        public List<Chunk> next() {
            List<Chunk> chunks = new ArrayList<>();
            while (chunks.size() < threads) {
                Chunk chunk = cutter.next(row, CHUNK_ROWS);
                if (chunk.rows() == 0) {
                    break;
                }
                row += chunk.rows();
                chunks.add(chunk);
            }
            keep(chunks);
            return chunks;
        }

        @Override
        public void close() {
            reader.close();
        }
    }

    /** Cuts what a reader hands out into chunks. */
    private final class Cutter {

        private final BlockReader reader;
        private @Nullable Block block;
        private int used;

        Cutter(BlockReader reader) {
            this.reader = reader;
        }

        /** Returns so many rows, or as many as there are left. */
        Chunk next(long firstRow, int rows) {
            double[][] columns = new double[requests.size()][0];
            int filled = 0;
            while (filled < rows) {
                Block current = block;
                if (current == null || used == current.rowCount()) {
                    if (Thread.currentThread().isInterrupted()) {
                        throw new CancellationException("interrupted while reading " + data.description());
                    }
                    current = reader.next();
                    block = current;
                    used = 0;
                    if (current == null) {
                        break;
                    }
                }
                int count = Math.min(rows - filled, current.rowCount() - used);
                for (int c = 0; c < columns.length; c++) {
                    columns[c] = withRoom(columns[c], filled + count, rows);
                    current.column(c).copyDoubles(used, used + count, columns[c], filled);
                }
                used += count;
                filled += count;
            }
            return new Chunk(firstRow, filled, columns);
        }

        private static double[] withRoom(double[] column, int wanted, int most) {
            return column.length >= wanted
                    ? column
                    : Arrays.copyOf(column, (int) Math.min(most, Math.max(wanted, 2L * column.length)));
        }
    }
}
