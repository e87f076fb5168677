package io.regroup.crossvalidation.internal;

import io.regroup.api.data.Block;
import io.regroup.api.data.BlockReader;
import io.regroup.api.data.Column;
import io.regroup.api.data.ColumnRequest;
import io.regroup.api.data.ColumnType;
import io.regroup.api.data.Dataset;
import io.regroup.api.data.Schema;
import io.regroup.api.data.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Makes tables of tables. */
public final class Tables {

    private Tables() {}

    /** Copies every value, so that a change of the original shows. */
    public static Table copy(Table table) {
        return rows(table, IntStream.range(0, table.rowCount()).toArray());
    }

    /** Copies rows, in the order given. */
    public static Table rows(Table table, int[] rows) {
        Table.Builder copy = Table.builder();
        for (String name : table.schema().names()) {
            copy.column(name, column(table.column(name), rows));
        }
        return copy.build();
    }

    /** Repeats the rows, with other groups each time: its integer keys {@code g} go on where they ended. */
    public static Table manyTimes(Table table, int times) {
        int rows = table.rowCount();
        double[] keys = table.doubles("g");
        int groups = (int) Arrays.stream(keys).max().orElse(-1) + 1;
        int[] all = IntStream.range(0, times * rows).toArray();
        Table repeated = rows(table, Arrays.stream(all).map(i -> i % rows).toArray());
        Table.Builder many = Table.builder()
                .column(
                        "g",
                        Arrays.stream(all)
                                .map(i -> (int) keys[i % rows] + i / rows * groups)
                                .toArray());
        repeated.schema().names().stream()
                .filter(name -> !name.equals("g"))
                .forEach(name -> many.column(name, repeated.column(name)));
        return many.build();
    }

    /** Returns the table with other values in a column. */
    public static Table with(Table table, String column, double[] values) {
        Table.Builder changed = Table.builder();
        for (String name : table.schema().names()) {
            changed.column(name, name.equals(column) ? Column.of(values) : table.column(name));
        }
        return changed.build();
    }

    /** Returns the table without a column. */
    public static Table without(Table table, String column) {
        Table.Builder rest = Table.builder();
        table.schema().names().stream()
                .filter(name -> !name.equals(column))
                .forEach(name -> rest.column(name, table.column(name)));
        return rest.build();
    }

    /** Reads all columns that can be read, with their types. */
    public static Table read(Dataset data) {
        List<Schema.Field> fields = data.schema().fields().stream()
                .filter(field -> field.type().isKey())
                .toList();
        List<List<Column>> parts = new ArrayList<>();
        fields.forEach(_ -> parts.add(new ArrayList<>()));
        try (BlockReader reader = data.read(
                fields.stream().map(field -> ColumnRequest.value(field.name())).toList())) {
            for (Block block = reader.next(); block != null; block = reader.next()) {
                int[] all = IntStream.range(0, block.rowCount()).toArray();
                for (int c = 0; c < fields.size(); c++) {
                    parts.get(c).add(column(block.columns().get(c), all));
                }
            }
        }
        Table.Builder table = Table.builder();
        for (int c = 0; c < fields.size(); c++) {
            table.column(fields.get(c).name(), joined(fields.get(c).type(), parts.get(c)));
        }
        return table.build();
    }

    private static Column joined(ColumnType type, List<Column> parts) {
        int rows = parts.stream().mapToInt(Column::size).sum();
        boolean[] missing = new boolean[rows];
        double[] doubles = new double[type.storage() == ColumnType.Storage.DOUBLE ? rows : 0];
        long[] longs = new long[type.storage() == ColumnType.Storage.LONG ? rows : 0];
        @Nullable String[] texts = new @Nullable String[type.storage() == ColumnType.Storage.STRING ? rows : 0];
        int at = 0;
        for (Column part : parts) {
            for (int i = 0; i < part.size(); i++) {
                missing[at + i] = part.isNull(i);
            }
            switch (type.storage()) {
                case DOUBLE -> part.copyDoubles(0, part.size(), doubles, at);
                case LONG -> part.copyLongs(0, part.size(), longs, at);
                case STRING -> {
                    for (int i = 0; i < part.size(); i++) {
                        texts[at + i] = part.getString(i);
                    }
                }
            }
            at += part.size();
        }
        return switch (type.storage()) {
            case DOUBLE -> Column.ofStored(type, doubles, missing);
            case LONG -> Column.ofStored(type, longs, missing);
            case STRING -> Column.ofStored(type, texts);
        };
    }

    private static boolean[] missing(Column column, int[] rows) {
        boolean[] missing = new boolean[rows.length];
        for (int i = 0; i < rows.length; i++) {
            missing[i] = column.isNull(rows[i]);
        }
        return missing;
    }

    private static Column column(Column column, int[] rows) {
        boolean @Nullable [] missing = column.mayHaveNulls() ? missing(column, rows) : null;
        int all = column.size();
        return switch (column.type().storage()) {
            case DOUBLE -> {
                double[] values = new double[all];
                column.copyDoubles(0, all, values, 0);
                yield Column.ofStored(
                        column.type(),
                        Arrays.stream(rows).mapToDouble(row -> values[row]).toArray(),
                        missing);
            }
            case LONG -> {
                long[] values = new long[all];
                column.copyLongs(0, all, values, 0);
                yield Column.ofStored(
                        column.type(),
                        Arrays.stream(rows).mapToLong(row -> values[row]).toArray(),
                        missing);
            }
            case STRING -> {
                String[] values = new String[rows.length];
                Arrays.setAll(values, i -> column.getString(rows[i]));
                yield Column.ofStored(column.type(), values);
            }
        };
    }
}
