package io.regroup.gmm.internal;

import io.regroup.api.FitStatus;
import io.regroup.api.spi.GaussianKernel;
import io.regroup.api.spi.GaussianLayout;
import io.regroup.api.spi.GroupFit;
import io.regroup.api.spi.GroupRows;
import io.regroup.api.spi.Rounds;
import io.regroup.gmm.DirichletProcess;
import io.regroup.gmm.GaussianMixture;
import io.regroup.gmm.MixtureSpec;
import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Goes through the rounds of a {@link MixtureProgram} in one thread. */
final class MixtureRounds implements Rounds {

    private static final int UNUSABLE = 0;

    private final MixtureProgram program;
    private final MixtureSpec spec;
    private final Shape shape;
    private final Expectation expectation;
    private final Step step;
    private final PointFitter fitter;
    private final Sketch sketch;
    private final Points points;
    private final double[] pointSums;
    private final double[][] x;
    private final int profileWidth;

    /** What is known of the group whose round ended last. */
    final Profile profile;

    final Estimate estimate;
    final Course course = new Course();
    /** An upper bound of the log-likelihood. */
    double mostLogLikelihood;

    /** The unit in which a dimension's numbers are computed with. */
    final double[] units;

    private final Estimate given;

    MixtureRounds(MixtureProgram program, Function<GaussianLayout, GaussianKernel> kernels) {
        this.program = program;
        this.spec = program.spec();
        this.shape = program.shape();
        this.expectation = new Expectation(shape, kernels);
        this.step = step(spec, shape);
        this.fitter = new PointFitter(spec, shape, expectation, step);
        this.sketch = new Sketch(shape.dimensions(), spec.sketch(), spec.seed());
        this.points = new Points(shape.dimensions());
        this.pointSums = new double[shape.sumWidth()];
        this.x = new double[shape.dimensions()][];
        this.profileWidth = Profile.width(shape.dimensions());
        this.profile = new Profile(shape.dimensions());
        this.estimate = new Estimate(shape);
        this.units = new double[shape.dimensions()];
        this.given = new Estimate(shape);
        GaussianMixture start = spec.start();
        if (start != null) {
            given.set(start);
            given.writeParameters(new double[shape.dimensions()]);
        }
    }

    private static Step step(MixtureSpec spec, Shape shape) {
        DirichletProcess prior = spec.prior();
        return prior == null
                ? new MaximumLikelihood(shape, spec.regularization(), spec.varianceFloor())
                : new Variational(shape, spec.regularization(), spec.varianceFloor(), prior);
    }

    @Override
    public void identity(int round, double[] state, int stateAt, double[] sums, int at) {
        if (round == 0) {
            profile.identity(sums, at);
        }
    }

    @Override
    public void accumulate(
            int round, GroupRows rows, int from, int to, double[] state, int stateAt, double[] sums, int at) {
        int features = x.length - 1;
        for (int a = 0; a < features; a++) {
            x[a] = rows.feature(a);
        }
        x[features] = rows.target();
        add(round, x, rows.weight(), from, to, state, stateAt, sums, at);
    }

    /** Adds rows to a summary. */
    void add(
            int round,
            double[][] columns,
            double @Nullable [] weight,
            int from,
            int to,
            double[] state,
            int stateAt,
            double[] sums,
            int at) {
        if (from == to) {
            return;
        }
        if (round == 0) {
            profile.add(columns, weight, from, to, sums, at);
            if (program.hasStart()) {
                expectation.add(
                        given.components, columns, weight, from, to, given.parameters, 0, sums, at + profileWidth);
            } else {
                sketch.add(columns, weight, from, to, sums, at + profileWidth);
            }
            return;
        }
        int own = stateAt + Course.WIDTH + profileWidth;
        if (program.isHistogram(round)) {
            profile.read(state, stateAt + Course.WIDTH);
            Bins.add(columns[0], weight, from, to, state, own + 1, (int) state[own], profile.smallest(0), sums, at);
            return;
        }
        int parameters = own + Estimate.parametersAt(shape);
        expectation.add((int) state[own], columns, weight, from, to, state, parameters, sums, at);
    }

    /** Tells which rows need not be remembered in the first round, see {@link Sketch#limit}. */
    void limit(long hash) {
        sketch.limit(hash);
    }

    /** Returns the limit that follows from a summary of the first round. */
    long limitOf(double[] sums) {
        return program.hasStart() ? Long.MAX_VALUE : sketch.limitOf(sums, profileWidth);
    }

    @Override
    public void combine(int round, double[] into, int at, double[] later, int laterAt) {
        if (round == 0 && !program.hasStart()) {
            profile.combine(into, at, later, laterAt);
            sketch.combine(into, at + profileWidth, later, laterAt + profileWidth);
            return;
        }
        int first = 0;
        if (round == 0) {
            profile.combine(into, at, later, laterAt);
            first = profileWidth;
        }
        int width = program.width(round);
        for (int i = first; i < width; i++) {
            into[at + i] += later[laterAt + i];
        }
    }

    @Override
    public @Nullable FitStatus advance(
            int round, double[] state, int stateAt, double[] sums, int at, double[] next, int nextAt, GroupFit out) {
        FitStatus status = advance(round, state, stateAt, sums, at, next, nextAt);
        if (status == FitStatus.FAILED) {
            out.reason(UNUSABLE);
        } else if (status != null && status.isFitted()) {
            MixtureColumns.write(estimate, units, course, profile.weight(), out.extras());
        }
        return status;
    }

    /** Ends a round; if it was the last, the results stand in this object's fields. */
    @Nullable
    FitStatus advance(int round, double[] state, int stateAt, double[] sums, int at, double[] next, int nextAt) {
        if (round == 0) {
            return advanceFirst(sums, at, next, nextAt);
        }
        Arrays.fill(units, 1);
        course.read(state, stateAt);
        profile.read(state, stateAt + Course.WIDTH);
        step.use(profile);
        int own = stateAt + Course.WIDTH + profileWidth;
        if (program.isHistogram(round)) {
            return advanceHistogram(state, own, sums, at, next, nextAt);
        }
        estimate.read(state, own);
        boolean more = step.advance(estimate, course, sums, at, spec.tolerance(), spec.maxIterations());
        return more ? goOn(next, nextAt) : end();
    }

    private @Nullable FitStatus advanceFirst(double[] sums, int at, double[] next, int nextAt) {
        profile.read(sums, at);
        if (profile.count() == 0) {
            return FitStatus.TOO_FEW_ROWS;
        }
        Arrays.fill(units, 1);
        boolean usable = profile.hasUsableWeights();
        boolean squares = profile.hasUsableSquares();
        int rest = at + profileWidth;
        if (!usable || (!squares && (program.hasStart() || !Sketch.isComplete(sums, rest)))) {
            return FitStatus.FAILED;
        }
        if (program.hasStart()) {
            step.use(profile);
            course.begin(step.firstPhase());
            estimate.set(given);
            boolean more = step.advance(estimate, course, sums, rest, spec.tolerance(), spec.maxIterations());
            return more ? goOn(next, nextAt) : end();
        }
        sketch.read(sums, rest, points);
        boolean complete = Sketch.isComplete(sums, rest);
        course.begin(Course.Phase.IMPROVE);
        if (!complete && shape.dimensions() == 1) {
            course.write(next, nextAt);
            profile.write(next, nextAt + Course.WIDTH);
            int own = nextAt + Course.WIDTH + profileWidth;
            next[own] = Bins.edges(points, program.bins(), next, own + 1);
            return null;
        }
        if (!squares) {
            changeUnits();
        }
        step.use(profile);
        if (complete) {
            fitter.fit(points, true, profile, estimate);
            improveOnPoints();
            return end();
        }
        points.scaleTo(profile.weight());
        fitter.fit(points, false, profile, estimate);
        return goOn(next, nextAt);
    }

    /** Computes with numbers whose squares neither overflow nor vanish. */
    private void changeUnits() {
        for (int a = 0; a < units.length; a++) {
            units[a] = profile.unit(a);
            points.divide(a, units[a]);
        }
        profile.use(points);
    }

    /** Makes all steps on points that are the data. */
    private void improveOnPoints() {
        do {
            expectation.sums(points, estimate, pointSums);
        } while (step.advance(estimate, course, pointSums, 0, spec.tolerance(), spec.maxIterations()));
    }

    private @Nullable FitStatus advanceHistogram(
            double[] state, int own, double[] sums, int at, double[] next, int nextAt) {
        int edgeCount = (int) state[own];
        Bins.read(sums, at, state, own + 1, edgeCount, profile.smallest(0), points);
        fitter.fit(points, spec.fromHistogram(), profile, estimate);
        if (!spec.fromHistogram()) {
            return goOn(next, nextAt);
        }
        improveOnPoints();
        mostLogLikelihood = Bins.mostLogLikelihood(sums, at, state, own + 1, edgeCount, profile, estimate);
        return ended();
    }

    private @Nullable FitStatus goOn(double[] next, int at) {
        course.write(next, at);
        profile.write(next, at + Course.WIDTH);
        estimate.write(next, at + Course.WIDTH + profileWidth);
        return null;
    }

    private FitStatus end() {
        mostLogLikelihood = course.logLikelihood;
        return ended();
    }

    private FitStatus ended() {
        if (!program.hasStart()) {
            estimate.sort();
        }
        return course.converged ? FitStatus.OK : FitStatus.NOT_CONVERGED;
    }
}
