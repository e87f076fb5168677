package io.regroup.bench;

import io.regroup.api.FitSpec;
import io.regroup.api.data.Column;
import io.regroup.api.data.Table;
import java.util.Arrays;

/**
 * The right answers for a sample of groups, computed here so that no contender judges itself: two passes (means, then
 * centred products in compensated sums), normal equations, Gaussian elimination. That is exact enough for the well-conditioned
 * rows of the scenarios; fits that need more belong into the accuracy tests of the engines.
 */
final class Reference {

    private final FitSpec spec;
    private final Table rows;
    private final GroupCodes groups;
    private final int[][] members;

    Reference(FitSpec spec, Table rows) {
        this.spec = spec;
        this.rows = rows;
        this.groups = GroupCodes.of(rows, spec.keys());
        this.members = groups.rowsOf(Answers.sample(groups.count()));
    }

    /** Returns how many groups there are. */
    int groups() {
        return groups.count();
    }

    /**
     * Computes the answers.
     *
     * @param weighted false to leave the weights out of account
     * @return the answers for {@link Answers#sample}
     */
    Answers answers(boolean weighted) {
        int terms = spec.features().size() + 1;
        double[][] coefficients =
                new double[members.length][terms * spec.targets().size()];
        double[][] medians = new double[members.length][spec.medians().size()];
        for (int g = 0; g < members.length; g++) {
            double[][] x = columns(spec.features(), members[g]);
            double[][] y = columns(spec.targets(), members[g]);
            double[] w = new double[members[g].length];
            Arrays.fill(w, 1);
            if (weighted && spec.weight() != null) {
                w = column(spec.weight(), members[g]);
            }
            for (int t = 0; t < y.length; t++) {
                double[] fitted = fit(x, y[t], w, spec.minRows(t));
                System.arraycopy(fitted, 0, coefficients[g], t * terms, terms);
            }
            for (int m = 0; m < medians[g].length; m++) {
                medians[g][m] = median(column(spec.medians().get(m), members[g]));
            }
        }
        return new Answers(groups.count(), coefficients, medians);
    }

    /** Computes mean and variance of the first target, as one group's coefficients: two passes. */
    Answers meansAndVariances() {
        double[][] answers = new double[members.length][];
        for (int g = 0; g < members.length; g++) {
            double[] values = column(spec.targets().get(0), members[g]);
            double mean = Arrays.stream(values).sum() / values.length;
            double squares = Arrays.stream(values)
                    .map(value -> (value - mean) * (value - mean))
                    .sum();
            answers[g] = new double[] {mean, squares / (values.length - 1)};
        }
        return new Answers(groups.count(), answers, new double[0][]);
    }

    private double[][] columns(java.util.List<String> names, int[] of) {
        return names.stream().map(name -> column(name, of)).toArray(double[][]::new);
    }

    private double[] column(String name, int[] of) {
        Column column = rows.column(name);
        double[] values = new double[of.length];
        for (int i = 0; i < of.length; i++) {
            column.copyDoubles(of[i], of[i] + 1, values, i);
        }
        return values;
    }

    private static double median(double[] values) {
        double[] sorted = Arrays.stream(values)
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    private static double[] fit(double[][] x, double[] y, double[] w, int minRows) {
        int p = x.length;
        double[] fitted = new double[p + 1];
        int used = 0;
        for (double value : y) {
            used += Double.isNaN(value) ? 0 : 1;
        }
        if (used < Math.max(minRows, p + 1)) {
            Arrays.fill(fitted, Double.NaN);
            return fitted;
        }
        // column p is the target
        double[] mean = new double[p + 1];
        double total = sum(y, i -> w[i]);
        for (int j = 0; j <= p; j++) {
            double[] values = j < p ? x[j] : y;
            mean[j] = sum(y, i -> w[i] * values[i]) / total;
        }
        double[][] system = new double[p][p + 1];
        for (int j = 0; j < p; j++) {
            for (int k = 0; k <= p; k++) {
                double[] left = x[j];
                double[] right = k < p ? x[k] : y;
                double leftMean = mean[j];
                double rightMean = mean[k];
                system[j][k] = sum(y, i -> w[i] * (left[i] - leftMean) * (right[i] - rightMean));
            }
        }
        solve(system);
        fitted[0] = mean[p];
        for (int j = 0; j < p; j++) {
            fitted[j + 1] = system[j][p];
            fitted[0] -= system[j][p] * mean[j];
        }
        return fitted;
    }

    private interface Terms {
        double at(int row);
    }

    /** Neumaier's sum over the rows that have a target. */
    private static double sum(double[] y, Terms terms) {
        double sum = 0;
        double lost = 0;
        for (int i = 0; i < y.length; i++) {
            if (!Double.isNaN(y[i])) {
                double term = terms.at(i);
                double next = sum + term;
                lost += Math.abs(sum) >= Math.abs(term) ? sum - next + term : term - next + sum;
                sum = next;
            }
        }
        return sum + lost;
    }

    /** Gauss and Jordan; the matrix is symmetric and positive definite, so pivots need no search. */
    static void solve(double[][] system) {
        int n = system.length;
        for (int pivot = 0; pivot < n; pivot++) {
            for (int row = 0; row < n; row++) {
                if (row != pivot) {
                    double factor = system[row][pivot] / system[pivot][pivot];
                    for (int column = pivot; column <= n; column++) {
                        system[row][column] -= factor * system[pivot][column];
                    }
                }
            }
        }
        for (int row = 0; row < n; row++) {
            system[row][n] /= system[row][row];
        }
    }
}
