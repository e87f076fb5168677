package io.regroup.fitters.internal.robust;

import java.util.Arrays;

/** A small symmetric matrix that is added up, and the systems that it solves if it is positive definite (Cholesky). */
final class SymmetricMatrix {

    private final double[][] lower;
    private final double[][] factor;
    private int size;

    SymmetricMatrix(int largest) {
        this.lower = new double[largest][largest];
        this.factor = new double[largest][largest];
    }

    /** Starts again from zero, with a size up to the largest. */
    void clear(int newSize) {
        size = newSize;
        for (double[] row : lower) {
            Arrays.fill(row, 0);
        }
    }

    /** Adds {@code weight · v vᵀ}. */
    void add(double weight, double[] v) {
        for (int i = 0; i < size; i++) {
            double product = weight * v[i];
            for (int j = 0; j <= i; j++) {
                lower[i][j] += product * v[j];
            }
        }
    }

    /** Adds to an entry of the diagonal. */
    void addToDiagonal(int i, double value) {
        lower[i][i] += value;
    }

    /** Returns {@code vᵀ A v}. */
    double form(double[] v) {
        double sum = 0;
        for (int i = 0; i < size; i++) {
            double row = lower[i][i] * v[i] / 2;
            for (int j = 0; j < i; j++) {
                row += lower[i][j] * v[j];
            }
            sum += 2 * row * v[i];
        }
        return sum;
    }

    /**
     * Factors the matrix with something added to all of its diagonal.
     *
     * @return false if it is not positive definite, but for rounding
     */
    boolean factor(double damping) {
        for (int i = 0; i < size; i++) {
            for (int j = 0; j <= i; j++) {
                double rest = lower[i][j] + (i == j ? damping : 0);
                double least = 1e-14 * rest;
                for (int k = 0; k < j; k++) {
                    rest -= factor[i][k] * factor[j][k];
                }
                if (i > j) {
                    factor[i][j] = rest / factor[j][j];
                } else if (rest > least) {
                    factor[i][i] = Math.sqrt(rest);
                } else {
                    return false;
                }
            }
        }
        return true;
    }

    /** Solves {@code A x = v} with the last factor, in place. */
    void solve(double[] v) {
        for (int i = 0; i < size; i++) {
            for (int k = 0; k < i; k++) {
                v[i] -= factor[i][k] * v[k];
            }
            v[i] /= factor[i][i];
        }
        for (int i = size - 1; i >= 0; i--) {
            for (int k = i + 1; k < size; k++) {
                v[i] -= factor[k][i] * v[k];
            }
            v[i] /= factor[i][i];
        }
    }
}
