package io.regroup.api.spi;

import io.regroup.api.InvalidArgumentException;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/**
 * How rows meet their group. Engines execute plans; they do not invent them.
 *
 * @param strategy the name of the strategy that made it
 * @param arrangement what happens to rows first
 * @param combining how partial summaries are combined; empty where groups are whole
 * @param reason why this plan, for people
 */
public record ReductionPlan(String strategy, Arrangement arrangement, Optional<Combining> combining, String reason) {

    /** What happens to rows before they are fitted. */
    public enum Arrangement {
        /** All rows are in memory, and those of each group are brought together, in row order. */
        GATHERED,
        /** Rows come in the order of their keys, from block to block at least: every group is whole after some blocks. */
        IN_ORDER,
        /** Rows are sorted by key outside of memory, and then come in order. */
        SORTED,
        /** Rows stay where they are: every block is reduced to summaries of its groups, and these are combined. */
        IN_PLACE
    }

    /**
     * How the summaries of blocks are combined: always up a tree over the numbers of the blocks, in which a node combines
     * {@code fanIn} neighbours from left to right. So the result for a group depends on the rows and {@code blockRows}
     * and {@code fanIn} alone, not on which groups are in its cohort, on threads, or on how the input is read.
     *
     * @param blockRows how many rows a block has; the last one may have fewer
     * @param fanIn how many summaries a node of the tree combines, at least 2
     * @param labels how groups find the label under which cohorts name them
     * @param cohorts the groups that are reduced together, one cohort after another; empty for one with all groups and blocks
     */
    public record Combining(int blockRows, int fanIn, KeyLabels labels, List<Cohort> cohorts) implements Serializable {

        /**
         * Checks the parts.
         *
         * @throws InvalidArgumentException if there is no row in a block, or less than 2 summaries in a node
         */
        public Combining {
            cohorts = List.copyOf(cohorts);
            if (blockRows < 1) {
                throw new InvalidArgumentException("block rows: expected at least 1, got " + blockRows);
            }
            if (fanIn < 2) {
                throw new InvalidArgumentException("fan-in: expected at least 2, got " + fanIn);
            }
        }
    }

    /**
     * Checks the parts.
     *
     * @throws InvalidArgumentException if a plan in place does not say how to combine, or another one does
     */
    public ReductionPlan {
        if (combining.isPresent() != (arrangement == Arrangement.IN_PLACE)) {
            throw new InvalidArgumentException("plan " + strategy + ": the plug-in is at fault: rows are " + arrangement
                    + ", so expected " + (combining.isPresent() ? "no" : "a") + " way of combining");
        }
    }

    /**
     * Makes a plan that keeps groups whole.
     *
     * @param strategy the name of the strategy
     * @param arrangement how rows of a group are brought together, not IN_PLACE
     * @param reason why, for people
     * @return the plan
     */
    public static ReductionPlan wholeGroups(String strategy, Arrangement arrangement, String reason) {
        return new ReductionPlan(strategy, arrangement, Optional.empty(), reason);
    }

    /**
     * Makes a plan that combines summaries.
     *
     * @param strategy the name of the strategy
     * @param combining how
     * @param reason why, for people
     * @return the plan
     */
    public static ReductionPlan inPlace(String strategy, Combining combining, String reason) {
        return new ReductionPlan(strategy, Arrangement.IN_PLACE, Optional.of(combining), reason);
    }

    /**
     * Tells whether every group's rows are brought together before they are fitted.
     *
     * @return false if partial summaries are combined
     */
    public boolean wholeGroups() {
        return arrangement != Arrangement.IN_PLACE;
    }
}
