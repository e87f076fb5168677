package io.regroup.kernels;

import io.regroup.api.FitSpec;
import io.regroup.api.engine.Estimates;
import io.regroup.api.engine.GroupBatches;
import io.regroup.api.engine.GroupedRows;
import io.regroup.api.engine.JobColumns;
import io.regroup.api.engine.RowFitter;
import io.regroup.api.engine.WholeGroups;
import io.regroup.api.result.FitResult;
import io.regroup.api.spi.FitJob;
import io.regroup.api.spi.LeastSquaresProgram;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/**
 * Runs jobs at the speed of memory: least squares on cross-moments, many groups at a time, and everything else group after
 * group with the same kernels. What moments cannot answer with nearly all digits is answered from the rows, by the {@link
 * RefinedSolver}.
 */
final class FastFits {

    private final FitJob job;
    private final EngineArithmetic arithmetic;

    private FastFits(FitJob job, EngineArithmetic arithmetic) {
        this.job = job;
        this.arithmetic = arithmetic;
    }

    /**
     * Runs a job.
     *
     * @param job a job whose plan keeps groups whole
     * @param arithmetic what the engine brings
     * @return the result
     */
    static FitResult run(FitJob job, EngineArithmetic arithmetic) {
        return job.program() instanceof LeastSquaresProgram problem
                ? new FastFits(job, arithmetic).run(problem)
                : WholeGroups.run(job, arithmetic.kernels());
    }

    private FitResult run(LeastSquaresProgram problem) {
        FitSpec spec = job.spec();
        GroupedRows rows = GroupedRows.of(job);
        JobColumns places = new JobColumns(spec);
        int groups = rows.grouping().count();
        Estimates estimates = new Estimates(spec, problem, groups, job.threads());
        RowFitter.Failures failures = new RowFitter.Failures();
        LongAdder escalated = new LongAdder();
        job.progress().begin("fitting groups", groups);
        fit(problem, rows, places, estimates, failures, escalated);
        long count = escalated.sum();
        return rows.result(
                job,
                estimates,
                concat(
                        failures.notes(spec.fitter()),
                        count == 0
                                ? List.of()
                                : List.of(count + (count == 1 ? " fit was" : " fits were")
                                        + " too ill-conditioned for moments and solved by QR on the rows")));
    }

    /** Fits groups on their rows, brought together. */
    private void fit(
            LeastSquaresProgram problem,
            GroupedRows rows,
            JobColumns places,
            Estimates estimates,
            RowFitter.Failures failures,
            LongAdder escalated) {
        double[][] columns = places.of(rows);
        LongGroups longGroups = LongGroups.of(job, rows, places, columns, arithmetic.moments());
        GroupBatches.run(rows, columns, job.threads(), () -> {
            RowFitter careful = new RowFitter(
                    job,
                    rows,
                    places,
                    estimates,
                    failures,
                    new RefinedKernels(arithmetic.kernels().get(), arithmetic.triangularFactor()));
            BlockFitter fitter =
                    new BlockFitter(job, problem, rows, places, estimates, careful, arithmetic, longGroups);
            return batch -> {
                escalated.add(fitter.fit(batch));
                job.progress().advance(batch.count());
            };
        });
    }

    private static List<String> concat(List<String> a, List<String> b) {
        return Stream.concat(a.stream(), b.stream()).toList();
    }
}
