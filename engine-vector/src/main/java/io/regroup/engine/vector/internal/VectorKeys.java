package io.regroup.engine.vector.internal;

import io.regroup.api.spi.KeyKernel;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * Runs of keys without a branch on where they end: a vector of keys is compared with the one that begins a row earlier, and the
 * numbers of the rows that differ are moved together and stored. What is stored behind them is written over by the next vector.
 */
final class VectorKeys implements KeyKernel {

    private static final VectorSpecies<Integer> INTS = VectorWidth.SPECIES.withLanes(int.class);
    private static final VectorSpecies<Long> LONGS = VectorWidth.SPECIES.withLanes(long.class);

    /** As many ints as a vector has longs. */
    private static final VectorSpecies<Integer> HALF =
            VectorSpecies.of(int.class, VectorShape.forBitSize(LONGS.vectorBitSize() / 2));

    private static final IntVector LANE_OF_INTS = IntVector.zero(INTS).addIndex(1);
    private static final IntVector LANE_OF_LONGS = IntVector.zero(HALF).addIndex(1);

    /** So many rows at a time. */
    private static final int STEP = 1 << 9;

    /** After so many steps they are compiled. */
    private static final int PRACTICE = 1000;

    /** How many steps were practice. Threads may overwrite each other's count, which does no harm. */
    private static int practised;

    private static final KeyKernel VECTORS = new VectorKeys();

    private VectorKeys() {}

    /** Returns loops for this width: processors whose vectors are short cannot move lanes together. */
    static KeyKernel of() {
        return VectorWidth.SPECIES.length() < 4 ? PLAIN : VECTORS;
    }

    /** Vectors are slow until they are compiled: until then a part has one step of them, and the rest of it goes row by row. */
    private static boolean isNew() {
        return practised < PRACTICE && ++practised > 0;
    }

    @Override
    public int runs(int[] keys, int from, int to, int[] starts) {
        int count = 0;
        int i = from;
        if (from == 0 && to > 0) {
            starts[count++] = i++;
        }
        for (; i <= to - STEP; i += STEP) {
            int found = step(keys, i, starts, count);
            if (found < 0) {
                return -1;
            }
            count = found;
            if (isNew()) {
                i += STEP;
                break;
            }
        }
        for (; i < to; i++) {
            if (keys[i] != keys[i - 1]) {
                if (keys[i] < keys[i - 1]) {
                    return -1;
                }
                starts[count++] = i;
            }
        }
        return count;
    }

    /** Returns how many rows have been found with those of this step, or −1. */
    private static int step(int[] keys, int from, int[] starts, int before) {
        int lanes = INTS.length();
        int count = before;
        IntVector descents = IntVector.zero(INTS);
        for (int i = from; i < from + STEP; i += lanes) {
            IntVector last = IntVector.fromArray(INTS, keys, i - 1);
            IntVector own = IntVector.fromArray(INTS, keys, i);
            descents = descents.or(last.max(own).sub(own));
            VectorMask<Integer> differ = last.compare(VectorOperators.NE, own);
            LANE_OF_INTS.add(i).compress(differ).intoArray(starts, count);
            count += differ.trueCount();
        }
        return descents.reduceLanes(VectorOperators.OR) != 0 ? -1 : count;
    }

    @Override
    public int runs(long[] keys, int from, int to, int[] starts) {
        int count = 0;
        int i = from;
        if (from == 0 && to > 0) {
            starts[count++] = i++;
        }
        for (; i <= to - STEP; i += STEP) {
            int found = step(keys, i, starts, count);
            if (found < 0) {
                return -1;
            }
            count = found;
            if (isNew()) {
                i += STEP;
                break;
            }
        }
        for (; i < to; i++) {
            if (keys[i] != keys[i - 1]) {
                if (keys[i] < keys[i - 1]) {
                    return -1;
                }
                starts[count++] = i;
            }
        }
        return count;
    }

    private static int step(long[] keys, int from, int[] starts, int before) {
        int lanes = LONGS.length();
        int count = before;
        LongVector descents = LongVector.zero(LONGS);
        for (int i = from; i < from + STEP; i += lanes) {
            LongVector last = LongVector.fromArray(LONGS, keys, i - 1);
            LongVector own = LongVector.fromArray(LONGS, keys, i);
            descents = descents.or(last.max(own).sub(own));
            VectorMask<Long> differ = last.compare(VectorOperators.NE, own);
            LANE_OF_LONGS.add(i).compress(differ.cast(HALF)).intoArray(starts, count);
            count += differ.trueCount();
        }
        return descents.reduceLanes(VectorOperators.OR) != 0 ? -1 : count;
    }
}
