package io.regroup.api.spi;

import io.regroup.api.FitStatus;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link RoundsProgram} does in one thread: it may keep buffers from one call to the next, but nothing that matters. States
 * and summaries are runs of doubles in arrays that belong to the engine, {@link RoundsProgram#stateWidth} and
 * {@link RoundsProgram#width} long.
 */
public interface Rounds {

    /**
     * Writes the summary of no rows. Zeros by default.
     *
     * @param round from 0
     * @param state holds the group's state; not to be changed
     * @param stateAt where it starts
     * @param sums holds zeros where the summary is to be
     * @param at where it starts
     */
    default void identity(int round, double[] state, int stateAt, double[] sums, int at) {}

    /**
     * Adds rows of one group to its summary.
     *
     * @param round from 0
     * @param rows the columns; only the rows given here may be looked at
     * @param from the first row
     * @param to the row after the last
     * @param state holds the group's state; not to be changed
     * @param stateAt where it starts
     * @param sums holds the summary
     * @param at where it starts
     */
    void accumulate(int round, GroupRows rows, int from, int to, double[] state, int stateAt, double[] sums, int at);

    /**
     * Adds the summary of later rows to that of earlier ones.
     *
     * @param round from 0
     * @param into holds the summary of the earlier rows, receives that of all
     * @param at where it starts
     * @param later holds the summary of the later rows; not to be changed
     * @param laterAt where it starts
     */
    void combine(int round, double[] into, int at, double[] later, int laterAt);

    /**
     * Ends a round of one group.
     *
     * @param round from 0
     * @param state holds the group's state; not to be changed
     * @param stateAt where it starts
     * @param sums holds the summary of all rows; may be overwritten
     * @param at where it starts
     * @param next receives the state for the next round, if there is one
     * @param nextAt where it starts
     * @param out receives coefficients, errors, extras, if there is none
     * @return null if the group needs another round; otherwise how the fit went
     */
    @Nullable
    FitStatus advance(
            int round, double[] state, int stateAt, double[] sums, int at, double[] next, int nextAt, GroupFit out);
}
