package io.regroup.cli.internal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Parameters;

/** The parameters of commands that bring rows to models that are there. */
final class GmmRows extends RowOptions {

    @Parameters(index = "0", paramLabel = "MODEL_DIR", description = "A directory that `regroup gmm fit` has written.")
    private Path models = Path.of("");

    @Parameters(index = "1..*", arity = "0..*", paramLabel = "INPUT", description = INPUTS)
    private List<String> inputs = new ArrayList<>();

    Path models() {
        return models;
    }

    @Override
    List<String> files() {
        return inputs;
    }
}
