package io.regroup.gmm.encoder.internal;

import java.nio.charset.StandardCharsets;

/**
 * Random numbers that depend on a seed, a column's name and a row's number alone, in whatever order they are asked for: number {@code
 * row + 1} of the generator SplitMix64 whose state starts at {@code mix(seed + mix(h))}, where h is the 64-bit FNV-1a hash of the name
 * in UTF-8.
 *
 * <p>Source: G. Steele, D. Lea, C. Flood, Fast splittable pseudorandom number generators, OOPSLA 2014.
 */
public final class Draws {

    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
    private static final long FNV_OFFSET = 0xCBF29CE484222325L;
    private static final long FNV_PRIME = 0x100000001B3L;

    private final long start;

    /**
     * Prepares for a column.
     *
     * @param seed any number
     * @param column its name
     */
    public Draws(long seed, String column) {
        long hash = FNV_OFFSET;
        for (byte octet : column.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (octet & 0xFF)) * FNV_PRIME;
        }
        this.start = mix(seed + mix(hash));
    }

    /**
     * Draws for a row.
     *
     * @param row its number in the dataset, from 0
     * @return uniform on [0, 1), a multiple of 2⁻⁵³
     */
    public double at(long row) {
        return (mix(start + (row + 1) * GOLDEN_GAMMA) >>> 11) * 0x1p-53;
    }

    private static long mix(long bits) {
        long z = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
