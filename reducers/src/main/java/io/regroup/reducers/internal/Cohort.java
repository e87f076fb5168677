package io.regroup.reducers.internal;

import java.util.Arrays;

/** Groups that are reduced together, because they have their rows in much the same blocks. Immutable. */
final class Cohort {

    private final int[] labels;
    private final int[] blocks;

    /**
     * Makes one.
     *
     * @param labels the numbers of the groups, ascending; kept, not copied
     * @param blocks the blocks in which any of them has rows, ascending; kept, not copied
     */
    Cohort(int[] labels, int[] blocks) {
        this.labels = labels;
        this.blocks = blocks;
    }

    /** Returns the numbers of the groups, ascending; not to be written to. */
    int[] labels() {
        return labels;
    }

    /** Returns the blocks in which any of the groups has rows, ascending; not to be written to. */
    int[] blocks() {
        return blocks;
    }

    @Override
    public String toString() {
        return Arrays.toString(labels) + " in " + Arrays.toString(blocks);
    }
}
