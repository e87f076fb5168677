package io.regroup.api;

import java.util.Objects;

/**
 * How to run a fit: nothing in here changes what is computed beyond the stated tolerance between engines.
 *
 * @param engine the name of an engine, or {@code auto} for the best that can run here
 * @param reduction the name of a reduction strategy, or {@code auto}
 * @param threads how many threads compute, at least 1
 * @param progress hears how far the run has come
 */
public record RunOptions(String engine, String reduction, int threads, Progress progress) {

    /** Leaves the choice to Regroup. */
    public static final String AUTO = "auto";

    /**
     * Checks the parts.
     *
     * @throws InvalidArgumentException if threads is less than 1
     */
    public RunOptions {
        Objects.requireNonNull(engine, "engine");
        Objects.requireNonNull(reduction, "reduction");
        Objects.requireNonNull(progress, "progress");
        if (threads < 1) {
            throw new InvalidArgumentException("threads: expected at least 1, got " + threads);
        }
    }

    /**
     * Returns the defaults: everything automatic, one thread per processor, no progress shown.
     *
     * @return the defaults
     */
    public static RunOptions defaults() {
        return new RunOptions(AUTO, AUTO, Runtime.getRuntime().availableProcessors(), Progress.NONE);
    }

    /**
     * Returns these options with another engine.
     *
     * @param name an engine's name or {@code auto}
     * @return the changed copy
     */
    public RunOptions withEngine(String name) {
        return new RunOptions(name, reduction, threads, progress);
    }

    /**
     * Returns these options with another reduction strategy.
     *
     * @param name a strategy's name or {@code auto}
     * @return the changed copy
     */
    public RunOptions withReduction(String name) {
        return new RunOptions(engine, name, threads, progress);
    }

    /**
     * Returns these options with another number of threads.
     *
     * @param count at least 1
     * @return the changed copy
     */
    public RunOptions withThreads(int count) {
        return new RunOptions(engine, reduction, count, progress);
    }

    /**
     * Returns these options with another listener.
     *
     * @param listener hears how far the run has come
     * @return the changed copy
     */
    public RunOptions withProgress(Progress listener) {
        return new RunOptions(engine, reduction, threads, listener);
    }
}
