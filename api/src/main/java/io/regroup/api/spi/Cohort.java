package io.regroup.api.spi;

import io.regroup.api.data.RowRange;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/** Groups that are reduced together, and the blocks that they need. Immutable. */
public final class Cohort implements Serializable {

    private static final long serialVersionUID = 1;

    private final int[] labels;
    private final int[] blocks;
    private final RowRange[] rows;

    /**
     * Makes a cohort that needs whole blocks.
     *
     * @param labels the labels of its groups, ascending; kept, not copied
     * @param blocks the numbers of the blocks in which they may occur, ascending; kept, not copied
     */
    public Cohort(int[] labels, int[] blocks) {
        this(labels, blocks, List.of());
    }

    /**
     * Makes a cohort.
     *
     * @param labels the labels of its groups, ascending; kept, not copied
     * @param blocks the numbers of the blocks in which they may occur, ascending; kept, not copied
     * @param rows the rows among which theirs are, as ascending runs that do not touch; empty for all rows of the blocks
     */
    public Cohort(int[] labels, int[] blocks, List<RowRange> rows) {
        this.labels = labels;
        this.blocks = blocks;
        this.rows = rows.toArray(RowRange[]::new);
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

    /**
     * Returns the rows that need to be read.
     *
     * @return ascending runs; empty for all rows of the blocks
     */
    public List<RowRange> rows() {
        return List.of(rows);
    }

    /**
     * Returns how many rows need to be read.
     *
     * @param blockRows the rows of a block
     * @return at least 0; the last block counts as a full one if whole blocks are read
     */
    public long rowCount(int blockRows) {
        return rows.length == 0
                ? (long) blocks.length * blockRows
                : Arrays.stream(rows).mapToLong(RowRange::count).sum();
    }

    /**
     * Returns the rows of a block that need to be read.
     *
     * @param block the rows of the block
     * @return ascending runs; empty if none of its rows is needed
     */
    public List<RowRange> rowsWithin(RowRange block) {
        if (rows.length == 0) {
            return List.of(block);
        }
        return Arrays.stream(rows)
                .filter(run -> run.from() < block.to() && run.to() > block.from())
                .map(run -> new RowRange(Math.max(run.from(), block.from()), Math.min(run.to(), block.to())))
                .toList();
    }

    @Override
    public String toString() {
        return Arrays.toString(labels) + " in " + Arrays.toString(blocks);
    }
}
