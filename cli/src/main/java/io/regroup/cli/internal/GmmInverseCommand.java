package io.regroup.cli.internal;

import io.regroup.api.data.ColumnType;
import io.regroup.api.data.Dataset;
import io.regroup.api.data.Schema;
import io.regroup.gmm.encoder.ColumnModel;
import io.regroup.gmm.encoder.Encoder;
import io.regroup.tables.TableSource;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

    /** A text file cannot tell of what type a column without values is, and may take infinities for dates. */
    @Override
    TableSource open(Encoder encoder, TableSource.Builder builder) {
        List<String> numbers = new ArrayList<>();
        for (ColumnModel model : encoder.models()) {
            for (Schema.Field output : model.outputs()) {
                if (output.name().equals(model.name() + ColumnModel.OVERFLOW)) {
                    builder.type(output.name(), output.type());
                } else {
                    numbers.add(output.name());
                }
            }
        }
        TableSource source = builder.open();
        List<String> withoutValues = numbers.stream()
                .filter(name ->
                        ColumnType.STRING.equals(source.schema().typeOf(name)) && source.firstNonNumber(name) == null)
                .toList();
        if (withoutValues.isEmpty()) {
            return source;
        }
        source.close();
        withoutValues.forEach(name -> builder.type(name, ColumnType.FLOAT64));
        return builder.open();
    }

    @Override
    RowsForFile guarded(Dataset rows, Path file) {
        return RowsForFile.counted(rows, file);
    }

    @Override
    void report(Encoder encoder, Dataset decoded, PrintWriter out) {
        Report.line(out, "columns", String.join(", ", decoded.schema().names()));
    }
}
