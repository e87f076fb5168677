package io.regroup.api.result;

/**
 * Student's t distribution. With ν degrees of freedom the probability of a value beyond ±t is the incomplete beta function
 * {@code I(x; ν/2, 1/2)} at {@code x = ν / (ν + t²)}, computed by the continued fraction of A. R. DiDonato and A. H. Morris, ACM
 * Trans. Math. Softw. 18 (1992) 360, equation 9, in which nothing cancels.
 */
final class StudentT {

    private static final double TINY = 1e-300;
    private static final int MOST_STEPS = 10_000;

    /** From here on four terms of the asymptotic series below give all digits. */
    private static final double LARGE = 64;

    private StudentT() {}

    /**
     * Returns the probability of a value at least as far from zero.
     *
     * @param t the value
     * @param free the degrees of freedom; the result is NaN unless they are above 0
     * @return between 0 and 1, to about 13 digits, however small
     */
    static double twoSided(double t, double free) {
        if (!(free > 0) || Double.isNaN(t)) {
            return Double.NaN;
        }
        if (Double.isInfinite(t)) {
            return 0;
        }
        double ratio = t * t / free;
        if (Double.isInfinite(ratio)) {
            return 0;
        }
        double a = free / 2;
        double b = 0.5;
        double x = 1 / (1 + ratio);
        double rest = ratio / (1 + ratio);
        // x^a (1 - x)^b / B(a, b)
        double factor = Math.exp(-a * Math.log1p(ratio)) * Math.sqrt(rest) * gammaRatio(a) / Math.sqrt(Math.PI);
        return a * rest >= b * x ? factor * fraction(a, b, x, rest) : 1 - factor * fraction(b, a, rest, x);
    }

    /** Returns Γ(a + 1/2) / Γ(a), by its asymptotic series (DLMF 5.11.13) and recurrence. */
    private static double gammaRatio(double a) {
        double product = 1;
        double z = a;
        while (z < LARGE) {
            product *= z / (z + 0.5);
            z++;
        }
        double r = 1 / z;
        double series =
                1 + r * (-1.0 / 8 + r * (1.0 / 128 + r * (5.0 / 1024 + r * (-21.0 / 32768 + r * (-399.0 / 262144)))));
        return product * Math.sqrt(z) * series;
    }

    /** Evaluates the continued fraction from its start on, as Lentz does, for y = 1 − x and x no larger than a / (a + b). */
    private static double fraction(double a, double b, double x, double y) {
        double lambda = a * y - b * x;
        double c = Double.POSITIVE_INFINITY;
        double d = (a + 1) / (a * (lambda + 1));
        double value = d;
        for (int n = 1; n <= MOST_STEPS; n++) {
            double s = a + 2 * n - 1;
            double alpha = (a + n - 1) / s * ((a + b + n - 1) / s) * n * (b - n) * x * x;
            double beta = n + n * (b - n) * x / s + (a + n) / (s + 2) * (lambda + 1 + n * (1 + y));
            d = 1 / nonZero(beta + alpha * d);
            c = nonZero(beta + alpha / c);
            value *= d * c;
            if (Math.abs(d * c - 1) <= Math.ulp(1.0)) {
                break;
            }
        }
        return value;
    }

    private static double nonZero(double value) {
        return Math.abs(value) < TINY ? TINY : value;
    }
}
