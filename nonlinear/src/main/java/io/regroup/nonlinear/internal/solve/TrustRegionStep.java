package io.regroup.nonlinear.internal.solve;

/**
 * The step of Levenberg and Marquardt: the one that minimises {@code ‖r − J δ‖} of the linear model among those with
 * {@code ‖D δ‖ ≤ Δ}, that is the solution of {@code (JᵀJ + λ D²) δ = Jᵀ r} for the smallest λ ≥ 0 that is short enough (J. J. Moré,
 * "The Levenberg–Marquardt algorithm: implementation and theory", Lect. Notes Math. 630 (1978) 105). Here λ is found from the
 * singular values of {@code R D⁻¹}, which make the length of the step a sum over a few numbers; the undamped step needs none of them.
 * Everything is in units of ‖r‖ and ‖D δ‖: the step is {@code u = D δ / ‖r‖}.
 */
final class TrustRegionStep {

    /** How much longer than the radius a step may be. */
    private static final double SLACK = 0.1;
    /** Below this share of the largest, a number on the diagonal of R is looked at by singular values. */
    private static final double SAFE_DIAGONAL = 1e-8;

    private static final int MOST_ROUNDS = 60;

    private final double[][] b;
    private final double[] undamped;
    private final double[] step;
    private final double[] turned;
    private final SingularValues singular;
    private double[] explained = new double[0];
    private int size;
    private double tolerance;
    private boolean factored;
    private boolean damped;
    private double undampedLength;
    private double descent;

    TrustRegionStep(int parameters) {
        b = new double[parameters][parameters];
        undamped = new double[parameters];
        step = new double[parameters];
        turned = new double[parameters];
        singular = new SingularValues(parameters);
    }

    /**
     * Takes a linear model.
     *
     * @param factor the derivatives and what they explain
     * @param scale D, one number per parameter, positive
     * @param rankTolerance the share of the largest singular value below which one counts as 0
     */
    void take(JacobianFactor factor, double[] scale, double rankTolerance) {
        size = factor.size();
        explained = factor.explained();
        tolerance = rankTolerance;
        factored = false;
        double[][] r = factor.r();
        double least = Double.POSITIVE_INFINITY;
        double most = 0;
        for (int k = 0; k < size; k++) {
            double unit = factor.unit(k) / scale[factor.parameter(k)];
            for (int i = 0; i <= k; i++) {
                b[i][k] = r[i][k] * unit;
            }
            double diagonal = Math.abs(b[k][k]);
            least = Math.min(least, diagonal);
            most = Math.max(most, diagonal);
        }
        if (least > SAFE_DIAGONAL * most) {
            backSubstitute();
        } else {
            dampBy(0, undamped);
        }
        undampedLength = Vectors.norm(undamped, size);
    }

    private void backSubstitute() {
        for (int k = size - 1; k >= 0; k--) {
            double sum = explained[k];
            for (int l = k + 1; l < size; l++) {
                sum -= b[k][l] * undamped[l];
            }
            undamped[k] = sum / b[k][k];
        }
    }

    /**
     * Finds the step.
     *
     * @param radius how long it may be, give or take a tenth
     * @return one number per column of the factor; valid until the next call
     */
    double[] within(double radius) {
        if (undampedLength <= (1 + SLACK) * radius) {
            System.arraycopy(undamped, 0, step, 0, size);
            damped = false;
            return step;
        }
        damped = true;
        double lambda = 0;
        dampBy(lambda, step);
        // the length falls with λ, and its reciprocal nearly on a straight line: Newton's method on that comes from the
        // left
        for (int round = 0; round < MOST_ROUNDS; round++) {
            double length = Vectors.norm(step, size);
            if (length <= (1 + SLACK) * radius) {
                break;
            }
            lambda += (length - radius) / radius * (length / slope(lambda, length));
            dampBy(lambda, step);
        }
        return step;
    }

    /** Returns by how much the length of the step falls with λ. */
    private double slope(double lambda, double length) {
        double cut = tolerance * singular.largest();
        double sum = 0;
        for (int k = 0; k < size; k++) {
            double s = singular.value(k);
            if (s > cut) {
                double damped = s * s + lambda;
                double part = turned[k] / damped / length;
                sum += part * part / damped;
            }
        }
        return sum * length;
    }

    /** Solves with a given λ: u = Σ vₖ (sₖ uₖᵀ q) / (sₖ² + λ), leaving out directions that the model does not depend on. */
    private void dampBy(double lambda, double[] out) {
        factor();
        double cut = tolerance * singular.largest();
        for (int i = 0; i < size; i++) {
            out[i] = 0;
        }
        for (int k = 0; k < size; k++) {
            double s = singular.value(k);
            if (s > cut) {
                Vectors.addMultiple(out, turned[k] / (s * s + lambda), singular.v(k), 0, size);
            }
        }
    }

    private void factor() {
        if (factored) {
            return;
        }
        for (int k = 0; k < size; k++) {
            double[] column = singular.column(k);
            for (int i = 0; i < size; i++) {
                column[i] = i <= k ? b[i][k] : 0;
            }
        }
        singular.compute(size);
        for (int k = 0; k < size; k++) {
            turned[k] = Vectors.dot(singular.column(k), explained, 0, size);
        }
        factored = true;
    }

    /** Tells whether the last step was shortened. */
    boolean damped() {
        return damped;
    }

    /**
     * Predicts what a step gains.
     *
     * @param u the step
     * @return by which share ‖r‖² falls according to the linear model
     */
    double gain(double[] u) {
        descent = 0;
        double gain = 0;
        for (int i = 0; i < size; i++) {
            double moved = 0;
            for (int k = i; k < size; k++) {
                moved += b[i][k] * u[k];
            }
            descent += moved * explained[i];
            gain += moved * (2 * explained[i] - moved);
        }
        return gain;
    }

    /** Returns half the slope of ‖r‖² / ‖r‖₀² down along the last step whose gain was predicted. */
    double descent() {
        return descent;
    }
}
