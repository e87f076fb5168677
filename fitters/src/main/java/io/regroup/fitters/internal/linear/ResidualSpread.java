package io.regroup.fitters.internal.linear;

import org.jspecify.annotations.Nullable;

/** The residual standard deviation, of residuals of any size. */
final class ResidualSpread {

    private ResidualSpread() {}

    /**
     * Returns {@code sqrt(Σ w e² / (n − p))}, NaN if there are no more rows than coefficients.
     *
     * @param residuals from 0 on
     * @param weights from 0 on, or null for equal ones
     * @param count n
     * @param estimated p
     */
    static double deviation(double[] residuals, double @Nullable [] weights, int count, int estimated) {
        if (count <= estimated) {
            return Double.NaN;
        }
        double largest = Double.MIN_NORMAL;
        for (int i = 0; i < count; i++) {
            largest = Math.max(largest, Math.abs(residuals[i]));
        }
        double squares = 0;
        for (int i = 0; i < count; i++) {
            double scaled = residuals[i] / largest;
            squares += weights == null ? scaled * scaled : weights[i] * scaled * scaled;
        }
        return largest * Math.sqrt(squares / (count - estimated));
    }
}
