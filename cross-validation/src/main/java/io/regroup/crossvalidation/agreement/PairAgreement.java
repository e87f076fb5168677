package io.regroup.crossvalidation.agreement;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far one contender agrees with the reference.
 *
 * @param contender who fitted how
 * @param columns one entry per column of the group table that both have; none if there was nothing to compare
 * @param nearRank in how many fits (a group and a target) the two left out other features because one is near the rank tolerance;
 *     their numbers are not compared
 * @param failure why nothing could be compared: what the contender threw, or how its groups differ; else null
 * @param seconds how long its fit took
 */
public record PairAgreement(
        Contender contender,
        List<ColumnAgreement> columns,
        long nearRank,
        @Nullable String failure,
        double seconds) {

    /** Keeps its own copy of the list. */
    public PairAgreement {
        columns = List.copyOf(columns);
    }

    /**
     * Tells whether the contender agrees with the reference.
     *
     * @return true if it was compared and no column has a difference beyond the tolerance
     */
    public boolean agrees() {
        return failure == null && columns.stream().allMatch(ColumnAgreement::agrees);
    }
}
