package io.regroup.cli.internal;

import io.regroup.api.FitSpec;
import io.regroup.api.InvalidArgumentException;
import io.regroup.api.Plugins;
import io.regroup.api.Progress;
import io.regroup.api.Regroup;
import io.regroup.api.RunOptions;
import io.regroup.api.result.Explanation;
import io.regroup.api.result.FitResults;
import io.regroup.api.result.ResultNames;
import io.regroup.api.result.SummarizedFit;
import io.regroup.tables.SummaryFile;
import io.regroup.tables.TableSource;
import io.regroup.tables.TableWriter;
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
import picocli.CommandLine.Spec;

/** {@code regroup fit}: reads, fits, writes, and says what it did. */
@Command(
        name = "fit",
        description = "Fits one model to each group of rows of a file.",
        customSynopsis = {
            "regroup fit INPUT... --group-by K1,K2 --target T1,T2 --feature F1,F2 [OPTIONS]",
            "       regroup fit INPUT... --group-by K1,K2 --model \"T1 ~ F1,F2\" --model \"SUFFIX: T2 ~ F2\" [OPTIONS]",
            "       regroup fit --sql \"SELECT ...\" --group-by K1,K2 --target T1,T2 --feature F1,F2 [OPTIONS]"
        },
        footer = {
            "",
            "Example:",
            "  regroup fit 'hits/*.parquet' --group-by sector,row --target deltaY,deltaZ \\",
            "      --feature x --feature \"x2 = x*x\" --weight w --where \"pt > 0.2\" -o fits.parquet"
        })
final class FitCommand implements Callable<Integer> {

    @Mixin
    private InputOptions input = new InputOptions();

    @Mixin
    private ModelOptions model = new ModelOptions();

    @Mixin
    private ReductionOptions reduction = new ReductionOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Option(
            names = "--rows",
            paramLabel = "OUT",
            description = "Write the input's rows with predictions and residuals to a file.")
    private @Nullable Path rows;

    @Option(
            names = "--save-summary",
            paramLabel = "FILE",
            description = "Write a summary of the rows to a Parquet file; `regroup combine` makes one fit of several.")
    private @Nullable Path summary;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        boolean selects = input.where() != null && rows != null;
        List<FitSpec> fits = model.specs(selects ? TableSource.SELECTION_COLUMN : null);
        RunOptions options = reduction.options();
        Plugins plugins = reduction.plugins();
        output.noteProblems(plugins, spec.commandLine().getErr());
        TableSource.Builder builder = input.source(model.expressions(), selects);
        reduction.apply(builder);
        checkOutputs();
        if (summary != null && fits.size() > 1) {
            throw new InvalidArgumentException(
                    "--save-summary: keeps the summary of one fit, got " + fits.size() + " models; give one at a time");
        }
        try (TableSource source = builder.open()) {
            model.requireNamedExpressions(source.schema());
            model.requireNumbers(source);
            if (rows != null) {
                ResultNames.checkRows(fits, source.inputSchema());
            }
            if (reduction.explain()) {
                List<Explanation> explanations = explanations(source, fits, options, plugins);
                Report.input(source, model.expressions(), input.where(), out);
                Report.models(fits, explanations, out);
                Report.planned(destinations(), out);
            } else {
                run(source, fits, options, plugins, out);
            }
        }
        out.flush();
        return ExitCode.OK;
    }

    private void checkOutputs() {
        output.check();
        if (rows != null) {
            TableWriter.checkTarget(rows);
        }
        if (summary != null) {
            SummaryFile.checkTarget(summary);
        }
        Destination.check(destinations(), input.files());
    }

    private List<Destination> destinations() {
        List<Destination> all = new ArrayList<>(output.destinations());
        if (rows != null) {
            all.add(new Destination("rows", "rows", "rows", rows));
        }
        if (summary != null) {
            all.add(Destination.ofSummary(summary));
        }
        return all;
    }

    private List<Explanation> explanations(
            TableSource source, List<FitSpec> fits, RunOptions options, Plugins plugins) {
        return summary == null
                ? Regroup.explainAll(source, fits, options, plugins)
                : List.of(Regroup.explainSummarize(source, fits.get(0), options, plugins));
    }

    private void run(TableSource source, List<FitSpec> fits, RunOptions options, Plugins plugins, PrintWriter out) {
        Stopwatch clock = new Stopwatch("fit");
        FitResults results;
        try (ProgressDisplay display = ProgressDisplay.forRun(output.quiet())) {
            Progress progress = display.progress();
            results = fit(source, fits, options.withProgress(progress), plugins, clock);
            output.write(results.groups(), progress);
            if (rows != null) {
                progress.begin("writing rows", results.results().get(0).rowsRead());
                TableWriter.writeRows(source, new CountedRows(results.rows(source), progress), rows);
            }
        }
        output.print(results.groups(), fits.get(0).keys().size(), out);
        if (!output.quiet()) {
            boolean filtered = input.where() != null && fits.get(0).selection() == null;
            Report.summary(results.results(), filtered, destinations(), clock, out);
            output.noteLoss(out);
        }
    }

    private FitResults fit(
            TableSource source, List<FitSpec> fits, RunOptions options, Plugins plugins, Stopwatch clock) {
        if (summary == null) {
            FitResults results = Regroup.fitAll(source, fits, options, plugins);
            clock.lap();
            return results;
        }
        SummarizedFit fitted = Regroup.summarize(source, fits.get(0), options, plugins);
        clock.lap();
        options.progress().begin("writing the summary", -1);
        SummaryFile.write(fitted.summary(), summary);
        return new FitResults(List.of(fitted.result()));
    }
}
