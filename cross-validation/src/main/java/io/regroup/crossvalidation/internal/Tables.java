package io.regroup.crossvalidation.internal;

import io.regroup.api.data.Block;
import io.regroup.api.data.BlockReader;
import io.regroup.api.data.Column;
import io.regroup.api.data.ColumnRequest;
import io.regroup.api.data.Dataset;
import io.regroup.api.data.Schema;
import io.regroup.api.data.Table;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
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

    /** Returns the table without a column. */
    public static Table without(Table table, String column) {
        Table.Builder rest = Table.builder();
        table.schema().names().stream()
                .filter(name -> !name.equals(column))
                .forEach(name -> rest.column(name, table.column(name)));
        return rest.build();
    }

    /** Reads all columns that are numbers. */
    public static Table read(Dataset data) {
        List<String> names = data.schema().fields().stream()
                .filter(field -> field.type().isNumeric())
                .map(Schema.Field::name)
                .toList();
        List<DoubleStream.Builder> values =
                names.stream().map(_ -> DoubleStream.builder()).toList();
        try (BlockReader reader =
                data.read(names.stream().map(ColumnRequest::number).toList())) {
            for (Block block = reader.next(); block != null; block = reader.next()) {
                for (int c = 0; c < names.size(); c++) {
                    double[] some = new double[block.rowCount()];
                    block.columns().get(c).copyDoubles(0, some.length, some, 0);
                    Arrays.stream(some).forEach(values.get(c)::add);
                }
            }
        }
        Table.Builder table = Table.builder();
        for (int c = 0; c < names.size(); c++) {
            table.column(names.get(c), values.get(c).build().toArray());
        }
        return table.build();
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
