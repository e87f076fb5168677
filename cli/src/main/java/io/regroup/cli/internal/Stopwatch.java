package io.regroup.cli.internal;

import java.util.Locale;

/** Tells how long the fit took, and the writing after it. */
final class Stopwatch {

    private static final double NANOS = 1e9;

    private final long start = System.nanoTime();
    private final String work;
    private long lap = start;

    /**
     * Starts it.
     *
     * @param work what is done with what is read, as a verb
     */
    Stopwatch(String work) {
        this.work = work;
    }

    /** Marks the end of the work. */
    void lap() {
        lap = System.nanoTime();
    }

    /** Describes the time up to now, where reading, work and writing go on together. */
    String describeAll() {
        return String.format(Locale.ROOT, "%.2f s to read, %s and write", (System.nanoTime() - start) / NANOS, work);
    }

    /** Describes the time up to now. */
    String describe(boolean written) {
        double before = (lap - start) / NANOS;
        double after = (System.nanoTime() - lap) / NANOS;
        return written
                ? String.format(Locale.ROOT, "%.2f s to read and %s, %.2f s to write", before, work, after)
                : String.format(Locale.ROOT, "%.2f s to read and %s", before, work);
    }
}
