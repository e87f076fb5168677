package io.regroup.api.aggregate;

import io.regroup.api.InvalidArgumentException;
import io.regroup.api.data.Column;
import io.regroup.api.data.ColumnType;
import io.regroup.api.data.LongColumn;
import io.regroup.api.data.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which groups have a row in the result: those that were found and not left out, and those that were expected but have no
 * rows.
 */
final class ResultGroups {

    private static final int MOST_GROUPS = 1 << 28;

    private final AggregateSpec spec;
    private final Table found;
    private final List<ColumnType> types = new ArrayList<>();
    private final List<@Nullable Set<Object>> expected = new ArrayList<>();
    private final List<List<@Nullable Object>> tuples = new ArrayList<>();
    private int[] picks = new int[0];

    /**
     * Decides.
     *
     * @param input what was asked for
     * @param found the keys of the groups that were found, ascending, bins by number
     */
    ResultGroups(AggregateInput input, Table found) {
        this.spec = input.spec();
        this.found = found;
        for (int c = 0; c < found.columns().size(); c++) {
            ColumnType type = found.columns().get(c).type();
            types.add(type);
            expected.add(c < spec.keys().size() ? values(spec.keys().get(c), type) : bins(c));
        }
        if (asFound()) {
            picks = new int[found.rowCount()];
            Arrays.setAll(picks, row -> row);
        } else {
            choose();
        }
    }

    private boolean asFound() {
        return spec.expected().isEmpty() && spec.bins().isEmpty();
    }

    private @Nullable Set<Object> values(String key, ColumnType type) {
        List<Object> given = spec.expected().get(key);
        if (given == null) {
            return null;
        }
        Set<Object> values = new TreeSet<>(KeyValues.order(type));
        given.forEach(value -> values.add(KeyValues.parse(key, type, value)));
        return values;
    }

    private Bins binsOf(int column) {
        return new ArrayList<>(spec.bins().values()).get(column - spec.keys().size());
    }

    private boolean isBinned(int column) {
        return column >= spec.keys().size();
    }

    private @Nullable Set<Object> bins(int column) {
        int count = binsOf(column).count();
        Set<Object> numbers = new TreeSet<>();
        for (long bin = 0; bin < count; bin++) {
            numbers.add(bin);
        }
        return count == 0 ? null : numbers;
    }

    private void choose() {
        Map<List<@Nullable Object>, Integer> rows = new HashMap<>();
        Set<List<@Nullable Object>> free = new LinkedHashSet<>();
        for (int row = 0; row < found.rowCount(); row++) {
            List<@Nullable Object> tuple = tuple(row);
            if (isWanted(tuple)) {
                rows.put(tuple, row);
                free.add(freePart(tuple));
            }
        }
        if (expected.stream().noneMatch(Objects::isNull)) {
            free.add(noValues());
        }
        requireFew(free.size());
        for (List<@Nullable Object> part : free) {
            complete(part, 0);
        }
        tuples.sort(order());
        picks = new int[tuples.size()];
        for (int i = 0; i < picks.length; i++) {
            picks[i] = rows.getOrDefault(tuples.get(i), -1);
        }
    }

    private List<@Nullable Object> noValues() {
        List<@Nullable Object> none = new ArrayList<>();
        types.forEach(type -> none.add(null));
        return none;
    }

    private List<@Nullable Object> tuple(int row) {
        List<@Nullable Object> tuple = new ArrayList<>();
        found.columns().forEach(column -> tuple.add(KeyValues.stored(column, row)));
        return tuple;
    }

    private boolean isWanted(List<@Nullable Object> tuple) {
        for (int c = 0; c < tuple.size(); c++) {
            Object value = tuple.get(c);
            Set<Object> wanted = expected.get(c);
            if (value == null ? wanted != null || isBinned(c) : wanted != null && !wanted.contains(value)) {
                return false;
            }
        }
        return true;
    }

    /** Returns the values of the keys of which none are expected, null for the others. */
    private List<@Nullable Object> freePart(List<@Nullable Object> tuple) {
        List<@Nullable Object> part = new ArrayList<>();
        for (int c = 0; c < tuple.size(); c++) {
            part.add(expected.get(c) == null ? tuple.get(c) : null);
        }
        return part;
    }

    private void requireFew(int freeParts) {
        double count = freeParts;
        for (Set<Object> values : expected) {
            count *= values == null ? 1 : values.size();
        }
        if (count > MOST_GROUPS) {
            throw new InvalidArgumentException("expected groups: there would be " + (long) count
                    + " combinations of expected values and keys; expect fewer, at most " + MOST_GROUPS);
        }
    }

    /** Adds all combinations of expected values to a part, from a column on. */
    private void complete(List<@Nullable Object> part, int column) {
        if (column == part.size()) {
            tuples.add(part);
            return;
        }
        Set<Object> values = expected.get(column);
        if (values == null) {
            complete(part, column + 1);
            return;
        }
        for (Object value : values) {
            List<@Nullable Object> next = new ArrayList<>(part);
            next.set(column, value);
            complete(next, column + 1);
        }
    }

    private Comparator<List<@Nullable Object>> order() {
        List<Comparator<@Nullable Object>> orders =
                types.stream().map(KeyValues::order).toList();
        return (a, b) -> {
            for (int c = 0; c < orders.size(); c++) {
                int sign = orders.get(c).compare(a.get(c), b.get(c));
                if (sign != 0) {
                    return sign;
                }
            }
            return 0;
        };
    }

    /** Adds the key columns to the result: keys as they are, bins by their borders. */
    void addKeys(Table.Builder table) {
        for (int c = 0; c < types.size(); c++) {
            Column column = asFound() ? found.columns().get(c) : column(c);
            String name = found.schema().fields().get(c).name();
            if (!isBinned(c)) {
                table.column(name, column);
                continue;
            }
            String binned =
                    new ArrayList<>(spec.bins().keySet()).get(c - spec.keys().size());
            double[] from = new double[picks.length];
            double[] to = new double[picks.length];
            Bins bins = binsOf(c);
            LongColumn numbers = (LongColumn) column;
            for (int i = 0; i < picks.length; i++) {
                from[i] = bins.from(numbers.getLong(i));
                to[i] = bins.to(numbers.getLong(i));
            }
            table.column(AggregateSpec.from(binned), from).column(AggregateSpec.to(binned), to);
        }
    }

    private Column column(int index) {
        List<@Nullable Object> values = new ArrayList<>();
        tuples.forEach(tuple -> values.add(tuple.get(index)));
        return KeyValues.column(types.get(index), values);
    }

    /** Returns where each group of the result was found; -1 for one without rows. Not to be changed. */
    int[] picks() {
        return picks;
    }

    /** Says which rows were left out, if any. */
    List<String> notes(long[] groupRows) {
        boolean[] kept = new boolean[groupRows.length];
        for (int pick : picks) {
            if (pick >= 0) {
                kept[pick] = true;
            }
        }
        long rows = 0;
        for (int group = 0; group < kept.length; group++) {
            rows += kept[group] ? 0 : groupRows[group];
        }
        return rows == 0
                ? List.of()
                : List.of(rows + (rows == 1 ? " row is" : " rows are") + " left out: outside of all "
                        + (spec.bins().isEmpty()
                                ? "expected groups"
                                : spec.expected().isEmpty() ? "bins" : "bins or expected groups")
                        + ends());
    }

    /** Bins of one width end where doubles cannot tell their borders apart, which is near where the width is small. */
    private String ends() {
        StringBuilder ends = new StringBuilder();
        spec.bins().forEach((column, bins) -> {
            if (bins instanceof Bins.Width width) {
                ends.append("; bins of ")
                        .append(column)
                        .append(" with ")
                        .append(bins)
                        .append(" end ")
                        .append(width.size() * Bins.MOST_BINS)
                        .append(" from 0, and a greater width goes further");
            }
        });
        return ends.toString();
    }
}
