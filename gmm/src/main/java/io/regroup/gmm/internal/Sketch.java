package io.regroup.gmm.internal;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A sample of distinct rows, each with the weight of all rows that are equal to it. Rows are kept whose hash is among the smallest: so it
 * does not matter in which order rows come, how they are cut into parts, or how often each occurs, and a row that is kept has been kept
 * from its first occurrence on. If there are no more distinct rows than places, the sample is the data.
 *
 * <p>As a summary: how many rows are kept, whether others were dropped, then the numbers and the weight of each. If all rows come at once
 * and there is a place for each, those of one dimension are kept as they are, equal ones too, until more come. Rows are told apart by
 * their hash; in one dimension different numbers have different hashes, in several the chance of an error among n distinct rows is
 * n² / 2⁶⁵. Source: the bottom-k sketch of E. Cohen and H. Kaplan, Summarizing data using bottom-k sketches, PODC 2007.
 */
final class Sketch {

    private static final int ROWS = 2;

    private final int dimensions;
    private final int places;
    private final long seed;
    private final double[] row;

    /** The rows that are kept, up to twice as many as there are places. */
    private int size;

    private boolean dropped;
    private long largestHash = Long.MAX_VALUE;
    private long[] hashes = new long[0];
    private double[] entries = new double[0];
    /** Where rows stand, by their hash: the place of a row and 1, or 0. */
    private int[] slots = new int[0];

    private long[] order = new long[0];
    /** Rows of larger hashes need not be kept: others are known that push them out. */
    private long limit = Long.MAX_VALUE;

    Sketch(int dimensions, int places, long seed) {
        this.dimensions = dimensions;
        this.places = places;
        this.seed = seed;
        this.row = new double[dimensions];
    }

    static int width(int dimensions, int places) {
        return ROWS + places * (dimensions + 1);
    }

    /** Adds rows to a summary. */
    void add(double[][] x, double @Nullable [] weight, int from, int to, double[] sums, int at) {
        if (dimensions == 1
                && sums[at] == 0
                && isComplete(sums, at)
                && to - from <= places
                && limit == Long.MAX_VALUE) {
            copy(x[0], weight, from, to, sums, at);
            return;
        }
        load(sums, at, to - from);
        for (int i = from; i < to; i++) {
            long hash = seed;
            for (int a = 0; a < dimensions; a++) {
                // minus zero becomes zero
                row[a] = x[a][i] + 0.0;
                hash = Seeds.mix(hash ^ Double.doubleToRawLongBits(row[a]));
            }
            if (hash > largestHash || hash > limit) {
                dropped = true;
            } else {
                put(hash, row, 0, weight == null ? 1 : weight[i]);
            }
        }
        store(sums, at);
    }

    private static void copy(double[] x, double @Nullable [] weight, int from, int to, double[] sums, int at) {
        sums[at] = to - from;
        int entry = at + ROWS;
        for (int i = from; i < to; i++) {
            sums[entry++] = x[i] + 0.0;
            sums[entry++] = weight == null ? 1 : weight[i];
        }
    }

    /**
     * Drops rows from now on that cannot be among those that are kept in the end: the summary is to be combined, as the later one, with
     * one that has this limit.
     */
    void limit(long hash) {
        limit = hash;
    }

    /** Returns the largest hash that a row can have that a full summary takes in. */
    long limitOf(double[] sums, int at) {
        if (isComplete(sums, at)) {
            return Long.MAX_VALUE;
        }
        long largest = Long.MIN_VALUE;
        for (int i = 0; i < (int) sums[at]; i++) {
            largest = Math.max(largest, hash(sums, at + ROWS + i * (dimensions + 1)));
        }
        return largest;
    }

    /** Adds a summary to another. */
    void combine(double[] into, int at, double[] later, int laterAt) {
        int rows = (int) later[laterAt];
        load(into, at, rows);
        dropped |= later[laterAt + 1] != 0;
        for (int i = 0; i < rows; i++) {
            int entry = laterAt + ROWS + i * (dimensions + 1);
            long hash = hash(later, entry);
            if (hash <= largestHash) {
                put(hash, later, entry, later[entry + dimensions]);
            }
        }
        store(into, at);
    }

    private long hash(double[] numbers, int at) {
        long hash = seed;
        for (int a = 0; a < dimensions; a++) {
            hash = Seeds.mix(hash ^ Double.doubleToRawLongBits(numbers[at + a]));
        }
        return hash;
    }

    private void load(double[] sums, int at, int more) {
        int rows = (int) sums[at];
        reserve((int) Math.min(2L * places, (long) rows + more));
        Arrays.fill(slots, 0);
        size = 0;
        dropped = sums[at + 1] != 0;
        largestHash = Long.MAX_VALUE;
        long largest = Long.MIN_VALUE;
        for (int i = 0; i < rows; i++) {
            int entry = at + ROWS + i * (dimensions + 1);
            long hash = hash(sums, entry);
            largest = Math.max(largest, hash);
            put(hash, sums, entry, sums[entry + dimensions]);
        }
        if (dropped) {
            largestHash = largest;
        }
    }

    /** Makes room for rows; slots are twice as many at least. */
    private void reserve(int rows) {
        if (hashes.length < rows) {
            hashes = new long[rows];
            order = new long[rows];
            entries = new double[rows * (dimensions + 1)];
        }
        int wanted = Integer.highestOneBit(Math.max(8, rows)) << 2;
        if (slots.length != wanted) {
            slots = new int[wanted];
        }
    }

    private void put(long hash, double[] numbers, int at, double weight) {
        int mask = slots.length - 1;
        int slot = (int) (hash >>> 32) & mask;
        while (slots[slot] != 0) {
            int known = slots[slot] - 1;
            if (hashes[known] == hash) {
                entries[known * (dimensions + 1) + dimensions] += weight;
                return;
            }
            slot = (slot + 1) & mask;
        }
        if (size == 2 * places) {
            prune();
            if (hash <= largestHash) {
                put(hash, numbers, at, weight);
            }
            return;
        }
        slots[slot] = size + 1;
        hashes[size] = hash;
        int entry = size * (dimensions + 1);
        System.arraycopy(numbers, at, entries, entry, dimensions);
        entries[entry + dimensions] = weight;
        size++;
    }

    /** Drops all rows but those of the smallest hashes. */
    private void prune() {
        if (size <= places) {
            return;
        }
        System.arraycopy(hashes, 0, order, 0, size);
        Arrays.sort(order, 0, size);
        largestHash = order[places - 1];
        dropped = true;
        int width = dimensions + 1;
        int kept = 0;
        Arrays.fill(slots, 0);
        int mask = slots.length - 1;
        for (int i = 0; i < size; i++) {
            if (hashes[i] > largestHash) {
                continue;
            }
            hashes[kept] = hashes[i];
            System.arraycopy(entries, i * width, entries, kept * width, width);
            int slot = (int) (hashes[i] >>> 32) & mask;
            while (slots[slot] != 0) {
                slot = (slot + 1) & mask;
            }
            slots[slot] = ++kept;
        }
        size = kept;
    }

    private void store(double[] sums, int at) {
        prune();
        sums[at] = size;
        sums[at + 1] = dropped ? 1 : 0;
        System.arraycopy(entries, 0, sums, at + ROWS, size * (dimensions + 1));
    }

    /** Tells whether a summary holds all distinct rows. */
    static boolean isComplete(double[] sums, int at) {
        return sums[at + 1] == 0;
    }

    /** Hands out the rows of a summary: in ascending order if they have one dimension, otherwise in that of their hashes. */
    void read(double[] sums, int at, Points points) {
        int rows = (int) sums[at];
        points.clear(rows, false);
        points.size = rows;
        int entry = at + ROWS;
        if (dimensions == 1) {
            for (int i = 0; i < rows; i++) {
                points.x[0][i] = sums[entry++];
                points.weight[i] = sums[entry++];
            }
            points.sort();
            points.noticeSingle();
            return;
        }
        reserve(rows);
        for (int i = 0; i < rows; i++) {
            hashes[i] = hash(sums, entry + i * (dimensions + 1));
            order[i] = hashes[i];
        }
        Arrays.sort(order, 0, rows);
        for (int i = 0; i < rows; i++) {
            int place = Arrays.binarySearch(order, 0, rows, hashes[i]);
            for (int a = 0; a < dimensions; a++) {
                points.x[a][place] = sums[entry++];
            }
            points.weight[place] = sums[entry++];
        }
        points.noticeSingle();
    }
}
