package io.regroup.api.engine;

import io.regroup.api.spi.GaussianKernel;
import io.regroup.api.spi.GaussianLayout;
import org.jspecify.annotations.Nullable;

/** The arithmetic of Gaussian mixtures in plain loops, row by row: what other forms are judged by. */
public final class PlainGaussians implements GaussianKernel {

    private static final double LARGEST_SQUARE = 1e300;

    private final GaussianLayout layout;
    private final int components;
    private final int dimensions;
    private final double[] row;
    private final double[] from;
    private final double[] logs;

    /**
     * Prepares for mixtures of one form.
     *
     * @param layout how many components and dimensions, and where their numbers stand
     */
    public PlainGaussians(GaussianLayout layout) {
        this.layout = layout;
        this.components = layout.components();
        this.dimensions = layout.dimensions();
        this.row = new double[dimensions];
        this.from = new double[dimensions];
        this.logs = new double[components];
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
            for (int k = 0; k < components; k++) {
                add(w * logs[k], parameters, at + layout.parametersOf(k) + 1, sums, sumsAt + layout.sumsOf(k));
            }
        }
    }

    /** Adds one row to the sums of one component. */
    private void add(double share, double[] parameters, int mean, double[] sums, int at) {
        sums[at] += share;
        int second = at + 1 + dimensions;
        for (int a = 0; a < dimensions; a++) {
            from[a] = row[a] - parameters[mean + a];
            double part = share * from[a];
            sums[at + 1 + a] += part;
            for (int b = layout.diagonal() ? a : 0; b <= a; b++) {
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
                responsibilities[k][i - first] = logs[k];
            }
        }
    }

    /** Leaves the responsibilities for a row in place of logarithms, and returns the logarithm of its density. */
    private double respond(double[][] x, int i, double[] parameters, int at) {
        for (int a = 0; a < dimensions; a++) {
            row[a] = x[a][i];
        }
        double largest = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < components; k++) {
            int own = at + layout.parametersOf(k);
            logs[k] = parameters[own] - 0.5 * square(parameters, own + 1);
            largest = Math.max(largest, logs[k]);
        }
        double sum = 0;
        for (int k = 0; k < components; k++) {
            logs[k] = Math.exp(logs[k] - largest);
            sum += logs[k];
        }
        for (int k = 0; k < components; k++) {
            logs[k] /= sum;
        }
        return largest + Math.log(sum);
    }

    /** Returns the squared distance from a mean in units of the component's own spread. */
    private double square(double[] parameters, int mean) {
        for (int a = 0; a < dimensions; a++) {
            from[a] = row[a] - parameters[mean + a];
        }
        int factor = mean + dimensions;
        double square = 0;
        for (int a = 0; a < dimensions; a++) {
            double z = 0;
            for (int b = layout.diagonal() ? a : 0; b <= a; b++) {
                z += parameters[factor++] * from[b];
            }
            square += z * z;
        }
        // an overflow to infinity, and infinity less infinity, count as far away
        return square <= LARGEST_SQUARE ? square : LARGEST_SQUARE;
    }
}
