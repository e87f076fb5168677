package io.regroup.cli.internal;

import io.regroup.api.Progress;
import java.io.PrintStream;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * Shows the progress of a run as a bar on the error output, once the run has lasted a second; the bar is gone at the end.
 *
 * <p>Those who compute only add to a counter; a thread of this class's carries it to the bar now and then.
 */
final class ProgressDisplay implements AutoCloseable {

    private static final int DELAY_MILLIS = 1_000;
    private static final int INTERVAL_MILLIS = 100;

    /** One less than the narrowest usual terminal: a line that is full would wrap, and a bar that wraps is not cleared. */
    private static final int WIDTH = 79;

    /** A display that shows nothing. */
    private static final ProgressDisplay NONE = new ProgressDisplay(null, 0);

    private record Task(String name, long total, LongAdder done) {}

    private final @Nullable PrintStream terminal;
    private final @Nullable ScheduledExecutorService timer;
    private volatile Task current = new Task("starting", -1, new LongAdder());

    // touched by the timer's thread, and by close() after the timer has ended
    private @Nullable Task shown;
    private @Nullable ProgressBar bar;

    ProgressDisplay(@Nullable PrintStream terminal, int delayMillis) {
        this.terminal = terminal;
        if (terminal == null) {
            this.timer = null;
            return;
        }
        this.timer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("regroup-progress").daemon(true).factory());
        // a failure to draw ends the drawing, not the run
        var _ = timer.scheduleWithFixedDelay(this::update, delayMillis, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Shows a bar if there is somebody to look at it. */
    static ProgressDisplay forRun(boolean quiet) {
        return quiet || !Terminal.hasErrorOutput() ? NONE : new ProgressDisplay(System.err, DELAY_MILLIS);
    }

    /** Returns what a run reports to. */
    Progress progress() {
        return terminal == null
                ? Progress.NONE
                : new Progress() {
                    @Override
                    public void begin(String task, long total) {
                        current = new Task(task, total, new LongAdder());
                    }

                    @Override
                    public void advance(long amount) {
                        current.done().add(amount);
                    }
                };
    }

    private void update() {
        Task task = current;
        if (!task.equals(shown)) {
            closeBar();
            shown = task;
            bar = open(task);
        }
        if (bar != null) {
            long done = task.done().sum();
            bar.stepTo(task.total() < 0 ? done : Math.min(done, task.total()));
        }
    }

    private @Nullable ProgressBar open(Task task) {
        if (terminal == null) {
            return null;
        }
        ProgressBarBuilder builder = new ProgressBarBuilder()
                .setTaskName(task.name())
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(INTERVAL_MILLIS)
                // else a step between the library's drawing and its note of what was drawn would never be shown
                .continuousUpdate()
                .setConsumer(new Line(terminal))
                .clearDisplayOnFinish();
        return (task.total() < 0 ? builder : builder.setInitialMax(task.total())).build();
    }

    private void closeBar() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }

    @Override
    public void close() {
        if (timer == null) {
            return;
        }
        timer.shutdown();
        boolean interrupted = false;
        try {
            if (!timer.awaitTermination(DELAY_MILLIS, TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException _) {
            interrupted = true;
        }
        closeBar();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Draws the bar without asking the terminal anything: what the library has for that loads native code. */
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
