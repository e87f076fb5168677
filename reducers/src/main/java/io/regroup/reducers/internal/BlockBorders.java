package io.regroup.reducers.internal;

import io.regroup.api.InvalidArgumentException;
import java.util.Arrays;
import java.util.Locale;

/**
 * Moves the borders between blocks of rows to where groups begin.
 *
 * <p>Source: flox, <a href="https://flox.readthedocs.io">flox.readthedocs.io</a>, whose rules and thresholds are used.
 */
final class BlockBorders {

    /** The number of blocks may change by less than this share of the old number. */
    static final double MAX_CHANGE_OF_COUNT = 0.25;

    /** The size of the largest block may change by less than this share of the old size. */
    static final double MAX_CHANGE_OF_SIZE = 1.5;

    private BlockBorders() {}

    /** The outcome of a try to give every group a block for all its rows. Immutable. */
    static final class Alignment {

        private final int[] sizes;
        private final boolean accepted;
        private final String reason;

        private Alignment(int[] sizes, boolean accepted, String reason) {
            this.sizes = sizes;
            this.accepted = accepted;
            this.reason = reason;
        }

        /** Returns the number of rows in each block: the new ones if they were accepted, else the old ones. */
        int[] sizes() {
            return sizes.clone();
        }

        /** Tells whether no group has rows in two blocks of these sizes. */
        boolean accepted() {
            return accepted;
        }

        /** Says for people why the new sizes were accepted or not. */
        String reason() {
            return reason;
        }
    }

    /**
     * Moves borders so that every group has its rows in one block, for rows that are sorted by group. The borders stay if
     * that would change the number of blocks or the size of the largest too much, unless it is forced.
     *
     * @param sizes the number of rows in each block; not changed
     * @param groupStarts the first row of each group, ascending from 0, and at the end the number of rows; only those around
     *     the ends of blocks are looked at
     * @param force true if blocks may change by as much as it takes
     * @return the new sizes, or the old ones and what is against new ones
     * @throws InvalidArgumentException if a size is below 1, or the starts do not lead from 0 to the end of the last block
     */
    static Alignment align(int[] sizes, int[] groupStarts, boolean force) {
        checkStarts(groupStarts, BlockSizes.rows(sizes));
        if (endAtGroupStarts(sizes, groupStarts)) {
            return new Alignment(sizes.clone(), true, "blocks end where groups end");
        }
        int[] aligned = atGroupStarts(sizes, groupStarts);
        int largest = largest(sizes);
        int newLargest = largest(aligned);
        boolean fewChanges = change(sizes.length, aligned.length) < MAX_CHANGE_OF_COUNT
                && change(largest, newLargest) < MAX_CHANGE_OF_SIZE;
        String changes = String.format(
                Locale.ROOT,
                "%d blocks of at most %d rows become %d of at most %d",
                sizes.length,
                largest,
                aligned.length,
                newLargest);
        if (force || fewChanges) {
            return new Alignment(aligned, true, "borders moved to where groups end: " + changes);
        }
        return new Alignment(
                sizes.clone(), false, "borders stay, to end blocks where groups end changes too much: " + changes);
    }

    private static boolean endAtGroupStarts(int[] sizes, int[] groupStarts) {
        int end = 0;
        for (int b = 0; b < sizes.length - 1; b++) {
            end += sizes[b];
            if (Arrays.binarySearch(groupStarts, end) < 0) {
                return false;
            }
        }
        return true;
    }

    /**
     * Pairs the end of the k-th block with the k-th group that has the last row of a block, and ends a new block at the border
     * of that group that is nearer: before it, or, if both are as near, after it.
     */
    private static int[] atGroupStarts(int[] sizes, int[] groupStarts) {
        int rows = BlockSizes.rows(sizes);
        int[] cutGroups = groupsAtBlockEnds(sizes, groupStarts);
        int[] ends = new int[cutGroups.length + 1];
        int count = 0;
        int end = 0;
        int blockEnd = 0;
        for (int k = 0; k < cutGroups.length; k++) {
            blockEnd += sizes[k];
            int lastRow = blockEnd - 1;
            int first = groupStarts[cutGroups[k]];
            int last = groupStarts[cutGroups[k] + 1] - 1;
            if (lastRow == 0 || end > last) {
                continue;
            }
            boolean before = Math.abs(lastRow - first) < Math.abs(lastRow - last) && first > end;
            end = before ? first : last + 1;
            ends[count++] = end;
        }
        if (end < rows) {
            ends[count++] = rows;
        }
        return sizes(ends, count);
    }

    /** Returns the groups, each once, that the last rows of blocks belong to. */
    private static int[] groupsAtBlockEnds(int[] sizes, int[] groupStarts) {
        int[] groups = new int[sizes.length];
        int count = 0;
        int blockEnd = 0;
        for (int size : sizes) {
            blockEnd += size;
            int found = Arrays.binarySearch(groupStarts, blockEnd - 1);
            int group = found >= 0 ? found : -found - 2;
            if (count == 0 || groups[count - 1] != group) {
                groups[count++] = group;
            }
        }
        return Arrays.copyOf(groups, count);
    }

    private static int[] sizes(int[] ends, int count) {
        int[] sizes = new int[count];
        for (int b = 0; b < count; b++) {
            sizes[b] = ends[b] - (b == 0 ? 0 : ends[b - 1]);
        }
        return sizes;
    }

    private static double change(int before, int after) {
        return Math.abs((double) after - before) / before;
    }

    private static int largest(int[] sizes) {
        int largest = 0;
        for (int size : sizes) {
            largest = Math.max(largest, size);
        }
        return largest;
    }

    private static void checkStarts(int[] groupStarts, int rows) {
        int last = groupStarts.length - 1;
        if (last < 0 || groupStarts[0] != 0 || groupStarts[last] != rows || (rows > 0 && last == 0)) {
            throw new InvalidArgumentException(
                    "first rows of groups: expected them to lead from 0 to " + rows + ", the number of rows, got "
                            + (last < 0 ? "none" : groupStarts[0] + " to " + groupStarts[last])
                            + "; give the first row of each group, and the number of rows at the end");
        }
    }

    /**
     * Begins blocks at chosen labels of a pattern that repeats, so that the same groups meet in a block each time and form a
     * cohort. A block also ends when it has {@code blockSize} rows, unless the next chosen label is at most half as many rows
     * away, and at old borders, if these are kept.
     *
     * <p>This is flox's {@code rechunk_for_cohorts}, and part of what this module answers for: its known answers are tested. No
     * strategy calls it, because each cuts blocks of equal numbers of rows, so that the bits of a result do not depend on where
     * groups are; it serves whoever lays out rows anew, beside {@link #align}.
     *
     * @param labels the label of each row
     * @param oldSizes the number of rows in each old block
     * @param startAt labels at which a block always begins
     * @param blockSize the number of rows that a block should have, at least 1
     * @param keepOldBorders true if blocks also begin where they used to
     * @return the number of rows in each new block
     * @throws InvalidArgumentException if the sizes do not add up to the number of labels, or no chosen label occurs
     */
    static int[] startAt(int[] labels, int[] oldSizes, int[] startAt, int blockSize, boolean keepOldBorders) {
        int rows = BlockSizes.rows(oldSizes);
        if (rows != labels.length) {
            throw new InvalidArgumentException("labels: expected " + rows + " (the rows of all blocks), got "
                    + labels.length + "; give one label per row");
        }
        if (blockSize < 1) {
            throw new InvalidArgumentException("block size: expected at least 1 row, got " + blockSize);
        }
        int[] nextStart = nextStart(labels, startAt);
        if (rows > 0 && nextStart[0] == rows) {
            throw new InvalidArgumentException("labels at which blocks begin: expected at least one that occurs, got "
                    + Arrays.toString(startAt) + "; choose among the labels of the rows");
        }
        int[] ends = new int[rows];
        int count = 0;
        int oldBlock = 0;
        int oldEnd = 0;
        int begin = 0;
        for (int row = 0; row < rows; row++) {
            boolean oldBorder = row == oldEnd;
            if (oldBorder) {
                oldEnd += oldSizes[oldBlock++];
            }
            int distance = nextStart[row] - row;
            boolean far = nextStart[row] == rows || distance > blockSize / 2;
            boolean full = row - begin >= blockSize && far;
            if (row > 0 && (distance == 0 || full || (keepOldBorders && oldBorder))) {
                ends[count++] = row;
                begin = row;
            }
        }
        if (rows > 0) {
            ends[count++] = rows;
        }
        return sizes(ends, count);
    }

    /** Returns for each row the first row from it on at which a block must begin, or the number of rows if there is none. */
    private static int[] nextStart(int[] labels, int[] startAt) {
        int[] chosen = startAt.clone();
        Arrays.sort(chosen);
        int[] next = new int[labels.length];
        int at = labels.length;
        for (int row = labels.length - 1; row >= 0; row--) {
            at = Arrays.binarySearch(chosen, labels[row]) >= 0 ? row : at;
            next[row] = at;
        }
        return next;
    }

    /**
     * Returns the median size, the mean of the middle two rounded down: the default block size for {@link #startAt}.
     *
     * @param sizes the number of rows in each block, at least one block
     * @return the median
     * @throws InvalidArgumentException if there is no block, or a size is below 1
     */
    static int medianSize(int[] sizes) {
        if (BlockSizes.rows(sizes) == 0) {
            throw new InvalidArgumentException("block sizes: expected at least one block, got none");
        }
        int[] sorted = sizes.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (int) (((long) sorted[middle - 1] + sorted[middle]) / 2);
    }
}
