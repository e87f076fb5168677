package io.regroup.kernels;

import io.regroup.api.RowUse;
import io.regroup.api.engine.GroupedRows;
import io.regroup.api.engine.JobColumns;
import io.regroup.api.engine.UsableRows;
import io.regroup.api.engine.Workers;
import io.regroup.api.spi.FitJob;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Groups with so many rows that one thread should not add them up alone, nor in one chain of additions: they are cut into
 * segments, counted from the group's first row, whose {@link MomentSummary summaries} are combined two by two.
 */
final class LongGroups {

    /** A group with more rows than this is cut. */
    static final int LONG = 1 << 16;

    private static final int SEGMENT = 1 << 15;

    private final Map<Integer, double[][]> totals = new HashMap<>();

    private LongGroups() {}

    /** Adds up all long groups whose rows are neighbours, segments side by side. */
    static LongGroups of(
            FitJob job, GroupedRows rows, JobColumns places, double[][] columns, MomentKernel.Provider kernels) {
        LongGroups all = new LongGroups();
        int[] starts = rows.starts();
        List<int[]> segments =
                starts == null ? List.of() : segments(starts, rows.grouping().count());
        if (segments.isEmpty()) {
            return all;
        }
        int targets = places.targets().length;
        double[][][] parts = new double[segments.size()][targets][];
        Workers.run(job.threads(), segments.size(), () -> {
            Adder adder = new Adder(job, places, kernels);
            adder.use(columns);
            return s -> {
                for (int t = 0; t < targets; t++) {
                    parts[s][t] = adder.segment(t, segments.get(s)[1], segments.get(s)[2]);
                }
            };
        });
        Adder adder = new Adder(job, places, kernels);
        for (int s = 0; s < parts.length; ) {
            int group = segments.get(s)[0];
            int end = s;
            while (end < parts.length && segments.get(end)[0] == group) {
                end++;
            }
            double[][] total = new double[targets][];
            for (int t = 0; t < targets; t++) {
                total[t] = adder.combine(parts, t, s, end);
            }
            all.totals.put(group, total);
            s = end;
        }
        return all;
    }

    /**
     * Cuts the groups that are long: group, first row, row after the last. Such a group has a row whose number is a multiple of
     * {@link #LONG} behind its first, so that few groups need to be looked at.
     */
    static List<int[]> segments(int[] starts, int groups) {
        List<int[]> segments = new ArrayList<>();
        int next = 0;
        for (long row = LONG; row < starts[groups]; row += LONG) {
            int place = Arrays.binarySearch(starts, 0, groups, (int) row);
            int group = place < 0 ? -place - 2 : place;
            int to = starts[group + 1];
            if (group >= next && to - starts[group] > LONG) {
                for (long from = starts[group]; from < to; from += SEGMENT) {
                    segments.add(new int[] {group, (int) from, (int) Math.min(to, from + SEGMENT)});
                }
                next = group + 1;
            }
        }
        return segments;
    }

    /** Returns a group's summary if it was added up beforehand. */
    double @Nullable [] find(int group, int target) {
        double[][] found = totals.get(group);
        return found == null ? null : found[target];
    }

    /** Adds up segments, in one thread. */
    static final class Adder {

        private final MomentLayout layout;
        private final MomentSummary summaries;
        private final boolean joint;
        private final JobColumns places;
        private final MomentKernel kernel;
        private final UsableRows usable;
        private final double[][] features;
        private final int[] counted = new int[MomentSummary.MOMENTS + 1];
        private double[][] columns = new double[0][];

        Adder(FitJob job, JobColumns places, MomentKernel.Provider kernels) {
            this.places = places;
            boolean intercept = job.spec().intercept();
            this.joint = job.spec().rowUse() == RowUse.JOINT;
            this.layout = new MomentLayout(places.features().length);
            this.summaries = new MomentSummary(layout, intercept);
            this.kernel = kernels.kernel(places.features().length, places.weight() >= 0, intercept);
            this.usable = new UsableRows(job.spec(), places);
            this.features = new double[places.features().length][];
        }

        void use(double[][] newColumns) {
            columns = newColumns;
            usable.use(newColumns);
        }

        /** Adds up a whole group. */
        double[] group(int target, int from, int to) {
            double[][][] parts = new double[(int) ((to - (long) from + SEGMENT - 1) / SEGMENT)][1][];
            for (int s = 0; s < parts.length; s++) {
                long start = from + (long) s * SEGMENT;
                parts[s][0] = segment(target, (int) start, (int) Math.min(to, start + SEGMENT));
            }
            return combine(parts, 0, 0, parts.length);
        }

        private double[] segment(int target, int from, int to) {
            double[] summary = new double[MomentSummary.MOMENTS + layout.width()];
            for (int j = 0; j < features.length; j++) {
                features[j] = columns[places.features()[j]];
            }
            double[] weights = places.weight() < 0 ? null : columns[places.weight()];
            MomentKernel.Rows all = new MomentKernel.Rows(features, columns[places.targets()[target]], weights);
            int count = to - from;
            // with joint row use another target may exclude a row, which these sums would not show
            if (joint || !addUp(all, from, to, summary)) {
                usable.select(target, from, to);
                count = usable.count();
                for (int j = 0; j < features.length; j++) {
                    features[j] = usable.feature(j);
                }
                MomentKernel.Rows some = new MomentKernel.Rows(features, usable.target(), usable.weight());
                if (count == 0) {
                    return new double[summary.length];
                }
                addUp(some, usable.from(), usable.to(), summary);
            }
            summary[0] = count;
            return summary;
        }

        /** Adds up rows, about the mean if it is far from the first row; returns whether all of them count. */
        private boolean addUp(MomentKernel.Rows rows, int from, int to, double[] summary) {
            int[] starts = {from, to};
            int at = MomentSummary.MOMENTS;
            kernel.accumulate(rows, starts, 0, 1, false, summary, 1, at, counted);
            boolean usable = counted[at] == to - from && Moments.usable(layout, summary, 1, at);
            summaries.settle(summary, 0);
            if (usable && summary[at + MomentLayout.ALL_POSITIVE] == 0) {
                kernel.accumulate(rows, starts, 0, 1, true, summary, 1, at, counted);
                summaries.settle(summary, 0);
            }
            return usable;
        }

        /** Combines neighbours, then neighbours of these, until one is left. */
        private double[] combine(double[][][] parts, int target, int from, int to) {
            if (to - from == 1) {
                return parts[from][target];
            }
            int middle = (from + to) >>> 1;
            double[] low = combine(parts, target, from, middle);
            double[] high = combine(parts, target, middle, to);
            summaries.combine(low, 0, high, 0);
            return low;
        }
    }
}
