package io.regroup.fitters.internal.robust;

/**
 * Standard errors of M-estimators in Huber's first form: the covariance is {@code V (XᵀWX)⁻¹} with
 *
 * <pre>
 * V = κ² · s² Σ ψ(uᵢ)² / (n − p) / m²,   κ = 1 + p/n · var ψ′ / m²,   m = Σ ψ′(uᵢ) / n,   uᵢ = zᵢ / s
 * </pre>
 *
 * P. J. Huber, "Robust regression: asymptotics, conjectures and Monte Carlo", Ann. Statist. 1 (1973) 799–821, and Robust
 * Statistics (Wiley 1981), section 7.6. The errors hold in large groups.
 */
final class RobustErrors {

    private RobustErrors() {}

    /**
     * Computes {@code √V}.
     *
     * @param u residuals in units of the scale
     * @param weights {@code ψ(u) / u}
     * @param count n
     * @param terms p
     * @return in units of the scale; NaN if n = p, or if ψ falls for most rows, so that m is not positive
     */
    static double deviation(Psi psi, double[] u, double[] weights, int count, int terms, Convention convention) {
        int free = count - terms;
        if (free <= 0) {
            return Double.NaN;
        }
        double squares = 0;
        double sum = 0;
        for (int i = 0; i < count; i++) {
            double pull = weights[i] * u[i];
            squares += pull * pull;
            sum += psi.derivative(u[i]);
        }
        double mean = sum / count;
        if (!(mean > 0)) {
            return Double.NaN;
        }
        double spread = 0;
        for (int i = 0; i < count; i++) {
            double difference = psi.derivative(u[i]) - mean;
            spread += difference * difference;
        }
        double variance = spread / convention.divisor(count);
        double kappa = 1 + terms * variance / (count * mean * mean);
        return kappa * Math.sqrt(squares / free) / mean;
    }
}
