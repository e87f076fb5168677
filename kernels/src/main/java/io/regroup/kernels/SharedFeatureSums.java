package io.regroup.kernels;

/**
 * A kernel that adds up what is the features' own once for all targets, over all rows, and takes the rows whose target is not
 * finite out again: worth it where sums over features cost much more than a target's.
 */
public abstract class SharedFeatureSums implements MomentKernel {

    private final MomentLayout layout;
    private final LeftOut leftOut;

    /**
     * For one shape of problem.
     *
     * @param layout where the sums go
     */
    protected SharedFeatureSums(MomentLayout layout) {
        this.layout = layout;
        this.leftOut = new LeftOut(layout);
    }

    /**
     * Adds up groups: W and what is the features' over all rows, what is the target's over the rows where it is finite.
     *
     * @param rows the columns
     * @param starts where groups' rows start
     * @param first the place of the first group
     * @param groups how many groups
     * @param pivotsGiven whether the pivots stand in {@code sums} already
     * @param sums receives the moments
     * @param stride the distance between quantities
     * @param at the place of the first group in {@code sums}
     * @param leftOut receives the rows whose target is not finite, in order; has room for all rows
     * @return how many rows these are
     */
    protected abstract int addUp(
            Rows rows,
            int[] starts,
            int first,
            int groups,
            boolean pivotsGiven,
            double[] sums,
            int stride,
            int at,
            int[] leftOut);

    /**
     * Adds up what is a target's own, its pivot, its sum and its products, where everything else stands already, with the
     * bits that {@link #addUp} gives.
     *
     * @param rows the columns
     * @param starts where groups' rows start
     * @param first the place of the first group
     * @param groups how many groups
     * @param sums holds W and what is the features', over all rows, and keeps it so; receives the target's
     * @param stride the distance between quantities
     * @param at the place of the first group in {@code sums}
     * @param leftOut receives the rows whose target is not finite, in order; has room for all rows
     * @return how many rows these are
     */
    protected abstract int addUpTarget(
            Rows rows, int[] starts, int first, int groups, double[] sums, int stride, int at, int[] leftOut);

    @Override
    public final void accumulate(
            Rows rows,
            int[] starts,
            int first,
            int groups,
            boolean pivotsGiven,
            double[] sums,
            int stride,
            int at,
            int[] counts) {
        int[] left = leftOut.rows(starts[first + groups] - starts[first]);
        int count = addUp(rows, starts, first, groups, pivotsGiven, sums, stride, at, left);
        leftOut.subtract(rows, count, starts, first, groups, sums, stride, at, counts);
    }

    @Override
    public final void accumulateAll(
            Rows[] targets, int[] starts, int first, int groups, double[][] sums, int stride, int at, int[][] counts) {
        int[] left = leftOut.rows(starts[first + groups] - starts[first]);
        int count = addUp(targets[0], starts, first, groups, false, sums[0], stride, at, left);
        for (int t = 1; t < targets.length; t++) {
            Moments.copyFeatures(layout, sums[0], sums[t], stride, at, groups);
        }
        leftOut.subtract(targets[0], count, starts, first, groups, sums[0], stride, at, counts[0]);
        for (int t = 1; t < targets.length; t++) {
            count = addUpTarget(targets[t], starts, first, groups, sums[t], stride, at, left);
            leftOut.subtract(targets[t], count, starts, first, groups, sums[t], stride, at, counts[t]);
        }
    }
}
