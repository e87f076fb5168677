package io.regroup.cli.internal;

import io.regroup.api.FitSpec;
import io.regroup.api.Plugins;
import io.regroup.api.Progress;
import io.regroup.api.Regroup;
import io.regroup.api.RunOptions;
import io.regroup.api.result.Explanation;
import io.regroup.api.result.FitResult;
import io.regroup.api.result.ResultNames;
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
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code regroup fit}: reads, fits, writes, and says what it did. */
@Command(
        name = "fit",
        description = "Fits one model to each group of rows of a file.",
        customSynopsis = {
            "regroup fit INPUT... --group-by K1,K2 --target T1,T2 --feature F1,F2 [OPTIONS]",
            "       regroup fit --sql \"SELECT ...\" --group-by K1,K2 --target T1,T2 --feature F1,F2 [OPTIONS]"
        },
        footer = {
            "",
            "Example:",
            "  regroup fit 'hits/*.parquet' --group-by sector,row --target deltaY,deltaZ \\",
            "      --feature x --feature \"x2 = x*x\" --weight w --where \"pt > 0.2\" -o fits.parquet"
        })
final class FitCommand implements Callable<Integer> {

    @Parameters(
            arity = "0..*",
            paramLabel = "INPUT",
            description = "Parquet, CSV or TSV (also .gz), or JSON lines files, or patterns such as 'data/*.parquet'.")
    private List<String> inputs = new ArrayList<>();

    @Option(names = "--sql", paramLabel = "QUERY", description = "Read the rows of a DuckDB query instead of files.")
    private @Nullable String sql;

    @Mixin
    private ModelOptions model = new ModelOptions();

    @Option(
            names = "--where",
            paramLabel = "PREDICATE",
            description = "SQL condition: fit only the rows for which it is true.")
    private @Nullable String where;

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
        boolean selects = where != null && output.rows() != null;
        FitSpec fit = model.spec(selects ? TableSource.SELECTION_COLUMN : null);
        RunOptions options = reduction.options();
        TableSource.Builder builder = source(selects);
        output.check(inputs);
        try (TableSource source = builder.open()) {
            model.requireNamedExpressions(source.schema());
            model.requireNumbers(source);
            if (output.rows() != null) {
                ResultNames.checkRows(fit, source.inputSchema());
            }
            if (output.explain()) {
                Explanation explanation = Regroup.explain(source, fit, options, Plugins.find());
                Report.input(source, model.expressions(), where, out);
                Report.model(fit, explanation, out);
                Report.planned(output, out);
            } else {
                run(source, fit, options, out);
            }
        }
        out.flush();
        return ExitCode.OK;
    }

    private TableSource.Builder source(boolean selects) {
        if (inputs.isEmpty() && sql == null) {
            throw new ParameterException(
                    spec.commandLine(), "nothing to read: name an input file, or give a query with --sql");
        }
        if (!inputs.isEmpty() && sql != null) {
            throw new ParameterException(
                    spec.commandLine(), "both input files and --sql are given; drop one of the two");
        }
        TableSource.Builder builder = sql == null ? TableSource.files(inputs) : TableSource.sql(sql);
        model.expressions().forEach(builder::computed);
        if (where != null) {
            if (selects) {
                builder.select(where);
            } else {
                builder.where(where);
            }
        }
        reduction.apply(builder);
        return builder;
    }

    private void run(TableSource source, FitSpec fit, RunOptions options, PrintWriter out) {
        Path groups = output.groups();
        Path rows = output.rows();
        Stopwatch clock = new Stopwatch();
        FitResult result;
        try (ProgressDisplay display = ProgressDisplay.forRun(output.quiet())) {
            Progress progress = display.progress();
            result = Regroup.fit(source, fit, options.withProgress(progress));
            clock.lap();
            if (groups != null) {
                progress.begin("writing groups", -1);
                TableWriter.write(result.groups(), groups);
            }
            if (rows != null) {
                progress.begin("writing rows", result.rowsRead());
                TableWriter.writeRows(source, new CountedRows(result.rows(source), progress), rows);
            }
        }
        if (output.head() > 0) {
            int width = Terminal.width(System.getenv());
            String remedy = groups == null ? "-o FILE writes all" : "all are in " + groups;
            GroupTableHead.print(result.groups(), fit.keys().size(), output.head(), width, remedy, out);
        }
        if (!output.quiet()) {
            boolean filtered = where != null && fit.selection() == null;
            Report.summary(result, filtered, output, clock, out);
        }
    }
}
