package io.regroup.api.engine;

import java.util.function.IntFunction;

/**
 * What an engine brings to plans that combine: how rows are reduced to summaries, how summaries are combined, and how they
 * are turned into results. Summaries are runs of {@link #width()} doubles in a slab; the first of each counts the group's
 * rows, and a summary without rows is never handed to {@link #combine}.
 */
public interface BlockReducer {

    /** Reduces blocks, one after another, in one thread: it may keep buffers. */
    @FunctionalInterface
    interface Worker {

        /**
         * Adds up rows of one block, by group.
         *
         * @param rows rows with their groups
         * @param from the block's first row
         * @param to the row after its last
         * @param places the place of each group's summary in the slab, counted in summaries; negative for a group whose rows are
         *     left out
         * @param slab zeros; receives the summaries of the groups that have rows
         */
        void reduce(GroupedRows rows, int from, int to, int[] places, double[] slab);
    }

    /**
     * Returns the size of a summary.
     *
     * @return how many doubles, for all targets together
     */
    int width();

    /**
     * Makes a worker for one thread.
     *
     * @param gather whether to bring the rows of a group together first, whatever their order: then a summary's bits depend on
     *     the group's own rows alone, not on those of others between them. If false, the worker takes rows in no order as they
     *     come where that is faster.
     * @return a worker
     */
    Worker worker(boolean gather);

    /**
     * Adds the summary of later rows to that of earlier ones, all but the count of rows.
     *
     * @param into holds the summary of the earlier rows, receives that of all
     * @param at where it starts
     * @param later holds the summary of the later rows; may be overwritten
     * @param laterAt where it starts
     */
    void combine(double[] into, int at, double[] later, int laterAt);

    /**
     * Turns summaries into results.
     *
     * @param slab the summaries, one per group
     * @param names describes a group for messages
     * @param estimates receives the results
     * @param open receives true for groups whose summary does not say enough: these are reduced again, more carefully
     */
    void finish(double[] slab, IntFunction<String> names, Estimates estimates, boolean[] open);
}
