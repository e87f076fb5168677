package io.regroup.reducers.internal;

import io.regroup.api.spi.Cohort;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Every label that occurs belongs to one part. Parts are numbered from 0 in the order of their first labels, so that equal
 * partitions have equal numbers. Immutable.
 */
final class LabelPartition {

    /** The part of a label that occurs in no block. */
    static final int ABSENT = -1;

    private final int[] partOfLabel;
    private final int[] sizes;

    private LabelPartition(int[] partOfLabel, int[] sizes) {
        this.partOfLabel = partOfLabel;
        this.sizes = sizes;
    }

    /**
     * Parts the labels by the blocks in which they occur: two labels are in one part if and only if they occur in exactly
     * the same blocks.
     *
     * <p>Refines a partition block by block: each block splits every part into the labels that it has and those that it has
     * not. One step per label and block that has it, one number per label in memory; no list of blocks is ever stored or
     * compared.
     *
     * @param blocks the labels of each block
     * @return the exact cohorts
     */
    static LabelPartition byBlocks(BlockLabels blocks) {
        int labels = blocks.labelCount();
        int[] part = new int[labels];
        int[] size = new int[labels + 1];
        int[] splitBy = new int[labels + 1];
        int[] splitInto = new int[labels + 1];
        int[] free = new int[labels + 1];
        int freeCount = labels;
        for (int i = 0; i < labels; i++) {
            free[i] = labels - i;
        }
        size[0] = labels;
        boolean[] present = new boolean[labels];
        for (int b = 0; b < blocks.blockCount(); b++) {
            for (int label : blocks.inBlock(b)) {
                int from = part[label];
                if (splitBy[from] <= b) {
                    splitBy[from] = b + 1;
                    splitInto[from] = free[--freeCount];
                }
                int into = splitInto[from];
                // A number that was given back may be taken again within this block: its new labels are behind us.
                part[label] = into;
                size[into]++;
                if (--size[from] == 0) {
                    free[freeCount++] = from;
                    splitBy[from] = 0;
                }
                present[label] = true;
            }
        }
        for (int label = 0; label < labels; label++) {
            part[label] = present[label] ? part[label] : ABSENT;
        }
        return numbered(part, labels + 1);
    }

    /** Numbers parts by their first labels. */
    private static LabelPartition numbered(int[] part, int bound) {
        int[] number = new int[bound];
        int[] sizes = new int[bound];
        Arrays.fill(number, ABSENT);
        int[] numbered = new int[part.length];
        int count = 0;
        for (int label = 0; label < part.length; label++) {
            int old = part[label];
            if (old == ABSENT) {
                numbered[label] = ABSENT;
                continue;
            }
            if (number[old] == ABSENT) {
                number[old] = count++;
            }
            numbered[label] = number[old];
            sizes[number[old]]++;
        }
        return new LabelPartition(numbered, Arrays.copyOf(sizes, count));
    }

    /**
     * Unites parts.
     *
     * @param united for each part the number of the one that it goes into, less than {@link #count}
     * @return the coarser partition
     */
    LabelPartition unite(int[] united) {
        int[] part = new int[partOfLabel.length];
        for (int label = 0; label < part.length; label++) {
            part[label] = partOfLabel[label] == ABSENT ? ABSENT : united[partOfLabel[label]];
        }
        return numbered(part, united.length);
    }

    /** Returns the number of parts. */
    int count() {
        return sizes.length;
    }

    /** Returns the number of labels in a part. */
    int size(int part) {
        return sizes[part];
    }

    /**
     * Returns the parts that occur in each block.
     *
     * @param blocks the labels of each block
     * @return for each block the parts that have a label in it, ascending
     */
    int[][] partsOfBlock(BlockLabels blocks) {
        int[][] partsOfBlock = new int[blocks.blockCount()][];
        int[] lastSeen = new int[count()];
        int[] found = new int[count()];
        for (int b = 0; b < partsOfBlock.length; b++) {
            int parts = 0;
            for (int label : blocks.inBlock(b)) {
                int part = partOfLabel[label];
                if (lastSeen[part] <= b) {
                    lastSeen[part] = b + 1;
                    found[parts++] = part;
                }
            }
            partsOfBlock[b] = Arrays.copyOf(found, parts);
            Arrays.sort(partsOfBlock[b]);
        }
        return partsOfBlock;
    }

    /**
     * Returns the blocks of each part.
     *
     * @param partsOfBlock the parts of each block
     * @return for each part the blocks that have one of its labels, ascending
     */
    int[][] blocksOfPart(int[][] partsOfBlock) {
        int[] counts = new int[count()];
        for (int[] parts : partsOfBlock) {
            for (int part : parts) {
                counts[part]++;
            }
        }
        int[][] blocksOfPart = new int[count()][];
        for (int part = 0; part < blocksOfPart.length; part++) {
            blocksOfPart[part] = new int[counts[part]];
        }
        Arrays.fill(counts, 0);
        for (int b = 0; b < partsOfBlock.length; b++) {
            for (int part : partsOfBlock[b]) {
                blocksOfPart[part][counts[part]++] = b;
            }
        }
        return blocksOfPart;
    }

    /**
     * Lists the parts with their labels and blocks.
     *
     * @param blocks the labels of each block
     * @return one cohort per part, in the order of their first labels
     */
    List<Cohort> cohorts(BlockLabels blocks) {
        int[][] blocksOfPart = blocksOfPart(partsOfBlock(blocks));
        int[][] labelsOfPart = new int[count()][];
        for (int part = 0; part < labelsOfPart.length; part++) {
            labelsOfPart[part] = new int[sizes[part]];
        }
        int[] filled = new int[count()];
        for (int label = 0; label < partOfLabel.length; label++) {
            int part = partOfLabel[label];
            if (part != ABSENT) {
                labelsOfPart[part][filled[part]++] = label;
            }
        }
        List<Cohort> cohorts = new ArrayList<>(count());
        for (int part = 0; part < labelsOfPart.length; part++) {
            cohorts.add(new Cohort(labelsOfPart[part], blocksOfPart[part]));
        }
        return List.copyOf(cohorts);
    }
}
