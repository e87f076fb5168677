package io.regroup.kernels;

/**
 * What a fast engine brings; everything around it is shared.
 *
 * @param moments makes kernels that add up cross-moments
 * @param loops the arithmetic on columns of groups
 * @param solvers makes solvers of normal equations
 * @param triangularFactor an orthogonal factorisation, for groups that moments cannot serve
 */
public record EngineArithmetic(
        MomentKernel.Provider moments,
        ColumnLoops loops,
        BatchCholesky.Provider solvers,
        RefinedSolver.TriangularFactor triangularFactor) {}
