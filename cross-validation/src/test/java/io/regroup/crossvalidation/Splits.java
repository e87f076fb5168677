package io.regroup.crossvalidation;

import io.regroup.api.data.Column;
import io.regroup.api.data.Table;
import io.regroup.crossvalidation.internal.Tables;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/** Ways to cut a table into parts that are together all of it, as days, files or machines do. */
enum Splits {
    /** Runs of rows of random length, some of them empty. */
    RUNS {
        @Override
        IntUnaryOperator partOfRow(Table table, int parts, SplittableRandom random) {
            int[] borders =
                    random.ints(parts - 1, 0, table.rowCount() + 1).sorted().toArray();
            return row ->
                    (int) Arrays.stream(borders).filter(border -> border <= row).count();
        }
    },
    /** Every row anywhere. */
    ROWS {
        @Override
        IntUnaryOperator partOfRow(Table table, int parts, SplittableRandom random) {
            int[] parted = random.ints(table.rowCount(), 0, parts).toArray();
            return row -> parted[row];
        }
    },
    /** All rows of a group in one part, by the first key. */
    GROUPS {
        @Override
        IntUnaryOperator partOfRow(Table table, int parts, SplittableRandom random) {
            Column key = table.columns().get(0);
            return row -> Math.floorMod(String.valueOf(key.getString(row)).hashCode() * 31, parts);
        }
    };

    abstract IntUnaryOperator partOfRow(Table table, int parts, SplittableRandom random);

    /** Cuts a table; rows keep their order inside each part. */
    List<Table> cut(Table table, int parts, SplittableRandom random) {
        IntUnaryOperator partOfRow = partOfRow(table, parts, random);
        List<Table> tables = new ArrayList<>();
        for (int part = 0; part < parts; part++) {
            int number = part;
            tables.add(Tables.rows(
                    table,
                    IntStream.range(0, table.rowCount())
                            .filter(row -> partOfRow.applyAsInt(row) == number)
                            .toArray()));
        }
        return tables;
    }
}
