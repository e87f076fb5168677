package io.regroup.tables.internal;

import io.regroup.api.data.Column;
import io.regroup.api.data.ColumnRequest;
import io.regroup.api.data.ColumnType;
import io.regroup.api.data.ColumnType.Kind;
import java.util.Arrays;
import java.util.List;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBReadableVector;
import org.jspecify.annotations.Nullable;

/**
 * Moves one requested column from DuckDB's vectors into a reused array, a block at a time: whole vectors are copied, and
 * only those with a null in them are gone through row by row.
 */
abstract class ColumnDecoder {

    private static final int MOST_EXACT_DECIMAL_DIGITS = 15;
    private static final long MOST_EXACT_INTEGER = 1L << 53;

    /** The result columns that this decoder reads, as SQL. */
    private final List<String> expressions;

    private ColumnDecoder(List<String> expressions) {
        this.expressions = expressions;
    }

    /** Makes the decoder for a request; the request has been checked against the schema. */
    static ColumnDecoder of(ColumnRequest request, ColumnType type, int capacity) {
        String name = Sql.name(request.name());
        if (request.access() == ColumnRequest.Access.NUMBER) {
            Kind kind = type.kind();
            if (kind == Kind.INT64) {
                return new LongNumbers(List.of(name), capacity);
            }
            boolean wide = kind == Kind.UINT64
                    || kind == Kind.INT128
                    || kind == Kind.UINT128
                    || (kind == Kind.DECIMAL && type.precision() > MOST_EXACT_DECIMAL_DIGITS);
            return new Numbers(
                    wide
                            ? List.of(DuckDbTypes.nearestDouble(name, type), DuckDbTypes.losesDigits(name, type))
                            : List.of("CAST(" + name + " AS DOUBLE)"),
                    capacity);
        }
        List<String> stored = List.of(DuckDbTypes.stored(name, type));
        return switch (type.storage()) {
            case LONG -> new Longs(stored, type, capacity);
            case DOUBLE -> new Doubles(stored, type, capacity);
            case STRING -> new Strings(stored, type, capacity);
        };
    }

    final List<String> expressions() {
        return expressions;
    }

    /** Appends the rows of a chunk: {@code rows} of them, to go to {@code at} and after. */
    abstract void read(DuckDBDataChunkReader chunk, int firstVector, int rows, int at);

    /** Views the first rows of the array as a column; the next block starts at 0 again. */
    abstract Column column(int rows);

    /** How many numbers so far are not exactly the double that was given. */
    long inexact() {
        return 0;
    }

    /** How many doubles so far, read as they are, are so large that they cannot tell an integer from the next. */
    long large() {
        return 0;
    }

    /** Numbers that DuckDB casts to double. */
    private static final class Numbers extends ColumnDecoder {

        private final double[] values;
        private long inexact;

        Numbers(List<String> expressions, int capacity) {
            super(expressions);
            this.values = new double[capacity];
        }

        @Override
        void read(DuckDBDataChunkReader chunk, int firstVector, int rows, int at) {
            DuckDBReadableVector vector = chunk.vector(firstVector);
            VectorMemory.copy(vector, rows, values, at);
            if (VectorMemory.anyNull(vector, rows)) {
                for (int i = 0; i < rows; i++) {
                    if (vector.isNull(i)) {
                        values[at + i] = Double.NaN;
                    }
                }
            }
            if (expressions().size() > 1) {
                DuckDBReadableVector lost = chunk.vector(firstVector + 1);
                for (int i = 0; i < rows; i++) {
                    inexact += lost.getBoolean(i, false) ? 1 : 0;
                }
            }
        }

        @Override
        Column column(int rows) {
            return Column.of(values).slice(0, rows);
        }

        @Override
        long inexact() {
            return inexact;
        }
    }

    /** 64-bit integers as doubles; checked here, which costs less than a second column. */
    private static final class LongNumbers extends ColumnDecoder {

        private final double[] values;
        private long[] integers = new long[0];
        private long inexact;

        LongNumbers(List<String> expressions, int capacity) {
            super(expressions);
            this.values = new double[capacity];
        }

        @Override
        void read(DuckDBDataChunkReader chunk, int firstVector, int rows, int at) {
            DuckDBReadableVector vector = chunk.vector(firstVector);
            if (integers.length < rows) {
                integers = new long[rows];
            }
            VectorMemory.copy(vector, rows, integers, 0);
            // Bits above the range from -2^53 to 2^53 - 1, in any of the values: rare, so looked for all at once.
            long beyond = 0;
            for (int i = 0; i < rows; i++) {
                long value = integers[i];
                values[at + i] = value;
                beyond |= (value + MOST_EXACT_INTEGER) & -(2 * MOST_EXACT_INTEGER);
            }
            boolean nulls = VectorMemory.anyNull(vector, rows);
            if (beyond == 0 && !nulls) {
                return;
            }
            for (int i = 0; i < rows; i++) {
                if (nulls && vector.isNull(i)) {
                    values[at + i] = Double.NaN;
                } else if (!isExact(integers[i])) {
                    inexact++;
                }
            }
        }

        @Override
        Column column(int rows) {
            return Column.of(values).slice(0, rows);
        }

        @Override
        long inexact() {
            return inexact;
        }
    }

    /** 2^63 as a double goes back to Long.MAX_VALUE, which only looks exact. */
    private static boolean isExact(long value) {
        double number = value;
        return (long) number == value && number != 0x1p63;
    }

    /** Values with a mask of missing ones, which most columns never need. */
    private abstract static class Values extends ColumnDecoder {

        final ColumnType type;
        private final int capacity;
        private boolean @Nullable [] missing;
        private boolean anyMissing;

        Values(List<String> expressions, ColumnType type, int capacity) {
            super(expressions);
            this.type = type;
            this.capacity = capacity;
        }

        final void setMissing(DuckDBReadableVector vector, int rows, int at) {
            if (!VectorMemory.anyNull(vector, rows)) {
                return;
            }
            if (missing == null) {
                missing = new boolean[capacity];
            }
            for (int i = 0; i < rows; i++) {
                missing[at + i] = vector.isNull(i);
            }
            anyMissing = true;
        }

        @Override
        final void read(DuckDBDataChunkReader chunk, int firstVector, int rows, int at) {
            if (at == 0 && anyMissing && missing != null) {
                Arrays.fill(missing, false);
                anyMissing = false;
            }
            read(chunk.vector(firstVector), rows, at);
        }

        abstract void read(DuckDBReadableVector vector, int rows, int at);

        final boolean @Nullable [] missing() {
            return anyMissing ? missing : null;
        }
    }

    private static final class Longs extends Values {

        private final long[] values;

        Longs(List<String> expressions, ColumnType type, int capacity) {
            super(expressions, type, capacity);
            this.values = new long[capacity];
        }

        @Override
        void read(DuckDBReadableVector vector, int rows, int at) {
            VectorMemory.copy(vector, rows, values, at);
            setMissing(vector, rows, at);
        }

        @Override
        Column column(int rows) {
            return Column.ofStored(type, values, missing()).slice(0, rows);
        }
    }

    private static final class Doubles extends Values {

        private final double[] values;
        private long large;

        Doubles(List<String> expressions, ColumnType type, int capacity) {
            super(expressions, type, capacity);
            this.values = new double[capacity];
        }

        @Override
        void read(DuckDBReadableVector vector, int rows, int at) {
            VectorMemory.copy(vector, rows, values, at);
            setMissing(vector, rows, at);
            for (int i = at; i < at + rows; i++) {
                double size = Math.abs(values[i]);
                large += size >= MOST_EXACT_INTEGER && size < Double.POSITIVE_INFINITY ? 1 : 0;
            }
        }

        @Override
        Column column(int rows) {
            return Column.ofStored(type, values, missing()).slice(0, rows);
        }

        @Override
        long large() {
            return large;
        }
    }

    private static final class Strings extends ColumnDecoder {

        private final ColumnType type;
        private final @Nullable String[] values;
        private final RecentStrings recent = new RecentStrings();

        Strings(List<String> expressions, ColumnType type, int capacity) {
            super(expressions);
            this.type = type;
            this.values = new String[capacity];
        }

        @Override
        void read(DuckDBDataChunkReader chunk, int firstVector, int rows, int at) {
            DuckDBReadableVector vector = chunk.vector(firstVector);
            boolean nulls = VectorMemory.anyNull(vector, rows);
            recent.startVector(vector);
            for (int i = 0; i < rows; i++) {
                values[at + i] = nulls && vector.isNull(i) ? null : recent.get(i);
            }
        }

        @Override
        Column column(int rows) {
            return Column.ofStored(type, values).slice(0, rows);
        }
    }
}
