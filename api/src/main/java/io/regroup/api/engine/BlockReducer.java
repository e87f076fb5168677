package io.regroup.api.engine;

import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * What an engine brings to plans that combine: how rows are reduced to summaries, how summaries are combined, and how they
 * are turned into results. Summaries are runs of {@link #width()} doubles in a slab; the first of each counts the group's
 * rows, and a summary without rows is never handed to {@link #combine}.
 *
 * <p>One pass over the blocks need not be all: groups that a reducer leaves open are reduced again, by the {@link #next} one.
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
         * @param slab zeros, but for what {@link #resume} has written; receives the summaries of the groups that have rows
         */
        void reduce(GroupedRows rows, int from, int to, int[] places, double[] slab);
    }

    /** Says of a group that it is not left open. */
    int THROUGH = -1;

    /**
     * Says what a pass over the blocks does.
     *
     * @return a few words, for people who watch the progress
     */
    default String task() {
        return "reducing blocks";
    }

    /**
     * Returns the size of a summary.
     *
     * @return how many doubles, for all targets together
     */
    int width();

    /**
     * Prepares the summary of a group that the reducer before this one left open. Does nothing by default.
     *
     * @param slab holds zeros where the summary is to be
     * @param at where it starts
     * @param number by which that reducer's {@link #finish} calls the group
     */
    default void resume(double[] slab, int at, int number) {}

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
     * @param open holds {@link #THROUGH} for every group; receives another number for those whose summary does not say enough:
     *     they are reduced again, and the next reducer is told these numbers
     */
    void finish(double[] slab, IntFunction<String> names, Estimates estimates, int[] open);

    /**
     * Returns what reduces the groups that this one leaves open, in another pass over their rows. Called at most once, after all
     * groups have been finished, if any is open.
     *
     * @return null, as by default, if this reducer leaves none open
     */
    default @Nullable BlockReducer next() {
        return null;
    }
}
