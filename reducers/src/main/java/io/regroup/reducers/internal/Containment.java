package io.regroup.reducers.internal;

import java.util.Arrays;

/**
 * Unites exact cohorts most of whose blocks are shared.
 *
 * <p>The containment of cohort j in cohort i is the share of j's blocks that are also blocks of i: |blocks(i) ∩ blocks(j)| /
 * |blocks(j)|. Cohorts are visited by the number of labels that they contain to at least {@value #MIN_CONTAINMENT}, the
 * greatest number first, of equal ones the last cohort first. One that is still free takes with it all free cohorts that
 * it contains.
 *
 * <p>Containments are counted by way of the blocks that cohorts share, and counted again rather than kept: memory is a few
 * numbers per cohort, time is at most two steps for each pair of cohorts in each block, see {@link #steps}.
 *
 * <p>Source: the algorithm of flox, <a href="https://flox.readthedocs.io">flox.readthedocs.io</a>.
 */
final class Containment {

    /** Cohorts are united from this containment on; the value is that of flox. */
    static final double MIN_CONTAINMENT = 0.75;

    private final int[][] cohortsOfBlock;
    private final int[][] blocksOfCohort;
    private final LabelPartition exact;
    private final int[] shared;
    private final int[] neighbours;
    private int neighbourCount;

    /**
     * Prepares for exact cohorts.
     *
     * @param exact the exact cohorts
     * @param cohortsOfBlock the exact cohorts in each block
     */
    Containment(LabelPartition exact, int[][] cohortsOfBlock) {
        this.exact = exact;
        this.cohortsOfBlock = cohortsOfBlock;
        this.blocksOfCohort = exact.blocksOfPart(cohortsOfBlock);
        this.shared = new int[exact.count()];
        this.neighbours = new int[exact.count()];
    }

    /**
     * Returns the steps that it takes to compare all cohorts once: Σ k², k being the number of cohorts in a block.
     *
     * @param cohortsOfBlock the exact cohorts in each block
     * @return the number of steps, at least 0
     */
    static double steps(int[][] cohortsOfBlock) {
        double steps = 0;
        for (int[] cohorts : cohortsOfBlock) {
            steps += (double) cohorts.length * cohorts.length;
        }
        return steps;
    }

    /** Returns the coarser partition. */
    LabelPartition unite() {
        int count = exact.count();
        int[] united = new int[count];
        Arrays.fill(united, LabelPartition.ABSENT);
        long[] order = order();
        for (int k = count - 1; k >= 0; k--) {
            int cohort = (int) order[k];
            if (united[cohort] != LabelPartition.ABSENT) {
                continue;
            }
            if (order[k] >>> 32 == exact.size(cohort)) {
                united[cohort] = cohort;
                continue;
            }
            findContained(cohort);
            for (int n = 0; n < neighbourCount; n++) {
                if (united[neighbours[n]] == LabelPartition.ABSENT) {
                    united[neighbours[n]] = cohort;
                }
            }
        }
        return exact.unite(united);
    }

    /** Returns cohorts by the number of labels that they contain, ascending, of equal ones by number: both in one key. */
    private long[] order() {
        long[] order = new long[exact.count()];
        for (int cohort = 0; cohort < order.length; cohort++) {
            findContained(cohort);
            long labels = 0;
            for (int n = 0; n < neighbourCount; n++) {
                labels += exact.size(neighbours[n]);
            }
            order[cohort] = labels << 32 | cohort;
        }
        Arrays.sort(order);
        return order;
    }

    /** Leaves the cohorts that one contains, itself among them, in {@link #neighbours}. */
    private void findContained(int cohort) {
        int met = 0;
        for (int block : blocksOfCohort[cohort]) {
            for (int other : cohortsOfBlock[block]) {
                if (shared[other]++ == 0) {
                    neighbours[met++] = other;
                }
            }
        }
        neighbourCount = 0;
        for (int n = 0; n < met; n++) {
            int other = neighbours[n];
            if ((double) shared[other] / blocksOfCohort[other].length >= MIN_CONTAINMENT) {
                neighbours[neighbourCount++] = other;
            }
            shared[other] = 0;
        }
    }
}
