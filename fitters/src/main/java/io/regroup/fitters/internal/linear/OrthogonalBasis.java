package io.regroup.fitters.internal.linear;

import java.util.Arrays;

/**
 * Polynomials that are orthogonal on weighted points, by their three-term recurrence: {@code p₍ₖ₊₁₎ = (t − aₖ) pₖ − cₖ p₍ₖ₋₁₎}
 * with {@code t = (x − centre) / scale}, {@code aₖ = Σ w t pₖ² / Nₖ}, {@code cₖ = Nₖ / N₍ₖ₋₁₎}, {@code Nₖ = Σ w pₖ²}. The
 * first one is 1, or {@code x / scale} if there is no constant term. What is defined by the rounded a and c is the basis, exactly;
 * its polynomials are orthogonal up to rounding. Source: G. E. Forsythe, Generation and use of orthogonal polynomials for
 * data-fitting with a digital computer, J. SIAM 5 (1957) 74–88, doi:10.1137/0105007.
 */
final class OrthogonalBasis {

    /** A feature whose spread is below this share of its size is constant up to rounding. */
    private static final double CONSTANT = 8 * Math.ulp(1.0);

    /** A power of which no more than this share is left beside the lower ones is left out. */
    private static final double TOLERANCE = 1e-9;

    private final boolean constantTerm;
    private final double[] a;
    private final double[] c;
    private final double[] norms;
    private int size;
    private double centre;
    private double scale;
    private final Extended part = new Extended();
    private double[] t = new double[0];
    private double[] weights = new double[0];
    private double[] current = new double[0];
    private double[] previous = new double[0];

    OrthogonalBasis(int mostPolynomials, boolean constantTerm) {
        this.constantTerm = constantTerm;
        this.a = new double[mostPolynomials];
        this.c = new double[mostPolynomials];
        this.norms = new double[mostPolynomials];
    }

    /** How many polynomials the points can tell apart. */
    int size() {
        return size;
    }

    double centre() {
        return centre;
    }

    /** A power of two. */
    double scale() {
        return scale;
    }

    double a(int k) {
        return a[k];
    }

    double c(int k) {
        return c[k];
    }

    /** Σ w pₖ². */
    double squaredNorm(int k) {
        return norms[k];
    }

    /**
     * Builds the basis of some points.
     *
     * @param x the points
     * @param from the first one's index
     * @param w the weights of the points, from 0 on
     * @param count how many points
     */
    void build(double[] x, int from, double[] w, int count) {
        weights = w;
        if (t.length < count) {
            int length = Math.max(count, 2 * t.length);
            t = new double[length];
            current = new double[length];
            previous = new double[length];
        }
        boolean constant = place(x, from, count);
        size = 0;
        start(x, from, count);
        double left = squares(count);
        double whole = left;
        while (left > TOLERANCE * TOLERANCE * whole) {
            norms[size] = left;
            c[size] = size > 0 ? left / norms[size - 1] : 0;
            double sum = 0;
            whole = 0;
            for (int i = 0; i < count; i++) {
                double moved = t[i] * current[i];
                sum += weights[i] * moved * current[i];
                whole += weights[i] * moved * moved;
            }
            a[size] = sum / left;
            size++;
            if (size == norms.length || constant) {
                return;
            }
            advance(size - 1, count);
            left = squares(count);
        }
    }

    /** Centres and scales; returns whether the points are the same up to rounding. */
    private boolean place(double[] x, int from, int count) {
        double first = x[from];
        double total = 0;
        double sum = 0;
        double largest = 0;
        for (int i = 0; i < count; i++) {
            total += weights[i];
            sum += weights[i] * (x[from + i] - first);
            largest = Math.max(largest, Math.abs(x[from + i]));
        }
        centre = first + sum / total;
        double spread = 0;
        for (int i = 0; i < count; i++) {
            spread = Math.max(spread, Math.abs(x[from + i] - centre));
        }
        boolean constant = spread <= CONSTANT * Math.scalb(1.0, Math.getExponent(largest));
        scale = Math.scalb(1.0, Math.getExponent(Math.max(constant ? largest : spread, Double.MIN_NORMAL)) + 1);
        for (int i = 0; i < count; i++) {
            t[i] = (x[from + i] - centre) / scale;
        }
        return constant;
    }

    private void start(double[] x, int from, int count) {
        Arrays.fill(previous, 0, count, 0);
        for (int i = 0; i < count; i++) {
            current[i] = constantTerm ? 1 : x[from + i] / scale;
        }
    }

    private double squares(int count) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += weights[i] * current[i] * current[i];
        }
        return sum;
    }

    /** Goes on from polynomial k to the next one. */
    private void advance(int k, int count) {
        for (int i = 0; i < count; i++) {
            previous[i] = (t[i] - a[k]) * current[i] - c[k] * previous[i];
        }
        double[] next = previous;
        previous = current;
        current = next;
    }

    /**
     * Fits the basis to values by least squares, polynomial after polynomial.
     *
     * @param x the points that it was built of
     * @param from the first one's index
     * @param values receives what is left of them
     * @param coefficients receives one per polynomial
     */
    void project(double[] x, int from, double[] values, int count, double[] coefficients) {
        start(x, from, count);
        for (int k = 0; k < size; k++) {
            double sum = 0;
            for (int i = 0; i < count; i++) {
                sum += weights[i] * current[i] * values[i];
            }
            double coefficient = sum / norms[k];
            coefficients[k] = coefficient;
            for (int i = 0; i < count; i++) {
                values[i] = Math.fma(-coefficient, current[i], values[i]);
            }
            if (k + 1 < size) {
                advance(k, count);
            }
        }
    }

    /** Takes the basis times coefficients from values; like {@link #project} otherwise. */
    void subtract(double[] x, int from, double[] values, int count, double[] coefficients) {
        start(x, from, count);
        for (int k = 0; k < size; k++) {
            for (int i = 0; i < count; i++) {
                values[i] = Math.fma(-coefficients[k], current[i], values[i]);
            }
            if (k + 1 < size) {
                advance(k, count);
            }
        }
    }

    /** Evaluates all polynomials at a point, in extended precision. */
    void evaluate(double x, Extended[] values) {
        for (int k = 0; k < size; k++) {
            Extended value = values[k];
            if (k == 0) {
                value.set(constantTerm ? 1 : x / scale, 0);
                continue;
            }
            value.setDifference(x, centre);
            value.set(value.high() / scale, value.low() / scale);
            value.add(-a[k - 1], 0);
            value.multiply(values[k - 1]);
            if (k > 1) {
                part.set(values[k - 2]);
                part.multiply(-c[k - 1], 0);
                value.add(part);
            }
        }
    }

    /**
     * Writes the polynomials' coefficients of powers of x, in extended precision: entry {@code [k][j]} is that of the j-th term
     * in polynomial k; terms start with the constant, or without one with x.
     */
    void powers(Extended[][] powers) {
        Extended shift = new Extended();
        for (int k = 0; k < size; k++) {
            for (int j = 0; j <= k; j++) {
                Extended entry = powers[k][j];
                entry.set(0, 0);
                if (k == 0) {
                    entry.set(constantTerm ? 1 : 1 / scale, 0);
                    continue;
                }
                if (j > 0) {
                    entry.set(powers[k - 1][j - 1]);
                    entry.multiply(1 / scale, 0);
                }
                if (j < k) {
                    shift.setDifference(-centre / scale, a[k - 1]);
                    part.set(powers[k - 1][j]);
                    part.multiply(shift);
                    entry.add(part);
                }
                if (j < k - 1) {
                    part.set(powers[k - 2][j]);
                    part.multiply(-c[k - 1], 0);
                    entry.add(part);
                }
            }
        }
    }
}
