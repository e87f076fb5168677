package io.regroup.api.aggregate;

/** What a missing value or a NaN does to the result of its group. Infinities are values like others. */
public enum NanPolicy {
    /** It is skipped, as in SQL and pandas. */
    SKIP,
    /**
     * It makes the result missing, as in plain array arithmetic. Counts stay counts of the values that are there; the first
     * and last value are those of the first and last row, missing or not.
     */
    PROPAGATE
}
