package io.regroup.kernels;

import io.regroup.api.engine.Medians;
import io.regroup.api.spi.Kernels;
import io.regroup.api.spi.LeastSquaresProgram;
import io.regroup.api.spi.LeastSquaresSolver;

/**
 * The reference arithmetic: every least-squares problem is solved on its rows, with refinement.
 *
 * @param triangularFactor an orthogonal factorisation
 */
public record RefinedKernels(RefinedSolver.TriangularFactor triangularFactor) implements Kernels {

    @Override
    public double median(double[] values, int from, int to) {
        return Medians.median(values, from, to);
    }

    @Override
    public LeastSquaresSolver leastSquares(LeastSquaresProgram problem) {
        return new RefinedSolver(problem, triangularFactor);
    }
}
