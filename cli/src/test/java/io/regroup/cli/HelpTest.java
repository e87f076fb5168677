package io.regroup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.regroup.cli.Cli.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code --help} and {@code --version}. */
class HelpTest {

    @ParameterizedTest
    @ValueSource(strings = {"fit", "combine", "aggregate", "validate", "plugins", "demo", "gmm"})
    void everyCommandHasHelpWithAnExample(String command) {
        Outcome outcome = Cli.run(command, "--help");

        assertThat(outcome.code()).isZero();
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out()).startsWith("Usage: regroup " + command).contains("Example:\n  regroup " + command);
    }

    @Test
    void helpListsTheCommands() {
        assertThat(Cli.run("--help").out())
                .contains(
                        "  fit  ",
                        "  combine  ",
                        "  aggregate  ",
                        "  gmm  ",
                        "  validate  ",
                        "  plugins  ",
                        "  demo  ",
                        "Example:\n");
    }

    @Test
    void versionIsThatOfTheBuild() {
        Outcome outcome = Cli.run("--version");

        assertThat(outcome.code()).isZero();
        assertThat(outcome.out()).matches("(?s)regroup \\d+\\.\\d+\\.\\d+\\S*\nJava \\d.*\n");
    }
}
