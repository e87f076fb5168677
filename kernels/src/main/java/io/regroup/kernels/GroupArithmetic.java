package io.regroup.kernels;

import io.regroup.api.engine.Medians;

/**
 * The arithmetic on one group at a time, for fitters of whole groups: what an engine may do its own way. One instance belongs
 * to one thread.
 */
public interface GroupArithmetic {

    /**
     * Finds a median, as {@link io.regroup.api.spi.Kernels#median} says.
     *
     * @param values no NaN; those in the range may be moved
     * @param from the first index
     * @param to the index after the last
     * @return what {@link Medians} finds
     */
    default double median(double[] values, int from, int to) {
        return Medians.median(values, from, to);
    }

    /**
     * Makes what adds up single groups.
     *
     * @param features the number of features, p
     * @return an instance for this thread
     */
    GroupSums sums(int features);
}
