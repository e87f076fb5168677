package io.regroup.kernels;

import io.regroup.api.engine.BlockReducer;
import io.regroup.api.result.FitResult;
import io.regroup.api.spi.FitJob;
import io.regroup.api.spi.Kernels;
import io.regroup.api.spi.LeastSquaresProgram;

/** What a fast engine brings: cross-moments first, triangular factors for what they cannot serve. */
record FastParts(EngineArithmetic arithmetic) implements PlanRunner.Parts {

    @Override
    public FitResult gathered(FitJob job) {
        return FastFits.run(job, arithmetic);
    }

    @Override
    public BlockReducer reducer(FitJob job, LeastSquaresProgram problem) {
        return new MomentReducer(job, problem, arithmetic);
    }

    @Override
    public Kernels kernels() {
        return arithmetic.kernels().get();
    }
}
