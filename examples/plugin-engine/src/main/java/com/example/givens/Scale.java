package com.example.givens;

/** Powers of two that bring numbers near 1. */
final class Scale {

    private Scale() {}

    /**
     * Chooses a scale; to multiply by it costs no digit.
     *
     * @param largest the largest absolute value, 0 or more
     * @return the power of two that brings it into [1, 2), as far as doubles have such a power
     */
    static double of(double largest) {
        int exponent = Math.max(largest == 0 ? 0 : Math.getExponent(largest), Double.MIN_EXPONENT);
        return Math.scalb(1.0, -exponent);
    }
}
