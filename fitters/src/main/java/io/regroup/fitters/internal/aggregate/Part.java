package io.regroup.fitters.internal.aggregate;

import io.regroup.api.spi.GroupRows;
import java.io.Serializable;

/**
 * A part of a target's summary: some doubles from which one or several aggregates are computed. Missing values are skipped.
 * Equal parts are kept once.
 */
interface Part extends Serializable {

    /** Returns how many doubles it takes. */
    int width();

    /** Writes the part of no rows; the slab holds zeros there. */
    default void identity(double[] slab, int at) {}

    /** Adds rows of one group, in row order: at least one, and not more than stay in the fastest cache. */
    void accumulate(GroupRows rows, int from, int to, double[] slab, int at);

    /**
     * Adds rows of many groups, each to its own group's part.
     *
     * @param rows the columns
     * @param from the first row
     * @param to the row after the last
     * @param starts where the summary of each row's group starts, negative for a row that is left out
     * @param offset where this part stands in a summary
     * @param slab holds the summaries
     */
    default void accumulateScattered(GroupRows rows, int from, int to, int[] starts, int offset, double[] slab) {
        for (int row = from; row < to; row++) {
            int start = starts[row - from];
            if (start >= 0) {
                accumulate(rows, row, row + 1, slab, start + offset);
            }
        }
    }

    /**
     * Completes the part after all scattered rows of a block. Returns false if it will not do; then it has left a better start
     * for the same rows, and they are added once more.
     */
    default boolean settle(double[] slab, int at) {
        return true;
    }

    /** Adds the part of later rows to that of earlier ones. */
    void combine(double[] into, int at, double[] later, int laterAt);
}
