package io.regroup.api.spi;

import java.util.Arrays;

/**
 * Where the fit of one group and target is written. The engine keeps one per thread and uses it again for the next group;
 * whoever fills it must not keep the arrays.
 */
public final class GroupFit {

    /** No reason is given. */
    public static final int NO_REASON = -1;

    private static final int ALL_ROWS = -1;

    private final double[] coefficients;
    private final double[] errors;
    private final double[] extras;
    private double[] residuals = new double[0];
    private boolean residualsKept;
    private final boolean diagnostics;
    private double conditionNumber;
    private double chi2;
    private double norm;
    private double r2;
    private int reason;
    private int rowsUsed;
    private double rms;

    /**
     * Makes room for a program's results.
     *
     * @param terms the number of coefficients
     * @param extras the number of columns of the program's own
     * @param diagnostics whether the condition number is wanted
     */
    public GroupFit(int terms, int extras, boolean diagnostics) {
        this.diagnostics = diagnostics;
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
        residualsKept = false;
        conditionNumber = Double.NaN;
        chi2 = Double.NaN;
        norm = Double.NaN;
        r2 = Double.NaN;
        reason = NO_REASON;
        rowsUsed = ALL_ROWS;
        rms = Double.NaN;
    }

    /**
     * Says more than the status: why a group could not be fitted, or what to know of its fit.
     *
     * @param index the place among the program's {@link FitProgram#reasons}
     */
    public void reason(int index) {
        reason = index;
    }

    /**
     * Returns the reason.
     *
     * @return its place among the program's reasons, or {@link #NO_REASON}
     */
    public int reason() {
        return reason;
    }

    /**
     * Reports statistics of the residuals e. Only for a {@link SummaryProgram} or a {@link RoundsProgram} with terms: for other
     * programs they are computed from the rows.
     *
     * @param weightedSquares {@code Σ w e²}
     * @param explained the share of the target's variance that the model explains
     */
    public void statistics(double weightedSquares, double explained) {
        chi2 = weightedSquares;
        norm = Double.NaN;
        r2 = explained;
    }

    /**
     * Reports the same by the norm of the residuals: where doubles do not hold its square, it still tells their deviation.
     *
     * @param residualNorm {@code √(Σ w e²)}
     * @param explained the share of the target's variance that the model explains
     */
    public void statisticsByNorm(double residualNorm, double explained) {
        chi2 = residualNorm * residualNorm;
        norm = residualNorm;
        r2 = explained;
    }

    /**
     * Returns the deviation of residuals that the reported {@link #statistics} make.
     *
     * @param free degrees of freedom, n − p
     * @return {@code √(Σ w e² / free)}, NaN if none are left
     */
    public double deviation(long free) {
        if (free <= 0) {
            return Double.NaN;
        }
        return Double.isNaN(norm) ? Math.sqrt(chi2 / free) : norm / Math.sqrt((double) free);
    }

    /**
     * Reports how many rows the coefficients rest on, with the statistics of their residuals e. Only for a {@link
     * WholeGroupProgram} that leaves out some of the rows it is given, outliers for instance: these numbers are stored as they
     * are. For other programs the count is that of the rows they are given, and statistics are computed from these. The median
     * deviation is of all rows in any case.
     *
     * @param rows how many rows were used, at most as many as were given
     * @param weightedSquares {@code Σ w e²} of the rows used
     * @param deviation {@code sqrt(Σ w e² / (n − p))} of the rows used, NaN for n = p
     * @param explained the share of the variance of the rows used that the model explains, NaN if their target does not vary
     * @throws IllegalArgumentException if the number of rows is negative
     */
    public void fittedRows(int rows, double weightedSquares, double deviation, double explained) {
        if (rows < 0) {
            throw new IllegalArgumentException("reported " + rows + " rows used");
        }
        rowsUsed = rows;
        chi2 = weightedSquares;
        rms = deviation;
        r2 = explained;
    }

    /**
     * Tells whether the program reported how many rows it used.
     *
     * @return true after {@link #fittedRows}
     */
    public boolean reportsRows() {
        return rowsUsed != ALL_ROWS;
    }

    /**
     * Returns how many rows the coefficients rest on.
     *
     * @return the reported number, negative if none was reported
     */
    public int rowsUsed() {
        return rowsUsed;
    }

    /**
     * Returns the reported deviation of residuals.
     *
     * @return NaN if none was reported
     */
    public double rms() {
        return rms;
    }

    /**
     * Returns the reported sum of weighted squares.
     *
     * @return NaN if none was reported
     */
    public double chi2() {
        return chi2;
    }

    /**
     * Returns the reported share of the variance.
     *
     * @return NaN if none was reported
     */
    public double r2() {
        return r2;
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
     * Returns the array of residuals {@code y − ŷ}: what a {@link LeastSquaresSolver} writes besides the coefficients. It
     * may be used as scratch space; it counts as a part of the result only after {@link #keepResiduals()}.
     *
     * @param count the number of rows
     * @return an array of at least that length: the residual of row {@code from() + i} stands at {@code i}
     */
    public double[] residuals(int count) {
        if (residuals.length < count) {
            residuals = new double[Math.max(count, 2 * residuals.length)];
        }
        return residuals;
    }

    /**
     * Declares that the array of residuals holds those of the coefficients as they are now. Without this the engine
     * computes target minus prediction, which is less accurate where predictions are large and residuals small.
     */
    public void keepResiduals() {
        residualsKept = true;
    }

    /**
     * Tells whether the residuals are declared a part of the result.
     *
     * @return true after {@link #keepResiduals()}
     */
    public boolean hasResiduals() {
        return residualsKept;
    }

    /**
     * Tells whether it is worth computing the condition number.
     *
     * @return true if diagnostics were asked for
     */
    public boolean wantsDiagnostics() {
        return diagnostics;
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
