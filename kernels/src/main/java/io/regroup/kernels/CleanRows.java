package io.regroup.kernels;

import io.regroup.api.engine.UsableRows;
import java.util.Arrays;
import java.util.Objects;

/** The rows that count, of those groups of a block in which some do not: copied together, group after group. */
final class CleanRows {

    /** Kernels may write so far beyond the last row. */
    private static final int SLACK = 8;

    private final MomentLayout layout;
    private final boolean weighted;
    private final int[] starts;
    private final int[] places;
    private final int[] counts;
    private final double[] sums;
    private MomentKernel.Rows rows;
    private int groups;

    CleanRows(MomentLayout layout, boolean weighted, int mostGroups) {
        this.layout = layout;
        this.weighted = weighted;
        this.starts = new int[mostGroups + 1];
        this.places = new int[mostGroups];
        this.counts = new int[mostGroups];
        this.sums = new double[layout.width() * mostGroups];
        this.rows = MomentKernel.Rows.ofLength(0, layout.features(), weighted);
    }

    void clear() {
        groups = 0;
    }

    /** Adds a group's rows that count, and returns how many they are. */
    int add(MomentKernel kernel, MomentKernel.Rows from, int start, int end, int place) {
        reserve(end - start);
        return close(kernel.compact(from, start, end, rows, starts[groups]), place);
    }

    /** The same where a row counts for all targets or none. */
    int addJoint(UsableRows usable, int target, int start, int end, int place) {
        usable.select(target, start, end);
        int count = usable.count();
        reserve(count);
        int at = starts[groups];
        for (int v = 0; v < layout.features(); v++) {
            System.arraycopy(usable.feature(v), usable.from(), rows.features()[v], at, count);
        }
        System.arraycopy(usable.target(), usable.from(), rows.target(), at, count);
        double[] weights = usable.weight();
        if (weights != null) {
            System.arraycopy(weights, usable.from(), Objects.requireNonNull(rows.weights()), at, count);
        }
        return close(count, place);
    }

    /** A group without rows has no sums; its count says all. */
    private int close(int count, int place) {
        if (count > 0) {
            places[groups] = place;
            starts[groups + 1] = starts[groups] + count;
            groups++;
        }
        return count;
    }

    private void reserve(int more) {
        int needed = starts[groups] + more + SLACK;
        if (rows.target().length < needed) {
            int length = Math.max(needed, 2 * rows.target().length);
            double[][] features = new double[layout.features()][];
            Arrays.setAll(features, v -> Arrays.copyOf(rows.features()[v], length));
            double[] weights = weighted ? Arrays.copyOf(Objects.requireNonNull(rows.weights()), length) : null;
            rows = new MomentKernel.Rows(features, Arrays.copyOf(rows.target(), length), weights);
        }
    }

    /** Adds up the groups and puts their moments into their places. */
    void accumulate(MomentKernel kernel, double[] into, int stride) {
        if (groups == 0) {
            return;
        }
        kernel.accumulate(rows, starts, 0, groups, false, sums, groups, 0, counts);
        for (int k = 0; k < layout.width(); k++) {
            for (int g = 0; g < groups; g++) {
                into[k * stride + places[g]] = sums[k * groups + g];
            }
        }
    }
}
