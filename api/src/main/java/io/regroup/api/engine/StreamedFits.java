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
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs a plan that combines, over rows that are read block by block. Groups are known by their keys alone, so memory is needed
 * for the groups of a cohort and for one block per thread. Threads take one block after another, cohort by cohort; who brings a
 * cohort's last block finishes it, while others are at the next one.
 */
final class StreamedFits {

    /** How it went, for people. */
    static final String DETAIL = "blocks read one by one, groups matched by key";

    private final FitJob job;
    private final ReductionPlan.Combining how;

    StreamedFits(FitJob job, ReductionPlan.Combining how) {
        this.job = job;
        this.how = how;
    }

    /** The summaries of all groups, and what was read for them. */
    record All(GroupSummaries sum, long rowsRead, long rowsSelected, List<String> notes) {}

    /** Reduces all rows, in one cohort. */
    All sum(BlockReducer reducer) {
        GroupSummaries[] sums = new GroupSummaries[1];
        Pass pass = new Pass(reducer, List.of(), List.of(), (cohort, sum) -> sums[cohort] = sum);
        pass.run();
        return new All(sums[0], pass.rowsRead, pass.rowsSelected, pass.notes);
    }

    /** Fits all groups; those that the first reducer leaves open are reduced once more by the careful one, if there is one. */
    FitResult run(BlockReducer reducer, @Nullable BlockReducer careful, Supplier<List<String>> notes) {
        List<Cohort> cohorts = how.cohorts();
        Finished[] finished = new Finished[Math.max(1, cohorts.size())];
        List<Filter> filters =
                cohorts.stream().map(cohort -> members(how.labels(), cohort)).toList();
        job.progress().begin("reducing blocks", rowsToRead());
        Pass pass = new Pass(
                reducer, cohorts, filters, (cohort, sum) -> finished[cohort] = finish(sum, reducer, finished.length));
        pass.run();
        SortedKeys.Merged merged = SortedKeys.merge(
                Arrays.stream(finished).map(cohort -> cohort.keys).toList());
        Finished all = finished.length == 1 ? finished[0] : together(merged, finished);
        if (careful != null) {
            again(all, careful);
        }
        List<String> allNotes = new ArrayList<>(pass.notes);
        allNotes.addAll(notes.get());
        return new FitResult(
                job.spec(),
                job.program(),
                all.keys.grouping(DETAIL),
                all.estimates,
                pass.rowsRead,
                pass.rowsSelected,
                job.explanation().withReductionDetail(DETAIL).withNotes(allNotes));
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

    private Finished finish(GroupSummaries sum, BlockReducer reducer, int cohorts) {
        Estimates estimates = new Estimates(job.spec(), job.program(), sum.count(), cohorts == 1 ? job.threads() : 1);
        boolean[] open = new boolean[sum.count()];
        reducer.finish(sum.slab(), sum.keys()::describe, estimates, open);
        return new Finished(sum.keys(), estimates, open);
    }

    private Finished together(SortedKeys.Merged merged, Finished[] cohorts) {
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
    private void again(Finished all, BlockReducer careful) {
        int[] left = CombinedFits.picked(all.open);
        if (left.length == 0) {
            return;
        }
        job.progress()
                .begin("reducing blocks once more", job.dataset().knownRows().orElse(-1));
        SortedKeys some = all.keys.only(all.open);
        Pass pass = new Pass(careful, List.of(), List.of(block -> present(block.placesIn(some))), (cohort, sum) -> {
            Estimates others = new Estimates(job.spec(), job.program(), left.length, job.threads());
            careful.finish(sum.slab(), some::describe, others, new boolean[left.length]);
            all.estimates.put(left, others);
        });
        pass.run();
    }

    private long rowsToRead() {
        long rows = how.cohorts().stream()
                .mapToLong(cohort -> cohort.rowCount(how.blockRows()))
                .sum();
        return rows == 0 ? job.dataset().knownRows().orElse(-1) : rows;
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

    /** Reads what cohorts need, reduces it, and hands on each cohort's sum. */
    private final class Pass {

        private final BlockReducer reducer;
        private final List<Cohort> cohorts;
        private final List<Filter> filters;
        private final Sink sink;
        private final @Nullable SummaryTree[] trees;
        private final BitSet seen = new BitSet();
        private long rowsRead;
        private long rowsSelected;
        private List<String> notes = List.of();

        /**
         * Prepares a pass.
         *
         * @param cohorts empty for one with all blocks
         * @param filters which groups belong to which cohort; empty if all do
         */
        Pass(BlockReducer reducer, List<Cohort> cohorts, List<Filter> filters, Sink sink) {
            this.reducer = reducer;
            this.cohorts = cohorts;
            this.filters = filters;
            this.sink = sink;
            this.trees = new SummaryTree[Math.max(1, cohorts.size())];
            Arrays.setAll(trees, c -> new SummaryTree(how.fanIn(), reducer));
        }

        void run() {
            try (BlockFeed feed = BlockFeed.of(job, how.blockRows(), cohorts)) {
                AtomicIntegerArray left = new AtomicIntegerArray(trees.length);
                for (int c = 0; c < trees.length; c++) {
                    left.set(c, feed.pieces(c));
                }
                Workers.run(job.threads(), job.threads(), () -> {
                    BlockReducer.Worker worker = reducer.worker(!cohorts.isEmpty());
                    return thread -> {
                        for (BlockFeed.Piece piece = feed.next(); piece != null; piece = feed.next()) {
                            int cohort = piece.cohort();
                            tree(cohort).add(piece.block(), summaries(piece, worker));
                            count(piece);
                            if (left.decrementAndGet(cohort) == 0) {
                                end(cohort, feed.blocks());
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

        private SummaryTree tree(int cohort) {
            SummaryTree tree = trees[cohort];
            if (tree == null) {
                throw new IllegalStateException("cohort " + cohort + " has ended");
            }
            return tree;
        }

        /** Counts each block once, though several cohorts may have rows in it. */
        private void count(BlockFeed.Piece piece) {
            job.progress().advance(piece.rows().rowsRead());
            synchronized (this) {
                if (!seen.get(piece.block())) {
                    seen.set(piece.block());
                    rowsRead += piece.rowsRead();
                    rowsSelected += piece.rowsSelected();
                }
            }
        }

        private void end(int cohort, int blocks) {
            SummaryTree tree = tree(cohort);
            for (int block = 0; block < blocks && !cohorts.isEmpty(); block++) {
                if (Arrays.binarySearch(cohorts.get(cohort).blocks(), block) < 0) {
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

        private GroupSummaries summaries(BlockFeed.Piece piece, BlockReducer.Worker worker) {
            GroupedRows rows = piece.rows();
            SortedKeys keys = SortedKeys.of(rows.grouping());
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
    }
}
