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
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code regroup gmm inverse}: decodes rows. */
@Command(
        name = "inverse",
        description = "Decodes encoded rows, or rows that a generative model has made in their likeness.",
        customSynopsis = "regroup gmm inverse MODEL_DIR INPUT... -o BACK [OPTIONS]",
        footer = {"", "Example:", "  regroup gmm inverse models encoded.parquet -o back.parquet"})
final class GmmInverseCommand implements Callable<Integer> {

    @Mixin
    private GmmRows rows = new GmmRows();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "BACK",
            required = true,
            description = "The file of decoded rows: .parquet, .csv, .tsv, .json or .jsonl.")
    private Path output = Path.of("");

    @Mixin
    private GmmRunOptions run = new GmmRunOptions();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        RunOptions options = run.options();
        TableWriter.checkTarget(output);
        Destination.check(List.of(new Destination("output", "rows", "decoded rows", output)), rows.files());
        Encoder encoder = ModelDirectory.open(rows.models()).encoder(options);
        Stopwatch clock = new Stopwatch("decode");
        try (TableSource source = run.apply(rows.source()).open()) {
            Dataset decoded = encoder.decode(source);
            RowCount count;
            try (ProgressDisplay display = ProgressDisplay.forRun(run.quiet())) {
                count = new RowCount(display.progress());
                count.begin("decoding", source.knownRows().orElse(-1));
                TableWriter.write(new CountedRows(decoded, count), output);
            }
            if (!run.quiet()) {
                Report.line(out, "rows", String.format(Locale.ROOT, "%,d", count.rows()));
                Report.line(out, "columns", String.join(", ", decoded.schema().names()));
                Report.line(out, "time", clock.describeAll());
                Report.line(out, "written", output + " (decoded rows)");
            }
        }
        out.flush();
        return ExitCode.OK;
    }
}
