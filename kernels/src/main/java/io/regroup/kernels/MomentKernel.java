package io.regroup.kernels;

import org.jspecify.annotations.Nullable;

/**
 * Adds up the cross-moments of groups whose rows are neighbours: what engines write for their hardware. One instance serves
 * one shape of problem and one thread.
 *
 * <p>Rows whose target is not finite are left out and counted. Other values are not checked: a feature or weight that is not
 * finite shows in the sums, which then are not finite either; a weight of zero or less shows in its own place. {@link
 * #compact} takes such rows out. A group's sums depend on its own rows alone, never on its neighbours in a call, so that
 * results have the same bits however groups are batched.
 */
public interface MomentKernel {

    /**
     * Adds up groups over the rows whose target is finite. Where so few of them are left that too many digits would be lost,
     * a kernel may write NaN for W instead; {@link #compact} helps there, too.
     *
     * @param rows the columns
     * @param starts where groups' rows start: group i has the rows {@code starts[first + i] … starts[first + i + 1] - 1}, at
     *     least one
     * @param first the place of the first group
     * @param groups how many groups
     * @param pivotsGiven whether the pivots stand in {@code sums} already; otherwise the features' are the group's first
     *     row, the target's is its first finite value (all are zero without an intercept), and they are written there
     * @param sums receives the moments, laid out as {@link MomentLayout} says
     * @param stride the distance between quantities
     * @param at the place of the first group in {@code sums} and {@code counts}
     * @param counts receives how many rows have a finite target
     */
    void accumulate(
            Rows rows,
            int[] starts,
            int first,
            int groups,
            boolean pivotsGiven,
            double[] sums,
            int stride,
            int at,
            int[] counts);

    /**
     * Adds up groups for several targets on the same features, about pivots that are chosen: as if for one after the other,
     * which is what it does by default.
     *
     * @param targets the columns of every target; features and weights are the same in all
     * @param starts where groups' rows start
     * @param first the place of the first group
     * @param groups how many groups
     * @param sums receives the moments, one array per target
     * @param stride the distance between quantities
     * @param at the place of the first group in {@code sums} and {@code counts}
     * @param counts receives how many rows have a finite target, one array per target
     */
    default void accumulateAll(
            Rows[] targets, int[] starts, int first, int groups, double[][] sums, int stride, int at, int[][] counts) {
        for (int t = 0; t < targets.length; t++) {
            accumulate(targets[t], starts, first, groups, false, sums[t], stride, at, counts[t]);
        }
    }

    /**
     * Hears which rows will be added up next, while they are still in memory; may bring them into the cache. Does nothing by
     * default.
     *
     * @param targets the columns of every target; features and weights are the same in all
     * @param from the first row
     * @param to the row after the last
     */
    default void fetch(Rows[] targets, int from, int to) {}

    /**
     * Copies the rows that count: all values finite, weight positive.
     *
     * @param rows the columns
     * @param from the first row
     * @param to the row after the last
     * @param into receives the rows, in order; has room for all of them and for 8 more
     * @param at where the first one goes; up to 8 places beyond the last one may be overwritten
     * @return how many rows were copied
     */
    int compact(Rows rows, int from, int to, Rows into, int at);

    /**
     * Returns the first value that is finite.
     *
     * @param column the values
     * @param from the first place
     * @param to the place after the last
     * @return that value; zero if none is
     */
    static double firstFinite(double[] column, int from, int to) {
        for (int i = from; i < to; i++) {
            if (Double.isFinite(column[i])) {
                return column[i];
            }
        }
        return 0;
    }

    /** The columns of a problem. */
    final class Rows {

        private final double[][] features;
        private final double[] target;
        private final double @Nullable [] weights;

        /**
         * Views columns.
         *
         * @param features p columns, kept, not copied
         * @param target the target, kept, not copied
         * @param weights the weights, kept, not copied; null if all rows weigh the same
         */
        public Rows(double[][] features, double[] target, double @Nullable [] weights) {
            this.features = features;
            this.target = target;
            this.weights = weights;
        }

        /**
         * Returns the features.
         *
         * @return p columns
         */
        public double[][] features() {
            return features;
        }

        /**
         * Returns the target.
         *
         * @return one column
         */
        public double[] target() {
            return target;
        }

        /**
         * Returns a feature or the target.
         *
         * @param variable 0 to p − 1 for features, p for the target
         * @return one column
         */
        public double[] variable(int variable) {
            return variable < features.length ? features[variable] : target;
        }

        /**
         * Returns the weights.
         *
         * @return one column, or null if all rows weigh the same
         */
        public double @Nullable [] weights() {
            return weights;
        }

        /**
         * Makes room.
         *
         * @param count how many rows
         * @param features how many features
         * @param weighted whether there are weights
         * @return empty columns
         */
        public static Rows ofLength(int count, int features, boolean weighted) {
            return new Rows(new double[features][count], new double[count], weighted ? new double[count] : null);
        }
    }

    /** Makes kernels. */
    @FunctionalInterface
    interface Provider {

        /**
         * Makes a kernel.
         *
         * @param features the number of features, p
         * @param weighted whether rows have weights
         * @param intercept whether pivots are wanted; without an intercept moments are about zero
         * @return a kernel for one thread
         */
        MomentKernel kernel(int features, boolean weighted, boolean intercept);
    }
}
