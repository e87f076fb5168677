package io.regroup.engine.robust.internal;

import io.regroup.api.engine.Medians;
import io.regroup.api.spi.Kernels;
import io.regroup.api.spi.LeastSquaresProgram;
import io.regroup.api.spi.LeastSquaresSolver;

/** The reference arithmetic. */
final class RobustKernels implements Kernels {

    @Override
    public double median(double[] values, int from, int to) {
        return Medians.median(values, from, to);
    }

    @Override
    public LeastSquaresSolver leastSquares(LeastSquaresProgram problem) {
        return new QrSolver(problem);
    }
}
