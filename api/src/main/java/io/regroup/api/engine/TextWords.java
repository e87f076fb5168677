package io.regroup.api.engine;

import io.regroup.api.data.Column;
import io.regroup.api.data.ColumnType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** Turns text keys into ranks among the distinct texts: numbered as they come, part by part, then put in order. */
final class TextWords {

    private static final int PART = 1 << 16;

    /** The code of a missing value. */
    static final int MISSING = -1;

    private TextWords() {}

    /** Encodes a whole column; each part has a dictionary of its own. */
    static KeyColumn encode(Column column, int threads) {
        int rows = column.size();
        int[] codes = new int[rows];
        List<Integer> firstRows = new ArrayList<>();
        List<StringDictionary> dictionaries = new ArrayList<>();
        for (long first = 0; first < rows; first += PART) {
            firstRows.add((int) first);
            dictionaries.add(new StringDictionary());
        }
        Parts.run(
                rows,
                PART,
                threads,
                () -> (from, to) -> append(column.slice(from, to), dictionaries.get(from / PART), codes, from));
        return ranked(column.type(), codes, firstRows, dictionaries, threads);
    }

    /** Numbers the texts of a block. */
    static void append(Column column, StringDictionary dictionary, int[] codes, int at) {
        String previous = null;
        int previousCode = MISSING;
        for (int i = 0; i < column.size(); i++) {
            String value = column.getString(i);
            if (value == null) {
                codes[at + i] = MISSING;
                continue;
            }
            // mostly the very same object: a reader hands out one per distinct text, and a sorted file repeats itself
            if (!value.equals(previous)) {
                previousCode = dictionary.code(value, true);
                previous = value;
            }
            codes[at + i] = previousCode;
        }
    }

    /** Returns the last part that starts at or before a row. */
    static int partOf(List<Integer> firstRows, int row) {
        int place = Collections.binarySearch(firstRows, row);
        return place >= 0 ? place : -place - 2;
    }

    /** Replaces codes by ranks among all texts; rows from {@code firstRows[k]} on have codes of dictionary k. */
    static KeyColumn ranked(
            ColumnType type, int[] codes, List<Integer> firstRows, List<StringDictionary> dictionaries, int threads) {
        StringDictionary all = new StringDictionary();
        int[][] ranks = new int[dictionaries.size()][];
        for (int k = 0; k < ranks.length; k++) {
            StringDictionary dictionary = dictionaries.get(k);
            ranks[k] = new int[dictionary.size()];
            for (int code = 0; code < ranks[k].length; code++) {
                ranks[k][code] = all.code(dictionary.value(code), true);
            }
        }
        int[] order = all.ranks(type.isNumeric());
        String[] texts = new String[order.length];
        for (int code = 0; code < order.length; code++) {
            texts[order[code]] = all.value(code);
        }
        for (int[] some : ranks) {
            for (int code = 0; code < some.length; code++) {
                some[code] = order[some[code]];
            }
        }
        boolean[] missing = new boolean[codes.length];
        AtomicBoolean anyMissing = new AtomicBoolean();
        Parts.run(codes.length, PART, threads, () -> (from, to) -> {
            for (int i = from; i < to; ) {
                int part = partOf(firstRows, i);
                int end = part + 1 < firstRows.size() ? Math.min(to, firstRows.get(part + 1)) : to;
                replace(codes, i, end, ranks[part], missing, anyMissing);
                i = end;
            }
        });
        return new KeyColumn(type, new Words.Ints(codes), anyMissing.get() ? missing : null, texts);
    }

    private static void replace(
            int[] codes, int from, int to, int[] ranks, boolean[] missing, AtomicBoolean anyMissing) {
        for (int i = from; i < to; i++) {
            if (codes[i] == MISSING) {
                missing[i] = true;
                anyMissing.setPlain(true);
                codes[i] = 0;
            } else {
                codes[i] = ranks[codes[i]];
            }
        }
    }
}
