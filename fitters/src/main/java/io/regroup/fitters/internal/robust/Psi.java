package io.regroup.fitters.internal.robust;

import java.io.Serializable;

/**
 * The function ψ of an M-estimator: how much a row pulls whose residual is u scales large. Its weight is {@code ψ(u) / u}, 1 at
 * u = 0. It is odd, so that only the size of u matters.
 */
public sealed interface Psi extends Serializable permits HuberPsi, BisquarePsi, HampelPsi {

    /**
     * Computes the weights {@code ψ(u) / u} of many rows. Each function has a loop of its own, without branches, which the compiler
     * turns into vector code.
     *
     * @param u residuals in units of the scale, finite
     * @param count how many
     * @param weights receives the weights, from 0 to 1
     */
    void weights(double[] u, int count, double[] weights);

    /**
     * Computes the derivative ψ′, that from within where ψ has a kink.
     *
     * @param u a residual in units of the scale
     * @return ψ′(u), negative where ψ falls
     */
    double derivative(double u);

    /**
     * Tells whether ψ comes back to zero, so that rows far away have no weight at all.
     *
     * @return true if weights may be zero
     */
    boolean redescends();
}
