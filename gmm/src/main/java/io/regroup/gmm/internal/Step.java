package io.regroup.gmm.internal;

import io.regroup.gmm.Covariance;

/** What follows an expectation step: a better estimate, or the end. For one thread. */
abstract class Step {

    final Shape shape;
    final double regularization;
    /** The smallest variance of each dimension. */
    final double[] floors;

    /** How many rows there are. */
    double count;

    private final double floor;

    Step(Shape shape, double regularization, double floor) {
        this.shape = shape;
        this.regularization = regularization;
        this.floor = floor;
        this.floors = new double[shape.dimensions()];
    }

    /** Turns to the rows of another group. */
    void use(Profile profile) {
        profile.floors(floor, floors);
        count = profile.count();
    }

    /** Returns what the first step from a density is for. */
    abstract Course.Phase firstPhase();

    /**
     * Makes a better estimate.
     *
     * @param estimate holds the means about which the sums are, receives the better one
     * @param sums the sums of an expectation step; may be overwritten
     * @return what is to become large: either of the estimate as it was, or of the better one, but always the same
     */
    abstract double improve(Estimate estimate, double[] sums, int at);

    /**
     * Goes on after an expectation step.
     *
     * @return whether another expectation step is needed
     */
    abstract boolean advance(
            Estimate estimate, Course course, double[] sums, int at, double tolerance, int mostIterations);

    /** Returns how small gains may become on a sketch, where steps are cheap. */
    abstract double sketchTolerance(double tolerance);

    final double total(double[] sums, int at, int components) {
        double total = 0;
        for (int k = 0; k < components; k++) {
            total += sums[sumsOf(at, k)];
        }
        return total;
    }

    final int sumsOf(int at, int component) {
        return at + 1 + component * shape.componentWidth();
    }

    /** Turns second moments about the present mean into those about the mean of the component's own rows; nothing is divided. */
    final void centre(double[] sums, int own) {
        int d = shape.dimensions();
        double count = sums[own];
        int moments = own + 1 + d;
        for (int a = 0; a < d; a++) {
            for (int b = shape.diagonal() ? a : 0; b <= a; b++) {
                sums[moments++] -= sums[own + 1 + a] / count * sums[own + 1 + b];
            }
        }
    }

    /** Gives all dimensions of a matrix the same variance, their mean, if the form is SPHERICAL. */
    final void round(double[] matrices, int at) {
        if (shape.form() != Covariance.SPHERICAL) {
            return;
        }
        double sum = 0;
        double least = 0;
        for (int a = 0; a < shape.dimensions(); a++) {
            sum += matrices[at + a];
            least = Math.max(least, floors[a]);
        }
        double variance = Math.max(sum / shape.dimensions(), least);
        for (int a = 0; a < shape.dimensions(); a++) {
            matrices[at + a] = variance;
        }
    }
}
