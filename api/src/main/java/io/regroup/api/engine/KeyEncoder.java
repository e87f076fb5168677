package io.regroup.api.engine;

import io.regroup.api.data.Column;
import io.regroup.api.data.ColumnType;
import org.jspecify.annotations.Nullable;

/**
 * Writes the values of one key column as 64-bit words: equal keys have equal words. Strings become
 * dictionary codes.
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
                    words[i] = KeyWords.word(values[i]);
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

    private StringDictionary dictionary() {
        if (dictionary == null) {
            throw new IllegalStateException("a " + type + " column has no dictionary");
        }
        return dictionary;
    }
}
