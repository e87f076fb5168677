package io.regroup.gmm.internal;

/** Small symmetric and triangular matrices, packed by rows of their lower half: (0,0), (1,0), (1,1), (2,0), … */
final class Packed {

    private Packed() {}

    /** Returns how many numbers a matrix of d by d takes. */
    static int width(int d) {
        return d * (d + 1) / 2;
    }

    /** Returns where a number stands, for {@code row >= column}. */
    static int index(int row, int column) {
        return row * (row + 1) / 2 + column;
    }

    /**
     * Replaces a symmetric matrix by its lower Cholesky factor. What is left of a variance, once the dimensions before it are known, is
     * raised to its floor: the factor can always be inverted.
     *
     * @param floors the smallest variances, above 0
     * @return whether a variance was raised, so that the factor is that of another matrix
     */
    static boolean factor(double[] matrix, int at, int d, double[] floors) {
        boolean raised = false;
        for (int a = 0; a < d; a++) {
            int rowA = at + index(a, 0);
            for (int b = 0; b < a; b++) {
                int rowB = at + index(b, 0);
                double rest = matrix[rowA + b];
                for (int c = 0; c < b; c++) {
                    rest -= matrix[rowA + c] * matrix[rowB + c];
                }
                matrix[rowA + b] = rest / matrix[rowB + b];
            }
            double rest = matrix[rowA + a];
            for (int c = 0; c < a; c++) {
                rest -= matrix[rowA + c] * matrix[rowA + c];
            }
            boolean enough = rest >= floors[a];
            raised |= !enough;
            matrix[rowA + a] = Math.sqrt(enough ? rest : floors[a]);
        }
        return raised;
    }

    /** Multiplies a lower triangular matrix by its transpose, in place. */
    static void square(double[] lower, int at, int d) {
        for (int a = d - 1; a >= 0; a--) {
            for (int b = a; b >= 0; b--) {
                double sum = 0;
                for (int c = 0; c <= b; c++) {
                    sum += lower[at + index(a, c)] * lower[at + index(b, c)];
                }
                lower[at + index(a, b)] = sum;
            }
        }
    }

    /** Inverts a lower triangular matrix in place. */
    static void invert(double[] lower, int at, int d) {
        for (int a = 0; a < d; a++) {
            double pivot = 1 / lower[at + index(a, a)];
            for (int b = 0; b < a; b++) {
                double sum = 0;
                for (int c = b; c < a; c++) {
                    sum -= lower[at + index(a, c)] * lower[at + index(c, b)];
                }
                lower[at + index(a, b)] = sum * pivot;
            }
            lower[at + index(a, a)] = pivot;
        }
    }

    /**
     * Computes the trace of {@code P S Pᵀ}: the sum of squares {@code |P x|²} of all x whose products add up to S.
     *
     * @param factor P, lower triangular
     * @param products S, symmetric
     */
    static double trace(double[] factor, int at, double[] products, int productsAt, int d) {
        double trace = 0;
        for (int a = 0; a < d; a++) {
            for (int b = 0; b <= a; b++) {
                double left = factor[at + index(a, b)];
                for (int c = 0; c <= a; c++) {
                    double middle = products[productsAt + (b >= c ? index(b, c) : index(c, b))];
                    trace += left * middle * factor[at + index(a, c)];
                }
            }
        }
        return trace;
    }
}
