package io.regroup.api.spi;

import java.io.Serializable;
import java.util.Arrays;

/** Groups that are reduced together, and the blocks that they need. Immutable. */
public final class Cohort implements Serializable {

    private static final long serialVersionUID = 1;

    private final int[] labels;
    private final int[] blocks;

    /**
     * Makes a cohort.
     *
     * @param labels the labels of its groups, ascending; kept, not copied
     * @param blocks the numbers of the blocks in which they may occur, ascending; kept, not copied
     */
    public Cohort(int[] labels, int[] blocks) {
        this.labels = labels;
        this.blocks = blocks;
    }

    /**
     * Returns the labels of its groups.
     *
     * @return ascending; not to be changed
     */
    public int[] labels() {
        return labels;
    }

    /**
     * Returns the numbers of the blocks in which they may occur.
     *
     * @return ascending; not to be changed
     */
    public int[] blocks() {
        return blocks;
    }

    @Override
    public String toString() {
        return Arrays.toString(labels) + " in " + Arrays.toString(blocks);
    }
}
