package io.regroup.api.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Bytes that stand for a few values. */
public final class Codes {

    /** The most values that there can be, so that the sign of a byte tells a code from what is none. */
    public static final int MOST = Byte.MAX_VALUE + 1;

    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private static final long SIGNS = 0x8080808080808080L;
    private static final long ONES = 0x0101010101010101L;

    private Codes() {}

    /**
     * Tells whether all bytes are codes, eight at a time: a byte that is none is negative, or becomes so when what is missing to
     * 128 values is added. A sum that runs over into the next byte comes from a negative one.
     *
     * @param bytes any
     * @param values the number of values, 0 to {@link #MOST}
     * @return whether each is 0 to {@code values − 1}
     */
    public static boolean areBelow(byte[] bytes, int values) {
        long missing = ONES * (MOST - values);
        long signs = 0;
        int whole = bytes.length & -Long.BYTES;
        for (int i = 0; i < whole; i += Long.BYTES) {
            long eight = (long) EIGHT.get(bytes, i);
            signs |= eight | (eight + missing);
        }
        for (int i = whole; i < bytes.length; i++) {
            signs |= bytes[i] | (bytes[i] + missing);
        }
        return (signs & SIGNS) == 0;
    }
}
