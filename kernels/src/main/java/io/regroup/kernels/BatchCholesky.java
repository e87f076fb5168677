package io.regroup.kernels;

import java.util.Arrays;

/**
 * Solves the normal equations of many groups at once: every step is one loop over the groups, whose numbers stand side by
 * side, so that the compiler turns lanes of a vector into groups.
 *
 * <p>With centred moments {@code C = P − S Sᵀ / W} it factors {@code C_xx = L Lᵀ} and finds {@code z = L⁻¹ c_xy}, the slopes
 * {@code L⁻ᵀ z}, {@code chi2 = c_yy − zᵀz}, and the diagonal of {@code (XᵀWX)⁻¹}. A group that this cannot serve with nearly
 * all digits is flagged instead; what stands there is then meaningless.
 */
public final class BatchCholesky {

    /** What moments cannot tell, or not well enough. */
    public enum Verdict {
        /** Solved. */
        SOLVED,
        /** The pivot is so far from the mean that centring loses digits: add up again about the mean. */
        FAR_PIVOT,
        /** Features depend on each other, nearly or fully, or the numbers are near the ends of the range of doubles. */
        ILL_CONDITIONED,
        /** Solved, but the residuals are so small that their sum of squares has to be taken from the rows. */
        SMALL_RESIDUALS
    }

    /** Centring may cost three digits. */
    static final double MOST_CENTRING = 1e3;

    /** A feature must keep a hundredth of its norm, or the factor costs more than four digits. */
    private static final double LEAST_SHARE = 1e-4;

    /** Below this, chi2 has lost three digits. */
    private static final double LEAST_RESIDUALS = 1e-3;

    /** Squares below this are losing digits to underflow. */
    private static final double LEAST_SQUARES = 1e-280;

    /** A feature whose spread is less than this share of its offset may be constant but for rounding. */
    private static final double ROUNDING = 1e-13;

    private final MomentLayout layout;
    private final int p;
    private final int first;
    private final double[][] means;
    private final double[][] centred;
    private final double[][] factor;
    private final double[][] inverse;
    private final double[][] work;
    private final double[] inverseWeight;
    private final double[] centringSlack;
    private final double[] rankSlack;
    private final double[][] coefficients;
    private final double[][] variances;
    private final double[] chi2;
    private final double[] total;

    /**
     * Makes a solver for one thread.
     *
     * @param features the number of features, p
     * @param intercept whether there is a constant term
     * @param groups how many groups at most
     */
    public BatchCholesky(int features, boolean intercept, int groups) {
        this.layout = new MomentLayout(features);
        this.p = features;
        this.first = intercept ? 1 : 0;
        int variables = layout.variables();
        this.means = new double[variables][groups];
        this.centred = new double[packed(0, variables)][groups];
        this.factor = new double[packed(0, p)][groups];
        this.inverse = new double[packed(0, p)][groups];
        this.work = new double[p + 1][groups];
        this.inverseWeight = new double[groups];
        this.centringSlack = new double[groups];
        this.rankSlack = new double[groups];
        this.coefficients = new double[first + p][groups];
        this.variances = new double[first + p][groups];
        this.chi2 = new double[groups];
        this.total = new double[groups];
    }

    private static int packed(int i, int j) {
        return j * (j + 1) / 2 + i;
    }

    /**
     * Returns the coefficients.
     *
     * @return one array per term, the intercept first; one entry per group
     */
    public double[][] coefficients() {
        return coefficients;
    }

    /**
     * Returns the diagonal of (XᵀWX)⁻¹: standard errors are the roots of these times s².
     *
     * @return one array per term, the intercept first; one entry per group
     */
    public double[][] variances() {
        return variances;
    }

    /**
     * Returns Σ w e².
     *
     * @return one entry per group
     */
    public double[] chi2() {
        return chi2;
    }

    /**
     * Returns Σ w (y − ȳ)², about zero without an intercept.
     *
     * @return one entry per group
     */
    public double[] total() {
        return total;
    }

    /**
     * Returns a mean's distance from its pivot.
     *
     * @param variable 0 to p − 1 for features, p for the target
     * @return one entry per group
     */
    public double[] mean(int variable) {
        return means[variable];
    }

    /**
     * Returns a sum of squares and products about the means.
     *
     * @param i the smaller variable
     * @param j the larger variable, or the same
     * @return one entry per group
     */
    public double[] centred(int i, int j) {
        return centred[packed(i, j)];
    }

    /**
     * Judges what stands for a group.
     *
     * @param g the group's place
     * @return how good it is
     */
    public Verdict verdict(int g) {
        if (!(centringSlack[g] >= 0)) {
            return Verdict.FAR_PIVOT;
        }
        if (!(rankSlack[g] > 0)) {
            return Verdict.ILL_CONDITIONED;
        }
        return chi2[g] >= LEAST_RESIDUALS * total[g] ? Verdict.SOLVED : Verdict.SMALL_RESIDUALS;
    }

    /**
     * Solves groups.
     *
     * @param sums their moments
     * @param stride the distance between quantities
     * @param from the first group's place, in {@code sums} and in the results
     * @param to the place after the last
     */
    public void solve(double[] sums, int stride, int from, int to) {
        centre(sums, stride, from, to);
        factor(sums, stride, from, to);
        invert(from, to);
        slopes(from, to);
        if (first == 1) {
            intercept(sums, stride, from, to);
        }
    }

    private void centre(double[] sums, int stride, int from, int to) {
        int variables = layout.variables();
        for (int g = from; g < to; g++) {
            inverseWeight[g] = 1 / sums[g];
            centringSlack[g] = Double.POSITIVE_INFINITY;
        }
        for (int j = 0; j < variables; j++) {
            int sumJ = layout.sum(j) * stride;
            double[] mean = means[j];
            for (int g = from; g < to; g++) {
                mean[g] = first == 1 ? sums[sumJ + g] * inverseWeight[g] : 0;
            }
            for (int i = 0; i <= j; i++) {
                int sumI = layout.sum(i) * stride;
                int product = layout.product(i, j) * stride;
                double[] c = centred[packed(i, j)];
                for (int g = from; g < to; g++) {
                    c[g] = Math.fma(-sums[sumI + g], mean[g], sums[product + g]);
                }
            }
            int square = layout.product(j, j) * stride;
            double[] c = centred[packed(j, j)];
            for (int g = from; g < to; g++) {
                centringSlack[g] = Math.min(centringSlack[g], c[g] * MOST_CENTRING - sums[square + g]);
            }
        }
    }

    /** L in {@code factor}, its diagonal inverted; z = L⁻¹ c_xy in {@code work}. */
    private void factor(double[] sums, int stride, int from, int to) {
        System.arraycopy(centred[packed(p, p)], from, chi2, from, to - from);
        System.arraycopy(chi2, from, total, from, to - from);
        for (int g = from; g < to; g++) {
            // what does not vary at all is exact, or has underflowed
            rankSlack[g] = total[g] - LEAST_SQUARES;
        }
        for (int j = 0; j < p; j++) {
            for (int k = 0; k < j; k++) {
                double[] entry = factor[packed(k, j)];
                System.arraycopy(centred[packed(k, j)], from, entry, from, to - from);
                for (int l = 0; l < k; l++) {
                    subtractProduct(entry, factor[packed(l, j)], factor[packed(l, k)], from, to);
                }
                multiply(entry, factor[packed(k, k)], from, to);
            }
            double[] own = centred[packed(j, j)];
            double[] diagonal = factor[packed(j, j)];
            System.arraycopy(own, from, diagonal, from, to - from);
            for (int k = 0; k < j; k++) {
                subtractProduct(diagonal, factor[packed(k, j)], factor[packed(k, j)], from, to);
            }
            int pivot = layout.pivot(j) * stride;
            for (int g = from; g < to; g++) {
                double offset = sums[pivot + g] * ROUNDING;
                double least = Math.fma(offset * offset, sums[g], LEAST_SQUARES);
                double slack = Math.min(diagonal[g] - LEAST_SHARE * own[g], own[g] - least);
                rankSlack[g] = Math.min(rankSlack[g], slack);
                diagonal[g] = 1 / Math.sqrt(diagonal[g]);
            }
            double[] z = work[j];
            System.arraycopy(centred[packed(j, p)], from, z, from, to - from);
            for (int k = 0; k < j; k++) {
                subtractProduct(z, factor[packed(k, j)], work[k], from, to);
            }
            multiply(z, diagonal, from, to);
            subtractProduct(chi2, z, z, from, to);
        }
        for (int g = from; g < to; g++) {
            chi2[g] = Math.max(chi2[g], 0);
        }
    }

    /** L⁻¹ in {@code inverse}; the slopes' variances are the sums of squares of its columns. */
    private void invert(int from, int to) {
        for (int j = 0; j < p; j++) {
            double[] variance = variances[first + j];
            double[] diagonal = factor[packed(j, j)];
            System.arraycopy(diagonal, from, inverse[packed(j, j)], from, to - from);
            for (int g = from; g < to; g++) {
                variance[g] = diagonal[g] * diagonal[g];
            }
            for (int k = j + 1; k < p; k++) {
                double[] entry = inverse[packed(j, k)];
                Arrays.fill(entry, from, to, 0);
                for (int l = j; l < k; l++) {
                    subtractProduct(entry, factor[packed(l, k)], inverse[packed(j, l)], from, to);
                }
                multiply(entry, factor[packed(k, k)], from, to);
                for (int g = from; g < to; g++) {
                    variance[g] = Math.fma(entry[g], entry[g], variance[g]);
                }
            }
        }
    }

    private void slopes(int from, int to) {
        for (int j = p - 1; j >= 0; j--) {
            double[] slope = coefficients[first + j];
            System.arraycopy(work[j], from, slope, from, to - from);
            for (int k = j + 1; k < p; k++) {
                subtractProduct(slope, factor[packed(j, k)], coefficients[first + k], from, to);
            }
            multiply(slope, factor[packed(j, j)], from, to);
        }
    }

    /** b₀ = ȳ − Σ b x̄, and its variance 1/W + |L⁻¹ x̄|². */
    private void intercept(double[] sums, int stride, int from, int to) {
        double[] constant = coefficients[0];
        double[] variance = variances[0];
        double[] offset = work[p];
        int pivotY = layout.pivot(p) * stride;
        for (int g = from; g < to; g++) {
            constant[g] = sums[pivotY + g];
            offset[g] = means[p][g];
            variance[g] = inverseWeight[g];
        }
        for (int j = 0; j < p; j++) {
            int pivot = layout.pivot(j) * stride;
            double[] slope = coefficients[1 + j];
            double[] mean = means[j];
            double[] projected = work[j];
            for (int g = from; g < to; g++) {
                constant[g] = Math.fma(-slope[g], sums[pivot + g], constant[g]);
                offset[g] = Math.fma(-slope[g], mean[g], offset[g]);
                projected[g] = sums[pivot + g] + mean[g];
            }
            for (int k = 0; k < j; k++) {
                subtractProduct(projected, factor[packed(k, j)], work[k], from, to);
            }
            multiply(projected, factor[packed(j, j)], from, to);
            for (int g = from; g < to; g++) {
                variance[g] = Math.fma(projected[g], projected[g], variance[g]);
            }
        }
        for (int g = from; g < to; g++) {
            constant[g] += offset[g];
        }
    }

    /**
     * Improves one group's solution by what its residuals e still contain of the features, a step of iterative refinement:
     * rounding in the moments no longer matters where residuals are much smaller than the target's variation.
     *
     * @param g the group's place
     * @param square Σ w e²
     * @param sum Σ w e
     * @param gradient Σ w (xⱼ − x̄ⱼ) e per feature, overwritten
     * @param pivots the group's pivots, that of the target last
     */
    public void refine(int g, double square, double sum, double[] gradient, double[] pivots) {
        double rest = square;
        for (int j = 0; j < p; j++) {
            for (int k = 0; k < j; k++) {
                gradient[j] -= factor[packed(k, j)][g] * gradient[k];
            }
            gradient[j] *= factor[packed(j, j)][g];
            rest -= gradient[j] * gradient[j];
        }
        for (int j = p - 1; j >= 0; j--) {
            for (int k = j + 1; k < p; k++) {
                gradient[j] -= factor[packed(j, k)][g] * gradient[k];
            }
            gradient[j] *= factor[packed(j, j)][g];
            coefficients[first + j][g] += gradient[j];
        }
        if (first == 1) {
            rest -= sum * inverseWeight[g] * sum;
            double constant = pivots[p];
            double offset = means[p][g];
            for (int j = 0; j < p; j++) {
                constant = Math.fma(-coefficients[1 + j][g], pivots[j], constant);
                offset = Math.fma(-coefficients[1 + j][g], means[j][g], offset);
            }
            coefficients[0][g] = constant + offset;
        }
        chi2[g] = Math.max(rest, 0);
    }

    private static void subtractProduct(double[] into, double[] a, double[] b, int from, int to) {
        for (int g = from; g < to; g++) {
            into[g] = Math.fma(-a[g], b[g], into[g]);
        }
    }

    private static void multiply(double[] into, double[] by, int from, int to) {
        for (int g = from; g < to; g++) {
            into[g] *= by[g];
        }
    }
}
