package io.regroup.api.engine;

import io.regroup.api.data.Column;
import io.regroup.api.data.ColumnType;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Writes the values of one key column as 64-bit words: equal keys have equal words, and the words' signed order is the
 * keys' order. Strings become dictionary codes, whose order is made good by {@link #orderedWords} at the end.
 */
final class KeyEncoder {

    private final ColumnType type;
    private final @Nullable StringDictionary dictionary;

    KeyEncoder(ColumnType type) {
        this.type = type;
        this.dictionary = type.storage() == ColumnType.Storage.STRING ? new StringDictionary() : null;
    }

    /**
     * Encodes all rows of a block's column. A missing value sets the mask's bit, and its word is 0; a string that the
     * dictionary does not have, and may not {@code add}, gets the word -1, which no group has.
     */
    void encode(Column column, long[] words, long[] nullMasks, long bit, boolean add) {
        int rows = column.size();
        switch (type.storage()) {
            case LONG -> {
                column.copyLongs(0, rows, words, 0);
                markMissing(column, words, nullMasks, bit);
            }
            case DOUBLE -> {
                double[] values = new double[rows];
                column.copyDoubles(0, rows, values, 0);
                for (int i = 0; i < rows; i++) {
                    words[i] = word(values[i]);
                }
                markMissing(column, words, nullMasks, bit);
            }
            case STRING -> encodeStrings(column, words, nullMasks, bit, add);
        }
    }

    private static void markMissing(Column column, long[] words, long[] nullMasks, long bit) {
        if (!column.mayHaveNulls()) {
            return;
        }
        for (int i = 0; i < column.size(); i++) {
            if (column.isNull(i)) {
                nullMasks[i] |= bit;
                words[i] = 0;
            }
        }
    }

    private void encodeStrings(Column column, long[] words, long[] nullMasks, long bit, boolean add) {
        String previous = null;
        long previousWord = 0;
        for (int i = 0; i < column.size(); i++) {
            String value = column.getString(i);
            if (value == null) {
                nullMasks[i] |= bit;
                words[i] = 0;
            } else {
                if (!value.equals(previous)) {
                    previous = value;
                    previousWord = dictionary().code(value, add);
                }
                words[i] = previousWord;
            }
        }
    }

    /** -0.0 and 0.0 are one key, and so are all NaNs, which come after every number. */
    private static long word(double value) {
        long bits = Double.doubleToLongBits(value == 0 ? 0.0 : value);
        return bits < 0 ? bits ^ Long.MAX_VALUE : bits;
    }

    private static double unword(long word) {
        return Double.longBitsToDouble(word < 0 ? word ^ Long.MAX_VALUE : word);
    }

    private StringDictionary dictionary() {
        if (dictionary == null) {
            throw new IllegalStateException("a " + type + " column has no dictionary");
        }
        return dictionary;
    }

    /** Returns the words of all groups, in an order that is the keys'. */
    long[] orderedWords(long[] words) {
        if (dictionary == null) {
            return words;
        }
        int[] ranks = dictionary.ranks(type.isNumeric());
        long[] ordered = new long[words.length];
        for (int i = 0; i < words.length; i++) {
            // a missing value has word 0 and perhaps no dictionary entry; it is ordered by its mask
            ordered[i] = words[i] < ranks.length ? ranks[(int) words[i]] : 0;
        }
        return ordered;
    }

    /** Turns words back into values. */
    Column decode(long[] words, boolean[] missing) {
        boolean[] flags = any(missing) ? missing : null;
        return switch (type.storage()) {
            case LONG -> Column.ofStored(type, words, flags);
            case DOUBLE -> {
                double[] values = new double[words.length];
                Arrays.setAll(values, i -> unword(words[i]));
                yield Column.ofStored(type, values, flags);
            }
            case STRING -> {
                @Nullable String[] values = new String[words.length];
                for (int i = 0; i < words.length; i++) {
                    values[i] = missing[i] ? null : dictionary().value((int) words[i]);
                }
                yield Column.ofStored(type, values);
            }
        };
    }

    private static boolean any(boolean[] flags) {
        for (boolean flag : flags) {
            if (flag) {
                return true;
            }
        }
        return false;
    }
}
