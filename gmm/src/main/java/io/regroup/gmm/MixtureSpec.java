package io.regroup.gmm;

import io.regroup.api.InvalidArgumentException;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Says how a mixture is to be fitted. Immutable; made by a {@link #builder()}.
 *
 * <pre>{@code
 * MixtureSpec spec = MixtureSpec.builder().components(10).build();
 * }</pre>
 */
public final class MixtureSpec implements Serializable {

    private static final long serialVersionUID = 1;

    /** How much of a column is remembered by default, in distinct values, to find a start. */
    public static final int DEFAULT_SKETCH = 8192;

    private final int fewestComponents;
    private final int mostComponents;
    private final Covariance covariance;
    private final double tolerance;
    private final int maxIterations;
    private final int starts;
    private final long seed;
    private final double varianceFloor;
    private final double regularization;
    private final int sketch;
    private final boolean fromHistogram;
    private final @Nullable DirichletProcess prior;
    private final @Nullable GaussianMixture start;

    private MixtureSpec(Builder builder) {
        this.fewestComponents = builder.fewestComponents;
        this.mostComponents = builder.mostComponents;
        this.covariance = builder.covariance;
        this.tolerance = builder.tolerance;
        this.maxIterations = builder.maxIterations;
        this.starts = builder.starts;
        this.seed = builder.seed;
        this.varianceFloor = builder.varianceFloor;
        this.regularization = builder.regularization;
        this.sketch = builder.sketch;
        this.fromHistogram = builder.fromHistogram;
        this.prior = builder.prior;
        this.start = builder.start;
    }

    /**
     * Starts a specification with all defaults: one component.
     *
     * @return the builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Returns the fewest components that are tried.
     *
     * @return at least 1
     */
    public int fewestComponents() {
        return fewestComponents;
    }

    /**
     * Returns the most components that are tried; the same as the fewest if their number is given.
     *
     * @return at least 1
     */
    public int mostComponents() {
        return mostComponents;
    }

    /**
     * Returns what covariance matrices look like.
     *
     * @return the form
     */
    public Covariance covariance() {
        return covariance;
    }

    /**
     * Returns how small the gain of a step is after which the fit ends.
     *
     * @return at least 0
     */
    public double tolerance() {
        return tolerance;
    }

    /**
     * Returns how many steps over the data there may be.
     *
     * @return at least 1
     */
    public int maxIterations() {
        return maxIterations;
    }

    /**
     * Returns how many starts are tried.
     *
     * @return at least 1
     */
    public int starts() {
        return starts;
    }

    /**
     * Returns what starts are drawn from.
     *
     * @return any number
     */
    public long seed() {
        return seed;
    }

    /**
     * Returns the smallest standard deviation, relative to the range of the data.
     *
     * @return above 0
     */
    public double varianceFloor() {
        return varianceFloor;
    }

    /**
     * Returns what is added to variances in each step.
     *
     * @return at least 0
     */
    public double regularization() {
        return regularization;
    }

    /**
     * Returns how many distinct values are remembered to find a start.
     *
     * @return at least 16
     */
    public int sketch() {
        return sketch;
    }

    /**
     * Tells whether the fit ends with the histogram, without a step over all rows.
     *
     * @return true if so
     */
    public boolean fromHistogram() {
        return fromHistogram;
    }

    /**
     * Returns the prior.
     *
     * @return null for maximum likelihood
     */
    public @Nullable DirichletProcess prior() {
        return prior;
    }

    /**
     * Returns the mixture to start from.
     *
     * @return null if a start is to be found
     */
    public @Nullable GaussianMixture start() {
        return start;
    }

    /**
     * Checks that this suits data of some dimensions.
     *
     * @param dimensions how many, at least 1
     * @throws InvalidArgumentException if the start or the prior is one of other dimensions, or if only one dimension will do
     */
    public void require(int dimensions) {
        if (start != null && start.dimensions() != dimensions) {
            throw new InvalidArgumentException("start: expected a mixture of " + dimensions
                    + " dimensions, as many as there are columns, got one of " + start.dimensions());
        }
        if (prior != null) {
            prior.require(dimensions);
        }
        if (fromHistogram && dimensions > 1) {
            throw new InvalidArgumentException(
                    "histogram: expected one column, got " + dimensions + "; fit columns one by one, or all rows");
        }
    }

    /** Collects what a specification says. Not for several threads. */
    public static final class Builder {

        private int fewestComponents = 1;
        private int mostComponents = 1;
        private Covariance covariance = Covariance.FULL;
        private double tolerance = 1e-3;
        private int maxIterations = 100;
        private int starts = 5;
        private long seed;
        private double varianceFloor = 1e-6;
        private double regularization;
        private int sketch = DEFAULT_SKETCH;
        private boolean fromHistogram;
        private @Nullable DirichletProcess prior;
        private @Nullable GaussianMixture start;

        private Builder() {}

        /**
         * Sets the number of components. There are fewer in the end if there are fewer distinct rows, if one is left without rows, or if
         * a prior prunes them.
         *
         * @param number at least 1
         * @return this
         */
        public Builder components(int number) {
            return components(number, number);
        }

        /**
         * Lets the Bayesian information criterion choose the number of components.
         *
         * @param fewest at least 1
         * @param most at least as many
         * @return this
         */
        public Builder components(int fewest, int most) {
            if (fewest < 1 || most < fewest) {
                throw new InvalidArgumentException(
                        "components: expected a number from 1, or a range such as 1 to 10, got " + fewest + " to "
                                + most);
            }
            fewestComponents = fewest;
            mostComponents = most;
            return this;
        }

        /**
         * Sets what covariance matrices look like: FULL by default.
         *
         * @param form the form
         * @return this
         */
        public Builder covariance(Covariance form) {
            covariance = form;
            return this;
        }

        /**
         * Sets how small the gain of a step is after which the fit ends: of the mean log-likelihood per row, or, with a prior, of the
         * lower bound of all rows, as in scikit-learn. 1e-3 by default.
         *
         * @param gain at least 0
         * @return this
         */
        public Builder tolerance(double gain) {
            tolerance = atLeastZero("tolerance", gain);
            return this;
        }

        /**
         * Sets how many steps over the data there may be: 100 by default.
         *
         * @param number at least 1
         * @return this
         */
        public Builder maxIterations(int number) {
            maxIterations = atLeast(1, "max iterations", number);
            return this;
        }

        /**
         * Sets how many starts are tried: 5 by default.
         *
         * @param number at least 1
         * @return this
         */
        public Builder starts(int number) {
            starts = atLeast(1, "starts", number);
            return this;
        }

        /**
         * Sets what starts are drawn from: 0 by default.
         *
         * @param number any
         * @return this
         */
        public Builder seed(long number) {
            seed = number;
            return this;
        }

        /**
         * Sets the smallest standard deviation, relative to the range of the data: 1e-6 by default.
         *
         * @param share above 0, below 1
         * @return this
         */
        public Builder varianceFloor(double share) {
            if (!(share > 0 && share < 1)) {
                throw new InvalidArgumentException("variance floor: expected a number between 0 and 1, got " + share);
            }
            varianceFloor = share;
            return this;
        }

        /**
         * Sets what is added to variances in each step: nothing by default. It depends on the unit of the data.
         *
         * @param variance at least 0
         * @return this
         */
        public Builder regularization(double variance) {
            regularization = atLeastZero("regularization", variance);
            return this;
        }

        /**
         * Sets how many distinct values are remembered to find a start. If there are no more in all, the fit needs a single pass over the
         * rows.
         *
         * @param values at least 16
         * @return this
         */
        public Builder sketch(int values) {
            sketch = atLeast(16, "sketch", values);
            return this;
        }

        /**
         * Ends with the fit to a histogram, after two passes over the rows, whatever their number. The log-likelihood is then a lower
         * bound, and an upper one is reported beside it.
         *
         * @return this
         */
        public Builder fromHistogram() {
            fromHistogram = true;
            return this;
        }

        /**
         * Sets the prior of a mixture whose number of components follows from the data: {@link #components(int)} is the largest then.
         *
         * @param process the prior
         * @return this
         */
        public Builder prior(DirichletProcess process) {
            prior = process;
            return this;
        }

        /**
         * Starts from a mixture instead of looking for a start. The number of components is that of the mixture.
         *
         * @param mixture where to start
         * @return this
         */
        public Builder start(GaussianMixture mixture) {
            start = mixture;
            return components(mixture.components());
        }

        private static double atLeastZero(String what, double number) {
            if (!(number >= 0 && number < Double.POSITIVE_INFINITY)) {
                throw new InvalidArgumentException(what + ": expected a number from 0, got " + number);
            }
            return number;
        }

        private static int atLeast(int least, String what, int number) {
            if (number < least) {
                throw new InvalidArgumentException(
                        what + ": expected a whole number from " + least + ", got " + number);
            }
            return number;
        }

        /**
         * Makes the specification.
         *
         * @return the specification
         * @throws InvalidArgumentException if parts do not go together
         */
        public MixtureSpec build() {
            if (fewestComponents < mostComponents && prior != null) {
                throw new InvalidArgumentException(
                        "components: a Dirichlet process chooses their number itself; give one number, the largest");
            }
            if (start != null && (fewestComponents < mostComponents || start.components() != mostComponents)) {
                throw new InvalidArgumentException("components: the start has " + start.components()
                        + "; leave the number out where a start is given");
            }
            if (start != null && fromHistogram) {
                throw new InvalidArgumentException(
                        "histogram: a given start is followed over all rows; leave out one of the two");
            }
            return new MixtureSpec(this);
        }
    }
}
