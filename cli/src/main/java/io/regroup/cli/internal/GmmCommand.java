package io.regroup.cli.internal;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code regroup gmm}: the place where the commands of the column encoder hang together. */
@Command(
        name = "gmm",
        description = "Encodes columns by Gaussian mixtures for generative models, and decodes them exactly.",
        footer = {
            "",
            "Example:",
            "  regroup gmm fit cards.parquet --continuous V1,Amount -o models",
            "  regroup gmm transform models cards.parquet -o encoded.parquet",
            "  regroup gmm inverse models encoded.parquet -o back.parquet",
            "  regroup gmm show models --plots figures",
            "",
            "docs/encoder.md explains what columns become."
        },
        subcommands = {
            GmmFitCommand.class,
            GmmTransformCommand.class,
            GmmInverseCommand.class,
            GmmShowCommand.class,
            GmmMergeCommand.class
        })
final class GmmCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCode.USAGE;
    }
}
