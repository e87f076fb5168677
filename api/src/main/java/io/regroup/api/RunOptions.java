package io.regroup.api;

import java.nio.file.Path;
import java.util.Objects;

/**
 * How to run a fit: nothing in here changes what is computed beyond the stated tolerance between engines.
 *
 * @param engine the name of an engine, or {@code auto} for the best that can run here
 * @param reduction the name of a reduction strategy, or {@code auto}
 * @param threads how many threads compute, 1 to {@link #MOST_THREADS}
 * @param memory how many bytes rows in memory may take; data that would take more are streamed
 * @param blockRows how many rows a block has where blocks are reduced and combined, at least 1. Results of such plans
 *     depend on it, within rounding
 * @param fanIn how many summaries a node of a combining tree combines, at least 2. Results depend on it, within rounding
 * @param spill the directory in which temporary files are made, where rows have to be sorted outside of memory
 * @param progress hears how far the run has come
 * @param oneOff whether the process makes this fit and ends, see {@link #withOneOff}
 */
public record RunOptions(
        String engine,
        String reduction,
        int threads,
        long memory,
        int blockRows,
        int fanIn,
        Path spill,
        Progress progress,
        boolean oneOff) {

    /** Rows per block unless the caller says otherwise: eight of DuckDB's row groups, so that few are read twice. */
    public static final int DEFAULT_BLOCK_ROWS = 8 * 122_880;

    /** Summaries per node of a combining tree unless the caller says otherwise, as in flox. */
    public static final int DEFAULT_FAN_IN = 4;

    /** The share of the largest heap that rows in memory may take unless the caller says otherwise. */
    private static final double MEMORY_SHARE = 0.6;

    /** More threads than that are taken for a slip: each has buffers of its own, and the system would start them all. */
    public static final int MOST_THREADS = 1024;

    /** Leaves the choice to Regroup. */
    public static final String AUTO = "auto";

    /**
     * Checks the parts.
     *
     * @throws InvalidArgumentException if a number is too small, or there are too many threads
     */
    public RunOptions {
        Objects.requireNonNull(engine, "engine");
        Objects.requireNonNull(reduction, "reduction");
        Objects.requireNonNull(spill, "spill");
        Objects.requireNonNull(progress, "progress");
        requireThreads(threads);
        if (memory < 1) {
            throw new InvalidArgumentException("memory: expected a number of bytes, at least 1, got " + memory);
        }
        if (blockRows < 1) {
            throw new InvalidArgumentException("block rows: expected at least 1, got " + blockRows);
        }
        if (fanIn < 2) {
            throw new InvalidArgumentException("fan-in: expected at least 2, got " + fanIn);
        }
    }

    /**
     * Checks a number of threads.
     *
     * @param threads 1 to {@link #MOST_THREADS}
     * @throws InvalidArgumentException if it is not
     */
    public static void requireThreads(int threads) {
        if (threads < 1) {
            throw new InvalidArgumentException("threads: expected at least 1, got " + threads);
        }
        if (threads > MOST_THREADS) {
            throw new InvalidArgumentException("threads: expected at most " + MOST_THREADS + ", got " + threads
                    + "; this machine has " + Runtime.getRuntime().availableProcessors()
                    + " processors, and more threads than that do not help");
        }
    }

    /**
     * Returns the defaults: everything automatic, one thread per processor, 60 % of the heap for rows, temporary files where
     * the system keeps them, no progress shown, in a process that goes on.
     *
     * @return the defaults
     */
    public static RunOptions defaults() {
        return new RunOptions(
                AUTO,
                AUTO,
                Math.min(Runtime.getRuntime().availableProcessors(), MOST_THREADS),
                (long) (MEMORY_SHARE * Runtime.getRuntime().maxMemory()),
                DEFAULT_BLOCK_ROWS,
                DEFAULT_FAN_IN,
                Path.of(System.getProperty("java.io.tmpdir")),
                Progress.NONE,
                false);
    }

    /**
     * Returns these options with another engine.
     *
     * @param name an engine's name or {@code auto}
     * @return the changed copy
     */
    public RunOptions withEngine(String name) {
        return new RunOptions(name, reduction, threads, memory, blockRows, fanIn, spill, progress, oneOff);
    }

    /**
     * Returns these options with another reduction strategy.
     *
     * @param name a strategy's name or {@code auto}
     * @return the changed copy
     */
    public RunOptions withReduction(String name) {
        return new RunOptions(engine, name, threads, memory, blockRows, fanIn, spill, progress, oneOff);
    }

    /**
     * Returns these options with another number of threads.
     *
     * @param count at least 1
     * @return the changed copy
     */
    public RunOptions withThreads(int count) {
        return new RunOptions(engine, reduction, count, memory, blockRows, fanIn, spill, progress, oneOff);
    }

    /**
     * Returns these options with another listener.
     *
     * @param listener hears how far the run has come
     * @return the changed copy
     */
    public RunOptions withProgress(Progress listener) {
        return new RunOptions(engine, reduction, threads, memory, blockRows, fanIn, spill, listener, oneOff);
    }

    /**
     * Returns these options with another bound on the memory for rows.
     *
     * @param bytes at least 1
     * @return the changed copy
     */
    public RunOptions withMemory(long bytes) {
        return new RunOptions(engine, reduction, threads, bytes, blockRows, fanIn, spill, progress, oneOff);
    }

    /**
     * Returns these options with another size of blocks.
     *
     * @param rows at least 1
     * @return the changed copy
     */
    public RunOptions withBlockRows(int rows) {
        return new RunOptions(engine, reduction, threads, memory, rows, fanIn, spill, progress, oneOff);
    }

    /**
     * Returns these options with another width of combining trees.
     *
     * @param summaries at least 2
     * @return the changed copy
     */
    public RunOptions withFanIn(int summaries) {
        return new RunOptions(engine, reduction, threads, memory, blockRows, summaries, spill, progress, oneOff);
    }

    /**
     * Returns these options with another directory for temporary files.
     *
     * @param directory an existing directory
     * @return the changed copy
     */
    public RunOptions withSpill(Path directory) {
        return new RunOptions(engine, reduction, threads, memory, blockRows, fanIn, directory, progress, oneOff);
    }

    /**
     * Returns these options for a process that makes one fit and ends, as a command does, or for one that goes on. An engine that
     * is slow until it has been compiled is then chosen by itself only where there are so many rows that this is made up for.
     *
     * @param ends whether the process ends after the fit
     * @return the changed copy
     */
    public RunOptions withOneOff(boolean ends) {
        return new RunOptions(engine, reduction, threads, memory, blockRows, fanIn, spill, progress, ends);
    }
}
