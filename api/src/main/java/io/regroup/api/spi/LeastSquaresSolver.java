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
}
