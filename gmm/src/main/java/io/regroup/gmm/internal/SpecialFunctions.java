package io.regroup.gmm.internal;

/**
 * The gamma function's logarithm and its derivative for positive numbers: recurrence up to where the asymptotic series is exact to a double.
 * Source: M. Abramowitz and I. A. Stegun, Handbook of Mathematical Functions, 6.1.40 and 6.3.18.
 */
final class SpecialFunctions {

    private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

    /** From here on, eight terms of the series are enough. */
    private static final double LARGE = 10;

    private SpecialFunctions() {}

    /** Returns {@code log Γ(x)} for x above 0, to about 1e-15 of its size or 1e-14 near its zeros at 1 and 2. */
    static double logGamma(double x) {
        double product = 1;
        double shifted = x;
        while (shifted < LARGE) {
            product *= shifted;
            shifted++;
        }
        double inverse = 1 / shifted;
        double square = inverse * inverse;
        double series = 1.0 / 12
                + square
                        * (-1.0 / 360
                                + square
                                        * (1.0 / 1260
                                                + square
                                                        * (-1.0 / 1680
                                                                + square
                                                                        * (1.0 / 1188
                                                                                + square
                                                                                        * (-691.0 / 360360
                                                                                                + square / 156)))));
        return (shifted - 0.5) * Math.log(shifted) - shifted + HALF_LOG_TWO_PI + inverse * series - Math.log(product);
    }

    /** Returns the derivative of {@link #logGamma} for x above 0, to about 1e-14. */
    static double digamma(double x) {
        double sum = 0;
        double shifted = x;
        while (shifted < LARGE) {
            sum -= 1 / shifted;
            shifted++;
        }
        double square = 1 / (shifted * shifted);
        double series = square
                * (1.0 / 12
                        - square
                                * (1.0 / 120
                                        - square
                                                * (1.0 / 252
                                                        - square
                                                                * (1.0 / 240
                                                                        - square
                                                                                * (1.0 / 132
                                                                                        - square
                                                                                                * (691.0 / 32760
                                                                                                        - square
                                                                                                                / 12))))));
        return sum + Math.log(shifted) - 0.5 / shifted - series;
    }

    /** Returns {@code log B(a, b)}. */
    static double logBeta(double a, double b) {
        return logGamma(a) + logGamma(b) - logGamma(a + b);
    }
}
