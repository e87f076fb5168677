package io.regroup.api.spi;

import io.regroup.api.FitStatus;

/**
 * Fits group after group, in one thread: it may keep buffers from one group to the next, but nothing that matters.
 *
 * <p>A runtime exception costs the group in which it is thrown, which is marked {@link FitStatus#FAILED} and reported, and no
 * other; an {@link Error} ends the run.
 */
@FunctionalInterface
public interface GroupFitter {

    /**
     * Fits one group for one target.
     *
     * @param rows the usable rows; valid during the call, not to be changed
     * @param out receives the coefficients, errors and extras, all NaN at the start
     * @return how it went; with a status that is not fitted, what was written is dropped
     */
    FitStatus fit(GroupRows rows, GroupFit out);
}
