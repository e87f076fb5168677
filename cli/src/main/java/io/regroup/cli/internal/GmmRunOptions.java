package io.regroup.cli.internal;

import io.regroup.api.RunOptions;
import io.regroup.tables.TableSource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of the encoder's commands that say how they run; they change no result. */
final class GmmRunOptions {

    @Option(
            names = "--engine",
            paramLabel = "NAME",
            defaultValue = RunOptions.AUTO,
            description = "Whose arithmetic is used; `regroup plugins` lists engines. Default: ${DEFAULT-VALUE}.")
    private String engine = RunOptions.AUTO;

    @Mixin
    private ThreadOptions threads = new ThreadOptions();

    @Option(
            names = "--memory",
            paramLabel = "SIZE",
            converter = SizeConverter.class,
            description =
                    "Most memory for rows, such as 800m or 4GiB; a column that takes more than half of it is read "
                            + "block by block. Default: 60 %% of Java's heap.")
    private @Nullable Long memory;

    @Option(names = "--quiet", description = "No summary and no progress bar.")
    private boolean quiet;

    boolean quiet() {
        return quiet;
    }

    RunOptions options() {
        RunOptions options = threads.options().withEngine(engine);
        return memory == null ? options : options.withMemory(memory);
    }

    TableSource.Builder apply(TableSource.Builder source) {
        return source.threads(options().threads());
    }
}
