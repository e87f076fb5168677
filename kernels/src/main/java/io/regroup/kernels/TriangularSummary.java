package io.regroup.kernels;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The triangular factor of the rows of one group and target, as a summary that can be combined: with the weighted rows
 * A = √w · (1, x − c, y − d) it is the upper triangle R of A = QR, of which nothing else is needed. More rows, or another
 * factor, are stacked below R and factored again (Householder), so digits are lost as in a QR of all rows, not squared as in
 * cross-moments. Pivots c and d are the group's first row; moving them changes the first row of R alone.
 *
 * <p>In a slab: the number of rows, p + 1 pivots, the columns of R one after another, column j with j + 1 entries; beside an
 * intercept the least and the greatest value of each feature, which tell whether it varies at all. Source:
 * Demmel, Grigori, Hoemmen, Langou, Communication-optimal parallel and sequential QR, SIAM J. Sci. Comput. 34 (2012),
 * doi:10.1137/080731992.
 */
final class TriangularSummary {

    /** Rows that are factored at a time, below the factor of those before. */
    private static final int ROWS = 64;

    private final int features;
    private final boolean intercept;
    private final int columns;
    private final double[][] stack;
    private int stacked;

    TriangularSummary(int features, boolean intercept) {
        this.features = features;
        this.intercept = intercept;
        this.columns = (intercept ? 1 : 0) + features + 1;
        this.stack = new double[columns][columns + Math.max(ROWS, columns)];
    }

    static int width(int features, boolean intercept) {
        int columns = (intercept ? 1 : 0) + features + 1;
        return 1 + features + 1 + columns * (columns + 1) / 2 + (intercept ? 2 * features : 0);
    }

    /** Names the numbers of a summary. */
    static List<String> names(List<String> features, String target, boolean intercept) {
        List<String> names = new ArrayList<>();
        names.add("rows");
        features.forEach(feature -> names.add("pivot." + feature));
        names.add("pivot." + target);
        int columns = (intercept ? 1 : 0) + features.size() + 1;
        for (int j = 0; j < columns; j++) {
            for (int i = 0; i <= j; i++) {
                names.add("r." + i + "." + j);
            }
        }
        if (intercept) {
            features.forEach(feature -> names.addAll(List.of("least." + feature, "greatest." + feature)));
        }
        return names;
    }

    private int factor(int at) {
        return at + 1 + features + 1;
    }

    /** Where the least value of a feature stands, and after it the greatest. */
    private int extent(int at, int feature) {
        return factor(at) + columns * (columns + 1) / 2 + 2 * feature;
    }

    /** Adds rows, all of which count. */
    void add(double[][] x, double[] y, double @Nullable [] weights, int from, int to, double[] slab, int at) {
        if (from == to) {
            return;
        }
        if (slab[at] == 0 && intercept) {
            for (int j = 0; j < features; j++) {
                slab[at + 1 + j] = x[j][from];
                slab[extent(at, j)] = x[j][from];
                slab[extent(at, j) + 1] = x[j][from];
            }
            slab[at + 1 + features] = y[from];
        }
        for (int j = 0; j < features && intercept; j++) {
            int extent = extent(at, j);
            for (int row = from; row < to; row++) {
                slab[extent] = Math.min(slab[extent], x[j][row]);
                slab[extent + 1] = Math.max(slab[extent + 1], x[j][row]);
            }
        }
        slab[at] += to - from;
        load(slab, factor(at));
        int first = intercept ? 1 : 0;
        for (int start = from; start < to; start += ROWS) {
            int count = Math.min(ROWS, to - start);
            for (int i = 0; i < count; i++) {
                int row = start + i;
                double root = weights == null ? 1 : Math.sqrt(weights[row]);
                if (intercept) {
                    stack[0][stacked + i] = root;
                }
                for (int j = 0; j < features; j++) {
                    stack[first + j][stacked + i] = root * (x[j][row] - slab[at + 1 + j]);
                }
                stack[first + features][stacked + i] = root * (y[row] - slab[at + 1 + features]);
            }
            stacked += count;
            triangularise();
        }
        store(slab, factor(at));
    }

    /** Adds the factor of later rows. */
    void combine(double[] into, int at, double[] later, int laterAt) {
        int from = factor(laterAt);
        if (intercept) {
            combineExtents(into, at, later, laterAt);
            // Rows about another pivot differ by a multiple of the constant column, which is the first row of R.
            double root = later[from];
            for (int v = 0; v <= features; v++) {
                int column = 1 + v;
                later[from + column * (column + 1) / 2] += root * (later[laterAt + 1 + v] - into[at + 1 + v]);
            }
        }
        load(into, factor(at));
        for (int j = 0, entry = from; j < columns; j++) {
            for (int i = 0; i < columns; i++) {
                stack[j][stacked + i] = i <= j ? later[entry++] : 0;
            }
        }
        stacked += columns;
        triangularise();
        store(into, factor(at));
        into[at] += later[laterAt];
    }

    private void combineExtents(double[] into, int at, double[] later, int laterAt) {
        for (int j = 0; j < features && later[laterAt] > 0; j++) {
            int ours = extent(at, j);
            int theirs = extent(laterAt, j);
            boolean first = into[at] == 0;
            into[ours] = first ? later[theirs] : Math.min(into[ours], later[theirs]);
            into[ours + 1] = first ? later[theirs + 1] : Math.max(into[ours + 1], later[theirs + 1]);
        }
    }

    /** Whether a feature does not vary beside an intercept, see {@link Design#isConstant}. */
    private boolean isConstant(double[] slab, int at, int feature) {
        double least = slab[extent(at, feature)];
        double greatest = slab[extent(at, feature) + 1];
        double scale = Design.scaleOf(Math.max(Math.abs(least), Math.abs(greatest)));
        double mean = mean(slab, at, feature, slab[factor(at)]) * scale;
        return Math.max(greatest * scale - mean, mean - least * scale) <= Design.CONSTANT;
    }

    private void load(double[] slab, int from) {
        stacked = columns;
        for (int j = 0, entry = from; j < columns; j++) {
            for (int i = 0; i < columns; i++) {
                stack[j][i] = i <= j ? slab[entry++] : 0;
            }
        }
    }

    private void store(double[] slab, int from) {
        for (int j = 0, entry = from; j < columns; j++) {
            for (int i = 0; i <= j; i++) {
                slab[entry++] = stack[j][i];
            }
        }
    }

    /** Factors what is stacked; the factor is then on top. */
    private void triangularise() {
        for (int k = 0; k < columns; k++) {
            reflect(stack, k, k, stacked, columns);
        }
        stacked = columns;
    }

    /**
     * Reflects rows from {@code row} on so that column k is zero below that row, and the columns after it likewise. The zeros
     * are not written: nobody reads what is below the triangle, and rows below the square are overwritten by the next ones.
     */
    private static void reflect(double[][] a, int k, int row, int rows, int columns) {
        double[] v = a[k];
        double largest = 0;
        for (int i = row; i < rows; i++) {
            largest = Math.max(largest, Math.abs(v[i]));
        }
        if (largest == 0) {
            return;
        }
        double sum = 0;
        for (int i = row; i < rows; i++) {
            double scaled = v[i] / largest;
            sum = Math.fma(scaled, scaled, sum);
        }
        double norm = Math.copySign(largest * Math.sqrt(sum), -v[row]);
        double head = v[row] - norm;
        // v / head has 1 in front; beta = 2 / |v|² in that scale
        double beta = -head / norm;
        for (int i = row + 1; i < rows; i++) {
            v[i] /= head;
        }
        for (int j = k + 1; j < columns; j++) {
            double[] column = a[j];
            double dot = column[row];
            for (int i = row + 1; i < rows; i++) {
                dot = Math.fma(v[i], column[i], dot);
            }
            dot *= beta;
            column[row] -= dot;
            for (int i = row + 1; i < rows; i++) {
                column[i] = Math.fma(-dot, v[i], column[i]);
            }
        }
        v[row] = norm;
    }

    /** What comes of a factor. */
    static final class Solution {

        final double[] coefficients;
        final double[] errors;
        double residualNorm;
        double r2;
        boolean deficient;

        Solution(int terms) {
            this.coefficients = new double[terms];
            this.errors = new double[terms];
        }
    }

    /**
     * Solves: features in order, each left out that keeps too little of its norm after those before it.
     *
     * @param slab holds summaries
     * @param at where the group's starts; it has at least as many rows as there are terms
     * @param tolerance the share of its norm that a feature must keep
     * @param out receives the solution
     */
    void solve(double[] slab, int at, double tolerance, Solution out) {
        int first = intercept ? 1 : 0;
        // About the mean: without the constant's row, the rest of the columns is the centred problem.
        int size = columns - first;
        double[][] a = new double[size][size];
        for (int j = 0; j < size; j++) {
            int column = first + j;
            int entry = factor(at) + column * (column + 1) / 2;
            for (int i = first; i <= column; i++) {
                a[j][i - first] = slab[entry + i];
            }
        }
        int[] kept = new int[features];
        int rank = 0;
        for (int j = 0; j < features; j++) {
            double norm = norm(a[j], 0, size);
            double left = norm(a[j], rank, size);
            if (norm == 0 || !(left > tolerance * norm) || (intercept && isConstant(slab, at, j))) {
                continue;
            }
            reflect(a, j, rank, size, size);
            kept[rank++] = j;
        }
        double[] y = a[size - 1];
        double total = norm(y, 0, size);
        double rest = norm(y, rank, size);
        out.deficient = rank < features;
        out.residualNorm = rest;
        out.r2 = total == 0 ? Double.NaN : 1 - (rest / total) * (rest / total);
        int used = rank + first;
        double rows = slab[at];
        double deviation = rows > used ? rest / Math.sqrt(rows - used) : Double.NaN;
        Arrays.fill(out.coefficients, Double.NaN);
        Arrays.fill(out.errors, Double.NaN);
        double[] slopes = new double[rank];
        double[][] inverse = new double[rank][];
        for (int i = rank - 1; i >= 0; i--) {
            double sum = y[i];
            for (int j = i + 1; j < rank; j++) {
                sum = Math.fma(-a[kept[j]][i], slopes[j], sum);
            }
            slopes[i] = sum / a[kept[i]][i];
        }
        for (int c = 0; c < rank; c++) {
            inverse[c] = inverseColumn(a, kept, c);
        }
        double[] means = new double[rank];
        double root = slab[factor(at)];
        for (int i = 0; i < rank; i++) {
            double[] row = new double[rank];
            for (int c = i; c < rank; c++) {
                row[c] = inverse[c][i];
            }
            out.coefficients[first + kept[i]] = slopes[i];
            out.errors[first + kept[i]] = deviation * norm(row, 0, rank);
            means[i] = mean(slab, at, kept[i], root);
        }
        if (intercept) {
            solveIntercept(slab, at, out, rank, slopes, means, inverse, root, deviation);
        }
    }

    /** Column c of the inverse of the kept triangle: entries 0 … c. */
    private static double[] inverseColumn(double[][] a, int[] kept, int c) {
        double[] column = new double[c + 1];
        column[c] = 1 / a[kept[c]][c];
        for (int i = c - 1; i >= 0; i--) {
            double sum = 0;
            for (int j = i + 1; j <= c; j++) {
                sum = Math.fma(-a[kept[j]][i], column[j], sum);
            }
            column[i] = sum / a[kept[i]][i];
        }
        return column;
    }

    private double mean(double[] slab, int at, int variable, double root) {
        if (!intercept) {
            return 0;
        }
        int column = 1 + variable;
        return slab[at + 1 + variable] + slab[factor(at) + column * (column + 1) / 2] / root;
    }

    private void solveIntercept(
            double[] slab,
            int at,
            Solution out,
            int rank,
            double[] slopes,
            double[] means,
            double[][] inverse,
            double root,
            double deviation) {
        double value = mean(slab, at, features, root);
        for (int i = 0; i < rank; i++) {
            value = Math.fma(-slopes[i], means[i], value);
        }
        double[] dots = new double[rank + 1];
        for (int c = 0; c < rank; c++) {
            for (int i = 0; i <= c; i++) {
                dots[c] = Math.fma(inverse[c][i], means[i], dots[c]);
            }
        }
        dots[rank] = 1 / root;
        out.coefficients[0] = value;
        out.errors[0] = deviation * norm(dots, 0, rank + 1);
    }

    private static double norm(double[] values, int from, int to) {
        double largest = 0;
        for (int i = from; i < to; i++) {
            largest = Math.max(largest, Math.abs(values[i]));
        }
        if (largest == 0) {
            return 0;
        }
        double sum = 0;
        for (int i = from; i < to; i++) {
            double scaled = values[i] / largest;
            sum = Math.fma(scaled, scaled, sum);
        }
        return largest * Math.sqrt(sum);
    }
}
