package io.regroup.fitters.internal.robust;

/**
 * Huber's function: {@code ψ(u) = u} up to {@code |u| = k}, from there on k with the sign of u. P. J. Huber, "Robust estimation of a
 * location parameter", Ann. Math. Statist. 35 (1964) 73–101.
 *
 * @param k where it turns; 1.345 has 95 % efficiency at the normal distribution
 */
public record HuberPsi(double k) implements Psi {

    /** With the usual constant, k = 1.345. */
    public static final HuberPsi USUAL = new HuberPsi(1.345);

    @Override
    public void weights(double[] u, int count, double[] weights) {
        for (int i = 0; i < count; i++) {
            weights[i] = Math.min(1, k / Math.abs(u[i]));
        }
    }

    @Override
    public double derivative(double u) {
        return Math.abs(u) <= k ? 1 : 0;
    }

    @Override
    public boolean redescends() {
        return false;
    }
}
