package io.regroup.kernels;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Weighted least squares by the normal equations in 120 decimal digits: doubles are exact decimals, so nothing that a double
 * can show is lost.
 */
final class ExactSolution {

    private static final MathContext DIGITS = new MathContext(120);

    /** The intercept first, if there is one. */
    final double[] coefficients;

    /** The diagonal of (XᵀWX)⁻¹. */
    final double[] variances;

    final double[] residuals;
    final double chi2;

    /** Σ w (y − ȳ)², about zero without an intercept. */
    final double total;

    private ExactSolution(
            BigDecimal[] coefficients, BigDecimal[] variances, BigDecimal[] residuals, BigDecimal[] sums) {
        this.coefficients = doubles(coefficients);
        this.variances = doubles(variances);
        this.residuals = doubles(residuals);
        this.chi2 = sums[0].doubleValue();
        this.total = sums[1].doubleValue();
    }

    /** Solves for the rows from {@code from} to {@code to − 1}. */
    static ExactSolution of(
            double[][] features, double[] target, double @Nullable [] weights, boolean intercept, int from, int to) {
        int rows = to - from;
        int first = intercept ? 1 : 0;
        int terms = first + features.length;
        BigDecimal[][] x = new BigDecimal[terms][rows];
        BigDecimal[] y = new BigDecimal[rows];
        BigDecimal[] w = new BigDecimal[rows];
        for (int i = 0; i < rows; i++) {
            if (intercept) {
                x[0][i] = BigDecimal.ONE;
            }
            for (int j = 0; j < features.length; j++) {
                x[first + j][i] = new BigDecimal(features[j][from + i]);
            }
            y[i] = new BigDecimal(target[from + i]);
            w[i] = weights == null ? BigDecimal.ONE : new BigDecimal(weights[from + i]);
        }
        BigDecimal[][] inverse = inverse(x, w);
        BigDecimal[] b = new BigDecimal[terms];
        for (int a = 0; a < terms; a++) {
            b[a] = BigDecimal.ZERO;
            for (int c = 0; c < terms; c++) {
                b[a] = b[a].add(inverse[a][c].multiply(product(x[c], y, w)), DIGITS);
            }
        }
        BigDecimal[] residuals = y.clone();
        for (int i = 0; i < rows; i++) {
            for (int a = 0; a < terms; a++) {
                residuals[i] = residuals[i].subtract(b[a].multiply(x[a][i]), DIGITS);
            }
        }
        BigDecimal[] fromMean = y.clone();
        if (intercept) {
            BigDecimal mean = product(x[0], y, w).divide(product(x[0], x[0], w), DIGITS);
            Arrays.setAll(fromMean, i -> y[i].subtract(mean));
        }
        BigDecimal[] variances = new BigDecimal[terms];
        Arrays.setAll(variances, a -> inverse[a][a]);
        BigDecimal[] sums = {product(residuals, residuals, w), product(fromMean, fromMean, w)};
        return new ExactSolution(b, variances, residuals, sums);
    }

    /** (XᵀWX)⁻¹ by Gauss-Jordan elimination. */
    private static BigDecimal[][] inverse(BigDecimal[][] x, BigDecimal[] w) {
        int n = x.length;
        BigDecimal[][] m = new BigDecimal[n][2 * n];
        for (int a = 0; a < n; a++) {
            for (int c = 0; c < n; c++) {
                m[a][c] = product(x[a], x[c], w);
                m[a][n + c] = a == c ? BigDecimal.ONE : BigDecimal.ZERO;
            }
        }
        for (int k = 0; k < n; k++) {
            BigDecimal pivot = m[k][k];
            for (int c = 0; c < 2 * n; c++) {
                m[k][c] = m[k][c].divide(pivot, DIGITS);
            }
            for (int a = 0; a < n; a++) {
                BigDecimal factor = m[a][k];
                for (int c = 0; c < 2 * n && a != k; c++) {
                    m[a][c] = m[a][c].subtract(factor.multiply(m[k][c]), DIGITS);
                }
            }
        }
        return Arrays.stream(m).map(row -> Arrays.copyOfRange(row, n, 2 * n)).toArray(BigDecimal[][]::new);
    }

    private static BigDecimal product(BigDecimal[] a, BigDecimal[] b, BigDecimal[] w) {
        BigDecimal sum = BigDecimal.ZERO;
        for (int i = 0; i < a.length; i++) {
            sum = sum.add(a[i].multiply(b[i]).multiply(w[i]), DIGITS);
        }
        return sum;
    }

    private static double[] doubles(BigDecimal[] values) {
        return Arrays.stream(values).mapToDouble(BigDecimal::doubleValue).toArray();
    }
}
