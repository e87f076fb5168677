package io.regroup.kernels;

/**
 * Singular values of a small matrix by one-sided Jacobi rotations, which find small ones to high relative accuracy; see
 * J. Demmel and K. Veselić, Jacobi's method is more accurate than QR, doi:10.1137/0613074.
 */
public final class SingularValues {

    private static final int MOST_SWEEPS = 60;
    private static final double ORTHOGONAL = 4 * Math.ulp(1.0);

    private SingularValues() {}

    /**
     * Returns the 2-norm condition number.
     *
     * @param a a square matrix, by rows; overwritten
     * @return the largest singular value divided by the smallest: at least 1, infinite if the matrix is singular
     */
    public static double conditionNumber(double[][] a) {
        int n = a.length;
        boolean rotated = n > 1;
        for (int sweep = 0; rotated && sweep < MOST_SWEEPS; sweep++) {
            rotated = false;
            for (int i = 0; i < n - 1; i++) {
                for (int j = i + 1; j < n; j++) {
                    rotated |= rotate(a, i, j);
                }
            }
        }
        double largest = 0;
        double smallest = Double.POSITIVE_INFINITY;
        for (int c = 0; c < n; c++) {
            double norm = 0;
            for (double[] row : a) {
                norm = Math.hypot(norm, row[c]);
            }
            largest = Math.max(largest, norm);
            smallest = Math.min(smallest, norm);
        }
        return n == 1 ? 1 : largest / smallest;
    }

    /** Makes two columns orthogonal; false if they are already. */
    private static boolean rotate(double[][] a, int i, int j) {
        double ii = 0;
        double jj = 0;
        double ij = 0;
        for (double[] row : a) {
            ii += row[i] * row[i];
            jj += row[j] * row[j];
            ij += row[i] * row[j];
        }
        if (!(Math.abs(ij) > ORTHOGONAL * Math.sqrt(ii * jj))) {
            return false;
        }
        double zeta = (jj - ii) / (2 * ij);
        double t = Math.copySign(1, zeta) / (Math.abs(zeta) + Math.hypot(1, zeta));
        double c = 1 / Math.hypot(1, t);
        double s = c * t;
        for (double[] row : a) {
            double x = row[i];
            row[i] = c * x - s * row[j];
            row[j] = s * x + c * row[j];
        }
        return true;
    }
}
