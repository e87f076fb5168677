package io.regroup.kernels;

import io.regroup.api.spi.GaussianKernel;
import io.regroup.api.spi.GaussianLayout;
import io.regroup.api.spi.Kernels;
import io.regroup.api.spi.LeastSquaresProgram;
import io.regroup.api.spi.LeastSquaresSolver;

/**
 * An engine's arithmetic, but for least squares, which are solved on the rows with refinement.
 *
 * @param own what the engine offers to fitters
 * @param triangularFactor an orthogonal factorisation
 */
record RefinedKernels(Kernels own, RefinedSolver.TriangularFactor triangularFactor) implements Kernels {

    @Override
    public double median(double[] values, int from, int to) {
        return own.median(values, from, to);
    }

    @Override
    public double sumOfSquares(double[] values, int from, int to) {
        return own.sumOfSquares(values, from, to);
    }

    @Override
    public int mark(double[] values, int count, double limit, double[] before, double[] marks) {
        return own.mark(values, count, limit, before, marks);
    }

    @Override
    public LeastSquaresSolver leastSquares(LeastSquaresProgram problem) {
        return new RefinedSolver(problem, triangularFactor);
    }

    @Override
    public GaussianKernel gaussians(GaussianLayout layout) {
        return own.gaussians(layout);
    }
}
