package io.regroup.kernels;

/** The triangular factor by Householder reflections (Golub and Van Loan, Matrix Computations, algorithm 5.2.1). */
public final class Householder {

    private Householder() {}

    /**
     * Returns R of A = QR.
     *
     * @param a a matrix by rows, at least as many as columns; overwritten
     * @return a square upper triangular matrix by rows
     */
    public static double[][] upper(double[][] a) {
        int columns = a.length == 0 ? 0 : a[0].length;
        double[][] upper = new double[columns][columns];
        for (int k = 0; k < columns; k++) {
            double norm = 0;
            for (int i = k; i < a.length; i++) {
                norm = Math.fma(a[i][k], a[i][k], norm);
            }
            norm = -Math.copySign(Math.sqrt(norm), a[k][k]);
            upper[k][k] = norm;
            if (norm != 0) {
                a[k][k] -= norm;
                for (int c = k + 1; c < columns; c++) {
                    reflect(a, k, c, norm);
                }
            }
            System.arraycopy(a[k], k + 1, upper[k], k + 1, columns - k - 1);
        }
        return upper;
    }

    /** Reflects column c by the vector that stands in column k. */
    private static void reflect(double[][] a, int k, int c, double norm) {
        double product = 0;
        for (int i = k; i < a.length; i++) {
            product = Math.fma(a[i][k], a[i][c], product);
        }
        double factor = product / (norm * a[k][k]);
        for (int i = k; i < a.length; i++) {
            a[i][c] = Math.fma(factor, a[i][k], a[i][c]);
        }
    }
}
