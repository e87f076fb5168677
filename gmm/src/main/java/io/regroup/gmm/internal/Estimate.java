package io.regroup.gmm.internal;

import io.regroup.gmm.GaussianMixture;
import java.util.Arrays;

/**
 * The numbers of a mixture that is being fitted: weights, means and matrices as they are reported, and the parameters that kernels
 * want, see {@link io.regroup.api.spi.GaussianLayout}. There is room for the most components; the first {@link #components} count.
 */
final class Estimate {

    private static final double LOG_TWO_PI = Math.log(2 * Math.PI);

    final Shape shape;
    final double[] weights;
    final double[] means;
    final double[] matrices;
    final double[] parameters;
    int components;

    Estimate(Shape shape) {
        this.shape = shape;
        this.weights = new double[shape.most()];
        this.means = new double[shape.most() * shape.dimensions()];
        this.matrices = new double[shape.most() * shape.matrixWidth()];
        this.parameters = new double[shape.most() * shape.componentWidth()];
    }

    /** Returns the size of what {@link #write} writes. */
    static int width(Shape shape) {
        return 1 + 2 * shape.most() * shape.componentWidth();
    }

    /** Returns where parameters stand in what {@link #write} writes. */
    static int parametersAt(Shape shape) {
        return 1 + shape.most() * shape.componentWidth();
    }

    void write(double[] to, int at) {
        to[at] = components;
        System.arraycopy(weights, 0, to, at + 1, weights.length);
        System.arraycopy(means, 0, to, at + 1 + weights.length, means.length);
        System.arraycopy(matrices, 0, to, at + 1 + weights.length + means.length, matrices.length);
        System.arraycopy(parameters, 0, to, at + parametersAt(shape), parameters.length);
    }

    void read(double[] from, int at) {
        components = (int) from[at];
        System.arraycopy(from, at + 1, weights, 0, weights.length);
        System.arraycopy(from, at + 1 + weights.length, means, 0, means.length);
        System.arraycopy(from, at + 1 + weights.length + means.length, matrices, 0, matrices.length);
        System.arraycopy(from, at + parametersAt(shape), parameters, 0, parameters.length);
    }

    void set(Estimate other) {
        components = other.components;
        System.arraycopy(other.weights, 0, weights, 0, weights.length);
        System.arraycopy(other.means, 0, means, 0, means.length);
        System.arraycopy(other.matrices, 0, matrices, 0, matrices.length);
        System.arraycopy(other.parameters, 0, parameters, 0, parameters.length);
    }

    /** Takes over a mixture, whose matrices may be of another form: what this form leaves out is dropped. */
    void set(GaussianMixture mixture) {
        int d = shape.dimensions();
        components = mixture.components();
        for (int k = 0; k < components; k++) {
            weights[k] = mixture.weight(k);
            System.arraycopy(mixture.mean(k), 0, means, k * d, d);
            double[][] covariance = mixture.covariance(k);
            int place = k * shape.matrixWidth();
            for (int a = 0; a < d; a++) {
                for (int b = shape.diagonal() ? a : 0; b <= a; b++) {
                    matrices[place++] = covariance[a][b];
                }
            }
        }
    }

    /** Moves a component to another place. */
    void move(int from, int to) {
        int d = shape.dimensions();
        int width = shape.matrixWidth();
        weights[to] = weights[from];
        System.arraycopy(means, from * d, means, to * d, d);
        System.arraycopy(matrices, from * width, matrices, to * width, width);
    }

    /**
     * Makes the parameters of the mixture's density. Variances are raised to their floors, in the matrices as well.
     *
     * @param floors the smallest variance of each dimension
     */
    void writeParameters(double[] floors) {
        for (int k = 0; k < components; k++) {
            double half = writeFactor(k, floors);
            parameters[k * shape.componentWidth()] =
                    Math.log(weights[k]) - 0.5 * shape.dimensions() * LOG_TWO_PI + half;
        }
    }

    /**
     * Writes mean and inverse factor of a component among the parameters.
     *
     * @return half the logarithm of the determinant of the matrix's inverse
     */
    double writeFactor(int k, double[] floors) {
        int d = shape.dimensions();
        int matrix = k * shape.matrixWidth();
        int at = k * shape.componentWidth() + 1;
        System.arraycopy(means, k * d, parameters, at, d);
        int factor = at + d;
        double half = 0;
        if (shape.diagonal()) {
            for (int a = 0; a < d; a++) {
                matrices[matrix + a] = Math.max(matrices[matrix + a], floors[a]);
                parameters[factor + a] = 1 / Math.sqrt(matrices[matrix + a]);
                half += Math.log(parameters[factor + a]);
            }
            return half;
        }
        int width = shape.matrixWidth();
        System.arraycopy(matrices, matrix, parameters, factor, width);
        if (Packed.factor(parameters, factor, d, floors)) {
            System.arraycopy(parameters, factor, matrices, matrix, width);
            Packed.square(matrices, matrix, d);
        }
        Packed.invert(parameters, factor, d);
        for (int a = 0; a < d; a++) {
            half += Math.log(parameters[factor + Packed.index(a, a)]);
        }
        return half;
    }

    /** Puts components in ascending order of their first mean, then of their weight. For results only: parameters stay as they are. */
    void sort() {
        int d = shape.dimensions();
        for (int k = 1; k < components; k++) {
            for (int j = k; j > 0 && isBefore(j, j - 1, d); j--) {
                swap(weights, j, 1);
                swap(means, j, d);
                swap(matrices, j, shape.matrixWidth());
            }
        }
    }

    private boolean isBefore(int k, int other, int d) {
        int order = Double.compare(means[k * d], means[other * d]);
        return order < 0 || (order == 0 && weights[k] < weights[other]);
    }

    private static void swap(double[] numbers, int k, int width) {
        for (int i = 0; i < width; i++) {
            double number = numbers[k * width + i];
            numbers[k * width + i] = numbers[(k - 1) * width + i];
            numbers[(k - 1) * width + i] = number;
        }
    }

    /** Makes the mixture that users get. */
    GaussianMixture mixture() {
        int d = shape.dimensions();
        double[][] centres = new double[components][];
        double[][][] covariances = new double[components][d][d];
        for (int k = 0; k < components; k++) {
            centres[k] = Arrays.copyOfRange(means, k * d, (k + 1) * d);
            int place = k * shape.matrixWidth();
            for (int a = 0; a < d; a++) {
                for (int b = shape.diagonal() ? a : 0; b <= a; b++) {
                    covariances[k][a][b] = matrices[place];
                    covariances[k][b][a] = matrices[place++];
                }
            }
        }
        return GaussianMixture.of(shape.form(), Arrays.copyOf(weights, components), centres, covariances);
    }
}
