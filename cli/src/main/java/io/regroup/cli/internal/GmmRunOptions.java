package io.regroup.cli.internal;

import io.regroup.api.RunOptions;
import io.regroup.tables.TableSource;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that all of the encoder's commands have that run on rows; they change no result. */
final class GmmRunOptions {

    @Mixin
    private ThreadOptions threads = new ThreadOptions();

    @Option(names = "--quiet", description = "No summary and no progress bar.")
    private boolean quiet;

    boolean quiet() {
        return quiet;
    }

    RunOptions options() {
        return threads.options();
    }

    TableSource.Builder apply(TableSource.Builder source) {
        return source.threads(options().threads());
    }
}
