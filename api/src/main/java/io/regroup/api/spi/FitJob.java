package io.regroup.api.spi;

import io.regroup.api.FitSpec;
import io.regroup.api.Progress;
import io.regroup.api.data.Dataset;
import io.regroup.api.result.Explanation;

/**
 * One run, checked and planned.
 *
 * @param spec what to fit
 * @param program the fitter made ready for it
 * @param plan how rows meet their group
 * @param dataset the rows
 * @param threads how many threads may compute, at least 1
 * @param progress hears how far the run has come
 * @param explanation what was chosen and why; the engine adds its notes
 */
public record FitJob(
        FitSpec spec,
        FitProgram program,
        ReductionPlan plan,
        Dataset dataset,
        int threads,
        Progress progress,
        Explanation explanation) {}
