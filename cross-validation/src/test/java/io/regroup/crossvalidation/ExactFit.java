package io.regroup.crossvalidation;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;

/**
 * All that a fit of one group reports, from exact arithmetic on its usable rows, and the sizes by which errors are measured.
 * Terms are the intercept, if any, then the features.
 */
final class ExactFit {

    private static final MathContext DIGITS = new MathContext(40);
    private static final int MOST_SWEEPS = 30;

    final ExactLeastSquares solution;
    final double r2;
    final double mad;

    /** The condition number of the design whose columns are weighted, centred beside an intercept, and of norm 1. */
    final double condition;

    /** Per term, what its coefficient would be if it alone explained all of the target. */
    final double[] scales;

    /** The root mean square, over the degrees of freedom, of what is subtracted to get a residual. */
    final double subtracted;

    /** The largest of what is subtracted to get a residual, features taken with the scales of their coefficients. */
    final double mostSubtracted;

    final boolean intercept;
    private final double[] w;
    private final BigDecimal totalWeight;

    /**
     * Fits.
     *
     * @param features one array per feature, none dependent on the others
     * @param w positive weights, or null for equal ones
     */
    ExactFit(double[][] features, double[] y, double[] w, boolean intercept) {
        this.intercept = intercept;
        this.w = w;
        int first = intercept ? 1 : 0;
        double[] ones = new double[y.length];
        Arrays.fill(ones, 1);
        this.totalWeight = ExactLeastSquares.product(ones, ones, w);
        double[][] design = new double[first + features.length][];
        design[0] = ones;
        System.arraycopy(features, 0, design, first, features.length);
        this.solution = ExactLeastSquares.solve(design, y, w);
        BigDecimal total = squares(y, mean(y));
        this.r2 = total.signum() == 0
                ? Double.NaN
                : BigDecimal.ONE
                        .subtract(new BigDecimal(solution.chi2).divide(total, DIGITS))
                        .doubleValue();
        this.mad = mad(solution.residuals);
        this.scales = new double[design.length];
        BigDecimal norm = total.sqrt(DIGITS);
        BigDecimal fitted = norm;
        double[] most = new double[y.length];
        double meanOfTarget = mean(y).doubleValue();
        for (int i = 0; i < y.length; i++) {
            most[i] = Math.abs(y[i] - meanOfTarget);
        }
        double[][] centred = new double[features.length][];
        BigDecimal[] roots = new BigDecimal[y.length];
        Arrays.setAll(roots, i -> w == null ? BigDecimal.ONE : new BigDecimal(w[i]).sqrt(DIGITS));
        double interceptScale = Math.abs(meanOfTarget)
                + norm.divide(totalWeight.sqrt(DIGITS), DIGITS).doubleValue();
        for (int j = 0; j < features.length; j++) {
            BigDecimal mean = mean(features[j]);
            BigDecimal featureNorm = squares(features[j], mean).sqrt(DIGITS);
            BigDecimal coefficient = new BigDecimal(Math.abs(solution.coefficients[first + j]));
            fitted = fitted.add(coefficient.multiply(featureNorm));
            double scale = norm.divide(featureNorm, DIGITS).max(coefficient).doubleValue();
            scales[first + j] = scale;
            interceptScale += Math.abs(mean.doubleValue()) * scale;
            centred[j] = new double[y.length];
            for (int i = 0; i < y.length; i++) {
                BigDecimal difference = new BigDecimal(features[j][i]).subtract(mean, DIGITS);
                most[i] += Math.abs(difference.doubleValue()) * scale;
                centred[j][i] = difference
                        .multiply(roots[i])
                        .divide(featureNorm, DIGITS)
                        .doubleValue();
            }
        }
        if (intercept) {
            scales[0] = Math.max(interceptScale, Math.abs(solution.coefficients[0]));
        }
        this.condition = condition(centred);
        this.subtracted = fitted.divide(new BigDecimal(Math.max(1, y.length - design.length)).sqrt(DIGITS), DIGITS)
                .doubleValue();
        this.mostSubtracted = Arrays.stream(most).max().orElse(0);
    }

    /** The weighted mean beside an intercept, otherwise zero. */
    private BigDecimal mean(double[] values) {
        if (!intercept) {
            return BigDecimal.ZERO;
        }
        double[] ones = new double[values.length];
        Arrays.fill(ones, 1);
        return ExactLeastSquares.product(values, ones, w).divide(totalWeight, DIGITS);
    }

    private BigDecimal squares(double[] values, BigDecimal mean) {
        BigDecimal sum = BigDecimal.ZERO;
        for (int i = 0; i < values.length; i++) {
            BigDecimal difference = new BigDecimal(values[i]).subtract(mean);
            BigDecimal square = difference.multiply(difference, DIGITS);
            sum = sum.add(w == null ? square : square.multiply(new BigDecimal(w[i]), DIGITS), DIGITS);
        }
        return sum;
    }

    private static double mad(double[] residuals) {
        double middle = median(residuals);
        return median(Arrays.stream(residuals).map(e -> Math.abs(e - middle)).toArray());
    }

    /** The median by sorting. */
    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int n = sorted.length;
        return n == 0 ? Double.NaN : n % 2 == 1 ? sorted[n / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2;
    }

    /** The ratio of singular values, by one-sided Jacobi rotations (M. R. Hestenes, doi:10.1137/0106005). */
    private static double condition(double[][] columns) {
        int p = columns.length;
        double turned = 1;
        for (int sweep = 0; sweep < MOST_SWEEPS && turned > 0; sweep++) {
            turned = 0;
            for (int a = 0; a < p; a++) {
                for (int b = a + 1; b < p; b++) {
                    turned = Math.max(turned, orthogonalise(columns[a], columns[b]));
                }
            }
        }
        double smallest = Double.POSITIVE_INFINITY;
        double largest = 0;
        for (double[] column : columns) {
            double norm = Math.sqrt(dot(column, column));
            smallest = Math.min(smallest, norm);
            largest = Math.max(largest, norm);
        }
        return p == 0 ? 1 : largest / smallest;
    }

    /** Rotates two columns so that they become orthogonal; returns the cosine between them before. */
    private static double orthogonalise(double[] a, double[] b) {
        double aa = dot(a, a);
        double bb = dot(b, b);
        double ab = dot(a, b);
        double cosine = Math.abs(ab) / Math.sqrt(aa * bb);
        if (cosine <= 1e-15) {
            return 0;
        }
        double zeta = (bb - aa) / (2 * ab);
        double tangent = Math.copySign(1, zeta) / (Math.abs(zeta) + Math.hypot(1, zeta));
        double c = 1 / Math.hypot(1, tangent);
        double s = c * tangent;
        for (int i = 0; i < a.length; i++) {
            double old = a[i];
            a[i] = c * old - s * b[i];
            b[i] = s * old + c * b[i];
        }
        return cosine;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum = Math.fma(a[i], b[i], sum);
        }
        return sum;
    }
}
