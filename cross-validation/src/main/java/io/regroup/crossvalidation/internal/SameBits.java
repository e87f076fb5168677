package io.regroup.crossvalidation.internal;

import io.regroup.api.data.Table;
import java.util.Objects;

/** Compares tables to the last bit. */
public final class SameBits {

    private SameBits() {}

    /**
     * Asserts that two tables have the same columns with the same bits.
     *
     * @param got one
     * @param expected the other
     * @param what names the case in the message
     * @throws AssertionError naming the first value that differs
     */
    public static void check(Table got, Table expected, String what) {
        if (!got.schema().equals(expected.schema()) || got.rowCount() != expected.rowCount()) {
            throw new AssertionError(what + ": got " + got.rowCount() + " rows of " + got.schema() + ", expected "
                    + expected.rowCount() + " of " + expected.schema());
        }
        for (String name : expected.schema().names()) {
            for (int row = 0; row < expected.rowCount(); row++) {
                Object a = got.column(name).get(row);
                Object b = expected.column(name).get(row);
                // of doubles: every NaN is the same, but 0.0 and -0.0 are not
                if (!Objects.equals(a, b)) {
                    throw new AssertionError(what + ": " + name + " in row " + row + ": got " + a + ", expected " + b);
                }
            }
        }
    }
}
