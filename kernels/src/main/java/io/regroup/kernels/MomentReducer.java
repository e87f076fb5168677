package io.regroup.kernels;

import io.regroup.api.FitSpec;
import io.regroup.api.FitStatus;
import io.regroup.api.RowUse;
import io.regroup.api.engine.BlockReducer;
import io.regroup.api.engine.BlockRows;
import io.regroup.api.engine.Estimates;
import io.regroup.api.engine.GroupedRows;
import io.regroup.api.engine.JobColumns;
import io.regroup.api.engine.RowCounts;
import io.regroup.api.engine.UsableRows;
import io.regroup.api.engine.Workers;
import io.regroup.api.spi.FitJob;
import io.regroup.api.spi.LeastSquaresProgram;
import java.util.function.IntFunction;

/**
 * Reduces blocks to cross-moments. A group's summary is the count of its rows and a {@link MomentSummary} per target. What
 * moments cannot answer with nearly all digits is left open, for triangular factors.
 */
final class MomentReducer implements BlockReducer {

    private static final int MOST_GROUPS = 128;

    /** With so few features scattered rows go straight to their sums; with more it pays to bring them together. */
    private static final int MOST_FEATURES = 3;

    private final FitJob job;
    private final FitSpec spec;
    private final EngineArithmetic arithmetic;
    private final JobColumns places;
    private final LeastSquaresProgram problem;
    private final boolean intercept;
    private final int features;
    private final int targets;
    private final MomentLayout layout;
    private final int widthOfTarget;
    private final ThreadLocal<MomentSummary> summaries;

    MomentReducer(FitJob job, LeastSquaresProgram problem, EngineArithmetic arithmetic) {
        this.job = job;
        this.spec = job.spec();
        this.arithmetic = arithmetic;
        this.places = new JobColumns(spec);
        this.problem = problem;
        this.intercept = problem.intercept();
        this.features = places.features().length;
        this.targets = places.targets().length;
        this.layout = new MomentLayout(features);
        this.widthOfTarget = MomentSummary.MOMENTS + layout.width();
        this.summaries = ThreadLocal.withInitial(() -> new MomentSummary(layout, intercept));
    }

    @Override
    public int width() {
        return 1 + targets * widthOfTarget;
    }

    private int ofTarget(int target) {
        return 1 + target * widthOfTarget;
    }

    @Override
    public BlockReducer next() {
        return TriangularReducer.again(spec, problem, job.threads());
    }

    @Override
    public Worker worker(boolean gather) {
        return new Adder(gather);
    }

    /** Adds up blocks in one thread. */
    private final class Adder implements Worker {

        private final BlockRows block = new BlockRows();
        private final UsableRows usable = new UsableRows(spec, places);
        private final MomentKernel kernel = arithmetic.moments().kernel(features, places.weight() >= 0, intercept);
        private final LongGroups.Adder longAdder = new LongGroups.Adder(job, places, arithmetic.moments());
        private final ScatteredMoments scattered = new ScatteredMoments(layout, intercept, places.weight() >= 0);
        private final MomentSummary summary = new MomentSummary(layout, intercept);
        private final double[] sums = new double[layout.width() * MOST_GROUPS];
        private final double[] moments = new double[layout.width()];
        private final double[][] x = new double[features][];
        private final boolean[] again = new boolean[MOST_GROUPS];
        private final int[] ends = new int[2];
        private final int[] counts = new int[MOST_GROUPS];
        private final boolean mayScatter;

        Adder(boolean gather) {
            this.mayScatter = !gather && features >= 1 && features <= MOST_FEATURES && spec.rowUse() != RowUse.JOINT;
        }

        @Override
        public void reduce(GroupedRows rows, int from, int to, int[] groupPlaces, double[] slab) {
            double[][] columns = places.of(rows);
            if (mayScatter && !rows.ascend(from, to)) {
                scatter(rows, columns, from, to, groupPlaces, slab);
                return;
            }
            block.use(rows, columns, from, to);
            usable.use(block.columns());
            longAdder.use(block.columns());
            for (int g = 0; g < block.count(); ) {
                int end = g + 1;
                int start = block.starts()[g];
                // groups that are not long, as many as there is room for
                while (end < block.count()
                        && end - g < MOST_GROUPS
                        && block.starts()[end + 1] - block.starts()[end] <= LongGroups.LONG
                        && block.starts()[end] - start <= LongGroups.LONG) {
                    end++;
                }
                if (block.starts()[end] - start > LongGroups.LONG && end - g == 1) {
                    addLong(g, groupPlaces, slab);
                } else {
                    add(g, end, groupPlaces, slab);
                }
                g = end;
            }
        }

        private void addLong(int g, int[] groupPlaces, double[] slab) {
            int place = groupPlaces[block.groups()[g]];
            if (place < 0) {
                return;
            }
            int at = place * width();
            int start = block.starts()[g];
            int end = block.starts()[g + 1];
            slab[at] += end - start;
            for (int t = 0; t < targets; t++) {
                double[] summary = longAdder.group(t, start, end);
                System.arraycopy(summary, 0, slab, at + ofTarget(t), summary.length);
            }
        }

        private void add(int from, int to, int[] groupPlaces, double[] slab) {
            int[] starts = block.starts();
            int number = to - from;
            double[][] columns = block.columns();
            for (int j = 0; j < features; j++) {
                x[j] = columns[places.features()[j]];
            }
            double[] weights = places.weight() < 0 ? null : columns[places.weight()];
            for (int t = 0; t < targets; t++) {
                MomentKernel.Rows all = new MomentKernel.Rows(x, columns[places.targets()[t]], weights);
                kernel.accumulate(all, starts, from, number, false, sums, MOST_GROUPS, 0, counts);
                markIncomplete(starts, from, number);
                for (int g = 0; g < number; g++) {
                    int place = groupPlaces[block.groups()[from + g]];
                    if (place >= 0) {
                        finish(t, from, g, slab, place * width());
                    }
                }
            }
            for (int g = from; g < to; g++) {
                int place = groupPlaces[block.groups()[g]];
                if (place >= 0) {
                    slab[place * width()] += starts[g + 1] - starts[g];
                }
            }
        }

        /** Finds the groups that have rows which do not count. */
        private void markIncomplete(int[] starts, int from, int number) {
            for (int g = 0; g < number; g++) {
                again[g] = spec.rowUse() == RowUse.JOINT
                        || counts[g] < starts[from + g + 1] - starts[from + g]
                        || !Moments.usable(layout, sums, MOST_GROUPS, g);
            }
        }

        private void finish(int t, int from, int g, double[] slab, int at) {
            int start = block.starts()[from + g];
            int end = block.starts()[from + g + 1];
            int count = end - start;
            int stride = MOST_GROUPS;
            int column = g;
            if (again[g]) {
                usable.select(t, start, end);
                count = usable.count();
                if (count == 0) {
                    return;
                }
                for (int j = 0; j < features; j++) {
                    x[j] = usable.feature(j);
                }
                ends[0] = usable.from();
                ends[1] = usable.to();
                MomentKernel.Rows some = new MomentKernel.Rows(x, usable.target(), usable.weight());
                kernel.accumulate(some, ends, 0, 1, false, moments, 1, 0, counts);
                for (int j = 0; j < features; j++) {
                    x[j] = block.columns()[places.features()[j]];
                }
                stride = 1;
                column = 0;
            }
            int own = at + ofTarget(t);
            slab[own] = count;
            double[] added = stride == 1 ? moments : sums;
            for (int k = 0; k < layout.width(); k++) {
                slab[own + MomentSummary.MOMENTS + k] = added[k * stride + column];
            }
            summary.settle(slab, own);
        }

        private void scatter(GroupedRows rows, double[][] columns, int from, int to, int[] groupPlaces, double[] slab) {
            for (int j = 0; j < features; j++) {
                x[j] = columns[places.features()[j]];
            }
            double[] weights = places.weight() < 0 ? null : columns[places.weight()];
            int number = slab.length / width();
            for (int t = 0; t < targets; t++) {
                scattered.clear(number);
                scattered.add(
                        rows, new MomentKernel.Rows(x, columns[places.targets()[t]], weights), from, to, groupPlaces);
                for (int g = 0; g < number; g++) {
                    if (scattered.count(g) > 0) {
                        int own = g * width() + ofTarget(t);
                        scattered.store(g, slab, own);
                        summary.settle(slab, own);
                    }
                }
            }
            RowCounts.complete(rows, from, to, groupPlaces, slab, width(), ofTarget(0));
        }
    }

    @Override
    public void combine(double[] into, int at, double[] later, int laterAt) {
        MomentSummary summary = summaries.get();
        for (int t = 0; t < targets; t++) {
            summary.combine(into, at + ofTarget(t), later, laterAt + ofTarget(t));
        }
    }

    @Override
    public void finish(double[] slab, IntFunction<String> names, Estimates estimates, int[] open) {
        int groups = estimates.groups();
        Workers.run(job.threads(), Math.ceilDiv(groups, MOST_GROUPS), () -> {
            Solver solver = new Solver(slab, estimates, open);
            return part -> {
                int from = part * MOST_GROUPS;
                int number = Math.min(MOST_GROUPS, groups - from);
                for (int g = from; g < from + number; g++) {
                    estimates.rowsSeen()[g] = (long) slab[g * width()];
                }
                for (int t = 0; t < targets; t++) {
                    solver.solve(t, from, number);
                }
            };
        });
    }

    /** Solves groups from their moments, in one thread. */
    private final class Solver {

        private final double[] slab;
        private final Estimates estimates;
        private final int[] open;
        private final BatchCholesky cholesky = arithmetic.solvers().solver(features, intercept, MOST_GROUPS);
        private final double[] sums = new double[layout.width() * MOST_GROUPS];
        private final double[] free = new double[MOST_GROUPS];

        Solver(double[] slab, Estimates estimates, int[] open) {
            this.slab = slab;
            this.estimates = estimates;
            this.open = open;
        }

        private void solve(int target, int from, int number) {
            int terms = (intercept ? 1 : 0) + features;
            Estimates.OfTarget out = estimates.target(target);
            for (int g = 0; g < number; g++) {
                int at = (from + g) * width() + ofTarget(target);
                double used = slab[at];
                for (int k = 0; k < layout.width(); k++) {
                    sums[k * MOST_GROUPS + g] = slab[at + MomentSummary.MOMENTS + k];
                }
                free[g] = used - terms;
            }
            cholesky.solveInto(sums, MOST_GROUPS, number, free, out, from);
            for (int g = 0; g < number; g++) {
                int at = (from + g) * width() + ofTarget(target);
                long used = (long) slab[at];
                out.count()[from + g] = used;
                if (used < spec.minRows(target)) {
                    out.unfitted(from + g, FitStatus.TOO_FEW_ROWS);
                } else if (used < terms) {
                    out.unfitted(from + g, FitStatus.UNDERDETERMINED);
                } else if (cholesky.isSolved(g) && slab[at + MomentSummary.MOMENTS + MomentLayout.ALL_POSITIVE] == 1) {
                    out.status(from + g, FitStatus.OK);
                } else {
                    out.unfitted(from + g, FitStatus.FAILED);
                    open[from + g] = from + g;
                }
            }
        }
    }
}
