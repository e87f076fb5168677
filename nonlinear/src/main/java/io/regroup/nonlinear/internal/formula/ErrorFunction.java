package io.regroup.nonlinear.internal.formula;

/**
 * The error function, to some units in the last place. Near 0 by its series
 * {@code erf x = 2/√π exp(−x²) Σ 2ⁿ x²ⁿ⁺¹ / (1·3·…·(2n+1))}, whose terms are all of one sign, far from it by the continued fraction of
 * erfc (Abramowitz and Stegun, 7.1.6 and 7.1.14).
 */
final class ErrorFunction {

    private static final double ROOT_PI = Math.sqrt(Math.PI);
    /** Up to here the fraction would need more levels than the series has terms. */
    private static final double SERIES_UP_TO = 2.5;
    /** Up to here 1 − erf x has all its digits but one. */
    private static final double COMPLEMENT_UP_TO = 1;
    /** Levels times x², enough for full precision. */
    private static final double LEVELS = 400;
    /** Where erfc is smaller than any double. */
    private static final double VANISHES = 28;

    private ErrorFunction() {}

    static double erf(double x) {
        double size = Math.abs(x);
        return size < SERIES_UP_TO ? series(x) : Math.copySign(1 - fraction(size), x);
    }

    static double erfc(double x) {
        return x > COMPLEMENT_UP_TO ? fraction(x) : 1 - erf(x);
    }

    /** Returns the derivative of erf. */
    static double slope(double x) {
        return 2 / ROOT_PI * bell(x);
    }

    private static double series(double x) {
        double term = x;
        double sum = x;
        for (int n = 1; Math.abs(term) > Math.abs(sum) * 0x1p-60; n++) {
            term *= 2 * x * x / (2 * n + 1);
            sum += term;
        }
        return sum * slope(x);
    }

    /** exp(−x²)/√π · 1/(x + (1/2)/(x + 1/(x + (3/2)/(x + …)))), from the inside out. */
    private static double fraction(double x) {
        if (x > VANISHES) {
            return 0;
        }
        double tail = x;
        for (int k = (int) (LEVELS / (x * x)) + 10; k >= 1; k--) {
            tail = x + 0.5 * k / tail;
        }
        return bell(x) / (tail * ROOT_PI);
    }

    /** exp(−x²), with the digits of x² that a double cannot hold. */
    private static double bell(double x) {
        double square = x * x;
        double rest = Math.fma(x, x, -square);
        return Math.exp(-square) * (1 - rest);
    }
}
