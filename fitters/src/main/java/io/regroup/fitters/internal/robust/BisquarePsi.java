package io.regroup.fitters.internal.robust;

/**
 * Tukey's bisquare: {@code ψ(u) = u (1 − (u/c)²)²} up to {@code |u| = c}, 0 beyond. A. E. Beaton and J. W. Tukey, "The fitting of
 * power series, meaning polynomials, illustrated on band-spectroscopic data", Technometrics 16 (1974) 147–185.
 *
 * @param c where it comes back to zero; 4.685 has 95 % efficiency at the normal distribution
 */
public record BisquarePsi(double c) implements Psi {

    /** The usual constant. */
    public static final double USUAL_C = 4.685;

    @Override
    public void weights(double[] u, int count, double[] weights) {
        for (int i = 0; i < count; i++) {
            double share = Math.min(1, Math.abs(u[i] / c));
            double rest = 1 - share * share;
            weights[i] = rest * rest;
        }
    }

    @Override
    public double derivative(double u) {
        double square = u / c * (u / c);
        return square < 1 ? (1 - square) * (1 - 5 * square) : 0;
    }

    @Override
    public boolean redescends() {
        return true;
    }
}
