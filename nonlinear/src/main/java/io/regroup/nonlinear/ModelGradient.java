package io.regroup.nonlinear;

import java.io.Serializable;

/** The derivatives of a {@link ModelFunction} by its parameters, for one row. Stateless and thread-safe. */
@FunctionalInterface
public interface ModelGradient extends Serializable {

    /**
     * Computes the derivatives.
     *
     * @param features the row's features, in order; not to be changed or kept
     * @param parameters the parameters, in order; not to be changed or kept
     * @param derivatives receives one derivative per parameter
     */
    void derivatives(double[] features, double[] parameters, double[] derivatives);
}
