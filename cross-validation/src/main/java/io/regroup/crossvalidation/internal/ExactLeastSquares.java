package io.regroup.crossvalidation.internal;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Least squares in exact arithmetic: doubles are dyadic rationals, so the normal equations can be formed without rounding
 * and solved by fraction-free elimination (E. H. Bareiss, doi:10.1090/S0025-5718-1968-0226829-0). The answer is exact until
 * the last division.
 */
public final class ExactLeastSquares {

    private static final MathContext DIGITS = new MathContext(60);

    /** Shares of the total sum of squares below this come from the last division. */
    private static final BigDecimal NOTHING = new BigDecimal("1e-90");

    public final double[] coefficients;
    public final double[] errors;

    /** Standard errors for a residual variance of 1. */
    public final double[] unitErrors;

    public final double[] residuals;
    public final double chi2;

    /** Before it overflows or vanishes as a double. */
    public final BigDecimal exactChi2;

    /** Of the residuals; NaN if there are no more rows than coefficients. */
    public final double standardDeviation;

    private ExactLeastSquares(
            BigDecimal[] coefficients, BigDecimal[] inverse, BigDecimal[] residuals, BigDecimal chi2) {
        int free = residuals.length - coefficients.length;
        this.coefficients = doubles(coefficients);
        this.residuals = doubles(residuals);
        this.chi2 = chi2.doubleValue();
        this.exactChi2 = chi2;
        this.standardDeviation = free > 0 ? root(chi2, free) : Double.NaN;
        this.unitErrors = new double[inverse.length];
        this.errors = new double[inverse.length];
        for (int a = 0; a < inverse.length; a++) {
            unitErrors[a] = root(inverse[a], 1);
            errors[a] = free > 0 ? root(inverse[a].multiply(chi2, DIGITS), free) : Double.NaN;
        }
    }

    private static double[] doubles(BigDecimal[] values) {
        return Arrays.stream(values).mapToDouble(BigDecimal::doubleValue).toArray();
    }

    private static double root(BigDecimal value, int divisor) {
        return value.divide(new BigDecimal(divisor), DIGITS)
                .max(BigDecimal.ZERO)
                .sqrt(DIGITS)
                .doubleValue();
    }

    /**
     * Solves min Σ w (y − Xb)².
     *
     * @param x one array per column, the column of ones included if there is an intercept
     */
    public static ExactLeastSquares solve(double[][] x, double[] y, double @Nullable [] w) {
        int p = x.length;
        BigDecimal[][] columns = new BigDecimal[p + 1][];
        BigDecimal[][] weighted = new BigDecimal[p + 1][];
        for (int a = 0; a <= p; a++) {
            columns[a] = exact(a < p ? x[a] : y);
            weighted[a] = columns[a].clone();
            for (int i = 0; i < y.length && w != null; i++) {
                weighted[a][i] = columns[a][i].multiply(new BigDecimal(w[i]));
            }
        }
        BigDecimal[][] normal = new BigDecimal[p][p + 1];
        for (int a = 0; a < p; a++) {
            for (int b = 0; b <= p; b++) {
                normal[a][b] = b < a ? normal[b][a] : product(weighted[a], columns[b]);
            }
        }
        // one scale for all entries turns them into integers; it cancels from the coefficients
        int scale = 0;
        for (BigDecimal[] row : normal) {
            for (BigDecimal entry : row) {
                scale = Math.max(scale, entry.scale());
            }
        }
        BigInteger[][] system = new BigInteger[p][2 * p + 1];
        for (int a = 0; a < p; a++) {
            for (int b = 0; b < 2 * p + 1; b++) {
                system[a][b] = b <= p
                        ? normal[a][b].setScale(scale).unscaledValue()
                        : b - p - 1 == a ? BigInteger.ONE : BigInteger.ZERO;
            }
        }
        BigInteger determinant = p == 0 ? BigInteger.ONE : eliminate(system, p);
        BigDecimal[] exact = new BigDecimal[p];
        for (int a = 0; a < p; a++) {
            exact[a] = new BigDecimal(system[a][p]).divide(new BigDecimal(determinant), DIGITS);
        }
        BigDecimal chi2 = BigDecimal.ZERO;
        BigDecimal[] residuals = columns[p].clone();
        for (int i = 0; i < y.length; i++) {
            for (int a = 0; a < p; a++) {
                residuals[i] = residuals[i].subtract(exact[a].multiply(columns[a][i]), DIGITS);
            }
            BigDecimal square = residuals[i].multiply(residuals[i], DIGITS);
            chi2 = chi2.add(w == null ? square : square.multiply(new BigDecimal(w[i]), DIGITS), DIGITS);
        }
        if (chi2.compareTo(product(weighted[p], columns[p]).multiply(NOTHING)) < 0) {
            chi2 = BigDecimal.ZERO;
            Arrays.fill(residuals, BigDecimal.ZERO);
        }
        BigDecimal[] inverse = new BigDecimal[p];
        for (int a = 0; a < p; a++) {
            inverse[a] = new BigDecimal(system[a][p + 1 + a])
                    .divide(new BigDecimal(determinant), DIGITS)
                    .scaleByPowerOfTen(scale);
        }
        return new ExactLeastSquares(exact, inverse, residuals, chi2);
    }

    private static BigDecimal[] exact(double[] values) {
        return Arrays.stream(values).mapToObj(BigDecimal::new).toArray(BigDecimal[]::new);
    }

    private static BigDecimal product(BigDecimal[] a, BigDecimal[] b) {
        BigDecimal sum = BigDecimal.ZERO;
        for (int i = 0; i < a.length; i++) {
            sum = sum.add(a[i].multiply(b[i]));
        }
        return sum;
    }

    /** Turns the left block into determinant times identity; returns the determinant. */
    private static BigInteger eliminate(BigInteger[][] m, int p) {
        BigInteger previous = BigInteger.ONE;
        for (int k = 0; k < p; k++) {
            if (m[k][k].signum() == 0) {
                throw new ArithmeticException("singular: column " + k + " depends on those before it");
            }
            for (int i = 0; i < p; i++) {
                if (i == k) {
                    continue;
                }
                BigInteger factor = m[i][k];
                for (int j = 0; j < m[i].length; j++) {
                    m[i][j] = m[k][k].multiply(m[i][j])
                            .subtract(factor.multiply(m[k][j]))
                            .divide(previous);
                }
            }
            previous = m[k][k];
        }
        return m[p - 1][p - 1];
    }
}
