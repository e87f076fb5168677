package io.regroup.tables.internal;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import org.duckdb.DuckDBWritableVector;
import org.jspecify.annotations.Nullable;

/**
 * Writes Java strings into VARCHAR vectors. Few distinct texts, such as a status, are handed to DuckDB once per vector;
 * after that the cell is copied, and with it the address of a long text, which lives as long as the vector.
 */
final class RepeatedStrings {

    private static final int REMEMBERED = 8;

    private final @Nullable String[] texts = new String[REMEMBERED];
    private final int[] rows = new int[REMEMBERED];
    private int next;
    private @Nullable DuckDBWritableVector vector;
    private ByteBuffer cells = ByteBuffer.allocate(0);

    /** Turns to another vector. */
    void startVector(DuckDBWritableVector to) {
        vector = to;
        cells = VectorMemory.cells(to);
        Arrays.fill(texts, null);
    }

    /** Writes a text into a row that has not been written yet. */
    void put(int row, String text) {
        for (int i = 0; i < REMEMBERED; i++) {
            if (text.equals(texts[i])) {
                int from = rows[i] * StringCell.BYTES;
                int to = row * StringCell.BYTES;
                cells.putLong(to, cells.getLong(from));
                cells.putLong(to + Long.BYTES, cells.getLong(from + Long.BYTES));
                return;
            }
        }
        if (!StringCell.put(cells, row, text)) {
            Objects.requireNonNull(vector).setString(row, text);
        }
        texts[next] = text;
        rows[next] = row;
        next = (next + 1) % REMEMBERED;
    }
}
