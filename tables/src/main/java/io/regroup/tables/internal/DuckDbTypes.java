package io.regroup.tables.internal;

import io.regroup.api.InvalidArgumentException;
import io.regroup.api.data.ColumnType;
import io.regroup.api.data.ColumnType.Kind;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * DuckDB's types and ours, and the SQL between them. Values cross the border as one of four DuckDB types (BIGINT, DOUBLE,
 * VARCHAR, BOOLEAN), because those have fast getters; all else is shaped in SQL, on DuckDB's side.
 *
 * <p>Infinite dates and timestamps, which DuckDB has, cross as the numbers that DuckDB itself keeps for them, beyond every
 * other date, so that they stay distinct and in order.
 */
public final class DuckDbTypes {

    private static final Pattern DECIMAL = Pattern.compile("DECIMAL\\((\\d+),\\s*(\\d+)\\)");
    private static final int MOST_DECIMAL_DIGITS = 38;
    private static final int MOST_EXACT_POWER_OF_TEN = 22; // 1e22 is a double, 1e23 is not
    private static final String INFINITE_DAY = Integer.toString(Integer.MAX_VALUE);
    private static final String INFINITE_TICK = Long.toString(Long.MAX_VALUE);

    private static final Map<String, Kind> KINDS = Map.ofEntries(
            Map.entry("BOOLEAN", Kind.BOOLEAN),
            Map.entry("TINYINT", Kind.INT8),
            Map.entry("SMALLINT", Kind.INT16),
            Map.entry("INTEGER", Kind.INT32),
            Map.entry("BIGINT", Kind.INT64),
            Map.entry("UTINYINT", Kind.UINT8),
            Map.entry("USMALLINT", Kind.UINT16),
            Map.entry("UINTEGER", Kind.UINT32),
            Map.entry("UBIGINT", Kind.UINT64),
            Map.entry("HUGEINT", Kind.INT128),
            Map.entry("UHUGEINT", Kind.UINT128),
            Map.entry("FLOAT", Kind.FLOAT32),
            Map.entry("DOUBLE", Kind.FLOAT64),
            Map.entry("VARCHAR", Kind.STRING),
            Map.entry("UUID", Kind.UUID),
            Map.entry("DATE", Kind.DATE),
            Map.entry("TIME", Kind.TIME),
            Map.entry("TIMESTAMP", Kind.TIMESTAMP),
            Map.entry("TIMESTAMP_S", Kind.TIMESTAMP),
            Map.entry("TIMESTAMP_MS", Kind.TIMESTAMP),
            Map.entry("TIMESTAMP_NS", Kind.TIMESTAMP_NANOS),
            Map.entry("TIMESTAMP WITH TIME ZONE", Kind.TIMESTAMP_UTC));

    private DuckDbTypes() {}

    /**
     * Translates a type.
     *
     * @param type as DuckDB writes it
     * @return ours; OTHER for lists, structs, blobs, intervals and the like
     */
    public static ColumnType of(String type) {
        Matcher decimal = DECIMAL.matcher(type);
        if (decimal.matches()) {
            return ColumnType.decimal(Integer.parseInt(decimal.group(1)), Integer.parseInt(decimal.group(2)));
        }
        if (type.startsWith("ENUM(") && type.endsWith(")")) {
            return ColumnType.STRING;
        }
        return ColumnType.of(KINDS.getOrDefault(type, Kind.OTHER));
    }

    /**
     * Writes the SQL that gives a column's values as they are stored on our side.
     *
     * @param name the column as an SQL identifier
     * @param type its type
     * @return an expression of type BIGINT, DOUBLE or VARCHAR, by the type's storage
     */
    static String stored(String name, ColumnType type) {
        return switch (type.kind()) {
            case DATE -> finite(name, "date_diff('day', DATE '1970-01-01', " + name + ")", "DATE", INFINITE_DAY);
            case TIME -> "epoch_us(" + name + ")";
            case TIMESTAMP -> {
                String micros = "CAST(" + name + " AS TIMESTAMP)";
                yield finite(micros, "epoch_us(" + micros + ")", "TIMESTAMP", INFINITE_TICK);
            }
            case TIMESTAMP_NANOS -> finite(name, "epoch_ns(" + name + ")", "TIMESTAMP_NS", INFINITE_TICK);
            case TIMESTAMP_UTC -> finite(name, "epoch_us(" + name + ")", "TIMESTAMPTZ", INFINITE_TICK);
            default ->
                switch (type.storage()) {
                    case LONG -> "CAST(" + name + " AS BIGINT)";
                    case DOUBLE -> "CAST(" + name + " AS DOUBLE)";
                    case STRING -> "CAST(" + name + " AS VARCHAR)";
                };
        };
    }

    /**
     * Writes the SQL that orders rows by a column as keys are ordered: text by code point, which is the order of its bytes,
     * NaN after all numbers, both zeros equal, missing values last.
     *
     * @param name the column as an SQL identifier
     * @param type its type, no OTHER
     * @return an item of ORDER BY
     */
    public static String ascending(String name, ColumnType type) {
        // an ENUM would come in the order of its declaration
        return (type.kind() == Kind.STRING ? "CAST(" + name + " AS VARCHAR)" : name) + " ASC NULLS LAST";
    }

    private static String finite(String value, String ticks, String type, String infinite) {
        return "CASE WHEN isinf(" + value + ") THEN CASE WHEN " + value + " > " + type + " '1970-01-01' THEN "
                + infinite + " ELSE -" + infinite + " END ELSE " + ticks + " END";
    }

    /**
     * Writes the SQL that makes a value of DuckDB's type from what {@link #stored} gave.
     *
     * @param column the column's name for messages
     * @param value an expression of type BIGINT, DOUBLE or VARCHAR, by the type's storage
     * @param type the type to make
     * @return an expression
     * @throws InvalidArgumentException if DuckDB has no such type
     */
    static String restored(String column, String value, ColumnType type) {
        return switch (type.kind()) {
            case FLOAT64, STRING -> value;
            case DATE -> "make_date(CAST(" + value + " AS INTEGER))";
            case TIME ->
                "CASE WHEN " + value + " = 86400000000 THEN TIME '24:00:00' ELSE TIME '00:00:00' + to_microseconds("
                        + value + ") END";
            case TIMESTAMP -> ticks(value, "make_timestamp", "TIMESTAMP");
            case TIMESTAMP_NANOS -> ticks(value, "make_timestamp_ns", "TIMESTAMP_NS");
            case TIMESTAMP_UTC -> ticks(value, "make_timestamptz", "TIMESTAMPTZ");
            case OTHER ->
                throw new InvalidArgumentException("column " + column + ": type " + type + " cannot be written");
            case DECIMAL -> {
                if (type.precision() > MOST_DECIMAL_DIGITS) {
                    throw new InvalidArgumentException("column " + column + ": expected at most " + MOST_DECIMAL_DIGITS
                            + " decimal digits, got " + type + "; convert it to text or to a double");
                }
                yield "CAST(" + value + " AS " + name(type) + ")";
            }
            default -> "CAST(" + value + " AS " + name(type) + ")";
        };
    }

    private static String ticks(String value, String make, String type) {
        return "CASE WHEN " + value + " = " + INFINITE_TICK + " THEN " + type + " 'infinity' WHEN " + value + " = -"
                + INFINITE_TICK + " THEN " + type + " '-infinity' ELSE " + make + "(" + value + ") END";
    }

    /** Writes the type as DuckDB does. */
    static String name(ColumnType type) {
        return switch (type.kind()) {
            case BOOLEAN -> "BOOLEAN";
            case INT8 -> "TINYINT";
            case INT16 -> "SMALLINT";
            case INT32 -> "INTEGER";
            case INT64 -> "BIGINT";
            case UINT8 -> "UTINYINT";
            case UINT16 -> "USMALLINT";
            case UINT32 -> "UINTEGER";
            case UINT64 -> "UBIGINT";
            case INT128 -> "HUGEINT";
            case UINT128 -> "UHUGEINT";
            case DECIMAL -> "DECIMAL(" + type.precision() + "," + type.scale() + ")";
            case FLOAT32 -> "FLOAT";
            case FLOAT64 -> "DOUBLE";
            case STRING -> "VARCHAR";
            case UUID -> "UUID";
            case DATE -> "DATE";
            case TIME -> "TIME";
            case TIMESTAMP -> "TIMESTAMP";
            case TIMESTAMP_NANOS -> "TIMESTAMP_NS";
            case TIMESTAMP_UTC -> "TIMESTAMPTZ";
            case OTHER -> throw new IllegalArgumentException("no cast to " + type);
        };
    }

    /**
     * Writes the SQL that gives a wide number as the nearest double. DuckDB's own cast of 128-bit integers and long
     * decimals can be off by one unit in the last place; through text it is not, but slow, so only where needed.
     *
     * @param name the column as an SQL identifier
     * @param type UINT64, INT128, UINT128 or DECIMAL
     * @return an expression of type DOUBLE
     */
    static String nearestDouble(String name, ColumnType type) {
        String cast = "CAST(" + name + " AS DOUBLE)";
        String throughText = "CAST(CAST(" + name + " AS VARCHAR) AS DOUBLE)";
        if (type.kind() == Kind.UINT64) {
            return cast;
        }
        if (type.scale() > MOST_EXACT_POWER_OF_TEN) {
            return throughText;
        }
        return "CASE WHEN " + isShort(name, type) + " THEN " + cast + " ELSE " + throughText + " END";
    }

    /**
     * Writes the SQL that tells whether a wide number loses digits as a double.
     *
     * @param name the column as an SQL identifier
     * @param type UINT64, INT128, UINT128 or DECIMAL
     * @return an expression of type BOOLEAN
     */
    static String losesDigits(String name, ColumnType type) {
        String nearest = nearestDouble(name, type);
        // A decimal survives if the double's shortest text has all its digits; an integer if the double is that
        // integer.
        String back = type.kind() == Kind.DECIMAL
                ? "TRY_CAST(CAST(" + nearest + " AS VARCHAR) AS " + name(type) + ")"
                : "TRY_CAST(" + nearest + " AS " + (type.kind() == Kind.UINT128 ? "UHUGEINT" : "HUGEINT") + ")";
        return "CASE WHEN " + isShort(name, type) + " THEN false ELSE " + back + " IS DISTINCT FROM " + name + " END";
    }

    /** True for null and for at most 15 digits, which every double keeps. */
    private static String isShort(String name, ColumnType type) {
        String limit = type.kind() == Kind.DECIMAL
                ? "CAST('" + decimalPoint("999999999999999", type.scale()) + "' AS " + name(type) + ")"
                : "999999999999999";
        String low = type.kind() == Kind.UINT64 || type.kind() == Kind.UINT128 ? "0" : "-" + limit;
        return "(" + name + " IS NULL OR " + name + " BETWEEN " + low + " AND " + limit + ")";
    }

    private static String decimalPoint(String digits, int scale) {
        String padded = "0".repeat(Math.max(0, scale + 1 - digits.length())) + digits;
        int point = padded.length() - scale;
        return scale == 0 ? padded : padded.substring(0, point) + "." + padded.substring(point);
    }
}
