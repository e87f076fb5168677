package io.regroup.reducers.internal;

import io.regroup.api.InvalidArgumentException;
import java.util.Arrays;

/** Which groups have rows in which block of rows. A label is the number of a group. Immutable. */
final class BlockLabels {

    private final int[][] labelsOfBlock;
    private final int labelCount;
    private final boolean singleRows;
    private final boolean ranges;

    /**
     * Takes what is known of the blocks.
     *
     * @param labelsOfBlock for each block the labels that occur in it, ascending, each once; kept, not copied
     * @param labelCount the number of labels, those that occur nowhere included; labels are 0 to {@code labelCount − 1}
     * @param singleRows true if every block is a single row
     * @throws InvalidArgumentException if labels are out of range or not ascending, or a single row has two of them
     */
    BlockLabels(int[][] labelsOfBlock, int labelCount, boolean singleRows) {
        this(labelsOfBlock, labelCount, singleRows, false);
    }

    /**
     * Takes what is known of the blocks, whose labels may be of several groups.
     *
     * @param ranges true if a label is a range of keys, false if it is a group
     */
    BlockLabels(int[][] labelsOfBlock, int labelCount, boolean singleRows, boolean ranges) {
        for (int b = 0; b < labelsOfBlock.length; b++) {
            check(b, labelsOfBlock[b], labelCount, singleRows);
        }
        this.labelsOfBlock = labelsOfBlock;
        this.labelCount = labelCount;
        this.singleRows = singleRows;
        this.ranges = ranges;
    }

    /**
     * Collects the labels of each block.
     *
     * @param codes the label of each row; −1 for a row that belongs to no group
     * @param blockSizes the number of rows in each block
     * @param labelCount the number of labels, those that occur nowhere included
     * @return the labels that occur in each block
     * @throws InvalidArgumentException if the sizes do not add up to the number of rows, or a code is out of range
     */
    static BlockLabels of(int[] codes, int[] blockSizes, int labelCount) {
        int rows = BlockSizes.rows(blockSizes);
        if (rows != codes.length) {
            throw new InvalidArgumentException("codes: expected " + rows + " (the rows of all blocks), got "
                    + codes.length + "; give one code per row");
        }
        for (int i = 0; i < rows; i++) {
            if (codes[i] < -1 || codes[i] >= labelCount) {
                throw new InvalidArgumentException("code of row " + i + ": expected -1 to " + (labelCount - 1)
                        + ", got " + codes[i] + "; number the groups from 0");
            }
        }
        int[][] labelsOfBlock = new int[blockSizes.length][];
        int[] lastSeen = new int[labelCount];
        int[] found = new int[labelCount];
        int from = 0;
        for (int b = 0; b < blockSizes.length; b++) {
            int to = from + blockSizes[b];
            int count = 0;
            for (int i = from; i < to; i++) {
                int label = codes[i];
                if (label >= 0 && lastSeen[label] <= b) {
                    lastSeen[label] = b + 1;
                    found[count++] = label;
                }
            }
            labelsOfBlock[b] = Arrays.copyOf(found, count);
            Arrays.sort(labelsOfBlock[b]);
            from = to;
        }
        return new BlockLabels(labelsOfBlock, labelCount, rows == blockSizes.length);
    }

    /** Names so many labels, for people. */
    String describe(int labels) {
        return labels + (ranges ? " range" : " group") + (labels == 1 ? "" : "s") + (ranges ? " of keys" : "");
    }

    private static void check(int block, int[] labels, int labelCount, boolean singleRow) {
        int previous = -1;
        for (int label : labels) {
            if (label <= previous || label >= labelCount) {
                throw new InvalidArgumentException("labels of block " + block
                        + ": expected ascending numbers from 0 to "
                        + (labelCount - 1) + ", each once, got " + label
                        + (previous < 0 ? "" : " after " + previous) + "; number the groups from 0 and sort them");
            }
            previous = label;
        }
        if (singleRow && labels.length > 1) {
            throw new InvalidArgumentException(
                    "labels of block " + block + ": expected at most 1 in a block of one row, got " + labels.length
                            + "; say that blocks have several rows");
        }
    }

    /** Returns the number of blocks. */
    int blockCount() {
        return labelsOfBlock.length;
    }

    /** Returns the number of labels, those that occur nowhere included. */
    int labelCount() {
        return labelCount;
    }

    /** Returns the labels of a block, ascending; not to be written to. */
    int[] inBlock(int block) {
        return labelsOfBlock[block];
    }

    /** Returns the number of blocks in which each label occurs. */
    int[] blocksPerLabel() {
        int[] blocks = new int[labelCount];
        for (int[] labels : labelsOfBlock) {
            for (int label : labels) {
                blocks[label]++;
            }
        }
        return blocks;
    }

    /** Tells whether every block is a single row. */
    boolean singleRows() {
        return singleRows;
    }

    /** Tells whether every block has exactly one label. */
    boolean oneLabelPerBlock() {
        for (int[] labels : labelsOfBlock) {
            if (labels.length != 1) {
                return false;
            }
        }
        return true;
    }

    /** Tells whether all blocks that have labels have the same ones. */
    boolean allAlike() {
        int[] first = {};
        for (int[] labels : labelsOfBlock) {
            first = first.length == 0 ? labels : first;
            if (labels.length > 0 && !Arrays.equals(labels, first)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Tells whether any two blocks have the same labels or none in common, and no block without labels lies before one
     * with labels.
     */
    boolean alikeOrDisjoint() {
        int[] firstBlock = new int[labelCount];
        Arrays.fill(firstBlock, -1);
        boolean ended = false;
        for (int b = 0; b < labelsOfBlock.length; b++) {
            int[] labels = labelsOfBlock[b];
            if (labels.length == 0) {
                ended = true;
                continue;
            }
            if (ended) {
                return false;
            }
            int earlier = firstBlock[labels[0]];
            if (earlier >= 0) {
                if (!Arrays.equals(labels, labelsOfBlock[earlier])) {
                    return false;
                }
                continue;
            }
            for (int label : labels) {
                if (firstBlock[label] >= 0) {
                    return false;
                }
                firstBlock[label] = b;
            }
        }
        return true;
    }
}
