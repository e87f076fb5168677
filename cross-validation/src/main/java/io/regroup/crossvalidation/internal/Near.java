package io.regroup.crossvalidation.internal;

import io.regroup.api.data.Table;
import java.util.List;
import java.util.Objects;

/** Compares results that may differ by rounding. */
public final class Near {

    private static final double[] NONE = {};

    private Near() {}

    /** Returns the difference of two numbers relative to the larger, or to 1 if both are smaller; 0 for two NaNs. */
    public static double relative(double a, double b) {
        if (Double.isNaN(a) || Double.isNaN(b)) {
            return Double.isNaN(a) && Double.isNaN(b) ? 0 : Double.POSITIVE_INFINITY;
        }
        return a == b ? 0 : Math.abs(a - b) / Math.max(1, Math.max(Math.abs(a), Math.abs(b)));
    }

    /**
     * Asserts that two group tables agree: numbers within a relative tolerance, everything else exactly.
     *
     * @throws AssertionError naming the first value that differs
     */
    public static void check(Table got, Table expected, double tolerance, String what) {
        if (!got.schema().equals(expected.schema()) || got.rowCount() != expected.rowCount()) {
            throw new AssertionError(what + ": got " + got.rowCount() + " rows of " + got.schema() + ", expected "
                    + expected.rowCount() + " of " + expected.schema());
        }
        for (String name : expected.schema().names()) {
            boolean numbers = expected.column(name).type().isNumeric();
            double[] a = numbers ? got.doubles(name) : NONE;
            double[] b = numbers ? expected.doubles(name) : NONE;
            for (int row = 0; row < expected.rowCount(); row++) {
                boolean agree = numbers
                        ? relative(a[row], b[row]) <= tolerance
                        : Objects.equals(
                                got.column(name).get(row), expected.column(name).get(row));
                if (!agree) {
                    throw new AssertionError(what + ": " + name + " of group " + row + ": got "
                            + got.column(name).get(row) + ", expected "
                            + expected.column(name).get(row));
                }
            }
        }
    }

    /** Counts the rows in which all of some columns agree. */
    public static int sameRows(Table a, Table b, List<String> columns, double tolerance) {
        int same = 0;
        for (int row = 0; row < a.rowCount(); row++) {
            int place = row;
            if (columns.stream()
                    .allMatch(name -> relative(a.doubles(name)[place], b.doubles(name)[place]) <= tolerance)) {
                same++;
            }
        }
        return same;
    }
}
