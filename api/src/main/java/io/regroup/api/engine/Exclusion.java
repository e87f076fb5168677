package io.regroup.api.engine;

/** Why a selected row does not count for a target. A row with several reasons is counted under the first of them. */
public enum Exclusion {
    /** A feature is missing or not finite. */
    FEATURE("excluded_feature"),
    /** The target is missing or not finite. */
    TARGET("excluded_target"),
    /** The weight is missing or not finite. */
    WEIGHT("excluded_weight"),
    /** The weight is zero. */
    ZERO_WEIGHT("excluded_zero_weight"),
    /** The cluster is missing. */
    CLUSTER("excluded_cluster"),
    /** Another target is missing or not finite, and rows are to count for all targets or none. */
    OTHER_TARGET("excluded_other_target");

    private final String quantity;

    Exclusion(String quantity) {
        this.quantity = quantity;
    }

    /**
     * Names the result column that counts these rows.
     *
     * @return the quantity, to be combined with the target's name
     */
    public String quantity() {
        return quantity;
    }
}
