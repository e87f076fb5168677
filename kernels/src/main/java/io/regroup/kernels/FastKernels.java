package io.regroup.kernels;

import io.regroup.api.spi.Kernels;
import io.regroup.api.spi.LeastSquaresProgram;
import io.regroup.api.spi.LeastSquaresSolver;

/**
 * The fast arithmetic for fitters of whole groups, for one thread: least squares from moments where they can serve.
 *
 * @param groups the arithmetic on one group
 * @param triangularFactor an orthogonal factorisation, for groups that moments cannot serve
 */
record FastKernels(GroupArithmetic groups, RefinedSolver.TriangularFactor triangularFactor) implements Kernels {

    @Override
    public double median(double[] values, int from, int to) {
        return groups.median(values, from, to);
    }

    @Override
    public LeastSquaresSolver leastSquares(LeastSquaresProgram problem) {
        return new MomentSolver(problem, groups, new RefinedSolver(problem, triangularFactor));
    }
}
