package io.regroup.gmm.encoder.internal;

import io.regroup.api.data.Block;
import io.regroup.api.data.Column;
import io.regroup.api.data.ColumnType;
import io.regroup.gmm.encoder.CategoricalModel.Category;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counts how often each category occurs, as long as there are not too many. */
final class CategorySurvey implements Scan.Visitor {

    private final ColumnType.Storage storage;
    private final int most;
    private final Map<Object, long[]> counts = new HashMap<>();
    private double[] numbers = new double[0];
    private long[] integers = new long[0];

    long rows;
    long missing;

    CategorySurvey(ColumnType type, int most) {
        this.storage = type.storage();
        this.most = most;
    }

    boolean tooMany() {
        return counts.size() > most;
    }

    /** Returns how often each value occurs, by its text. */
    Map<String, Long> rowsByValue() {
        Map<String, Long> found = new HashMap<>();
        counts.forEach((value, count) -> found.put(text(value), count[0]));
        return found;
    }

    /** Orders categories by how frequent they are, then by value. */
    static List<Category> ordered(Map<String, Long> rowsByValue, ColumnType type) {
        return rowsByValue.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey(StoredText.order(type))))
                .map(entry -> new Category(entry.getKey(), entry.getValue()))
                .toList();
    }

    private String text(Object value) {
        return storage == ColumnType.Storage.DOUBLE
                ? Double.toString(Double.longBitsToDouble((Long) value))
                : value.toString();
    }

    @Override
    public void visit(Block block) {
        Column column = block.column(0);
        int count = block.rowCount();
        if (numbers.length < count) {
            numbers = new double[count];
            integers = new long[count];
        }
        if (storage == ColumnType.Storage.DOUBLE) {
            column.copyDoubles(0, count, numbers, 0);
            for (int i = 0; i < count; i++) {
                integers[i] = Double.doubleToLongBits(numbers[i]);
            }
        } else if (storage == ColumnType.Storage.LONG) {
            column.copyLongs(0, count, integers, 0);
        }
        rows += count;
        boolean nulls = column.mayHaveNulls();
        for (int i = 0; i < count; i++) {
            if (nulls && column.isNull(i)) {
                missing++;
            } else {
                count(
                        storage == ColumnType.Storage.STRING
                                ? String.valueOf(column.getString(i))
                                : (Object) integers[i],
                        1);
            }
        }
    }

    private void count(Object value, long times) {
        long[] own = counts.get(value);
        if (own != null) {
            own[0] += times;
        } else if (!tooMany()) {
            counts.put(value, new long[] {times});
        }
    }

    /** Adds what another one has counted. */
    void add(CategorySurvey other) {
        rows += other.rows;
        missing += other.missing;
        other.counts.forEach((value, times) -> count(value, times[0]));
    }
}
