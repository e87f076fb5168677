package io.regroup.cli.internal;

import io.regroup.api.RunOptions;
import picocli.CommandLine.Option;

/** The option that says whose arithmetic mixtures are computed with. */
final class ArithmeticOption {

    @Option(
            names = "--engine",
            paramLabel = "NAME",
            defaultValue = RunOptions.AUTO,
            description = "Whose arithmetic is used; `regroup plugins` lists engines. Default: ${DEFAULT-VALUE}.")
    private String engine = RunOptions.AUTO;

    RunOptions apply(RunOptions run) {
        return run.withEngine(engine);
    }
}
