package io.regroup.api.result;

/**
 * A fit with the summary from which it was made.
 *
 * @param result the fit
 * @param summary what it was made from, in memory
 */
public record SummarizedFit(FitResult result, FitSummary summary) {}
