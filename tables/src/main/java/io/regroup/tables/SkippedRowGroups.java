package io.regroup.tables;

/**
 * How much of Parquet files need not be read, because the statistics of their row groups say that no row meets the condition.
 *
 * @param skipped row groups that are not read
 * @param total row groups in all files
 */
public record SkippedRowGroups(long skipped, long total) {}
