package io.regroup.api.data;

import io.regroup.api.InvalidArgumentException;
import io.regroup.api.internal.Codes;
import org.jspecify.annotations.Nullable;

/**
 * The values of one column, or of a run of rows of one. Implementations are views on arrays: nothing is copied to make
 * one, and none of the methods changes it. A column is not safe against a caller who writes to the array behind it.
 *
 * <p>Bulk copies exist because they are what hot loops use; the one-value methods serve display, tests and writers.
 */
public sealed interface Column permits DoubleColumn, FloatColumn, LongColumn, IntColumn, StringColumn {

    /**
     * Returns the logical type.
     *
     * @return the type
     */
    ColumnType type();

    /**
     * Returns the number of rows.
     *
     * @return the length, at least 0
     */
    int size();

    /**
     * Tells whether a value is missing. A NaN is a value, not a missing one.
     *
     * @param row from 0 to {@code size() - 1}
     * @return true if there is no value
     */
    boolean isNull(int row);

    /**
     * Tells whether it is worth asking {@link #isNull} row by row.
     *
     * @return false only if no value is missing
     */
    boolean mayHaveNulls();

    /**
     * Copies values as doubles: a missing value becomes NaN.
     *
     * @param from the first row
     * @param to the row after the last
     * @param into receives the values
     * @param at where in {@code into} the first one goes
     * @throws UnsupportedOperationException if the column is not numeric
     * @throws InvalidArgumentException if a number that is stored as text is none
     */
    void copyDoubles(int from, int to, double[] into, int at);

    /**
     * Copies values as stored 64-bit integers (see {@link ColumnType.Kind}); a missing value becomes 0, ask
     * {@link #isNull}.
     *
     * @param from the first row
     * @param to the row after the last
     * @param into receives the values
     * @param at where in {@code into} the first one goes
     * @throws UnsupportedOperationException if the column is not stored as integers
     */
    void copyLongs(int from, int to, long[] into, int at);

    /**
     * Returns one value as text, as stored.
     *
     * @param row from 0 to {@code size() - 1}
     * @return the text, or null if missing
     */
    @Nullable
    String getString(int row);

    /**
     * Returns one value as the Java object that fits its type best: Boolean, Long, Double, String, UUID, BigDecimal,
     * BigInteger, LocalDate, LocalTime (the text {@code 24:00} at the end of a day), LocalDateTime or Instant.
     *
     * @param row from 0 to {@code size() - 1}
     * @return the value, or null if missing
     */
    @Nullable
    Object get(int row);

    /**
     * Returns a view of a run of rows.
     *
     * @param from the first row
     * @param to the row after the last
     * @return a column of {@code to - from} rows on the same arrays
     * @throws IndexOutOfBoundsException if the run is not inside this column
     */
    Column slice(int from, int to);

    /**
     * Views doubles; a NaN is a NaN.
     *
     * @param values kept, not copied
     * @return a column of type {@link ColumnType#FLOAT64}
     */
    static DoubleColumn of(double... values) {
        return new DoubleColumn(ColumnType.FLOAT64, values, 0, values.length, null);
    }

    /**
     * Views floats.
     *
     * @param values kept, not copied
     * @return a column of type FLOAT32
     */
    static FloatColumn of(float... values) {
        return new FloatColumn(values, 0, values.length);
    }

    /**
     * Views longs.
     *
     * @param values kept, not copied
     * @return a column of type {@link ColumnType#INT64}
     */
    static LongColumn of(long... values) {
        return new LongColumn(ColumnType.INT64, values, 0, values.length, null);
    }

    /**
     * Views ints.
     *
     * @param values kept, not copied
     * @return a column of type {@link ColumnType#INT32}
     */
    static IntColumn of(int... values) {
        return new IntColumn(values, 0, values.length);
    }

    /**
     * Views strings.
     *
     * @param values kept, not copied; null is a missing value
     * @return a column of type {@link ColumnType#STRING}
     */
    static StringColumn of(@Nullable String... values) {
        return new StringColumn(ColumnType.STRING, values, 0, values.length);
    }

    /**
     * Views strings of which few are distinct.
     *
     * @param codes which of the strings each row has, kept, not copied
     * @param values at most 128 strings, kept, not copied; null is a missing value
     * @return a column of type {@link ColumnType#STRING}
     * @throws InvalidArgumentException if there are more strings, or a code is that of none
     */
    static StringColumn ofCodes(byte[] codes, @Nullable String... values) {
        if (values.length > Codes.MOST) {
            throw new InvalidArgumentException("values: expected at most " + Codes.MOST + " strings, got "
                    + values.length + "; use of(values) with one string per row");
        }
        boolean fine = Codes.areBelow(codes, values.length);
        for (int row = 0; !fine && row < codes.length; row++) {
            if (codes[row] < 0 || codes[row] >= values.length) {
                throw new InvalidArgumentException("codes: expected 0 to " + (values.length - 1) + ", got " + codes[row]
                        + " in row " + row + "; number the strings from 0");
            }
        }
        return new StringColumn(ColumnType.STRING, values, 0, codes.length, codes);
    }

    /**
     * Copies booleans.
     *
     * @param values true or false
     * @return a column of type {@link ColumnType#BOOLEAN}
     */
    static LongColumn of(boolean... values) {
        long[] stored = new long[values.length];
        for (int i = 0; i < values.length; i++) {
            stored[i] = values[i] ? 1 : 0;
        }
        return new LongColumn(ColumnType.BOOLEAN, stored, 0, stored.length, null);
    }

    /**
     * Views values that are stored as 64-bit integers: dates, times, integers of any width, some missing.
     *
     * @param type a type whose storage is {@link ColumnType.Storage#LONG}
     * @param values kept, not copied
     * @param missing true where there is no value, kept, not copied; null when none is missing
     * @return the column
     * @throws InvalidArgumentException if the type is stored otherwise or the lengths differ
     */
    static LongColumn ofStored(ColumnType type, long[] values, boolean @Nullable [] missing) {
        requireStorage(type, ColumnType.Storage.LONG);
        requireSameLength(values.length, missing);
        return new LongColumn(type, values, 0, values.length, missing);
    }

    /**
     * Views doubles, some missing. A missing value and a NaN are two different keys, but both are unusable numbers.
     *
     * @param type FLOAT64 or FLOAT32
     * @param values kept, not copied
     * @param missing true where there is no value, kept, not copied; null when none is missing
     * @return the column
     * @throws InvalidArgumentException if the type is stored otherwise or the lengths differ
     */
    static DoubleColumn ofStored(ColumnType type, double[] values, boolean @Nullable [] missing) {
        requireStorage(type, ColumnType.Storage.DOUBLE);
        requireSameLength(values.length, missing);
        return new DoubleColumn(type, values, 0, values.length, missing);
    }

    /**
     * Views values that are stored as text.
     *
     * @param type a type whose storage is {@link ColumnType.Storage#STRING}
     * @param values kept, not copied; null is a missing value
     * @return the column
     * @throws InvalidArgumentException if the type is stored otherwise
     */
    static StringColumn ofStored(ColumnType type, @Nullable String[] values) {
        requireStorage(type, ColumnType.Storage.STRING);
        return new StringColumn(type, values, 0, values.length);
    }

    private static void requireStorage(ColumnType type, ColumnType.Storage storage) {
        if (type.storage() != storage) {
            throw new InvalidArgumentException(
                    "column type " + type + ": stored as " + type.storage() + ", got " + storage + " values");
        }
    }

    private static void requireSameLength(int length, boolean @Nullable [] missing) {
        if (missing != null && missing.length != length) {
            throw new InvalidArgumentException(
                    "missing: expected length " + length + " (values), got " + missing.length);
        }
    }
}
