package io.regroup.engine.vector.internal;

import io.regroup.kernels.MomentKernel.Rows;
import io.regroup.kernels.MomentLayout;
import java.util.Arrays;
import jdk.incubator.vector.VectorMask;
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
    private static final double[] ONES = new double[LANES];

    static {
        Arrays.fill(ONES, 1);
    }

    /** The partial sums, see {@link #place}. */
    final double[] sums;

    /** How many rows of each group have a positive weight. */
    final int[] positives = new int[LANES];

    /** What the place of a row is masked with to find its weight: without weights, all rows have the first. */
    final int weightIndex;

    /** The pivots: those of a variable start at {@link #pivots(int)}, one per slot. */
    final double[] pivots;

    RegisterSums(int features, boolean weighted) {
        MomentLayout layout = new MomentLayout(features);
        int quantities = 1 + layout.width() - layout.sum(0);
        this.sums = new double[quantities * LANES * LANES];
        this.pivots = new double[layout.variables() * LANES];
        this.weightIndex = weighted ? -1 : 0;
    }

    static RegisterSums of(int features, boolean weighted) {
        return switch (features) {
            case 1 -> new OneFeature(weighted);
            case 2 -> new TwoFeatures(weighted);
            case 3 -> new ThreeFeatures(weighted);
            default -> throw new IllegalArgumentException("features: expected 1, 2 or 3, got " + features);
        };
    }

    /**
     * Adds up W and the sums and products of features over all rows, and those of the target over the rows where it is
     * finite.
     *
     * @param rows the columns, at least a vector longer than the last row
     * @param starts where groups start
     * @param first the first group
     * @param groups how many, one per slot
     * @param leftOut receives the rows whose target is not finite, after those noted already
     * @param noted how many these are
     * @return how many are noted now
     */
    abstract int all(Rows rows, int[] starts, int first, int groups, int[] leftOut, int noted);

    /** The same for what is the target's own, its sum and its products with features and itself. */
    abstract int target(Rows rows, int[] starts, int first, int groups, int[] leftOut, int noted);

    /** Where a quantity of a slot starts: quantities follow the layout, without its pivots and its verdict on weights. */
    static int place(int quantity, int slot) {
        return (quantity * LANES + slot) * LANES;
    }

    /** Where the pivots of a variable stand, one per slot. */
    static int pivots(int variable) {
        return variable * LANES;
    }

    static double[] weightsOf(Rows rows) {
        double[] weights = rows.weights();
        return weights == null ? ONES : weights;
    }

    /** Notes the rows that are not finite; returns how many are noted now. */
    static int note(VectorMask<Double> finite, int rows, int from, int[] places, int noted) {
        int count = noted;
        for (long left = ~finite.toLong() & ((1L << rows) - 1); left != 0; left &= left - 1) {
            places[count++] = from + Long.numberOfTrailingZeros(left);
        }
        return count;
    }
}
