package io.regroup.fitters.internal.linear;

import java.util.Arrays;

/**
 * Minimises {@code Σ w ρ(v − Zβ)} with {@code ρ(r) = r (τ − [r < 0])} exactly, from elemental fit to elemental fit: fits that go through
 * as many rows, the basis, as there are columns. One of them is a minimiser. Each step lets go of one row of the basis, in the
 * direction in which the sum falls most steeply, and goes on through the rows whose residuals change sign for as long as the sum
 * falls: a weighted median tells where (I. Barrodale, F. D. K. Roberts, SIAM J. Numer. Anal. 10 (1973) 839–848,
 * doi:10.1137/0710069; R. Koenker, V. d'Orey, Appl. Statist. 36 (1987) 383–393, doi:10.2307/2347802).
 *
 * <p>Rows that the fit goes through by chance, though they are not in the basis, are told apart as if every value were larger by a
 * number of its own that is infinitely small, the same whenever the problem is solved: then no step stands still, and steps cannot go
 * round in a circle. The number of steps is bounded all the same.
 *
 * <p>Where edges on which the sum does not change lead away from the minimiser, they are followed as long as the first coefficient falls, or
 * stays and the second falls, and so on, for {@link #LEVEL_STEPS} steps at most: of several minimisers that are elemental fits the
 * answer is the one with the lowest first coefficient, then the lowest second.
 *
 * <p>Columns and values are expected to be of the size of 1. Buffers are used again for the next problem.
 */
final class ElementalDescent {

    /** What rounding may leave of a residual, in units of the largest number that it is made of. */
    private static final double ZERO = 1e-13;

    /** A row may enter the first basis if it keeps so much of the largest that any row keeps. */
    private static final double PIVOT_SHARE = 0.01;

    private static final int LEVEL_STEPS = 200;

    private final double tau;
    private double[][] z = new double[0][];
    private double[] v = new double[0];
    private double[] w = new double[0];
    private int columns;
    private int rows;

    private int[] basis = new int[0];
    private double[][] inverse = new double[0][];
    private double[][] square = new double[0][];
    private double[] solution = new double[0];
    private double[] gradient = new double[0];
    private double[] size = new double[0];

    private double[] residuals = new double[0];
    private double[] direction = new double[0];
    private double[] steps = new double[0];
    private double[] slopes = new double[0];
    private double[] raised = new double[0];
    private boolean[] below = new boolean[0];
    private boolean[] inBasis = new boolean[0];
    private int[] items = new int[0];
    private int levelEdge;
    private double[][] left = new double[0][];

    ElementalDescent(double tau) {
        this.tau = tau;
    }

    /** The coefficients that were found. */
    double solution(int column) {
        return solution[column];
    }

    /** The residual of a row: 0 for rows of the basis. */
    double residual(int row) {
        return residuals[row];
    }

    /** How many residuals are 0 up to rounding, those of the basis among them. */
    int zeros() {
        double zero = zero();
        int count = 0;
        for (int i = 0; i < rows; i++) {
            count += Math.abs(residuals[i]) <= zero ? 1 : 0;
        }
        return count;
    }

    /**
     * Minimises.
     *
     * @param newColumns how many columns, of full rank
     * @param newRows how many rows, no fewer than columns
     * @param newZ the columns
     * @param newV the values to fit
     * @param newW the weights, positive
     * @param guess residuals of a fit that is near, to start with rows where these are small
     * @return false if the number of steps was not enough
     */
    boolean minimise(int newColumns, int newRows, double[][] newZ, double[] newV, double[] newW, double[] guess) {
        columns = newColumns;
        rows = newRows;
        z = newZ;
        v = newV;
        w = newW;
        makeRoom();
        chooseBasis(guess);
        long most = 100L * columns + 20L * rows;
        int level = 0;
        for (long step = 0; step < most; step++) {
            solve();
            int edge = fallingEdge();
            if (edge == 0 && level++ < LEVEL_STEPS) {
                edge = levelEdge;
            }
            if (edge == 0) {
                return true;
            }
            move(Math.abs(edge) - 1, edge > 0);
        }
        return false;
    }

    private void makeRoom() {
        if (basis.length != columns) {
            basis = new int[columns];
            inverse = new double[columns][columns];
            square = new double[columns][columns];
            solution = new double[columns];
            gradient = new double[columns];
            size = new double[columns];
            left = new double[columns][0];
        }
        if (residuals.length < rows) {
            int length = Math.max(rows, 2 * residuals.length);
            residuals = new double[length];
            direction = new double[length];
            steps = new double[length];
            slopes = new double[length];
            raised = new double[length];
            below = new boolean[length];
            inBasis = new boolean[length];
            items = new int[length];
        }
        if (columns > 0 && left[0].length < rows) {
            int length = residuals.length;
            Arrays.setAll(left, j -> new double[length]);
        }
    }

    /** Takes rows with small residuals that do not depend on those taken before, by elimination. */
    private void chooseBasis(double[] guess) {
        Arrays.fill(inBasis, 0, rows, false);
        for (int j = 0; j < columns; j++) {
            System.arraycopy(z[j], 0, left[j], 0, rows);
        }
        for (int k = 0; k < columns; k++) {
            double most = 0;
            for (int i = 0; i < rows; i++) {
                most = Math.max(most, inBasis[i] ? 0 : largestLeft(i));
            }
            int chosen = -1;
            for (int i = 0; i < rows; i++) {
                if (!inBasis[i]
                        && (chosen < 0 || Math.abs(guess[i]) < Math.abs(guess[chosen]))
                        && largestLeft(i) >= PIVOT_SHARE * most) {
                    chosen = i;
                }
            }
            basis[k] = chosen;
            inBasis[chosen] = true;
            eliminate(chosen);
        }
    }

    private double largestLeft(int row) {
        double largest = 0;
        for (double[] column : left) {
            largest = Math.max(largest, Math.abs(column[row]));
        }
        return largest;
    }

    private void eliminate(int chosen) {
        int pivot = 0;
        for (int j = 1; j < columns; j++) {
            pivot = Math.abs(left[j][chosen]) > Math.abs(left[pivot][chosen]) ? j : pivot;
        }
        double[] column = left[pivot];
        double head = column[chosen];
        for (int j = 0; j < columns; j++) {
            if (j != pivot && left[j][chosen] != 0) {
                double factor = left[j][chosen] / head;
                for (int i = 0; i < rows; i++) {
                    left[j][i] = Math.fma(-factor, column[i], left[j][i]);
                }
            }
        }
        Arrays.fill(column, 0, rows, 0);
    }

    /** Finds the fit through the rows of the basis, corrected once for rounding, and what it leaves of the others. */
    private void solve() {
        invert();
        Arrays.fill(solution, 0);
        for (int round = 0; round < 2; round++) {
            for (int k = 0; k < columns; k++) {
                double rest = v[basis[k]];
                for (int j = 0; j < columns; j++) {
                    rest = Math.fma(-z[j][basis[k]], solution[j], rest);
                }
                gradient[k] = rest;
            }
            for (int j = 0; j < columns; j++) {
                for (int k = 0; k < columns; k++) {
                    solution[j] = Math.fma(inverse[j][k], gradient[k], solution[j]);
                }
            }
        }
        System.arraycopy(v, 0, residuals, 0, rows);
        for (int j = 0; j < columns; j++) {
            double coefficient = solution[j];
            double[] column = z[j];
            for (int i = 0; i < rows; i++) {
                residuals[i] = Math.fma(-coefficient, column[i], residuals[i]);
            }
        }
        double zero = zero();
        boolean anyRaised = false;
        for (int i = 0; i < rows; i++) {
            raised[i] = 0;
            below[i] = residuals[i] < 0;
            if (inBasis[i]) {
                residuals[i] = 0;
            } else if (Math.abs(residuals[i]) <= zero) {
                raised[i] = share(i);
                anyRaised = true;
            }
        }
        if (anyRaised) {
            raise();
        }
    }

    /** Finds what raised values leave of the rows that the fit goes through by chance. */
    private void raise() {
        for (int j = 0; j < columns; j++) {
            double coefficient = 0;
            for (int k = 0; k < columns; k++) {
                coefficient = Math.fma(inverse[j][k], share(basis[k]), coefficient);
            }
            gradient[j] = coefficient;
        }
        for (int i = 0; i < rows; i++) {
            if (raised[i] != 0) {
                for (int j = 0; j < columns; j++) {
                    raised[i] = Math.fma(-gradient[j], z[j][i], raised[i]);
                }
                below[i] = raised[i] < 0;
            }
        }
    }

    /** By how much a row's value is raised, in units of something infinitely small: between 1 and 2, no two rows alike. */
    private static double share(int row) {
        long bits = (row + 1) * 0x9E3779B97F4A7C15L;
        bits = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
        bits = (bits ^ (bits >>> 27)) * 0x94D049BB133111EBL;
        return Double.longBitsToDouble(((bits ^ (bits >>> 31)) >>> 12) | 0x3FF0000000000000L);
    }

    /** What counts as a residual of 0. */
    private double zero() {
        double largest = 1;
        for (double coefficient : solution) {
            largest += Math.abs(coefficient);
        }
        return ZERO * largest;
    }

    /** Inverts the rows of the basis (Gauss–Jordan with exchanges). */
    private void invert() {
        double[][] a = square;
        for (int k = 0; k < columns; k++) {
            for (int j = 0; j < columns; j++) {
                a[k][j] = z[j][basis[k]];
                inverse[k][j] = k == j ? 1 : 0;
            }
        }
        for (int k = 0; k < columns; k++) {
            int pivot = k;
            for (int i = k + 1; i < columns; i++) {
                pivot = Math.abs(a[i][k]) > Math.abs(a[pivot][k]) ? i : pivot;
            }
            double[] row = a[pivot];
            a[pivot] = a[k];
            a[k] = row;
            row = inverse[pivot];
            inverse[pivot] = inverse[k];
            inverse[k] = row;
            double head = a[k][k];
            for (int j = 0; j < columns; j++) {
                a[k][j] /= head;
                inverse[k][j] /= head;
            }
            for (int i = 0; i < columns; i++) {
                double factor = a[i][k];
                if (i != k && factor != 0) {
                    for (int j = 0; j < columns; j++) {
                        a[i][j] = Math.fma(-factor, a[k][j], a[i][j]);
                        inverse[i][j] = Math.fma(-factor, inverse[k][j], inverse[i][j]);
                    }
                }
            }
        }
    }

    /**
     * Chooses the row that leaves the basis and the sign that its residual gets.
     *
     * @return its place in the basis, from 1, negative if its residual is to fall below 0; 0 if the sum falls nowhere
     */
    private int fallingEdge() {
        for (int j = 0; j < columns; j++) {
            double sum = 0;
            double absolute = 0;
            for (int i = 0; i < rows; i++) {
                if (!inBasis[i]) {
                    double term = w[i] * z[j][i];
                    sum += (below[i] ? tau - 1 : tau) * term;
                    absolute += Math.abs(term);
                }
            }
            gradient[j] = sum;
            size[j] = absolute;
        }
        int best = 0;
        double steepest = 0;
        levelEdge = 0;
        for (int k = 0; k < columns; k++) {
            double change = 0;
            double rounding = w[basis[k]];
            for (int j = 0; j < columns; j++) {
                change = Math.fma(inverse[j][k], gradient[j], change);
                rounding += Math.abs(inverse[j][k]) * size[j];
            }
            for (int sign = 1; sign >= -1; sign -= 2) {
                double slope = sign > 0 ? w[basis[k]] * tau + change : w[basis[k]] * (1 - tau) - change;
                if (slope < steepest && slope < -ZERO * rounding) {
                    steepest = slope;
                    best = sign * (k + 1);
                } else if (Math.abs(slope) <= ZERO * rounding && levelEdge == 0 && lowers(k, sign)) {
                    levelEdge = sign * (k + 1);
                }
            }
        }
        return best;
    }

    /** Whether the first coefficient that changes on an edge falls. */
    private boolean lowers(int k, int sign) {
        double largest = 0;
        for (int j = 0; j < columns; j++) {
            largest = Math.max(largest, Math.abs(inverse[j][k]));
        }
        for (int j = 0; j < columns; j++) {
            double change = -sign * inverse[j][k];
            if (Math.abs(change) > ZERO * largest) {
                return change < 0;
            }
        }
        return false;
    }

    /**
     * Moves along an edge to where the sum no longer falls, and exchanges the row that is met there for the one that leaves.
     *
     * @param k the leaving row's place in the basis
     * @param up whether its residual rises above 0
     */
    private void move(int k, boolean up) {
        double sign = up ? 1 : -1;
        Arrays.fill(direction, 0, rows, 0);
        for (int j = 0; j < columns; j++) {
            double factor = sign * inverse[j][k];
            double[] column = z[j];
            for (int i = 0; i < rows; i++) {
                direction[i] = Math.fma(factor, column[i], direction[i]);
            }
        }
        double largest = 0;
        double fall = up ? -w[basis[k]] * tau : -w[basis[k]] * (1 - tau);
        for (int i = 0; i < rows; i++) {
            if (!inBasis[i]) {
                fall -= w[i] * (below[i] ? tau - 1 : tau) * direction[i];
                largest = Math.max(largest, Math.abs(direction[i]));
            }
        }
        int count = 0;
        for (int i = 0; i < rows; i++) {
            double speed = below[i] ? direction[i] : -direction[i];
            if (!inBasis[i] && speed > ZERO * largest) {
                // what is infinitely near comes before all else, in an order of its own
                steps[i] = raised[i] == 0 ? Math.abs(residuals[i]) / speed : -1 / (1 + Math.abs(raised[i]) / speed);
                slopes[i] = w[i] * speed;
                items[count++] = i;
            }
        }
        if (count == 0) {
            return; // rounding alone made the edge fall: the basis stays as it is, and steps are bounded
        }
        int entering = items[WeightedSelection.select(items, count, steps, slopes, fall)];
        inBasis[basis[k]] = false;
        inBasis[entering] = true;
        basis[k] = entering;
    }
}
