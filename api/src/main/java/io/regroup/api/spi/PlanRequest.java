package io.regroup.api.spi;

/**
 * What a reduction strategy is asked for.
 *
 * @param kind what the program must see at once
 * @param fanIn how many summaries a node of a combining tree should combine
 * @param byName true if the user asks for this strategy by name; false for the automatic choice, in which one that is not the
 *     best need not go to the trouble of making a plan
 * @param passes how often the program would go over rows that stay where they are, at most: once, unless it is a {@link
 *     RoundsProgram}
 * @param groupsInMemory of how many groups the states and summaries of such a program fit into memory, about
 */
public record PlanRequest(FitProgram.Kind kind, int fanIn, boolean byName, int passes, long groupsInMemory) {

    /**
     * Asks for a program that goes over the rows once.
     *
     * @param kind what the program must see at once
     * @param fanIn how many summaries a node of a combining tree should combine
     * @param byName true if the user asks for this strategy by name
     */
    public PlanRequest(FitProgram.Kind kind, int fanIn, boolean byName) {
        this(kind, fanIn, byName, 1, Long.MAX_VALUE);
    }
}
