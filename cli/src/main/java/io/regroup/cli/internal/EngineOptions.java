package io.regroup.cli.internal;

import io.regroup.api.Plugins;
import io.regroup.api.RunOptions;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say who computes. */
final class EngineOptions {

    @Option(
            names = "--engine",
            paramLabel = "NAME",
            defaultValue = RunOptions.AUTO,
            description = "Who computes; `regroup plugins` lists them. Default: ${DEFAULT-VALUE}.")
    private String engine = RunOptions.AUTO;

    @Mixin
    private PluginOptions plugins = new PluginOptions();

    @Mixin
    private ThreadOptions threads = new ThreadOptions();

    /** Finds all plug-ins. */
    Plugins plugins() {
        return plugins.plugins();
    }

    /** Returns the defaults with these options. */
    RunOptions options() {
        return threads.options().withEngine(engine);
    }
}
