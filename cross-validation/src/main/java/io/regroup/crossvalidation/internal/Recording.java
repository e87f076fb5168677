package io.regroup.crossvalidation.internal;

import io.regroup.api.spi.BlockLayout;
import io.regroup.api.spi.FitProgram;
import io.regroup.api.spi.PlanRequest;
import io.regroup.api.spi.Proposal;
import io.regroup.api.spi.ReductionStrategy;

/**
 * A strategy whose every proposal is looked at when it is made.
 *
 * @param strategy makes the proposals
 * @param witness looks at them
 */
public record Recording(ReductionStrategy strategy, Witness witness) implements ReductionStrategy {

    /** Looks at proposals. */
    @FunctionalInterface
    public interface Witness {

        /** Sees what was asked and what was answered. */
        void see(PlanRequest request, BlockLayout layout, Proposal proposal);
    }

    @Override
    public String name() {
        return strategy.name();
    }

    @Override
    public String summary() {
        return strategy.summary();
    }

    @Override
    public boolean serves(FitProgram.Kind kind) {
        return strategy.serves(kind);
    }

    @Override
    public Proposal propose(PlanRequest request, BlockLayout layout) {
        Proposal proposal = strategy.propose(request, layout);
        witness.see(request, layout, proposal);
        return proposal;
    }
}
