package io.regroup.nonlinear.internal.solve;

import java.util.Arrays;

/**
 * What the derivatives at a point say about the parameters there: how well each is determined, and how far the point is from the
 * minimum of the linear model. Columns count by their direction, not their size, so that units of parameters do not matter.
 */
final class Tangent {

    /** A parameter takes part in a direction from this share on. */
    private static final double PART = 1e-6;
    /** Above this distance of each column from those before it no singular values are needed. */
    private static final double SAFE_DISTANCE = 1e-6;

    private final SingularValues singular;
    private final double[] variances;
    private JacobianFactor factor;
    private double cut;
    private boolean factored;

    Tangent(int parameters, JacobianFactor factor) {
        this.singular = new SingularValues(parameters);
        this.variances = new double[parameters];
        this.factor = factor;
    }

    /**
     * Looks at the factor as it is now.
     *
     * @param tolerance the share of the largest singular value below which one counts as 0
     * @return the share of ‖r‖ that the linear model would explain
     */
    double explained(double tolerance) {
        int size = factor.size();
        factored = false;
        double least = Double.POSITIVE_INFINITY;
        for (int k = 0; k < size; k++) {
            least = Math.min(least, distance(k));
        }
        if (least > SAFE_DISTANCE) {
            return Vectors.norm(factor.explained(), size);
        }
        factor(tolerance);
        double squares = 0;
        for (int k = 0; k < size; k++) {
            double s = singular.value(k);
            if (s > cut) {
                double along = Vectors.dot(singular.column(k), factor.explained(), 0, size) / s;
                squares += along * along;
            }
        }
        return Math.sqrt(squares);
    }

    private double distance(int k) {
        return factor.norm(k) == 0 ? 0 : Math.abs(factor.r()[k][k]) * factor.unit(k) / factor.norm(k);
    }

    private void factor(double tolerance) {
        int size = factor.size();
        for (int k = 0; k < size; k++) {
            double[] column = singular.column(k);
            double scale = factor.norm(k) == 0 ? 0 : factor.unit(k) / factor.norm(k);
            for (int i = 0; i < size; i++) {
                column[i] = i <= k ? factor.r()[i][k] * scale : 0;
            }
        }
        singular.compute(size);
        cut = tolerance * singular.largest();
        factored = true;
    }

    /**
     * Computes the standard errors of the parameters that take part.
     *
     * @param tolerance the share of the largest singular value below which one counts as 0
     * @param deviation the standard deviation of a residual
     * @param errors receives them by parameter; NaN for those that cannot be told from others, or do not matter
     * @return false if there are any such
     */
    boolean errors(double tolerance, double deviation, double[] errors) {
        int size = factor.size();
        if (!factored) {
            factor(tolerance);
        }
        Arrays.fill(variances, 0, size, 0);
        for (int k = 0; k < size; k++) {
            double s = singular.value(k);
            double[] v = singular.v(k);
            for (int j = 0; j < size; j++) {
                if (s > cut) {
                    variances[j] += v[j] / s * (v[j] / s);
                } else if (Math.abs(v[j]) > PART) {
                    variances[j] = Double.NaN;
                }
            }
        }
        boolean determined = true;
        for (int j = 0; j < size; j++) {
            determined &= !Double.isNaN(variances[j]);
            errors[factor.parameter(j)] = deviation * Math.sqrt(variances[j]) / factor.norm(j);
        }
        return determined;
    }

    /** Returns the condition number of the derivatives, each scaled to norm 1; infinite if some cannot be told apart. */
    double conditionNumber() {
        return factor.size() == 0 ? Double.NaN : singular.largest() / singular.smallest();
    }
}
