package io.regroup.nonlinear.internal.solve;

/** Sums over arrays. Four partial sums each, always in the same order, so that additions need not wait for each other. */
final class Vectors {

    /** Between these, squares neither overflow nor lose digits. */
    private static final double SMALL = 1e-280;

    private static final double LARGE = 1e280;

    private Vectors() {}

    /** Returns Σ aᵢ bᵢ for i from {@code from} to {@code to - 1}. */
    static double dot(double[] a, double[] b, int from, int to) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int i = from;
        for (; i + 3 < to; i += 4) {
            s0 += a[i] * b[i];
            s1 += a[i + 1] * b[i + 1];
            s2 += a[i + 2] * b[i + 2];
            s3 += a[i + 3] * b[i + 3];
        }
        for (; i < to; i++) {
            s0 += a[i] * b[i];
        }
        return (s0 + s1) + (s2 + s3);
    }

    /** Adds a multiple of a vector to another: aᵢ += f bᵢ. */
    static void addMultiple(double[] a, double f, double[] b, int from, int to) {
        for (int i = from; i < to; i++) {
            a[i] += f * b[i];
        }
    }

    /** Multiplies by a number. */
    static void scale(double[] a, double f, int count) {
        for (int i = 0; i < count; i++) {
            a[i] *= f;
        }
    }

    /** Returns √Σ aᵢ² over the first elements, whatever their size; NaN or infinite if one of them is. */
    static double norm(double[] a, int count) {
        double squares = dot(a, a, 0, count);
        if (squares > SMALL && squares < LARGE) {
            return Math.sqrt(squares);
        }
        double most = 0;
        for (int i = 0; i < count; i++) {
            most = Math.max(most, Math.abs(a[i]));
        }
        if (most == 0 || !Double.isFinite(most)) {
            return most;
        }
        double unit = powerOfTwo(most);
        double sum = 0;
        for (int i = 0; i < count; i++) {
            double scaled = a[i] / unit;
            sum += scaled * scaled;
        }
        return unit * Math.sqrt(sum);
    }

    /** Returns the power of two at or below a positive number, at least the smallest normal one. */
    static double powerOfTwo(double value) {
        return Math.scalb(1.0, Math.max(Double.MIN_EXPONENT, Math.getExponent(value)));
    }
}
