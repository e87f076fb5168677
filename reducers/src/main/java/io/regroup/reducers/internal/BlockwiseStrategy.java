package io.regroup.reducers.internal;

import io.regroup.api.data.BlockLayout;
import io.regroup.api.spi.FitProgram;
import io.regroup.api.spi.ReductionPlan;
import io.regroup.api.spi.ReductionStrategy;
import io.regroup.api.spi.Suitability;

/**
 * Brings the rows of each group together, so that every group is whole inside one unit of work. Serves every fitter, at
 * the price of holding the rows in memory.
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
        return "rows are gathered by group and every group is fitted whole; serves every fitter, holds the rows in memory";
    }

    @Override
    public Suitability suits(FitProgram.Kind kind, BlockLayout layout) {
        return new Suitability(true, 1, "every fitter can work on whole groups");
    }

    @Override
    public ReductionPlan plan(FitProgram.Kind kind, BlockLayout layout) {
        return new ReductionPlan(
                NAME,
                true,
                switch (kind) {
                    case MERGEABLE -> "rows are gathered by group, and each group is fitted whole";
                    case WHOLE_GROUP -> "the fitter needs all rows of a group at once, so rows are gathered by group";
                });
    }
}
