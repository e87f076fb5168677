package io.regroup.nonlinear.internal.solve;

import java.util.Arrays;

/**
 * The singular values of a small square matrix, {@code A = U S Vᵀ}, by rotations of its columns until they are orthogonal to each
 * other (one-sided Jacobi: M. R. Hestenes, J. SIAM 6 (1958) 51). It is slower than others on large matrices, but simple, and finds small singular
 * values as exactly as the columns determine them, however different the columns' sizes are.
 */
final class SingularValues {

    private static final int MOST_SWEEPS = 60;
    private static final double ORTHOGONAL = Math.ulp(1.0);

    private final double[][] columns;
    private final double[][] v;
    private final double[] values;
    private int size;

    SingularValues(int largest) {
        columns = new double[largest][largest];
        v = new double[largest][largest];
        values = new double[largest];
    }

    /** Returns column k of the matrix, to be written before {@link #compute}; holds {@code uₖ sₖ} after it. */
    double[] column(int k) {
        return columns[k];
    }

    /** Returns the k-th right singular vector. */
    double[] v(int k) {
        return v[k];
    }

    /** Returns the k-th singular value; they are in no order. */
    double value(int k) {
        return values[k];
    }

    /** Returns the largest singular value. */
    double largest() {
        double largest = 0;
        for (int k = 0; k < size; k++) {
            largest = Math.max(largest, values[k]);
        }
        return largest;
    }

    /** Returns the smallest singular value. */
    double smallest() {
        double smallest = Double.POSITIVE_INFINITY;
        for (int k = 0; k < size; k++) {
            smallest = Math.min(smallest, values[k]);
        }
        return smallest;
    }

    /** Factors the matrix that is in the columns. */
    void compute(int newSize) {
        size = newSize;
        for (int k = 0; k < size; k++) {
            Arrays.fill(v[k], 0, size, 0);
            v[k][k] = 1;
        }
        boolean rotated = true;
        for (int sweep = 0; rotated && sweep < MOST_SWEEPS; sweep++) {
            rotated = false;
            for (int k = 0; k < size; k++) {
                for (int l = k + 1; l < size; l++) {
                    rotated |= rotate(k, l);
                }
            }
        }
        for (int k = 0; k < size; k++) {
            values[k] = Vectors.norm(columns[k], size);
        }
    }

    /** Makes two columns orthogonal; returns false if they are. */
    private boolean rotate(int k, int l) {
        double[] a = columns[k];
        double[] b = columns[l];
        double aa = Vectors.dot(a, a, 0, size);
        double bb = Vectors.dot(b, b, 0, size);
        double ab = Vectors.dot(a, b, 0, size);
        if (!(Math.abs(ab) > ORTHOGONAL * Math.sqrt(aa * bb))) {
            return false;
        }
        double zeta = (bb - aa) / (2 * ab);
        double tangent = Math.copySign(1 / (Math.abs(zeta) + Math.hypot(1, zeta)), zeta);
        double cosine = 1 / Math.hypot(1, tangent);
        double sine = cosine * tangent;
        turn(a, b, cosine, sine);
        turn(v[k], v[l], cosine, sine);
        return true;
    }

    private void turn(double[] a, double[] b, double cosine, double sine) {
        for (int i = 0; i < size; i++) {
            double old = a[i];
            a[i] = cosine * old - sine * b[i];
            b[i] = sine * old + cosine * b[i];
        }
    }
}
