package io.regroup.cli.internal;

import java.util.Locale;

/** Tells how long the fit took, and the writing after it. */
final class Stopwatch {

    private static final double NANOS = 1e9;

    private final long start = System.nanoTime();
    private long lap = start;

    /** Marks the end of the fit. */
    void lap() {
        lap = System.nanoTime();
    }

    /** Describes the time up to now. */
    String describe(boolean written) {
        double fit = (lap - start) / NANOS;
        double after = (System.nanoTime() - lap) / NANOS;
        return written
                ? String.format(Locale.ROOT, "%.2f s to read and fit, %.2f s to write", fit, after)
                : String.format(Locale.ROOT, "%.2f s to read and fit", fit);
    }
}
