package io.regroup.gmm;

import io.regroup.api.InvalidArgumentException;
import io.regroup.api.engine.PlainGaussians;
import io.regroup.api.spi.GaussianKernel;
import io.regroup.api.spi.GaussianLayout;
import java.io.Serializable;

/**
 * A mixture of Gaussian distributions: {@code p(x) = Σₖ πₖ N(x; μₖ, Σₖ)}. Immutable.
 *
 * <p>Source: G. McLachlan and D. Peel, Finite Mixture Models, 2000.
 */
public final class GaussianMixture implements Serializable {

    private static final long serialVersionUID = 1;

    private static final double WEIGHT_TOLERANCE = 1e-9;

    private final Covariance form;
    private final double[] weights;
    private final double[][] means;
    private final double[][][] covariances;
    private final GaussianLayout layout;
    private final double[] parameters;

    private GaussianMixture(Covariance form, double[] weights, double[][] means, double[][][] covariances) {
        this.form = form;
        this.weights = weights;
        this.means = means;
        this.covariances = covariances;
        boolean diagonal = form == Covariance.DIAGONAL || form == Covariance.SPHERICAL;
        this.layout = new GaussianLayout(weights.length, means[0].length, diagonal);
        this.parameters = new double[layout.parameterWidth()];
        for (int k = 0; k < weights.length; k++) {
            writeParameters(k);
        }
    }

    /**
     * Makes a mixture of one dimension.
     *
     * @param weights how much each component weighs, above 0, 1 together
     * @param means the centre of each component
     * @param deviations the standard deviation of each component, above 0
     * @return the mixture
     * @throws InvalidArgumentException if a number will not do or arrays differ in length
     */
    public static GaussianMixture univariate(double[] weights, double[] means, double[] deviations) {
        requireLength("means", weights.length, means.length);
        requireLength("standard deviations", weights.length, deviations.length);
        double[][] centres = new double[weights.length][];
        double[][][] variances = new double[weights.length][][];
        for (int k = 0; k < weights.length; k++) {
            if (!(deviations[k] > 0)) {
                throw new InvalidArgumentException(
                        "standard deviation of component " + k + ": expected a number above 0, got " + deviations[k]);
            }
            centres[k] = new double[] {means[k]};
            variances[k] = new double[][] {{deviations[k] * deviations[k]}};
        }
        return of(Covariance.FULL, weights, centres, variances);
    }

    /**
     * Makes a mixture.
     *
     * @param form what covariance matrices look like
     * @param weights how much each component weighs, above 0, 1 together
     * @param means the centre of each component, k arrays of d numbers
     * @param covariances the covariance matrix of each component, k matrices of d by d numbers, symmetric and positive definite
     * @return the mixture
     * @throws InvalidArgumentException if a number will not do or arrays differ in length
     */
    public static GaussianMixture of(Covariance form, double[] weights, double[][] means, double[][][] covariances) {
        if (weights.length == 0) {
            throw new InvalidArgumentException("mixture: no component given; give at least one weight");
        }
        requireLength("means", weights.length, means.length);
        requireLength("covariances", weights.length, covariances.length);
        double sum = 0;
        for (double weight : weights) {
            if (!(weight > 0)) {
                throw new InvalidArgumentException("weight of a component: expected a number above 0, got " + weight);
            }
            sum += weight;
        }
        if (!(Math.abs(sum - 1) <= WEIGHT_TOLERANCE)) {
            throw new InvalidArgumentException("weights of components: expected a sum of 1, got " + sum);
        }
        double[][] centres = new double[weights.length][];
        double[][][] matrices = new double[weights.length][][];
        for (int k = 0; k < weights.length; k++) {
            requireLength("mean of component " + k, means[0].length, means[k].length);
            for (double number : means[k]) {
                if (!Double.isFinite(number)) {
                    throw new InvalidArgumentException(
                            "mean of component " + k + ": expected finite numbers, got " + number);
                }
            }
            centres[k] = means[k].clone();
            matrices[k] = symmetric(k, means[0].length, covariances[k]);
        }
        return new GaussianMixture(form, weights.clone(), centres, matrices);
    }

    private static void requireLength(String what, int expected, int given) {
        if (expected != given) {
            throw new InvalidArgumentException(what + ": expected " + expected + ", got " + given);
        }
    }

    private static double[][] symmetric(int component, int dimensions, double[][] matrix) {
        String what = "covariance of component " + component;
        requireLength(what, dimensions, matrix.length);
        double[][] copy = new double[dimensions][];
        for (int a = 0; a < dimensions; a++) {
            requireLength(what, dimensions, matrix[a].length);
            copy[a] = matrix[a].clone();
            for (int b = 0; b < a; b++) {
                if (matrix[a][b] != matrix[b][a]) {
                    throw new InvalidArgumentException(
                            what + ": expected a symmetric matrix, got " + matrix[a][b] + " and " + matrix[b][a]);
                }
            }
        }
        return copy;
    }

    /** Writes what the kernels need: the constant, the mean and the inverse of the Cholesky factor. */
    private void writeParameters(int component) {
        int d = dimensions();
        int at = layout.parametersOf(component);
        double[][] factor = Triangles.inverseCholesky(covariances[component]);
        double constant = Math.log(weights[component]) - 0.5 * d * Math.log(2 * Math.PI);
        for (int a = 0; a < d; a++) {
            if (!(factor[a][a] > 0) || Double.isInfinite(factor[a][a])) {
                throw new InvalidArgumentException(
                        "covariance of component " + component + ": expected a positive definite matrix");
            }
            constant += Math.log(factor[a][a]);
            parameters[at + 1 + a] = means[component][a];
        }
        parameters[at] = constant;
        int place = at + 1 + d;
        for (int a = 0; a < d; a++) {
            for (int b = layout.diagonal() ? a : 0; b <= a; b++) {
                parameters[place++] = factor[a][b];
            }
        }
    }

    /**
     * Returns what covariance matrices look like.
     *
     * @return the form
     */
    public Covariance form() {
        return form;
    }

    /**
     * Returns the number of components.
     *
     * @return at least 1
     */
    public int components() {
        return weights.length;
    }

    /**
     * Returns the number of dimensions.
     *
     * @return at least 1
     */
    public int dimensions() {
        return means[0].length;
    }

    /**
     * Returns how much a component weighs.
     *
     * @param component from 0
     * @return above 0, at most 1
     */
    public double weight(int component) {
        return weights[component];
    }

    /**
     * Returns the centre of a component.
     *
     * @param component from 0
     * @return a copy, one number per dimension
     */
    public double[] mean(int component) {
        return means[component].clone();
    }

    /**
     * Returns the covariance matrix of a component.
     *
     * @param component from 0
     * @return a copy
     */
    public double[][] covariance(int component) {
        double[][] copy = covariances[component].clone();
        for (int a = 0; a < copy.length; a++) {
            copy[a] = copy[a].clone();
        }
        return copy;
    }

    /**
     * Returns the standard deviation of one dimension in a component.
     *
     * @param component from 0
     * @param dimension from 0
     * @return above 0
     */
    public double deviation(int component, int dimension) {
        return Math.sqrt(covariances[component][dimension][dimension]);
    }

    /**
     * Returns the components' weights.
     *
     * @return a fresh array, 1 together
     */
    public double[] weights() {
        return weights.clone();
    }

    /**
     * Returns the components' centres in one dimension.
     *
     * @param dimension from 0
     * @return a fresh array, one number per component
     */
    public double[] means(int dimension) {
        double[] numbers = new double[components()];
        for (int k = 0; k < numbers.length; k++) {
            numbers[k] = means[k][dimension];
        }
        return numbers;
    }

    /**
     * Returns the components' standard deviations in one dimension. With weights and means, this is all there is to a mixture of one
     * dimension: {@link #univariate} makes it of them again, the deviations within a rounding.
     *
     * @param dimension from 0
     * @return a fresh array, one number per component
     */
    public double[] deviations(int dimension) {
        double[] numbers = new double[components()];
        for (int k = 0; k < numbers.length; k++) {
            numbers[k] = deviation(k, dimension);
        }
        return numbers;
    }

    /**
     * Computes the logarithm of the density at one place. For many, an engine's {@link GaussianKernel} is faster.
     *
     * @param x one finite number per dimension
     * @return {@code log p(x)}
     * @throws InvalidArgumentException if the number of dimensions is another
     */
    public double logDensity(double... x) {
        return respond(x, new double[components()]);
    }

    /**
     * Computes which component is how much responsible for one place.
     *
     * @param x one finite number per dimension
     * @return one number per component, 1 together
     * @throws InvalidArgumentException if the number of dimensions is another
     */
    public double[] responsibilities(double... x) {
        double[] shares = new double[components()];
        respond(x, shares);
        return shares;
    }

    private double respond(double[] x, double[] shares) {
        requireLength("numbers of a row", dimensions(), x.length);
        double[][] row = new double[x.length][];
        for (int a = 0; a < x.length; a++) {
            row[a] = new double[] {x[a]};
        }
        double[][] columns = new double[shares.length][1];
        double[] logDensity = new double[1];
        new PlainGaussians(layout).responsibilities(row, 0, 1, parameters, 0, columns, logDensity);
        for (int k = 0; k < shares.length; k++) {
            shares[k] = columns[k][0];
        }
        return logDensity[0];
    }

    /**
     * Returns how many numbers were free in the fit: weights, means, and what the form leaves of covariances.
     *
     * @return {@code k − 1 + k d +} that of covariances: k d (d + 1) / 2, d (d + 1) / 2, k d or k
     */
    public int freeParameters() {
        int k = components();
        int d = dimensions();
        int matrix = d * (d + 1) / 2;
        int spread = switch (form) {
            case FULL -> k * matrix;
            case TIED -> matrix;
            case DIAGONAL -> k * d;
            case SPHERICAL -> k;
        };
        return k - 1 + k * d + spread;
    }

    /**
     * Tells where a kernel finds the numbers of {@link #parameters()}.
     *
     * @return the layout
     */
    public GaussianLayout layout() {
        return layout;
    }

    /**
     * Returns the mixture as a {@link GaussianKernel} wants it.
     *
     * @return a copy, see {@link GaussianLayout}
     */
    public double[] parameters() {
        return parameters.clone();
    }
}
