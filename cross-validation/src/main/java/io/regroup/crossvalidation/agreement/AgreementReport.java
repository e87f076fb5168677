package io.regroup.crossvalidation.agreement;

import io.regroup.api.FitSpec;
import io.regroup.api.data.Table;
import io.regroup.api.result.Explanation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of fitting the same rows in every way that can run.
 *
 * @param spec what was fitted
 * @param reference who fitted what the others are compared with
 * @param explanation what ran for the reference and why
 * @param referenceSeconds how long that took
 * @param rowsRead how many rows there are
 * @param groups how many groups they make
 * @param tolerance how far fits may be apart
 * @param pairs the contenders that ran
 * @param notRun those that could not, and why
 */
public record AgreementReport(
        FitSpec spec,
        Contender reference,
        Explanation explanation,
        double referenceSeconds,
        long rowsRead,
        int groups,
        Tolerance tolerance,
        List<PairAgreement> pairs,
        List<NotRun> notRun) {

    /**
     * What was not compared.
     *
     * @param engine the engine
     * @param reduction the strategy, or null for all
     * @param layout where rows would be held, or null for both
     * @param reason one sentence
     */
    public record NotRun(
            String engine,
            @Nullable String reduction,
            @Nullable Layout layout,
            String reason) {}

    /** Keeps its own copies of the lists. */
    public AgreementReport {
        pairs = List.copyOf(pairs);
        notRun = List.copyOf(notRun);
    }

    /**
     * Tells whether all contenders that ran agree with the reference.
     *
     * @return true if nothing is beyond the tolerance
     */
    public boolean agrees() {
        return pairs.stream().allMatch(PairAgreement::agrees);
    }

    /**
     * Lays the report out as a table, one row per contender and column, and one for each contender that was not compared.
     * Its columns: {@code engine}, {@code reduction}, {@code layout}, {@code column}, {@code outcome} (agrees, differs, failed, not run),
     * {@code groups}, {@code beyond}, {@code largest_relative}, {@code largest_ulps}, {@code largest_multiple} of the tolerance, and
     * of the group where that is: {@code worst_group}, {@code worst_rows}, {@code worst_condition}, {@code worst_reference},
     * {@code worst_value}, {@code worst_allowed}; {@code near_rank} and {@code seconds} of the contender, and a {@code note}.
     *
     * @return the table
     */
    public Table table() {
        return AgreementTable.of(this);
    }
}
