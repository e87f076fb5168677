package io.regroup.api.spi;

/**
 * What a reduction strategy is asked for.
 *
 * @param kind what the program must see at once
 * @param fanIn how many summaries a node of a combining tree should combine
 * @param byName true if the user asks for this strategy by name; false for the automatic choice, in which one that is not the
 *     best need not go to the trouble of making a plan
 */
public record PlanRequest(FitProgram.Kind kind, int fanIn, boolean byName) {}
