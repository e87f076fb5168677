package io.regroup.api.spi;

/**
 * A program that goes over a group's rows several times, such as the expectation-maximisation of a mixture. Each time, in each
 * round, rows are added to a summary of fixed size, in a way that depends on the group's state: what the rounds before have found.
 * Summaries of parts of the rows can be combined, so that rows need not be in memory. When all rows have been added, the summary
 * is turned into the state of the next round, or into results.
 *
 * <pre>
 * round 0:    identity → accumulate(rows) → combine → advance → state 1
 * round 1:    identity → accumulate(rows) → combine → advance → state 2
 * …
 * last round: identity → accumulate(rows) → combine → advance → results
 * </pre>
 *
 * <p>All groups are in the same round at the same time, but some are through before others. Where all rows of a group are at hand,
 * the engine goes through its rounds by itself: the results are the same within rounding, so a program does not depend on how rows are
 * cut into parts.
 *
 * <p>Rows are added in the order of the dataset. A program with terms reports the statistics of its residuals itself, see
 * {@link GroupFit#statistics}.
 *
 * <p>One program serves all threads; what it needs for one thread, buffers and the engine's arithmetic, it keeps in a
 * {@link Rounds}.
 *
 * <p>A runtime exception costs the group in which it is thrown, which is marked {@link io.regroup.api.FitStatus#FAILED} and
 * reported, and no other; an {@link Error} ends the run.
 */
public non-sealed interface RoundsProgram extends FitProgram {

    @Override
    default Kind kind() {
        return Kind.MERGEABLE;
    }

    @Override
    default RoundsProgram forTarget(int target) {
        return this;
    }

    /**
     * Returns the most rounds that there may be. A program ends by itself; a group that wants to go on after so many rounds is
     * marked {@link io.regroup.api.FitStatus#FAILED} and reported.
     *
     * @return at least 1
     */
    int mostRounds();

    /**
     * Returns the size of the state with which a group enters a round.
     *
     * @param round from 0, less than {@link #mostRounds}
     * @return how many doubles; 0 for the first round, since nothing is known yet
     */
    int stateWidth(int round);

    /**
     * Returns the size of a round's summary.
     *
     * @param round from 0, less than {@link #mostRounds}
     * @return how many doubles, at least 1
     */
    int width(int round);

    /**
     * Makes what goes through rounds in one thread.
     *
     * @param kernels the engine's arithmetic, for this thread
     * @return works on group after group, round after round
     */
    Rounds rounds(Kernels kernels);
}
