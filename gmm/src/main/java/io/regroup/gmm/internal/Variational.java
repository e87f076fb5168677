package io.regroup.gmm.internal;

import io.regroup.gmm.Covariance;
import io.regroup.gmm.DirichletProcess;
import java.util.Arrays;

/**
 * Variational inference with a Dirichlet process: sticks are broken with Beta distributions, means are normal, precisions Wishart
 * distributed. The estimate's matrices are the inverses of expected precisions, its weights expected lengths. The lower bound leaves out
 * constants, as scikit-learn's does. Sources: C. M. Bishop, Pattern Recognition and Machine Learning, 2006, 10.2; D. M. Blei and
 * M. I. Jordan, Bayesian Analysis 1 (2006) 121–143.
 */
final class Variational extends Step {

    private static final double LOG_TWO = Math.log(2);
    private static final double LOG_TWO_PI = Math.log(2 * Math.PI);

    /** Components of smaller weight than this and than that of a row are pruned. */
    private static final double SMALL_WEIGHT = 0.01;

    private final DirichletProcess prior;
    private final double priorPrecision;
    private final double priorDegrees;
    private final double[] priorMean;
    private final double[] priorMatrix;
    private final double[] precisions;
    private final double[] degrees;
    private final double[] broken;
    private final double[] rest;
    private final double[] pooled;

    Variational(Shape shape, double regularization, double floor, DirichletProcess prior) {
        super(shape, regularization, floor);
        this.prior = prior;
        this.priorPrecision = prior.meanPrecision();
        this.priorDegrees = prior.degreesOfFreedom(shape.dimensions());
        this.priorMean = new double[shape.dimensions()];
        this.priorMatrix = new double[shape.matrixWidth()];
        this.precisions = new double[shape.most()];
        this.degrees = new double[shape.most()];
        this.broken = new double[shape.most()];
        this.rest = new double[shape.most()];
        this.pooled = new double[shape.matrixWidth()];
    }

    @Override
    void use(Profile profile) {
        super.use(profile);
        double[] mean = prior.mean();
        double[][] covariance = prior.covariance();
        double divisor = profile.weight() > 1 ? profile.weight() - 1 : profile.weight();
        double sum = 0;
        for (int a = 0; a < shape.dimensions(); a++) {
            priorMean[a] = mean == null ? profile.mean(a) : mean[a];
            for (int b = shape.diagonal() ? a : 0; b <= a; b++) {
                priorMatrix[a == b ? shape.variance(a) : Packed.index(a, b)] =
                        covariance == null ? profile.moment(a, b) / divisor : covariance[a][b];
            }
            int variance = shape.variance(a);
            priorMatrix[variance] = Math.max(priorMatrix[variance], floors[a]);
            sum += priorMatrix[variance];
        }
        if (shape.form() == Covariance.SPHERICAL) {
            Arrays.fill(priorMatrix, sum / shape.dimensions());
        }
    }

    @Override
    Course.Phase firstPhase() {
        return Course.Phase.BEGIN;
    }

    @Override
    double improve(Estimate estimate, double[] sums, int at) {
        double entropy = entropy(estimate, sums, at);
        int d = shape.dimensions();
        int width = shape.matrixWidth();
        int components = estimate.components;
        double total = total(sums, at, components);
        for (int k = 0; k < components; k++) {
            int own = sumsOf(at, k);
            double rows = sums[own];
            precisions[k] = priorPrecision + rows;
            degrees[k] = priorDegrees + (shape.form() == Covariance.TIED ? total / components : rows);
            if (rows > 0) {
                centre(sums, own);
            }
            spread(estimate, sums, own, k);
            for (int a = 0; a < d; a++) {
                int mean = k * d + a;
                estimate.means[mean] = (priorPrecision * priorMean[a] + rows * estimate.means[mean] + sums[own + 1 + a])
                        / precisions[k];
            }
        }
        if (shape.form() == Covariance.TIED) {
            pool(estimate);
        }
        for (int k = 0; k < components; k++) {
            for (int i = 0; i < width; i++) {
                double part = shape.form() == Covariance.TIED ? pooled[i] : estimate.matrices[k * width + i];
                estimate.matrices[k * width + i] = (priorMatrix[i] + part) / degrees[k];
            }
        }
        breakSticks(estimate, sums, at);
        return entropy + writeParameters(estimate);
    }

    /** Returns {@code −Σ r log r}: that of the logarithms {@code r = exp(l − log Σ exp l)}, of which all sums are known. */
    private double entropy(Estimate estimate, double[] sums, int at) {
        int d = shape.dimensions();
        double entropy = sums[at];
        for (int k = 0; k < estimate.components; k++) {
            int own = sumsOf(at, k);
            int parameters = k * shape.componentWidth();
            int factor = parameters + 1 + d;
            double squares = 0;
            if (shape.diagonal()) {
                for (int a = 0; a < d; a++) {
                    double p = estimate.parameters[factor + a];
                    squares += p * p * sums[own + 1 + d + a];
                }
            } else {
                squares = Packed.trace(estimate.parameters, factor, sums, own + 1 + d, d);
            }
            entropy -= estimate.parameters[parameters] * sums[own] - 0.5 * squares;
        }
        return entropy;
    }

    /** Adds up a component's scatter, that about its own mean and that of its mean about the prior's. */
    private void spread(Estimate estimate, double[] sums, int own, int k) {
        int d = shape.dimensions();
        double rows = sums[own];
        int matrix = k * shape.matrixWidth();
        int scatter = own + 1 + d;
        double shrink = priorPrecision * rows / precisions[k];
        int place = 0;
        double round = 0;
        for (int a = 0; a < d; a++) {
            double gapA = gap(estimate, sums, own, k, a);
            for (int b = shape.diagonal() ? a : 0; b <= a; b++) {
                double own2 = sums[scatter + place] + (a == b ? rows * regularization : 0);
                double both = own2 + shrink * gapA * gap(estimate, sums, own, k, b);
                estimate.matrices[matrix + place++] = both;
                round += both;
            }
        }
        if (shape.form() == Covariance.SPHERICAL) {
            Arrays.fill(estimate.matrices, matrix, matrix + d, round / d);
        }
    }

    private double gap(Estimate estimate, double[] sums, int own, int k, int a) {
        double rows = sums[own];
        return rows > 0 ? estimate.means[k * shape.dimensions() + a] + sums[own + 1 + a] / rows - priorMean[a] : 0;
    }

    /** Shares the scatter of all components among them. */
    private void pool(Estimate estimate) {
        int width = shape.matrixWidth();
        for (int i = 0; i < width; i++) {
            double sum = 0;
            for (int k = 0; k < estimate.components; k++) {
                sum += estimate.matrices[k * width + i];
            }
            pooled[i] = sum / estimate.components;
        }
    }

    /** Computes the distribution of each break, and the expected weights. */
    private void breakSticks(Estimate estimate, double[] sums, int at) {
        double later = 0;
        for (int k = estimate.components - 1; k >= 0; k--) {
            broken[k] = 1 + sums[sumsOf(at, k)];
            rest[k] = prior.concentration() + later;
            later += sums[sumsOf(at, k)];
        }
        double left = 1;
        double sum = 0;
        for (int k = 0; k < estimate.components; k++) {
            double share = broken[k] / (broken[k] + rest[k]);
            estimate.weights[k] = share * left;
            left *= rest[k] / (broken[k] + rest[k]);
            sum += estimate.weights[k];
        }
        for (int k = 0; k < estimate.components; k++) {
            estimate.weights[k] /= sum;
        }
    }

    /** Writes what the next expectation step needs; returns the part of the lower bound that depends on the posterior distribution. */
    private double writeParameters(Estimate estimate) {
        int d = shape.dimensions();
        double bound = 0;
        double passed = 0;
        for (int k = 0; k < estimate.components; k++) {
            double half = estimate.writeFactor(k, floors) - 0.5 * d * Math.log(degrees[k]);
            double logPrecision = d * LOG_TWO;
            double gammas = 0;
            for (int a = 0; a < d; a++) {
                double argument = 0.5 * (degrees[k] - a);
                logPrecision += SpecialFunctions.digamma(argument);
                gammas += SpecialFunctions.logGamma(argument);
            }
            double both = SpecialFunctions.digamma(broken[k] + rest[k]);
            double logWeight = SpecialFunctions.digamma(broken[k]) - both + passed;
            passed += SpecialFunctions.digamma(rest[k]) - both;
            estimate.parameters[k * shape.componentWidth()] =
                    logWeight - 0.5 * d * LOG_TWO_PI + half + 0.5 * (logPrecision - d / precisions[k]);
            bound += degrees[k] * half + 0.5 * degrees[k] * d * LOG_TWO + gammas;
            bound += SpecialFunctions.logBeta(broken[k], rest[k]) - 0.5 * d * Math.log(precisions[k]);
        }
        return bound;
    }

    @Override
    boolean advance(Estimate estimate, Course course, double[] sums, int at, double tolerance, int mostIterations) {
        return switch (course.phase) {
            case BEGIN -> {
                improve(estimate, sums, at);
                course.phase = Course.Phase.IMPROVE;
                yield true;
            }
            case IMPROVE -> {
                double bound = improve(estimate, sums, at);
                course.iterations++;
                course.converged = Math.abs(bound - course.objective) < tolerance;
                course.objective = bound;
                if (course.converged || course.iterations >= mostIterations) {
                    prune(estimate);
                    course.phase = Course.Phase.SCORE;
                }
                yield true;
            }
            case SCORE -> {
                course.logLikelihood = sums[at];
                yield false;
            }
        };
    }

    /** Leaves out components that hold less than a row, and turns to the density of the mixture that is reported. */
    private void prune(Estimate estimate) {
        double least = Math.min(SMALL_WEIGHT, 1 / count);
        int live = 0;
        double sum = 0;
        for (int k = 0; k < estimate.components; k++) {
            if (estimate.weights[k] >= least) {
                sum += estimate.weights[k];
                estimate.move(k, live++);
            }
        }
        estimate.components = live;
        for (int k = 0; k < live; k++) {
            estimate.weights[k] /= sum;
        }
        estimate.writeParameters(floors);
    }

    @Override
    double sketchTolerance(double tolerance) {
        return tolerance;
    }
}
