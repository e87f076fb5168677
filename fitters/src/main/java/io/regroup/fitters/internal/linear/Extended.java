package io.regroup.fitters.internal.linear;

/**
 * A number of about 106 bits, the sum of two doubles. Source: T. J. Dekker, A floating-point technique for extending the available
 * precision, Numer. Math. 18 (1971) 224–242, doi:10.1007/BF01397083.
 */
final class Extended {

    private double high;
    private double low;

    double high() {
        return high;
    }

    double low() {
        return low;
    }

    void set(double newHigh, double newLow) {
        high = newHigh;
        low = newLow;
    }

    void set(Extended other) {
        set(other.high, other.low);
    }

    /** Sets this to a difference of doubles, exactly. */
    void setDifference(double a, double b) {
        high = a - b;
        double part = high - a;
        low = (a - (high - part)) - (b + part);
    }

    void add(double otherHigh, double otherLow) {
        double sum = high + otherHigh;
        double part = sum - high;
        double rest = (high - (sum - part)) + (otherHigh - part) + (low + otherLow);
        high = sum + rest;
        low = rest - (high - sum);
    }

    void add(Extended other) {
        add(other.high, other.low);
    }

    void multiply(double otherHigh, double otherLow) {
        double product = high * otherHigh;
        double rest = Math.fma(high, otherHigh, -product) + (high * otherLow + low * otherHigh);
        high = product + rest;
        low = rest - (high - product);
    }

    void multiply(Extended other) {
        multiply(other.high, other.low);
    }
}
