package io.regroup.kernels;

/**
 * A running sum in about 106 bits, as an unevaluated sum of two doubles. Additions and products are those of Dekker (1971)
 * and Knuth, with a fused multiply-add for the error of a product; see T. J. Dekker, A floating-point technique for
 * extending the available precision, doi:10.1007/BF01397083.
 */
final class DoubleDouble {

    private double high;
    private double low;

    void set(double value) {
        high = value;
        low = 0;
    }

    void set(double newHigh, double newLow) {
        high = newHigh;
        low = newLow;
    }

    double high() {
        return high;
    }

    double low() {
        return low;
    }

    double value() {
        return high + low;
    }

    void add(double value) {
        double sum = high + value;
        double part = sum - high;
        double error = (high - (sum - part)) + (value - part);
        renormalise(sum, low + error);
    }

    void add(double otherHigh, double otherLow) {
        double sum = high + otherHigh;
        double part = sum - high;
        double error = (high - (sum - part)) + (otherHigh - part);
        renormalise(sum, error + (low + otherLow));
    }

    void add(DoubleDouble other) {
        add(other.high, other.low);
    }

    /** Adds a · (bHigh + bLow). */
    void addProduct(double a, double bHigh, double bLow) {
        double product = a * bHigh;
        add(product, Math.fma(a, bHigh, -product) + a * bLow);
    }

    /** Adds (aHigh + aLow) · (bHigh + bLow). */
    void addProduct(double aHigh, double aLow, double bHigh, double bLow) {
        double product = aHigh * bHigh;
        add(product, Math.fma(aHigh, bHigh, -product) + (aHigh * bLow + aLow * bHigh));
    }

    private void renormalise(double sum, double error) {
        high = sum + error;
        low = error - (high - sum);
    }
}
