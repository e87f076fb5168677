package io.regroup.api.spi;

import io.regroup.api.FitStatus;

/**
 * A program that needs no more of a group's rows than a summary of fixed size: some doubles, to which rows are added, and
 * which can be combined with those of other rows of the group. Summaries stand one after another in one array, a slab.
 *
 * <p>Rows are added in the order of the dataset, and {@link #combine} gets the summary of later rows as its second, so that
 * what depends on order, such as the first value, can be had. How rows are cut into parts that are combined depends on the
 * plan: results must not depend on it beyond rounding.
 *
 * <p>One program serves all threads at the same time: it keeps nothing but its settings.
 *
 * <p>A runtime exception costs the group in which it is thrown, which is marked {@link FitStatus#FAILED} and reported, and no
 * other; an {@link Error} ends the run.
 */
public non-sealed interface SummaryProgram extends FitProgram {

    @Override
    default Kind kind() {
        return Kind.MERGEABLE;
    }

    @Override
    default SummaryProgram forTarget(int target) {
        return this;
    }

    /**
     * Returns the size of a summary.
     *
     * @return how many doubles, at least 1
     */
    int width();

    /**
     * Numbers the meaning of a summary's doubles. Summaries may be stored, and combined by a later release of the program: one
     * whose doubles mean something else gets another number, and old summaries are then refused.
     *
     * @return 1 at first
     */
    default int summaryVersion() {
        return 1;
    }

    /**
     * Writes the summary of no rows. Zeros by default.
     *
     * @param slab holds zeros at {@code at … at + width() - 1}
     * @param at where the summary starts
     */
    default void identity(double[] slab, int at) {}

    /**
     * Says whether a summary counts values. Then rows need not be counted beside them where no value is missing.
     *
     * @return which number of a summary counts the rows whose target is not missing; negative if none does, as by default
     */
    default int counter() {
        return -1;
    }

    /**
     * Adds rows of one group to its summary.
     *
     * @param rows the columns; only the rows given here may be looked at
     * @param from the first row
     * @param to the row after the last
     * @param slab holds the summary
     * @param at where it starts
     */
    void accumulate(GroupRows rows, int from, int to, double[] slab, int at);

    /**
     * Adds rows of many groups that stand in no order, each to its own group's summary. Worth writing, as one loop over the
     * rows, where there are few groups and many rows; by default rows are added one by one. After an exception the rows are
     * added once more from the start, group by group, with {@link #accumulate}, to find the group.
     *
     * @param rows the columns
     * @param from the first row
     * @param to the row after the last
     * @param at where the summary of each row's group starts: that of row {@code from + i} at {@code at[i]}; a row with a
     *     negative one is left out
     * @param slab holds the summaries
     */
    default void accumulateScattered(GroupRows rows, int from, int to, int[] at, double[] slab) {
        for (int row = from; row < to; row++) {
            int start = at[row - from];
            if (start >= 0) {
                accumulate(rows, row, row + 1, slab, start);
            }
        }
    }

    /**
     * Completes a summary to which all scattered rows of a block have been added, if it has any, and says whether it will do. If not,
     * because too many digits cancelled say, the program leaves a better start in its place, and the same rows are added to that
     * once more, and then it is completed again, whatever it says.
     *
     * @param slab holds the summary
     * @param at where it starts
     * @return true if it will do, as by default
     */
    default boolean settle(double[] slab, int at) {
        return true;
    }

    /**
     * Adds the summary of later rows to that of earlier ones.
     *
     * @param into holds the summary of the earlier rows, receives that of all
     * @param at where it starts
     * @param later holds the summary of the later rows; not to be changed
     * @param laterAt where it starts
     */
    void combine(double[] into, int at, double[] later, int laterAt);

    /**
     * Turns a summary into results. A model that knows them also reports its chi2 and r2, see {@link GroupFit#statistics}:
     * they are not computed from rows, which may be gone.
     *
     * @param slab holds the summary; not to be changed
     * @param at where it starts
     * @param out receives coefficients, errors, extras
     * @return how the fit went
     */
    FitStatus finish(double[] slab, int at, GroupFit out);
}
