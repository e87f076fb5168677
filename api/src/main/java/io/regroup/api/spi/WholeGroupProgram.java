package io.regroup.api.spi;

import io.regroup.api.FitStatus;

/**
 * The simple case for authors of fitters: here are the usable rows of one group for one target, write the coefficients.
 *
 * <p>The engine has already left out unusable rows, and calls only with at least the minimum number of rows and at least
 * as many rows as {@link #terms()}. It adds the count, and from the residuals the rms, chi2, r2 and mad.
 */
public non-sealed interface WholeGroupProgram extends FitProgram {

    /**
     * Fits one group. Called from several threads at once, each with its own arguments: keep no state.
     *
     * @param rows the usable rows; valid during the call, not to be changed
     * @param kernels the engine's arithmetic
     * @param out receives the coefficients, errors and extras, all NaN at the start
     * @return how it went; with a status that is not fitted, what was written is dropped
     */
    FitStatus fit(GroupRows rows, Kernels kernels, GroupFit out);

    @Override
    default Kind kind() {
        return Kind.WHOLE_GROUP;
    }
}
