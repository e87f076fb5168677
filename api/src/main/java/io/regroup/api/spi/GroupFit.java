package io.regroup.api.spi;

import java.util.Arrays;

/**
 * Where the fit of one group and target is written. The engine keeps one per thread and uses it again for the next group;
 * whoever fills it must not keep the arrays.
 */
public final class GroupFit {

    private final double[] coefficients;
    private final double[] errors;
    private final double[] extras;
    private double[] residuals = new double[0];
    private boolean residualsSet;
    private double conditionNumber;

    /**
     * Makes room for a program's results.
     *
     * @param terms the number of coefficients
     * @param extras the number of columns of the program's own
     */
    public GroupFit(int terms, int extras) {
        this.coefficients = new double[terms];
        this.errors = new double[terms];
        this.extras = new double[extras];
        reset();
    }

    /** Sets everything to NaN, for the next group. */
    public void reset() {
        Arrays.fill(coefficients, Double.NaN);
        Arrays.fill(errors, Double.NaN);
        Arrays.fill(extras, Double.NaN);
        residualsSet = false;
        conditionNumber = Double.NaN;
    }

    /**
     * Returns the coefficients.
     *
     * @return one per term, to be written; NaN for a term that is left out
     */
    public double[] coefficients() {
        return coefficients;
    }

    /**
     * Returns the standard errors.
     *
     * @return one per term, to be written; NaN where unknown
     */
    public double[] errors() {
        return errors;
    }

    /**
     * Returns the columns of the program's own.
     *
     * @return one per extra, to be written
     */
    public double[] extras() {
        return extras;
    }

    /**
     * Offers the residuals {@code y − ŷ}, for programs that know them more accurately than target minus prediction.
     *
     * @param count the number of rows
     * @return an array of at least that length: write the residual of row {@code from() + i} at {@code i}
     */
    public double[] residuals(int count) {
        if (residuals.length < count) {
            residuals = new double[Math.max(count, 2 * residuals.length)];
        }
        residualsSet = true;
        return residuals;
    }

    /**
     * Tells whether the program wrote the residuals itself.
     *
     * @return true after {@link #residuals(int)}
     */
    public boolean hasResiduals() {
        return residualsSet;
    }

    /**
     * Reports the 2-norm condition number of the scaled design.
     *
     * @param value at least 1, or NaN if unknown
     */
    public void conditionNumber(double value) {
        conditionNumber = value;
    }

    /**
     * Returns the reported condition number.
     *
     * @return NaN if none was reported
     */
    public double conditionNumber() {
        return conditionNumber;
    }

    /**
     * Counts the coefficients that were estimated.
     *
     * @return how many are not NaN
     */
    public int estimated() {
        int count = 0;
        for (double coefficient : coefficients) {
            if (!Double.isNaN(coefficient)) {
                count++;
            }
        }
        return count;
    }
}
