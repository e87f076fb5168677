package io.regroup.api.aggregate;

import io.regroup.api.InvalidArgumentException;
import io.regroup.api.data.Column;
import io.regroup.api.data.ColumnType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Values of key columns as they are stored: a Long, a Double or a String, null for a missing one. */
final class KeyValues {

    private KeyValues() {}

    /** Reads a value. */
    static @Nullable Object stored(Column column, int row) {
        if (column.isNull(row)) {
            return null;
        }
        return switch (column.type().storage()) {
            case LONG -> {
                long[] value = new long[1];
                column.copyLongs(row, row + 1, value, 0);
                yield value[0];
            }
            case DOUBLE -> {
                double[] value = new double[1];
                column.copyDoubles(row, row + 1, value, 0);
                yield value[0] + 0.0; // -0.0 is 0.0
            }
            case STRING -> column.getString(row);
        };
    }

    /**
     * Reads a value that somebody wrote.
     *
     * @param key the key column, for messages
     * @throws InvalidArgumentException if it is not of the column's type
     */
    static Object parse(String key, ColumnType type, Object given) {
        String text = given.toString().strip();
        try {
            return switch (type.kind()) {
                case BOOLEAN -> truth(text);
                case INT8, INT16, INT32, INT64, UINT8, UINT16, UINT32 -> Long.parseLong(text);
                case UINT64, INT128, UINT128 -> new BigInteger(text).toString();
                case DECIMAL -> new BigDecimal(text).setScale(type.scale()).toPlainString();
                case FLOAT32 -> (double) Float.parseFloat(text) + 0.0;
                case FLOAT64 -> Double.parseDouble(text) + 0.0;
                case STRING -> given.toString();
                case UUID -> UUID.fromString(text).toString();
                case DATE -> LocalDate.parse(text).toEpochDay();
                case TIME -> ChronoUnit.MICROS.between(LocalTime.MIN, LocalTime.parse(text));
                case TIMESTAMP -> sinceEpoch(time(text), ChronoUnit.MICROS);
                case TIMESTAMP_NANOS -> sinceEpoch(time(text), ChronoUnit.NANOS);
                case TIMESTAMP_UTC -> ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(text));
                case OTHER -> throw new IllegalArgumentException("no key can be of this type");
            };
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
            throw new InvalidArgumentException(
                    "expected group " + key + " = " + text + ": the column is of type " + type + "; give values of it",
                    e);
        }
    }

    private static long truth(String text) {
        return switch (text) {
            case "true" -> 1;
            case "false" -> 0;
            default -> throw new IllegalArgumentException("neither true nor false");
        };
    }

    private static LocalDateTime time(String text) {
        return LocalDateTime.parse(text.replace(' ', 'T'));
    }

    private static long sinceEpoch(LocalDateTime time, ChronoUnit unit) {
        return unit.between(LocalDateTime.ofEpochSecond(0, 0, ZoneOffset.UTC), time);
    }

    /** Returns the order in which keys of a type ascend: missing ones last. */
    static Comparator<@Nullable Object> order(ColumnType type) {
        Comparator<Object> values = switch (type.storage()) {
            case LONG -> Comparator.comparing(value -> (Long) value);
            case DOUBLE -> Comparator.comparing(value -> (Double) value);
            case STRING ->
                type.isNumeric()
                        ? Comparator.comparing(value -> new BigDecimal((String) value))
                        : (a, b) -> compareCodePoints((String) a, (String) b);
        };
        return Comparator.nullsLast(values);
    }

    private static int compareCodePoints(String a, String b) {
        for (int i = 0; i < Math.min(a.length(), b.length()); i++) {
            char one = a.charAt(i);
            char other = b.charAt(i);
            if (one != other) {
                // a surrogate stands for a code point beyond all others
                return Character.isSurrogate(one) == Character.isSurrogate(other)
                        ? Character.compare(one, other)
                        : Boolean.compare(Character.isSurrogate(one), Character.isSurrogate(other));
            }
        }
        return Integer.compare(a.length(), b.length());
    }

    /** Makes a column of values as stored. */
    static Column column(ColumnType type, List<? extends @Nullable Object> values) {
        boolean[] missing = new boolean[values.size()];
        boolean anyMissing = false;
        for (int i = 0; i < missing.length; i++) {
            missing[i] = values.get(i) == null;
            anyMissing |= missing[i];
        }
        boolean[] gaps = anyMissing ? missing : null;
        return switch (type.storage()) {
            case LONG ->
                Column.ofStored(
                        type,
                        values.stream()
                                .mapToLong(value -> value == null ? 0 : (Long) value)
                                .toArray(),
                        gaps);
            case DOUBLE ->
                Column.ofStored(
                        type,
                        values.stream()
                                .mapToDouble(value -> value == null ? 0 : (Double) value)
                                .toArray(),
                        gaps);
            case STRING ->
                Column.ofStored(
                        type, values.stream().map(value -> (String) value).toArray(String[]::new));
        };
    }
}
