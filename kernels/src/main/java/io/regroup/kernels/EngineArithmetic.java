package io.regroup.kernels;

import io.regroup.api.spi.Kernels;
import java.util.function.Supplier;

/**
 * What a fast engine brings; everything around it is shared.
 *
 * @param moments makes kernels that add up cross-moments
 * @param solvers makes solvers of normal equations
 * @param kernels makes the arithmetic for fitters of whole groups, an instance per thread
 * @param triangularFactor an orthogonal factorisation, for groups that moments cannot serve
 */
public record EngineArithmetic(
        MomentKernel.Provider moments,
        BatchCholesky.Provider solvers,
        Supplier<? extends Kernels> kernels,
        RefinedSolver.TriangularFactor triangularFactor) {}
