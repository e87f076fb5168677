package io.regroup.crossvalidation.internal;

import io.regroup.api.data.Column;
import io.regroup.api.data.Table;
import java.util.Arrays;
import java.util.stream.IntStream;

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

    private static Column column(Column column, int[] rows) {
        boolean[] missing = new boolean[rows.length];
        for (int i = 0; i < rows.length; i++) {
            missing[i] = column.isNull(rows[i]);
        }
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
