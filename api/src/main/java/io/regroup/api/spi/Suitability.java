package io.regroup.api.spi;

/**
 * Whether a reduction strategy can serve a program on a layout, and how well.
 *
 * @param suitable true if it can
 * @param score for the automatic choice: the highest suitable one is taken
 * @param reason why or why not, for people
 */
public record Suitability(boolean suitable, double score, String reason) {}
