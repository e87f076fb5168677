package io.regroup.tables.internal;

import java.nio.ByteBuffer;
import java.util.Objects;
import org.duckdb.DuckDBReadableVector;
import org.jspecify.annotations.Nullable;

/**
 * The texts of VARCHAR vectors as Java strings. A text whose cell was seen a short time ago is not decoded again but is the
 * same object, so that keys of few distinct values cost neither time nor heap per row.
 */
final class RecentStrings {

    private static final int SLOTS = 1 << 8;

    private final long[] firsts = new long[SLOTS];
    private final long[] seconds = new long[SLOTS];

    /** The vector whose address a long text's cell holds; addresses mean nothing in another. */
    private final long[] vectors = new long[SLOTS];

    private final @Nullable String[] texts = new String[SLOTS];
    private @Nullable DuckDBReadableVector vector;
    private ByteBuffer cells = ByteBuffer.allocate(0);
    private long vectorNumber;
    private String previous = "";

    /** Turns to another vector. */
    void startVector(DuckDBReadableVector next) {
        vector = next;
        cells = VectorMemory.cells(next);
        vectorNumber++;
    }

    /** Returns the text in a row that is not null. */
    String get(int row) {
        long first = cells.getLong(row * StringCell.BYTES);
        long second = cells.getLong(row * StringCell.BYTES + Long.BYTES);
        int slot = slot(first, second);
        String text = texts[slot];
        if (text == null
                || firsts[slot] != first
                || seconds[slot] != second
                || (vectors[slot] != vectorNumber && !StringCell.isInPlace(first))) {
            text = Objects.requireNonNull(Objects.requireNonNull(vector).getString(row));
            // Equal neighbours share one object also where each has an address of its own: sorted keys would otherwise
            // fill the heap with copies.
            if (text.equals(previous)) {
                text = previous;
            }
            firsts[slot] = first;
            seconds[slot] = second;
            vectors[slot] = vectorNumber;
            texts[slot] = text;
        }
        previous = text;
        return text;
    }

    private static int slot(long first, long second) {
        long mixed = (first ^ Long.rotateLeft(second, 32)) * 0x9E3779B97F4A7C15L;
        return (int) (mixed >>> (Long.SIZE - 8));
    }
}
