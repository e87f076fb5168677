package io.regroup.api.spi;

/**
 * Which groups occur in which blocks. Groups stand under labels, numbered from 0 in ascending key order: a label is one
 * group where the keys have been read, or a range of keys where only statistics of a file are known, and then it may occur
 * in a block without doing so. Immutable.
 */
public final class Occurrences {

    private final KeyLabels labels;
    private final int labelCount;
    private final int[][] ofBlock;

    /**
     * Keeps what occurs where.
     *
     * @param labels how keys find their label
     * @param labelCount how many labels there are
     * @param ofBlock the labels of each block, ascending; kept, not copied
     */
    public Occurrences(KeyLabels labels, int labelCount, int[][] ofBlock) {
        this.labels = labels;
        this.labelCount = labelCount;
        this.ofBlock = ofBlock;
    }

    /**
     * Returns how keys find their label.
     *
     * @return the rule
     */
    public KeyLabels labels() {
        return labels;
    }

    /**
     * Returns how many labels there are.
     *
     * @return at least 0
     */
    public int labelCount() {
        return labelCount;
    }

    /**
     * Returns the labels of each block.
     *
     * @return one ascending array per block; not to be changed
     */
    public int[][] ofBlock() {
        return ofBlock;
    }
}
