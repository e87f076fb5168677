package io.regroup.cli.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.regroup.api.Progress;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProgressDisplayTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream terminal = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    private String shown() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private void waitFor(String text) throws InterruptedException {
        for (int i = 0; i < 500 && !shown().contains(text); i++) {
            Thread.sleep(10);
        }
        assertThat(shown()).contains(text);
    }

    @Test
    void shortRunShowsNothing() {
        try (ProgressDisplay display = new ProgressDisplay(terminal, 60_000)) {
            display.progress().begin("reading rows", 100);
            display.progress().advance(50);
        }

        assertThat(shown()).isEmpty();
    }

    @Test
    void longRunShowsTasksOneAfterTheOtherAndClearsThem() throws InterruptedException {
        try (ProgressDisplay display = new ProgressDisplay(terminal, 0)) {
            Progress progress = display.progress();
            progress.begin("reading rows", 200);
            progress.advance(60);
            progress.advance(40);
            waitFor("100/200");
            progress.begin("gathering groups", -1);
            progress.advance(7);
            waitFor("gathering groups");
            waitFor("7/?");
        }

        assertThat(shown()).contains("reading rows").endsWith("\r").doesNotContain("\n");
        assertThat(shown().substring(0, shown().length() - 1))
                .as("blanks over the last bar")
                .endsWith(" ".repeat(79));
    }

    @Test
    void moreThanTheTotalIsShownAsTheTotal() throws InterruptedException {
        try (ProgressDisplay display = new ProgressDisplay(terminal, 0)) {
            display.progress().begin("fitting groups", 10);
            display.progress().advance(1_000);
            waitFor("10/10");
        }
    }
}
