package io.regroup.api.spi;

/**
 * Which parts of a specification a fitter can make use of; asking it for others is an error before any work.
 *
 * @param weights whether rows may be weighted
 * @param throughOrigin whether the intercept may be left out
 * @param fewestFeatures the fewest features, at least 0
 * @param mostFeatures the most features
 */
public record FitterSupport(boolean weights, boolean throughOrigin, int fewestFeatures, int mostFeatures) {

    /** Everything, with any number of features. */
    public static final FitterSupport ALL = new FitterSupport(true, true, 0, Integer.MAX_VALUE);
}
