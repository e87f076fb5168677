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
        int count = picks == null ? column.size() : picks.length;
        if (size + count > capacity()) {
            reserve(Math.max(size + count, capacity() + capacity() / 2));
        }
        put(column, picks, size);
        size += count;
    }

    /** Appends so many rows without values; returns the place of the first one. */
    int extend(int rows) {
        int first = size;
        reserve(size + rows);
        size += rows;
        return first;
    }

    /** Writes rows of a column to a place that there is room for; several threads may, to places of their own. */
    void put(Column column, int @Nullable [] picks, int at) {
        int rows = column.size();
        int count = picks == null ? rows : picks.length;
        switch (type.storage()) {
            case DOUBLE -> {
                if (picks == null) {
                    column.copyDoubles(0, rows, doubles, at);
                } else {
                    double[] block = new double[rows];
                    column.copyDoubles(0, rows, block, 0);
                    for (int i = 0; i < count; i++) {
                        doubles[at + i] = block[picks[i]];
                    }
                }
            }
            case LONG -> {
                if (picks == null) {
                    column.copyLongs(0, rows, longs, at);
                } else {
                    long[] block = new long[rows];
                    column.copyLongs(0, rows, block, 0);
                    for (int i = 0; i < count; i++) {
                        longs[at + i] = block[picks[i]];
                    }
                }
            }
            case STRING -> {
                for (int i = 0; i < count; i++) {
                    texts[at + i] = column.getString(picks == null ? i : picks[i]);
                }
            }
        }
        for (int i = 0; column.mayHaveNulls() && i < count; i++) {
            if (column.isNull(picks == null ? i : picks[i])) {
                missing()[at + i] = true;
            }
        }
    }

    private synchronized boolean[] missing() {
        boolean[] flags = missing == null ? new boolean[capacity()] : missing;
        missing = flags;
        return flags;
    }

    private int capacity() {
        return Math.max(doubles.length, Math.max(longs.length, texts.length));
    }

    private void reserve(int rows) {
        switch (type.storage()) {
            case DOUBLE -> doubles = Arrays.copyOf(doubles, rows);
            case LONG -> longs = Arrays.copyOf(longs, rows);
            case STRING -> texts = Arrays.copyOf(texts, rows);
        }
        if (missing != null) {
            missing = Arrays.copyOf(missing, rows);
        }
    }

    int size() {
        return size;
    }

    /** Returns the column; the buffer must not be used any more. */
    Column column() {
        if (size < capacity()) {
            reserve(size);
        }
        return switch (type.storage()) {
            case DOUBLE -> Column.ofStored(type, doubles, missing);
            case LONG -> Column.ofStored(type, longs, missing);
            case STRING -> Column.ofStored(type, texts);
        };
    }
}
