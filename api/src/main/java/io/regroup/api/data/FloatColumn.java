package io.regroup.api.data;

import java.util.Objects;

/** Floating-point values on a {@code float[]}, none missing. */
public final class FloatColumn implements Column {

    private static final ColumnType TYPE = ColumnType.of(ColumnType.Kind.FLOAT32);

    private final float[] values;
    private final int offset;
    private final int size;

    FloatColumn(float[] values, int offset, int size) {
        this.values = values;
        this.offset = offset;
        this.size = size;
    }

    @Override
    public ColumnType type() {
        return TYPE;
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

    @Override
    public void copyDoubles(int from, int to, double[] into, int at) {
        Objects.checkFromToIndex(from, to, size);
        for (int i = from; i < to; i++) {
            into[at + i - from] = values[offset + i];
        }
    }

    @Override
    public void copyLongs(int from, int to, long[] into, int at) {
        throw new UnsupportedOperationException("a FLOAT32 column is not stored as integers");
    }

    @Override
    public String getString(int row) {
        return Float.toString(values[offset + Objects.checkIndex(row, size)]);
    }

    @Override
    public Object get(int row) {
        return (double) values[offset + Objects.checkIndex(row, size)];
    }

    @Override
    public FloatColumn slice(int from, int to) {
        Objects.checkFromToIndex(from, to, size);
        return new FloatColumn(values, offset + from, to - from);
    }
}
