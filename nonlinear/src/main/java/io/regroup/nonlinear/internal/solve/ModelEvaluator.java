package io.regroup.nonlinear.internal.solve;

import io.regroup.api.spi.GroupRows;

/** Computes a model and its derivatives for all rows of a group. For one thread. */
public interface ModelEvaluator {

    /**
     * Moves to another group.
     *
     * @param rows the rows; to be looked at until the next call
     */
    void moveTo(GroupRows rows);

    /**
     * Computes the model.
     *
     * @param parameters one value for each
     * @param values receives that of row {@code from() + i} at {@code i}; NaN or infinite where it is not defined
     */
    void values(double[] parameters, double[] values);

    /**
     * Computes the derivatives of the model.
     *
     * @param parameters those of the last call of {@link #values}, which came just before
     * @param columns one per parameter: receives the derivative of row {@code from() + i} at {@code i}
     */
    void derivatives(double[] parameters, double[][] columns);

    /**
     * Says how exact derivatives are.
     *
     * @return a relative error; that of rounding unless derivatives are approximated
     */
    default double precision() {
        return Math.ulp(1.0);
    }
}
