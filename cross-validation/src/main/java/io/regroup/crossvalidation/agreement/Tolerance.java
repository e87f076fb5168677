package io.regroup.crossvalidation.agreement;

import io.regroup.api.InvalidArgumentException;

/**
 * How far two fits of the same rows may be apart, relative to the natural scale of a number.
 *
 * <p>The stated tolerance is {@code C ε √n · max(1, κ)}, with C = {@value #FACTOR}, ε = 2⁻⁵² the distance from 1 to the next
 * double, n the rows used and κ the condition number of the group's scaled design. Sums of n terms lose √n roundings where
 * these are random; κ is by how much a solution can be worse than the sums (N. J. Higham, Accuracy and Stability of Numerical
 * Algorithms, 2nd ed., chapters 4 and 20). C is what the ways of adding up, and the subtraction of means, are granted.
 *
 * @param factor the tolerance of one row with κ = 1, greater than 0
 * @param grows whether it grows with the root of the number of rows
 */
public record Tolerance(double factor, boolean grows) {

    /** The C of the stated tolerance. */
    public static final int FACTOR = 256;

    /**
     * Checks the factor.
     *
     * @throws InvalidArgumentException if it is not a finite number greater than 0
     */
    public Tolerance {
        if (!(factor > 0 && Double.isFinite(factor))) {
            throw new InvalidArgumentException(
                    "tolerance: expected a number greater than 0, such as 1e-9, got " + factor);
        }
    }

    /**
     * Returns the tolerance that the project states.
     *
     * @return {@code C ε √n}
     */
    public static Tolerance stated() {
        return new Tolerance(FACTOR * Math.ulp(1.0), true);
    }

    /**
     * Returns a tolerance that is the same for any number of rows.
     *
     * @param relative for instance 1e-9
     * @return the tolerance
     * @throws InvalidArgumentException if it is not a finite number greater than 0
     */
    public static Tolerance of(double relative) {
        return new Tolerance(relative, false);
    }

    /**
     * Returns the tolerance of a well-conditioned group.
     *
     * @param rows the rows used
     * @return relative to a number's natural scale
     */
    public double relative(long rows) {
        return grows ? factor * Math.sqrt((double) Math.max(1, rows)) : factor;
    }

    /**
     * Returns the tolerance of a group.
     *
     * @param rows the rows used
     * @param condition the condition number of its scaled design; NaN, where it is not known, counts as 1
     * @return relative to a number's natural scale
     */
    public double relative(long rows, double condition) {
        return relative(rows) * (condition > 1 ? condition : 1);
    }

    /**
     * Writes the tolerance as a formula.
     *
     * @return for instance {@code 256 ε √n}
     */
    @Override
    public String toString() {
        return grows ? Math.round(factor / Math.ulp(1.0)) + " ε √n" : Double.toString(factor);
    }
}
