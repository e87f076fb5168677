package io.regroup.cli.internal;

import io.regroup.api.Progress;
import io.regroup.api.RunOptions;
import io.regroup.gmm.encoder.EncodedDataset;
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

/** {@code regroup gmm transform}: encodes rows. */
@Command(
        name = "transform",
        description = "Encodes rows by the models of their columns: all rows, in their order.",
        customSynopsis = "regroup gmm transform MODEL_DIR INPUT... -o OUT [OPTIONS]",
        footer = {"", "Example:", "  regroup gmm transform models cards.parquet -o encoded.parquet"})
final class GmmTransformCommand implements Callable<Integer> {

    @Mixin
    private GmmRows rows = new GmmRows();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "OUT",
            required = true,
            description = "The file of encoded rows: .parquet, .csv, .tsv, .json or .jsonl.")
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
        Destination target = new Destination("output", "rows", "encoded rows", output);
        TableWriter.checkTarget(output);
        Destination.check(List.of(target), rows.files());
        Encoder encoder = ModelDirectory.open(rows.models()).encoder(options);
        Stopwatch clock = new Stopwatch("encode");
        try (TableSource source = run.apply(rows.source()).open()) {
            EncodedDataset encoded = encoder.encode(source);
            RowCount count;
            try (ProgressDisplay display = ProgressDisplay.forRun(run.quiet())) {
                count = new RowCount(display.progress());
                Progress progress = count;
                progress.begin("encoding", source.knownRows().orElse(-1));
                TableWriter.write(new CountedRows(encoded, progress), output);
            }
            if (!run.quiet()) {
                Report.line(out, "rows", String.format(Locale.ROOT, "%,d", count.rows()));
                report(encoder, encoded, out);
                Report.engine(encoder.engine(), out);
                Report.line(out, "time", clock.describeAll());
                Report.line(out, "written", output + " (encoded rows)");
            }
        }
        out.flush();
        return ExitCode.OK;
    }

    private static void report(Encoder encoder, EncodedDataset encoded, PrintWriter out) {
        Report.line(
                out,
                "columns",
                encoder.models().size() + " encoded to "
                        + encoded.schema().fields().size());
        boolean strict = encoder.spec().strictClip();
        encoded.losses().forEach((column, loss) -> {
            if (loss.values() + loss.infinite() == 0) {
                return;
            }
            String text = ModelText.count(loss.values(), "value")
                    + (loss.infinite() == 0 ? "" : String.format(Locale.ROOT, " and %,d infinite", loss.infinite()));
            Report.line(
                    out,
                    strict ? "lost" : "overflow",
                    column + ": " + text
                            + (strict
                                    ? String.format(
                                            Locale.ROOT, ", largest error %.6g, mean %.6g", loss.largest(), loss.mean())
                                    : " carried"));
        });
    }
}
