package io.regroup.bench;

import io.regroup.api.data.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The rows of a scenario: a table, and the arrays behind it for contenders that take arrays. Nobody writes to them. */
final class Rows {

    private final Map<String, Object> arrays = new LinkedHashMap<>();
    private final Table.Builder builder = Table.builder();

    Rows add(String name, int[] values) {
        arrays.put(name, values);
        builder.column(name, values);
        return this;
    }

    Rows add(String name, double[] values) {
        arrays.put(name, values);
        builder.column(name, values);
        return this;
    }

    Rows add(String name, String[] values) {
        arrays.put(name, values);
        builder.column(name, values);
        return this;
    }

    /** Returns the table; no columns can be added after that. */
    Table table() {
        return builder.build();
    }

    /** Returns the names of the columns in order. */
    List<String> names() {
        return List.copyOf(arrays.keySet());
    }

    /** Returns the array behind a column: {@code int[]}, {@code double[]} or {@code String[]}. */
    Object array(String name) {
        return Objects.requireNonNull(arrays.get(name), name);
    }

    /** Returns the array behind a column of doubles. */
    double[] doubles(String name) {
        return (double[]) array(name);
    }

    /** Returns all arrays of one type. */
    <T> List<T> all(Class<T> type) {
        List<T> found = new ArrayList<>();
        for (Object array : arrays.values()) {
            if (type.isInstance(array)) {
                found.add(type.cast(array));
            }
        }
        return found;
    }
}
