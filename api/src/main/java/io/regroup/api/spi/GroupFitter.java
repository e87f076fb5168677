package io.regroup.api.spi;

import io.regroup.api.FitStatus;

/** Fits group after group, in one thread: it may keep buffers from one group to the next, but nothing that matters. */
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
