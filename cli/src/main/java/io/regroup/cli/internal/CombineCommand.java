package io.regroup.cli.internal;

import io.regroup.api.Regroup;
import io.regroup.api.RunOptions;
import io.regroup.api.result.FitResult;
import io.regroup.tables.SummaryFile;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code regroup combine}: makes one fit of saved summaries. */
@Command(
        name = "combine",
        description = "Makes the fit of all rows from summaries that `regroup fit --save-summary` has written.",
        customSynopsis = "regroup combine SUMMARY... [OPTIONS]",
        footer = {
            "",
            "Example:",
            "  regroup combine monday.parquet tuesday.parquet -o fits.parquet",
            "",
            "All summaries must have been saved with the same options; of which rows is free."
        })
final class CombineCommand implements Callable<Integer> {

    @Parameters(
            arity = "1..*",
            paramLabel = "SUMMARY",
            description = "Parquet files, or patterns such as 'summaries/*.parquet', in the order of their rows.")
    private List<String> inputs = new ArrayList<>();

    @Mixin
    private EngineOptions engine = new EngineOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        RunOptions options = engine.options();
        output.check();
        Destination.check(output.destinations(), inputs);
        Stopwatch clock = new Stopwatch("combine");
        FitResult result;
        try (ProgressDisplay display = ProgressDisplay.forRun(output.quiet())) {
            result = Regroup.combine(SummaryFile.open(inputs), options.withProgress(display.progress()));
            clock.lap();
            output.write(result.groups(), display.progress());
        }
        output.print(result.groups(), result.spec().keys().size(), out);
        if (!output.quiet()) {
            Report.summary(result, false, output.destinations(), clock, out);
        }
        out.flush();
        return ExitCode.OK;
    }
}
