package io.regroup.kernels;

import io.regroup.api.FitSpec;
import io.regroup.api.FitStatus;
import io.regroup.api.RowUse;
import io.regroup.api.engine.Estimates;
import io.regroup.api.engine.Exclusion;
import io.regroup.api.engine.GroupBatch;
import io.regroup.api.engine.GroupedRows;
import io.regroup.api.engine.JobColumns;
import io.regroup.api.engine.RowFitter;
import io.regroup.api.engine.UsableRows;
import io.regroup.api.spi.FitJob;
import io.regroup.api.spi.LeastSquaresProgram;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Fits least squares to batches of groups from their moments, a block of groups at a time, in one thread.
 *
 * <p>Moments are first added up over all rows that have a target, without looking at anything else. Where the sums tell that
 * some of these rows do not count, the group's rows that do are copied together and added up again. Then all groups of the
 * block are solved at once, and the few that moments cannot answer are handed to a careful fitter.
 */
final class BlockFitter {

    private static final int MOST_GROUPS = 128;
    private static final int MOST_SUMS = 1 << 15;

    /** Rows times columns in a block: half a megabyte. */
    private static final long MOST_NUMBERS = 1 << 16;

    /** Blocks have a multiple of this, the lanes of the widest vector, but for a batch's last. */
    private static final int EVEN = 8;

    private final FitSpec spec;
    private final GroupedRows rows;
    private final JobColumns places;
    private final Estimates estimates;
    private final RowFitter careful;
    private final LongGroups longGroups;
    private final LongGroups.Adder longAdder;
    private final boolean joint;
    private final int features;
    private final int first;
    private final int terms;
    private final MomentLayout layout;
    private final MomentKernel kernel;
    private final BatchCholesky cholesky;
    private final UsableRows usable;
    private final CleanRows cleanRows;
    private final int stride;
    private final double[][] sums;
    private final boolean[][] ready;
    private final int[][] counts;
    private final double[] free;
    private final double[] pivots;
    private final double[] gradient;
    private final double[] slopes;
    private final MomentKernel.Rows[] columns;
    private final int[] unfinished;
    private final int[] twoStarts = new int[2];
    private final double[][] usableFeatures;
    private double[] residuals = new double[0];

    /** How many groups the solver has yet to complete, which it need not unless one of them is judged; 0 once it has. */
    private int incomplete;

    private long escalated;

    BlockFitter(
            FitJob job,
            LeastSquaresProgram problem,
            GroupedRows rows,
            JobColumns places,
            Estimates estimates,
            RowFitter careful,
            EngineArithmetic arithmetic,
            LongGroups longGroups) {
        this.spec = job.spec();
        this.rows = rows;
        this.places = places;
        this.estimates = estimates;
        this.careful = careful;
        this.longGroups = longGroups;
        this.longAdder = new LongGroups.Adder(job, places, arithmetic.moments());
        this.joint = spec.rowUse() == RowUse.JOINT;
        this.features = places.features().length;
        this.first = problem.intercept() ? 1 : 0;
        this.terms = first + features;
        this.layout = new MomentLayout(features);
        this.kernel = arithmetic.moments().kernel(features, places.weight() >= 0, problem.intercept());
        int targets = places.targets().length;
        this.stride = Math.clamp(MOST_SUMS / layout.width(), EVEN, MOST_GROUPS) / EVEN * EVEN;
        this.cholesky = arithmetic.solvers().solver(features, problem.intercept(), stride);
        this.usable = new UsableRows(spec, places);
        this.cleanRows = new CleanRows(layout, places.weight() >= 0, stride);
        this.sums = new double[targets][layout.width() * stride];
        this.ready = new boolean[targets][stride];
        this.counts = new int[targets][stride];
        this.free = new double[stride];
        this.unfinished = new int[stride];
        this.pivots = new double[features + 1];
        this.gradient = new double[features];
        this.slopes = new double[features];
        this.columns = new MomentKernel.Rows[targets];
        this.usableFeatures = new double[features][];
    }

    /** Fits all groups of a batch; returns how many fits moments could not answer. */
    long fit(GroupBatch batch) {
        escalated = 0;
        careful.use(batch.columns());
        usable.use(batch.columns());
        longAdder.use(batch.columns());
        double[][] all = batch.columns();
        double[][] x = new double[features][];
        Arrays.setAll(x, j -> all[places.features()[j]]);
        Arrays.setAll(
                columns,
                t -> new MomentKernel.Rows(
                        x, all[places.targets()[t]], places.weight() < 0 ? null : all[places.weight()]));
        int size = blockSize(batch);
        for (int from = 0; from < batch.count(); from += size) {
            fit(batch, from, Math.min(size, batch.count() - from));
        }
        return escalated;
    }

    /** As many groups as fit the cache, in blocks of nearly the same size. */
    private int blockSize(GroupBatch batch) {
        int groups = Math.max(1, batch.count());
        long numbers = (long) (batch.end(batch.count() - 1) - batch.start(0)) * (columns.length + features + 1);
        long most = Math.clamp(MOST_NUMBERS * groups / Math.max(1, numbers), EVEN, stride);
        int blocks = Math.ceilDiv(groups, (int) most / EVEN * EVEN);
        return (Math.ceilDiv(groups, blocks) + EVEN - 1) / EVEN * EVEN;
    }

    private void fit(GroupBatch batch, int from, int groups) {
        careful.describe(batch, from, groups);
        int longest = 0;
        for (int g = 0; g < groups; g++) {
            longest = Math.max(longest, batch.end(from + g) - batch.start(from + g));
        }
        if (longest > LongGroups.LONG) {
            addUpOneByOne(batch, from, groups);
        } else {
            kernel.fetch(columns, batch.start(from), batch.end(from + groups - 1));
            addUp(batch, from, groups, 0);
        }
        if (joint) {
            shareVerdicts(batch, from, groups);
        }
        for (int t = 0; t < columns.length; t++) {
            cleanUp(batch, from, groups, t);
            solve(batch, from, groups, t);
        }
    }

    /** With joint row use, a row that does not count for one target counts for none. */
    private void shareVerdicts(GroupBatch batch, int from, int groups) {
        for (int g = 0; g < groups; g++) {
            int size = batch.end(from + g) - batch.start(from + g);
            if (size > LongGroups.LONG) {
                continue;
            }
            boolean all = true;
            for (int t = 0; t < columns.length; t++) {
                all &= ready[t][g] && counts[t][g] == size;
            }
            for (boolean[] ofTarget : ready) {
                ofTarget[g] = all;
            }
        }
    }

    /** Adds up groups for all targets, and finds whose sums can be used. */
    private void addUp(GroupBatch batch, int from, int groups, int at) {
        int[] starts = batch.starts();
        int place = batch.startsFrom() + from;
        kernel.accumulateAll(columns, starts, place, groups, sums, stride, at, counts);
        for (int t = 0; t < columns.length; t++) {
            boolean all = Moments.allUsable(layout, sums[t], stride, at, groups);
            for (int g = 0; g < groups; g++) {
                ready[t][at + g] = all || Moments.usable(layout, sums[t], stride, at + g);
            }
        }
    }

    private void addUpOneByOne(GroupBatch batch, int from, int groups) {
        for (int g = 0; g < groups; g++) {
            int start = batch.start(from + g);
            int end = batch.end(from + g);
            if (end - start <= LongGroups.LONG) {
                addUp(batch, from + g, 1, g);
                continue;
            }
            for (int t = 0; t < columns.length; t++) {
                double[] summary = longGroups.find(batch.firstGroup() + from + g, t);
                if (summary == null) {
                    summary = longAdder.group(t, start, end);
                }
                for (int k = 0; k < layout.width(); k++) {
                    sums[t][k * stride + g] = summary[MomentSummary.MOMENTS + k];
                }
                counts[t][g] = (int) summary[0];
                if (counts[t][g] != end - start) {
                    requireNoNegativeWeight(columns[t].weights(), start, end);
                }
                ready[t][g] = true;
            }
        }
    }

    /** Adds up again, from copies without the rows that do not count, what is not ready. */
    private void cleanUp(GroupBatch batch, int from, int groups, int t) {
        cleanRows.clear();
        for (int g = 0; g < groups; g++) {
            if (ready[t][g]) {
                continue;
            }
            int start = batch.start(from + g);
            int end = batch.end(from + g);
            requireNoNegativeWeight(columns[t].weights(), start, end);
            counts[t][g] = joint
                    ? cleanRows.addJoint(usable, t, start, end, g)
                    : cleanRows.add(kernel, columns[t], start, end, g);
        }
        cleanRows.accumulate(kernel, sums[t], stride);
    }

    private void requireNoNegativeWeight(double @Nullable [] weights, int start, int end) {
        for (int i = start; weights != null && i < end; i++) {
            if (weights[i] < 0) {
                rows.requireNoNegativeWeight(spec.weight(), 1);
            }
        }
    }

    @SuppressWarnings("ShortCircuitBoolean") // no branch where hardly any group is special
    private void solve(GroupBatch batch, int from, int groups, int t) {
        int group = batch.firstGroup() + from;
        Estimates.OfTarget out = estimates.target(t);
        int[] count = counts[t];
        long[] used = out.count();
        for (int g = 0; g < groups; g++) {
            used[group + g] = count[g];
        }
        for (int g = 0; g < groups; g++) {
            free[g] = count[g] - terms;
        }
        cholesky.solveInto(sums[t], stride, groups, free, out, group);
        incomplete = groups;
        out.fillStatus(group, groups, FitStatus.OK);
        int fewest = Math.max(spec.minRows(t), terms);
        boolean all = spec.diagnostics();
        int rest = 0;
        for (int g = 0; g < groups; g++) {
            unfinished[rest] = g;
            rest += all | !(count[g] >= fewest & cholesky.isSolved(g)) ? 1 : 0;
        }
        for (int i = 0; i < rest; i++) {
            int g = unfinished[i];
            finish(out, group, g, t, batch.start(from + g), batch.end(from + g));
        }
    }

    /** What a group needs besides what was done for all at once. */
    private void finish(Estimates.OfTarget out, int group, int g, int t, int start, int end) {
        int count = counts[t][g];
        if (spec.diagnostics() && count != end - start) {
            storeExclusions(out, group + g, t, start, end);
        }
        if (count < spec.minRows(t)) {
            out.unfitted(group + g, FitStatus.TOO_FEW_ROWS);
        } else if (count < terms) {
            out.unfitted(group + g, FitStatus.UNDERDETERMINED);
        } else {
            judge(out, group, g, t, start, end);
        }
    }

    private void storeExclusions(Estimates.OfTarget out, int group, int t, int start, int end) {
        usable.select(t, start, end);
        for (Exclusion reason : Exclusion.values()) {
            out.excluded(reason)[group] = usable.excluded(reason);
        }
    }

    /** Takes what moments say, or does it better. */
    private void judge(Estimates.OfTarget out, int group, int g, int t, int start, int end) {
        if (incomplete > 0) {
            cholesky.complete(sums[t], stride, incomplete);
            incomplete = 0;
        }
        BatchCholesky.Verdict verdict = cholesky.verdict(g);
        if (verdict == BatchCholesky.Verdict.FAR_PIVOT) {
            addUpAboutMeans(g, t, start, end);
            cholesky.solve(sums[t], stride, g, g + 1);
            cholesky.store(g, 1, free, out, group + g);
            verdict = cholesky.verdict(g);
        }
        switch (verdict) {
            case FAR_PIVOT, ILL_CONDITIONED -> {
                careful.fit(group + g, t, start, end);
                escalated++;
                return;
            }
            case SMALL_RESIDUALS -> {
                storeFromResiduals(out, group, g, t, start, end);
            }
            case SOLVED -> {}
        }
        if (spec.diagnostics()) {
            storeDiagnostics(out, group, g, t, start, end);
        }
    }

    private MomentKernel.Rows rowsOf(int g, int t, int start, int end) {
        twoStarts[0] = start;
        twoStarts[1] = end;
        if (counts[t][g] == end - start) {
            return columns[t];
        }
        usable.select(t, start, end);
        Arrays.setAll(usableFeatures, usable::feature);
        twoStarts[0] = usable.from();
        twoStarts[1] = usable.to();
        return new MomentKernel.Rows(usableFeatures, usable.target(), usable.weight());
    }

    private void addUpAboutMeans(int g, int t, int start, int end) {
        MomentKernel.Rows used = rowsOf(g, t, start, end);
        for (int v = 0; v < layout.variables(); v++) {
            sums[t][layout.pivot(v) * stride + g] += cholesky.mean(v)[g];
        }
        kernel.accumulate(used, twoStarts, 0, 1, true, sums[t], stride, g, counts[t]);
    }

    private MomentKernel.Rows writeResiduals(int g, int t, int start, int end) {
        MomentKernel.Rows used = rowsOf(g, t, start, end);
        int count = twoStarts[1] - twoStarts[0];
        if (residuals.length < count) {
            residuals = new double[Math.max(count, 2 * residuals.length)];
        }
        double constant = cholesky.mean(features)[g];
        for (int v = 0; v <= features; v++) {
            pivots[v] = sums[t][layout.pivot(v) * stride + g];
        }
        for (int j = 0; j < features; j++) {
            slopes[j] = cholesky.coefficients()[first + j][g];
            constant -= slopes[j] * cholesky.mean(j)[g];
        }
        Residuals.write(used, twoStarts[0], twoStarts[1], pivots, slopes, constant, residuals);
        return used;
    }

    private void storeFromResiduals(Estimates.OfTarget out, int group, int g, int t, int start, int end) {
        MomentKernel.Rows used = writeResiduals(g, t, start, end);
        double[] weights = used.weights();
        double sum = 0;
        double square = 0;
        Arrays.fill(gradient, 0);
        for (int i = twoStarts[0]; i < twoStarts[1]; i++) {
            double e = residuals[i - twoStarts[0]];
            double we = weights == null ? e : weights[i] * e;
            sum += we;
            square = Math.fma(we, e, square);
            for (int j = 0; j < features; j++) {
                gradient[j] = Math.fma(we, (used.features()[j][i] - pivots[j]) - cholesky.mean(j)[g], gradient[j]);
            }
        }
        cholesky.refine(g, square, sum, gradient, pivots);
        cholesky.store(g, 1, free, out, group + g);
    }

    private void storeDiagnostics(Estimates.OfTarget out, int group, int g, int t, int start, int end) {
        writeResiduals(g, t, start, end);
        out.mad()[group + g] = careful.mad(residuals, twoStarts[1] - twoStarts[0]);
        out.conditionNumber()[group + g] = Residuals.conditionNumber(cholesky, g, features);
    }
}
