package io.regroup.cli.internal;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Parameters;

/** The options that say what is read: the same for all commands that read rows and nothing else. */
final class InputOptions extends RowOptions {

    @Parameters(arity = "0..*", paramLabel = "INPUT", description = INPUTS)
    private List<String> inputs = new ArrayList<>();

    @Override
    List<String> files() {
        return inputs;
    }
}
