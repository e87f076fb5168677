package io.regroup.cli.internal;

import io.regroup.api.Plugins;
import io.regroup.api.Regroup;
import io.regroup.api.RunOptions;
import io.regroup.api.aggregate.AggregateResult;
import io.regroup.api.aggregate.AggregateSpec;
import io.regroup.api.result.Explanation;
import io.regroup.tables.TableSource;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code regroup aggregate}: reads, reduces, writes, and says what it did. */
@Command(
        name = "aggregate",
        description = "Reduces each group of rows of a file to single values, such as means and quantiles.",
        customSynopsis = {
            "regroup aggregate INPUT... --group-by K1,K2 --agg \"mean(x), quantile(y, 0.9)\" [OPTIONS]",
            "       regroup aggregate --sql \"SELECT ...\" --group-by K1,K2 --agg \"mean(x)\" [OPTIONS]"
        },
        footer = {
            "",
            "Example:",
            "  regroup aggregate 'hits/*.parquet' --group-by sector \\",
            "      --agg \"mean(x), std(x), top = quantile(x, 0.99), argmax(x)\" --where \"pt > 0.2\" -o sectors.parquet"
        })
final class AggregateCommand implements Callable<Integer> {

    @Mixin
    private InputOptions input = new InputOptions();

    @Mixin
    private AggregateOptions aggregates = new AggregateOptions();

    @Mixin
    private ReductionOptions reduction = new ReductionOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        // row numbers are those of the input, so rows that do not count are read as well
        boolean selects = input.where() != null && aggregates.numbersRows();
        AggregateSpec wanted = aggregates.spec(selects ? TableSource.SELECTION_COLUMN : null);
        RunOptions options = reduction.options();
        Plugins plugins = reduction.plugins();
        output.noteProblems(plugins, spec.commandLine().getErr());
        TableSource.Builder builder = input.source(aggregates.expressions(), selects);
        reduction.apply(builder);
        output.check();
        Destination.check(output.destinations(), input.files());
        try (TableSource source = builder.open()) {
            if (reduction.explain()) {
                Explanation explanation = Regroup.explain(source, wanted, options, plugins);
                Report.input(source, aggregates.expressions(), input.where(), out);
                Report.aggregates(wanted, explanation, out);
                Report.planned(output.destinations(), out);
            } else {
                run(source, wanted, options, plugins, out);
            }
        }
        out.flush();
        return ExitCode.OK;
    }

    private void run(TableSource source, AggregateSpec wanted, RunOptions options, Plugins plugins, PrintWriter out) {
        Stopwatch clock = new Stopwatch("reduce");
        AggregateResult result;
        try (ProgressDisplay display = ProgressDisplay.forRun(output.quiet())) {
            result = Regroup.aggregate(source, wanted, options.withProgress(display.progress()), plugins);
            clock.lap();
            output.write(result.groups(), display.progress());
        }
        int keys = wanted.keys().size() + 2 * wanted.bins().size();
        output.print(result.groups(), keys, out);
        if (!output.quiet()) {
            boolean filtered = input.where() != null && wanted.selection() == null;
            Report.summary(result, filtered, output.destinations(), clock, out);
            output.noteLoss(out);
        }
    }
}
