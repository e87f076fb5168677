package io.regroup.api.spi;

/**
 * The simple case for authors of fitters: here are the usable rows of one group for one target, write the coefficients.
 *
 * <p>The engine has already left out unusable rows, and calls only with at least the minimum number of rows and at least
 * as many rows as {@link #terms()}. It adds the count, and from the residuals the rms, chi2, r2 and mad.
 */
public non-sealed interface WholeGroupProgram extends FitProgram {

    /**
     * Makes a fitter of groups for one thread. Where no buffers are kept, a lambda will do:
     * {@code return (rows, out) -> …}.
     *
     * @param kernels the engine's arithmetic, for this thread
     * @return fits group after group
     */
    GroupFitter fitter(Kernels kernels);

    @Override
    default WholeGroupProgram forTarget(int target) {
        return this;
    }

    @Override
    default Kind kind() {
        return Kind.WHOLE_GROUP;
    }
}
