package io.regroup.crossvalidation.internal;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that a fit of one group reports, from exact arithmetic on its usable rows, and the sizes by which errors are measured.
 * Terms are the intercept, if any, then the features that are kept.
 */
public final class ExactFit {

    private static final MathContext DIGITS = new MathContext(40);
    private static final BigDecimal RANK_TOLERANCE = new BigDecimal("1e-9");
    private static final int MOST_SWEEPS = 30;

    public final boolean intercept;

    /** The features that do not depend on those before them; the others are left out. */
    public final int[] kept;

    public final ExactLeastSquares solution;
    public final double r2;
    public final double mad;

    /** The condition number of the design whose columns are weighted, centred beside an intercept, and of norm 1. */
    public final double condition;

    /**
     * Per term, what its coefficient would be if it alone explained all of the target. The size of a constant target stands
     * in for its spread, which is none.
     */
    public final double[] scales;

    /** The root mean square, over the degrees of freedom, of what is subtracted to get a residual. */
    public final double subtracted;

    /** The largest of what is subtracted to get a residual, features taken with the scales of their coefficients. */
    public final double mostSubtracted;

    /**
     * Fits.
     *
     * @param features one array per feature, n × p
     * @param w positive weights, or null for equal ones
     */
    public ExactFit(double[][] features, double[] y, double @Nullable [] w, boolean intercept) {
        this.intercept = intercept;
        int n = y.length;
        int first = intercept ? 1 : 0;
        BigDecimal @Nullable [] weights = w == null ? null : exact(w);
        BigDecimal totalWeight = weights == null ? new BigDecimal(n) : sum(weights, null);
        BigDecimal[] means = new BigDecimal[features.length];
        BigDecimal[][] centred = new BigDecimal[features.length][];
        for (int j = 0; j < features.length; j++) {
            BigDecimal[] x = exact(features[j]);
            means[j] = intercept ? mean(x, weights, totalWeight) : BigDecimal.ZERO;
            centred[j] = minus(x, means[j]);
        }
        this.kept = independent(centred, weights);
        double[][] design = new double[first + kept.length][];
        for (int k = 0; k < kept.length; k++) {
            design[first + k] = features[kept[k]];
        }
        if (intercept) {
            design[0] = new double[n];
            Arrays.fill(design[0], 1);
        }
        this.solution = ExactLeastSquares.solve(design, y, w);
        this.mad = mad(solution.residuals);

        BigDecimal[] target = exact(y);
        BigDecimal mean = intercept ? mean(target, weights, totalWeight) : BigDecimal.ZERO;
        BigDecimal[] spread = minus(target, mean);
        BigDecimal total = dot(spread, spread, weights);
        this.r2 = total.signum() == 0
                ? Double.NaN
                : BigDecimal.ONE
                        .subtract(solution.exactChi2.divide(total, DIGITS))
                        .doubleValue();
        BigDecimal rootWeight = totalWeight.sqrt(DIGITS);
        BigDecimal norm = total.signum() == 0 ? mean.abs().multiply(rootWeight, DIGITS) : total.sqrt(DIGITS);

        BigDecimal fitted = norm;
        double[] most = Arrays.stream(spread)
                .mapToDouble(d -> Math.abs(d.doubleValue()))
                .toArray();
        this.scales = new double[design.length];
        double interceptScale =
                Math.abs(mean.doubleValue()) + norm.divide(rootWeight, DIGITS).doubleValue();
        double[][] scaled = new double[kept.length][n];

        for (int k = 0; k < kept.length; k++) {
            BigDecimal[] x = centred[kept[k]];
            BigDecimal featureNorm = dot(x, x, weights).sqrt(DIGITS);
            BigDecimal coefficient = new BigDecimal(Math.abs(solution.coefficients[first + k]));
            fitted = fitted.add(coefficient.multiply(featureNorm));
            double scale = norm.divide(featureNorm, DIGITS).max(coefficient).doubleValue();
            scales[first + k] = scale;
            interceptScale += Math.abs(means[kept[k]].doubleValue()) * scale;
            for (int i = 0; i < n; i++) {
                most[i] += Math.abs(x[i].doubleValue()) * scale;
                double root = w == null ? 1 : Math.sqrt(w[i]);
                scaled[k][i] = x[i].doubleValue() * root / featureNorm.doubleValue();
            }
        }
        if (intercept) {
            scales[0] = interceptScale;
        }
        this.condition = condition(scaled);
        this.subtracted = fitted.divide(new BigDecimal(Math.max(1, n - design.length)).sqrt(DIGITS), DIGITS)
                .doubleValue();
        this.mostSubtracted = Arrays.stream(most).max().orElse(0);
    }

    private static BigDecimal[] exact(double[] values) {
        return Arrays.stream(values).mapToObj(BigDecimal::new).toArray(BigDecimal[]::new);
    }

    private static BigDecimal[] minus(BigDecimal[] values, BigDecimal mean) {
        return Arrays.stream(values).map(value -> value.subtract(mean, DIGITS)).toArray(BigDecimal[]::new);
    }

    /** The weighted mean, to 40 digits unless all values are the same. */
    private static BigDecimal mean(BigDecimal[] values, BigDecimal @Nullable [] weights, BigDecimal totalWeight) {
        return Arrays.stream(values).allMatch(values[0]::equals)
                ? values[0]
                : sum(values, weights).divide(totalWeight, DIGITS);
    }

    /** Σ w a, exactly. */
    private static BigDecimal sum(BigDecimal[] values, BigDecimal @Nullable [] weights) {
        BigDecimal sum = BigDecimal.ZERO;
        for (int i = 0; i < values.length; i++) {
            sum = sum.add(weights == null ? values[i] : values[i].multiply(weights[i]));
        }
        return sum;
    }

    private static BigDecimal dot(BigDecimal[] a, BigDecimal[] b, BigDecimal @Nullable [] weights) {
        BigDecimal sum = BigDecimal.ZERO;
        for (int i = 0; i < a.length; i++) {
            BigDecimal product = a[i].multiply(b[i], DIGITS);
            sum = sum.add(weights == null ? product : product.multiply(weights[i], DIGITS), DIGITS);
        }
        return sum;
    }

    /** Contract 4, by modified Gram–Schmidt in 40 digits: what is left of each centred column, relative to its norm. */
    private static int[] independent(BigDecimal[][] centred, BigDecimal @Nullable [] weights) {
        List<BigDecimal[]> basis = new ArrayList<>();
        List<BigDecimal> squares = new ArrayList<>();
        List<Integer> kept = new ArrayList<>();
        for (int j = 0; j < centred.length; j++) {
            BigDecimal[] left = centred[j].clone();
            BigDecimal norm = dot(left, left, weights).sqrt(DIGITS);
            for (int k = 0; k < basis.size(); k++) {
                BigDecimal[] direction = basis.get(k);
                BigDecimal share = dot(left, direction, weights).divide(squares.get(k), DIGITS);
                for (int i = 0; i < left.length; i++) {
                    left[i] = left[i].subtract(share.multiply(direction[i]), DIGITS);
                }
            }
            BigDecimal square = dot(left, left, weights);
            if (norm.signum() > 0 && square.sqrt(DIGITS).compareTo(norm.multiply(RANK_TOLERANCE)) >= 0) {
                basis.add(left);
                squares.add(square);
                kept.add(j);
            }
        }
        return kept.stream().mapToInt(Integer::intValue).toArray();
    }

    private static double mad(double[] residuals) {
        double middle = Medians.bySorting(residuals);
        return Medians.bySorting(
                Arrays.stream(residuals).map(e -> Math.abs(e - middle)).toArray());
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

    /** Rotates two columns so that they become orthogonal; returns the cosine between them before, 0 for dust. */
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
