package io.regroup.reducers.internal;

import io.regroup.api.spi.BlockLayout;
import io.regroup.api.spi.FitProgram;
import io.regroup.api.spi.KeyLabels;
import io.regroup.api.spi.PlanRequest;
import io.regroup.api.spi.Proposal;
import io.regroup.api.spi.ReductionPlan;
import io.regroup.api.spi.ReductionStrategy;
import java.util.List;
import java.util.Locale;

/**
 * Reduces every block to one summary per group and combines summaries up a tree; each group is finished once. Needs memory for
 * the groups, not for the rows, and reads the rows once.
 */
public final class MapReduceStrategy implements ReductionStrategy {

    private static final String NAME = "map-reduce";

    /** Makes the strategy; called by the service loader. */
    public MapReduceStrategy() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String summary() {
        return "blocks are reduced to summaries of their groups, which are combined up a tree; holds groups, not rows";
    }

    @Override
    public boolean serves(FitProgram.Kind kind) {
        return kind == FitProgram.Kind.MERGEABLE;
    }

    @Override
    public Proposal propose(PlanRequest request, BlockLayout layout) {
        String why = "";
        double score = Scores.BEST;
        if (!request.byName()) {
            Decision decision = Decision.of(request, layout);
            boolean best = decision.best() == Cohorts.Method.MAP_REDUCE;
            why = best ? decision.reason() + "; " : "";
            score = best ? Scores.BEST : Scores.WOULD_DO;
        }
        ReductionPlan.Combining combining =
                new ReductionPlan.Combining(layout.blockRows(), request.fanIn(), new KeyLabels.Groups(), List.of());
        String reason = String.format(
                Locale.ROOT,
                "%sthe summaries of all blocks of %,d rows are combined, %d at a time",
                why,
                layout.blockRows(),
                request.fanIn());
        return Proposal.of(ReductionPlan.inPlace(NAME, combining, reason), score);
    }
}
