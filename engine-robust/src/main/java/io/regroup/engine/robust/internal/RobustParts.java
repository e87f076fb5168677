package io.regroup.engine.robust.internal;

import io.regroup.api.engine.BlockReducer;
import io.regroup.api.engine.WholeGroups;
import io.regroup.api.result.FitResult;
import io.regroup.api.spi.FitJob;
import io.regroup.api.spi.Kernels;
import io.regroup.api.spi.LeastSquaresProgram;
import io.regroup.kernels.PlanRunner;
import io.regroup.kernels.TriangularReducer;

/** What the reference brings: its own solver for whole groups, triangular factors for what is combined. */
final class RobustParts implements PlanRunner.Parts {

    @Override
    public FitResult gathered(FitJob job) {
        return WholeGroups.run(job, RobustKernels::new);
    }

    @Override
    public BlockReducer reducer(FitJob job, LeastSquaresProgram problem) {
        return new TriangularReducer(job.spec(), problem, job.threads());
    }

    @Override
    public Kernels kernels() {
        return new RobustKernels();
    }
}
