package io.regroup.api.engine;

import io.regroup.api.data.DataAccessException;
import io.regroup.api.data.Dataset;
import io.regroup.api.result.FitResult;
import io.regroup.api.spi.Cohort;
import io.regroup.api.spi.FitJob;
import io.regroup.api.spi.KeyLabels;
import io.regroup.api.spi.ReductionPlan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Runs a plan that combines, over rows that are read block by block. Groups are known by their keys alone, so memory is needed
 * for the groups of a cohort, for what is known of groups that need another pass, and for one block per thread. Threads take one block after another, cohort by cohort; who brings a
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
        Strand strand = new Strand(reducer, List.of(Filter.ALL), (cohort, sum) -> sums[cohort] = sum);
        Pass pass = new Pass(RowDemand.of(first.spec()), List.of(), List.of(strand));
        pass.run();
        return new All(sums[0], pass.rowsRead, pass.rowsSelected, pass.notes);
    }

    /**
     * Fits all groups, several times in one pass; those that are left open then are reduced again, in one pass for all fits, until
     * none is.
     */
    List<FitResult> run(List<CombinedFits.Reduction> fits) {
        List<Fit> all = fits.stream().map(Fit::new).toList();
        int[] everywhere = IntStream.range(0, Math.max(1, how.cohorts().size())).toArray();
        Pass pass = pass(all, everywhere);
        requireEveryRow(all.get(0));
        List<Fit> open = all.stream().filter(Fit::goesOn).toList();
        while (!open.isEmpty()) {
            List<Fit> now = open;
            int[] left = IntStream.of(everywhere)
                    .filter(cohort -> now.stream().anyMatch(fit -> fit.isOpen(cohort)))
                    .toArray();
            pass(now, left);
            open = now.stream().filter(Fit::goesOn).toList();
        }
        return all.stream().map(fit -> fit.result(pass)).toList();
    }

    /**
     * A row whose key is none of those that statistics expect where it stands has been left out by every cohort. Where rows are selected
     * nobody knows how many there must be.
     */
    private void requireEveryRow(Fit fit) {
        Dataset dataset = first.dataset();
        if (how.cohorts().isEmpty()
                || first.spec().selection() != null
                || dataset.knownRows().isEmpty()) {
            return;
        }
        long rows = dataset.knownRows().getAsLong();
        long inGroups = fit.rowsSeen();
        if (inGroups != rows) {
            throw new DataAccessException("input " + dataset.description() + ": the groups of all cohorts have "
                    + inGroups + " rows of " + rows
                    + ", because values of " + first.spec().keys().get(0)
                    + " stand where they were said not to occur; its statistics are wrong, or reduction "
                    + first.plan().strategy() + " is at fault; use map-reduce, which needs none");
        }
    }

    /** Reads what some cohorts need, for some fits. */
    private Pass pass(List<Fit> fits, int[] cohortNumbers) {
        List<Cohort> cohorts = how.cohorts().isEmpty()
                ? List.of()
                : IntStream.of(cohortNumbers).mapToObj(how.cohorts()::get).toList();
        first.progress().begin(fits.get(0).reducer.task(), rowsToRead(cohorts));
        RowDemand demand = RowDemand.of(fits.stream().map(fit -> fit.job.spec()).toList());
        Pass pass = new Pass(
                demand,
                cohorts,
                fits.stream().map(fit -> fit.strand(cohortNumbers)).toList());
        pass.run();
        return pass;
    }

    /** A fit on its way through one pass or several. */
    private final class Fit {

        private final CombinedFits.Reduction reduction;
        private final FitJob job;
        private final @Nullable Finished[] cohorts;
        private BlockReducer reducer;

        Fit(CombinedFits.Reduction reduction) {
            this.reduction = reduction;
            this.job = reduction.job();
            this.reducer = reduction.reducer();
            this.cohorts = new Finished[Math.max(1, how.cohorts().size())];
        }

        private Finished cohort(int number) {
            return Objects.requireNonNull(cohorts[number]);
        }

        long rowsSeen() {
            return IntStream.range(0, cohorts.length)
                    .mapToLong(
                            c -> LongStream.of(cohort(c).estimates.rowsSeen()).sum())
                    .sum();
        }

        boolean isOpen(int cohort) {
            return CombinedFits.isAnyOpen(cohort(cohort).open);
        }

        /** Turns to the groups that are open; returns false if there are none, or nothing more can be done for them. */
        boolean goesOn() {
            boolean open = IntStream.range(0, cohorts.length).anyMatch(this::isOpen);
            BlockReducer next = open ? reducer.next() : null;
            reducer = next == null ? reducer : next;
            return next != null;
        }

        /** Takes part in a pass over some cohorts. */
        Strand strand(int[] numbers) {
            List<Filter> filters = IntStream.of(numbers).mapToObj(this::filter).toList();
            return new Strand(reducer, filters, (place, sum) -> finish(numbers[place], sum));
        }

        private Filter filter(int number) {
            if (cohorts[number] != null) {
                return cohort(number).filter();
            }
            return how.cohorts().isEmpty()
                    ? Filter.ALL
                    : members(how.labels(), how.cohorts().get(number));
        }

        private void finish(int number, GroupSummaries sum) {
            Estimates estimates =
                    new Estimates(job.spec(), job.program(), sum.count(), cohorts.length == 1 ? job.threads() : 1);
            int[] open = CombinedFits.allThrough(sum.count());
            reducer.finish(sum.slab(), sum.keys()::describe, estimates, open);
            if (cohorts[number] == null) {
                cohorts[number] = new Finished(sum.keys(), estimates, open);
            } else {
                cohort(number).take(estimates, open, job);
            }
        }

        private Finished together() {
            if (cohorts.length == 1) {
                return cohort(0);
            }
            SortedKeys.Merged merged = SortedKeys.merge(IntStream.range(0, cohorts.length)
                    .mapToObj(c -> cohort(c).keys)
                    .toList());
            int groups = merged.keys().count();
            Estimates estimates = new Estimates(job.spec(), job.program(), groups, job.threads());
            for (int c = 0; c < cohorts.length; c++) {
                estimates.put(merged.places().get(c), cohort(c).estimates);
            }
            return new Finished(merged.keys(), estimates, CombinedFits.allThrough(groups));
        }

        FitResult result(Pass firstPass) {
            Finished all = together();
            List<String> notes = new ArrayList<>(firstPass.notes);
            notes.addAll(reduction.notes().get());
            return new FitResult(
                    job.spec(),
                    job.program(),
                    all.keys.grouping(DETAIL),
                    all.estimates,
                    firstPass.rowsRead,
                    firstPass.rowsSelected,
                    job.explanation().withReductionDetail(DETAIL).withNotes(notes));
        }
    }

    /** The results of a cohort's groups, and which of them are open. */
    private static final class Finished {
        private final SortedKeys keys;
        private final Estimates estimates;
        private final int[] open;

        Finished(SortedKeys keys, Estimates estimates, int[] open) {
            this.keys = keys;
            this.estimates = estimates;
            this.open = open;
        }

        /** Picks the groups that are open. */
        Filter filter() {
            int[] left = CombinedFits.picked(open);
            SortedKeys some = keys.only(open);
            int[] numbers = IntStream.of(left).map(group -> open[group]).toArray();
            return new Filter(true, block -> {
                int[] found = block.placesIn(some);
                for (int i = 0; i < found.length; i++) {
                    found[i] = found[i] < 0 ? Filter.UNWANTED : numbers[found[i]];
                }
                return found;
            });
        }

        /** Takes the results of the groups that were open. */
        void take(Estimates results, int[] stillOpen, FitJob job) {
            int[] left = CombinedFits.picked(open);
            if (results.groups() != left.length) {
                throw new IllegalStateException(
                        job.dataset().description() + ": other keys were read than in the pass before");
            }
            estimates.put(left, results);
            for (int i = 0; i < left.length; i++) {
                open[left[i]] = stillOpen[i];
            }
        }
    }

    private long rowsToRead(List<Cohort> cohorts) {
        long rows = cohorts.stream()
                .mapToLong(cohort -> cohort.rowCount(how.blockRows()))
                .sum();
        return rows == 0 ? first.dataset().knownRows().orElse(-1) : rows;
    }

    /**
     * Which of a block's groups are wanted.
     *
     * @param resumed whether the pass before left them open
     * @param numbers says of each group by which number that pass calls it, or that it is not wanted
     */
    private record Filter(boolean resumed, Function<SortedKeys, int[]> numbers) {

        static final int UNWANTED = -1;
        static final Filter ALL = new Filter(false, keys -> new int[keys.count()]);
    }

    private static Filter members(KeyLabels labels, Cohort cohort) {
        if (!(labels instanceof KeyLabels.Ranges ranges)) {
            throw new IllegalArgumentException("cohorts of numbered groups need rows in memory");
        }
        return new Filter(false, keys -> {
            int[] found = keys.labels(ranges.borders());
            for (int i = 0; i < found.length; i++) {
                found[i] = Arrays.binarySearch(cohort.labels(), found[i]) >= 0 ? 0 : Filter.UNWANTED;
            }
            return found;
        });
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
         * @param filters which groups belong to which cohort of the pass; at least one
         */
        Strand(BlockReducer reducer, List<Filter> filters, Sink sink) {
            this.reducer = reducer;
            this.filters = filters;
            this.sink = sink;
            this.trees = new SummaryTree[filters.size()];
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
            Filter filter = filters.get(piece.cohort());
            int[] numbers = filter.numbers().apply(keys);
            int[] places = new int[numbers.length];
            int count = 0;
            for (int i = 0; i < places.length; i++) {
                places[i] = numbers[i] == Filter.UNWANTED ? -1 : count++;
            }
            SortedKeys kept = keys.only(places);
            double[] slab = GroupSummaries.slab(count, reducer.width());
            for (int i = 0; filter.resumed() && i < places.length; i++) {
                if (places[i] >= 0) {
                    reducer.resume(slab, places[i] * reducer.width(), numbers[i]);
                }
            }
            if (count > 0) {
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
