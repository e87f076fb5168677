package com.example.givens;

import io.regroup.api.engine.OrderedFits;
import io.regroup.api.engine.WholeGroups;
import io.regroup.api.result.FitResult;
import io.regroup.api.spi.Availability;
import io.regroup.api.spi.Engine;
import io.regroup.api.spi.FitJob;
import io.regroup.api.spi.FitProgram;
import io.regroup.api.spi.Kernels;
import io.regroup.api.spi.ReductionPlan;
import java.util.Optional;

/**
 * Fits each group on its own rows, which it takes up one after another by planar rotations. Reading, grouping, threads, other
 * kinds of fits and the result come from {@code io.regroup.api.engine}; only the arithmetic is its own.
 */
public final class GivensEngine implements Engine {

    /** Makes the engine; called by the service loader. */
    public GivensEngine() {}

    @Override
    public String name() {
        return "givens";
    }

    @Override
    public String summary() {
        return "planar rotations without square roots, row by row; groups are fitted whole";
    }

    @Override
    public Availability availability() {
        return Availability.yes();
    }

    /** More accurate engines have less, faster ones more: whoever wants this one asks for it by name. */
    @Override
    public int preference() {
        return 1;
    }

    @Override
    public Availability supports(ReductionPlan plan, FitProgram program) {
        return plan.wholeGroups()
                ? Availability.yes()
                : Availability.no("groups are fitted whole here, not combined from parts");
    }

    @Override
    public Optional<Kernels> kernels() {
        return Optional.of(new GivensKernels());
    }

    @Override
    public FitResult run(FitJob job) {
        return switch (job.plan().arrangement()) {
            case GATHERED -> gathered(job);
            case IN_ORDER, SORTED -> OrderedFits.run(job, GivensEngine::gathered);
            case IN_PLACE -> throw new IllegalArgumentException("plan " + job.plan() + ": was not offered");
        };
    }

    private static FitResult gathered(FitJob job) {
        return WholeGroups.run(job, GivensKernels::new);
    }
}
