package io.regroup.crossvalidation;

/**
 * How near an engine has to come to the exact answer: the one place where tolerances stand. All methods return the largest
 * allowed absolute error.
 *
 * <p>The reference engine corrects its answers in extended precision: coefficients are the exact ones rounded, whatever
 * the condition number κ of the centred, scaled design; statistics lose a few roundings of their sums.
 *
 * <p>Every other engine is held to {@code 1e-12 · max(1, κ)}. That is the envelope of the two ways to solve least squares
 * in double precision, u being 2⁻⁵²: cross-moments lose about {@code 50 u κ²}, a triangular factor of the rows
 * {@code 50 u κ}. Moments stay inside up to κ of about 100, the factor everywhere; so moments do where they serve, and an
 * ill-conditioned group that is not escalated shows. Beyond 1000 rows the tolerance grows with their root, as rounding errors
 * of long sums do. The error of a coefficient is measured against its natural scale, what the coefficient would be if its
 * feature alone explained all of the target: a coefficient of zero comes out as a rounding error of that.
 *
 * <p>What follows from Σ w e² has ten times as much, {@code 1e-11 · max(1, κ)}: moments may get it by subtraction as long as
 * no more than three digits are lost, {@code 1000 · 50 u}.
 *
 * <p>Residuals are differences of data: no better than {@code 64 u} times what is subtracted. This is all that a perfect
 * fit may show.
 *
 * @param reference whether this is the reference engine
 * @param growth by how much the sums of this many rows are worse than those of few, at least 1
 */
record Accuracy(boolean reference, double growth) {

    private static final double GENERAL = 1e-12;
    private static final double GENERAL_STATISTIC = 1e-11;
    private static final double ROUNDING = 64 * Math.ulp(1.0);
    private static final double REFERENCE_COEFFICIENT = 4e-16;
    private static final double REFERENCE_STATISTIC = 1e-13;
    private static final double REFERENCE_CANCELLED = 0x1p-60;
    private static final double REFERENCE_DUST = 0x1p-52;

    private static final double FEW_ROWS = 1000;

    static Accuracy of(String engine) {
        return new Accuracy(engine.equals(EngineUnderTest.REFERENCE), 1);
    }

    /** What a fit owes whose groups were combined from summaries: no engine, not even the reference, has their rows then. */
    static Accuracy ofCombined() {
        return new Accuracy(false, 1);
    }

    /** The same for a group of so many rows. */
    Accuracy forRows(int rows) {
        return new Accuracy(reference, Math.max(1, Math.sqrt(rows / FEW_ROWS)));
    }

    /** A relative tolerance for well-conditioned cases: the reference's own, the general one for others. */
    double allow(double referenceTolerance) {
        return reference ? referenceTolerance : Math.max(referenceTolerance, GENERAL);
    }

    /** What may be left of Σ w e² of a perfect fit. */
    double dust(double totalSquares) {
        return reference ? 0 : ROUNDING * ROUNDING * totalSquares;
    }

    private double general(double condition) {
        return GENERAL * growth * Math.max(1, condition);
    }

    private double generalStatistic(double condition) {
        return GENERAL_STATISTIC * growth * Math.max(1, condition);
    }

    double coefficient(double exact, double scale, double condition) {
        return reference
                ? REFERENCE_COEFFICIENT * Math.abs(exact) + REFERENCE_CANCELLED * scale
                : general(condition) * Math.max(Math.abs(exact), scale);
    }

    /**
     * Of the residual standard deviation.
     *
     * @param subtracted the root mean square of what is subtracted to get residuals
     */
    double rms(double exact, double subtracted, double condition) {
        if (reference) {
            // coefficients are rounded, and chi2 is at its least there: only the square of the rounding shows
            double rounding = REFERENCE_DUST * subtracted;
            return REFERENCE_STATISTIC * exact + rounding * (rounding / (Math.hypot(exact, rounding) + exact));
        }
        return generalStatistic(condition) * exact + ROUNDING * subtracted;
    }

    /** Of Σ w e², its root being as good as the residual standard deviation. */
    double chi2(double exact, double subtracted, double condition, int rows) {
        double root = Math.sqrt(exact / rows);
        double off = rms(root, subtracted, condition);
        return rows * off * (2 * root + off);
    }

    /**
     * Of a standard error.
     *
     * @param ofRms what the error of the residual standard deviation makes of it
     */
    double error(double exact, double ofRms, double condition) {
        return (reference ? REFERENCE_STATISTIC : general(condition)) * exact + ofRms;
    }

    /** Of 1 − chi2 / total, given those of the residual standard deviation. */
    double r2(double exact, double relativeOfRms) {
        double left = Math.abs(1 - exact);
        return reference
                ? REFERENCE_STATISTIC * Math.max(Math.abs(exact), left)
                : GENERAL * growth + left * relativeOfRms * (2 + relativeOfRms);
    }

    /**
     * Of the median absolute deviation.
     *
     * @param subtracted the largest of what is subtracted to get a residual, errors of coefficients included
     */
    double mad(double exact, double subtracted, double condition) {
        return reference
                ? REFERENCE_STATISTIC * exact + REFERENCE_DUST * subtracted
                : 2 * general(condition) * subtracted;
    }

    /** Of the condition number itself. */
    double condition(double exact) {
        return general(exact) * exact;
    }
}
