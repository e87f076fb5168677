package io.regroup.api.engine;

import io.regroup.api.data.Column;
import io.regroup.api.data.ColumnType;
import io.regroup.api.data.IntColumn;
import io.regroup.api.data.LongColumn;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A key column in memory as words, one per row, whose signed order is the keys' order; text is words' ranks in a sorted
 * list. A missing value's word means nothing.
 */
final class KeyColumn {

    private static final int PART = 1 << 17;

    private final ColumnType type;
    private final Words words;
    private final boolean @Nullable [] missing;
    private final String[] texts;

    KeyColumn(ColumnType type, Words words, boolean @Nullable [] missing, String[] texts) {
        this.type = type;
        this.words = words;
        this.missing = missing;
        this.texts = texts;
    }

    /** Views or converts a column of a table. */
    static KeyColumn of(Column column, int threads) {
        long[] longs = column instanceof LongColumn values ? values.direct() : null;
        if (longs != null) {
            return new KeyColumn(column.type(), new Words.Longs(longs), null, new String[0]);
        }
        int[] ints = column instanceof IntColumn values ? values.direct() : null;
        if (ints != null) {
            return new KeyColumn(column.type(), new Words.Ints(ints), null, new String[0]);
        }
        int rows = column.size();
        if (column.type().storage() == ColumnType.Storage.STRING) {
            return TextWords.encode(column, threads);
        }
        long[] converted = new long[rows];
        boolean[] missing = column.mayHaveNulls() ? new boolean[rows] : null;
        Parts.run(rows, PART, threads, () -> new Parts.Worker() {
            private final double[] buffer = new double[column.type().storage() == ColumnType.Storage.DOUBLE ? PART : 0];

            @Override
            public void run(int from, int to) {
                encode(column.slice(from, to), converted, missing, from, buffer);
            }
        });
        return new KeyColumn(column.type(), new Words.Longs(converted), missing, new String[0]);
    }

    /** Encodes a column that is not text. */
    static void encode(Column column, long[] words, boolean @Nullable [] missing, int at, double[] buffer) {
        int rows = column.size();
        if (column.type().storage() == ColumnType.Storage.DOUBLE) {
            column.copyDoubles(0, rows, buffer, 0);
            for (int i = 0; i < rows; i++) {
                words[at + i] = KeyWords.word(buffer[i]);
            }
        } else {
            column.copyLongs(0, rows, words, at);
        }
        if (missing != null && column.mayHaveNulls()) {
            for (int i = 0; i < rows; i++) {
                missing[at + i] = column.isNull(i);
            }
        }
    }

    /** Numbers rows by their value: equal values have equal numbers, a row without a value has NaN. */
    double[] numbered(int threads) {
        int[] ids = Numbering.of(words, threads).ids(threads);
        double[] numbers = new double[ids.length];
        for (int i = 0; i < ids.length; i++) {
            boolean none = (missing != null && missing[i])
                    || (type.storage() == ColumnType.Storage.DOUBLE && Double.isNaN(KeyWords.unword(words.get(i))));
            numbers[i] = none ? Double.NaN : ids[i];
        }
        return numbers;
    }

    Words words() {
        return words;
    }

    boolean @Nullable [] missing() {
        return missing;
    }

    /** Turns words, one per group, back into values. */
    Column decode(long[] groupWords, boolean[] groupMissing) {
        boolean[] flags = missing == null ? null : groupMissing;
        return switch (type.storage()) {
            case LONG -> Column.ofStored(type, groupWords, flags);
            case DOUBLE -> {
                double[] values = new double[groupWords.length];
                Arrays.setAll(values, i -> KeyWords.unword(groupWords[i]));
                yield Column.ofStored(type, values, flags);
            }
            case STRING -> {
                @Nullable String[] values = new String[groupWords.length];
                for (int i = 0; i < values.length; i++) {
                    values[i] = missing != null && groupMissing[i] ? null : texts[(int) groupWords[i]];
                }
                yield Column.ofStored(type, values);
            }
        };
    }
}
