package io.regroup.gmm.internal;

import io.regroup.gmm.Covariance;

/**
 * Maximum likelihood: weights, means and covariances of the rows for which components are responsible. A component that is responsible for
 * less than a billionth of a row is removed. Source: A. P. Dempster, N. M. Laird and D. B. Rubin, J. R. Statist. Soc. B 39 (1977) 1–38.
 */
final class MaximumLikelihood extends Step {

    /** The smallest share of an average row that keeps a component. */
    private static final double LEAST_ROWS = 1e-9;

    private final double[] pooled;

    MaximumLikelihood(Shape shape, double regularization, double floor) {
        super(shape, regularization, floor);
        this.pooled = new double[shape.matrixWidth()];
    }

    @Override
    Course.Phase firstPhase() {
        return Course.Phase.IMPROVE;
    }

    @Override
    double improve(Estimate estimate, double[] sums, int at) {
        int before = estimate.components;
        double total = total(sums, at, before);
        double least = LEAST_ROWS * total / count;
        int d = shape.dimensions();
        int width = shape.matrixWidth();
        double kept = 0;
        int live = 0;
        for (int k = 0; k < before; k++) {
            int own = sumsOf(at, k);
            double rows = sums[own];
            if (rows < least) {
                continue;
            }
            estimate.move(k, live);
            estimate.weights[live] = rows;
            centre(sums, own);
            for (int a = 0; a < d; a++) {
                estimate.means[live * d + a] += sums[own + 1 + a] / rows;
            }
            for (int i = 0; i < width; i++) {
                estimate.matrices[live * width + i] = sums[own + 1 + d + i] / rows;
            }
            kept += rows;
            live++;
        }
        estimate.components = live;
        if (shape.form() == Covariance.TIED) {
            pool(estimate, kept);
        }
        for (int k = 0; k < live; k++) {
            estimate.weights[k] /= kept;
            for (int a = 0; a < d; a++) {
                estimate.matrices[k * width + shape.variance(a)] += regularization;
            }
            round(estimate.matrices, k * width);
        }
        estimate.writeParameters(floors);
        return sums[at] / total;
    }

    /** Gives all components the mean of their matrices. */
    private void pool(Estimate estimate, double total) {
        int width = shape.matrixWidth();
        for (int i = 0; i < width; i++) {
            double sum = 0;
            for (int k = 0; k < estimate.components; k++) {
                sum += estimate.weights[k] * estimate.matrices[k * width + i];
            }
            pooled[i] = sum / total;
        }
        for (int k = 0; k < estimate.components; k++) {
            System.arraycopy(pooled, 0, estimate.matrices, k * width, width);
        }
    }

    @Override
    boolean advance(Estimate estimate, Course course, double[] sums, int at, double tolerance, int mostIterations) {
        double mean = sums[at] / total(sums, at, estimate.components);
        course.logLikelihood = sums[at];
        course.converged = Math.abs(mean - course.objective) < tolerance;
        course.objective = mean;
        if (course.converged || course.iterations >= mostIterations) {
            return false;
        }
        improve(estimate, sums, at);
        course.iterations++;
        return true;
    }

    @Override
    double sketchTolerance(double tolerance) {
        return tolerance / 100;
    }
}
