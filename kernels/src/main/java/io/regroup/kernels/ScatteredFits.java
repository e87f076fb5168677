package io.regroup.kernels;

import io.regroup.api.FitSpec;
import io.regroup.api.FitStatus;
import io.regroup.api.RowUse;
import io.regroup.api.engine.Estimates;
import io.regroup.api.engine.GroupedRows;
import io.regroup.api.engine.JobColumns;
import io.regroup.api.engine.Workers;
import io.regroup.api.spi.FitJob;

/**
 * Adds up moments of few groups whose rows are scattered: each row goes straight to its group's sums, which stay in the
 * processor's cache, and no row is moved. The input is cut into runs of a fixed number of rows with sums of their own, so
 * that threads do not meet and the result does not depend on their number.
 */
final class ScatteredFits {

    /** One run's sums should stay in a second-level cache. */
    private static final int MOST_SUMS = 1 << 17;

    private static final int MOST_FEATURES = 3;
    private static final int FEWEST_ROWS_PER_GROUP = 64;
    private static final int RUN = 1 << 20;
    private static final int STEP = 1 << 11;

    private final FitJob job;
    private final GroupedRows rows;
    private final ColumnLoops loops;
    private final MomentLayout layout;
    private final int groups;
    private final int count;
    private final double[][] features;
    private final double[][] targets;
    private final double[] weights;
    private final boolean[] open;

    private ScatteredFits(FitJob job, GroupedRows rows, JobColumns places, double[][] columns, ColumnLoops loops) {
        this.job = job;
        this.loops = loops;
        this.rows = rows;
        this.layout = new MomentLayout(places.features().length);
        this.groups = rows.grouping().count();
        this.count = rows.rowsSelected();
        this.features = pick(columns, places.features());
        this.targets = pick(columns, places.targets());
        this.weights = places.weight() < 0 ? new double[0] : columns[places.weight()];
        this.open = new boolean[groups];
    }

    private static double[][] pick(double[][] columns, int[] places) {
        double[][] picked = new double[places.length][];
        for (int i = 0; i < picked.length; i++) {
            picked[i] = columns[places[i]];
        }
        return picked;
    }

    /** Tells whether this way is open to a job, and the faster one. */
    static boolean suits(FitJob job, GroupedRows rows, JobColumns places) {
        FitSpec spec = job.spec();
        MomentLayout layout = new MomentLayout(places.features().length);
        long groups = rows.grouping().count();
        return rows.starts() == null
                && places.features().length >= 1
                && places.features().length <= MOST_FEATURES
                && groups * layout.width() <= MOST_SUMS
                && groups * FEWEST_ROWS_PER_GROUP <= rows.rowsSelected()
                && spec.rowUse() != RowUse.JOINT
                && !spec.diagnostics()
                && spec.medians().isEmpty();
    }

    /** Fits what moments can answer; returns which groups need their rows brought together. */
    static boolean[] fit(
            FitJob job,
            GroupedRows rows,
            JobColumns places,
            double[][] columns,
            Estimates estimates,
            ColumnLoops loops) {
        ScatteredFits fits = new ScatteredFits(job, rows, places, columns, loops);
        for (int t = 0; t < fits.targets.length; t++) {
            fits.fit(t, estimates);
        }
        return fits.open;
    }

    private void fit(int target, Estimates estimates) {
        int width = layout.width();
        double[] pivots = pivots(target);
        int runs = (int) ((count + (long) RUN - 1) / RUN);
        double[][] slabs = new double[runs][];
        int[][] skipped = new int[runs][];
        Workers.run(job.threads(), runs, () -> run -> {
            double[] slab = pivots.clone();
            int[] left = new int[groups];
            int from = run * RUN;
            int to = (int) Math.min(count, (run + 1L) * RUN);
            int[] group = new int[STEP];
            for (int start = from; start < to; start += STEP) {
                int end = Math.min(to, start + STEP);
                rows.groupsOf(start, end, group);
                if (layout.features() == 1) {
                    scatter1(target, start, end, group, slab, left);
                } else {
                    scatter(target, start, end, group, slab, left);
                }
            }
            slabs[run] = slab;
            skipped[run] = left;
        });
        double[] sums = new double[width * groups];
        long[] unused = new long[groups];
        int stripe = 256;
        Workers.run(job.threads(), (groups + stripe - 1) / stripe, () -> s -> {
            for (int g = s * stripe; g < Math.min(groups, (s + 1) * stripe); g++) {
                for (int run = 0; run < runs; run++) {
                    unused[g] += skipped[run][g];
                    add(slabs[run], g * width, sums, g, run == 0);
                }
            }
        });
        store(target, sums, unused, estimates);
    }

    /** A row that counts for each group, the first; the rest of the slab is zero. */
    private double[] pivots(int target) {
        double[] slab = new double[layout.width() * groups];
        boolean[] found = new boolean[groups];
        int missing = job.spec().intercept() ? groups : 0;
        int[] groupOf = new int[STEP];
        for (int i = 0; i < count && missing > 0; i++) {
            if (i % STEP == 0) {
                rows.groupsOf(i, Math.min(count, i + STEP), groupOf);
            }
            int group = groupOf[i % STEP];
            if (!found[group] && counts(target, i)) {
                found[group] = true;
                missing--;
                for (int v = 0; v < layout.variables(); v++) {
                    slab[group * layout.width() + layout.pivot(v)] =
                            v < features.length ? features[v][i] : targets[target][i];
                }
            }
        }
        return slab;
    }

    private boolean counts(int target, int row) {
        double zero = 0 * targets[target][row];
        for (double[] feature : features) {
            zero += 0 * feature[row];
        }
        if (weights.length > 0) {
            double w = weights[row];
            if (w < 0) {
                rows.requireNoNegativeWeight(job.spec().weight(), 1);
            }
            return zero + 0 * w == 0 && w > 0;
        }
        return zero == 0;
    }

    /** One feature: W, the count in place of the verdict on weights, two pivots, two sums, three products. */
    private void scatter1(int target, int from, int to, int[] groupOf, double[] slab, int[] skipped) {
        double[] x = features[0];
        double[] y = targets[target];
        boolean weighted = weights.length > 0;
        for (int i = from; i < to; i++) {
            int group = groupOf[i - from];
            double xi = x[i];
            double yi = y[i];
            double w = weighted ? weights[i] : 1;
            if (!(0 * xi + 0 * yi + 0 * w == 0 && w > 0)) {
                counts(target, i);
                skipped[group]++;
                continue;
            }
            int at = group * 9;
            double dx = xi - slab[at + 2];
            double dy = yi - slab[at + 3];
            double wx = w * dx;
            double wy = w * dy;
            slab[at] += w;
            slab[at + 1] += 1;
            slab[at + 4] += wx;
            slab[at + 5] += wy;
            slab[at + 6] = Math.fma(wx, dx, slab[at + 6]);
            slab[at + 7] = Math.fma(wx, dy, slab[at + 7]);
            slab[at + 8] = Math.fma(wy, dy, slab[at + 8]);
        }
    }

    private void scatter(int target, int from, int to, int[] groupOf, double[] slab, int[] skipped) {
        int variables = layout.variables();
        double[] d = new double[variables];
        int pivot = layout.pivot(0);
        int sum = layout.sum(0);
        int product = layout.product(0, 0);
        for (int i = from; i < to; i++) {
            int group = groupOf[i - from];
            if (!counts(target, i)) {
                skipped[group]++;
                continue;
            }
            int at = group * layout.width();
            double w = weights.length > 0 ? weights[i] : 1;
            slab[at] += w;
            slab[at + 1] += 1;
            for (int v = 0; v < variables; v++) {
                d[v] = (v < features.length ? features[v][i] : targets[target][i]) - slab[at + pivot + v];
            }
            int place = at + product;
            for (int v = 0; v < variables; v++) {
                double wd = w * d[v];
                slab[at + sum + v] += wd;
                for (int u = 0; u <= v; u++) {
                    slab[place] = Math.fma(wd, d[u], slab[place]);
                    place++;
                }
            }
        }
    }

    /** Adds a run's sums of a group to those of all runs; pivots are the same in all of them. */
    private void add(double[] slab, int at, double[] sums, int group, boolean first) {
        for (int k = 0; k < layout.width(); k++) {
            boolean isPivot = k >= layout.pivot(0) && k < layout.sum(0);
            double before = first || isPivot ? 0 : sums[k * groups + group];
            sums[k * groups + group] = before + slab[at + k];
        }
    }

    private void store(int target, double[] sums, long[] unused, Estimates estimates) {
        FitSpec spec = job.spec();
        int first = spec.intercept() ? 1 : 0;
        int terms = first + features.length;
        BatchCholesky cholesky = new BatchCholesky(features.length, spec.intercept(), groups, loops);
        cholesky.solve(sums, groups, 0, groups);
        double[] free = new double[groups];
        for (int g = 0; g < groups; g++) {
            double used = sums[MomentLayout.ALL_POSITIVE * groups + g];
            free[g] = used > terms ? used - terms : Double.NaN;
        }
        Estimates.OfTarget out = estimates.target(target);
        cholesky.store(0, groups, free, out, 0);
        for (int g = 0; g < groups; g++) {
            int used = (int) sums[MomentLayout.ALL_POSITIVE * groups + g];
            out.count()[g] = used;
            estimates.rowsSeen()[g] = used + unused[g];
            if (used < spec.minRows(target)) {
                out.unfitted(g, FitStatus.TOO_FEW_ROWS);
            } else if (used < terms) {
                out.unfitted(g, FitStatus.UNDERDETERMINED);
            } else if (cholesky.isSolved(g)) {
                out.status(g, FitStatus.OK);
            } else {
                open[g] = true;
                out.unfitted(g, FitStatus.FAILED);
            }
        }
    }
}
