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
    private static boolean wasPractice() {
        if (practised >= PRACTICE) {
            return false;
        }
        practised++;
        return true;
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
            if (wasPractice()) {
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

    /**
     * Returns how many rows have been found with those of this step, or −1. Four vectors at a time make it too long to be inlined
     * into a caller that is compiled before it has practised, which may leave it slow for good.
     */
    private static int step(int[] keys, int from, int[] starts, int before) {
        int lanes = INTS.length();
        int count = before;
        IntVector descents = IntVector.zero(INTS);
        for (int i = from; i < from + STEP; i += 4 * lanes) {
            IntVector last0 = IntVector.fromArray(INTS, keys, i - 1);
            IntVector own0 = IntVector.fromArray(INTS, keys, i);
            descents = descents.or(last0.max(own0).sub(own0));
            VectorMask<Integer> differ0 = last0.compare(VectorOperators.NE, own0);
            LANE_OF_INTS.add(i).compress(differ0).intoArray(starts, count);
            count += differ0.trueCount();
            IntVector last1 = IntVector.fromArray(INTS, keys, i + lanes - 1);
            IntVector own1 = IntVector.fromArray(INTS, keys, i + lanes);
            descents = descents.or(last1.max(own1).sub(own1));
            VectorMask<Integer> differ1 = last1.compare(VectorOperators.NE, own1);
            LANE_OF_INTS.add(i + lanes).compress(differ1).intoArray(starts, count);
            count += differ1.trueCount();
            IntVector last2 = IntVector.fromArray(INTS, keys, i + 2 * lanes - 1);
            IntVector own2 = IntVector.fromArray(INTS, keys, i + 2 * lanes);
            descents = descents.or(last2.max(own2).sub(own2));
            VectorMask<Integer> differ2 = last2.compare(VectorOperators.NE, own2);
            LANE_OF_INTS.add(i + 2 * lanes).compress(differ2).intoArray(starts, count);
            count += differ2.trueCount();
            IntVector last3 = IntVector.fromArray(INTS, keys, i + 3 * lanes - 1);
            IntVector own3 = IntVector.fromArray(INTS, keys, i + 3 * lanes);
            descents = descents.or(last3.max(own3).sub(own3));
            VectorMask<Integer> differ3 = last3.compare(VectorOperators.NE, own3);
            LANE_OF_INTS.add(i + 3 * lanes).compress(differ3).intoArray(starts, count);
            count += differ3.trueCount();
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
            if (wasPractice()) {
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
        for (int i = from; i < from + STEP; i += 4 * lanes) {
            LongVector last0 = LongVector.fromArray(LONGS, keys, i - 1);
            LongVector own0 = LongVector.fromArray(LONGS, keys, i);
            descents = descents.or(last0.max(own0).sub(own0));
            VectorMask<Long> differ0 = last0.compare(VectorOperators.NE, own0);
            LANE_OF_LONGS.add(i).compress(differ0.cast(HALF)).intoArray(starts, count);
            count += differ0.trueCount();
            LongVector last1 = LongVector.fromArray(LONGS, keys, i + lanes - 1);
            LongVector own1 = LongVector.fromArray(LONGS, keys, i + lanes);
            descents = descents.or(last1.max(own1).sub(own1));
            VectorMask<Long> differ1 = last1.compare(VectorOperators.NE, own1);
            LANE_OF_LONGS.add(i + lanes).compress(differ1.cast(HALF)).intoArray(starts, count);
            count += differ1.trueCount();
            LongVector last2 = LongVector.fromArray(LONGS, keys, i + 2 * lanes - 1);
            LongVector own2 = LongVector.fromArray(LONGS, keys, i + 2 * lanes);
            descents = descents.or(last2.max(own2).sub(own2));
            VectorMask<Long> differ2 = last2.compare(VectorOperators.NE, own2);
            LANE_OF_LONGS.add(i + 2 * lanes).compress(differ2.cast(HALF)).intoArray(starts, count);
            count += differ2.trueCount();
            LongVector last3 = LongVector.fromArray(LONGS, keys, i + 3 * lanes - 1);
            LongVector own3 = LongVector.fromArray(LONGS, keys, i + 3 * lanes);
            descents = descents.or(last3.max(own3).sub(own3));
            VectorMask<Long> differ3 = last3.compare(VectorOperators.NE, own3);
            LANE_OF_LONGS.add(i + 3 * lanes).compress(differ3.cast(HALF)).intoArray(starts, count);
            count += differ3.trueCount();
        }
        return descents.reduceLanes(VectorOperators.OR) != 0 ? -1 : count;
    }
}
