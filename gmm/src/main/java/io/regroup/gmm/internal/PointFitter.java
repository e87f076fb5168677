package io.regroup.gmm.internal;

import io.regroup.gmm.MixtureSpec;
import java.util.Arrays;

/**
 * Fits a mixture to points from scratch: several starts, a few steps from each, and many from the best. Where the number of components is
 * open, this is done for each, and Schwarz's criterion decides. For one thread.
 */
final class PointFitter {

    /** So many steps show which start is best. */
    private static final int TRIAL_STEPS = 5;

    private static final int MOST_STEPS = 500;

    /** In one dimension, starts are tried on so many bins per component. */
    private static final int BINS_PER_COMPONENT = 16;

    private static final int FEWEST_BINS = 48;

    private final MixtureSpec spec;
    private final Shape shape;
    private final Expectation expectation;
    private final Step step;
    private final Starts starts;
    private final Estimate trial;
    private final Estimate best;
    private final Points coarse;
    private final double[] sums;
    private final double[] edges;
    private final double[] binSums;
    private final int bins;
    /** What the last fit to points has reached. */
    private double reached;

    PointFitter(MixtureSpec spec, Shape shape, Expectation expectation, Step step) {
        this.spec = spec;
        this.shape = shape;
        this.expectation = expectation;
        this.step = step;
        this.starts = new Starts(shape, spec.seed());
        this.trial = new Estimate(shape);
        this.best = new Estimate(shape);
        this.coarse = new Points(shape.dimensions());
        this.sums = new double[shape.sumWidth()];
        this.bins = Math.max(FEWEST_BINS, BINS_PER_COMPONENT * shape.most());
        this.edges = new double[bins];
        this.binSums = new double[Bins.width(bins)];
    }

    /**
     * Fits a mixture.
     *
     * @param points in ascending order if they have one dimension
     * @param exact whether the points are the data: then the last steps are left to whoever asks
     * @param estimate receives the mixture
     */
    void fit(Points points, boolean exact, Profile profile, Estimate estimate) {
        starts.use(profile);
        boolean few = shape.dimensions() > 1 || points.size <= 2 * bins;
        Points small = few ? points : coarsen(points, profile);
        double leastCriterion = Double.POSITIVE_INFINITY;
        int most = Math.min(shape.most(), small.size);
        for (int k = Math.min(most, spec.fewestComponents()); k <= most; k++) {
            bestStart(small, k);
            double criterion = 0;
            if (spec.fewestComponents() < spec.mostComponents()) {
                climb(small, best, MOST_STEPS);
                criterion = shape.freeParameters(best.components) * Math.log(profile.weight())
                        - 2 * reached * profile.weight();
            }
            if (criterion < leastCriterion) {
                leastCriterion = criterion;
                estimate.set(best);
            }
        }
        climb(small, estimate, MOST_STEPS);
        if (!exact && small != points) {
            climb(points, estimate, MOST_STEPS);
        }
    }

    /** Puts sorted points into bins. */
    private Points coarsen(Points points, Profile profile) {
        int edgeCount = Bins.edges(points, bins, edges, 0);
        Arrays.fill(binSums, 0);
        Bins.add(points, edges, edgeCount, profile.smallest(0), binSums);
        Bins.read(binSums, 0, edges, 0, edgeCount, profile.smallest(0), coarse);
        return coarse;
    }

    /** Leaves the best start for a number of components in {@link #best}. */
    private void bestStart(Points points, int components) {
        double most = Double.NEGATIVE_INFINITY;
        for (int number = 0; number < spec.starts(); number++) {
            starts.make(number, points, components, trial, sums);
            step.improve(trial, sums, 0);
            climb(points, trial, TRIAL_STEPS);
            if (reached > most || number == 0) {
                most = reached;
                best.set(trial);
            }
        }
    }

    /** Makes steps until they gain little. */
    private void climb(Points points, Estimate estimate, int steps) {
        double tolerance = step.sketchTolerance(spec.tolerance());
        double last = Double.NaN;
        for (int i = 0; i < steps; i++) {
            expectation.sums(points, estimate, sums);
            reached = step.improve(estimate, sums, 0);
            if (Math.abs(reached - last) < tolerance) {
                return;
            }
            last = reached;
        }
    }
}
