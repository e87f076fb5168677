package io.regroup.kernels;

import io.regroup.api.engine.Medians;
import io.regroup.api.spi.Kernels;
import io.regroup.api.spi.LeastSquaresProgram;
import io.regroup.api.spi.LeastSquaresSolver;

/**
 * The arithmetic for fitters of whole groups in its plain form: least squares from moments where they can serve.
 *
 * @param moments makes kernels that add up moments
 * @param triangularFactor an orthogonal factorisation, for groups that moments cannot serve
 */
public record ScalarKernels(MomentKernel.Provider moments, RefinedSolver.TriangularFactor triangularFactor)
        implements Kernels {

    @Override
    public double median(double[] values, int from, int to) {
        return Medians.median(values, from, to);
    }

    @Override
    public LeastSquaresSolver leastSquares(LeastSquaresProgram problem) {
        GroupSums sums = ScalarSums.of(problem.features().size(), moments);
        return new MomentSolver(problem, sums, new RefinedSolver(problem, triangularFactor));
    }
}
