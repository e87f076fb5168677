package io.regroup.api.spi;

import io.regroup.api.InvalidArgumentException;

/**
 * Which parts of a specification a fitter can make use of; asking it for others is an error before any work.
 *
 * @param weights whether rows may be weighted
 * @param throughOrigin whether the intercept may be left out
 * @param fewestFeatures the fewest features, at least 0
 * @param mostFeatures the most features
 * @param robustErrors whether its errors can be estimated in other ways than the classic one, see
 *     {@link io.regroup.api.StandardErrors}
 */
public record FitterSupport(
        boolean weights, boolean throughOrigin, int fewestFeatures, int mostFeatures, boolean robustErrors) {

    /**
     * Checks the numbers of features.
     *
     * @throws InvalidArgumentException if one is negative, or the fewest are more than the most
     */
    public FitterSupport {
        if (fewestFeatures < 0 || mostFeatures < fewestFeatures) {
            throw new InvalidArgumentException("features: expected 0 ≤ fewest ≤ most, got fewest " + fewestFeatures
                    + " and most " + mostFeatures + "; give the fewest first");
        }
    }

    /** Everything but robust errors, with any number of features. */
    public static final FitterSupport ALL = new FitterSupport(true, true, 0, Integer.MAX_VALUE);

    /**
     * Describes a fitter whose errors are estimated in its own way.
     *
     * @param weights whether rows may be weighted
     * @param throughOrigin whether the intercept may be left out
     * @param fewestFeatures the fewest features, at least 0
     * @param mostFeatures the most features
     */
    public FitterSupport(boolean weights, boolean throughOrigin, int fewestFeatures, int mostFeatures) {
        this(weights, throughOrigin, fewestFeatures, mostFeatures, false);
    }

    /**
     * Returns this support with robust errors as well.
     *
     * @return the changed copy
     */
    public FitterSupport withRobustErrors() {
        return new FitterSupport(weights, throughOrigin, fewestFeatures, mostFeatures, true);
    }
}
