package io.regroup.crossvalidation;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * M-estimation in the plainest way, for tests: weighted least squares by Householder reflections of the rows, medians by sorting, a
 * fixed and large number of steps.
 */
final class PlainMEstimate {

    private static final int STEPS = 200;
    private static final double QUARTILE = 0.674489750196082;

    private PlainMEstimate() {}

    /** Returns the intercept and the slopes to which reweighting leads from least squares. */
    static double[] coefficients(double[][] x, double[] y, double @Nullable [] w, DoubleUnaryOperator psi) {
        int n = y.length;
        double[] roots = new double[n];
        Arrays.setAll(roots, i -> w == null ? 1 : Math.sqrt(w[i]));
        double[][] design = design(x, roots);
        double[] target = new double[n];
        Arrays.setAll(target, i -> roots[i] * y[i]);
        return reweighted(design, target, null, psi, z -> {
            double[] sizes = Arrays.stream(z).map(Math::abs).sorted().toArray();
            return (sizes[(n - 1) / 2] + sizes[n / 2]) / 2 / QUARTILE;
        });
    }

    /** Returns those that minimise Huber's function of coefficients and scale, by turns of both. */
    static double[] jointHuber(double[][] x, double[] y, double @Nullable [] w, double epsilon) {
        double[] ones = new double[y.length];
        Arrays.fill(ones, 1);
        double[] weights = w == null ? ones : w;
        return reweighted(design(x, ones), y, weights, u -> Math.clamp(u, -epsilon, epsilon), z -> {
            double low = 1e-9;
            double high = 1e9;
            for (int step = 0; step < 100; step++) {
                double middle = Math.sqrt(low * high);
                double slope = 0;
                for (int i = 0; i < z.length; i++) {
                    double share = Math.min(Math.abs(z[i]) / middle, epsilon);
                    slope += weights[i] * (1 - share * share);
                }
                low = slope > 0 ? low : middle;
                high = slope > 0 ? middle : high;
            }
            return low;
        });
    }

    private static double[][] design(double[][] x, double[] roots) {
        double[][] design = new double[roots.length][x.length + 1];
        for (int i = 0; i < roots.length; i++) {
            design[i][0] = roots[i];
            for (int j = 0; j < x.length; j++) {
                design[i][j + 1] = roots[i] * x[j][i];
            }
        }
        return design;
    }

    private static double[] reweighted(
            double[][] design,
            double[] target,
            double @Nullable [] caseWeights,
            DoubleUnaryOperator psi,
            ToDoubleFunction<double[]> scaleOf) {
        int n = target.length;
        double[] weights = new double[n];
        Arrays.setAll(weights, i -> caseWeights == null ? 1 : caseWeights[i]);
        double[] b = solve(design, target, weights);
        for (int step = 0; step < STEPS; step++) {
            double[] z = residuals(design, target, b);
            double scale = scaleOf.applyAsDouble(z);
            for (int i = 0; i < n; i++) {
                double weight = z[i] == 0 ? 1 : psi.applyAsDouble(z[i] / scale) / (z[i] / scale);
                weights[i] = caseWeights == null ? weight : caseWeights[i] * weight;
            }
            b = solve(design, target, weights);
        }
        return b;
    }

    private static double[] residuals(double[][] design, double[] target, double[] b) {
        double[] z = target.clone();
        for (int i = 0; i < z.length; i++) {
            for (int j = 0; j < b.length; j++) {
                z[i] -= b[j] * design[i][j];
            }
        }
        return z;
    }

    /** Reflects column after column onto an axis, and solves the triangle that is left. */
    private static double[] solve(double[][] design, double[] target, double[] weights) {
        int n = target.length;
        int p = design[0].length;
        double[][] a = new double[n][p + 1];
        for (int i = 0; i < n; i++) {
            double root = Math.sqrt(weights[i]);
            for (int j = 0; j < p; j++) {
                a[i][j] = root * design[i][j];
            }
            a[i][p] = root * target[i];
        }
        for (int k = 0; k < p; k++) {
            double norm = 0;
            for (int i = k; i < n; i++) {
                norm += a[i][k] * a[i][k];
            }
            double head = -Math.copySign(Math.sqrt(norm), a[k][k]);
            double[] v = new double[n];
            for (int i = k; i < n; i++) {
                v[i] = a[i][k];
            }
            v[k] -= head;
            double vv = 0;
            for (int i = k; i < n; i++) {
                vv += v[i] * v[i];
            }
            for (int j = k; j <= p && vv > 0; j++) {
                double dot = 0;
                for (int i = k; i < n; i++) {
                    dot += v[i] * a[i][j];
                }
                for (int i = k; i < n; i++) {
                    a[i][j] -= 2 * dot / vv * v[i];
                }
            }
        }
        double[] b = new double[p];
        for (int k = p - 1; k >= 0; k--) {
            b[k] = a[k][p];
            for (int j = k + 1; j < p; j++) {
                b[k] -= a[k][j] * b[j];
            }
            b[k] /= a[k][k];
        }
        return b;
    }
}
