package io.regroup.cli.internal;

import io.regroup.api.RunOptions;
import io.regroup.api.data.Dataset;
import io.regroup.gmm.encoder.EncodedDataset;
import io.regroup.gmm.encoder.Encoder;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code regroup gmm transform}: encodes rows. */
@Command(
        name = "transform",
        description = "Encodes rows by the models of their columns: all rows, in their order.",
        customSynopsis = "regroup gmm transform MODEL_DIR INPUT... -o OUT [OPTIONS]",
        footer = {"", "Example:", "  regroup gmm transform models cards.parquet -o encoded.parquet"})
final class GmmTransformCommand extends GmmRowsCommand<EncodedDataset> {

    @Mixin
    private ArithmeticOption arithmetic = new ArithmeticOption();

    GmmTransformCommand() {
        super("encode");
    }

    @Override
    RunOptions options(RunOptions run) {
        return arithmetic.apply(run);
    }

    @Override
    EncodedDataset make(Encoder encoder, Dataset source) {
        return encoder.encode(source);
    }

    /** An infinity is carried by the overflow column alone: as null it would come back as a number that nobody gave. */
    @Override
    RowsForFile guarded(Dataset rows, Path file) {
        return RowsForFile.refused(rows, file);
    }

    @Override
    void report(Encoder encoder, EncodedDataset encoded, PrintWriter out) {
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
        Report.engine(encoded.engine(), out);
    }
}
