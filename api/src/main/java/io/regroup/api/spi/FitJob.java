package io.regroup.api.spi;

import io.regroup.api.FitSpec;
import io.regroup.api.Progress;
import io.regroup.api.RunOptions;
import io.regroup.api.data.Dataset;
import io.regroup.api.engine.GroupedRows;
import io.regroup.api.result.Explanation;
import org.jspecify.annotations.Nullable;

/**
 * One run, checked and planned.
 *
 * @param spec what to fit
 * @param program the fitter made ready for it
 * @param plan how rows meet their group
 * @param dataset the rows
 * @param rows the rows in memory with their groups, where planning has read them already; else null
 * @param options how to run it: threads, memory, where temporary files go, who hears of the progress
 * @param keyKernel the engine's loops over keys
 * @param explanation what was chosen and why; the engine adds its notes
 */
public record FitJob(
        FitSpec spec,
        FitProgram program,
        ReductionPlan plan,
        Dataset dataset,
        @Nullable GroupedRows rows,
        RunOptions options,
        KeyKernel keyKernel,
        Explanation explanation) {

    /**
     * Returns this job with its rows in memory.
     *
     * @param loaded the job's rows, with all columns that it needs, or more
     * @return the job on these rows
     */
    public FitJob withRows(GroupedRows loaded) {
        return new FitJob(spec, program, plan, dataset, loaded, options, keyKernel, explanation);
    }

    /**
     * Returns how many threads may compute.
     *
     * @return at least 1
     */
    public int threads() {
        return options.threads();
    }

    /**
     * Returns who hears how far the run has come.
     *
     * @return the listener
     */
    public Progress progress() {
        return options.progress();
    }
}
