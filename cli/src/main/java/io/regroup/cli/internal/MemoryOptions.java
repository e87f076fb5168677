package io.regroup.cli.internal;

import io.regroup.api.InvalidArgumentException;
import io.regroup.api.RunOptions;
import io.regroup.tables.TableSource;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say how much memory rows may take, where they go beyond it, and in which portions they are combined. */
final class MemoryOptions {

    @Option(
            names = "--memory",
            paramLabel = "SIZE",
            converter = SizeConverter.class,
            description =
                    "Most memory for rows, such as 800m, 1.5GB or 4GiB; units are powers of 1024. Rows that take more are "
                            + "read block by block. Where they have to be sorted, DuckDB takes as much again. Default: "
                            + "60 %% of Java's heap.")
    private @Nullable Long memory;

    @Option(
            names = "--spill-dir",
            paramLabel = "DIR",
            description =
                    "Where rows are sorted that do not fit into memory, and the result of --sql goes; needs about as much "
                            + "room as the columns that are read. Default: the system's directory for temporary files.")
    private @Nullable Path spill;

    @Option(
            names = "--block-rows",
            paramLabel = "N",
            description = "Rows per block where blocks are reduced and combined. Default: 983040.")
    private @Nullable Integer blockRows;

    @Option(
            names = "--fan-in",
            paramLabel = "N",
            description = "How many summaries are combined at a time, at least 2. Default: 4.")
    private @Nullable Integer fanIn;

    /**
     * Returns options of a run with these.
     *
     * @throws InvalidArgumentException if a number is too small or the directory cannot be used
     */
    RunOptions apply(RunOptions run) {
        RunOptions options = run;
        if (memory != null) {
            options = options.withMemory(memory);
        }
        if (spill != null) {
            options = options.withSpill(checked(spill));
        }
        if (blockRows != null) {
            options = options.withBlockRows(blockRows);
        }
        return fanIn == null ? options : options.withFanIn(fanIn);
    }

    private static Path checked(Path directory) {
        if (!Files.isDirectory(directory) || !Files.isWritable(directory)) {
            throw new InvalidArgumentException("--spill-dir: expected a directory that can be written to, got "
                    + directory + "; create it first or give another");
        }
        return directory;
    }

    /** Tells a source how many threads may read, how much memory it may take, and where it goes beyond that. */
    void apply(TableSource.Builder source, int threads) {
        source.threads(threads);
        if (spill != null) {
            source.spill(checked(spill));
        }
        if (memory != null) {
            source.memory(Math.max(memory, TableSource.LEAST_MEMORY));
        }
    }
}
