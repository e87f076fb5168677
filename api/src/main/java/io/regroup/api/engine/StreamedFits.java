package io.regroup.api.engine;

import io.regroup.api.result.FitResult;
import io.regroup.api.spi.Cohort;
import io.regroup.api.spi.FitJob;
import io.regroup.api.spi.KeyLabels;
import io.regroup.api.spi.ReductionPlan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jspecify.annotations.Nullable;

/**
 * Runs a plan that combines, over rows that are read block by block. Groups are known by their keys alone, so memory is needed
 * for the groups of a cohort and for one block per thread. Threads take one block after another, cohort by cohort; who brings a
 * cohort's last block finishes it, while others are at the next one.
 */
final class StreamedFits {

    /** How it went, for people. */
    static final String DETAIL = "blocks read one by one, groups matched by key";

    private final FitJob first;
    private final ReductionPlan.Combining how;

    /**
     * Prepares to read.
     *
     * @param first one of the jobs: all have the same rows, plan and options
     * @param how the plan
     */
    StreamedFits(FitJob first, ReductionPlan.Combining how) {
        this.first = first;
        this.how = how;
    }

    /** The summaries of all groups, and what was read for them. */
    record All(GroupSummaries sum, long rowsRead, long rowsSelected, List<String> notes) {}

    /** Reduces all rows, in one cohort. */
    All sum(BlockReducer reducer) {
        GroupSummaries[] sums = new GroupSummaries[1];
        Strand strand = new Strand(reducer, List.of(), 1, (cohort, sum) -> sums[cohort] = sum);
        Pass pass = new Pass(RowDemand.of(first.spec()), List.of(), List.of(strand));
        pass.run();
        return new All(sums[0], pass.rowsRead, pass.rowsSelected, pass.notes);
    }

    /**
     * Fits all groups, several times in one pass; those that a first reducer leaves open are reduced once more by the careful one, if
     * there is one, again in one pass for all fits.
     */
    List<FitResult> run(List<CombinedFits.Reduction> fits) {
        List<Cohort> cohorts = how.cohorts();
        int count = Math.max(1, cohorts.size());
        List<Filter> filters =
                cohorts.stream().map(cohort -> members(how.labels(), cohort)).toList();
        first.progress().begin("reducing blocks", rowsToRead());
        List<Finished[]> finished = new ArrayList<>();
        List<Strand> strands = new ArrayList<>();
        for (CombinedFits.Reduction fit : fits) {
            Finished[] own = new Finished[count];
            finished.add(own);
            strands.add(
                    new Strand(fit.reducer(), filters, count, (cohort, sum) -> own[cohort] = finish(sum, fit, count)));
        }
        Pass pass = new Pass(demand(fits), cohorts, strands);
        pass.run();
        List<Finished> all = new ArrayList<>();
        for (int i = 0; i < fits.size(); i++) {
            all.add(together(fits.get(i).job(), finished.get(i)));
        }
        again(fits, all);
        List<FitResult> results = new ArrayList<>();
        for (int i = 0; i < fits.size(); i++) {
            results.add(result(fits.get(i), all.get(i), pass));
        }
        return results;
    }

    private static RowDemand demand(List<CombinedFits.Reduction> fits) {
        return RowDemand.of(fits.stream().map(fit -> fit.job().spec()).toList());
    }

    private static FitResult result(CombinedFits.Reduction fit, Finished all, Pass pass) {
        FitJob job = fit.job();
        List<String> notes = new ArrayList<>(pass.notes);
        notes.addAll(fit.notes().get());
        return new FitResult(
                job.spec(),
                job.program(),
                all.keys.grouping(DETAIL),
                all.estimates,
                pass.rowsRead,
                pass.rowsSelected,
                job.explanation().withReductionDetail(DETAIL).withNotes(notes));
    }

    /** The results of a cohort's groups, and which of them its summaries leave open. */
    private static final class Finished {
        private final SortedKeys keys;
        private final Estimates estimates;
        private final boolean[] open;

        Finished(SortedKeys keys, Estimates estimates, boolean[] open) {
            this.keys = keys;
            this.estimates = estimates;
            this.open = open;
        }
    }

    private static Finished finish(GroupSummaries sum, CombinedFits.Reduction fit, int cohorts) {
        FitJob job = fit.job();
        Estimates estimates = new Estimates(job.spec(), job.program(), sum.count(), cohorts == 1 ? job.threads() : 1);
        boolean[] open = new boolean[sum.count()];
        fit.reducer().finish(sum.slab(), sum.keys()::describe, estimates, open);
        return new Finished(sum.keys(), estimates, open);
    }

    private static Finished together(FitJob job, Finished[] cohorts) {
        if (cohorts.length == 1) {
            return cohorts[0];
        }
        SortedKeys.Merged merged = SortedKeys.merge(
                Arrays.stream(cohorts).map(cohort -> cohort.keys).toList());
        int groups = merged.keys().count();
        Estimates estimates = new Estimates(job.spec(), job.program(), groups, job.threads());
        boolean[] open = new boolean[groups];
        for (int c = 0; c < cohorts.length; c++) {
            int[] places = merged.places().get(c);
            estimates.put(places, cohorts[c].estimates);
            for (int i = 0; i < places.length; i++) {
                open[places[i]] = cohorts[c].open[i];
            }
        }
        return new Finished(merged.keys(), estimates, open);
    }

    /** Reduces the rows of open groups once more. */
    private void again(List<CombinedFits.Reduction> fits, List<Finished> finished) {
        List<CombinedFits.Reduction> unfinished = new ArrayList<>();
        List<Strand> strands = new ArrayList<>();
        for (int i = 0; i < fits.size(); i++) {
            BlockReducer careful = fits.get(i).careful();
            if (careful != null && CombinedFits.picked(finished.get(i).open).length > 0) {
                unfinished.add(fits.get(i));
                strands.add(again(fits.get(i).job(), finished.get(i), careful));
            }
        }
        if (!strands.isEmpty()) {
            first.progress()
                    .begin(
                            "reducing blocks once more",
                            first.dataset().knownRows().orElse(-1));
            new Pass(demand(unfinished), List.of(), strands).run();
        }
    }

    private Strand again(FitJob job, Finished all, BlockReducer careful) {
        int[] left = CombinedFits.picked(all.open);
        SortedKeys some = all.keys.only(all.open);
        return new Strand(careful, List.of(block -> present(block.placesIn(some))), 1, (cohort, sum) -> {
            Estimates others = new Estimates(job.spec(), job.program(), left.length, job.threads());
            careful.finish(sum.slab(), some::describe, others, new boolean[left.length]);
            all.estimates.put(left, others);
        });
    }

    private long rowsToRead() {
        long rows = how.cohorts().stream()
                .mapToLong(cohort -> cohort.rowCount(how.blockRows()))
                .sum();
        return rows == 0 ? first.dataset().knownRows().orElse(-1) : rows;
    }

    private static boolean[] present(int[] places) {
        boolean[] present = new boolean[places.length];
        for (int i = 0; i < places.length; i++) {
            present[i] = places[i] >= 0;
        }
        return present;
    }

    /** Which of a block's groups are wanted. */
    @FunctionalInterface
    private interface Filter {
        boolean[] wanted(SortedKeys keys);
    }

    private static Filter members(KeyLabels labels, Cohort cohort) {
        if (!(labels instanceof KeyLabels.Ranges ranges)) {
            throw new IllegalArgumentException("cohorts of numbered groups need rows in memory");
        }
        return keys -> {
            int[] found = keys.labels(ranges.borders());
            boolean[] wanted = new boolean[found.length];
            for (int i = 0; i < found.length; i++) {
                wanted[i] = Arrays.binarySearch(cohort.labels(), found[i]) >= 0;
            }
            return wanted;
        };
    }

    /** Takes the sum of a cohort's blocks. */
    @FunctionalInterface
    private interface Sink {
        void take(int cohort, GroupSummaries sum);
    }

    /** What one fit does with the rows of a pass: how blocks are reduced, and what becomes of the sums. */
    private final class Strand {

        private final BlockReducer reducer;
        private final List<Filter> filters;
        private final Sink sink;
        private final @Nullable SummaryTree[] trees;

        /**
         * Prepares for a pass.
         *
         * @param filters which groups belong to which cohort; empty if all do
         * @param cohorts how many cohorts the pass has, at least 1
         */
        Strand(BlockReducer reducer, List<Filter> filters, int cohorts, Sink sink) {
            this.reducer = reducer;
            this.filters = filters;
            this.sink = sink;
            this.trees = new SummaryTree[cohorts];
            Arrays.setAll(trees, c -> new SummaryTree(how.fanIn(), reducer));
        }

        private SummaryTree tree(int cohort) {
            SummaryTree tree = trees[cohort];
            if (tree == null) {
                throw new IllegalStateException("cohort " + cohort + " has ended");
            }
            return tree;
        }

        void add(BlockFeed.Piece piece, SortedKeys keys, BlockReducer.Worker worker) {
            tree(piece.cohort()).add(piece.block(), summaries(piece, keys, worker));
        }

        private GroupSummaries summaries(BlockFeed.Piece piece, SortedKeys keys, BlockReducer.Worker worker) {
            GroupedRows rows = piece.rows();
            int[] places = new int[keys.count()];
            SortedKeys kept = keys;
            if (filters.isEmpty()) {
                Arrays.setAll(places, i -> i);
            } else {
                boolean[] wanted = filters.get(piece.cohort()).wanted(keys);
                int count = 0;
                for (int i = 0; i < places.length; i++) {
                    places[i] = wanted[i] ? count++ : -1;
                }
                kept = count == places.length ? keys : keys.only(wanted);
            }
            double[] slab = GroupSummaries.slab(kept.count(), reducer.width());
            if (kept.count() > 0) {
                worker.reduce(rows, 0, rows.rowsSelected(), places, slab);
            }
            return GroupSummaries.keyed(kept, slab);
        }

        /** Takes the end of a cohort: blocks that it did not need count as empty. */
        void end(int cohort, int blocks, int @Nullable [] needed) {
            SummaryTree tree = tree(cohort);
            for (int block = 0; block < blocks && needed != null; block++) {
                if (Arrays.binarySearch(needed, block) < 0) {
                    tree.add(block, null);
                }
            }
            GroupSummaries sum = tree.sum(blocks);
            trees[cohort] = null;
            if (sum == null) {
                throw new IllegalStateException("a cohort without blocks");
            }
            sink.take(cohort, sum);
        }
    }

    /** Reads what cohorts need, once, has it reduced by every strand, and hands on each cohort's sums. */
    private final class Pass {

        private final RowDemand demand;
        private final List<Cohort> cohorts;
        private final List<Strand> strands;
        private final BitSet seen = new BitSet();
        private long rowsRead;
        private long rowsSelected;
        private List<String> notes = List.of();

        /**
         * Prepares a pass.
         *
         * @param demand the columns that all strands need together
         * @param cohorts empty for one with all blocks
         * @param strands what is done with the rows
         */
        Pass(RowDemand demand, List<Cohort> cohorts, List<Strand> strands) {
            this.demand = demand;
            this.cohorts = cohorts;
            this.strands = strands;
        }

        void run() {
            try (BlockFeed feed = BlockFeed.of(first, demand, how.blockRows(), cohorts)) {
                AtomicIntegerArray left = new AtomicIntegerArray(Math.max(1, cohorts.size()));
                for (int c = 0; c < left.length(); c++) {
                    left.set(c, feed.pieces(c));
                }
                Workers.run(first.threads(), first.threads(), () -> {
                    List<BlockReducer.Worker> workers = strands.stream()
                            .map(strand -> strand.reducer.worker(!cohorts.isEmpty()))
                            .toList();
                    return thread -> {
                        for (BlockFeed.Piece piece = feed.next(); piece != null; piece = feed.next()) {
                            reduce(piece, workers);
                            if (left.decrementAndGet(piece.cohort()) == 0) {
                                end(piece.cohort(), feed.blocks());
                            }
                        }
                    };
                });
                if (feed.pieces(0) < 0) {
                    end(0, feed.blocks());
                }
                notes = List.copyOf(feed.notes());
            }
        }

        private void reduce(BlockFeed.Piece piece, List<BlockReducer.Worker> workers) {
            SortedKeys keys = SortedKeys.of(piece.rows().grouping());
            for (int i = 0; i < workers.size(); i++) {
                strands.get(i).add(piece, keys, workers.get(i));
            }
            count(piece);
        }

        private void end(int cohort, int blocks) {
            int[] needed = cohorts.isEmpty() ? null : cohorts.get(cohort).blocks();
            strands.forEach(strand -> strand.end(cohort, blocks, needed));
        }

        /** Counts each block once, though several cohorts may have rows in it. */
        private void count(BlockFeed.Piece piece) {
            first.progress().advance(piece.rows().rowsRead());
            synchronized (this) {
                if (!seen.get(piece.block())) {
                    seen.set(piece.block());
                    rowsRead += piece.rowsRead();
                    rowsSelected += piece.rowsSelected();
                }
            }
        }
    }
}
