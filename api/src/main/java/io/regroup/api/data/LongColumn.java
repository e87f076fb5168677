package io.regroup.api.data;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Values stored as 64-bit integers on a {@code long[]}: integers, booleans, dates, times. */
public final class LongColumn implements Column {

    /** The end of a day is a time in SQL, but not a LocalTime. */
    private static final long END_OF_DAY = 86_400_000_000L;

    private final ColumnType type;
    private final long[] values;
    private final int offset;
    private final int size;
    private final boolean @Nullable [] missing;

    LongColumn(ColumnType type, long[] values, int offset, int size, boolean @Nullable [] missing) {
        this.type = type;
        this.values = values;
        this.offset = offset;
        this.size = size;
        this.missing = missing;
    }

    @Override
    public ColumnType type() {
        return type;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public boolean isNull(int row) {
        return missing != null && missing[offset + Objects.checkIndex(row, size)];
    }

    /**
     * Returns one value as stored.
     *
     * @param row from 0 to {@code size() - 1}
     * @return the value, 0 if missing
     */
    public long getLong(int row) {
        return isNull(row) ? 0 : values[offset + Objects.checkIndex(row, size)];
    }

    @Override
    public boolean mayHaveNulls() {
        return missing != null;
    }

    /**
     * Returns the array behind the column, for readers that cannot afford a copy.
     *
     * @return one value per row, not to be changed; null if the column is a part of an array or has missing values
     */
    public long @Nullable [] direct() {
        return missing == null && offset == 0 && size == values.length ? values : null;
    }

    @Override
    public void copyDoubles(int from, int to, double[] into, int at) {
        if (!type.isNumeric()) {
            throw new UnsupportedOperationException("a " + type + " column is not numeric");
        }
        Objects.checkFromToIndex(from, to, size);
        for (int i = from; i < to; i++) {
            into[at + i - from] = missing != null && missing[offset + i] ? Double.NaN : values[offset + i];
        }
    }

    @Override
    public void copyLongs(int from, int to, long[] into, int at) {
        Objects.checkFromToIndex(from, to, size);
        System.arraycopy(values, offset + from, into, at, to - from);
        if (missing != null) {
            for (int i = from; i < to; i++) {
                if (missing[offset + i]) {
                    into[at + i - from] = 0;
                }
            }
        }
    }

    @Override
    public @Nullable String getString(int row) {
        Object value = get(row);
        return value == null ? null : value.toString();
    }

    @Override
    public @Nullable Object get(int row) {
        if (isNull(row)) {
            return null;
        }
        long value = getLong(row);
        return switch (type.kind()) {
            case BOOLEAN -> value != 0;
            case DATE -> LocalDate.ofEpochDay(value);
            case TIME -> value == END_OF_DAY ? "24:00" : LocalTime.ofNanoOfDay(value * 1_000);
            case TIMESTAMP -> dateTime(value, 1_000_000);
            case TIMESTAMP_NANOS -> dateTime(value, 1_000_000_000);
            case TIMESTAMP_UTC -> dateTime(value, 1_000_000).toInstant(ZoneOffset.UTC);
            default -> value;
        };
    }

    private static LocalDateTime dateTime(long sinceEpoch, long unitsPerSecond) {
        long seconds = Math.floorDiv(sinceEpoch, unitsPerSecond);
        long nanos = Math.floorMod(sinceEpoch, unitsPerSecond) * (1_000_000_000 / unitsPerSecond);
        return LocalDateTime.ofInstant(Instant.ofEpochSecond(seconds, nanos), ZoneOffset.UTC);
    }

    @Override
    public LongColumn slice(int from, int to) {
        Objects.checkFromToIndex(from, to, size);
        return new LongColumn(type, values, offset + from, to - from, missing);
    }
}
