package io.regroup.api.engine;

import io.regroup.api.result.FitResult;
import io.regroup.api.spi.FitJob;
import io.regroup.api.spi.Kernels;
import java.util.function.Supplier;

/**
 * Runs a plan that keeps groups whole: reads the rows, brings those of each group together, and fits group after group with
 * an engine's kernels. Groups are independent and written to their own places, so the result has the same bits for any
 * number of threads and any blocks.
 */
public final class WholeGroups {

    private WholeGroups() {}

    /**
     * Runs a job.
     *
     * @param job a job whose plan keeps groups whole
     * @param kernels makes the engine's arithmetic, one instance per thread
     * @return the result
     */
    public static FitResult run(FitJob job, Supplier<? extends Kernels> kernels) {
        if (!job.plan().wholeGroups()) {
            throw new IllegalArgumentException("plan " + job.plan().strategy() + ": does not keep groups whole");
        }
        GroupedRows rows = GroupedRows.of(job);
        rows.requireNoNegativeWeight(job.spec().weight(), job.threads());
        int groups = rows.grouping().count();
        JobColumns columns = new JobColumns(job.spec());
        Estimates estimates = new Estimates(job.spec(), job.program(), groups, job.threads());
        RowFitter.Failures failures = new RowFitter.Failures();
        job.progress().begin("fitting groups", groups);
        GroupBatches.run(rows, columns.of(rows), job.threads(), () -> {
            RowFitter fitter = new RowFitter(job, rows, columns, estimates, failures, kernels.get());
            return batch -> {
                fitter.use(batch.columns());
                fitter.describe(batch, 0, batch.count());
                for (int i = 0; i < batch.count(); i++) {
                    int group = batch.firstGroup() + i;
                    for (int t = 0; t < job.spec().targets().size(); t++) {
                        fitter.fit(group, t, batch.start(i), batch.end(i));
                    }
                }
                job.progress().advance(batch.count());
            };
        });
        return rows.result(job, estimates, failures.notes(job.spec().fitter()));
    }
}
