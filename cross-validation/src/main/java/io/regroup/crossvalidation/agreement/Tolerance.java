package io.regroup.crossvalidation.agreement;

import io.regroup.api.InvalidArgumentException;
import java.math.BigDecimal;
import java.math.MathContext;

/**
 * How far two fits of the same rows may be apart, relative to the natural scale of a number. The stated tolerance is what
 * {@link Accuracy#general()} grants an engine against the exact answer: {@code 1e-12 · max(1, κ) · max(1, √(n / 1000))}, that
 * is 4504 ε, with κ the condition number of the group's scaled design and n the rows used.
 *
 * @param accuracy what is granted to groups of few rows
 * @param grows whether it grows with the root of the number of rows
 */
public record Tolerance(Accuracy accuracy, boolean grows) {

    private static final MathContext SHOWN = new MathContext(6);

    /**
     * Returns the tolerance that the project states.
     *
     * @return {@code 1e-12 · max(1, √(n / 1000))}
     */
    public static Tolerance stated() {
        return new Tolerance(Accuracy.general(), true);
    }

    /**
     * Returns a tolerance that is the same for any number of rows.
     *
     * @param relative for instance 1e-9
     * @return the tolerance
     * @throws InvalidArgumentException if it is not a finite number greater than 0
     */
    public static Tolerance of(double relative) {
        if (!(relative > 0 && Double.isFinite(relative))) {
            throw new InvalidArgumentException(
                    "tolerance: expected a number greater than 0, such as 1e-9, got " + relative);
        }
        return new Tolerance(new Accuracy(false, relative / granted(Accuracy.general(), 1)), false);
    }

    /** What a coefficient of 1 may be off by. */
    private static double granted(Accuracy accuracy, double condition) {
        return accuracy.coefficient(1, 0, condition);
    }

    /**
     * Returns what a group is granted.
     *
     * @param rows the rows used
     * @return for fits of so many rows
     */
    public Accuracy forRows(long rows) {
        return grows ? accuracy.forRows((int) Math.min(rows, Integer.MAX_VALUE)) : accuracy;
    }

    /**
     * Returns the tolerance of a group.
     *
     * @param rows the rows used
     * @param condition κ; NaN if it is not known, which counts as 1
     * @return relative to a number's natural scale
     */
    public double relative(long rows, double condition) {
        return granted(forRows(rows), Double.isNaN(condition) ? 1 : condition);
    }

    /**
     * Writes the tolerance as a formula.
     *
     * @return for instance {@code 1e-12 max(1, κ) max(1, √(n / 1000))}
     */
    @Override
    public String toString() {
        BigDecimal few = new BigDecimal(granted(accuracy, 1)).round(SHOWN).stripTrailingZeros();
        return few.toString().replace('E', 'e') + " max(1, κ)" + (grows ? " max(1, √(n / 1000))" : "");
    }
}
