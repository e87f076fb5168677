package io.regroup.cli.internal;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command without a subcommand, and the place where the subcommands hang together. */
@Command(
        name = "regroup",
        scope = ScopeType.INHERIT,
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        sortOptions = false,
        usageHelpWidth = 100,
        description =
                "Fits one statistical model to each group of rows of a table, or reduces each group to single values.",
        footer = {
            "",
            "Example:",
            "  regroup fit hits.parquet --group-by sector,row --target deltaY --feature x,y -o fits.parquet",
            "  regroup aggregate hits.parquet --group-by sector --agg \"mean(x), median(y)\"",
            "",
            "`regroup demo` makes a table to try it on; `regroup fit --help` explains the options.",
            "`regroup bench` (in the source tree) measures the engines beside others; see its --help.",
            "Exit codes: 0 done, 1 failed, 2 bad usage."
        },
        subcommands = {
            FitCommand.class,
            CombineCommand.class,
            AggregateCommand.class,
            GmmCommand.class,
            ValidateCommand.class,
            PluginsCommand.class,
            DemoCommand.class
        })
public final class RegroupCommand implements Callable<Integer> {

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Print the stack trace of an error as well.")
    private boolean debug;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    private RegroupCommand() {}

    /**
     * Makes the command, ready to be executed.
     *
     * @return a command line that prints to the standard outputs
     */
    public static CommandLine commandLine() {
        Failures failures = new Failures();
        return new CommandLine(new RegroupCommand())
                .setExpandAtFiles(false)
                .setParameterExceptionHandler(failures)
                .setExecutionExceptionHandler(failures)
                .setExecutionStrategy(failures);
    }

    boolean debug() {
        return debug;
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCode.USAGE;
    }
}
