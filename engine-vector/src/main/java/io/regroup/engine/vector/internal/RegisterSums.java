package io.regroup.engine.vector.internal;

import io.regroup.kernels.MomentKernel.Rows;
import io.regroup.kernels.MomentLayout;
import jdk.incubator.vector.VectorSpecies;

/**
 * The sums of up to as many groups as a vector has lanes, for numbers of features whose sums fit the processor's registers.
 * The rows of a group go along the lanes; each sum ends as a vector of partial sums, which wait in memory until those of all
 * groups are there, so that lanes can be added up for all of them at once. Lanes beyond a group's last row stand at the pivot
 * and have no weight.
 *
 * <p>The compiler gives each method a budget for what it inlines, and vectors that pass through a call that was not inlined
 * are allocated on the heap. So the methods of subclasses are long, have no helpers on the way, and repeat their loop's body
 * for the last rows. docs/performance.md tells how this was found.
 */
abstract class RegisterSums {

    static final VectorSpecies<Double> SPECIES = VectorWidth.SPECIES;
    static final int LANES = SPECIES.length();

    /** The distance between quantities. */
    static final int BLOCK = LANES * LANES;

    static final int MOST_FEATURES = 3;

    final MomentLayout layout;

    /** The partial sums, see {@link #place}. */
    final double[] partial;

    RegisterSums(int features) {
        this.layout = new MomentLayout(features);
        this.partial = new double[quantities() * BLOCK];
    }

    static RegisterSums of(int features) {
        return switch (features) {
            case 1 -> new OneFeature();
            case 2 -> new TwoFeatures();
            case 3 -> new ThreeFeatures();
            default -> throw new IllegalArgumentException("features: expected 1, 2 or 3, got " + features);
        };
    }

    /**
     * Adds up all sums and products over the rows whose target is finite, and counts these.
     *
     * @param rows the columns, at least a vector longer than the last row
     * @param starts where groups start
     * @param first the first group
     * @param groups how many, one per slot
     * @param moments has the pivots, receives all but sums and products, which stay in {@link #partial}
     * @param stride the distance between quantities in {@code moments}
     * @param at the place of the first group in {@code moments} and {@code counts}
     * @param counts receives how many rows have a finite target
     */
    abstract void add(
            Rows rows, int[] starts, int first, int groups, double[] moments, int stride, int at, int[] counts);

    /** The same for rows with weights; W stays in {@link #partial}, too. */
    abstract void addWeighted(
            Rows rows, int[] starts, int first, int groups, double[] moments, int stride, int at, int[] counts);

    /** W, and all sums and products. */
    final int quantities() {
        return 1 + layout.width() - layout.sum(0);
    }

    /** Where a quantity of a slot starts: quantities follow the layout, without its pivots and its verdict on weights. */
    static int place(int quantity, int slot) {
        return (quantity * LANES + slot) * LANES;
    }
}
