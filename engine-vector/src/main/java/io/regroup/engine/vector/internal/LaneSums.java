package io.regroup.engine.vector.internal;

import io.regroup.kernels.MomentLayout;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Adds up the lanes of vectors in a fixed order, halves first. The interface's own reduction leaves the order open, and
 * interpreted and compiled code do use different ones.
 */
final class LaneSums {

    private static final VectorSpecies<Double> SPECIES = VectorWidth.SPECIES;
    private static final int LANES = SPECIES.length();

    private static final VectorShuffle<Double> SWAP_4 = swap(4);
    private static final VectorShuffle<Double> SWAP_2 = swap(2);
    private static final VectorShuffle<Double> SWAP_1 = swap(1);
    private static final VectorMask<Double> HIGH_4 = high(4);
    private static final VectorMask<Double> HIGH_2 = high(2);
    private static final VectorMask<Double> HIGH_1 = high(1);

    private LaneSums() {}

    private static VectorShuffle<Double> swap(int by) {
        return VectorShuffle.fromOp(SPECIES, lane -> (lane ^ by) % LANES);
    }

    private static VectorMask<Double> high(int bit) {
        boolean[] lanes = new boolean[LANES];
        for (int lane = 0; lane < LANES; lane++) {
            lanes[lane] = (lane & bit) != 0;
        }
        return VectorMask.fromArray(SPECIES, lanes, 0);
    }

    /** Adds up the lanes of one vector. */
    static double of(DoubleVector v) {
        DoubleVector sum = v;
        if (LANES == 8) {
            sum = sum.add(sum.rearrange(SWAP_4));
        }
        if (LANES >= 4) {
            sum = sum.add(sum.rearrange(SWAP_2));
        }
        return sum.add(sum.rearrange(SWAP_1)).lane(0);
    }

    /** Adds up the lanes of a vector in memory: one that comes as an argument is allocated where this is not inlined. */
    static double at(double[] vectors, int from) {
        return of(load(vectors, from));
    }

    /**
     * Adds up the lanes of several groups' vectors, quantity after quantity.
     *
     * @param vectors those of quantity k start at {@link RegisterSums#place}, one per slot; may be overwritten
     * @param firstQuantity the first quantity; 0 is W
     * @param quantities the quantity after the last
     * @param firstSum where quantity 1 goes, in the moments' layout
     * @param groups how many slots are used
     * @param sums receives the sums
     * @param stride the distance between quantities
     * @param at the place of the first group
     */
    static void addUp(
            double[] vectors,
            int firstQuantity,
            int quantities,
            int firstSum,
            int groups,
            double[] sums,
            int stride,
            int at) {
        for (int k = firstQuantity; k < quantities; k++) {
            int from = RegisterSums.place(k, 0);
            int place = (k == 0 ? MomentLayout.WEIGHT : firstSum + k - 1) * stride + at;
            if (groups == LANES) {
                ofGroups(vectors, from).intoArray(sums, place);
            } else {
                ofGroups(vectors, from).intoArray(vectors, from);
                System.arraycopy(vectors, from, sums, place, groups);
            }
        }
    }

    /** Adds up the lanes of as many vectors as there are lanes; lane i of the result is the sum of vector i's lanes. */
    static DoubleVector ofGroups(double[] vectors, int from) {
        return switch (LANES) {
            case 8 -> pair(quarter(vectors, from), quarter(vectors, from + LANES), HIGH_1, SWAP_1);
            case 4 -> pair(half(vectors, from), half(vectors, from + LANES), HIGH_1, SWAP_1);
            default -> pair(load(vectors, from), load(vectors, from + LANES), HIGH_1, SWAP_1);
        };
    }

    /** Of eight lanes: vectors 0, 2, 4, 6 (or those one further on) to pairs of lanes. */
    private static DoubleVector quarter(double[] vectors, int from) {
        DoubleVector even = pair(load(vectors, from), load(vectors, from + 4 * LANES), HIGH_4, SWAP_4);
        DoubleVector odd = pair(load(vectors, from + 2 * LANES), load(vectors, from + 6 * LANES), HIGH_4, SWAP_4);
        return pair(even, odd, HIGH_2, SWAP_2);
    }

    /** Of four lanes: vectors 0 and 2 (or those one further on) to pairs of lanes. */
    private static DoubleVector half(double[] vectors, int from) {
        return pair(load(vectors, from), load(vectors, from + 2 * LANES), HIGH_2, SWAP_2);
    }

    private static DoubleVector load(double[] vectors, int from) {
        return DoubleVector.fromArray(SPECIES, vectors, from);
    }

    /** Adds the two halves of a into the low half and those of b into the high one, where halves are those of a mask. */
    private static DoubleVector pair(
            DoubleVector a, DoubleVector b, VectorMask<Double> high, VectorShuffle<Double> swap) {
        return a.blend(b, high).add(b.blend(a, high).rearrange(swap));
    }
}
