package io.regroup.api.data;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Floating-point values on a {@code double[]}. */
public final class DoubleColumn implements Column {

    private final ColumnType type;
    private final double[] values;
    private final int offset;
    private final int size;
    private final boolean @Nullable [] missing;

    DoubleColumn(ColumnType type, double[] values, int offset, int size, boolean @Nullable [] missing) {
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
     * Returns one value.
     *
     * @param row from 0 to {@code size() - 1}
     * @return the value, NaN if missing
     */
    public double getDouble(int row) {
        return isNull(row) ? Double.NaN : values[offset + Objects.checkIndex(row, size)];
    }

    /**
     * Returns the values in a fresh array.
     *
     * @return one double per row, NaN where missing
     */
    public double[] toArray() {
        double[] copy = new double[size];
        copyDoubles(0, size, copy, 0);
        return copy;
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
    public double @Nullable [] direct() {
        return missing == null && offset == 0 && size == values.length ? values : null;
    }

    @Override
    public void copyDoubles(int from, int to, double[] into, int at) {
        Objects.checkFromToIndex(from, to, size);
        System.arraycopy(values, offset + from, into, at, to - from);
        if (missing != null) {
            for (int i = from; i < to; i++) {
                if (missing[offset + i]) {
                    into[at + i - from] = Double.NaN;
                }
            }
        }
    }

    @Override
    public void copyLongs(int from, int to, long[] into, int at) {
        throw new UnsupportedOperationException("a " + type + " column is not stored as integers");
    }

    @Override
    public @Nullable String getString(int row) {
        return isNull(row) ? null : Double.toString(getDouble(row));
    }

    @Override
    public @Nullable Object get(int row) {
        return isNull(row) ? null : (Object) getDouble(row);
    }

    @Override
    public DoubleColumn slice(int from, int to) {
        Objects.checkFromToIndex(from, to, size);
        return new DoubleColumn(type, values, offset + from, to - from, missing);
    }
}
