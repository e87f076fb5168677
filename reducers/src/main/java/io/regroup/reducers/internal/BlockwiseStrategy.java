package io.regroup.reducers.internal;

import io.regroup.api.spi.BlockLayout;
import io.regroup.api.spi.FitProgram;
import io.regroup.api.spi.PlanRequest;
import io.regroup.api.spi.Proposal;
import io.regroup.api.spi.ReductionPlan;
import io.regroup.api.spi.ReductionPlan.Arrangement;
import io.regroup.api.spi.ReductionStrategy;

/**
 * Keeps every group whole inside one unit of work. Rows in memory are gathered by group; others are read in the order of their
 * keys, if they have one, or sorted on disk first. Serves every fitter.
 */
public final class BlockwiseStrategy implements ReductionStrategy {

    private static final String NAME = "blockwise";

    /** Makes the strategy; called by the service loader. */
    public BlockwiseStrategy() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String summary() {
        return "every group is fitted whole: rows are gathered by group, in memory or by sorting on disk; serves every fitter";
    }

    @Override
    public boolean serves(FitProgram.Kind kind) {
        return true;
    }

    @Override
    public Proposal propose(PlanRequest request, BlockLayout layout) {
        if (!request.byName()) {
            Decision decision = Decision.of(request, layout);
            return decision.best() == Cohorts.Method.BLOCKWISE
                    ? plan(layout, decision.reason() + "; ", Scores.BEST)
                    : plan(layout, "", Scores.WOULD_DO);
        }
        return plan(layout, "", Scores.BEST);
    }

    private static Proposal plan(BlockLayout layout, String why, double score) {
        if (layout.fitsMemory()) {
            return Proposal.of(
                    ReductionPlan.wholeGroups(
                            NAME,
                            Arrangement.GATHERED,
                            why + "each group is fitted whole, its rows gathered in memory"),
                    score);
        }
        if (layout.order() != BlockLayout.Order.UNKNOWN) {
            return Proposal.of(
                    ReductionPlan.wholeGroups(
                            NAME,
                            Arrangement.IN_ORDER,
                            why + "each group is fitted whole, as soon as its rows have been read"),
                    score);
        }
        if (layout.sortable()) {
            String reason =
                    why + "rows do not fit into memory and are in no known order, so they are sorted on disk first";
            return Proposal.of(
                    ReductionPlan.wholeGroups(NAME, Arrangement.SORTED, reason),
                    score == Scores.BEST ? score : Scores.LAST_RESORT);
        }
        return Proposal.refuse("rows do not fit into memory, are in no known order, and the source cannot sort them"
                + " by these keys; allow more memory, or sort the input by its keys");
    }
}
