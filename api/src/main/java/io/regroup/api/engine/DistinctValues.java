package io.regroup.api.engine;

import java.util.Arrays;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The distinct values of rows in ascending order, and a table that finds a value's rank: open addressing, linear probing. */
final class DistinctValues {

    private final long[] sorted;
    private final int[] slots;

    private DistinctValues(long[] sorted) {
        this.sorted = sorted;
        this.slots = new int[slotsFor(sorted.length)];
        int mask = slots.length - 1;
        for (int rank = 0; rank < sorted.length; rank++) {
            int slot = hash(sorted[rank]) & mask;
            while (slots[slot] != 0) {
                slot = (slot + 1) & mask;
            }
            slots[slot] = rank + 1;
        }
    }

    /** Each thread collects what it meets; what they found is sorted and joined. */
    static DistinctValues of(Words words, int threads) {
        ConcurrentLinkedQueue<Collector> collectors = new ConcurrentLinkedQueue<>();
        Parts.run(words.length(), Numbering.PART, threads, () -> {
            Collector collector = new Collector();
            collectors.add(collector);
            return (from, to) -> collector.add(words, from, to);
        });
        int total = 0;
        for (Collector collector : collectors) {
            total = Math.addExact(total, collector.count);
        }
        long[] all = new long[total];
        int at = 0;
        for (Collector collector : collectors) {
            System.arraycopy(collector.values, 0, all, at, collector.count);
            at += collector.count;
        }
        Arrays.parallelSort(all);
        int count = 0;
        for (int i = 0; i < total; i++) {
            if (count == 0 || all[i] != all[count - 1]) {
                all[count++] = all[i];
            }
        }
        return new DistinctValues(Arrays.copyOf(all, count));
    }

    /** The power of two that leaves half of the slots free, as long as arrays can be that long. */
    private static int slotsFor(int count) {
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(Math.max(8, count) - 1);
        return 1 << Math.min(30, bits + 1);
    }

    private static int hash(long value) {
        long mixed = value * 0x9E3779B97F4A7C15L;
        return (int) (mixed >>> 32);
    }

    long[] sorted() {
        return sorted;
    }

    /** Writes the rank of every row's value. */
    void look(Words words, int[] ids, int threads) {
        int mask = slots.length - 1;
        Parts.run(ids.length, Numbering.PART, threads, () -> (from, to) -> {
            for (int i = from; i < to; i++) {
                long value = words.get(i);
                int slot = hash(value) & mask;
                int rank = slots[slot] - 1;
                while (sorted[rank] != value) {
                    slot = (slot + 1) & mask;
                    rank = slots[slot] - 1;
                }
                ids[i] = rank;
            }
        });
    }

    /** A growing set of values. */
    private static final class Collector {

        private long[] values = new long[1 << 10];
        private int[] slots = new int[1 << 11];
        private int count;

        void add(Words words, int from, int to) {
            for (int i = from; i < to; i++) {
                add(words.get(i));
            }
        }

        private void add(long value) {
            int mask = slots.length - 1;
            int slot = hash(value) & mask;
            while (slots[slot] != 0) {
                if (values[slots[slot] - 1] == value) {
                    return;
                }
                slot = (slot + 1) & mask;
            }
            if (count == values.length) {
                grow();
                add(value);
                return;
            }
            values[count] = value;
            slots[slot] = ++count;
        }

        private void grow() {
            values = Arrays.copyOf(values, (int) Math.min(Integer.MAX_VALUE - 16L, 2L * values.length));
            slots = new int[slotsFor(values.length)];
            int mask = slots.length - 1;
            for (int i = 0; i < count; i++) {
                int slot = hash(values[i]) & mask;
                while (slots[slot] != 0) {
                    slot = (slot + 1) & mask;
                }
                slots[slot] = i + 1;
            }
        }
    }
}
