package io.regroup.api.engine;

/** Key values as 64-bit words: equal keys have equal words, and the words' signed order is the keys' order. */
final class KeyWords {

    private KeyWords() {}

    /** -0.0 and 0.0 are one key, and so are all NaNs, which come after every number. */
    static long word(double value) {
        long bits = Double.doubleToLongBits(value == 0 ? 0.0 : value);
        return bits < 0 ? bits ^ Long.MAX_VALUE : bits;
    }

    static double unword(long word) {
        return Double.longBitsToDouble(word < 0 ? word ^ Long.MAX_VALUE : word);
    }
}
