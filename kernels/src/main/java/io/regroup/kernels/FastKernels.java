package io.regroup.kernels;

import io.regroup.api.engine.Medians;
import io.regroup.api.spi.Kernels;
import io.regroup.api.spi.LeastSquaresProgram;
import io.regroup.api.spi.LeastSquaresSolver;

/**
 * The fast arithmetic for fitters of whole groups: least squares from moments where they can serve.
 *
 * @param arithmetic what the engine brings
 */
record FastKernels(EngineArithmetic arithmetic) implements Kernels {

    @Override
    public double median(double[] values, int from, int to) {
        return Medians.median(values, from, to);
    }

    @Override
    public LeastSquaresSolver leastSquares(LeastSquaresProgram problem) {
        return new MomentSolver(
                problem, arithmetic.moments(), new RefinedSolver(problem, arithmetic.triangularFactor()));
    }
}
