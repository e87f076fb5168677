package io.regroup.crossvalidation;

/** Quantile regression with an intercept by trying every elemental fit: slow, and nothing to go wrong. */
final class PlainQuantile {

    private final double[][] x;
    private final double[] y;
    private final double[] w;
    private final double tau;
    private double[] best = new double[0];
    private double least = Double.POSITIVE_INFINITY;

    PlainQuantile(double[][] x, double[] y, double[] w, double tau) {
        this.x = x;
        this.y = y;
        this.w = w;
        this.tau = tau;
        choose(new int[x.length + 1], 0, 0);
    }

    /** The coefficients of a minimiser, the intercept first. */
    double[] coefficients() {
        return best;
    }

    /** The minimum of Σ w ρ. */
    double objective() {
        return least;
    }

    private void choose(int[] rows, int chosen, int next) {
        if (chosen == rows.length) {
            attempt(rows);
            return;
        }
        for (int row = next; row < y.length; row++) {
            rows[chosen] = row;
            choose(rows, chosen + 1, row + 1);
        }
    }

    private void attempt(int[] rows) {
        int p = rows.length;
        double[][] a = new double[p][p + 1];
        for (int k = 0; k < p; k++) {
            a[k][0] = 1;
            for (int j = 1; j < p; j++) {
                a[k][j] = x[j - 1][rows[k]];
            }
            a[k][p] = y[rows[k]];
        }
        for (int k = 0; k < p; k++) {
            int pivot = k;
            for (int i = k + 1; i < p; i++) {
                pivot = Math.abs(a[i][k]) > Math.abs(a[pivot][k]) ? i : pivot;
            }
            double[] row = a[pivot];
            a[pivot] = a[k];
            a[k] = row;
            if (Math.abs(row[k]) < 1e-9) {
                return;
            }
            for (int i = 0; i < p; i++) {
                double factor = i == k ? 0 : a[i][k] / row[k];
                for (int j = k; j <= p && factor != 0; j++) {
                    a[i][j] -= factor * row[j];
                }
            }
        }
        double[] coefficients = new double[p];
        for (int k = 0; k < p; k++) {
            coefficients[k] = a[k][p] / a[k][k];
        }
        double sum = 0;
        for (int i = 0; i < y.length; i++) {
            double r = y[i] - coefficients[0];
            for (int j = 1; j < p; j++) {
                r -= coefficients[j] * x[j - 1][i];
            }
            sum += w[i] * r * (r < 0 ? tau - 1 : tau);
        }
        if (sum < least) {
            least = sum;
            best = coefficients;
        }
    }
}
