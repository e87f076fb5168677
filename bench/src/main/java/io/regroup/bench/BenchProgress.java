package io.regroup.bench;

import java.io.Console;
import java.io.PrintStream;
import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * Shows how far a scenario has come as a bar on the error output, if that is a terminal. It is drawn between runs, by the
 * thread that measures: a thread of its own would take time from those who are measured.
 */
final class BenchProgress implements AutoCloseable {

    private static final int WIDTH = 79;
    private static final int NEVER_BY_ITSELF = 1_000_000;

    private final @Nullable PrintStream terminal;
    private @Nullable ProgressBar bar;

    BenchProgress(@Nullable PrintStream terminal) {
        this.terminal = terminal;
    }

    /** Draws on the error output, if somebody looks at it. */
    static BenchProgress onTerminal() {
        boolean seen = Optional.ofNullable(System.console())
                .filter(Console::isTerminal)
                .isPresent();
        return new BenchProgress(seen ? System.err : null);
    }

    /** Begins a task of so many steps; the one before it is over. */
    void begin(String task, int steps) {
        clear();
        if (terminal != null) {
            bar = new ProgressBarBuilder()
                    .setTaskName(task)
                    .setInitialMax(steps)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setUpdateIntervalMillis(NEVER_BY_ITSELF)
                    .setConsumer(new Line(terminal))
                    .clearDisplayOnFinish()
                    .build();
            bar.refresh();
        }
    }

    /** One step is done. */
    void step() {
        if (bar != null) {
            bar.step();
            bar.refresh();
        }
    }

    /** Takes the bar away. */
    void clear() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }

    @Override
    public void close() {
        clear();
    }

    private record Line(PrintStream out) implements ProgressBarConsumer {

        @Override
        public int getMaxRenderedLength() {
            return WIDTH;
        }

        @Override
        public void accept(String text) {
            out.print('\r' + text);
            out.flush();
        }

        @Override
        public void close() {
            // the terminal stays
        }
    }
}
