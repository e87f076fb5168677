package io.regroup.kernels;

import io.regroup.api.spi.Kernels;
import java.util.function.Supplier;

/**
 * What a fast engine brings; everything around it is shared.
 *
 * @param moments makes kernels that add up cross-moments
 * @param loops the arithmetic on columns of groups
 * @param solvers makes solvers of normal equations
 * @param groups makes the arithmetic on one group, an instance per thread
 * @param triangularFactor an orthogonal factorisation, for groups that moments cannot serve
 */
public record EngineArithmetic(
        MomentKernel.Provider moments,
        ColumnLoops loops,
        BatchCholesky.Provider solvers,
        Supplier<? extends GroupArithmetic> groups,
        RefinedSolver.TriangularFactor triangularFactor) {

    /**
     * Makes the arithmetic for fitters of whole groups.
     *
     * @return an instance for one thread
     */
    public Kernels kernels() {
        return new FastKernels(groups.get(), triangularFactor);
    }
}
