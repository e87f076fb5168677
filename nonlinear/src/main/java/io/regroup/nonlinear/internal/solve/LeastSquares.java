package io.regroup.nonlinear.internal.solve;

import io.regroup.api.spi.GroupRows;

/**
 * What is minimised: the norm of {@code rᵢ = c √wᵢ (yᵢ − f(xᵢ, p))} over the rows of a group, with c a power of two that brings the
 * targets near 1, so that targets and weights may be of any size.
 */
public final class LeastSquares {

    private final ModelEvaluator model;
    private double[] values = new double[0];
    private double[] factors = new double[0];
    private double[] target = new double[0];
    private int from;
    private int count;
    private double unit;
    private double targetNorm;

    /**
     * Takes the model.
     *
     * @param model computes values and derivatives
     */
    public LeastSquares(ModelEvaluator model) {
        this.model = model;
    }

    /**
     * Moves to another group.
     *
     * @param rows the rows; to be looked at until the next call
     */
    public void moveTo(GroupRows rows) {
        model.moveTo(rows);
        from = rows.from();
        count = rows.count();
        target = rows.target();
        if (values.length < count) {
            values = new double[Math.max(count, 2 * values.length)];
            factors = new double[values.length];
        }
        double[] weights = rows.weight();
        for (int i = 0; i < count; i++) {
            factors[i] = weights == null ? 1 : Math.sqrt(weights[from + i]);
        }
        double most = 0;
        for (int i = 0; i < count; i++) {
            most = Math.max(most, factors[i] * Math.abs(target[from + i]));
        }
        unit = 1;
        if (most > 0) {
            unit = Vectors.powerOfTwo(most);
            Vectors.scale(factors, 1 / unit, count);
        }
        for (int i = 0; i < count; i++) {
            values[i] = factors[i] * target[from + i];
        }
        targetNorm = Vectors.norm(values, count);
    }

    /**
     * Returns the number of rows.
     *
     * @return at least 1
     */
    public int count() {
        return count;
    }

    /**
     * Returns what a residual of 1 stands for.
     *
     * @return 1/c
     */
    public double unit() {
        return unit;
    }

    /** Returns the norm of what would be left if the model were 0. */
    double targetNorm() {
        return targetNorm;
    }

    /** Returns how exact derivatives are, relatively. */
    double precision() {
        return model.precision();
    }

    /** Computes residuals and returns their norm; NaN or infinite where the model is not defined. */
    double residuals(double[] parameters, double[] residuals) {
        model.values(parameters, values);
        for (int i = 0; i < count; i++) {
            residuals[i] = factors[i] * (target[from + i] - values[i]);
        }
        return Vectors.norm(residuals, count);
    }

    /** Computes the derivatives of factor times model at the parameters for which residuals were computed last. */
    void jacobian(double[] parameters, double[][] columns) {
        model.derivatives(parameters, columns);
        for (int j = 0; j < parameters.length; j++) {
            double[] column = columns[j];
            for (int i = 0; i < count; i++) {
                column[i] *= factors[i];
            }
        }
    }

    /**
     * Computes plain residuals, without weights.
     *
     * @param parameters one value for each
     * @param residuals receives {@code yᵢ − f(xᵢ, p)}
     */
    public void plainResiduals(double[] parameters, double[] residuals) {
        model.values(parameters, values);
        for (int i = 0; i < count; i++) {
            residuals[i] = target[from + i] - values[i];
        }
    }
}
