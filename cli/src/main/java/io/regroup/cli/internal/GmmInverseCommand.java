package io.regroup.cli.internal;

import io.regroup.api.data.Dataset;
import io.regroup.gmm.encoder.Encoder;
import java.io.PrintWriter;
import picocli.CommandLine.Command;

/** {@code regroup gmm inverse}: decodes rows. */
@Command(
        name = "inverse",
        description = "Decodes encoded rows, or rows that a generative model has made in their likeness.",
        customSynopsis = "regroup gmm inverse MODEL_DIR INPUT... -o OUT [OPTIONS]",
        footer = {"", "Example:", "  regroup gmm inverse models encoded.parquet -o back.parquet"})
final class GmmInverseCommand extends GmmRowsCommand<Dataset> {

    GmmInverseCommand() {
        super("decode");
    }

    @Override
    Dataset make(Encoder encoder, Dataset source) {
        return encoder.decode(source);
    }

    @Override
    void report(Encoder encoder, Dataset decoded, PrintWriter out) {
        Report.line(out, "columns", String.join(", ", decoded.schema().names()));
    }
}
