package io.regroup.engine.vector.internal;

import io.regroup.api.engine.Estimates;
import io.regroup.kernels.BatchCholesky;
import io.regroup.kernels.ColumnLoops;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The same steps with the same bits for a few features and an intercept, a vector of groups at a time, without leaving the
 * processor's registers between the moments and the results: with a loop over the groups for each step, most of the time
 * goes into starting loops, and with arrays for what is in between, into finding them. Fewer groups than a vector has lanes
 * are left to the loops.
 *
 * <p>With features x, z and u, target y and pivots c: m are the means, xz the centred products, d the inverted diagonal of L
 * and l what is below it, r what L leaves of a feature, t = L⁻¹ c_xy, i… = −L⁻¹ off the diagonal, v the variances, b the
 * slopes, and q = L⁻¹ x̄. There is a subclass per number of features; their methods are long, call nothing and resemble each
 * other for the reasons that {@link RegisterSums} gives.
 */
abstract class RegisterCholesky extends BatchCholesky {

    static final VectorSpecies<Double> SPECIES = VectorWidth.SPECIES;
    static final int LANES = SPECIES.length();
    static final DoubleVector ONE = DoubleVector.broadcast(SPECIES, 1);

    /** What there is to divide by where there are no degrees of freedom. */
    static final DoubleVector NONE = DoubleVector.broadcast(SPECIES, Double.NaN);

    static final int MOST_FEATURES = 3;

    RegisterCholesky(int features, int groups, ColumnLoops loops) {
        super(features, true, groups, loops);
    }

    static RegisterCholesky of(int features, int groups, ColumnLoops loops) {
        return switch (features) {
            case 1 -> new OneFeatureCholesky(groups, loops);
            case 2 -> new TwoFeatureCholesky(groups, loops);
            case 3 -> new ThreeFeatureCholesky(groups, loops);
            default -> throw new IllegalArgumentException("features: expected 1, 2 or 3, got " + features);
        };
    }

    @Override
    public final void solveInto(
            double[] sums, int stride, int groups, double[] free, Estimates.OfTarget out, int group) {
        if (groups < LANES) {
            super.solveInto(sums, stride, groups, free, out, group);
            return;
        }
        int whole = groups & -LANES;
        solveVectors(sums, stride, 0, whole, free, out, group);
        if (whole < groups) {
            // the last vector once more takes groups that are solved, for the same bits
            solveVectors(sums, stride, groups - LANES, groups, free, out, group);
        }
    }

    @Override
    public final void complete(double[] sums, int stride, int groups) {
        solve(sums, stride, 0, groups);
    }

    /**
     * Solves groups, whole vectors of them, and writes the results and {@code margin}.
     *
     * @param sums their moments
     * @param stride the distance between quantities
     * @param from the first group's place there and in {@code free}
     * @param to the place after the last
     * @param free the degrees of freedom
     * @param out receives the numbers
     * @param group where those of place 0 go
     */
    abstract void solveVectors(
            double[] sums, int stride, int from, int to, double[] free, Estimates.OfTarget out, int group);
}
