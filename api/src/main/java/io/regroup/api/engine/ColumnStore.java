package io.regroup.api.engine;

import io.regroup.api.data.Column;
import io.regroup.api.data.ColumnType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A column in memory, filled from blocks. Parts of it may be filled at the same time once room has been made. */
abstract sealed class ColumnStore {

    /** Makes room for so many rows in all. */
    abstract void reserve(int rows);

    /** Starts a part: rows from here on, up to the next part's, come from one thread. */
    void part(int firstRow) {}

    /** Copies rows of a block: all of them, or those that are picked. */
    abstract void put(Column column, int @Nullable [] picks, int count, int at);

    static ColumnStore ofKey(ColumnType type) {
        return type.storage() == ColumnType.Storage.STRING ? new Texts(type) : new Keys(type);
    }

    abstract KeyColumn key(int rows, int threads);

    /** Numbers. */
    static final class Numbers extends ColumnStore {

        private double[] values = new double[0];

        /** The array as it is, with room at its end. */
        double[] room() {
            return values;
        }

        double[] values(int rows) {
            return values.length == rows ? values : Arrays.copyOf(values, rows);
        }

        @Override
        void reserve(int rows) {
            values = Arrays.copyOf(values, rows);
        }

        @Override
        void put(Column column, int @Nullable [] picks, int count, int at) {
            if (picks == null) {
                column.copyDoubles(0, count, values, at);
                return;
            }
            double[] block = new double[column.size()];
            column.copyDoubles(0, block.length, block, 0);
            for (int i = 0; i < count; i++) {
                values[at + i] = block[picks[i]];
            }
        }

        @Override
        KeyColumn key(int rows, int threads) {
            throw new IllegalStateException("a column of numbers is no key");
        }
    }

    /** Keys that are not text. */
    private static final class Keys extends ColumnStore {

        private final ColumnType type;
        private long[] words = new long[0];
        private boolean @Nullable [] missing;

        Keys(ColumnType type) {
            this.type = type;
        }

        @Override
        void reserve(int rows) {
            words = Arrays.copyOf(words, rows);
            if (missing != null) {
                missing = Arrays.copyOf(missing, rows);
            }
        }

        @Override
        void put(Column column, int @Nullable [] picks, int count, int at) {
            int size = column.size();
            boolean[] flags = column.mayHaveNulls() ? new boolean[size] : null;
            double[] buffer = new double[type.storage() == ColumnType.Storage.DOUBLE ? size : 0];
            if (picks == null && flags == null) {
                KeyColumn.encode(column, words, null, at, buffer);
                return;
            }
            long[] block = new long[size];
            KeyColumn.encode(column, block, flags, 0, buffer);
            for (int i = 0; i < count; i++) {
                int row = picks == null ? i : picks[i];
                words[at + i] = block[row];
                if (flags != null && flags[row]) {
                    missing()[at + i] = true;
                }
            }
        }

        private synchronized boolean[] missing() {
            boolean[] flags = missing;
            if (flags == null) {
                flags = new boolean[words.length];
                missing = flags;
            }
            return flags;
        }

        @Override
        KeyColumn key(int rows, int threads) {
            long[] exact = words.length == rows ? words : Arrays.copyOf(words, rows);
            boolean[] flags = missing;
            return new KeyColumn(
                    type,
                    new Words.Longs(exact),
                    flags == null || flags.length == rows ? flags : Arrays.copyOf(flags, rows),
                    new String[0]);
        }
    }

    /** Keys that are text: codes of a dictionary, one dictionary per part. */
    private static final class Texts extends ColumnStore {

        private final ColumnType type;
        private final List<Integer> firstRows = new ArrayList<>();
        private final List<StringDictionary> dictionaries = new ArrayList<>();
        private int[] codes = new int[0];

        Texts(ColumnType type) {
            this.type = type;
        }

        @Override
        void reserve(int rows) {
            codes = Arrays.copyOf(codes, rows);
        }

        @Override
        void part(int firstRow) {
            firstRows.add(firstRow);
            dictionaries.add(new StringDictionary());
        }

        @Override
        void put(Column column, int @Nullable [] picks, int count, int at) {
            StringDictionary dictionary = dictionaries.get(TextWords.partOf(firstRows, at));
            if (picks == null) {
                TextWords.append(column, dictionary, codes, at);
                return;
            }
            int[] block = new int[column.size()];
            TextWords.append(column, dictionary, block, 0);
            for (int i = 0; i < count; i++) {
                codes[at + i] = block[picks[i]];
            }
        }

        @Override
        KeyColumn key(int rows, int threads) {
            int[] exact = codes.length == rows ? codes : Arrays.copyOf(codes, rows);
            return TextWords.ranked(type, exact, firstRows, dictionaries, threads);
        }
    }
}
