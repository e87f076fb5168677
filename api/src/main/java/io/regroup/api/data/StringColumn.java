package io.regroup.api.data;

import io.regroup.api.InvalidArgumentException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Values stored as text on a {@code String[]}: text itself, UUIDs, and numbers that no primitive type holds. */
public final class StringColumn implements Column {

    private final ColumnType type;
    private final @Nullable String[] values;
    private final int offset;
    private final int size;
    private final byte @Nullable [] codes;

    StringColumn(ColumnType type, @Nullable String[] values, int offset, int size) {
        this(type, values, offset, size, null);
    }

    /** With codes, the row's value is {@code values[codes[row]]}. */
    StringColumn(ColumnType type, @Nullable String[] values, int offset, int size, byte @Nullable [] codes) {
        this.type = type;
        this.values = values;
        this.codes = codes;
        this.offset = offset;
        this.size = size;
    }

    @Override
    public ColumnType type() {
        return type;
    }

    @Override
    public int size() {
        return size;
    }

    private @Nullable String value(int index) {
        return codes == null ? values[index] : values[codes[index]];
    }

    @Override
    public boolean isNull(int row) {
        return value(offset + Objects.checkIndex(row, size)) == null;
    }

    @Override
    public boolean mayHaveNulls() {
        return true;
    }

    @Override
    public void copyDoubles(int from, int to, double[] into, int at) {
        if (!type.isNumeric()) {
            throw new UnsupportedOperationException("a " + type + " column is not numeric");
        }
        Objects.checkFromToIndex(from, to, size);
        for (int i = from; i < to; i++) {
            String value = value(offset + i);
            into[at + i - from] = value == null ? Double.NaN : number(value, i);
        }
    }

    private double number(String value, int row) {
        try {
            return Double.parseDouble(value);
        } catch (NumberFormatException e) {
            throw new InvalidArgumentException(
                    "row " + row + ": expected a number of type " + type + " as text, got " + value
                            + "; store its digits, or say that the column is text",
                    e);
        }
    }

    @Override
    public void copyLongs(int from, int to, long[] into, int at) {
        throw new UnsupportedOperationException("a " + type + " column is not stored as integers");
    }

    @Override
    public @Nullable String getString(int row) {
        return value(offset + Objects.checkIndex(row, size));
    }

    @Override
    public @Nullable Object get(int row) {
        String value = getString(row);
        if (value == null) {
            return null;
        }
        return switch (type.kind()) {
            case UUID -> UUID.fromString(value);
            case DECIMAL -> new BigDecimal(value);
            case UINT64, INT128, UINT128 -> new BigInteger(value);
            default -> value;
        };
    }

    @Override
    public StringColumn slice(int from, int to) {
        Objects.checkFromToIndex(from, to, size);
        return new StringColumn(type, values, offset + from, to - from, codes);
    }
}
