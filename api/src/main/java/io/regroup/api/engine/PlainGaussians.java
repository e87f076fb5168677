package io.regroup.api.engine;

import io.regroup.api.spi.GaussianKernel;
import io.regroup.api.spi.GaussianLayout;
import org.jspecify.annotations.Nullable;

/** The arithmetic of Gaussian mixtures in plain loops, row by row: what other forms are judged by. */
public final class PlainGaussians implements GaussianKernel {

    private static final double LARGEST_SQUARE = 1e300;

    private final int components;
    private final int dimensions;
    private final boolean diagonal;
    private final int componentWidth;
    private final double[] row;
    private final double[] from;
    private final double[] shares;

    /**
     * Prepares for mixtures of one form.
     *
     * @param layout how many components and dimensions, and where their numbers stand
     */
    public PlainGaussians(GaussianLayout layout) {
        this.components = layout.components();
        this.dimensions = layout.dimensions();
        this.diagonal = layout.diagonal();
        this.componentWidth = layout.componentWidth();
        this.row = new double[dimensions];
        this.from = new double[dimensions];
        this.shares = new double[components];
    }

    @Override
    public void add(
            double[][] x,
            double @Nullable [] weight,
            int first,
            int to,
            double[] parameters,
            int at,
            double[] sums,
            int sumsAt) {
        for (int i = first; i < to; i++) {
            double w = weight == null ? 1 : weight[i];
            sums[sumsAt] += w * respond(x, i, parameters, at);
            int mean = at + 1;
            int sum = sumsAt + 1;
            for (int k = 0; k < components; k++) {
                double share = w * shares[k];
                if (dimensions == 1) {
                    double d = difference(x[0][i], parameters[mean]);
                    sums[sum] += share;
                    sums[sum + 1] += share * d;
                    sums[sum + 2] += share * d * d;
                } else {
                    add(share, parameters, mean, sums, sum);
                }
                mean += componentWidth;
                sum += componentWidth;
            }
        }
    }

    /** Adds one row to the sums of one component. */
    private void add(double share, double[] parameters, int mean, double[] sums, int at) {
        sums[at] += share;
        int second = at + 1 + dimensions;
        for (int a = 0; a < dimensions; a++) {
            from[a] = difference(row[a], parameters[mean + a]);
            double part = share * from[a];
            sums[at + 1 + a] += part;
            for (int b = diagonal ? a : 0; b <= a; b++) {
                sums[second++] += part * from[b];
            }
        }
    }

    @Override
    public void responsibilities(
            double[][] x,
            int first,
            int to,
            double[] parameters,
            int at,
            double[][] responsibilities,
            double[] logDensity) {
        for (int i = first; i < to; i++) {
            logDensity[i - first] = respond(x, i, parameters, at);
            for (int k = 0; k < components; k++) {
                responsibilities[k][i - first] = shares[k];
            }
        }
    }

    /** Leaves the responsibilities for a row, and returns the logarithm of its density. */
    private double respond(double[][] x, int i, double[] parameters, int at) {
        for (int a = 0; a < dimensions; a++) {
            row[a] = x[a][i];
        }
        double largest = Double.NEGATIVE_INFINITY;
        int own = at;
        for (int k = 0; k < components; k++) {
            double square = dimensions == 1
                    ? square(parameters[own + 2] * difference(row[0], parameters[own + 1]))
                    : square(parameters, own + 1);
            // an overflow to infinity, and infinity less infinity, count as far away
            shares[k] = parameters[own] - 0.5 * (square <= LARGEST_SQUARE ? square : LARGEST_SQUARE);
            largest = shares[k] > largest ? shares[k] : largest;
            own += componentWidth;
        }
        double sum = 0;
        for (int k = 0; k < components; k++) {
            shares[k] = Math.exp(shares[k] - largest);
            sum += shares[k];
        }
        for (int k = 0; k < components; k++) {
            shares[k] /= sum;
        }
        return largest + Math.log(sum);
    }

    /** Returns the squared distance from a mean in units of the component's own spread. */
    private double square(double[] parameters, int mean) {
        for (int a = 0; a < dimensions; a++) {
            from[a] = difference(row[a], parameters[mean + a]);
        }
        int factor = mean + dimensions;
        double square = 0;
        for (int a = 0; a < dimensions; a++) {
            double z = 0;
            for (int b = diagonal ? a : 0; b <= a; b++) {
                z += parameters[factor++] * from[b];
            }
            square += square(z);
        }
        return square;
    }

    private static double square(double z) {
        return z * z;
    }

    /** Returns a difference that can be multiplied by 0. */
    private static double difference(double value, double mean) {
        double difference = value - mean;
        return Double.isInfinite(difference) ? Math.copySign(Double.MAX_VALUE, difference) : difference;
    }
}
