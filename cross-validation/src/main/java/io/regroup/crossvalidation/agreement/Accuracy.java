package io.regroup.crossvalidation.agreement;

/**
 * How near an engine has to come to the exact answer of a least-squares fit: the one place where tolerances stand. All methods
 * return the largest allowed absolute error. In what follows κ is the condition number of the centred, scaled design of the
 * group, n its rows, and u = 2⁻⁵².
 *
 * <p>{@link #reference()} is for an engine that corrects its answers in extended precision: coefficients are the exact ones
 * rounded, whatever κ is; statistics lose a few roundings of their sums.
 *
 * <p>{@link #general()} is for all others: {@code 1e-12 · max(1, κ) · max(1, √(n / 1000))}. That is the envelope of the two ways
 * to solve least squares in double precision: cross-moments lose about {@code 50 u κ²}, a triangular factor of the rows
 * {@code 50 u κ} (N. J. Higham, Accuracy and Stability of Numerical Algorithms, 2nd ed., ch. 20). Moments stay inside up to κ of
 * about 100, the factor everywhere; so moments do where they serve, and an ill-conditioned group that is not escalated shows.
 * Beyond 1000 rows the tolerance grows with their root, as rounding errors of long sums do. The error of a coefficient is
 * measured against its natural scale, what the coefficient would be if its feature alone explained all of the target: a
 * coefficient of zero comes out as a rounding error of that.
 *
 * <p>What follows from Σ w e² has ten times as much, {@code 1e-11 · max(1, κ)}: moments may get it by subtraction as long as
 * no more than three digits are lost, {@code 1000 · 50 u}.
 *
 * <p>Residuals are differences of data: no better than {@code 64 u} times what is subtracted. This is all that a perfect
 * fit may show.
 *
 * @param rounded whether coefficients are the exact ones rounded, as a reference engine owes
 * @param factor by how much errors may be larger than stated above for groups of few rows, at least 1; a reference has none
 */
public record Accuracy(boolean rounded, double factor) {

    private static final double GENERAL = 1e-12;
    private static final double GENERAL_STATISTIC = 1e-11;
    private static final double ROUNDING = 64 * Math.ulp(1.0);
    private static final double REFERENCE_COEFFICIENT = 4e-16;
    private static final double REFERENCE_STATISTIC = 1e-13;
    private static final double REFERENCE_CANCELLED = 0x1p-60;
    private static final double REFERENCE_DUST = 0x1p-52;

    private static final double FEW_ROWS = 1000;

    /**
     * Returns what a reference engine owes.
     *
     * @return coefficients rounded once
     */
    public static Accuracy reference() {
        return new Accuracy(true, 1);
    }

    /**
     * Returns what every engine owes that is no reference, and every fit whose groups were combined from summaries.
     *
     * @return {@code 1e-12 · max(1, κ)}
     */
    public static Accuracy general() {
        return new Accuracy(false, 1);
    }

    /**
     * Returns a wider tolerance, for arithmetic that loses more and says so.
     *
     * @param wider by how much, at least 1
     * @return {@code wider · 1e-12 · max(1, κ)} if this is {@link #general()}
     */
    public Accuracy times(double wider) {
        return new Accuracy(false, factor * Math.max(1, wider));
    }

    /**
     * Returns the tolerance of a group of so many rows.
     *
     * @param rows how many count
     * @return this up to 1000 rows, beyond that times the root of their thousands
     */
    public Accuracy forRows(int rows) {
        return new Accuracy(rounded, factor * Math.max(1, Math.sqrt(rows / FEW_ROWS)));
    }

    /**
     * A relative tolerance for well-conditioned cases.
     *
     * @param referenceTolerance what the reference owes
     * @return that if this is the reference, the general one for others
     */
    public double allow(double referenceTolerance) {
        return rounded ? referenceTolerance : Math.max(referenceTolerance, GENERAL);
    }

    /**
     * What may be left of Σ w e² of a perfect fit.
     *
     * @param totalSquares Σ w y² or Σ w (y − ȳ)²
     * @return nothing for a reference
     */
    public double dust(double totalSquares) {
        return rounded ? 0 : ROUNDING * ROUNDING * totalSquares;
    }

    private double general(double condition) {
        return GENERAL * factor * Math.max(1, condition);
    }

    private double generalStatistic(double condition) {
        return GENERAL_STATISTIC * factor * Math.max(1, condition);
    }

    /**
     * Of a coefficient.
     *
     * @param exact its value
     * @param scale what it would be if its feature alone explained the target
     * @param condition κ
     * @return the allowed error
     */
    public double coefficient(double exact, double scale, double condition) {
        return rounded
                ? REFERENCE_COEFFICIENT * Math.abs(exact) + REFERENCE_CANCELLED * scale
                : general(condition) * Math.max(Math.abs(exact), scale);
    }

    /**
     * Of the residual standard deviation.
     *
     * @param exact its value
     * @param subtracted the root mean square of what is subtracted to get residuals
     * @param condition κ
     * @return the allowed error
     */
    public double rms(double exact, double subtracted, double condition) {
        if (rounded) {
            // coefficients are rounded, and chi2 is at its least there: only the square of the rounding shows
            double rounding = REFERENCE_DUST * subtracted;
            return REFERENCE_STATISTIC * exact + rounding * (rounding / (Math.hypot(exact, rounding) + exact));
        }
        return generalStatistic(condition) * exact + ROUNDING * subtracted;
    }

    /**
     * Of Σ w e², its root being as good as the residual standard deviation.
     *
     * @param exact its value
     * @param subtracted the root mean square of what is subtracted to get residuals
     * @param condition κ
     * @param rows how many count
     * @return the allowed error
     */
    public double chi2(double exact, double subtracted, double condition, int rows) {
        double root = Math.sqrt(exact / rows);
        double off = rms(root, subtracted, condition);
        return rows * off * (2 * root + off);
    }

    /**
     * Of a standard error.
     *
     * @param exact its value
     * @param ofRms what the error of the residual standard deviation makes of it
     * @param condition κ
     * @return the allowed error
     */
    public double error(double exact, double ofRms, double condition) {
        return (rounded ? REFERENCE_STATISTIC : general(condition)) * exact + ofRms;
    }

    /**
     * Of 1 − chi2 / total.
     *
     * @param exact its value
     * @param relativeOfRms the relative error of the residual standard deviation
     * @return the allowed error
     */
    public double r2(double exact, double relativeOfRms) {
        double left = Math.abs(1 - exact);
        return rounded
                ? REFERENCE_STATISTIC * Math.max(Math.abs(exact), left)
                : GENERAL * factor + left * relativeOfRms * (2 + relativeOfRms);
    }

    /**
     * Of the median absolute deviation.
     *
     * @param exact its value
     * @param subtracted the largest of what is subtracted to get a residual, errors of coefficients included
     * @param condition κ
     * @return the allowed error
     */
    public double mad(double exact, double subtracted, double condition) {
        return rounded
                ? REFERENCE_STATISTIC * exact + REFERENCE_DUST * subtracted
                : 2 * general(condition) * subtracted;
    }

    /**
     * Of the condition number itself.
     *
     * @param exact κ
     * @return the allowed error
     */
    public double condition(double exact) {
        return general(exact) * exact;
    }
}
