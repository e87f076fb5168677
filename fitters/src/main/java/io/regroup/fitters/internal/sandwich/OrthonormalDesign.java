package io.regroup.fitters.internal.sandwich;

import io.regroup.api.spi.GroupRows;
import java.util.Arrays;

/**
 * An orthonormal basis Q of the weighted design {@code √W X} of one group: beside an intercept the first vector is
 * {@code √w / √Σw}, and the others come from the centred features by the Gram–Schmidt process, made twice, which leaves them
 * orthogonal to rounding (L. Giraud, J. Langou, M. Rozložník, Numer. Math. 101 (2005) 87).
 */
final class OrthonormalDesign {

    private final boolean intercept;
    private final double[] means;
    private final double[][] columns;
    private final double[][] upper;
    private final double[][] combinations;
    private final double[] ofIntercept;
    private int rank;
    private int first;

    OrthonormalDesign(int features, boolean intercept) {
        int most = features + 1;
        this.intercept = intercept;
        this.means = new double[most];
        this.columns = new double[most][0];
        this.upper = new double[most][most];
        this.combinations = new double[most][most];
        this.ofIntercept = new double[most];
    }

    /** The number of vectors. */
    int rank() {
        return rank;
    }

    /** One of the vectors: the number of row {@code from() + i} stands at i. */
    double[] vector(int index) {
        return columns[index];
    }

    /** What makes a slope of the projections on the vectors: that of the k-th feature that was kept. */
    double[] ofSlope(int kept) {
        return combinations[first + kept];
    }

    /** What makes the intercept of the projections on the vectors. */
    double[] ofIntercept() {
        return ofIntercept;
    }

    /** Moves to a group; features whose coefficient is NaN are left out. */
    void use(GroupRows rows, double[] coefficients) {
        int count = rows.count();
        first = intercept ? 1 : 0;
        rank = first;
        for (int j = 0; j < rows.featureCount(); j++) {
            if (!Double.isNaN(coefficients[first + j])) {
                means[rank] = intercept ? mean(rows.feature(j), rows) : 0;
                writeCentred(rows.feature(j), means[rank], rows, room(rank, count));
                rank++;
            }
        }
        double rootOfWeight = 0;
        if (intercept) {
            double[] ones = room(0, count);
            writeRoots(rows, ones);
            rootOfWeight = normalise(ones, count);
        }
        for (int k = first; k < rank; k++) {
            orthogonalise(k, count);
        }
        invert();
        if (intercept) {
            Arrays.fill(ofIntercept, 0);
            ofIntercept[0] = 1 / rootOfWeight;
            for (int k = first; k < rank; k++) {
                for (int v = first; v < rank; v++) {
                    ofIntercept[v] = Math.fma(-means[k], combinations[k][v], ofIntercept[v]);
                }
            }
        }
    }

    private double[] room(int column, int count) {
        if (columns[column].length < count) {
            columns[column] = new double[Math.max(count, 2 * columns[column].length)];
        }
        return columns[column];
    }

    /** The weighted mean, in two steps, so that a large offset costs no digits. */
    private static double mean(double[] x, GroupRows rows) {
        double[] weights = rows.weight();
        double mean = x[rows.from()];
        for (int step = 0; step < 2; step++) {
            double sum = 0;
            double total = 0;
            for (int i = rows.from(); i < rows.to(); i++) {
                double w = weights == null ? 1 : weights[i];
                sum = Math.fma(w, x[i] - mean, sum);
                total += w;
            }
            mean += sum / total;
        }
        return mean;
    }

    private static void writeCentred(double[] x, double mean, GroupRows rows, double[] into) {
        double[] weights = rows.weight();
        int from = rows.from();
        for (int i = from; i < rows.to(); i++) {
            into[i - from] = weights == null ? x[i] - mean : Math.sqrt(weights[i]) * (x[i] - mean);
        }
    }

    private static void writeRoots(GroupRows rows, double[] into) {
        double[] weights = rows.weight();
        int from = rows.from();
        for (int i = from; i < rows.to(); i++) {
            into[i - from] = weights == null ? 1 : Math.sqrt(weights[i]);
        }
    }

    private void orthogonalise(int k, int count) {
        double[] column = columns[k];
        double scale = normalise(column, count);
        Arrays.fill(upper[k], 0);
        upper[k][k] = 1;
        for (int round = 0; round < 2; round++) {
            for (int v = 0; v < k; v++) {
                double[] other = columns[v];
                double product = 0;
                for (int i = 0; i < count; i++) {
                    product = Math.fma(other[i], column[i], product);
                }
                for (int i = 0; i < count; i++) {
                    column[i] = Math.fma(-product, other[i], column[i]);
                }
                upper[v][k] = (round == 0 ? 0 : upper[v][k]) + product * scale;
            }
        }
        upper[k][k] = scale * normalise(column, count);
    }

    /** Scales to norm 1; returns the norm. Squares are taken of numbers of at most 1. */
    private static double normalise(double[] column, int count) {
        double largest = 0;
        for (int i = 0; i < count; i++) {
            largest = Math.max(largest, Math.abs(column[i]));
        }
        double scale = largest > 0 ? Math.scalb(1.0, -Math.getExponent(largest)) : 1;
        double squares = 0;
        for (int i = 0; i < count; i++) {
            double value = column[i] * scale;
            squares = Math.fma(value, value, squares);
        }
        double norm = Math.sqrt(squares);
        for (int i = 0; i < count; i++) {
            column[i] = column[i] * scale / norm;
        }
        return norm / scale;
    }

    /** Writes the inverse of the triangular factor of the features, row by row. */
    private void invert() {
        for (int k = rank - 1; k >= first; k--) {
            double[] row = combinations[k];
            Arrays.fill(row, 0);
            row[k] = 1 / upper[k][k];
            for (int v = k + 1; v < rank; v++) {
                double sum = 0;
                for (int m = k + 1; m <= v; m++) {
                    sum = Math.fma(upper[k][m], combinations[m][v], sum);
                }
                row[v] = -sum / upper[k][k];
            }
        }
    }
}
