package io.regroup.cli.internal;

import io.regroup.api.RunOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that says on how many threads. */
final class ThreadOptions {

    @Option(names = "--threads", paramLabel = "N", description = "Default: one per processor.")
    private @Nullable Integer threads;

    /** Returns the defaults of a command, with this number of threads. */
    RunOptions options() {
        RunOptions options = RunOptions.defaults().withOneOff(true);
        return threads == null ? options : options.withThreads(threads);
    }
}
