package io.regroup.cli.internal;

import io.regroup.gmm.encoder.ColumnState;
import io.regroup.gmm.encoder.ModelDirectory;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code regroup gmm merge}: makes one set of models of two. */
@Command(
        name = "merge",
        description = "Makes models of all rows from models of two parts of them, without the rows.",
        customSynopsis = "regroup gmm merge MODEL_DIR MODEL_DIR -o MODEL_DIR",
        footer = {
            "",
            "Example:",
            "  regroup gmm merge monday tuesday -o both",
            "",
            "Both must have been fitted with the same columns and options."
        })
final class GmmMergeCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "MODEL_DIR", description = "Models of some rows.")
    private Path one = Path.of("");

    @Parameters(index = "1", paramLabel = "MODEL_DIR", description = "Models of others.")
    private Path other = Path.of("");

    @Option(
            names = {"-o", "--output"},
            paramLabel = "MODEL_DIR",
            required = true,
            description = "The directory of the merged models; made if it does not exist.")
    private Path output = Path.of("");

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        ModelDirectory merged = ModelDirectory.merge(output, ModelDirectory.open(one), ModelDirectory.open(other));
        for (ColumnState state : merged.states()) {
            Report.line(out, "column", state.column() + ": " + ModelText.line(merged.model(state.column())));
        }
        Report.line(out, "written", output + " (models)");
        out.flush();
        return ExitCode.OK;
    }
}
