package io.regroup.gmm.internal;

/**
 * Random numbers without a state: each is a function of a seed and of its own number. Source of the mixing: G. L. Steele, D. Lea and
 * C. H. Flood, Fast splittable pseudorandom number generators, OOPSLA 2014, doi:10.1145/2660193.2660195.
 */
final class Seeds {

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    private static final double UNIT = 0x1p-53;

    private Seeds() {}

    /** Mixes the bits of a number; different numbers give different ones. */
    static long mix(long number) {
        long z = number + GOLDEN;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** Returns a number from 0 to below 1. */
    static double uniform(long seed, int stream, int number) {
        return (mix(mix(seed ^ mix(stream)) + number) >>> 11) * UNIT;
    }
}
