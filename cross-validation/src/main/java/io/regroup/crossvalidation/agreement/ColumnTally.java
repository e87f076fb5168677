package io.regroup.crossvalidation.agreement;

import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Adds up how the numbers of one column differ, group by group. */
final class ColumnTally {

    private final String column;
    private final IntFunction<String> reference;
    private final IntFunction<String> value;
    private final Distribution distribution = new Distribution();
    private long groups;
    private long beyond;
    private double relative;
    private double ulps;
    private double multiple;
    private int worst = -1;
    private double worstAllowed;

    /**
     * Starts with nothing.
     *
     * @param column the column's name
     * @param reference writes the reference's value in a group
     * @param value writes the contender's value in a group
     */
    ColumnTally(String column, IntFunction<String> reference, IntFunction<String> value) {
        this.column = column;
        this.reference = reference;
        this.value = value;
    }

    static ColumnTally ofNumbers(String column, double[] reference, double[] value) {
        return new ColumnTally(
                column, group -> Double.toString(reference[group]), group -> Double.toString(value[group]));
    }

    static ColumnTally ofCounts(String column, long[] reference, long[] value) {
        return new ColumnTally(column, group -> Long.toString(reference[group]), group -> Long.toString(value[group]));
    }

    /** Compares two numbers; NaN agrees with NaN alone. */
    void add(int group, double ours, double theirs, double scale, double allowed, double condition) {
        groups++;
        if (ours == theirs || (Double.isNaN(ours) && Double.isNaN(theirs))) {
            distribution.add(0, condition, 0, scale > 0 ? allowed / scale : 0);
            return;
        }
        double difference = Math.abs(ours - theirs);
        if (Double.isNaN(difference)) {
            difference = Double.POSITIVE_INFINITY;
        }
        double times = allowed > 0 ? difference / allowed : Double.POSITIVE_INFINITY;
        double share = difference / Math.max(scale, Math.max(Math.abs(ours), Math.abs(theirs)));
        if (Double.isNaN(share)) {
            share = Double.POSITIVE_INFINITY;
        }
        relative = Math.max(relative, share);
        ulps = Math.max(ulps, Double.isInfinite(difference) ? difference : ulps(ours, theirs, difference));
        count(group, times, allowed);
        distribution.add(times, condition, share, scale > 0 ? allowed / scale : 0);
    }

    private static double ulps(double ours, double theirs, double difference) {
        return difference / Math.ulp(Math.max(Math.abs(ours), Math.abs(theirs)));
    }

    /** Compares two whole numbers, which have to be equal. */
    void addExact(int group, long ours, long theirs) {
        add(group, (double) ours, (double) theirs, 1, 0, Double.NaN);
    }

    /** Counts a group whose values are equal, or not. */
    void addEqual(int group, boolean equal) {
        groups++;
        if (equal) {
            distribution.add(0, Double.NaN, 0, 0);
            return;
        }
        relative = Double.NaN;
        ulps = Double.NaN;
        count(group, Double.POSITIVE_INFINITY, 0);
        distribution.add(Double.POSITIVE_INFINITY, Double.NaN, 0, 0);
    }

    private void count(int group, double times, double allowed) {
        if (times > 1) {
            beyond++;
        }
        if (times > multiple || worst < 0) {
            multiple = times;
            worst = group;
            worstAllowed = allowed;
        }
    }

    /**
     * Puts together what was found.
     *
     * @param keys names the groups
     * @param rows how many rows each group has
     * @param condition each group's condition number, or empty
     */
    ColumnAgreement agreement(GroupKeys keys, long[] rows, double[] condition) {
        ColumnAgreement.@Nullable Worst where = null;
        if (worst >= 0) {
            where = new ColumnAgreement.Worst(
                    worst,
                    keys.describe(worst),
                    rows[worst],
                    condition.length == 0 ? Double.NaN : condition[worst],
                    reference.apply(worst),
                    value.apply(worst),
                    worstAllowed);
        }
        return new ColumnAgreement(column, groups, beyond, relative, ulps, multiple, where, distribution);
    }
}
