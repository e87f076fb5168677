package com.example.lts;

/** Makes the spread of the best rows an estimate of the standard deviation of all, were they normal. */
final class Consistency {

    private Consistency() {}

    /**
     * Computes {@code 1 / √(1 − 2 (n/h) q φ(q))}, where the share h/n of a normal distribution lies within q standard
     * deviations of its mean: the h smallest of n squares of normal numbers have about the inverse square of this as mean.
     *
     * @param kept h, from 1 to n
     * @param rows n
     * @return the factor, 1 if all are kept
     */
    static double factor(int kept, int rows) {
        if (kept == rows) {
            return 1;
        }
        double share = (double) kept / rows;
        double q = quantile(share);
        return 1 / Math.sqrt(1 - 2 * q * density(q) / share);
    }

    /** Finds q with {@code P(|Z| < q) = share}, by Newton's method from below, where the function is concave. */
    private static double quantile(double share) {
        double q = 0;
        double step;
        do {
            step = (share - within(q)) / (2 * density(q));
            q += step;
        } while (step > 1e-15 * q);
        return q;
    }

    /** The probability that a standard normal number is within q, {@code 2 φ(q) Σ q^(2k+1) / (1 · 3 ⋯ (2k+1))}. */
    private static double within(double q) {
        double term = q;
        double sum = q;
        for (int odd = 3; term > 1e-17 * sum; odd += 2) {
            term *= q * q / odd;
            sum += term;
        }
        return 2 * density(q) * sum;
    }

    private static double density(double q) {
        return Math.exp(-q * q / 2) / Math.sqrt(2 * Math.PI);
    }
}
