package io.regroup.api.spi;

import org.jspecify.annotations.Nullable;

/**
 * The arithmetic of Gaussian mixtures over many rows, for one thread: which component is how much responsible for a row,
 * {@code r = exp(l − log Σ exp l)} with {@code l = c − ½ |P (x − μ)|²}, and what that adds up to. Logarithms of sums of exponentials
 * are shifted by the largest, so that a row far from all components belongs to some of them all the same: squares {@code |P (x − μ)|²} above
 * 1e300 count as 1e300, and nothing is NaN for finite rows and parameters. There is never an array of rows times components.
 *
 * @see GaussianLayout
 */
public interface GaussianKernel {

    /**
     * Adds rows to the sums of an expectation step. Moments are about the means among the parameters, so that they lose no digits where
     * values are large and their spread is small.
     *
     * @param x one array per dimension, finite in the range
     * @param weight weights of the rows, positive and finite in the range, or null for ones
     * @param from the first row
     * @param to the row after the last
     * @param parameters holds the parameters
     * @param at where they start
     * @param sums holds the sums, to which is added
     * @param sumsAt where they start
     */
    void add(
            double[][] x,
            double @Nullable [] weight,
            int from,
            int to,
            double[] parameters,
            int at,
            double[] sums,
            int sumsAt);

    /**
     * Computes responsibilities row by row.
     *
     * @param x one array per dimension, finite in the range
     * @param from the first row
     * @param to the row after the last
     * @param parameters holds the parameters
     * @param at where they start
     * @param responsibilities one array per component; receives that of row {@code from + i} at {@code i}. Those of a row add up to 1
     * @param logDensity receives the logarithm of the density of row {@code from + i} at {@code i}
     */
    void responsibilities(
            double[][] x,
            int from,
            int to,
            double[] parameters,
            int at,
            double[][] responsibilities,
            double[] logDensity);
}
