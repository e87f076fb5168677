package io.regroup.fitters.internal.linear;

import io.regroup.api.spi.GroupRows;
import org.jspecify.annotations.Nullable;

/**
 * Weighted means and the triangular factor R of centred cross-products, {@code RᵀR = Σ w (v − v̄)(v − v̄)ᵀ} with v the features
 * and, last, the target: a summary to which rows can be added and which can be combined. Cross-products themselves are
 * never formed, so digits are lost in proportion to the condition number and not to its square, nothing overflows that
 * the data do not, and a residual sum of squares is a square, never a difference.
 *
 * <p>Rows of one call are rotated into R about their own mean, which is found first. Two summaries are combined as Chan, Golub
 * and LeVeque (1983, doi:10.1080/00031305.1983.10483115) combine cross-products: the second's rows, and the row
 * {@code √(W₁W₂/(W₁+W₂)) · (v̄₂ − v̄₁)}, are rotated into the first (Givens). A mean is kept as a pivot, a value near it, and
 * the rest, so that an offset costs no digits. Without an intercept there is no centring: pivots and means are 0.
 *
 * <p>In a slab: the number of rows, Σw, the pivots, what means are above them, the columns of R one after another, and beside
 * an intercept the least and the greatest value of each feature, which tell whether it varies at all.
 *
 * @param features the number of features
 * @param intercept whether rows are centred
 */
record CentredFactor(int features, boolean intercept) {

    /** A column whose spread is below this share of its size is constant up to rounding. */
    static final double CONSTANT = 8 * Math.ulp(1.0);

    private static final double SAFE_LEAST = 0x1p-900;
    private static final double SAFE_MOST = 0x1p900;

    private int variables() {
        return features + 1;
    }

    /** Returns how many doubles a summary has. */
    int width() {
        return shifts(0) + variables() + variables() * (variables() + 1) / 2 + (intercept ? 2 * features : 0);
    }

    private static int weight(int at) {
        return at + 1;
    }

    private static int pivots(int at) {
        return at + 2;
    }

    private int shifts(int at) {
        return pivots(at) + variables();
    }

    /** Where R[row][column] stands. */
    private int entry(int at, int row, int column) {
        return shifts(at) + variables() + column * (column + 1) / 2 + row;
    }

    /** Where the least value of a feature stands, and after it the greatest. */
    private int extent(int at, int feature) {
        return entry(at, 0, variables()) + 2 * feature;
    }

    double count(double[] slab, int at) {
        return slab[at];
    }

    double totalWeight(double[] slab, int at) {
        return slab[weight(at)];
    }

    /** Returns a double near a variable's mean; the target is the variable after the features. */
    double pivot(double[] slab, int at, int variable) {
        return slab[pivots(at) + variable];
    }

    /** Returns by how much a variable's mean is above its pivot. */
    double shift(double[] slab, int at, int variable) {
        return slab[shifts(at) + variable];
    }

    /** Returns R[row][column], of the upper triangle. */
    double factor(double[] slab, int at, int row, int column) {
        return slab[entry(at, row, column)];
    }

    /** Adds rows, all of which count. */
    void add(GroupRows rows, int from, int to, double[] slab, int at) {
        if (from == to) {
            return;
        }
        double[] weights = rows.weight();
        double total = total(weights, from, to);
        double[] means = new double[variables()];
        if (intercept) {
            widenExtents(rows, from, to, slab, at);
            for (int v = 0; v < means.length; v++) {
                double[] values = column(rows, v);
                if (slab[at] == 0) {
                    double first = values[from];
                    slab[pivots(at) + v] = first + mean(values, weights, from, to, first, total);
                }
                means[v] = mean(values, weights, from, to, slab[pivots(at) + v], total);
            }
        }
        double[] row = new double[means.length];
        if (to - from > 1 || !intercept) {
            for (int i = from; i < to; i++) {
                double root = weights == null ? 1 : Math.sqrt(weights[i]);
                for (int v = 0; v < row.length; v++) {
                    row[v] = root * (column(rows, v)[i] - slab[pivots(at) + v] - means[v]);
                }
                rotate(row, 0, slab, at);
            }
        }
        join(means, to - from, total, row, slab, at);
    }

    private double[] column(GroupRows rows, int variable) {
        return variable < features ? rows.feature(variable) : rows.target();
    }

    private static double total(double @Nullable [] weights, int from, int to) {
        if (weights == null) {
            return to - from;
        }
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += weights[i];
        }
        return sum;
    }

    /** The weighted mean of values less a pivot. */
    private static double mean(
            double[] values, double @Nullable [] weights, int from, int to, double pivot, double total) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += weights == null ? values[i] - pivot : weights[i] * (values[i] - pivot);
        }
        return sum / total;
    }

    private void widenExtents(GroupRows rows, int from, int to, double[] slab, int at) {
        for (int j = 0; j < features; j++) {
            double[] x = rows.feature(j);
            double least = slab[at] == 0 ? x[from] : slab[extent(at, j)];
            double greatest = slab[at] == 0 ? x[from] : slab[extent(at, j) + 1];
            for (int i = from; i < to; i++) {
                least = Math.min(least, x[i]);
                greatest = Math.max(greatest, x[i]);
            }
            slab[extent(at, j)] = least;
            slab[extent(at, j) + 1] = greatest;
        }
    }

    /** Adds the summary of later rows. */
    void combine(double[] into, int at, double[] later, int laterAt) {
        if (later[laterAt] == 0) {
            return;
        }
        if (into[at] == 0) {
            System.arraycopy(later, laterAt, into, at, width());
            return;
        }
        double[] row = new double[variables()];
        for (int k = 0; k < row.length; k++) {
            for (int v = k; v < row.length; v++) {
                row[v] = later[entry(laterAt, k, v)];
            }
            rotate(row, k, into, at);
        }
        double[] means = new double[row.length];
        if (intercept) {
            for (int v = 0; v < means.length; v++) {
                means[v] = later[pivots(laterAt) + v] - into[pivots(at) + v] + later[shifts(laterAt) + v];
            }
            for (int j = 0; j < features; j++) {
                int ours = extent(at, j);
                int theirs = extent(laterAt, j);
                into[ours] = Math.min(into[ours], later[theirs]);
                into[ours + 1] = Math.max(into[ours + 1], later[theirs + 1]);
            }
        }
        join(means, later[laterAt], later[weight(laterAt)], row, into, at);
    }

    /**
     * Counts rows that have been rotated in about their own means, and adds what these differ from the means so far.
     *
     * @param means those of the new rows above the pivots
     * @param scratch a row to work with
     */
    private void join(double[] means, double count, double total, double[] scratch, double[] slab, int at) {
        double before = slab[weight(at)];
        double all = before + total;
        double share = total / all;
        if (intercept) {
            double root = Math.sqrt(before) * Math.sqrt(share);
            for (int v = 0; v < means.length; v++) {
                double between = means[v] - slab[shifts(at) + v];
                scratch[v] = root * between;
                slab[shifts(at) + v] += between * share;
            }
            rotate(scratch, 0, slab, at);
        }
        slab[at] += count;
        slab[weight(at)] = all;
    }

    /** Rotates a row, which is used up, into R from column {@code first} on, before which it is zero. */
    private void rotate(double[] row, int first, double[] slab, int at) {
        for (int k = first; k < row.length; k++) {
            double below = row[k];
            if (below == 0) {
                continue;
            }
            int diagonal = entry(at, k, k);
            double above = slab[diagonal];
            double norm = norm(above, below);
            double cosine = above / norm;
            double sine = below / norm;
            slab[diagonal] = norm;
            for (int v = k + 1; v < row.length; v++) {
                int place = entry(at, k, v);
                double kept = slab[place];
                slab[place] = cosine * kept + sine * row[v];
                row[v] = cosine * row[v] - sine * kept;
            }
        }
    }

    private static double norm(double a, double b) {
        double squares = a * a + b * b;
        return squares > SAFE_LEAST && squares < SAFE_MOST ? Math.sqrt(squares) : Math.hypot(a, b);
    }

    /** Tells whether a feature is constant up to 8 ulp of its largest value, which matters beside an intercept only. */
    boolean isConstant(double[] slab, int at, int feature) {
        double least = slab[extent(at, feature)];
        double greatest = slab[extent(at, feature) + 1];
        double largest = Math.max(Math.abs(least), Math.abs(greatest));
        double pivot = slab[pivots(at) + feature];
        double shift = slab[shifts(at) + feature];
        double spread = Math.max(greatest - pivot - shift, pivot - least + shift);
        return spread <= CONSTANT * Math.max(Double.MIN_NORMAL, Math.scalb(1.0, Math.getExponent(largest)));
    }

    /** Returns the inverse, by rows, of the factor of the features, of which none may depend on others. */
    double[][] inverse(double[] slab, int at) {
        double[][] inverse = new double[features][features];
        for (int c = 0; c < features; c++) {
            inverse[c][c] = 1 / factor(slab, at, c, c);
            for (int i = c - 1; i >= 0; i--) {
                double sum = 0;
                for (int j = i + 1; j <= c; j++) {
                    sum = Math.fma(-factor(slab, at, i, j), inverse[j][c], sum);
                }
                inverse[i][c] = sum / factor(slab, at, i, i);
            }
        }
        return inverse;
    }
}
