package io.regroup.reducers.internal;

import io.regroup.api.spi.BlockLayout;
import io.regroup.api.spi.FitProgram;
import io.regroup.api.spi.Occurrences;
import io.regroup.api.spi.PlanRequest;
import io.regroup.api.spi.Proposal;
import io.regroup.api.spi.ReductionPlan;
import io.regroup.api.spi.ReductionStrategy;
import java.util.Locale;
import java.util.Optional;

/**
 * Reduces groups that occur in the same blocks together, one cohort after another: only the summaries of one cohort are in
 * memory, and a block is read only for the cohorts that occur in it.
 */
public final class CohortsStrategy implements ReductionStrategy {

    private static final String NAME = "cohorts";

    /** Makes the strategy; called by the service loader. */
    public CohortsStrategy() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String summary() {
        return "groups that occur in the same blocks are reduced together, cohort by cohort; holds one cohort at a time";
    }

    @Override
    public boolean serves(FitProgram.Kind kind) {
        return kind == FitProgram.Kind.MERGEABLE;
    }

    @Override
    public Proposal propose(PlanRequest request, BlockLayout layout) {
        if (request.byName()) {
            return forced(request, layout);
        }
        Decision decision = Decision.of(request, layout);
        Optional<Occurrences> found =
                decision.best() == Cohorts.Method.COHORTS ? layout.occurrences() : Optional.empty();
        Cohorts cohorts = decision.cohorts();
        return found.isEmpty() || cohorts == null
                ? Proposal.refuse(decision.reason())
                : plan(request, layout, found.get(), cohorts);
    }

    private static Proposal forced(PlanRequest request, BlockLayout layout) {
        Optional<Occurrences> found = layout.occurrences();
        if (found.isEmpty()) {
            return Proposal.refuse("nothing is known of where groups occur: cohorts need rows that fit into memory, or"
                    + " Parquet files with statistics of the first key column");
        }
        return plan(request, layout, found.get(), Decision.find(found.get(), layout, true));
    }

    private static Proposal plan(PlanRequest request, BlockLayout layout, Occurrences occurrences, Cohorts cohorts) {
        double reads = cohorts.reads(layout);
        String reason = cohorts.reason()
                + (reads >= 1.005
                        ? String.format(Locale.ROOT, "; a row is read %.2f times on average", reads)
                        : "; no row is read twice");
        return Proposal.of(
                ReductionPlan.inPlace(
                        NAME,
                        new ReductionPlan.Combining(
                                layout.blockRows(), request.fanIn(), occurrences.labels(), cohorts.cohorts()),
                        reason),
                Scores.BEST);
    }
}
