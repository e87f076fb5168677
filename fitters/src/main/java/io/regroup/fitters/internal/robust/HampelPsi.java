package io.regroup.fitters.internal.robust;

/**
 * Hampel's function of three parts: {@code |ψ(u)|} grows as {@code |u|} up to a, stays a up to b, and falls to 0 at c, in a straight
 * line. F. R. Hampel, in D. F. Andrews et al., Robust Estimates of Location (Princeton 1972).
 *
 * @param a where it becomes flat, above 0
 * @param b where it begins to fall, at least a
 * @param c where it is zero, above b
 */
public record HampelPsi(double a, double b, double c) implements Psi {

    @Override
    public void weights(double[] u, int count, double[] weights) {
        double slope = a / (c - b);
        for (int i = 0; i < count; i++) {
            // the lowest of three lines, and no less than zero, is |ψ|
            double size = Math.abs(u[i]);
            double falling = Math.max(0, slope * (c - size));
            weights[i] = Math.min(1, Math.min(a, falling) / size);
        }
    }

    @Override
    public double derivative(double u) {
        double size = Math.abs(u);
        if (size <= a) {
            return 1;
        }
        return size <= b || size > c ? 0 : -a / (c - b);
    }

    @Override
    public boolean redescends() {
        return true;
    }
}
