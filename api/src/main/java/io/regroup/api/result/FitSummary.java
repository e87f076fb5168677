package io.regroup.api.result;

import io.regroup.api.data.Table;

/**
 * All that a fit needs to know of some rows: per group a few numbers of fixed size. The summaries of several sets of rows
 * can be combined, with {@link io.regroup.api.Regroup#combine}, to the fit of all of them, whose rows need not be there any
 * more.
 */
public interface FitSummary {

    /**
     * Returns what it is a summary of.
     *
     * @return the header
     */
    SummaryHeader header();

    /**
     * Returns the summaries of all groups; they may have to be read for that.
     *
     * @return one row per group in ascending key order: the keys, then one column of doubles for each of the header's numbers
     * @throws io.regroup.api.data.DataAccessException if they cannot be read
     */
    Table groups();

    /**
     * Names the summary for messages, for instance as a file.
     *
     * @return a short description
     */
    String description();
}
