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
 * finished once, cohort by cohort. Where the summaries of some groups do not say enough, their rows are reduced again in another
 * pass, until all groups are through. Blocks and tree depend on row numbers alone, so the result has the same bits for any number of threads, any
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
     * @param reducer reduces blocks in the first pass
     * @param notes says at the end what else a reader of the result should know
     */
    public record Reduction(FitJob job, BlockReducer reducer, Supplier<List<String>> notes) {}

    private CombinedFits(FitJob job) {
        this.job = job;
        this.how = job.plan()
                .combining()
                .orElseThrow(() -> new IllegalArgumentException("plan " + job.plan() + ": does not combine"));
    }

    /**
     * Runs fits of the same rows. Rows that are not in memory are read once for all of them, and again for all that leave groups
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
                    .map(fit -> new CombinedFits(fit.job()).inMemory(fit.reducer(), fit.notes()))
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
                : reduce(rows, null, form.reducer()).slab();
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
        form.reducer().finish(slab, grouping::describe, estimates, allThrough(grouping.count()));
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

    /** Some of the groups. */
    private static final class Some {

        private final int[] groups;
        private final int @Nullable [] numbers;
        private final int @Nullable [] blocks;

        /**
         * Takes groups.
         *
         * @param groups their numbers, ascending
         * @param numbers by which the reducer of the pass before calls them; null in the first pass
         * @param blocks those in which they occur, ascending; null if that is not known
         */
        Some(int[] groups, int @Nullable [] numbers, int @Nullable [] blocks) {
            this.groups = groups;
            this.numbers = numbers;
            this.blocks = blocks;
        }

        static Some first(Cohort cohort) {
            return new Some(cohort.labels(), null, cohort.blocks());
        }

        /** Those of some groups that are open. */
        static Some open(int[] groups, int[] open, int @Nullable [] blocks) {
            int[] left = Arrays.stream(groups)
                    .filter(group -> open[group] != BlockReducer.THROUGH)
                    .toArray();
            return new Some(left, Arrays.stream(left).map(group -> open[group]).toArray(), blocks);
        }

        boolean mayOccurIn(int block) {
            return blocks == null || Arrays.binarySearch(blocks, block) >= 0;
        }

        /** Counts the groups before one. */
        int before(int group) {
            int place = Arrays.binarySearch(groups, group);
            return place >= 0 ? place : -place - 1;
        }
    }

    private FitResult inMemory(BlockReducer first, Supplier<List<String>> notes) {
        GroupedRows rows = GroupedRows.of(job);
        rows.requireNoNegativeWeight(job.spec().weight(), job.threads());
        int groups = rows.grouping().count();
        Estimates estimates = new Estimates(job.spec(), job.program(), groups, job.threads());
        int[] open = allThrough(groups);
        List<Cohort> cohorts = groups == 0 ? List.of() : how.cohorts();
        begin(first, rows, Math.max(1, cohorts.size()));
        if (cohorts.isEmpty() && groups > 0) {
            GroupSummaries sum = reduce(rows, null, first);
            first.finish(sum.slab(), rows.grouping()::describe, estimates, open);
        }
        for (Cohort cohort : cohorts) {
            fit(rows, Some.first(cohort), first, estimates, open);
        }
        BlockReducer next = isAnyOpen(open) ? first.next() : null;
        while (next != null) {
            again(rows, cohorts, next, estimates, open);
            next = isAnyOpen(open) ? next.next() : null;
        }
        return rows.result(job, estimates, notes.get());
    }

    private void begin(BlockReducer reducer, GroupedRows rows, int times) {
        job.progress().begin(reducer.task(), rows.rowsSelected() * (long) times);
    }

    /** Reduces the groups that are open, in another pass. */
    private void again(GroupedRows rows, List<Cohort> cohorts, BlockReducer reducer, Estimates estimates, int[] open) {
        List<Some> parts = cohorts.isEmpty()
                ? List.of(Some.open(picked(open), open, null))
                : cohorts.stream()
                        .map(cohort -> Some.open(cohort.labels(), open, cohort.blocks()))
                        .filter(some -> some.groups.length > 0)
                        .toList();
        begin(reducer, rows, parts.size());
        for (Some some : parts) {
            fit(rows, some, reducer, estimates, open);
        }
    }

    /** Fits some groups and puts the results to their places. */
    private void fit(GroupedRows rows, Some some, BlockReducer reducer, Estimates estimates, int[] open) {
        int[] groups = some.groups;
        GroupSummaries sum = reduce(rows, some, reducer);
        if (sum.count() != groups.length) {
            throw withoutRows();
        }
        Estimates own = new Estimates(job.spec(), job.program(), groups.length, job.threads());
        int[] ownOpen = allThrough(groups.length);
        reducer.finish(sum.slab(), i -> rows.grouping().describe(groups[i]), own, ownOpen);
        estimates.put(groups, own);
        for (int i = 0; i < groups.length; i++) {
            open[groups[i]] = ownOpen[i];
        }
    }

    private GroupSummaries reduce(GroupedRows rows, @Nullable Some some, BlockReducer reducer) {
        int count = rows.rowsSelected();
        int blocks = Math.ceilDiv(count, how.blockRows());
        SummaryTree tree = new SummaryTree(how.fanIn(), reducer);
        Workers.run(job.threads(), blocks, () -> {
            BlockReducer.Worker worker = reducer.worker(!how.cohorts().isEmpty());
            int[] places = new int[rows.grouping().count()];
            return block -> {
                if (some != null && !some.mayOccurIn(block)) {
                    tree.add(block, null);
                    return;
                }
                int from = block * how.blockRows();
                int to = (int) Math.min(count, (long) from + how.blockRows());
                tree.add(block, reduce(rows, from, to, some, reducer, worker, places));
                job.progress().advance(to - from);
            };
        });
        GroupSummaries sum = tree.sum(blocks);
        if (sum == null) {
            throw withoutRows();
        }
        return sum;
    }

    /** Reduces a block; null if it has none of the groups. */
    private static @Nullable GroupSummaries reduce(
            GroupedRows rows,
            int from,
            int to,
            @Nullable Some some,
            BlockReducer reducer,
            BlockReducer.Worker worker,
            int[] places) {
        int[] range = rows.groupRange(from, to);
        int first = some == null ? range[0] : some.before(range[0]);
        int end = some == null ? range[1] + 1 : some.before(range[1] + 1);
        if (first == end) {
            return null;
        }
        Arrays.fill(places, range[0], range[1] + 1, -1);
        double[] slab = GroupSummaries.slab(end - first, reducer.width());
        for (int i = first; i < end; i++) {
            places[some == null ? i : some.groups[i]] = i - first;
            if (some != null && some.numbers != null) {
                reducer.resume(slab, (i - first) * reducer.width(), some.numbers[i]);
            }
        }
        worker.reduce(rows, from, to, places, slab);
        return GroupSummaries.numbered(first, end - first, slab);
    }

    private static IllegalStateException withoutRows() {
        return new IllegalStateException("the strategy is at fault: a cohort's groups have no rows in its blocks");
    }

    /** Says that no group is open. */
    static int[] allThrough(int groups) {
        int[] open = new int[groups];
        Arrays.fill(open, BlockReducer.THROUGH);
        return open;
    }

    static boolean isAnyOpen(int[] open) {
        for (int number : open) {
            if (number != BlockReducer.THROUGH) {
                return true;
            }
        }
        return false;
    }

    /** Lists the groups that are open. */
    static int[] picked(int[] open) {
        int[] picks = new int[open.length];
        int count = 0;
        for (int i = 0; i < open.length; i++) {
            picks[count] = i;
            count += open[i] != BlockReducer.THROUGH ? 1 : 0;
        }
        return Arrays.copyOf(picks, count);
    }
}
