package io.regroup.api.engine;

import java.util.Arrays;
import java.util.function.Supplier;

/**
 * Hands out groups with their rows brought together, a batch of about 16,000 rows at a time (more if a group has more), to
 * a number of threads. Rows that are neighbours already are handed out where they are. Others are first partitioned by
 * ranges of groups, which writes each column once, and then sorted by group a partition at a time, in the processor's cache.
 * What a batch contains does not depend on the number of threads.
 */
public final class GroupBatches {

    /** Fits groups, one batch after another, in one thread: it may keep buffers. */
    @FunctionalInterface
    public interface Worker {

        /**
         * Takes a batch.
         *
         * @param batch valid during the call
         */
        void run(GroupBatch batch);
    }

    private static final int ROWS_PER_BATCH = 1 << 14;

    /**
     * A batch of rows where they are has a multiple of so many groups, unless these are so large that it would become much
     * longer: so that engines that take several groups at a time have none left over.
     */
    private static final int EVEN = 8;

    private static final int LONGER = ROWS_PER_BATCH / 8;

    private GroupBatches() {}

    /**
     * Runs workers over all groups and waits for them.
     *
     * @param rows the rows and their groups
     * @param columns the columns that the workers need, each as long as there are rows
     * @param threads how many threads at most, at least 1
     * @param workers makes one worker per thread
     * @throws java.util.concurrent.CancellationException if the calling thread is interrupted
     */
    public static void run(GroupedRows rows, double[][] columns, int threads, Supplier<? extends Worker> workers) {
        int[] starts = rows.starts();
        if (starts != null) {
            runInPlace(starts, columns, threads, workers);
        } else {
            new Partition(rows, columns, ROWS_PER_BATCH, threads).run(workers);
        }
    }

    private static void runInPlace(int[] starts, double[][] columns, int threads, Supplier<? extends Worker> workers) {
        int groups = starts.length - 1;
        Parts.run(starts[groups], ROWS_PER_BATCH, threads, () -> {
            Worker worker = workers.get();
            GroupBatch batch = new GroupBatch();
            return (from, to) -> {
                int first = border(starts, from);
                int end = border(starts, to);
                if (first < end) {
                    batch.set(first, end - first, columns, starts, first);
                    worker.run(batch);
                }
            };
        });
    }

    /** Returns the first group of the batch that begins about at a row, which is the end of the batch before. */
    private static int border(int[] starts, int row) {
        int next = firstFrom(starts, row);
        int even = Math.min(starts.length - 1, (next + EVEN - 1) / EVEN * EVEN);
        return starts[even] - row < LONGER ? even : next;
    }

    /** Returns the first group that starts at or after a row. */
    private static int firstFrom(int[] starts, int row) {
        int place = Arrays.binarySearch(starts, row);
        return place >= 0 ? place : -place - 1;
    }
}
