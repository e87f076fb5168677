package io.regroup.kernels;

import io.regroup.api.RowUse;
import io.regroup.api.engine.GroupedRows;
import io.regroup.api.engine.JobColumns;
import io.regroup.api.engine.UsableRows;
import io.regroup.api.engine.Workers;
import io.regroup.api.spi.FitJob;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Groups with so many rows that one thread should not add them up alone, nor in one chain of additions: they are cut into
 * segments, counted from the group's first row, whose moments are combined two by two.
 */
final class LongGroups {

    /** A group with more rows than this is cut. */
    static final int LONG = 1 << 16;

    private static final int SEGMENT = 1 << 15;

    /** The moments about the means of rows, and how many rows count. */
    static final class Total {

        private final double[] moments;
        private final int count;

        Total(double[] moments, int count) {
            this.moments = moments;
            this.count = count;
        }

        double[] moments() {
            return moments;
        }

        int count() {
            return count;
        }
    }

    private final Map<Integer, Total[]> totals = new HashMap<>();

    private LongGroups() {}

    /** Adds up all long groups whose rows are neighbours, segments side by side. */
    static LongGroups of(
            FitJob job, GroupedRows rows, JobColumns places, double[][] columns, MomentKernel.Provider kernels) {
        LongGroups all = new LongGroups();
        int[] starts = rows.starts();
        List<int[]> segments = new ArrayList<>();
        int groups = rows.grouping().count();
        for (int group = 0; starts != null && group < groups; group++) {
            for (long from = starts[group];
                    starts[group + 1] - starts[group] > LONG && from < starts[group + 1];
                    from += SEGMENT) {
                segments.add(new int[] {group, (int) from, (int) Math.min(starts[group + 1], from + SEGMENT)});
            }
        }
        if (segments.isEmpty()) {
            return all;
        }
        int targets = places.targets().length;
        Total[][] parts = new Total[segments.size()][targets];
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
            Total[] total = new Total[targets];
            for (int t = 0; t < targets; t++) {
                total[t] = adder.combine(parts, t, s, end);
            }
            all.totals.put(group, total);
            s = end;
        }
        return all;
    }

    /** Returns a group's total if it was added up beforehand. */
    @Nullable
    Total find(int group, int target) {
        Total[] found = totals.get(group);
        return found == null ? null : found[target];
    }

    /** Adds up segments, in one thread. */
    static final class Adder {

        private final MomentLayout layout;
        private final boolean intercept;
        private final boolean joint;
        private final JobColumns places;
        private final MomentKernel kernel;
        private final UsableRows usable;
        private final double[][] features;
        private final int[] counted = new int[1];
        private double[][] columns = new double[0][];

        Adder(FitJob job, JobColumns places, MomentKernel.Provider kernels) {
            this.places = places;
            this.intercept = job.spec().intercept();
            this.joint = job.spec().rowUse() == RowUse.JOINT;
            this.layout = new MomentLayout(places.features().length);
            this.kernel = kernels.kernel(places.features().length, places.weight() >= 0, intercept);
            this.usable = new UsableRows(job.spec(), places);
            this.features = new double[places.features().length][];
        }

        void use(double[][] newColumns) {
            columns = newColumns;
            usable.use(newColumns);
        }

        /** Adds up a whole group. */
        Total group(int target, int from, int to) {
            Total[][] parts = new Total[(int) ((to - (long) from + SEGMENT - 1) / SEGMENT)][1];
            for (int s = 0; s < parts.length; s++) {
                long start = from + (long) s * SEGMENT;
                parts[s][0] = segment(target, (int) start, (int) Math.min(to, start + SEGMENT));
            }
            return combine(parts, 0, 0, parts.length);
        }

        private Total segment(int target, int from, int to) {
            double[] moments = new double[layout.width()];
            for (int j = 0; j < features.length; j++) {
                features[j] = columns[places.features()[j]];
            }
            double[] weights = places.weight() < 0 ? null : columns[places.weight()];
            MomentKernel.Rows all = new MomentKernel.Rows(features, columns[places.targets()[target]], weights);
            int count = to - from;
            // with joint row use another target may exclude a row, which these sums would not show
            if (joint || !addUp(all, from, to, moments)) {
                usable.select(target, from, to);
                count = usable.count();
                for (int j = 0; j < features.length; j++) {
                    features[j] = usable.feature(j);
                }
                MomentKernel.Rows some = new MomentKernel.Rows(features, usable.target(), usable.weight());
                if (count == 0) {
                    return new Total(new double[layout.width()], 0);
                }
                addUp(some, usable.from(), usable.to(), moments);
            }
            if (intercept) {
                Moments.centre(layout, moments);
            }
            return new Total(moments, count);
        }

        private boolean addUp(MomentKernel.Rows rows, int from, int to, double[] moments) {
            int[] starts = {from, to};
            kernel.accumulate(rows, starts, 0, 1, false, moments, 1, 0, counted);
            if (counted[0] < to - from || !Moments.usable(layout, moments, 1, 0)) {
                return false;
            }
            if (intercept && Moments.farPivot(layout, moments, BatchCholesky.MOST_CENTRING)) {
                for (int v = 0; v < layout.variables(); v++) {
                    moments[layout.pivot(v)] += moments[layout.sum(v)] / moments[MomentLayout.WEIGHT];
                }
                kernel.accumulate(rows, starts, 0, 1, true, moments, 1, 0, counted);
            }
            return true;
        }

        /** Combines neighbours, then neighbours of these, until one is left. */
        private Total combine(Total[][] parts, int target, int from, int to) {
            if (to - from == 1) {
                return parts[from][target];
            }
            int middle = (from + to) >>> 1;
            Total low = combine(parts, target, from, middle);
            Total high = combine(parts, target, middle, to);
            Moments.merge(layout, low.moments(), high.moments(), intercept);
            return new Total(low.moments(), low.count() + high.count());
        }
    }
}
