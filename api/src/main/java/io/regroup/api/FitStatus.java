package io.regroup.api;

/** How the fit of one target in one group went. A bad group is a status on its row, never an exception. */
public enum FitStatus {
    /** Fitted. */
    OK,
    /** Fewer rows could be used than the minimum asked for; nothing is fitted. */
    TOO_FEW_ROWS,
    /** Fewer rows than coefficients; nothing is fitted. */
    UNDERDETERMINED,
    /**
     * Some features are constant or depend on the ones before them; their coefficients are NaN and the rest is fitted as
     * if they were absent.
     */
    RANK_DEFICIENT,
    /** The iteration did not settle within its limit; the last estimate is given. */
    NOT_CONVERGED,
    /** The fit has no finite result, for instance because the values overflow; nothing is given. */
    FAILED;

    /**
     * Tells whether coefficients were estimated, if perhaps not all of them or not to the end.
     *
     * @return true for OK, RANK_DEFICIENT and NOT_CONVERGED
     */
    public boolean isFitted() {
        return this == OK || this == RANK_DEFICIENT || this == NOT_CONVERGED;
    }
}
