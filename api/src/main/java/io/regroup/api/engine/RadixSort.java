package io.regroup.api.engine;

/** Sorts row or group numbers by 64-bit keys: least significant digit first, stable, skipping digits that never vary. */
final class RadixSort {

    private static final int DIGIT_BITS = 11;
    private static final int DIGITS = 1 << DIGIT_BITS;

    private RadixSort() {}

    /**
     * Sorts an order by keys, ascending and signed; equal keys keep their order.
     *
     * @param order a permutation of the indices of {@code keys}
     * @param keys the keys by index
     * @return the sorted permutation: {@code order} itself or another array
     */
    static int[] sort(int[] order, long[] keys) {
        if (order.length < 2) {
            return order;
        }
        long min = Long.MAX_VALUE;
        long max = Long.MIN_VALUE;
        for (int index : order) {
            min = Math.min(min, keys[index]);
            max = Math.max(max, keys[index]);
        }
        // the difference is taken modulo 2^64 and read as unsigned, so that any range will do
        int bits = Long.SIZE - Long.numberOfLeadingZeros(max - min);
        int[] from = order;
        int[] to = new int[order.length];
        for (int shift = 0; shift < bits; shift += DIGIT_BITS) {
            int[] starts = new int[DIGITS + 1];
            for (int index : from) {
                starts[digit(keys[index] - min, shift) + 1]++;
            }
            if (isConstant(starts, from.length)) {
                continue;
            }
            for (int d = 0; d < DIGITS; d++) {
                starts[d + 1] += starts[d];
            }
            for (int index : from) {
                to[starts[digit(keys[index] - min, shift)]++] = index;
            }
            int[] swap = from;
            from = to;
            to = swap;
        }
        return from;
    }

    private static int digit(long offset, int shift) {
        return (int) (offset >>> shift) & (DIGITS - 1);
    }

    private static boolean isConstant(int[] counts, int total) {
        for (int count : counts) {
            if (count != 0) {
                return count == total;
            }
        }
        return true;
    }
}
