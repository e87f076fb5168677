package io.regroup.api.spi;

import java.io.Serializable;

/**
 * How rows meet their group. Engines execute plans; they do not invent them.
 *
 * @param strategy the name of the strategy that made it
 * @param wholeGroups true if every group's rows are brought together, in row order, before they are fitted
 * @param reason why this plan, for people
 */
public record ReductionPlan(String strategy, boolean wholeGroups, String reason) implements Serializable {}
