package io.regroup.kernels;

import io.regroup.api.FitSpec;
import io.regroup.api.engine.BlockReducer;
import io.regroup.api.engine.CombinedFits;
import io.regroup.api.engine.OrderedFits;
import io.regroup.api.engine.ProgramReducer;
import io.regroup.api.engine.RoundsReducer;
import io.regroup.api.engine.RowFitter;
import io.regroup.api.engine.SummaryForm;
import io.regroup.api.result.FitResult;
import io.regroup.api.spi.Availability;
import io.regroup.api.spi.FitJob;
import io.regroup.api.spi.FitProgram;
import io.regroup.api.spi.Kernels;
import io.regroup.api.spi.LeastSquaresProgram;
import io.regroup.api.spi.ReductionPlan;
import io.regroup.api.spi.RoundsProgram;
import io.regroup.api.spi.SummaryProgram;
import io.regroup.api.spi.WholeGroupProgram;
import java.util.List;
import java.util.Optional;

/** Executes any plan with what an engine brings: what engines have in common. */
public final class PlanRunner {

    /** What an engine brings. */
    public interface Parts {

        /**
         * Fits rows in memory, gathered by group.
         *
         * @param job a job whose groups are whole
         * @return the result
         */
        FitResult gathered(FitJob job);

        /**
         * Returns how it reduces blocks for least squares.
         *
         * @param job the job
         * @param problem its program
         * @return the reducer
         */
        BlockReducer reducer(FitJob job, LeastSquaresProgram problem);

        /**
         * Makes the arithmetic that it offers to fitters.
         *
         * @return kernels for one thread
         */
        Kernels kernels();
    }

    private PlanRunner() {}

    /**
     * Tells whether a plan can be executed.
     *
     * @param plan how rows would meet their group
     * @param program what would be computed
     * @return yes, or the reason why not
     */
    public static Availability supports(ReductionPlan plan, FitProgram program) {
        return plan.wholeGroups() || program.kind() == FitProgram.Kind.MERGEABLE
                ? Availability.yes()
                : Availability.no("its program needs all rows of a group at once");
    }

    /**
     * Offers the form in which summaries can be stored: triangular factors for least squares, because they lose no digits and
     * never ask for the rows again; a program's own summaries as they are.
     *
     * @param spec what is fitted
     * @param program its program
     * @param threads how many threads may finish groups
     * @return the form; empty for a program of whole groups
     */
    public static Optional<SummaryForm> summaryForm(FitSpec spec, FitProgram program, int threads) {
        return switch (program) {
            case LeastSquaresProgram problem -> Optional.of(new TriangularReducer(spec, problem, threads).form());
            case SummaryProgram own ->
                Optional.of(new ProgramReducer(spec, own, threads, new RowFitter.Failures()).form());
            case RoundsProgram _, WholeGroupProgram _ -> Optional.empty();
        };
    }

    /**
     * Runs a job.
     *
     * @param job what to run
     * @param parts what the engine brings
     * @return the result
     */
    public static FitResult run(FitJob job, Parts parts) {
        return runAll(List.of(job), parts).get(0);
    }

    /**
     * Runs several jobs of the same groups; rows that are not in memory are read once for all.
     *
     * @param jobs at least one; all with the same dataset, keys, selection, plan and options
     * @param parts what the engine brings
     * @return the results, in the order of the jobs
     */
    public static List<FitResult> runAll(List<FitJob> jobs, Parts parts) {
        return switch (jobs.get(0).plan().arrangement()) {
            case GATHERED -> jobs.stream().map(parts::gathered).toList();
            case IN_ORDER, SORTED -> OrderedFits.runAll(jobs, parts::gathered);
            case IN_PLACE ->
                CombinedFits.run(jobs.stream().map(job -> reduction(job, parts)).toList());
        };
    }

    private static CombinedFits.Reduction reduction(FitJob job, Parts parts) {
        RowFitter.Failures failures = new RowFitter.Failures();
        return switch (job.program()) {
            case LeastSquaresProgram problem -> new CombinedFits.Reduction(job, parts.reducer(job, problem), List::of);
            case SummaryProgram program ->
                new CombinedFits.Reduction(
                        job,
                        new ProgramReducer(job.spec(), program, job.threads(), failures),
                        () -> failures.notes(job.spec().fitter()));
            case RoundsProgram program -> {
                RoundsReducer first = RoundsReducer.first(job.spec(), program, parts::kernels, job.threads(), failures);
                yield new CombinedFits.Reduction(job, first, first::notes);
            }
            case WholeGroupProgram program ->
                throw new IllegalArgumentException("program " + program + " needs whole groups");
        };
    }
}
