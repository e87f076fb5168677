package io.regroup.api.data;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Integers on an {@code int[]}, none missing. */
public final class IntColumn implements Column {

    private final int[] values;
    private final int offset;
    private final int size;

    IntColumn(int[] values, int offset, int size) {
        this.values = values;
        this.offset = offset;
        this.size = size;
    }

    @Override
    public ColumnType type() {
        return ColumnType.INT32;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public boolean isNull(int row) {
        Objects.checkIndex(row, size);
        return false;
    }

    @Override
    public boolean mayHaveNulls() {
        return false;
    }

    /**
     * Returns the array behind the column, for readers that cannot afford a copy.
     *
     * @return one value per row, not to be changed; null if the column is a part of an array
     */
    public int @Nullable [] direct() {
        return offset == 0 && size == values.length ? values : null;
    }

    @Override
    public void copyDoubles(int from, int to, double[] into, int at) {
        Objects.checkFromToIndex(from, to, size);
        for (int i = from; i < to; i++) {
            into[at + i - from] = values[offset + i];
        }
    }

    @Override
    public void copyLongs(int from, int to, long[] into, int at) {
        Objects.checkFromToIndex(from, to, size);
        for (int i = from; i < to; i++) {
            into[at + i - from] = values[offset + i];
        }
    }

    @Override
    public String getString(int row) {
        return Integer.toString(values[offset + Objects.checkIndex(row, size)]);
    }

    @Override
    public Object get(int row) {
        return (long) values[offset + Objects.checkIndex(row, size)];
    }

    @Override
    public IntColumn slice(int from, int to) {
        Objects.checkFromToIndex(from, to, size);
        return new IntColumn(values, offset + from, to - from);
    }
}
