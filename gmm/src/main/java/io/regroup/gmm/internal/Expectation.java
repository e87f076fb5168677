package io.regroup.gmm.internal;

import io.regroup.api.spi.GaussianKernel;
import io.regroup.api.spi.GaussianLayout;
import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Expectation steps in one thread, with an engine's arithmetic: over rows, and over points, which may be bins. */
final class Expectation {

    private final Shape shape;
    private final Function<GaussianLayout, GaussianKernel> kernels;
    private final @Nullable GaussianKernel[] ofRows;
    private final @Nullable GaussianKernel[] ofBins;
    private final double[] binParameters;
    private final double[] binSums;

    Expectation(Shape shape, Function<GaussianLayout, GaussianKernel> kernels) {
        this.shape = shape;
        this.kernels = kernels;
        this.ofRows = new GaussianKernel[shape.most() + 1];
        this.ofBins = new GaussianKernel[shape.most() + 1];
        int width = binLayout(shape.most()).sumWidth();
        this.binParameters = new double[width];
        this.binSums = new double[width];
    }

    private static GaussianLayout binLayout(int components) {
        return new GaussianLayout(components, 2, true);
    }

    /** Adds rows to sums. */
    void add(
            int components,
            double[][] x,
            double @Nullable [] weight,
            int from,
            int to,
            double[] parameters,
            int at,
            double[] sums,
            int sumsAt) {
        GaussianKernel kernel = ofRows[components];
        if (kernel == null) {
            kernel = kernels.apply(shape.layout(components));
            ofRows[components] = kernel;
        }
        kernel.add(x, weight, from, to, parameters, at, sums, sumsAt);
    }

    /** Writes the sums of points. */
    void sums(Points points, Estimate estimate, double[] sums) {
        if (points.spread) {
            sumsOfBins(points, estimate, sums);
            return;
        }
        Arrays.fill(sums, 0, shape.sumWidth(), 0);
        double[] weight = points.single ? null : points.weight;
        add(estimate.components, points.x, weight, 0, points.size, estimate.parameters, 0, sums, 0);
    }

    private void sumsOfBins(Points points, Estimate estimate, double[] sums) {
        int components = estimate.components;
        GaussianKernel kernel = ofBins[components];
        if (kernel == null) {
            kernel = kernels.apply(binLayout(components));
            ofBins[components] = kernel;
        }
        for (int k = 0; k < components; k++) {
            binParameters[5 * k] = estimate.parameters[3 * k];
            binParameters[5 * k + 1] = estimate.parameters[3 * k + 1];
            binParameters[5 * k + 2] = 0;
            binParameters[5 * k + 3] = estimate.parameters[3 * k + 2];
            binParameters[5 * k + 4] = estimate.parameters[3 * k + 2];
        }
        Arrays.fill(binSums, 0);
        kernel.add(points.x, points.weight, 0, points.size, binParameters, 0, binSums, 0);
        sums[0] = binSums[0];
        for (int k = 0; k < components; k++) {
            sums[1 + 3 * k] = binSums[1 + 5 * k];
            sums[2 + 3 * k] = binSums[2 + 5 * k];
            sums[3 + 3 * k] = binSums[4 + 5 * k] + binSums[5 + 5 * k];
        }
    }
}
