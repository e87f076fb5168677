package io.regroup.api.data;

import io.regroup.api.InvalidArgumentException;
import java.io.Serializable;
import java.util.Objects;

/**
 * The logical type of a column. Keys keep it from the input to the result; features, targets and weights are
 * widened to double whatever numeric type they have.
 *
 * @param kind what the values are
 * @param precision total decimal digits of a {@link Kind#DECIMAL}, 0 otherwise
 * @param scale digits after the point of a {@link Kind#DECIMAL}, 0 otherwise
 */
public record ColumnType(Kind kind, int precision, int scale) implements Serializable {

    /** How a column's values are held in memory. */
    public enum Storage {
        /** 64-bit integers whose signed order is the order of the values. */
        LONG,
        /** IEEE 754 doubles. */
        DOUBLE,
        /** Strings. */
        STRING
    }

    /** What a value is; the comment says how it is stored. */
    public enum Kind {
        /** 0 or 1. */
        BOOLEAN(Storage.LONG, false),
        /** A signed 8-bit integer. */
        INT8(Storage.LONG, true),
        /** A signed 16-bit integer. */
        INT16(Storage.LONG, true),
        /** A signed 32-bit integer. */
        INT32(Storage.LONG, true),
        /** A signed 64-bit integer. */
        INT64(Storage.LONG, true),
        /** An unsigned 8-bit integer. */
        UINT8(Storage.LONG, true),
        /** An unsigned 16-bit integer. */
        UINT16(Storage.LONG, true),
        /** An unsigned 32-bit integer. */
        UINT32(Storage.LONG, true),
        /** An unsigned 64-bit integer, as its decimal digits. */
        UINT64(Storage.STRING, true),
        /** A signed 128-bit integer, as its decimal digits. */
        INT128(Storage.STRING, true),
        /** An unsigned 128-bit integer, as its decimal digits. */
        UINT128(Storage.STRING, true),
        /** A decimal number of fixed scale, as its plain decimal digits. */
        DECIMAL(Storage.STRING, true),
        /** A 32-bit floating-point number. */
        FLOAT32(Storage.DOUBLE, true),
        /** A 64-bit floating-point number. */
        FLOAT64(Storage.DOUBLE, true),
        /** Text, ordered by Unicode code point. */
        STRING(Storage.STRING, false),
        /** A UUID in its canonical lower-case text form. */
        UUID(Storage.STRING, false),
        /** Days since 1970-01-01. */
        DATE(Storage.LONG, false),
        /** Microseconds since midnight. */
        TIME(Storage.LONG, false),
        /** Microseconds since 1970-01-01T00:00, no time zone. */
        TIMESTAMP(Storage.LONG, false),
        /** Nanoseconds since 1970-01-01T00:00, no time zone. */
        TIMESTAMP_NANOS(Storage.LONG, false),
        /** Microseconds since 1970-01-01T00:00Z. */
        TIMESTAMP_UTC(Storage.LONG, false),
        /** Something that can be neither a key nor a number, such as a list; carried in schemas only. */
        OTHER(Storage.STRING, false);

        private final Storage storage;
        private final boolean numeric;

        Kind(Storage storage, boolean numeric) {
            this.storage = storage;
            this.numeric = numeric;
        }
    }

    /** True or false. */
    public static final ColumnType BOOLEAN = of(Kind.BOOLEAN);
    /** Signed 32-bit integers. */
    public static final ColumnType INT32 = of(Kind.INT32);
    /** Signed 64-bit integers. */
    public static final ColumnType INT64 = of(Kind.INT64);
    /** 64-bit floating-point numbers. */
    public static final ColumnType FLOAT64 = of(Kind.FLOAT64);
    /** Text. */
    public static final ColumnType STRING = of(Kind.STRING);

    /**
     * Checks the parts.
     *
     * @throws InvalidArgumentException if precision or scale is given for anything but a decimal, or is out of range
     */
    public ColumnType {
        Objects.requireNonNull(kind, "kind");
        if (kind == Kind.DECIMAL ? precision < 1 || scale < 0 || scale > precision : precision != 0 || scale != 0) {
            throw new InvalidArgumentException(
                    "column type " + kind + ": precision " + precision + " and scale " + scale + " do not fit");
        }
    }

    /**
     * Returns the type of a kind that has no parameters.
     *
     * @param kind any kind but {@link Kind#DECIMAL}
     * @return the type
     */
    public static ColumnType of(Kind kind) {
        return new ColumnType(kind, 0, 0);
    }

    /**
     * Returns a decimal type.
     *
     * @param precision total digits, at least 1
     * @param scale digits after the point, 0 to {@code precision}
     * @return the type
     */
    public static ColumnType decimal(int precision, int scale) {
        return new ColumnType(Kind.DECIMAL, precision, scale);
    }

    /**
     * Tells how values of this type are held.
     *
     * @return the storage
     */
    public Storage storage() {
        return kind.storage;
    }

    /**
     * Tells whether a column of this type can be a feature, a target, a weight or a median.
     *
     * @return true for integers, decimals and floating-point numbers
     */
    public boolean isNumeric() {
        return kind.numeric;
    }

    /**
     * Tells whether rows can be grouped by a column of this type.
     *
     * @return true for everything but {@link Kind#OTHER}
     */
    public boolean isKey() {
        return kind != Kind.OTHER;
    }

    @Override
    public String toString() {
        return kind == Kind.DECIMAL ? "DECIMAL(" + precision + "," + scale + ")" : kind.name();
    }
}
