package io.regroup.api.engine;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One integer per row that orders rows as their keys do, whatever the number and types of the key columns: the digits of
 * a number in a mixed base, one per column, a missing value being its column's largest digit. Columns whose values range
 * too widely for that are replaced by the ranks of their values first.
 */
final class KeyCodes {

    private static final int PART = 1 << 16;

    /** Two of these make a long. */
    private static final long LARGEST = 1L << 62;

    /** Turns a code into one word per key column. */
    @FunctionalInterface
    private interface Decoder {
        void decode(long code, long[] words, boolean[] missing);
    }

    private final Words words;
    private final Decoder decoder;
    private final boolean plain;
    private long @Nullable [] range;

    private KeyCodes(Words words, long @Nullable [] range, Decoder decoder) {
        this(words, range, false, decoder);
    }

    private KeyCodes(Words words, long @Nullable [] range, boolean plain, Decoder decoder) {
        this.words = words;
        this.range = range;
        this.plain = plain;
        this.decoder = decoder;
    }

    static KeyCodes of(List<KeyColumn> columns, int threads) {
        KeyCodes codes = of(columns.get(0), 0, threads);
        for (int c = 1; c < columns.size(); c++) {
            codes = codes.and(of(columns.get(c), c, threads), threads);
        }
        return codes;
    }

    private static KeyCodes of(KeyColumn column, int place, int threads) {
        KeyCodes plain = new KeyCodes(column.words(), null, true, (value, words, missing) -> words[place] = value);
        return column.missing() == null ? plain : plain.withMissing(column.missing(), place, threads);
    }

    Words words() {
        return words;
    }

    /** Tells whether a code is the word of the only key column, which has no missing values. */
    boolean isPlain() {
        return plain;
    }

    /** Writes the words of a code. */
    void decode(long code, long[] into, boolean[] missing) {
        Arrays.fill(missing, false);
        decoder.decode(code, into, missing);
    }

    private long[] range(int threads) {
        if (range == null) {
            range = Numbering.range(words, threads);
        }
        return range;
    }

    /** The number of values from the smallest to the largest, 0 if that is too many. */
    private long size(int threads) {
        long[] ends = range(threads);
        if (ends[0] > ends[1]) {
            return 1;
        }
        long size = ends[1] - ends[0] + 1;
        return size > 0 && size < LARGEST ? size : 0;
    }

    private KeyCodes ranked(int threads) {
        Numbering numbering = Numbering.of(words, threads);
        return new KeyCodes(
                new Words.Ints(numbering.ids(threads)),
                new long[] {0, Math.max(0, numbering.count() - 1)},
                (code, into, missing) -> decoder.decode(numbering.value((int) code), into, missing));
    }

    private KeyCodes withMissing(boolean[] flags, int place, int threads) {
        KeyCodes narrow = size(threads) > 0 ? this : ranked(threads);
        long missingDigit = narrow.size(threads);
        long min = narrow.range(threads)[0];
        return new KeyCodes(
                combine(null, narrow, missingDigit + 1, flags, threads),
                new long[] {0, missingDigit},
                (code, into, missing) -> {
                    if (code == missingDigit) {
                        missing[place] = true;
                        into[place] = 0;
                    } else {
                        narrow.decoder.decode(min + code, into, missing);
                    }
                });
    }

    private KeyCodes and(KeyCodes next, int threads) {
        if (!fits(this, next, threads)) {
            KeyCodes ranks = ranked(threads);
            return ranks.and(fits(ranks, next, threads) ? next : next.ranked(threads), threads);
        }
        long base = next.size(threads);
        long highMin = range(threads)[0];
        long lowMin = next.range(threads)[0];
        return new KeyCodes(
                combine(this, next, base, null, threads),
                new long[] {0, size(threads) * base - 1},
                (code, into, missing) -> {
                    decoder.decode(highMin + code / base, into, missing);
                    next.decoder.decode(lowMin + code % base, into, missing);
                });
    }

    private static boolean fits(KeyCodes high, KeyCodes low, int threads) {
        long a = high.size(threads);
        long b = low.size(threads);
        return a > 0 && b > 0 && Math.multiplyHigh(a, b) == 0 && a * b > 0 && a * b <= LARGEST;
    }

    /** Returns {@code high · base + low}, with {@code base − 1} in place of what is missing in {@code low}. */
    private static Words combine(
            @Nullable KeyCodes high, KeyCodes low, long base, boolean @Nullable [] flags, int threads) {
        Words lowWords = low.words;
        long lowMin = low.range(threads)[0];
        long highMin = high == null ? 0 : high.range(threads)[0];
        long size = high == null ? base : high.size(threads) * base;
        int rows = lowWords.length();
        int[] ints = new int[size <= Integer.MAX_VALUE ? rows : 0];
        long[] longs = new long[size <= Integer.MAX_VALUE ? 0 : rows];
        Parts.run(rows, PART, threads, () -> (from, to) -> {
            for (int i = from; i < to; i++) {
                long digit = flags != null && flags[i] ? base - 1 : lowWords.get(i) - lowMin;
                long code = high == null ? digit : (high.words.get(i) - highMin) * base + digit;
                if (ints.length > 0) {
                    ints[i] = (int) code;
                } else {
                    longs[i] = code;
                }
            }
        });
        return ints.length > 0 ? new Words.Ints(ints) : new Words.Longs(longs);
    }
}
