package io.regroup.reducers.internal;

import io.regroup.api.spi.BlockLayout;
import io.regroup.api.spi.FitProgram;
import io.regroup.api.spi.KeyLabels;
import io.regroup.api.spi.Occurrences;
import io.regroup.api.spi.PlanRequest;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which strategy suits rows best, and why: the decision tree that the automatic choice follows. All strategies ask it, so that
 * one of them claims to be the best and the others do not.
 *
 * <p>It starts from what must be (a program that needs whole groups, rows in one block or in order) and from what memory
 * holds, and then follows flox: groups that lie in the same blocks make cohorts, unless most groups lie in most blocks. Rows
 * outside of memory add one more question, how often cohorts would read them. A program that goes over the rows in rounds is better
 * off with rows that are brought together, once for all rounds.
 *
 * @param best the strategy that suits best
 * @param reason why, for people
 * @param cohorts the cohorts, if that took a look at them
 */
record Decision(
        Cohorts.Method best, String reason, @Nullable Cohorts cohorts) {

    /** Scattered rows in memory are combined in place only if groups are few, so that their sums stay in the cache. */
    static final int MOST_GROUPS_IN_PLACE = 1 << 14;

    /** And only if groups are long enough for combining to cost little beside adding up. */
    static final int FEWEST_ROWS_PER_GROUP = 64;

    private static final int[] NONE = {};

    /** Rows that are not in memory are reduced by cohorts only if that reads few of them more than once. */
    static final double MOST_READS = 1.2;

    /** Where nothing is known of their number, programs in rounds expect so many groups. */
    static final long MANY_GROUPS = 100_000;

    /** Groups in order are kept whole through all rounds if none of them is known to lie in more than one in so many blocks. */
    static final int SHORT_GROUPS = 16;

    static Decision of(PlanRequest request, BlockLayout layout) {
        if (request.kind() == FitProgram.Kind.WHOLE_GROUP) {
            return new Decision(Cohorts.Method.BLOCKWISE, "all rows of a group are needed at once", null);
        }
        if (request.passes() > 1) {
            return layout.fitsMemory() ? inRoundsInMemory(request.passes(), layout) : inRoundsOutside(request, layout);
        }
        return layout.fitsMemory() ? inMemory(layout) : byCohorts(layout);
    }

    private static Decision inMemory(BlockLayout layout) {
        if (layout.order() == BlockLayout.Order.ROWS) {
            return new Decision(Cohorts.Method.BLOCKWISE, inOrder(layout), null);
        }
        long rows = layout.rowCount().orElse(0);
        long groups = layout.groupCount().orElse(0);
        if (rows <= layout.blockRows()) {
            return new Decision(Cohorts.Method.BLOCKWISE, "all rows are in one block", null);
        }
        if (groups > MOST_GROUPS_IN_PLACE || groups * FEWEST_ROWS_PER_GROUP > rows) {
            String reason = String.format(
                    Locale.ROOT,
                    "%,d scattered groups of %.1f rows in memory: to gather rows is cheaper than to combine sums",
                    groups,
                    groups == 0 ? 0.0 : (double) rows / groups);
            return new Decision(Cohorts.Method.BLOCKWISE, reason, null);
        }
        return byCohorts(layout);
    }

    /** Rows are brought together once for all rounds, unless groups are so long that blocks have to share the work. */
    private static Decision inRoundsInMemory(int rounds, BlockLayout layout) {
        long rows = layout.rowCount().orElse(0);
        long groups = layout.groupCount().orElse(0);
        if (groups > 0 && rows / groups > layout.blockRows()) {
            String reason = String.format(
                    Locale.ROOT,
                    "%,d groups of %,d rows in memory, longer than a block: blocks share the work of each round",
                    groups,
                    rows / groups);
            return new Decision(Cohorts.Method.MAP_REDUCE, reason, null);
        }
        String reason = String.format(
                Locale.ROOT,
                "up to %,d rounds over rows in memory: to gather them once is cheaper than to go over them in place as often",
                rounds);
        return new Decision(Cohorts.Method.BLOCKWISE, reason, null);
    }

    /**
     * Rows in order are read once for all rounds, unless a group may be too long to be held in memory. Rows in no order are sorted
     * where what is known of all groups may be too much for it.
     */
    private static Decision inRoundsOutside(PlanRequest request, BlockLayout layout) {
        boolean ordered = layout.order() != BlockLayout.Order.UNKNOWN;
        long groups = layout.mostGroups().orElse(MANY_GROUPS);
        if (!ordered && layout.sortable() && groups > request.groupsInMemory()) {
            String reason = String.format(
                    Locale.ROOT,
                    "the summaries of %,d groups fit into memory, and there may be %,d: rows are sorted once for all rounds",
                    request.groupsInMemory(),
                    groups);
            return new Decision(Cohorts.Method.BLOCKWISE, reason, null);
        }
        if (ordered && !hasLongGroups(layout)) {
            return new Decision(
                    Cohorts.Method.BLOCKWISE,
                    "groups are in order and short: their rows are read once for all rounds",
                    null);
        }
        return byCohorts(layout);
    }

    private static boolean hasLongGroups(BlockLayout layout) {
        Optional<Occurrences> found = layout.occurrences();
        if (found.isEmpty()) {
            return false;
        }
        int[] blocks = new int[found.get().labelCount()];
        int most = 0;
        for (int[] labels : found.get().ofBlock()) {
            for (int label : labels) {
                most = Math.max(most, ++blocks[label]);
            }
        }
        return most > 2 && (long) most * SHORT_GROUPS > found.get().ofBlock().length;
    }

    /** Says how blocks lie to groups that are runs of rows. */
    private static String inOrder(BlockLayout layout) {
        long rows = layout.rowCount().orElse(0);
        int[] starts = layout.groupStarts().orElse(NONE);
        if (rows <= layout.blockRows() || starts.length < 2) {
            return "groups are in order, all rows are in one block";
        }
        BlockBorders.Alignment aligned =
                BlockBorders.align(BlockSizes.equal((int) rows, layout.blockRows()), starts, false);
        return aligned.accepted()
                ? "groups are in order, each within one block: " + aligned.reason()
                : "groups are in order, each a run of rows: " + aligned.reason();
    }

    private static Decision byCohorts(BlockLayout layout) {
        Optional<Occurrences> found = layout.occurrences();
        if (found.isEmpty()) {
            return new Decision(
                    Cohorts.Method.MAP_REDUCE,
                    "nothing is known of where groups occur: the summaries of all blocks are combined",
                    null);
        }
        Cohorts cohorts = find(found.get(), layout, false);
        double reads = cohorts.reads(layout);
        if (cohorts.preferred() == Cohorts.Method.COHORTS && !layout.fitsMemory() && reads > MOST_READS) {
            String reason = String.format(
                    Locale.ROOT,
                    "%s, but these would read a row %.1f times on average, more than %.1f; map-reduce reads it once",
                    cohorts.reason(),
                    reads,
                    MOST_READS);
            return new Decision(Cohorts.Method.MAP_REDUCE, reason, null);
        }
        if (cohorts.preferred() == Cohorts.Method.BLOCKWISE && !layout.fitsMemory()) {
            // Each range of keys lies in one block, so its groups can be reduced block by block: as cohorts of one
            // block.
            return new Decision(Cohorts.Method.COHORTS, cohorts.reason(), cohorts);
        }
        return new Decision(cohorts.preferred(), cohorts.reason(), cohorts);
    }

    /** Finds the cohorts of a layout, and the rows that each needs. */
    static Cohorts find(Occurrences occurrences, BlockLayout layout, boolean insist) {
        boolean isGroups = occurrences.labels() instanceof KeyLabels.Groups;
        boolean singleRows = layout.blockRows() == 1 && isGroups;
        BlockLabels labels = new BlockLabels(occurrences.ofBlock(), occurrences.labelCount(), singleRows, !isGroups);
        return Cohorts.find(labels, insist).narrowed(occurrences);
    }
}
