package com.example.givens;

import java.util.Arrays;

/**
 * The triangular factor of a weighted least-squares problem, to which rows are added one after another by planar rotations without
 * square roots: {@code XᵀWX = RᵀDR} and {@code XᵀWy = RᵀDθ} with D diagonal and R upper triangular of unit diagonal. It needs
 * no more memory for a million rows than for ten, and loses no more digits than a QR factorisation of all rows.
 *
 * <p>Sources: W. M. Gentleman, "Basic procedures for large, sparse or weighted linear least squares problems" (AS 75), Appl. Statist. 23
 * (1974) 448–454; A. J. Miller, "Least squares routines to supplement those of Gentleman" (AS 274), Appl. Statist. 41 (1992)
 * 458–478.
 */
final class PlanarRotations {

    private final int columns;
    private final double[] d;
    private final double[][] r;
    private final double[] theta;

    /**
     * Begins without rows.
     *
     * @param columns p, the number of columns of X
     */
    PlanarRotations(int columns) {
        this.columns = columns;
        this.d = new double[columns];
        this.r = new double[columns][columns];
        this.theta = new double[columns];
    }

    /** Forgets all rows. */
    void clear() {
        Arrays.fill(d, 0);
        Arrays.fill(theta, 0);
        for (double[] row : r) {
            Arrays.fill(row, 0);
        }
    }

    /**
     * Adds a row.
     *
     * @param weight its weight, 0 or more
     * @param x its columns; overwritten
     * @param y its target
     */
    void add(double weight, double[] x, double y) {
        addFrom(0, weight, x, y);
    }

    /** Rotates a row whose first columns are zero into the rows of the factor, from one of them on. */
    private void addFrom(int first, double weight, double[] x, double y) {
        double w = weight;
        double rest = y;
        for (int i = first; i < columns && w > 0; i++) {
            double xi = x[i];
            if (xi == 0) {
                continue;
            }
            double before = d[i];
            double after = before + w * xi * xi;
            if (after == 0) {
                continue; // what is left of the row is too small for its square
            }
            double cosine = before / after;
            double sine = w * xi / after;
            d[i] = after;
            w *= cosine;
            for (int k = i + 1; k < columns; k++) {
                double xk = x[k];
                x[k] = xk - xi * r[i][k];
                r[i][k] = cosine * r[i][k] + sine * xk;
            }
            double target = rest;
            rest = target - xi * theta[i];
            theta[i] = cosine * theta[i] + sine * target;
        }
    }

    /**
     * Returns what projection on the columns before it leaves of a column.
     *
     * @return the square of its norm
     */
    double left(int column) {
        return d[column];
    }

    /**
     * Returns what projection on some columns before it leaves of a column.
     *
     * @param first how many columns, from the first, are projected out
     * @return the square of its norm
     */
    double left(int column, int first) {
        double square = d[column];
        for (int i = first; i < column; i++) {
            square += d[i] * r[i][column] * r[i][column];
        }
        return square;
    }

    /** Takes a column out of the problem: its row of the factor becomes a row like others, for the columns after it. */
    void drop(int column) {
        double[] row = r[column].clone();
        double weight = d[column];
        double target = theta[column];
        d[column] = 0;
        theta[column] = 0;
        Arrays.fill(r[column], 0);
        for (double[] above : r) {
            above[column] = 0;
        }
        addFrom(column + 1, weight, row, target);
    }

    /**
     * Returns {@code √D R} of the columns that were not dropped, each divided by its norm.
     *
     * @param first how many columns, from the first, are projected out and left out
     * @param kept how many of the others were not dropped
     * @return kept × kept, upper triangular
     */
    double[][] factor(int first, int kept) {
        double[][] factor = new double[kept][kept];
        int place = 0;
        for (int column = first; column < columns; column++) {
            if (d[column] > 0) {
                double norm = Math.sqrt(left(column, first));
                int above = 0;
                for (int i = first; i < column; i++) {
                    if (d[i] > 0) {
                        factor[above++][place] = Math.sqrt(d[i]) * r[i][column] / norm;
                    }
                }
                factor[place][place] = Math.sqrt(d[column]) / norm;
                place++;
            }
        }
        return factor;
    }

    /** Solves {@code Rβ = θ}; a column that was dropped gets 0. */
    void solve(double[] beta) {
        for (int i = columns - 1; i >= 0; i--) {
            double value = theta[i];
            for (int k = i + 1; k < columns; k++) {
                value -= r[i][k] * beta[k];
            }
            beta[i] = value;
        }
    }

    /**
     * Computes the variance of a linear combination of coefficients per variance of a row of weight 1.
     *
     * @param c the factors of the combination, 0 for columns that were dropped; overwritten
     * @return {@code cᵀ (XᵀWX)⁻¹ c}
     */
    double variance(double[] c) {
        double sum = 0;
        for (int i = 0; i < columns; i++) {
            if (d[i] > 0) {
                for (int k = i + 1; k < columns; k++) {
                    c[k] -= r[i][k] * c[i];
                }
                sum += c[i] * c[i] / d[i];
            }
        }
        return sum;
    }
}
