package io.regroup.kernels;

import io.regroup.api.FitSpec;
import io.regroup.api.engine.SummaryForm;
import io.regroup.api.result.FitResult;
import io.regroup.api.spi.Availability;
import io.regroup.api.spi.Engine;
import io.regroup.api.spi.FitJob;
import io.regroup.api.spi.FitProgram;
import io.regroup.api.spi.Kernels;
import io.regroup.api.spi.ReductionPlan;
import java.util.List;
import java.util.Optional;

/** An engine that fits from cross-moments: it brings the arithmetic, everything around it is shared. */
public interface MomentEngine extends Engine {

    /**
     * Returns the arithmetic; called only where the engine is available.
     *
     * @return what this engine does its own way
     */
    EngineArithmetic arithmetic();

    @Override
    default Availability supports(ReductionPlan plan, FitProgram program) {
        return PlanRunner.supports(plan, program);
    }

    @Override
    default Optional<SummaryForm> summaryForm(FitSpec spec, FitProgram program, int threads) {
        return PlanRunner.summaryForm(spec, program, threads);
    }

    @Override
    default Optional<Kernels> kernels() {
        return Optional.of(arithmetic().kernels().get());
    }

    @Override
    default FitResult run(FitJob job) {
        return runAll(List.of(job)).get(0);
    }

    @Override
    default List<FitResult> runAll(List<FitJob> jobs) {
        Availability availability = availability();
        if (!availability.available()) {
            throw new IllegalStateException("engine " + name() + " cannot run here: " + availability.reason());
        }
        return PlanRunner.runAll(jobs, new FastParts(arithmetic()));
    }
}
