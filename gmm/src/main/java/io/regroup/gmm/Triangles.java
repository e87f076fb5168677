package io.regroup.gmm;

/** Triangular matrices of small size. */
final class Triangles {

    private Triangles() {}

    /**
     * Inverts the lower Cholesky factor of a matrix.
     *
     * @param matrix symmetric
     * @return the lower triangle of the inverse; NaN where the matrix is not positive definite
     */
    static double[][] inverseCholesky(double[][] matrix) {
        int n = matrix.length;
        double[][] lower = new double[n][n];
        for (int a = 0; a < n; a++) {
            for (int b = 0; b <= a; b++) {
                double rest = matrix[a][b];
                for (int c = 0; c < b; c++) {
                    rest -= lower[a][c] * lower[b][c];
                }
                lower[a][b] = a == b ? Math.sqrt(rest) : rest / lower[b][b];
            }
        }
        double[][] inverse = new double[n][n];
        for (int b = 0; b < n; b++) {
            inverse[b][b] = 1 / lower[b][b];
            for (int a = b + 1; a < n; a++) {
                double sum = 0;
                for (int c = b; c < a; c++) {
                    sum -= lower[a][c] * inverse[c][b];
                }
                inverse[a][b] = sum / lower[a][a];
            }
        }
        return inverse;
    }
}
