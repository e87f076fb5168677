package io.regroup.cli.internal;

import io.regroup.api.FitSpec;
import io.regroup.api.Plugins;
import io.regroup.api.RunOptions;
import io.regroup.crossvalidation.agreement.AgreementReport;
import io.regroup.crossvalidation.agreement.Validation;
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

/** {@code regroup validate}: fits in every way that can run, and says how far the fits agree. */
@Command(
        name = "validate",
        description = {
            "Fits the rows of a file with every engine and reduction strategy that can run, in memory and streamed, and "
                    + "compares each fit with that of the reference engine, robust, on whole groups.",
            "Exit code 1 if fits differ by more than the tolerance."
        },
        customSynopsis = {
            "regroup validate INPUT... --group-by K1,K2 --target T1,T2 --feature F1,F2 [OPTIONS]",
            "       regroup validate --sql \"SELECT ...\" --group-by K1,K2 --target T1,T2 --feature F1,F2 [OPTIONS]"
        },
        footer = {
            "",
            "Example:",
            "  regroup validate 'hits/*.parquet' --group-by sector,row --target deltaY --feature x,y \\",
            "      --sample 1000 -o agreement.csv --html agreement.html"
        })
final class ValidateCommand implements Callable<Integer> {

    @Mixin
    private InputOptions input = new InputOptions();

    @Mixin
    private ModelOptions model = new ModelOptions();

    @Mixin
    private ContenderOptions contenders = new ContenderOptions();

    @Mixin
    private PluginOptions plugins = new PluginOptions();

    @Mixin
    private ThreadOptions threads = new ThreadOptions();

    @Mixin
    private MemoryOptions memory = new MemoryOptions();

    @Option(
            names = "--explain",
            description = "Say what would be compared and what cannot be; fit nothing, write nothing.")
    private boolean explain;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "OUT",
            description =
                    "Write the agreement of every fit and column to a file: .parquet, .csv, .tsv, .json or .jsonl.")
    private @Nullable Path table;

    @Option(
            names = "--html",
            paramLabel = "PAGE",
            description = "Write a page with the agreement and plots of the differences, for any browser.")
    private @Nullable Path page;

    @Option(names = "--detail", description = "Print every fit and column, not just the largest differences.")
    private boolean detail;

    @Option(names = "--quiet", description = "Print nothing but what differs; no progress bar.")
    private boolean quiet;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        FitSpec fit = model.spec(null);
        RunOptions options = memory.apply(threads.options());
        TableSource.Builder builder = input.source(model.expressions(), false);
        memory.apply(builder, options.threads());
        if (contenders.sample() != null) {
            builder.sampleGroups(fit.keys(), contenders.sample());
        }
        checkOutputs();
        Plugins found = plugins.plugins();
        try (TableSource source = builder.open()) {
            model.requireNamedExpressions(source.schema());
            model.requireNumbers(source);
            Validation validation = new Validation(
                    source, fit, found, contenders.engines(), contenders.reductions(), contenders.tolerance(), options);
            AgreementText text = new AgreementText(out);
            if (explain) {
                Report.input(source, model.expressions(), input.where(), out);
                text.explain(validation, source.sample());
                Report.planned(destinations(), out);
                return ExitCode.OK;
            }
            return run(source, validation, text);
        } finally {
            out.flush();
        }
    }

    private void checkOutputs() {
        if (table != null) {
            TableWriter.checkTarget(table);
        }
        if (page != null) {
            AgreementPage.checkTarget(page);
        }
        Destination.check(destinations(), input.files());
    }

    private List<Destination> destinations() {
        List<Destination> all = new ArrayList<>();
        if (table != null) {
            all.add(new Destination("output", "agreement", "agreement table", table));
        }
        if (page != null) {
            all.add(new Destination("html", "page", "page", page));
        }
        return all;
    }

    private int run(TableSource source, Validation validation, AgreementText text) {
        AgreementReport report;
        try (ProgressDisplay display = ProgressDisplay.forRun(quiet)) {
            report = validation.withProgress(display.progress()).run();
        }
        if (table != null) {
            TableWriter.write(report.table(), table);
        }
        if (page != null) {
            AgreementPage.write(report, source, page);
        }
        text.print(report, source.sample(), detail, quiet);
        if (!quiet) {
            text.written(destinations());
        }
        return report.agrees() ? ExitCode.OK : ExitCode.SOFTWARE;
    }
}
