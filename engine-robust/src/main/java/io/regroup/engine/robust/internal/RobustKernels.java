package io.regroup.engine.robust.internal;

import io.regroup.api.engine.Medians;
import io.regroup.api.spi.Kernels;
import io.regroup.api.spi.LeastSquaresProgram;
import io.regroup.api.spi.LeastSquaresSolver;
import io.regroup.kernels.RefinedSolver;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.QRDecomposition;

/** The reference arithmetic. */
final class RobustKernels implements Kernels {

    @Override
    public double median(double[] values, int from, int to) {
        return Medians.median(values, from, to);
    }

    @Override
    public LeastSquaresSolver leastSquares(LeastSquaresProgram problem) {
        return new RefinedSolver(problem, RobustKernels::triangularFactor);
    }

    private static double[][] triangularFactor(double[][] a) {
        int columns = a[0].length;
        return new QRDecomposition(new Array2DRowRealMatrix(a, false))
                .getR()
                .getSubMatrix(0, columns - 1, 0, columns - 1)
                .getData();
    }
}
