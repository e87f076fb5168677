package io.regroup.crossvalidation.agreement;

import org.jspecify.annotations.Nullable;

/**
 * How far one column of two group tables agrees.
 *
 * @param column its name
 * @param groups how many groups were compared
 * @param beyond in how many of them the difference is beyond the tolerance
 * @param relative the largest difference relative to the natural scale of the number; infinite for a number against none
 * @param ulps the largest difference in units in the last place of the larger number
 * @param multiple the largest difference as a multiple of its tolerance; infinite for a number against none, and where numbers
 *     have to be equal and are not
 * @param worst where that multiple occurs, or null if there is no difference
 * @param distribution how the differences spread
 */
public record ColumnAgreement(
        String column,
        long groups,
        long beyond,
        double relative,
        double ulps,
        double multiple,
        @Nullable Worst worst,
        Distribution distribution) {

    /**
     * The group in which a column differs most.
     *
     * @param group its row in the group table
     * @param key its keys, as in {@code sector = 3, pad = 17}
     * @param rows how many rows it has
     * @param condition its condition number, NaN if not known
     * @param reference what the reference has there
     * @param value what the contender has there
     * @param allowed how far the two may be apart
     */
    public record Worst(
            int group, String key, long rows, double condition, String reference, String value, double allowed) {}

    /**
     * Tells whether no difference is beyond the tolerance.
     *
     * @return true if the column agrees
     */
    public boolean agrees() {
        return beyond == 0;
    }
}
