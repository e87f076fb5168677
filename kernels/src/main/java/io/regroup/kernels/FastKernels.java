package io.regroup.kernels;

import io.regroup.api.engine.Medians;
import io.regroup.api.spi.Kernels;
import io.regroup.api.spi.LeastSquaresProgram;
import io.regroup.api.spi.LeastSquaresSolver;

/**
 * The fast arithmetic for fitters of whole groups: least squares from moments where they can serve.
 *
 * @param moments the engine's moment kernels
 * @param triangularFactor the engine's orthogonal factorisation
 */
record FastKernels(MomentKernel.Provider moments, RefinedSolver.TriangularFactor triangularFactor) implements Kernels {

    @Override
    public double median(double[] values, int from, int to) {
        return Medians.median(values, from, to);
    }

    @Override
    public LeastSquaresSolver leastSquares(LeastSquaresProgram problem) {
        return new MomentSolver(problem, moments, new RefinedSolver(problem, triangularFactor));
    }
}
