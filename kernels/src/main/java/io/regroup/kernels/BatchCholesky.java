package io.regroup.kernels;

import io.regroup.api.engine.Estimates;
import java.util.Arrays;

/**
 * Solves the normal equations of many groups at once: every step is one of the {@link ColumnLoops} over the groups, whose
 * numbers stand side by side, so that an engine can turn lanes of a vector into groups.
 *
 * <p>With centred moments {@code C = P − S Sᵀ / W} it factors {@code C_xx = L Lᵀ} and finds {@code z = L⁻¹ c_xy}, the slopes
 * {@code L⁻ᵀ z}, {@code chi2 = c_yy − zᵀz}, and the diagonal of {@code (XᵀWX)⁻¹}. A group that this cannot serve with nearly
 * all digits is flagged instead; what stands there is then meaningless.
 *
 * <p>An engine may bring a subclass that takes the same steps its own way, for the same bits: {@link #solveInto}, which keeps
 * nothing in between, and {@link #complete} for the few groups that need it.
 */
public class BatchCholesky {

    /** Makes solvers. */
    @FunctionalInterface
    public interface Provider {

        /**
         * Makes a solver for one thread.
         *
         * @param features the number of features, p
         * @param intercept whether there is a constant term
         * @param groups how many groups at most
         * @return a solver; all give the same bits
         */
        BatchCholesky solver(int features, boolean intercept, int groups);
    }

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
    protected static final double MOST_CENTRING = 1e3;

    /** A feature must keep a hundredth of its norm, or the factor costs more than four digits. */
    protected static final double LEAST_SHARE = 1e-4;

    /** Below this, chi2 has lost three digits. */
    protected static final double LEAST_RESIDUALS = 1e-3;

    /** Squares below this are losing digits to underflow. */
    protected static final double LEAST_SQUARES = 1e-280;

    /** A feature whose spread is less than this share of its offset may be constant but for rounding. */
    protected static final double ROUNDING = 1e-13;

    private final ColumnLoops loops;

    /** Where the moments stand. */
    protected final MomentLayout layout;

    private final int p;
    private final int first;

    /** What {@link #mean} returns. */
    final double[][] means;

    /** What {@link #centred} returns, at {@link #packed} places. */
    final double[][] centred;

    /** L, its diagonal inverted; row j, column i at {@code packed(i, j)}. */
    final double[][] factor;

    private final double[][] inverse;
    private final double[][] work;

    /** 1 / W. */
    final double[] inverseWeight;

    /** Negative where centring loses digits. */
    final double[] centringSlack;

    /** Not positive where centring or features' dependence loses digits. */
    final double[] rankSlack;

    /** Positive where nothing loses digits. */
    protected final double[] margin;

    private final double[] leastSquares;
    private final double[] squaredOffset;

    /** What {@link #coefficients} returns. */
    final double[][] coefficients;

    /** What {@link #variances} returns. */
    final double[][] variances;

    /** What {@link #chi2} returns. */
    final double[] chi2;

    private final double[] total;

    /** Degrees of freedom, NaN where there are none. */
    private final double[] divisors;

    /**
     * Makes a solver for one thread.
     *
     * @param features the number of features, p
     * @param intercept whether there is a constant term
     * @param groups how many groups at most
     * @param loops the arithmetic
     */
    public BatchCholesky(int features, boolean intercept, int groups, ColumnLoops loops) {
        this.loops = loops;
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
        this.margin = new double[groups];
        this.leastSquares = new double[groups];
        this.squaredOffset = new double[groups];
        Arrays.fill(leastSquares, LEAST_SQUARES);
        this.coefficients = new double[first + p][groups];
        this.variances = new double[first + p][groups];
        this.chi2 = new double[groups];
        this.total = centred[packed(p, p)];
        this.divisors = new double[groups];
    }

    /**
     * Returns where an entry of a triangle stands.
     *
     * @param i the smaller index
     * @param j the larger index, or the same
     * @return its place
     */
    static int packed(int i, int j) {
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
     * Tells whether a group surely needs no more: the answer for almost all, found without a branch.
     *
     * @param g the group's place
     * @return true only if its verdict is {@link Verdict#SOLVED}
     */
    public boolean isSolved(int g) {
        return margin[g] > 0;
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
        return chi2[g] / LEAST_RESIDUALS >= total[g] ? Verdict.SOLVED : Verdict.SMALL_RESIDUALS;
    }

    /**
     * Solves groups and writes what was found: the same as {@link #solve} and {@link #store}, but until {@link #complete}
     * only {@link #isSolved} tells of these groups.
     *
     * @param sums their moments
     * @param stride the distance between quantities
     * @param groups how many groups, from place 0 on
     * @param free their degrees of freedom; where they are not above 0, errors and rms are NaN
     * @param out receives the numbers
     * @param group where they start
     */
    public void solveInto(double[] sums, int stride, int groups, double[] free, Estimates.OfTarget out, int group) {
        solve(sums, stride, 0, groups);
        store(0, groups, free, out, group);
    }

    /**
     * Finds what {@link #solveInto} has left open, so that all methods tell of these groups. Here it leaves nothing open.
     *
     * @param sums their moments, as they were then
     * @param stride the distance between quantities
     * @param groups how many groups, as many as then
     */
    public void complete(double[] sums, int stride, int groups) {}

    /**
     * Solves groups.
     *
     * @param sums their moments
     * @param stride the distance between quantities
     * @param from the first group's place, in {@code sums} and in the results
     * @param to the place after the last
     */
    public void solve(double[] sums, int stride, int from, int to) {
        int count = to - from;
        centre(sums, stride, from, count);
        factor(sums, stride, from, count);
        invert(from, count);
        slopes(from, count);
        if (first == 1) {
            intercept(sums, stride, from, count);
        }
        System.arraycopy(rankSlack, from, margin, from, count);
        loops.lower(chi2, from, 1 / LEAST_RESIDUALS, total, from, margin, from, count);
    }

    /**
     * Writes what was found: coefficients, standard errors √(chi2 / free) · √variance, which hold where the square of either would not,
     * chi2, √(chi2 / free), and 1 − chi2 / total. The last slope's variance is the square of the factor's last entry.
     *
     * @param from the first group's place
     * @param count how many groups
     * @param free the degrees of freedom at the groups' places; where they are not above 0, errors and rms are NaN
     * @param out receives the numbers
     * @param group where they start
     */
    public void store(int from, int count, double[] free, Estimates.OfTarget out, int group) {
        for (int g = from; g < from + count; g++) {
            divisors[g] = free[g] > 0 ? free[g] : Double.NaN;
        }
        double[] rms = out.rms();
        loops.rootOfRatio(chi2, from, divisors, from, rms, group, count);
        for (int k = 0; k < first + p; k++) {
            double[] error = out.error(k);
            System.arraycopy(coefficients[k], from, out.coefficient(k), group, count);
            if (k >= first && k == first + p - 1) {
                loops.multiply(factor[packed(p - 1, p - 1)], from, rms, group, error, group, count);
            } else {
                loops.rootProduct(variances[k], from, rms, group, error, group, count);
            }
        }
        System.arraycopy(chi2, from, out.chi2(), group, count);
        loops.oneMinusRatio(chi2, from, total, from, out.r2(), group, count);
    }

    private void centre(double[] sums, int stride, int from, int count) {
        int variables = layout.variables();
        loops.reciprocal(sums, MomentLayout.WEIGHT * stride + from, inverseWeight, from, count);
        Arrays.fill(centringSlack, from, from + count, Double.POSITIVE_INFINITY);
        for (int j = 0; j < variables; j++) {
            double[] mean = means[j];
            if (first == 1) {
                loops.multiply(sums, layout.sum(j) * stride + from, inverseWeight, from, mean, from, count);
            }
            for (int i = 0; i <= j; i++) {
                int sum = layout.sum(i) * stride + from;
                int product = layout.product(i, j) * stride + from;
                loops.subtractProduct(sums, sum, mean, from, sums, product, centred[packed(i, j)], from, count);
            }
            int square = layout.product(j, j) * stride + from;
            loops.lower(centred[packed(j, j)], from, MOST_CENTRING, sums, square, centringSlack, from, count);
        }
    }

    /** L in {@code factor}, its diagonal inverted; z = L⁻¹ c_xy in {@code work}. */
    private void factor(double[] sums, int stride, int from, int count) {
        // what does not vary at all is exact, or has underflowed
        System.arraycopy(centringSlack, from, rankSlack, from, count);
        loops.lower(total, from, 1, leastSquares, from, rankSlack, from, count);
        for (int j = 0; j < p; j++) {
            for (int k = 0; k < j; k++) {
                double[] entry = factor[packed(k, j)];
                double[] rest = centred[packed(k, j)];
                for (int l = 0; l < k; l++) {
                    subtractProduct(factor[packed(l, j)], factor[packed(l, k)], rest, entry, from, count);
                    rest = entry;
                }
                multiply(rest, factor[packed(k, k)], entry, from, count);
            }
            double[] diagonal = factor[packed(j, j)];
            double[] square = centred[packed(j, j)];
            for (int k = 0; k < j; k++) {
                subtractProduct(factor[packed(k, j)], factor[packed(k, j)], square, diagonal, from, count);
                square = diagonal;
            }
            judgeRank(sums, stride, j, square, from, count);
            loops.reciprocalRoot(square, from, diagonal, from, count);
            double[] z = work[j];
            double[] rest = centred[packed(j, p)];
            for (int k = 0; k < j; k++) {
                subtractProduct(factor[packed(k, j)], work[k], rest, z, from, count);
                rest = z;
            }
            multiply(rest, diagonal, z, from, count);
            subtractProduct(z, z, j == 0 ? total : chi2, chi2, from, count);
        }
        if (p == 0) {
            System.arraycopy(total, from, chi2, from, count);
        }
        loops.raise(0, chi2, from, count);
    }

    /** A feature needs a share of its own that other features do not explain, and a spread above rounding and underflow. */
    private void judgeRank(double[] sums, int stride, int j, double[] rest, int from, int count) {
        double[] own = centred[packed(j, j)];
        int pivot = layout.pivot(j) * stride + from;
        loops.lower(rest, from, 1 / LEAST_SHARE, own, from, rankSlack, from, count);
        loops.lower(own, from, 1, leastSquares, from, rankSlack, from, count);
        loops.multiply(sums, pivot, sums, pivot, squaredOffset, from, count);
        loops.multiply(squaredOffset, from, sums, MomentLayout.WEIGHT * stride + from, squaredOffset, from, count);
        loops.lower(own, from, 1 / (ROUNDING * ROUNDING), squaredOffset, from, rankSlack, from, count);
    }

    /** −L⁻¹ off the diagonal in {@code inverse}; the slopes' variances are the sums of squares of L⁻¹'s columns. */
    private void invert(int from, int count) {
        for (int j = 0; j < p; j++) {
            double[] variance = variances[first + j];
            double[] diagonal = factor[packed(j, j)];
            multiply(diagonal, diagonal, variance, from, count);
            for (int k = j + 1; k < p; k++) {
                double[] entry = inverse[packed(j, k)];
                multiply(factor[packed(j, k)], diagonal, entry, from, count);
                for (int l = j + 1; l < k; l++) {
                    subtractProduct(factor[packed(l, k)], inverse[packed(j, l)], entry, entry, from, count);
                }
                multiply(entry, factor[packed(k, k)], entry, from, count);
                loops.addProduct(entry, from, entry, from, variance, from, variance, from, count);
            }
        }
    }

    private void slopes(int from, int count) {
        for (int j = p - 1; j >= 0; j--) {
            double[] slope = coefficients[first + j];
            double[] rest = work[j];
            for (int k = j + 1; k < p; k++) {
                subtractProduct(factor[packed(j, k)], coefficients[first + k], rest, slope, from, count);
                rest = slope;
            }
            multiply(rest, factor[packed(j, j)], slope, from, count);
        }
    }

    /** b₀ = ȳ − Σ b x̄, and its variance 1/W + |L⁻¹ x̄|². */
    private void intercept(double[] sums, int stride, int from, int count) {
        double[] constant = coefficients[0];
        double[] rest = means[p];
        double[] square = inverseWeight;
        System.arraycopy(sums, layout.pivot(p) * stride + from, constant, from, count);
        for (int j = 0; j < p; j++) {
            int pivot = layout.pivot(j) * stride + from;
            double[] slope = coefficients[1 + j];
            double[] projected = work[j];
            loops.subtractProduct(slope, from, sums, pivot, constant, from, constant, from, count);
            subtractProduct(slope, means[j], rest, work[p], from, count);
            rest = work[p];
            loops.add(sums, pivot, means[j], from, projected, from, count);
            for (int k = 0; k < j; k++) {
                subtractProduct(factor[packed(k, j)], work[k], projected, projected, from, count);
            }
            multiply(projected, factor[packed(j, j)], projected, from, count);
            loops.addProduct(projected, from, projected, from, square, from, variances[0], from, count);
            square = variances[0];
        }
        if (p == 0) {
            System.arraycopy(inverseWeight, from, variances[0], from, count);
        }
        loops.add(constant, from, rest, from, constant, from, count);
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

    private void subtractProduct(double[] a, double[] b, double[] c, double[] into, int from, int count) {
        loops.subtractProduct(a, from, b, from, c, from, into, from, count);
    }

    private void multiply(double[] a, double[] b, double[] into, int from, int count) {
        loops.multiply(a, from, b, from, into, from, count);
    }
}
