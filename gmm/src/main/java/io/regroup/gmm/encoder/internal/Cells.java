package io.regroup.gmm.encoder.internal;

import io.regroup.api.data.Column;
import io.regroup.api.data.ColumnType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Values of one type for the rows of a block, as they are stored, each of which may be missing. */
final class Cells {

    private final ColumnType type;
    private final long[] longs;
    private final double[] doubles;
    private final @Nullable String[] texts;
    private final boolean[] missing;
    private final long least;
    private final long greatest;

    Cells(ColumnType type, int capacity) {
        this.type = type;
        this.longs = new long[type.storage() == ColumnType.Storage.LONG ? capacity : 0];
        this.doubles = new double[type.storage() == ColumnType.Storage.DOUBLE ? capacity : 0];
        this.texts = new String[type.storage() == ColumnType.Storage.STRING ? capacity : 0];
        this.missing = new boolean[capacity];
        int bits = switch (type.kind()) {
            case INT8, UINT8 -> Byte.SIZE;
            case INT16, UINT16 -> Short.SIZE;
            case INT32, UINT32 -> Integer.SIZE;
            default -> Long.SIZE;
        };
        boolean unsigned = switch (type.kind()) {
            case UINT8, UINT16, UINT32 -> true;
            default -> false;
        };
        this.least = unsigned ? 0 : Long.MIN_VALUE >> (Long.SIZE - bits);
        this.greatest = unsigned ? (1L << bits) - 1 : Long.MAX_VALUE >> (Long.SIZE - bits);
    }

    /** Makes the first rows missing. */
    void clear(int rows) {
        Arrays.fill(missing, 0, rows, true);
        if (texts.length > 0) {
            Arrays.fill(texts, 0, rows, null);
        }
    }

    void setMissing(int at) {
        missing[at] = true;
        if (texts.length > 0) {
            texts[at] = null;
        }
    }

    /** Takes over a value that is not missing from a column that it {@link #takes}. */
    void copy(Column from, int row, int at) {
        missing[at] = false;
        switch (type.storage()) {
            case LONG -> from.copyLongs(row, row + 1, longs, at);
            case DOUBLE -> from.copyDoubles(row, row + 1, doubles, at);
            case STRING -> texts[at] = from.getString(row);
        }
    }

    /** Tells whether values of a column can be taken over as they are. */
    boolean takes(ColumnType other) {
        return other.storage() == type.storage() || (type.storage() == ColumnType.Storage.DOUBLE && other.isNumeric());
    }

    /** Takes the value of this type that is nearest to a number. */
    void set(double number, int at) {
        missing[at] = false;
        switch (type.storage()) {
            case LONG -> longs[at] = nearestLong(number);
            case DOUBLE -> doubles[at] = nearestDouble(number);
            case STRING -> texts[at] = nearestText(number);
        }
    }

    /** Takes an integer, where integers are stored. */
    void setInteger(long integer, int at) {
        missing[at] = false;
        longs[at] = integer;
    }

    /** Takes a value that {@link StoredText} has read. */
    void set(StoredText.Value value, int at) {
        missing[at] = false;
        switch (type.storage()) {
            case LONG -> longs[at] = value.integer();
            case DOUBLE -> doubles[at] = value.number();
            case STRING -> texts[at] = value.text();
        }
    }

    long nearestLong(double number) {
        return Math.clamp((long) Math.rint(number), least, greatest);
    }

    double nearestDouble(double number) {
        return type.kind() == ColumnType.Kind.FLOAT32 ? (float) number : number;
    }

    String nearestText(double number) {
        boolean decimal = type.kind() == ColumnType.Kind.DECIMAL;
        BigDecimal nearest = new BigDecimal(Math.clamp(number, -Double.MAX_VALUE, Double.MAX_VALUE))
                .setScale(type.scale(), RoundingMode.HALF_EVEN);
        BigInteger most = switch (type.kind()) {
            case DECIMAL -> BigInteger.TEN.pow(type.precision()).subtract(BigInteger.ONE);
            case UINT64 -> BigInteger.TWO.pow(64).subtract(BigInteger.ONE);
            case INT128 -> BigInteger.TWO.pow(127).subtract(BigInteger.ONE);
            default -> BigInteger.TWO.pow(128).subtract(BigInteger.ONE);
        };
        BigInteger fewest =
                decimal ? most.negate() : type.kind() == ColumnType.Kind.INT128 ? most.not() : BigInteger.ZERO;
        return nearest.min(new BigDecimal(most, type.scale()))
                .max(new BigDecimal(fewest, type.scale()))
                .toPlainString();
    }

    /** Views the first rows; valid until the cells change. */
    Column column(int rows) {
        boolean any = false;
        for (int i = 0; i < rows; i++) {
            any |= missing[i];
        }
        return switch (type.storage()) {
            case LONG -> Column.ofStored(type, longs, any ? missing : null).slice(0, rows);
            case DOUBLE -> Column.ofStored(type, doubles, any ? missing : null).slice(0, rows);
            case STRING -> Column.ofStored(type, texts).slice(0, rows);
        };
    }
}
