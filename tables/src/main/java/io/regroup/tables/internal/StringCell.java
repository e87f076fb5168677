package io.regroup.tables.internal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * How DuckDB keeps a text in a vector: 16 bytes, of which the first four are its length in bytes. Up to twelve bytes of
 * UTF-8 follow in place, the rest being zero; a longer text leaves its first four bytes and the address of all of them.
 * Equal cells are therefore equal texts, those of short texts everywhere, those of long ones within one vector.
 */
final class StringCell {

    /** The size of a cell. */
    static final int BYTES = 16;

    /** The longest text that stands in its cell, in bytes. */
    static final int MOST_IN_PLACE = 12;

    private static final boolean LITTLE_ENDIAN = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;

    private StringCell() {}

    /** Tells from the first half of a cell whether the text stands in it. */
    static boolean isInPlace(long first) {
        return Integer.compareUnsigned(length(first), MOST_IN_PLACE) <= 0;
    }

    private static int length(long first) {
        return (int) (LITTLE_ENDIAN ? first : first >>> Integer.SIZE);
    }

    /**
     * Writes a text into its cell, if it is short and ASCII.
     *
     * @return whether it was written
     */
    static boolean put(ByteBuffer cells, int row, String text) {
        int length = text.length();
        if (length > MOST_IN_PLACE) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        int at = row * BYTES;
        cells.putLong(at, 0).putLong(at + Long.BYTES, 0).putInt(at, length);
        for (int i = 0; i < length; i++) {
            cells.put(at + Integer.BYTES + i, (byte) text.charAt(i));
        }
        return true;
    }
}
