/**
 * Arithmetic that engines share: cross-moments of many groups, their batched solution, and the refined solver for groups
 * that moments cannot serve.
 */
module io.regroup.kernels {
    requires transitive io.regroup.api;
    requires static org.jspecify;

    exports io.regroup.kernels;
}
