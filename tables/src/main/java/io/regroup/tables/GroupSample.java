package io.regroup.tables;

/**
 * How many groups of an input are read.
 *
 * @param groups those in the sample
 * @param total those in the input
 */
public record GroupSample(long groups, long total) {}
