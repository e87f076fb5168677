package io.regroup.api.engine;

import io.regroup.api.spi.KeyKernel;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Numbers rows by the rank of their value among the distinct values. Three ways, tried in this order, each in parallel:
 *
 * <ul>
 *   <li><b>runs</b>: where values ascend, a group is a run of rows, and nothing is stored per row;
 *   <li><b>direct address</b>: where the values' range is not much larger than the number of rows, a value's distance from
 *       the smallest is its number, once gaps are closed;
 *   <li><b>hash</b>: otherwise the distinct values are collected by open addressing, sorted, and looked up.
 * </ul>
 */
final class Numbering {

    static final int PART = 1 << 16;

    private static final int SMALL_RANGE = 1 << 16;
    private static final int LARGEST_RANGE = 1 << 30;

    private final Words words;
    private final String method;
    private final int count;
    private final int @Nullable [] starts;
    private final int @Nullable [] ids;
    private final long min;
    private final long @Nullable [] distinct;

    private Numbering(
            Words words,
            String method,
            int count,
            int @Nullable [] starts,
            int @Nullable [] ids,
            long min,
            long @Nullable [] distinct) {
        this.words = words;
        this.method = method;
        this.count = count;
        this.starts = starts;
        this.ids = ids;
        this.min = min;
        this.distinct = distinct;
    }

    static Numbering of(Words words, int threads) {
        return of(words, threads, KeyKernel.PLAIN);
    }

    static Numbering of(Words words, int threads, KeyKernel kernel) {
        Numbering runs = runs(words, threads, kernel);
        if (runs != null) {
            return runs;
        }
        long[] range = range(words, threads);
        long size = range[1] - range[0] + 1;
        if (size > 0 && size <= Math.min(LARGEST_RANGE, Math.max(SMALL_RANGE, 2L * words.length()))) {
            return direct(words, range[0], (int) size, threads);
        }
        DistinctValues values = DistinctValues.of(words, threads);
        int[] ids = new int[words.length()];
        values.look(words, ids, threads);
        return new Numbering(
                words, "keys looked up in a hash table", values.sorted().length, null, ids, 0, values.sorted());
    }

    /** Numbers runs of equal values; null if values do not ascend. */
    private static @Nullable Numbering runs(Words words, int threads, KeyKernel kernel) {
        int rows = words.length();
        int parts = Parts.count(rows, PART);
        int[][] someStarts = new int[parts][];
        long[][] someValues = new long[parts][];
        AtomicBoolean ascending = new AtomicBoolean(true);
        Parts.run(rows, PART, threads, () -> {
            int[] buffer = new int[Math.min(rows, PART)];
            return (from, to) -> {
                int count = ascending.getPlain() ? words.runs(kernel, from, to, buffer) : -1;
                if (count < 0) {
                    ascending.set(false);
                    return;
                }
                // now, while these rows are in the cache
                long[] values = new long[count];
                for (int i = 0; i < count; i++) {
                    values[i] = words.get(buffer[i]);
                }
                someStarts[from / PART] = Arrays.copyOf(buffer, count);
                someValues[from / PART] = values;
            };
        });
        if (!ascending.get()) {
            return null;
        }
        int[] places = new int[parts + 1];
        for (int part = 0; part < parts; part++) {
            places[part + 1] = places[part] + someValues[part].length;
        }
        int count = places[parts];
        int[] starts = new int[count + 1];
        long[] values = new long[count];
        starts[count] = rows;
        Workers.run(count < PART / 4 ? 1 : threads, parts, () -> part -> {
            int length = someValues[part].length;
            System.arraycopy(someStarts[part], 0, starts, places[part], length);
            System.arraycopy(someValues[part], 0, values, places[part], length);
        });
        return new Numbering(words, "sorted input, groups are runs of rows", count, starts, null, 0, values);
    }

    /** Returns the smallest and the largest value. */
    static long[] range(Words words, int threads) {
        int rows = words.length();
        long[][] ranges = new long[Parts.count(rows, PART)][];
        Parts.run(rows, PART, threads, () -> (from, to) -> {
            long[] range = {Long.MAX_VALUE, Long.MIN_VALUE};
            words.extend(from, to, range);
            ranges[from / PART] = range;
        });
        long[] whole = {Long.MAX_VALUE, Long.MIN_VALUE};
        for (long[] range : ranges) {
            whole[0] = Math.min(whole[0], range[0]);
            whole[1] = Math.max(whole[1], range[1]);
        }
        return whole;
    }

    private static Numbering direct(Words words, long min, int size, int threads) {
        int rows = words.length();
        byte[] seen = new byte[size];
        // Threads may mark the same value, but all of them write a 1. None looks further once all values are marked.
        Parts.run(rows, PART, threads, () -> new Parts.Worker() {
            private int unseen;

            @Override
            public void run(int from, int to) {
                while (unseen < size && seen[unseen] != 0) {
                    unseen++;
                }
                if (unseen < size) {
                    words.mark(from, to, min, seen);
                }
            }
        });
        int count = 0;
        for (byte mark : seen) {
            count += mark;
        }
        String method = "keys in a range of " + size + ", addressed directly";
        if (count == size) {
            return new Numbering(words, method, count, null, null, min, null);
        }
        int[] ranks = new int[size];
        long[] distinct = new long[count];
        int rank = 0;
        for (int offset = 0; offset < size; offset++) {
            ranks[offset] = rank;
            if (seen[offset] != 0) {
                distinct[rank++] = min + offset;
            }
        }
        int[] ids = new int[rows];
        Parts.run(rows, PART, threads, () -> (from, to) -> {
            words.offsets(from, to, min, ids, from);
            for (int i = from; i < to; i++) {
                ids[i] = ranks[ids[i]];
            }
        });
        return new Numbering(words, method, count, null, ids, min, distinct);
    }

    /** Says how the rows were numbered, for people. */
    String method() {
        return method;
    }

    /** The number of distinct values. */
    int count() {
        return count;
    }

    /** Where each number's rows start, with the number of rows at the end; null if its rows are not neighbours. */
    int @Nullable [] starts() {
        return starts;
    }

    /** Returns the number of each row. */
    int[] ids(int threads) {
        if (ids != null) {
            return ids;
        }
        int[] made = new int[words.length()];
        Parts.run(made.length, PART, threads, () -> (from, to) -> ids(from, to, made, from));
        return made;
    }

    /** Writes the numbers of rows from … to − 1. */
    void ids(int from, int to, int[] into, int at) {
        if (ids != null) {
            System.arraycopy(ids, from, into, at, to - from);
        } else if (starts == null) {
            words.offsets(from, to, min, into, at);
        } else {
            int id = Arrays.binarySearch(starts, from);
            id = id >= 0 ? id : -id - 2;
            for (int row = from; row < to; id++) {
                int end = Math.min(to, starts[id + 1]);
                Arrays.fill(into, at + row - from, at + end - from, id);
                row = end;
            }
        }
    }

    /** Writes {@code table[number] · factor + term} for rows from … to − 1. */
    void look(int from, int to, int[] table, int factor, int term, int[] into) {
        if (starts == null && ids == null) {
            words.look(from, to, min, table, factor, term, into);
            return;
        }
        ids(from, to, into, 0);
        for (int i = 0; i < to - from; i++) {
            into[i] = table[into[i]] * factor + term;
        }
    }

    /** Returns the value that has a number. */
    long value(int id) {
        return distinct != null ? distinct[id] : min + id;
    }

    /** Returns all values, to be read only. */
    long[] values() {
        if (distinct != null) {
            return distinct;
        }
        long[] all = new long[count];
        Arrays.setAll(all, id -> min + id);
        return all;
    }
}
