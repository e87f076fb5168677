package io.regroup.crossvalidation.contract;

/**
 * What is to be expected of a fitter's numbers.
 *
 * @param ordered whether results depend on the order of a group's rows, as those of a first value or a difference do
 * @param calibrated whether standard errors, where there are any, are those of coefficients under independent normal errors of
 *     equal size, also in small groups; false for errors that hold in large groups only, or under other assumptions
 * @param tolerance the relative difference that two ways to the same result may show, for instance 1e-9
 */
public record FitterTraits(boolean ordered, boolean calibrated, double tolerance) {

    /**
     * Returns the traits of a plain model: the order of rows does not matter, errors are calibrated, results are the same to nine
     * digits.
     *
     * @return the traits
     */
    public static FitterTraits plain() {
        return new FitterTraits(false, true, 1e-9);
    }

    /**
     * Returns these traits for a fitter that looks at the order of rows.
     *
     * @return the changed copy
     */
    public FitterTraits withOrder() {
        return new FitterTraits(true, calibrated, tolerance);
    }

    /**
     * Returns these traits for a fitter whose standard errors are no more than approximate in small groups, or none.
     *
     * @return the changed copy
     */
    public FitterTraits withoutCalibratedErrors() {
        return new FitterTraits(ordered, false, tolerance);
    }

    /**
     * Returns these traits with another tolerance.
     *
     * @param relative larger for iterations that end at some step size
     * @return the changed copy
     */
    public FitterTraits withTolerance(double relative) {
        return new FitterTraits(ordered, calibrated, relative);
    }
}
