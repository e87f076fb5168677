package io.regroup.api.engine;

import io.regroup.api.data.Column;
import io.regroup.api.data.ColumnType;
import io.regroup.api.data.Schema;
import io.regroup.api.data.Table;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Distinct keys in ascending order, of rows that were grouped on their own: a block's, a file's. Two lists are merged by
 * comparing keys, so no numbering of all groups is needed beforehand.
 */
final class SortedKeys {

    private static final boolean[] NONE = new boolean[0];

    /**
     * Several lists in one.
     *
     * @param keys all keys
     * @param places for each list, the places of its keys
     */
    record Merged(SortedKeys keys, List<int[]> places) {}

    private final List<Schema.Field> fields;
    private final int count;
    private final long[][] words;
    private final String[][] texts;
    private final boolean[][] missing;

    private SortedKeys(List<Schema.Field> fields, int count, long[][] words, String[][] texts, boolean[][] missing) {
        this.fields = fields;
        this.count = count;
        this.words = words;
        this.texts = texts;
        this.missing = missing;
    }

    /** Takes the keys of a grouping. */
    static SortedKeys of(Grouping grouping) {
        Table keys = grouping.keys();
        int count = keys.rowCount();
        int columns = keys.columns().size();
        long[][] words = new long[columns][];
        String[][] texts = new String[columns][];
        boolean[][] missing = new boolean[columns][];
        for (int c = 0; c < columns; c++) {
            Column column = keys.columns().get(c);
            boolean text = isText(column.type());
            words[c] = new long[text ? 0 : count];
            texts[c] = new String[text ? count : 0];
            missing[c] = column.mayHaveNulls() ? new boolean[count] : NONE;
            if (!text) {
                double[] buffer = new double[column.type().storage() == ColumnType.Storage.DOUBLE ? count : 0];
                KeyColumn.encode(column, words[c], column.mayHaveNulls() ? missing[c] : null, 0, buffer);
            }
            for (int i = 0; text && i < count; i++) {
                String value = column.getString(i);
                texts[c][i] = value == null ? "" : value;
                if (value == null) {
                    missing[c][i] = true;
                }
            }
        }
        return new SortedKeys(keys.schema().fields(), count, words, texts, missing);
    }

    private static boolean isText(ColumnType type) {
        return type.storage() == ColumnType.Storage.STRING;
    }

    int count() {
        return count;
    }

    /** Writes a key for messages. */
    String describe(int index) {
        return grouping("").describe(index);
    }

    /** Makes a grouping of these keys. */
    Grouping grouping(String method) {
        Table.Builder table = Table.builder();
        for (int c = 0; c < fields.size(); c++) {
            ColumnType type = fields.get(c).type();
            boolean[] flags = missing[c].length == 0 ? null : missing[c];
            table.column(
                    fields.get(c).name(),
                    switch (type.storage()) {
                        case LONG -> Column.ofStored(type, words[c], flags);
                        case DOUBLE -> Column.ofStored(type, unwords(words[c]), flags);
                        case STRING -> Column.ofStored(type, withGaps(texts[c], missing[c]));
                    });
        }
        return new Grouping(table.build(), method);
    }

    private static @Nullable String[] withGaps(String[] texts, boolean[] missing) {
        @Nullable String[] values = new String[texts.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = missing.length > 0 && missing[i] ? null : texts[i];
        }
        return values;
    }

    private static double[] unwords(long[] words) {
        double[] values = new double[words.length];
        Arrays.setAll(values, i -> KeyWords.unword(words[i]));
        return values;
    }

    /** Compares key by key; missing values come last. */
    private int compare(int i, SortedKeys other, int j) {
        for (int c = 0; c < words.length; c++) {
            int order = compareColumn(c, i, other, j);
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private int compareColumn(int c, int i, SortedKeys other, int j) {
        boolean noOwn = missing[c].length > 0 && missing[c][i];
        boolean noOther = other.missing[c].length > 0 && other.missing[c][j];
        if (noOwn || noOther) {
            return Boolean.compare(noOwn, noOther);
        }
        return texts[c].length > 0
                ? compareTexts(fields.get(c).type(), texts[c][i], other.texts[c][j])
                : Long.compare(words[c][i], other.words[c][j]);
    }

    private static int compareTexts(ColumnType type, String a, String b) {
        return type.isNumeric()
                ? new BigDecimal(a).compareTo(new BigDecimal(b))
                : StringDictionary.compareCodePoints(a, b);
    }

    /** Tells whether each key comes after the one before, as it should; those from elsewhere may not. */
    boolean ascend() {
        for (int i = 1; i < count; i++) {
            if (compare(i - 1, this, i) >= 0) {
                return false;
            }
        }
        return true;
    }

    /** Tells whether comparing the first words is comparing the keys. */
    private boolean isPlain() {
        return words.length == 1 && texts[0].length == 0 && missing[0].length == 0;
    }

    /** Merges two lists. */
    static Merged merge(SortedKeys a, SortedKeys b) {
        int[] placesOfA = new int[a.count];
        int[] placesOfB = new int[b.count];
        boolean plain = a.isPlain() && b.isPlain();
        int i = 0;
        int j = 0;
        int place = 0;
        while (i < a.count && j < b.count) {
            int order = plain ? Long.compare(a.words[0][i], b.words[0][j]) : a.compare(i, b, j);
            if (order <= 0) {
                placesOfA[i++] = place;
            }
            if (order >= 0) {
                placesOfB[j++] = place;
            }
            place++;
        }
        while (i < a.count) {
            placesOfA[i++] = place++;
        }
        while (j < b.count) {
            placesOfB[j++] = place++;
        }
        SortedKeys all = place == a.count ? a : place == b.count ? b : a.union(b, placesOfA, placesOfB, place);
        return new Merged(all, List.of(placesOfA, placesOfB));
    }

    private SortedKeys union(SortedKeys other, int[] places, int[] otherPlaces, int total) {
        int columns = words.length;
        long[][] allWords = new long[columns][];
        String[][] allTexts = new String[columns][];
        boolean[][] allMissing = new boolean[columns][];
        for (int c = 0; c < columns; c++) {
            boolean text = isText(fields.get(c).type());
            allWords[c] = new long[text ? 0 : total];
            allTexts[c] = new String[text ? total : 0];
            allMissing[c] = missing[c].length > 0 || other.missing[c].length > 0 ? new boolean[total] : NONE;
            copyColumn(c, places, allWords[c], allTexts[c], allMissing[c]);
            other.copyColumn(c, otherPlaces, allWords[c], allTexts[c], allMissing[c]);
        }
        return new SortedKeys(fields, total, allWords, allTexts, allMissing);
    }

    private void copyColumn(int c, int[] places, long[] intoWords, String[] intoTexts, boolean[] intoMissing) {
        for (int i = 0; i < words[c].length; i++) {
            intoWords[places[i]] = words[c][i];
        }
        for (int i = 0; i < texts[c].length; i++) {
            intoTexts[places[i]] = texts[c][i];
        }
        for (int i = 0; i < missing[c].length; i++) {
            intoMissing[places[i]] = missing[c][i];
        }
    }

    /** Merges many lists, neighbours first. */
    static Merged merge(List<SortedKeys> lists) {
        if (lists.size() == 1) {
            int[] places = new int[lists.get(0).count];
            Arrays.setAll(places, i -> i);
            return new Merged(lists.get(0), List.of(places));
        }
        int middle = lists.size() / 2;
        Merged low = merge(lists.subList(0, middle));
        Merged high = merge(lists.subList(middle, lists.size()));
        Merged both = merge(low.keys, high.keys);
        List<int[]> places = new ArrayList<>();
        for (int[] some : low.places) {
            places.add(through(some, both.places.get(0)));
        }
        for (int[] some : high.places) {
            places.add(through(some, both.places.get(1)));
        }
        return new Merged(both.keys, List.copyOf(places));
    }

    private static int[] through(int[] places, int[] next) {
        int[] composed = new int[places.length];
        Arrays.setAll(composed, i -> next[places[i]]);
        return composed;
    }

    /** Returns, for each of these keys, its place in another list; -1 if it is not there. */
    int[] placesIn(SortedKeys other) {
        int[] places = new int[count];
        int j = 0;
        for (int i = 0; i < count; i++) {
            j = other.notBefore(this, i, j);
            places[i] = j < other.count && compare(i, other, j) == 0 ? j : -1;
        }
        return places;
    }

    /** Returns the first key from a place on that does not come before another; looks close by first, and then ever farther. */
    private int notBefore(SortedKeys others, int key, int start) {
        int low = start;
        int high = start;
        for (int step = 1; high < count && compare(high, others, key) < 0; step *= 2) {
            low = high + 1;
            high = Math.min(count, low + step);
        }
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (compare(middle, others, key) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Keeps the first keys. */
    SortedKeys first(int number) {
        int[] numbers = new int[count];
        Arrays.fill(numbers, number, count, -1);
        return only(numbers);
    }

    /** Tells whether the last of these keys comes before the first of others. */
    boolean endsBefore(SortedKeys others) {
        return compare(count - 1, others, 0) < 0;
    }

    /**
     * Returns the first of the last keys, of which more rows may follow where rows come in order.
     *
     * @param columns of how many columns, from the first on, rows come in order: all that share their last values may go on
     */
    int firstThatMayGoOn(int columns) {
        int at = Math.max(0, count - 1);
        while (at > 0 && agree(at - 1, count - 1, columns)) {
            at--;
        }
        return at;
    }

    private boolean agree(int key, int other, int columns) {
        for (int c = 0; c < columns; c++) {
            if (compareColumn(c, key, this, other) != 0) {
                return false;
            }
        }
        return true;
    }

    /** Keeps the keys whose number is not negative. */
    SortedKeys only(int[] numbers) {
        int kept = 0;
        int[] picks = new int[count];
        for (int i = 0; i < count; i++) {
            picks[kept] = i;
            kept += numbers[i] >= 0 ? 1 : 0;
        }
        if (kept == count) {
            return this;
        }
        int total = kept;
        int columns = words.length;
        long[][] someWords = new long[columns][];
        String[][] someTexts = new String[columns][];
        boolean[][] someMissing = new boolean[columns][];
        for (int c = 0; c < columns; c++) {
            int column = c;
            someWords[c] = new long[words[c].length > 0 ? total : 0];
            Arrays.setAll(someWords[c], i -> words[column][picks[i]]);
            someTexts[c] = new String[texts[c].length > 0 ? total : 0];
            Arrays.setAll(someTexts[c], i -> texts[column][picks[i]]);
            someMissing[c] = missing[c].length > 0 ? new boolean[total] : NONE;
            for (int i = 0; i < someMissing[c].length; i++) {
                someMissing[c][i] = missing[c][picks[i]];
            }
        }
        return new SortedKeys(fields, total, someWords, someTexts, someMissing);
    }

    /**
     * Finds the label of each key by its first column.
     *
     * @param borders ascending values, as the column stores them
     */
    int[] labels(List<Object> borders) {
        int[] labels = new int[count];
        ColumnType type = fields.get(0).type();
        boolean text = isText(type);
        long[] wordBorders = new long[text ? 0 : borders.size()];
        Arrays.setAll(wordBorders, b -> word(borders.get(b)));
        // keys ascend, and so do their labels
        int border = 0;
        for (int i = 0; i < count; i++) {
            if (missing[0].length > 0 && missing[0][i]) {
                labels[i] = 2 * borders.size() + 1;
                continue;
            }
            int order = 1;
            while (border < borders.size()) {
                order = text
                        ? compareTexts(type, texts[0][i], (String) borders.get(border))
                        : Long.compare(words[0][i], wordBorders[border]);
                if (order <= 0) {
                    break;
                }
                border++;
            }
            labels[i] = order == 0 && border < borders.size() ? 2 * border + 1 : 2 * border;
        }
        return labels;
    }

    private static long word(Object border) {
        return border instanceof Double number ? KeyWords.word(number) : (Long) border;
    }
}
