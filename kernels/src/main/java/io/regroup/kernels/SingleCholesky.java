package io.regroup.kernels;

/**
 * The same steps with the same bits for one group, whose numbers need no loops over groups: most of the time would go into
 * starting these. Coefficients and variances come in two calls, since the steps of an iteration want no variances.
 */
final class SingleCholesky extends BatchCholesky {

    private final int p;
    private final int first;
    private final double[] projected;
    private final double[] inverse;

    SingleCholesky(int features, boolean intercept) {
        super(features, intercept, 1, new ScalarLoops());
        this.p = features;
        this.first = intercept ? 1 : 0;
        this.projected = new double[features];
        this.inverse = new double[features];
    }

    /** Solves one group in full. */
    @Override
    public void solve(double[] sums, int stride, int from, int to) {
        if (stride != 1 || from != 0 || to != 1) {
            throw new IllegalArgumentException("one group is solved at a time");
        }
        estimate(sums);
        variances(sums);
    }

    /** Finds the coefficients, and how good they are. */
    void estimate(double[] sums) {
        centre(sums);
        factor(sums);
        slopes();
        if (first == 1) {
            intercept(sums);
        }
        margin[0] = lower(rankSlack[0], chi2[0], 1 / LEAST_RESIDUALS, total()[0]);
    }

    private static double lower(double into, double a, double factor, double b) {
        return Math.min(into, factor * a - b);
    }

    private void centre(double[] sums) {
        double share = 1 / sums[MomentLayout.WEIGHT];
        inverseWeight[0] = share;
        double slack = Double.POSITIVE_INFINITY;
        for (int j = 0; j <= p; j++) {
            double mean = first == 1 ? sums[layout.sum(j)] * share : 0;
            means[j][0] = mean;
            for (int i = 0; i <= j; i++) {
                centred[packed(i, j)][0] = Math.fma(-sums[layout.sum(i)], mean, sums[layout.product(i, j)]);
            }
            slack = lower(slack, centred[packed(j, j)][0], MOST_CENTRING, sums[layout.product(j, j)]);
        }
        centringSlack[0] = slack;
    }

    /** L in {@code factor}, its diagonal inverted; z = L⁻¹ c_xy in {@code projected}. */
    private void factor(double[] sums) {
        double chi = total()[0];
        double slack = lower(centringSlack[0], chi, 1, LEAST_SQUARES);
        for (int j = 0; j < p; j++) {
            for (int k = 0; k < j; k++) {
                double entry = centred[packed(k, j)][0];
                for (int l = 0; l < k; l++) {
                    entry = Math.fma(-factor[packed(l, j)][0], factor[packed(l, k)][0], entry);
                }
                factor[packed(k, j)][0] = entry * factor[packed(k, k)][0];
            }
            double own = centred[packed(j, j)][0];
            double rest = own;
            double z = centred[packed(j, p)][0];
            for (int k = 0; k < j; k++) {
                double entry = factor[packed(k, j)][0];
                rest = Math.fma(-entry, entry, rest);
                z = Math.fma(-entry, projected[k], z);
            }
            double pivot = sums[layout.pivot(j)];
            slack = lower(slack, rest, 1 / LEAST_SHARE, own);
            slack = lower(slack, own, 1, LEAST_SQUARES);
            slack = lower(slack, own, 1 / (ROUNDING * ROUNDING), pivot * pivot * sums[MomentLayout.WEIGHT]);
            double diagonal = 1 / Math.sqrt(rest);
            factor[packed(j, j)][0] = diagonal;
            z *= diagonal;
            projected[j] = z;
            chi = Math.fma(-z, z, chi);
        }
        rankSlack[0] = slack;
        chi2[0] = Math.max(chi, 0);
    }

    private void slopes() {
        for (int j = p - 1; j >= 0; j--) {
            double rest = projected[j];
            for (int k = j + 1; k < p; k++) {
                rest = Math.fma(-factor[packed(j, k)][0], coefficients[first + k][0], rest);
            }
            coefficients[first + j][0] = rest * factor[packed(j, j)][0];
        }
    }

    private void intercept(double[] sums) {
        double constant = sums[layout.pivot(p)];
        double rest = means[p][0];
        for (int j = 0; j < p; j++) {
            double slope = coefficients[1 + j][0];
            constant = Math.fma(-slope, sums[layout.pivot(j)], constant);
            rest = Math.fma(-slope, means[j][0], rest);
        }
        coefficients[0][0] = constant + rest;
    }

    /** Finds the diagonal of (XᵀWX)⁻¹ after {@link #estimate}: sums of squares of L⁻¹'s columns, and 1/W + |L⁻¹ x̄|². */
    void variances(double[] sums) {
        for (int j = 0; j < p; j++) {
            double diagonal = factor[packed(j, j)][0];
            double variance = diagonal * diagonal;
            for (int k = j + 1; k < p; k++) {
                double entry = factor[packed(j, k)][0] * diagonal;
                for (int l = j + 1; l < k; l++) {
                    entry = Math.fma(-factor[packed(l, k)][0], inverse[l], entry);
                }
                inverse[k] = entry * factor[packed(k, k)][0];
                variance = Math.fma(inverse[k], inverse[k], variance);
            }
            variances[first + j][0] = variance;
        }
        if (first == 1) {
            double square = inverseWeight[0];
            for (int j = 0; j < p; j++) {
                double mean = sums[layout.pivot(j)] + means[j][0];
                for (int k = 0; k < j; k++) {
                    mean = Math.fma(-factor[packed(k, j)][0], projected[k], mean);
                }
                projected[j] = mean * factor[packed(j, j)][0];
                square = Math.fma(projected[j], projected[j], square);
            }
            variances[0][0] = square;
        }
    }
}
