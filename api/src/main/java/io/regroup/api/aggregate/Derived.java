package io.regroup.api.aggregate;

import io.regroup.api.data.Column;
import io.regroup.api.data.ColumnRequest;
import io.regroup.api.data.ColumnType;
import org.jspecify.annotations.Nullable;

/** A column that is made from one of the input as rows are read. */
sealed interface Derived {

    /** Returns its type. */
    ColumnType type();

    /** Returns what it is made from; null if row numbers are enough. */
    @Nullable
    ColumnRequest source();

    /**
     * Makes a run of rows of it.
     *
     * @param values the source's values of these rows, of any column if there is none
     * @param firstRow the number of the first of these rows in the dataset
     */
    Column of(Column values, long firstRow);

    /** Numbers of rows, from 0. */
    record RowNumber() implements Derived {

        @Override
        public ColumnType type() {
            return ColumnType.FLOAT64;
        }

        @Override
        public @Nullable ColumnRequest source() {
            return null;
        }

        @Override
        public Column of(Column values, long firstRow) {
            double[] numbers = new double[values.size()];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = firstRow + i;
            }
            return Column.of(numbers);
        }
    }

    /** Numbers of rows that are no longer in their order, from a column that has kept them. */
    record KeptRowNumber(String column) implements Derived {

        @Override
        public ColumnType type() {
            return ColumnType.FLOAT64;
        }

        @Override
        public ColumnRequest source() {
            return ColumnRequest.number(column);
        }

        @Override
        public Column of(Column values, long firstRow) {
            double[] numbers = new double[values.size()];
            values.copyDoubles(0, numbers.length, numbers, 0);
            return Column.of(numbers);
        }
    }

    /** Numbers of bins, missing outside of them. */
    record BinNumber(String column, Bins bins) implements Derived {

        @Override
        public ColumnType type() {
            return ColumnType.INT64;
        }

        @Override
        public ColumnRequest source() {
            return ColumnRequest.number(column);
        }

        @Override
        public Column of(Column values, long firstRow) {
            double[] numbers = new double[values.size()];
            values.copyDoubles(0, numbers.length, numbers, 0);
            long[] found = new long[numbers.length];
            boolean[] missing = new boolean[numbers.length];
            boolean gaps = false;
            for (int i = 0; i < numbers.length; i++) {
                found[i] = bins.of(numbers[i]);
                missing[i] = found[i] == Bins.NONE;
                gaps |= missing[i];
            }
            return Column.ofStored(ColumnType.INT64, found, gaps ? missing : null);
        }
    }

    /** Booleans, dates and times as the numbers that they are stored as. */
    record Stored(String column) implements Derived {

        @Override
        public ColumnType type() {
            return ColumnType.INT64;
        }

        @Override
        public ColumnRequest source() {
            return ColumnRequest.value(column);
        }

        @Override
        public Column of(Column values, long firstRow) {
            long[] numbers = new long[values.size()];
            values.copyLongs(0, numbers.length, numbers, 0);
            return Column.ofStored(ColumnType.INT64, numbers, gaps(values));
        }
    }

    /** Values of which only their being there matters. */
    record Presence(String column) implements Derived {

        @Override
        public ColumnType type() {
            return ColumnType.INT64;
        }

        @Override
        public ColumnRequest source() {
            return ColumnRequest.value(column);
        }

        @Override
        public Column of(Column values, long firstRow) {
            return Column.ofStored(ColumnType.INT64, new long[values.size()], gaps(values));
        }
    }

    private static boolean @Nullable [] gaps(Column values) {
        if (!values.mayHaveNulls()) {
            return null;
        }
        boolean[] missing = new boolean[values.size()];
        for (int i = 0; i < missing.length; i++) {
            missing[i] = values.isNull(i);
        }
        return missing;
    }
}
