package io.regroup.api.engine;

import java.util.Arrays;
import java.util.function.Supplier;

/**
 * Brings together the rows of groups that are scattered. Partition k has the groups {@code k << shift} and following; rows
 * keep their order within a partition, and so within a group, because every part of the input has its own place in every
 * partition.
 */
final class Partition {

    /** More streams of writes than this are more than caches and address translation can follow. */
    private static final int MOST_PARTITIONS = 1 << 10;

    private static final int PART = 1 << 17;
    private static final int STEP = 1 << 12;

    private final int groups;
    private final int shift;
    private final int threads;
    private final int[] groupOfRow;
    private final double[][] columns;
    private final int[] bounds;
    private final int[] partitionedGroups;
    private final double[][] partitioned;

    Partition(GroupedRows rows, double[][] columns, int rowsPerPartition, int threads) {
        this.groups = rows.grouping().count();
        this.threads = threads;
        this.groupOfRow = rows.groupOfRow();
        this.columns = columns;
        int wanted = Math.clamp(groupOfRow.length / rowsPerPartition, 1, MOST_PARTITIONS);
        int bits = 0;
        while (((groups - 1L) >> bits) + 1 > Math.max(wanted, Math.min(groups, 256))) {
            bits++;
        }
        this.shift = bits;
        int partitions = ((groups - 1) >> shift) + 1;
        this.bounds = new int[partitions + 1];
        this.partitionedGroups = new int[groupOfRow.length];
        this.partitioned = new double[columns.length][];
        Workers.run(threads, columns.length, () -> c -> partitioned[c] = new double[groupOfRow.length]);
        scatter(places(partitions));
    }

    /** Returns, for each part of the input, where its first row of each partition goes. */
    private int[][] places(int partitions) {
        int[][] places = new int[Parts.count(groupOfRow.length, PART)][partitions];
        Parts.run(groupOfRow.length, PART, threads, () -> (from, to) -> {
            int[] counts = places[from / PART];
            for (int i = from; i < to; i++) {
                counts[groupOfRow[i] >> shift]++;
            }
        });
        int at = 0;
        for (int p = 0; p < partitions; p++) {
            bounds[p] = at;
            for (int[] counts : places) {
                int count = counts[p];
                counts[p] = at;
                at += count;
            }
        }
        bounds[partitions] = at;
        return places;
    }

    private void scatter(int[][] places) {
        Parts.run(groupOfRow.length, PART, threads, () -> {
            int[] position = new int[STEP];
            return (from, to) -> {
                int[] next = places[from / PART];
                for (int start = from; start < to; start += STEP) {
                    int count = Math.min(STEP, to - start);
                    for (int i = 0; i < count; i++) {
                        int group = groupOfRow[start + i];
                        int place = next[group >> shift]++;
                        position[i] = place;
                        partitionedGroups[place] = group;
                    }
                    for (int c = 0; c < columns.length; c++) {
                        scatter(columns[c], start, count, position, partitioned[c]);
                    }
                }
            };
        });
    }

    private static void scatter(double[] values, int from, int count, int[] position, double[] into) {
        for (int i = 0; i < count; i++) {
            into[position[i]] = values[from + i];
        }
    }

    void run(Supplier<? extends GroupBatches.Worker> workers) {
        Workers.run(threads, bounds.length - 1, () -> {
            GroupBatches.Worker worker = workers.get();
            Sorter sorter = new Sorter();
            return partition -> worker.run(sorter.sort(partition));
        });
    }

    /** Sorts a partition's rows by group, in one thread. */
    private final class Sorter {

        private final GroupBatch batch = new GroupBatch();
        private final double[][] sorted = new double[columns.length][0];
        private int[] position = new int[0];
        private int[] starts = new int[0];

        GroupBatch sort(int partition) {
            int first = partition << shift;
            int count = Math.min(groups - first, 1 << shift);
            int from = bounds[partition];
            int to = bounds[partition + 1];
            if (starts.length < count + 2) {
                starts = new int[count + 2];
            }
            if (count == 1) {
                // the partition is the group
                starts[0] = from;
                starts[1] = to;
                batch.set(first, 1, partitioned, starts, 0);
                return batch;
            }
            reserve(to - from);
            // counted two places on, so that once a group's rows are placed its start stands in its own place
            Arrays.fill(starts, 0, count + 2, 0);
            for (int i = from; i < to; i++) {
                starts[partitionedGroups[i] - first + 2]++;
            }
            for (int g = 2; g <= count; g++) {
                starts[g] += starts[g - 1];
            }
            for (int i = from; i < to; i++) {
                position[i - from] = starts[partitionedGroups[i] - first + 1]++;
            }
            for (int c = 0; c < sorted.length; c++) {
                scatter(partitioned[c], from, to - from, position, sorted[c]);
            }
            batch.set(first, count, sorted, starts, 0);
            return batch;
        }

        private void reserve(int rows) {
            if (position.length < rows) {
                int length =
                        (int) Math.min(Integer.MAX_VALUE - 16L, Math.max(rows, position.length + position.length / 2L));
                position = new int[length];
                for (int c = 0; c < sorted.length; c++) {
                    sorted[c] = new double[length];
                }
            }
        }
    }
}
