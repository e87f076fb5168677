package io.regroup.api.spi;

import io.regroup.api.FitSpec;
import io.regroup.api.engine.SummaryForm;
import io.regroup.api.result.FitResult;
import java.util.List;
import java.util.Optional;

/** Who computes: a plug-in, found by {@link java.util.ServiceLoader}, that executes plans. Thread-safe. */
public interface Engine {

    /**
     * Returns the name by which users ask for it.
     *
     * @return lower-case letters, digits and hyphens, the same for ever
     */
    String name();

    /**
     * Describes the engine in one line.
     *
     * @return for people
     */
    String summary();

    /**
     * Tells whether it can run in this process. Must not throw, whatever is missing.
     *
     * @return yes, or the reason why not
     */
    Availability availability();

    /**
     * Ranks engines for the automatic choice: the available one with the highest preference runs.
     *
     * @return 0 for a reference, more for faster engines
     */
    int preference();

    /**
     * Tells how much work makes up for being slow in a new process, until its code has been compiled: where a process makes one fit
     * and ends, the automatic choice takes it for that much or more.
     *
     * @param program what would be computed
     * @return a number of rows times targets, for two processors; 0, as by default, if it is as fast at first as others are
     */
    default long paysFrom(FitProgram program) {
        return 0;
    }

    /**
     * Tells whether it can execute a plan. The planner asks before any work, and chooses among plans that it can.
     *
     * @param plan how rows would meet their group
     * @param program what would be computed
     * @return yes, or the reason why not
     */
    Availability supports(ReductionPlan plan, FitProgram program);

    /**
     * Offers the form in which summaries of a program's rows can be stored and combined later. Engines may share a form: what one
     * has stored, another can then combine.
     *
     * @param spec what is fitted
     * @param program its program
     * @param threads how many threads may finish groups
     * @return the form; empty if this engine has none for the program
     */
    default Optional<SummaryForm> summaryForm(FitSpec spec, FitProgram program, int threads) {
        return Optional.empty();
    }

    /**
     * Makes the arithmetic that it offers to fitters, for those who bring rows to it by other ways than a plan. To be asked for only
     * where the engine is available.
     *
     * @return kernels for one thread; empty, as by default, if it offers none
     */
    default Optional<Kernels> kernels() {
        return Optional.empty();
    }

    /**
     * Offers loops over keys, for rows that are grouped before it runs. Called only where the engine is available.
     *
     * @return the plain ones by default
     */
    default KeyKernel keyKernel() {
        return KeyKernel.PLAIN;
    }

    /**
     * Runs a fit.
     *
     * @param job what to run; already checked against the dataset
     * @return the result, whose groups are in ascending key order
     * @throws io.regroup.api.InvalidArgumentException if the data break a rule, such as a negative weight
     * @throws io.regroup.api.data.DataAccessException if the dataset cannot be read
     */
    FitResult run(FitJob job);

    /**
     * Runs several fits of the same rows. Each gives exactly what {@link #run} gives for it; what can be gained is to read rows
     * that are not in memory once for all. As it stands, it runs one after another.
     *
     * @param jobs at least one; all have the same dataset, keys, selection, plan and options, and the same rows if they are in
     *     memory
     * @return one result per job, in their order
     * @throws io.regroup.api.InvalidArgumentException if the data break a rule, such as a negative weight
     * @throws io.regroup.api.data.DataAccessException if the dataset cannot be read
     */
    default List<FitResult> runAll(List<FitJob> jobs) {
        return jobs.stream().map(this::run).toList();
    }
}
