package io.regroup.api.spi;

import io.regroup.api.engine.PlainGaussians;

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
     * Adds up squares. Nothing guards against sums that overflow or vanish.
     *
     * @param values the numbers
     * @param from the first index
     * @param to the index after the last
     * @return {@code Σ v²}
     */
    default double sumOfSquares(double[] values, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += values[i] * values[i];
        }
        return sum;
    }

    /**
     * Marks the first values whose size is within a limit: with 1, all others with 0.
     *
     * @param values the numbers
     * @param count how many
     * @param limit the largest size that is marked
     * @param before marks to compare with, 0 or 1 each
     * @param marks receives the marks; another array than {@code before}
     * @return how many are marked, or -1 if each is marked as before
     */
    default int mark(double[] values, int count, double limit, double[] before, double[] marks) {
        int marked = 0;
        int changed = 0;
        for (int i = 0; i < count; i++) {
            int mark = Math.abs(values[i]) <= limit ? 1 : 0;
            marks[i] = mark;
            marked += mark;
            changed += mark == before[i] ? 0 : 1;
        }
        return changed == 0 ? -1 : marked;
    }

    /**
     * Makes a solver of linear least-squares problems.
     *
     * @param problem the shape of the problem
     * @return a solver for this thread
     */
    LeastSquaresSolver leastSquares(LeastSquaresProgram problem);

    /**
     * Makes the arithmetic of Gaussian mixtures.
     *
     * @param layout how many components and dimensions, and where their numbers stand
     * @return a kernel for this thread; by default one of plain loops
     */
    default GaussianKernel gaussians(GaussianLayout layout) {
        return new PlainGaussians(layout);
    }
}
