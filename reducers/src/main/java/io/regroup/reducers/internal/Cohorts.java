package io.regroup.reducers.internal;

import io.regroup.api.spi.BlockLayout;
import io.regroup.api.spi.Cohort;
import io.regroup.api.spi.Occurrences;
import java.util.List;
import java.util.Locale;

/**
 * How groups lie in blocks of rows, and which way of reducing them follows from it. Immutable.
 *
 * <p>Groups that lie in exactly the same blocks form an <em>exact cohort</em>. Where few groups meet in a block, exact cohorts
 * most of whose blocks are shared are united to cohorts, see {@link Containment}; each is then reduced from its own blocks.
 * Where most groups lie in most blocks this gains nothing, and everything is reduced at once.
 *
 * <p>Source: flox, <a href="https://flox.readthedocs.io">flox.readthedocs.io</a>, whose thresholds are used.
 *
 * @param preferred the way of reducing that suits the blocks
 * @param rule the rule that decided
 * @param reason the same for people, with numbers
 * @param cohorts the cohorts in the order of their first labels; every label that occurs is in exactly one, and a cohort's
 *     blocks are all those of its labels; empty if everything is to be reduced at once and cohorts were not asked for
 * @param presentLabels the number of labels that occur in any block
 * @param density the share of all pairs of a block and a present label in which the label occurs in the block, 0 to 1; 0 if
 *     there is no such pair
 */
record Cohorts(Method preferred, Rule rule, String reason, List<Cohort> cohorts, int presentLabels, double density) {

    /** Groups are reduced cohort by cohort up to this density; the value is that of flox. */
    static final double MAX_DENSITY = 0.4;

    /** Cohorts are not compared if it takes more steps than this, so that it never takes more than about a second. */
    static final double MAX_STEPS = 1e8;

    /** A way of reducing. */
    enum Method {
        /** Every group lies in one block: blocks are reduced by themselves. */
        BLOCKWISE,
        /** All groups of all blocks are reduced at once. */
        MAP_REDUCE,
        /** Each cohort is reduced from its own blocks. */
        COHORTS
    }

    /** What decided, in the order in which it is tried. */
    enum Rule {
        /** There is one block or none. The cohort has all labels, those that do not occur included. */
        ONE_BLOCK,
        /** Each label occurs in one block. */
        ONE_BLOCK_PER_LABEL,
        /** All labels occur in the same blocks. */
        ONE_COHORT,
        /** Every block is a single row. */
        SINGLE_ROWS,
        /** Every block has exactly one label. */
        ONE_LABEL_PER_BLOCK,
        /** Exact cohorts share no block, and blocks without labels come last. */
        DISJOINT,
        /** The density is above {@link #MAX_DENSITY}. */
        DENSE,
        /** Comparing the exact cohorts would take more than {@link #MAX_STEPS}; they are left as they are. */
        TOO_MANY,
        /** Exact cohorts were united by containment. */
        CONTAINMENT
    }

    /** Makes it immutable. */
    Cohorts {
        cohorts = List.copyOf(cohorts);
    }

    /**
     * Finds the cohorts. Time is proportional to the number of labels and of pairs of a block and a label in it, apart from the
     * comparison of exact cohorts, which is limited: where it would take more than {@link #MAX_STEPS}, everything is reduced
     * at once, or by exact cohorts if the caller insists, and the reason says so.
     *
     * @param blocks the labels of each block
     * @param insist true if there must be cohorts even where reducing everything at once is preferred
     * @return the cohorts and the preferred way of reducing
     */
    static Cohorts find(BlockLabels blocks, boolean insist) {
        return find(blocks, insist, MAX_STEPS);
    }

    /** Finds the cohorts with another limit on the steps. */
    static Cohorts find(BlockLabels blocks, boolean insist, double maxSteps) {
        return new Search(blocks, insist, maxSteps).decide();
    }

    /** Keeps of each cohort's blocks only the rows that may belong to it. */
    Cohorts narrowed(Occurrences occurrences) {
        List<Cohort> narrow = cohorts.stream().map(occurrences::narrowed).toList();
        return new Cohorts(preferred, rule, reason, narrow, presentLabels, density);
    }

    /** How often a row is read on average, if one cohort is reduced after the other; 0 if there are none. */
    double reads(BlockLayout layout) {
        long rows = 0;
        for (Cohort cohort : cohorts) {
            rows += cohort.rowCount(layout.blockRows());
        }
        return (double) rows / Math.max(1, layout.rowCount().orElse(rows));
    }

    /** The rules, one after the other. */
    private static final class Search {

        private final BlockLabels blocks;
        private final boolean insist;
        private final double maxSteps;
        private final int present;
        private final long pairs;
        private final boolean oneBlockPerLabel;

        Search(BlockLabels blocks, boolean insist, double maxSteps) {
            this.blocks = blocks;
            this.insist = insist;
            this.maxSteps = maxSteps;
            int labels = 0;
            long occurrences = 0;
            int most = 0;
            for (int count : blocks.blocksPerLabel()) {
                labels += count > 0 ? 1 : 0;
                occurrences += count;
                most = Math.max(most, count);
            }
            this.present = labels;
            this.pairs = occurrences;
            this.oneBlockPerLabel = most <= 1;
        }

        Cohorts decide() {
            if (blocks.blockCount() <= 1) {
                return result(Method.BLOCKWISE, Rule.ONE_BLOCK, "all rows are in one block", everythingInOneBlock());
            }
            if (oneBlockPerLabel) {
                String reason = "each of the " + groups() + " has its rows in one block";
                return result(Method.BLOCKWISE, Rule.ONE_BLOCK_PER_LABEL, reason, exactCohorts());
            }
            if (blocks.allAlike()) {
                String reason = "all " + groups() + " have rows in the same blocks";
                return result(Method.MAP_REDUCE, Rule.ONE_COHORT, reason, insist ? exactCohorts() : List.of());
            }
            if (blocks.singleRows()) {
                return separate(Rule.SINGLE_ROWS, "every block is a single row");
            }
            if (blocks.oneLabelPerBlock()) {
                return separate(Rule.ONE_LABEL_PER_BLOCK, "every block has rows of one group");
            }
            if (blocks.alikeOrDisjoint()) {
                return separate(Rule.DISJOINT, "no block has rows of two cohorts");
            }
            return overlapping();
        }

        private Cohorts separate(Rule rule, String reason) {
            List<Cohort> cohorts = exactCohorts();
            return result(Method.COHORTS, rule, summary(cohorts) + ": " + reason, cohorts);
        }

        private Cohorts overlapping() {
            boolean dense = density() > MAX_DENSITY;
            String reason = String.format(
                    Locale.ROOT,
                    "density %.2f %s %s (%d of %d pairs of a group and a block)",
                    density(),
                    dense ? ">" : "<=",
                    MAX_DENSITY,
                    pairs,
                    (long) present * blocks.blockCount());
            if (dense && !insist) {
                return result(Method.MAP_REDUCE, Rule.DENSE, reason, List.of());
            }
            LabelPartition exact = LabelPartition.byBlocks(blocks);
            int[][] cohortsOfBlock = exact.partsOfBlock(blocks);
            double steps = Containment.steps(cohortsOfBlock);
            if (steps > maxSteps) {
                String tooMany = String.format(
                        Locale.ROOT,
                        "comparing %d cohorts would take %.1e steps, more than %.1e; %s",
                        exact.count(),
                        steps,
                        maxSteps,
                        reason);
                return result(Method.MAP_REDUCE, Rule.TOO_MANY, tooMany, insist ? exact.cohorts(blocks) : List.of());
            }
            List<Cohort> cohorts =
                    new Containment(exact, cohortsOfBlock).unite().cohorts(blocks);
            if (dense) {
                return result(Method.MAP_REDUCE, Rule.DENSE, reason, cohorts);
            }
            return result(Method.COHORTS, Rule.CONTAINMENT, summary(cohorts) + ": " + reason, cohorts);
        }

        private Cohorts result(Method preferred, Rule rule, String reason, List<Cohort> cohorts) {
            return new Cohorts(preferred, rule, reason, cohorts, present, density());
        }

        private double density() {
            return pairs == 0 ? 0 : pairs / ((double) blocks.blockCount() * present);
        }

        private List<Cohort> exactCohorts() {
            return LabelPartition.byBlocks(blocks).cohorts(blocks);
        }

        private List<Cohort> everythingInOneBlock() {
            if (blocks.blockCount() == 0 || blocks.labelCount() == 0) {
                return List.of();
            }
            int[] labels = new int[blocks.labelCount()];
            for (int label = 0; label < labels.length; label++) {
                labels[label] = label;
            }
            return List.of(new Cohort(labels, new int[] {0}));
        }

        /** Says how many cohorts there are and of how many groups, such as "12 groups in 3 cohorts of 4". */
        private String summary(List<Cohort> cohorts) {
            int least = Integer.MAX_VALUE;
            int most = 0;
            for (Cohort cohort : cohorts) {
                least = Math.min(least, cohort.labels().length);
                most = Math.max(most, cohort.labels().length);
            }
            return groups() + " in " + cohorts.size() + (cohorts.size() == 1 ? " cohort of " : " cohorts of ")
                    + (least == most ? "" + most : least + " to " + most);
        }

        private String groups() {
            return blocks.describe(present);
        }
    }
}
