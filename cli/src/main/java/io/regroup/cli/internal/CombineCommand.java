package io.regroup.cli.internal;

import io.regroup.api.Plugins;
import io.regroup.api.Regroup;
import io.regroup.api.RunOptions;
import io.regroup.api.result.FitResult;
import io.regroup.api.result.SummarizedFit;
import io.regroup.tables.SummaryFile;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code regroup combine}: makes one fit of saved summaries. */
@Command(
        name = "combine",
        description = "Makes the fit of all rows from summaries that `regroup fit` or `combine` has saved.",
        customSynopsis = "regroup combine SUMMARY... [OPTIONS]",
        footer = {
            "",
            "Example:",
            "  regroup combine monday.parquet tuesday.parquet -o fits.parquet",
            "  regroup combine 'days/*.parquet' --save-summary week1.parquet --head 0",
            "",
            "All summaries must have been saved with the same options; of which rows is free. What --save-summary",
            "writes is a summary like others: days are combined to weeks, weeks to months."
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

    @Option(
            names = "--save-summary",
            paramLabel = "FILE",
            description = "Write the summary of all rows to a Parquet file, to be combined again.")
    private @Nullable Path summary;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        RunOptions options = engine.options();
        Plugins plugins = engine.plugins();
        output.noteProblems(plugins, spec.commandLine().getErr());
        output.check();
        if (summary != null) {
            SummaryFile.checkTarget(summary);
        }
        Destination.check(destinations(), inputs);
        Stopwatch clock = new Stopwatch("combine");
        FitResult result;
        try (ProgressDisplay display = ProgressDisplay.forRun(output.quiet())) {
            result = combine(options.withProgress(display.progress()), plugins, clock);
            output.write(result.groups(), display.progress());
        }
        output.print(result.groups(), result.spec().keys().size(), out);
        if (!output.quiet()) {
            Report.summary(List.of(result), false, destinations(), clock, out);
            output.noteLoss(out);
        }
        out.flush();
        return ExitCode.OK;
    }

    private List<Destination> destinations() {
        List<Destination> all = new ArrayList<>(output.destinations());
        if (summary != null) {
            all.add(Destination.ofSummary(summary));
        }
        return all;
    }

    private FitResult combine(RunOptions options, Plugins plugins, Stopwatch clock) {
        List<SummaryFile> summaries = SummaryFile.open(inputs);
        if (summary == null) {
            FitResult result = Regroup.combine(summaries, options, plugins);
            clock.lap();
            return result;
        }
        SummarizedFit combined = Regroup.combineToSummary(summaries, options, plugins);
        clock.lap();
        options.progress().begin("writing the summary", -1);
        SummaryFile.write(combined.summary(), summary);
        return combined.result();
    }
}
