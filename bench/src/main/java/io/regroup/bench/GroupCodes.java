package io.regroup.bench;

import io.regroup.api.data.Column;
import io.regroup.api.data.ColumnType;
import io.regroup.api.data.Table;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Which group each row belongs to, found by the plainest means: every key column is an integer in a small range (a text is
 * its place in a sorted dictionary), a group is a number made of them, and a bitmap says which numbers occur. So groups are
 * counted, and numbered in ascending key order, without any of the code that is measured.
 */
final class GroupCodes {

    private static final long MOST_CODES = 1L << 30;

    private final KeyColumn[] columns;
    private final int codes;
    private final BitSet present;

    private record KeyColumn(Column column, long least, long size, Map<String, Integer> places) {

        long place(int row, long[] buffer) {
            if (column.type().storage() == ColumnType.Storage.STRING) {
                return places.getOrDefault(column.getString(row), 0);
            }
            column.copyLongs(row, row + 1, buffer, 0);
            return buffer[0] - least;
        }
    }

    private GroupCodes(KeyColumn[] columns, int codes, BitSet present) {
        this.columns = columns;
        this.codes = codes;
        this.present = present;
    }

    /**
     * Reads the keys of a table.
     *
     * @param table the rows
     * @param keys the key columns
     * @return the groups
     */
    static GroupCodes of(Table table, List<String> keys) {
        KeyColumn[] columns = keys.stream().map(key -> read(table.column(key))).toArray(KeyColumn[]::new);
        long codes = 1;
        for (KeyColumn column : columns) {
            codes = Math.multiplyExact(codes, column.size());
        }
        if (codes > MOST_CODES) {
            throw new IllegalArgumentException(
                    "keys " + keys + ": expected at most " + MOST_CODES + " combinations, got " + codes);
        }
        GroupCodes groups = new GroupCodes(columns, (int) codes, new BitSet((int) codes));
        long[] buffer = new long[1];
        for (int row = 0; row < table.rowCount(); row++) {
            groups.present.set(groups.code(row, buffer));
        }
        return groups;
    }

    private static KeyColumn read(Column column) {
        if (column.type().storage() == ColumnType.Storage.STRING) {
            TreeSet<String> texts = new TreeSet<>();
            for (int row = 0; row < column.size(); row++) {
                texts.add(String.valueOf(column.getString(row)));
            }
            Map<String, Integer> places = new HashMap<>();
            texts.forEach(text -> places.put(text, places.size()));
            return new KeyColumn(column, 0, places.size(), places);
        }
        long[] buffer = new long[1];
        long least = Long.MAX_VALUE;
        long greatest = Long.MIN_VALUE;
        for (int row = 0; row < column.size(); row++) {
            column.copyLongs(row, row + 1, buffer, 0);
            least = Math.min(least, buffer[0]);
            greatest = Math.max(greatest, buffer[0]);
        }
        return new KeyColumn(column, least, column.size() == 0 ? 0 : greatest - least + 1, Map.of());
    }

    private int code(int row, long[] buffer) {
        long code = 0;
        for (KeyColumn column : columns) {
            code = code * column.size() + column.place(row, buffer);
        }
        return (int) code;
    }

    /** Returns how many groups there are. */
    int count() {
        return present.cardinality();
    }

    /**
     * Collects the rows of some groups.
     *
     * @param groups places in ascending key order, ascending
     * @return per group its rows in order
     */
    int[][] rowsOf(int[] groups) {
        int[] slots = new int[codes];
        Arrays.fill(slots, -1);
        int place = 0;
        int slot = 0;
        for (int code = present.nextSetBit(0); code >= 0 && slot < groups.length; code = present.nextSetBit(code + 1)) {
            if (place++ == groups[slot]) {
                slots[code] = slot++;
            }
        }
        int rows = columns[0].column().size();
        int[] counts = new int[groups.length];
        long[] buffer = new long[1];
        for (int row = 0; row < rows; row++) {
            int at = slots[code(row, buffer)];
            if (at >= 0) {
                counts[at]++;
            }
        }
        int[][] members = new int[groups.length][];
        for (int i = 0; i < members.length; i++) {
            members[i] = new int[counts[i]];
        }
        Arrays.fill(counts, 0);
        for (int row = 0; row < rows; row++) {
            int at = slots[code(row, buffer)];
            if (at >= 0) {
                members[at][counts[at]++] = row;
            }
        }
        return members;
    }
}
