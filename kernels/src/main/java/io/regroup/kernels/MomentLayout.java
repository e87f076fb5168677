package io.regroup.kernels;

/**
 * Where the cross-moments of one group and target stand. With variables z = (x₁ … xₚ, y), pivots c near the data, and
 * d = z − c, the sums over the group's rows are
 *
 * <pre>
 *   W = Σ w    all w > 0    cᵢ    Sᵢ = Σ w dᵢ    Pᵢⱼ = Σ w dᵢ dⱼ  (i ≤ j)
 * </pre>
 *
 * <p>Many groups' moments stand side by side in one array: quantity k of group g is at {@code k * stride + g}, so that loops
 * over groups run over neighbours.
 *
 * @param features the number of features, p
 */
public record MomentLayout(int features) {

    /** Where W stands. */
    public static final int WEIGHT = 0;

    /** Where it stands whether every weight is positive, 1 if so and 0 if not; a NaN may pass for positive. */
    public static final int ALL_POSITIVE = 1;

    private static final int FIRST_PIVOT = 2;

    /**
     * Returns the number of variables.
     *
     * @return p + 1
     */
    public int variables() {
        return features + 1;
    }

    /**
     * Returns where a pivot stands.
     *
     * @param variable 0 to p − 1 for features, p for the target
     * @return its place
     */
    public int pivot(int variable) {
        return FIRST_PIVOT + variable;
    }

    /**
     * Returns where a sum of differences stands.
     *
     * @param variable 0 to p − 1 for features, p for the target
     * @return its place
     */
    public int sum(int variable) {
        return FIRST_PIVOT + variables() + variable;
    }

    /**
     * Returns where a sum of products stands.
     *
     * @param i the smaller variable
     * @param j the larger variable, or the same
     * @return its place
     */
    public int product(int i, int j) {
        return FIRST_PIVOT + 2 * variables() + j * (j + 1) / 2 + i;
    }

    /**
     * Tells whether a quantity is the target's own: its pivot, its sum, and its products.
     *
     * @param quantity a place
     * @return false for what all targets on the same rows have in common
     */
    public boolean isTargets(int quantity) {
        return quantity == pivot(features) || quantity == sum(features) || quantity >= product(0, features);
    }

    /**
     * Returns how many quantities there are.
     *
     * @return the width of a group
     */
    public int width() {
        return product(0, variables());
    }
}
