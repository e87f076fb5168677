package io.regroup.crossvalidation.agreement;

import io.regroup.api.data.Column;
import io.regroup.api.data.Table;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The keys of a group table. */
final class GroupKeys {

    private static final int BLOCK = 4096;

    private final List<String> names;
    private final Table groups;

    GroupKeys(List<String> names, Table groups) {
        this.names = names;
        this.groups = groups;
    }

    /** Writes a group's keys, as in {@code sector = 3, pad = 17}. */
    String describe(int group) {
        StringBuilder text = new StringBuilder();
        for (String name : names) {
            text.append(text.isEmpty() ? "" : ", ")
                    .append(name)
                    .append(" = ")
                    .append(groups.column(name).getString(group));
        }
        return text.toString();
    }

    /** Says where other keys differ from these, or null if they do not. */
    @Nullable
    String difference(GroupKeys other) {
        int count = Math.min(groups.rowCount(), other.groups.rowCount());
        int first = count;
        for (String name : names) {
            Column own = groups.column(name);
            Column its = other.groups.column(name);
            if (!own.type().equals(its.type())) {
                return "key " + name + " is " + its.type() + ", in the reference " + own.type();
            }
            first = Math.min(first, firstDifference(own, its, first));
        }
        if (first == groups.rowCount() && first == other.groups.rowCount()) {
            return null;
        }
        return "has " + other.groups.rowCount() + " groups, the reference " + groups.rowCount()
                + "; the first that differs: " + other.describeOrNone(first) + ", in the reference "
                + describeOrNone(first);
    }

    private String describeOrNone(int group) {
        return group < groups.rowCount() ? describe(group) : "none";
    }

    private static int firstDifference(Column a, Column b, int count) {
        for (int from = 0; from < count; from += BLOCK) {
            int length = Math.min(BLOCK, count - from);
            int place = switch (a.type().storage()) {
                case DOUBLE -> firstOfDoubles(a, b, from, length);
                case LONG -> firstOfLongs(a, b, from, length);
                case STRING -> firstOfTexts(a, b, from, length);
            };
            place = Math.min(place, firstGap(a, b, from, length));
            if (place < length) {
                return from + place;
            }
        }
        return count;
    }

    private static int firstOfDoubles(Column a, Column b, int from, int length) {
        double[] ours = new double[length];
        double[] theirs = new double[length];
        a.copyDoubles(from, from + length, ours, 0);
        b.copyDoubles(from, from + length, theirs, 0);
        int place = Arrays.mismatch(ours, theirs);
        return place < 0 ? length : place;
    }

    private static int firstOfLongs(Column a, Column b, int from, int length) {
        long[] ours = new long[length];
        long[] theirs = new long[length];
        a.copyLongs(from, from + length, ours, 0);
        b.copyLongs(from, from + length, theirs, 0);
        int place = Arrays.mismatch(ours, theirs);
        return place < 0 ? length : place;
    }

    private static int firstOfTexts(Column a, Column b, int from, int length) {
        for (int i = 0; i < length; i++) {
            if (!Objects.equals(a.getString(from + i), b.getString(from + i))) {
                return i;
            }
        }
        return length;
    }

    /** A missing number reads as 0 or NaN. */
    private static int firstGap(Column a, Column b, int from, int length) {
        if (a.mayHaveNulls() || b.mayHaveNulls()) {
            for (int i = 0; i < length; i++) {
                if (a.isNull(from + i) != b.isNull(from + i)) {
                    return i;
                }
            }
        }
        return length;
    }
}
