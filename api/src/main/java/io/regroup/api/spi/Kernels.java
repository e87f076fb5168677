package io.regroup.api.spi;

/**
 * The arithmetic that an engine offers to fitters, so that a fitter written once runs on scalar and vector code alike.
 * One instance belongs to one thread.
 */
public interface Kernels {

    /**
     * Finds the median by selection: the middle value, or the mean of the two middle ones.
     *
     * @param values no NaN; those in the range may be permuted
     * @param from the first index
     * @param to the index after the last
     * @return the median, NaN for an empty range
     */
    double median(double[] values, int from, int to);

    /**
     * Makes a solver of linear least-squares problems.
     *
     * @param problem the shape of the problem
     * @return a solver for this thread
     */
    LeastSquaresSolver leastSquares(LeastSquaresProgram problem);
}
