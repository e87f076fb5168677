package io.regroup.kernels;

/**
 * The two passes over a group's rows that a least-squares fit from moments takes: sums before it, residuals after it. One
 * group at a time, for fitters that solve the same group again with other weights; {@link MomentKernel} adds up many groups
 * at once. One instance serves one number of features and one thread; nothing is allocated per call.
 */
public interface GroupSums {

    /**
     * Adds up a group's moments. Values are not checked: what is not finite shows in the sums.
     *
     * @param rows the rows
     * @param sums holds the pivots and receives the moments, laid out as {@link MomentLayout} says, one after another; whether
     *     all weights are positive is not written
     * @return how many rows have a positive weight
     */
    int add(GroupColumns rows, double[] sums);

    /**
     * Writes residuals {@code e = (y − c_y) − Σ bⱼ (xⱼ − cⱼ) − constant}: about pivots near the data, so that large offsets
     * cost no digits.
     *
     * @param rows the rows
     * @param sums holds the pivots c, as {@link MomentLayout} says
     * @param slopes the slopes b
     * @param constant the model's value, less the target's pivot, where the features are at their pivots
     * @param out receives the residual of row {@code from() + i} at i
     * @return Σ w e²
     */
    double residuals(GroupColumns rows, double[] sums, double[] slopes, double constant, double[] out);
}
