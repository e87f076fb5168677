package io.regroup.nonlinear;

import io.regroup.api.spi.GroupRows;
import java.io.Serializable;

/** Guesses where the parameters of a group are, for the iteration to begin there. Stateless and thread-safe. */
@FunctionalInterface
public interface StartEstimator extends Serializable {

    /**
     * Estimates start values.
     *
     * @param rows the group's usable rows
     * @param start holds the model's own start values; receives better ones. One that is not finite is not taken, and one out of
     *     bounds is moved to the bound
     */
    void estimate(GroupRows rows, double[] start);
}
