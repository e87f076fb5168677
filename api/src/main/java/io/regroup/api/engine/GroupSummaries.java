package io.regroup.api.engine;

import io.regroup.api.InvalidArgumentException;
import org.jspecify.annotations.Nullable;

/**
 * Summaries of groups, one after another in a slab. The groups have keys of their own, where the rows were grouped by
 * themselves; or they are numbered, and stand under consecutive numbers.
 */
final class GroupSummaries {

    private static final long LARGEST_SLAB = Integer.MAX_VALUE - 16L;

    private final @Nullable SortedKeys keys;
    private final int first;
    private final int count;
    private final double[] slab;

    private GroupSummaries(@Nullable SortedKeys keys, int first, int count, double[] slab) {
        this.keys = keys;
        this.first = first;
        this.count = count;
        this.slab = slab;
    }

    /** Summaries of groups with keys. */
    static GroupSummaries keyed(SortedKeys keys, double[] slab) {
        return new GroupSummaries(keys, 0, keys.count(), slab);
    }

    /** Summaries of groups that are numbered from {@code first} on. */
    static GroupSummaries numbered(int first, int count, double[] slab) {
        return new GroupSummaries(null, first, count, slab);
    }

    /** Makes room for so many summaries. */
    static double[] slab(int count, int width) {
        if ((long) count * width > LARGEST_SLAB) {
            throw new InvalidArgumentException(
                    "group by: the summaries of " + count + " groups, " + width
                            + " numbers each, do not fit into one array; reduce cohort by cohort, or fit fewer targets at a time");
        }
        return new double[count * width];
    }

    SortedKeys keys() {
        if (keys == null) {
            throw new IllegalStateException("numbered groups have no keys here");
        }
        return keys;
    }

    int first() {
        return first;
    }

    int count() {
        return count;
    }

    double[] slab() {
        return slab;
    }

    /** Adds the summaries of later rows; neither of the two must be used any more. */
    GroupSummaries and(GroupSummaries later, BlockReducer reducer) {
        return keys == null ? andNumbered(later, reducer) : andKeyed(later, reducer);
    }

    private GroupSummaries andNumbered(GroupSummaries later, BlockReducer reducer) {
        int width = reducer.width();
        int start = Math.min(first, later.first);
        int end = Math.max(first + count, later.first + later.count);
        double[] all = slab;
        if (start != first || end != first + count) {
            all = slab(end - start, width);
            System.arraycopy(slab, 0, all, (first - start) * width, count * width);
        }
        int at = (later.first - start) * width;
        for (int i = 0; i < later.count; i++) {
            add(all, at + i * width, later.slab, i * width, reducer);
        }
        return numbered(start, end - start, all);
    }

    private GroupSummaries andKeyed(GroupSummaries later, BlockReducer reducer) {
        int width = reducer.width();
        SortedKeys.Merged merged = SortedKeys.merge(keys(), later.keys());
        double[] all = slab;
        if (merged.keys().count() != count) {
            all = slab(merged.keys().count(), width);
            copy(slab, merged.places().get(0), width, all);
        }
        int[] places = merged.places().get(1);
        for (int i = 0; i < later.count; i++) {
            add(all, places[i] * width, later.slab, i * width, reducer);
        }
        return keyed(merged.keys(), all);
    }

    /** Copies summaries to their places, neighbours together. */
    private static void copy(double[] slab, int[] places, int width, double[] into) {
        for (int i = 0; i < places.length; ) {
            int end = i + 1;
            while (end < places.length && places[end] == places[end - 1] + 1) {
                end++;
            }
            System.arraycopy(slab, i * width, into, places[i] * width, (end - i) * width);
            i = end;
        }
    }

    private static void add(double[] into, int at, double[] later, int laterAt, BlockReducer reducer) {
        if (later[laterAt] == 0) {
            return;
        }
        if (into[at] == 0) {
            System.arraycopy(later, laterAt, into, at, reducer.width());
            return;
        }
        double rows = into[at] + later[laterAt];
        reducer.combine(into, at, later, laterAt);
        into[at] = rows;
    }
}
