package io.regroup.api.spi;

import io.regroup.api.FitStatus;
import org.jspecify.annotations.Nullable;

/** Solves linear least-squares problems of one shape, group after group, in one thread. */
public interface LeastSquaresSolver {

    /**
     * Solves one problem, as {@link LeastSquaresProgram} states it.
     *
     * @param rows at least as many rows as the problem has terms
     * @param weights weights of 0 or more to use instead of those of the rows, that of row {@code from() + i} at
     *     {@code i}, or null to use the rows'; a row of weight 0 does not count
     * @param out receives coefficients, errors and residuals (see {@link GroupFit#residuals}), also of rows of weight 0
     * @return OK, RANK_DEFICIENT or FAILED
     */
    FitStatus solve(GroupRows rows, double @Nullable [] weights, GroupFit out);

    /**
     * Takes one step of an iteration: solves like {@link #solve}, for the coefficients and the residuals alone. Errors and the
     * condition number are left as they are or written, whichever is cheaper, so the last step of an iteration should be
     * {@code solve}.
     *
     * @param rows at least as many rows as the problem has terms
     * @param weights as for {@link #solve}
     * @param out receives coefficients and residuals, also of rows of weight 0
     * @return OK, RANK_DEFICIENT or FAILED
     */
    default FitStatus step(GroupRows rows, double @Nullable [] weights, GroupFit out) {
        return solve(rows, weights, out);
    }
}
