package io.regroup.bench;

/**
 * A pseudo-random permutation of 0 … n−1 that is computed place by place, so that shuffled rows can be generated in
 * parallel and without an array of places. Mixes the bits of a place with steps that are one-to-one on b-bit numbers
 * (multiplication by an odd number, xor with the upper half), and repeats while the outcome is not below n.
 */
final class Shuffle {

    private static final long[] MULTIPLIERS = {0x9E3779B97F4A7C15L, 0xBF58476D1CE4E5B9L, 0x94D049BB133111EBL};

    private final long size;
    private final long mask;
    private final int half;

    /**
     * Makes a permutation.
     *
     * @param size n, at least 1
     */
    Shuffle(long size) {
        int bits = Math.max(2, Long.SIZE - Long.numberOfLeadingZeros(size - 1));
        this.size = size;
        this.mask = (1L << bits) - 1;
        this.half = (bits + 1) / 2;
    }

    /** Returns what comes at a place. */
    long at(long place) {
        long value = place;
        do {
            for (long multiplier : MULTIPLIERS) {
                value = (value * multiplier + 0x632BE59BD9B4E019L) & mask;
                value ^= value >>> half;
            }
        } while (value >= size);
        return value;
    }
}
