package io.regroup.api.spi;

import io.regroup.api.FitStatus;
import org.jspecify.annotations.Nullable;

/** Solves linear least-squares problems of one shape, group after group, in one thread. */
public interface LeastSquaresSolver {

    /**
     * Solves one problem, as {@link LeastSquaresProgram} states it.
     *
     * @param rows at least as many rows as the problem has terms
     * @param weights positive weights to use instead of those of the rows, at the same indices, or null to use the rows'
     * @param out receives coefficients, errors and residuals
     * @return OK, RANK_DEFICIENT or FAILED
     */
    FitStatus solve(GroupRows rows, double @Nullable [] weights, GroupFit out);
}
