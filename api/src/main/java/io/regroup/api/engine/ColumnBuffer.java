package io.regroup.api.engine;

import io.regroup.api.data.Column;
import io.regroup.api.data.ColumnType;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A growing column of a table in memory, filled from blocks. */
final class ColumnBuffer {

    private final ColumnType type;
    private double[] doubles = new double[0];
    private long[] longs = new long[0];
    private @Nullable String[] texts = new String[0];
    private boolean @Nullable [] missing;
    private int size;

    /** Starts an empty column; numbers are kept as FLOAT64. */
    ColumnBuffer(ColumnType type) {
        this.type = type;
    }

    /** Appends rows of a column: all of them, or those that are picked. */
    void append(Column column, int @Nullable [] picks) {
        int rows = column.size();
        int count = picks == null ? rows : picks.length;
        reserve(size + count);
        switch (type.storage()) {
            case DOUBLE -> {
                if (picks == null) {
                    column.copyDoubles(0, rows, doubles, size);
                } else {
                    double[] block = new double[rows];
                    column.copyDoubles(0, rows, block, 0);
                    for (int i = 0; i < count; i++) {
                        doubles[size + i] = block[picks[i]];
                    }
                }
            }
            case LONG -> {
                if (picks == null) {
                    column.copyLongs(0, rows, longs, size);
                } else {
                    long[] block = new long[rows];
                    column.copyLongs(0, rows, block, 0);
                    for (int i = 0; i < count; i++) {
                        longs[size + i] = block[picks[i]];
                    }
                }
            }
            case STRING -> {
                for (int i = 0; i < count; i++) {
                    texts[size + i] = column.getString(picks == null ? i : picks[i]);
                }
            }
        }
        for (int i = 0; column.mayHaveNulls() && i < count; i++) {
            if (column.isNull(picks == null ? i : picks[i])) {
                missing()[size + i] = true;
            }
        }
        size += count;
    }

    /** Appends another buffer of the same type. */
    void append(ColumnBuffer other) {
        reserve(size + other.size);
        switch (type.storage()) {
            case DOUBLE -> System.arraycopy(other.doubles, 0, doubles, size, other.size);
            case LONG -> System.arraycopy(other.longs, 0, longs, size, other.size);
            case STRING -> System.arraycopy(other.texts, 0, texts, size, other.size);
        }
        if (other.missing != null) {
            System.arraycopy(other.missing, 0, missing(), size, other.size);
        }
        size += other.size;
    }

    private boolean[] missing() {
        boolean[] flags = missing == null ? new boolean[capacity()] : missing;
        missing = flags;
        return flags;
    }

    private int capacity() {
        return Math.max(doubles.length, Math.max(longs.length, texts.length));
    }

    private void reserve(int rows) {
        if (rows <= capacity()) {
            return;
        }
        int capacity = Math.max(rows, capacity() + capacity() / 2);
        switch (type.storage()) {
            case DOUBLE -> doubles = Arrays.copyOf(doubles, capacity);
            case LONG -> longs = Arrays.copyOf(longs, capacity);
            case STRING -> texts = Arrays.copyOf(texts, capacity);
        }
        if (missing != null) {
            missing = Arrays.copyOf(missing, capacity);
        }
    }

    int size() {
        return size;
    }

    /** Returns the column; the buffer must not be used any more. */
    Column column() {
        boolean[] flags = missing == null ? null : Arrays.copyOf(missing, size);
        return switch (type.storage()) {
            case DOUBLE -> Column.ofStored(type, Arrays.copyOf(doubles, size), flags);
            case LONG -> Column.ofStored(type, Arrays.copyOf(longs, size), flags);
            case STRING -> Column.ofStored(type, Arrays.copyOf(texts, size));
        };
    }
}
