package io.regroup.nonlinear;

import java.io.Serializable;

/**
 * A model as code: its value for one row. Stateless and thread-safe; serialisable if the program that uses it is to travel, as
 * lambda expressions of this type are.
 */
@FunctionalInterface
public interface ModelFunction extends Serializable {

    /**
     * Computes the model.
     *
     * @param features the row's features, in order; not to be changed or kept
     * @param parameters the parameters, in order; not to be changed or kept
     * @return the value; NaN or infinite where the model is not defined, which the fit then avoids
     */
    double value(double[] features, double[] parameters);
}
