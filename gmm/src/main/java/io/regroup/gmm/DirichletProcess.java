package io.regroup.gmm;

import io.regroup.api.InvalidArgumentException;
import java.io.Serializable;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The prior of a mixture of as many components as the data call for: weights come from a Dirichlet process, by breaking sticks; means and
 * covariances from a normal and a Wishart distribution. What is not given comes from the data. Immutable.
 *
 * <p>Source: D. M. Blei and M. I. Jordan, Variational inference for Dirichlet process mixtures, Bayesian Analysis 1 (2006) 121–143,
 * doi:10.1214/06-BA104.
 */
public final class DirichletProcess implements Serializable {

    private static final long serialVersionUID = 1;

    private final double concentration;
    private final double meanPrecision;
    private final double degreesOfFreedom;
    private final double @Nullable [] mean;
    private final double @Nullable [][] covariance;

    private DirichletProcess(
            double concentration,
            double meanPrecision,
            double degreesOfFreedom,
            double @Nullable [] mean,
            double @Nullable [][] covariance) {
        this.concentration = concentration;
        this.meanPrecision = meanPrecision;
        this.degreesOfFreedom = degreesOfFreedom;
        this.mean = mean;
        this.covariance = covariance;
    }

    /**
     * Makes a prior.
     *
     * @param concentration how readily another component is opened, above 0: small values leave few
     * @return the prior; the mean has a precision of 1, the rest comes from the data
     * @throws InvalidArgumentException if the number is not above 0 and finite
     */
    public static DirichletProcess of(double concentration) {
        requirePositive("concentration", concentration);
        return new DirichletProcess(concentration, 1, 0, null, null);
    }

    private static void requirePositive(String what, double number) {
        if (!(number > 0 && number < Double.POSITIVE_INFINITY)) {
            throw new InvalidArgumentException(what + " of the prior: expected a finite number above 0, got " + number);
        }
    }

    /**
     * Returns this prior with another belief in the mean.
     *
     * @param rows how many rows it counts for, above 0
     * @return the changed copy
     */
    public DirichletProcess withMeanPrecision(double rows) {
        requirePositive("mean precision", rows);
        return new DirichletProcess(concentration, rows, degreesOfFreedom, mean, covariance);
    }

    /**
     * Returns this prior with other degrees of freedom.
     *
     * @param degrees above d − 1, where d is the number of dimensions; d unless given
     * @return the changed copy
     */
    public DirichletProcess withDegreesOfFreedom(double degrees) {
        requirePositive("degrees of freedom", degrees);
        return new DirichletProcess(concentration, meanPrecision, degrees, mean, covariance);
    }

    /**
     * Returns this prior with a mean.
     *
     * @param numbers one per dimension; the mean of the data unless given
     * @return the changed copy
     */
    public DirichletProcess withMean(double... numbers) {
        requireFinite(numbers);
        return new DirichletProcess(concentration, meanPrecision, degreesOfFreedom, numbers.clone(), covariance);
    }

    /**
     * Returns this prior with a covariance.
     *
     * @param matrix d rows of d numbers, symmetric, positive definite; only the diagonal counts where dimensions do not depend on each
     *     other, and its mean where variances are the same. The covariance of the data, with n − 1, unless given
     * @return the changed copy
     */
    public DirichletProcess withCovariance(double[][] matrix) {
        double[][] copy = new double[matrix.length][];
        for (int a = 0; a < copy.length; a++) {
            requireFinite(matrix[a]);
            requirePositive("variance", matrix[a].length > a ? matrix[a][a] : Double.NaN);
            copy[a] = matrix[a].clone();
        }
        return new DirichletProcess(concentration, meanPrecision, degreesOfFreedom, mean, copy);
    }

    private static void requireFinite(double[] numbers) {
        for (double number : numbers) {
            if (!Double.isFinite(number)) {
                throw new InvalidArgumentException("prior: expected finite numbers, got " + Arrays.toString(numbers));
            }
        }
    }

    /**
     * Returns how readily another component is opened.
     *
     * @return above 0
     */
    public double concentration() {
        return concentration;
    }

    /**
     * Returns for how many rows the prior's mean counts.
     *
     * @return above 0
     */
    public double meanPrecision() {
        return meanPrecision;
    }

    /**
     * Returns the degrees of freedom of the Wishart distribution.
     *
     * @param dimensions how many dimensions the data have
     * @return the given number, otherwise that of dimensions
     */
    public double degreesOfFreedom(int dimensions) {
        return degreesOfFreedom == 0 ? dimensions : degreesOfFreedom;
    }

    /**
     * Returns the mean.
     *
     * @return a copy, or null if it comes from the data
     */
    public double @Nullable [] mean() {
        return mean == null ? null : mean.clone();
    }

    /**
     * Returns the covariance.
     *
     * @return a copy, or null if it comes from the data
     */
    public double @Nullable [][] covariance() {
        if (covariance == null) {
            return null;
        }
        double[][] copy = covariance.clone();
        for (int a = 0; a < copy.length; a++) {
            copy[a] = copy[a].clone();
        }
        return copy;
    }

    /**
     * Checks that the prior fits the data.
     *
     * @param dimensions how many dimensions the data have
     * @throws InvalidArgumentException if it does not
     */
    void require(int dimensions) {
        if (mean != null && mean.length != dimensions) {
            throw wrong("mean", dimensions, mean.length);
        }
        if (covariance != null) {
            if (covariance.length != dimensions) {
                throw wrong("covariance", dimensions, covariance.length);
            }
            for (double[] row : covariance) {
                if (row.length != dimensions) {
                    throw wrong("covariance", dimensions, row.length);
                }
            }
        }
        if (!(degreesOfFreedom(dimensions) > dimensions - 1)) {
            throw new InvalidArgumentException("degrees of freedom of the prior: expected more than " + (dimensions - 1)
                    + " for " + dimensions + " dimensions, got " + degreesOfFreedom);
        }
    }

    private static InvalidArgumentException wrong(String what, int expected, int given) {
        return new InvalidArgumentException(
                what + " of the prior: expected " + expected + " numbers, one per dimension, got " + given);
    }
}
