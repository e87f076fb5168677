package io.regroup.nonlinear.internal.solve;

/**
 * The derivatives of a model in some of its parameters as {@code J = Q R}, by Householder reflections, and the residuals in the same
 * frame: {@code Qᵀ r / ‖r‖}. Of this, the first numbers are what a linear model could explain, the others are what would be left.
 */
final class JacobianFactor {

    /** Columns of other sizes are brought near 1, so that no square overflows or vanishes. */
    private static final double SMALL = 1e-60;

    private static final double LARGE = 1e60;

    private final int[] free;
    private final double[] norms;
    private final double[] units;
    private final double[] explained;
    private final double[][] r;
    private double[] rest = new double[0];
    private int size;
    private int count;

    JacobianFactor(int parameters) {
        free = new int[parameters];
        norms = new double[parameters];
        units = new double[parameters];
        explained = new double[parameters];
        r = new double[parameters][parameters];
    }

    /** Returns how many parameters take part. */
    int size() {
        return size;
    }

    /** Returns how many rows there are. */
    int count() {
        return count;
    }

    /** Returns which parameter the column k belongs to. */
    int parameter(int k) {
        return free[k];
    }

    /** Returns the norm of column k of J. */
    double norm(int k) {
        return norms[k];
    }

    /** Returns R, upper triangular, by rows; its column k is in {@link #unit}s. */
    double[][] r() {
        return r;
    }

    /** Returns what the numbers in column k of R are to be multiplied by. */
    double unit(int k) {
        return units[k];
    }

    /** Returns the first numbers of Qᵀ r / ‖r‖, one per column. */
    double[] explained() {
        return explained;
    }

    /** Forgets the columns. */
    void clear() {
        size = 0;
    }

    /** Has a parameter take part. */
    void include(int parameter) {
        free[size++] = parameter;
    }

    /**
     * Factors the columns of the parameters that take part.
     *
     * @param jacobian one column per parameter, overwritten
     * @param residuals the residuals
     * @param residualNorm their norm, not 0
     * @param rows how many there are
     * @return false if a derivative is not finite
     */
    boolean factor(double[][] jacobian, double[] residuals, double residualNorm, int rows) {
        count = rows;
        if (rest.length < rows) {
            rest = new double[Math.max(rows, 2 * rest.length)];
        }
        for (int i = 0; i < rows; i++) {
            rest[i] = residuals[i] / residualNorm;
        }
        for (int k = 0; k < size; k++) {
            double[] column = jacobian[free[k]];
            double norm = Vectors.norm(column, rows);
            if (!(norm < Double.POSITIVE_INFINITY)) {
                return false;
            }
            norms[k] = norm;
            units[k] = 1;
            if (norm != 0 && (norm < SMALL || norm > LARGE)) {
                units[k] = Vectors.powerOfTwo(norm);
                Vectors.scale(column, 1 / units[k], rows);
            }
        }
        for (int k = 0; k < size; k++) {
            reflect(jacobian, k);
        }
        return true;
    }

    /** Takes column k for 0: what it says of its parameter is nothing but rounding. */
    void ignore(int k) {
        norms[k] = 0;
        for (int i = 0; i <= k; i++) {
            r[i][k] = 0;
        }
    }

    /** Turns column k into the direction of its axis, and the columns after it and the residuals along with it. */
    private void reflect(double[][] jacobian, int k) {
        double[] column = jacobian[free[k]];
        double length = Math.sqrt(Vectors.dot(column, column, k, count));
        if (length != 0) {
            double head = column[k];
            double diagonal = head > 0 ? -length : length;
            column[k] = head - diagonal;
            double factor = -1 / (length * (length + Math.abs(head)));
            for (int l = k + 1; l < size; l++) {
                double[] other = jacobian[free[l]];
                Vectors.addMultiple(other, factor * Vectors.dot(column, other, k, count), column, k, count);
            }
            Vectors.addMultiple(rest, factor * Vectors.dot(column, rest, k, count), column, k, count);
            r[k][k] = diagonal;
        } else {
            r[k][k] = 0;
        }
        for (int l = k + 1; l < size; l++) {
            r[k][l] = jacobian[free[l]][k];
        }
        explained[k] = rest[k];
    }
}
