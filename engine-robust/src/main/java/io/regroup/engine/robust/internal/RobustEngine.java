package io.regroup.engine.robust.internal;

import io.regroup.api.FitSpec;
import io.regroup.api.engine.SummaryForm;
import io.regroup.api.result.FitResult;
import io.regroup.api.spi.Availability;
import io.regroup.api.spi.Engine;
import io.regroup.api.spi.FitJob;
import io.regroup.api.spi.FitProgram;
import io.regroup.api.spi.Kernels;
import io.regroup.api.spi.ReductionPlan;
import io.regroup.kernels.PlanRunner;
import java.util.List;
import java.util.Optional;

/** The reference engine: fits each group on its own rows, as accurately as doubles allow. */
public final class RobustEngine implements Engine {

    /** Makes the engine; called by the service loader. */
    public RobustEngine() {}

    @Override
    public String name() {
        return "robust";
    }

    @Override
    public String summary() {
        return "the reference: QR on each group's centred, scaled rows, refined in extended precision";
    }

    @Override
    public Availability availability() {
        return Availability.yes();
    }

    @Override
    public int preference() {
        return 0;
    }

    @Override
    public Availability supports(ReductionPlan plan, FitProgram program) {
        return PlanRunner.supports(plan, program);
    }

    @Override
    public Optional<SummaryForm> summaryForm(FitSpec spec, FitProgram program, int threads) {
        return PlanRunner.summaryForm(spec, program, threads);
    }

    @Override
    public Optional<Kernels> kernels() {
        return Optional.of(new RobustKernels());
    }

    @Override
    public FitResult run(FitJob job) {
        return PlanRunner.run(job, new RobustParts());
    }

    @Override
    public List<FitResult> runAll(List<FitJob> jobs) {
        return PlanRunner.runAll(jobs, new RobustParts());
    }
}
