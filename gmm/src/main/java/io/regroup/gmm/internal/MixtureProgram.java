package io.regroup.gmm.internal;

import io.regroup.api.spi.GaussianKernel;
import io.regroup.api.spi.GaussianLayout;
import io.regroup.api.spi.Iteration;
import io.regroup.api.spi.Kernels;
import io.regroup.api.spi.Rounds;
import io.regroup.api.spi.RoundsProgram;
import io.regroup.api.spi.Term;
import io.regroup.gmm.MixtureSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A mixture of Gaussian distributions per group, of the features and the target together. Without a start that is given:
 *
 * <pre>
 * round 0:    range and moments of the rows, and a sample of distinct rows ({@link Sketch})
 * round 1:    in one dimension, a histogram whose edges are quantiles of the sample ({@link Bins})
 * then:       starts are tried on the histogram or the sample, and the best is improved there
 * all others: expectation and maximization over the rows
 * </pre>
 *
 * <p>If the sample holds all distinct rows, the fit ends in round 0: the sample is the data.
 */
public final class MixtureProgram implements RoundsProgram {

    private static final long serialVersionUID = 1;

    static final int MOST_BINS = 1024;

    /** The only reason for which a fit fails. */
    private static final String UNUSABLE = "numbers or weights are too large or too small to be squared";

    private final MixtureSpec spec;
    private final Shape shape;

    @SuppressWarnings("serial") // List.copyOf gives a serializable list
    private final List<String> features;

    @SuppressWarnings("serial") // as above
    private final List<String> targets;

    private final int target;

    /**
     * Makes the program of the first target.
     *
     * @param spec how to fit; suits the number of features and one target
     * @param features the names of features, for the names of results
     * @param targets the names of targets
     */
    public MixtureProgram(MixtureSpec spec, List<String> features, List<String> targets) {
        this(spec, List.copyOf(features), List.copyOf(targets), 0);
    }

    private MixtureProgram(MixtureSpec spec, List<String> features, List<String> targets, int target) {
        this.spec = spec;
        this.features = features;
        this.targets = targets;
        this.target = target;
        this.shape = new Shape(features.size() + 1, spec.mostComponents(), spec.covariance());
    }

    @Override
    public MixtureProgram forTarget(int other) {
        return other == target ? this : new MixtureProgram(spec, features, targets, other);
    }

    MixtureSpec spec() {
        return spec;
    }

    Shape shape() {
        return shape;
    }

    @Override
    public List<Term> terms() {
        return List.of();
    }

    @Override
    public List<String> extras() {
        List<String> columns = new ArrayList<>(features);
        columns.add(targets.get(target));
        return MixtureColumns.names(shape, columns);
    }

    @Override
    public List<String> reasons() {
        return List.of(UNUSABLE);
    }

    @Override
    public @Nullable Iteration iteration() {
        return new Iteration(1e-6, Set.of(MixtureColumns.ITERATIONS));
    }

    @Override
    public double predict(double[] coefficients, double[] features) {
        throw new UnsupportedOperationException("a mixture predicts nothing");
    }

    @Override
    public int mostRounds() {
        return 2 + spec.maxIterations() + 2;
    }

    boolean hasStart() {
        return spec.start() != null;
    }

    /** Tells whether a round adds rows to a histogram. */
    boolean isHistogram(int round) {
        return round == 1 && shape.dimensions() == 1 && !hasStart();
    }

    /** Returns how many bins there may be. */
    int bins() {
        return Math.min(MOST_BINS, Math.max(16, spec.sketch() / 2));
    }

    @Override
    public int stateWidth(int round) {
        if (round == 0) {
            return 0;
        }
        int known = Course.WIDTH + Profile.width(shape.dimensions());
        return known + (isHistogram(round) ? bins() : Estimate.width(shape));
    }

    @Override
    public int width(int round) {
        if (isHistogram(round)) {
            return Bins.width(bins());
        }
        if (round > 0) {
            return shape.sumWidth();
        }
        int d = shape.dimensions();
        return Profile.width(d) + (hasStart() ? shape.sumWidth() : Sketch.width(d, spec.sketch()));
    }

    @Override
    public Rounds rounds(Kernels kernels) {
        return rounds(kernels::gaussians);
    }

    /**
     * Makes what goes through rounds in one thread, with no more of an engine than its mixtures.
     *
     * @param kernels makes the arithmetic
     * @return the rounds
     */
    MixtureRounds rounds(Function<GaussianLayout, GaussianKernel> kernels) {
        return new MixtureRounds(this, kernels);
    }
}
