package io.regroup.kernels;

import io.regroup.api.spi.GroupRows;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one group as the kernels for single groups read them: columns over a common range, and weights that may stand
 * elsewhere, because a fitter's own weights start at 0. One instance serves group after group, so that nothing is allocated.
 */
public final class GroupColumns {

    private final double[][] variables;
    private int from;
    private int to;
    private double @Nullable [] weights;
    private int weightsFrom;

    /**
     * Makes a view of nothing yet.
     *
     * @param features the number of features, p
     */
    public GroupColumns(int features) {
        this.variables = new double[features + 1][0];
    }

    /**
     * Moves to a group.
     *
     * @param rows its rows, kept, not copied
     * @param own weights of 0 or more to use instead of those of the rows, that of row {@code rows.from() + i} at {@code i},
     *     kept, not copied; null to use the rows'
     */
    public void use(GroupRows rows, double @Nullable [] own) {
        int features = variables.length - 1;
        for (int j = 0; j < features; j++) {
            variables[j] = rows.feature(j);
        }
        variables[features] = rows.target();
        from = rows.from();
        to = rows.to();
        weights = own == null ? rows.weight() : own;
        weightsFrom = own == null ? from : 0;
    }

    /**
     * Returns a feature or the target.
     *
     * @param variable 0 to p − 1 for features, p for the target
     * @return an array that holds the range
     */
    public double[] variable(int variable) {
        return variables[variable];
    }

    /**
     * Returns the first row's index.
     *
     * @return where the range starts in each column
     */
    public int from() {
        return from;
    }

    /**
     * Returns the index after the last row's.
     *
     * @return where the range ends in each column
     */
    public int to() {
        return to;
    }

    /**
     * Finds the first row with a positive weight.
     *
     * @return its index, that of the first row if there is none
     */
    int firstCounting() {
        double[] all = weights;
        for (int i = 0; all != null && i < to - from; i++) {
            if (all[weightsFrom + i] > 0) {
                return from + i;
            }
        }
        return from;
    }

    /**
     * Returns the number of rows.
     *
     * @return {@code to() - from()}
     */
    public int count() {
        return to - from;
    }

    /**
     * Returns the weights.
     *
     * @return that of row {@code from() + i} stands at {@code weightsFrom() + i}; null if all rows weigh the same
     */
    public double @Nullable [] weights() {
        return weights;
    }

    /**
     * Returns where the weights start.
     *
     * @return the place of the first row's weight
     */
    public int weightsFrom() {
        return weightsFrom;
    }
}
