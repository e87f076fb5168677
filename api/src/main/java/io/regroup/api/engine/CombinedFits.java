package io.regroup.api.engine;

import io.regroup.api.FitSpec;
import io.regroup.api.result.FitResult;
import io.regroup.api.result.SummarizedFit;
import io.regroup.api.result.SummaryHeader;
import io.regroup.api.spi.Cohort;
import io.regroup.api.spi.FitJob;
import io.regroup.api.spi.ReductionPlan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs a plan that combines: every block is reduced to a summary per group, summaries are combined up a tree, and each group is
 * finished once, cohort by cohort. Where the summaries of some groups do not say enough, their rows are reduced once more,
 * more carefully. Blocks and tree depend on row numbers alone, so the result has the same bits for any number of threads, any
 * way of reading, and any cohorts.
 *
 * <p>Rows that are in memory are reduced where they are; a table is, and so are rows that planning has read. Others are read
 * block by block, and groups are known by their keys alone: memory is needed for the groups and for one block per thread.
 */
public final class CombinedFits {

    private final FitJob job;
    private final ReductionPlan.Combining how;

    /**
     * A fit, and how its blocks are reduced.
     *
     * @param job a job whose plan combines
     * @param reducer reduces blocks
     * @param careful reduces blocks for the groups that the first one leaves open; null if it never does
     * @param notes says at the end what else a reader of the result should know
     */
    public record Reduction(
            FitJob job, BlockReducer reducer, @Nullable BlockReducer careful, Supplier<List<String>> notes) {}

    private CombinedFits(FitJob job) {
        this.job = job;
        this.how = job.plan()
                .combining()
                .orElseThrow(() -> new IllegalArgumentException("plan " + job.plan() + ": does not combine"));
    }

    /**
     * Runs fits of the same rows. Rows that are not in memory are read once for all of them, and once more for all that leave groups
     * open.
     *
     * @param fits at least one; all with the same dataset, keys, selection, plan and options
     * @return the results, in the order of the fits
     * @throws io.regroup.api.InvalidArgumentException if a weight is negative, or the summaries do not fit into memory
     * @throws io.regroup.api.data.DataAccessException if the dataset cannot be read
     */
    public static List<FitResult> run(List<Reduction> fits) {
        FitJob first = fits.get(0).job();
        RowDemand demand =
                RowDemand.of(fits.stream().map(fit -> fit.job().spec()).toList());
        if (inMemory(first, demand)) {
            return fits.stream()
                    .map(fit -> new CombinedFits(fit.job()).inMemory(fit.reducer(), fit.careful(), fit.notes()))
                    .toList();
        }
        CombinedFits streamed = new CombinedFits(first);
        return WeightChecks.ofAllRows(first.dataset(), demand, () -> new StreamedFits(first, streamed.how).run(fits));
    }

    /**
     * Runs a job and keeps the summaries from which the result was made.
     *
     * @param job a job whose plan combines all groups together
     * @param form makes, combines and finishes summaries
     * @return the result and the summary
     * @throws io.regroup.api.InvalidArgumentException if a weight is negative, or the summaries do not fit into memory
     * @throws io.regroup.api.data.DataAccessException if the dataset cannot be read
     */
    public static SummarizedFit summarize(FitJob job, SummaryForm form) {
        CombinedFits fits = new CombinedFits(job);
        job.progress().begin("reducing blocks", job.dataset().knownRows().orElse(-1));
        return isResident(job, RowDemand.of(job.spec())) ? fits.summarizeInMemory(form) : fits.summarizeStreamed(form);
    }

    private SummarizedFit summarizeInMemory(SummaryForm form) {
        GroupedRows rows = GroupedRows.of(job);
        rows.requireNoNegativeWeight(job.spec().weight(), job.threads());
        double[] slab = rows.grouping().count() == 0
                ? new double[0]
                : reduce(rows, null, null, form.reducer()).slab();
        return summarized(form, rows.grouping(), slab, rows.rowsRead(), rows.rowsSelected(), rows.notes());
    }

    private SummarizedFit summarizeStreamed(SummaryForm form) {
        StreamedFits.All all = WeightChecks.ofAllRows(
                job.dataset(), RowDemand.of(job.spec()), () -> new StreamedFits(job, how).sum(form.reducer()));
        return summarized(
                form,
                all.sum().keys().grouping(StreamedFits.DETAIL),
                all.sum().slab(),
                all.rowsRead(),
                all.rowsSelected(),
                all.notes());
    }

    private SummarizedFit summarized(
            SummaryForm form,
            Grouping grouping,
            double[] slab,
            long rowsRead,
            long rowsSelected,
            List<String> readingNotes) {
        FitSpec spec = job.spec();
        Estimates estimates = new Estimates(spec, job.program(), grouping.count(), job.threads());
        form.reducer().finish(slab, grouping::describe, estimates, new boolean[grouping.count()]);
        List<String> notes = new ArrayList<>(readingNotes);
        notes.addAll(form.notes().get());
        FitResult result = new FitResult(
                spec,
                job.program(),
                grouping,
                estimates,
                rowsRead,
                rowsSelected,
                job.explanation().withReductionDetail(grouping.method()).withNotes(notes));
        SummaryHeader header = new SummaryHeader(
                spec,
                grouping.keys().schema().fields(),
                job.dataset().origin().of(spec.selection()),
                form.name(),
                form.version(),
                form.numbers(),
                rowsRead,
                rowsSelected,
                readingNotes);
        return new SummarizedFit(result, SummaryTable.of(header, grouping.keys(), slab));
    }

    /** Tells whether rows are reduced where they are, in memory. */
    static boolean inMemory(FitJob job) {
        return inMemory(job, RowDemand.of(job.spec()));
    }

    private static boolean inMemory(FitJob job, RowDemand demand) {
        return job.rows() != null || isResident(job, demand);
    }

    private static boolean isResident(FitJob job, RowDemand demand) {
        return demand.selection() == null
                && job.dataset().resident(demand.requests()).isPresent();
    }

    // Rows in memory: groups are numbered.

    private FitResult inMemory(BlockReducer reducer, @Nullable BlockReducer careful, Supplier<List<String>> notes) {
        GroupedRows rows = GroupedRows.of(job);
        rows.requireNoNegativeWeight(job.spec().weight(), job.threads());
        int groups = rows.grouping().count();
        Estimates estimates = new Estimates(job.spec(), job.program(), groups, job.threads());
        boolean[] open = new boolean[groups];
        List<Cohort> cohorts = groups == 0 ? List.of() : how.cohorts();
        job.progress().begin("reducing blocks", rows.rowsSelected() * (long) Math.max(1, cohorts.size()));
        if (cohorts.isEmpty() && groups > 0) {
            GroupSummaries sum = reduce(rows, null, null, reducer);
            reducer.finish(sum.slab(), rows.grouping()::describe, estimates, open);
        }
        for (Cohort cohort : cohorts) {
            fit(rows, cohort.labels(), cohort.blocks(), reducer, estimates, open);
        }
        int[] left = picked(open);
        if (careful != null && left.length > 0) {
            job.progress().begin("reducing blocks once more", rows.rowsSelected());
            fit(rows, left, null, careful, estimates, new boolean[groups]);
        }
        return rows.result(job, estimates, notes.get());
    }

    /** Fits some groups and puts the results to their places. */
    private void fit(
            GroupedRows rows,
            int[] members,
            int @Nullable [] blocks,
            BlockReducer reducer,
            Estimates estimates,
            boolean[] open) {
        GroupSummaries sum = reduce(rows, members, blocks, reducer);
        Estimates some = new Estimates(job.spec(), job.program(), members.length, job.threads());
        boolean[] someOpen = new boolean[members.length];
        reducer.finish(sum.slab(), i -> rows.grouping().describe(members[i]), some, someOpen);
        estimates.put(members, some);
        for (int i = 0; i < members.length; i++) {
            open[members[i]] = someOpen[i];
        }
    }

    private GroupSummaries reduce(
            GroupedRows rows, int @Nullable [] members, int @Nullable [] wanted, BlockReducer reducer) {
        int groups = rows.grouping().count();
        int count = rows.rowsSelected();
        int blocks = Math.ceilDiv(count, how.blockRows());
        int[] places = members == null ? new int[0] : inverse(members, groups);
        SummaryTree tree = new SummaryTree(how.fanIn(), reducer);
        Workers.run(job.threads(), blocks, () -> {
            BlockReducer.Worker worker = reducer.worker(!how.cohorts().isEmpty());
            int[] own = members == null ? new int[groups] : places;
            return block -> {
                if (wanted != null && Arrays.binarySearch(wanted, block) < 0) {
                    tree.add(block, null);
                    return;
                }
                int from = block * how.blockRows();
                int to = (int) Math.min(count, (long) from + how.blockRows());
                int first = 0;
                int number = members == null ? groups : members.length;
                if (members == null) {
                    int[] range = rows.groupRange(from, to);
                    first = range[0];
                    number = range[1] - range[0] + 1;
                    for (int i = 0; i < number; i++) {
                        own[first + i] = i;
                    }
                }
                double[] slab = GroupSummaries.slab(number, reducer.width());
                worker.reduce(rows, from, to, own, slab);
                tree.add(block, GroupSummaries.numbered(first, number, slab));
                job.progress().advance(to - from);
            };
        });
        GroupSummaries sum = tree.sum(blocks);
        if (sum == null) {
            throw new IllegalStateException("the strategy is at fault: a cohort's groups have no rows in its blocks");
        }
        return sum;
    }

    private static int[] inverse(int[] members, int groups) {
        int[] places = new int[groups];
        Arrays.fill(places, -1);
        for (int i = 0; i < members.length; i++) {
            places[members[i]] = i;
        }
        return places;
    }

    static int[] picked(boolean[] flags) {
        int[] picks = new int[flags.length];
        int count = 0;
        for (int i = 0; i < flags.length; i++) {
            picks[count] = i;
            count += flags[i] ? 1 : 0;
        }
        return Arrays.copyOf(picks, count);
    }
}
