package io.regroup.crossvalidation.internal;

import io.regroup.api.spi.BlockLayout;
import io.regroup.api.spi.Cohort;
import io.regroup.api.spi.FitProgram;
import io.regroup.api.spi.KeyLabels;
import io.regroup.api.spi.Occurrences;
import io.regroup.api.spi.PlanRequest;
import io.regroup.api.spi.Proposal;
import io.regroup.api.spi.ReductionPlan;
import io.regroup.api.spi.ReductionPlan.Combining;
import io.regroup.api.spi.ReductionStrategy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Always plans the same way, so that an engine can be tested by itself.
 *
 * @param way how rows meet their group
 */
public record FixedPlan(Way way) implements ReductionStrategy {

    /** Its name. */
    public static final String NAME = "fixed";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String summary() {
        return "what the test asks for";
    }

    @Override
    public boolean serves(FitProgram.Kind kind) {
        return true;
    }

    @Override
    public Proposal propose(PlanRequest request, BlockLayout layout) {
        return Proposal.of(plan(request, layout), 1);
    }

    private ReductionPlan plan(PlanRequest request, BlockLayout layout) {
        String reason = "rows are to be " + way;
        if (!way.combines()) {
            return ReductionPlan.wholeGroups(NAME, way.arrangement(), reason);
        }
        KeyLabels labels = new KeyLabels.Groups();
        List<Cohort> cohorts = List.of();
        Occurrences occurrences = way == Way.COHORTS ? layout.occurrences().orElse(null) : null;
        if (occurrences != null) {
            labels = occurrences.labels();
            cohorts = halves(occurrences);
        }
        return ReductionPlan.inPlace(NAME, new Combining(layout.blockRows(), request.fanIn(), labels, cohorts), reason);
    }

    /** Every other label, and the rest. */
    private static List<Cohort> halves(Occurrences occurrences) {
        List<Cohort> cohorts = new ArrayList<>();
        int[][] ofBlock = occurrences.ofBlock();
        for (int half = 0; half < 2; half++) {
            int rest = half;
            int[] labels = IntStream.range(0, occurrences.labelCount())
                    .filter(label -> label % 2 == rest)
                    .toArray();
            int[] blocks = IntStream.range(0, ofBlock.length)
                    .filter(block -> Arrays.stream(ofBlock[block]).anyMatch(label -> label % 2 == rest))
                    .toArray();
            if (blocks.length > 0) {
                cohorts.add(occurrences.narrowed(new Cohort(labels, blocks)));
            }
        }
        return cohorts;
    }
}
