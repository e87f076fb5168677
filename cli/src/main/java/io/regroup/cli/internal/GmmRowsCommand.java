package io.regroup.cli.internal;

import io.regroup.api.RunOptions;
import io.regroup.api.data.Dataset;
import io.regroup.gmm.encoder.Encoder;
import io.regroup.gmm.encoder.ModelDirectory;
import io.regroup.tables.TableSource;
import io.regroup.tables.TableWriter;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * A command that makes rows of rows by models that are there.
 *
 * @param <D> what it makes
 */
abstract class GmmRowsCommand<D extends Dataset> implements Callable<Integer> {

    private final String verb;

    @Mixin
    private GmmRows rows = new GmmRows();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "OUT",
            required = true,
            description = "The file of the rows that are made: .parquet, .csv, .tsv, .json or .jsonl.")
    private Path output = Path.of("");

    @Mixin
    private GmmRunOptions run = new GmmRunOptions();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    /**
     * Makes one.
     *
     * @param verb what is done, ending in e
     */
    GmmRowsCommand(String verb) {
        this.verb = verb;
    }

    /** Adds what else a run needs to know; nothing by default. */
    RunOptions options(RunOptions run) {
        return run;
    }

    /** Opens the input; a command that knows of which types its columns are says so before. */
    TableSource open(Encoder encoder, TableSource.Builder source) {
        return source.open();
    }

    /** Looks for what the output cannot hold. */
    abstract RowsForFile guarded(Dataset rows, Path file);

    /** Views rows as what is made of them. */
    abstract D make(Encoder encoder, Dataset source);

    /** Says what was made, but for the number of rows. */
    abstract void report(Encoder encoder, D made, PrintWriter out);

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        String content = verb + "d rows";
        TableWriter.checkTarget(output);
        Destination.check(List.of(new Destination("output", "rows", content, output)), rows.files());
        ModelDirectory models = ModelDirectory.open(rows.models());
        Destination.checkOutside("output", output, models);
        Encoder encoder = models.encoder(options(run.options()));
        Stopwatch clock = new Stopwatch(verb);
        try (TableSource source = open(encoder, run.apply(rows.source(Map.of(), false)))) {
            D made = make(encoder, source);
            RowsForFile guarded = guarded(made, output);
            RowCount count;
            try (ProgressDisplay display = ProgressDisplay.forRun(run.quiet())) {
                count = new RowCount(display.progress());
                count.begin(content, source.knownRows().orElse(-1));
                TableWriter.write(new CountedRows(guarded, count), output);
            }
            if (!run.quiet()) {
                Report.line(out, "rows", String.format(Locale.ROOT, "%,d", count.rows()));
                report(encoder, made, out);
                String loss = guarded.loss(true);
                if (loss != null) {
                    Report.line(out, "note", loss);
                }
                Report.line(out, "time", clock.describeAll());
                Report.line(out, "written", output + " (" + content + ")");
            }
        }
        out.flush();
        return ExitCode.OK;
    }
}
