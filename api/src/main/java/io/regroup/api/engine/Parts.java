package io.regroup.api.engine;

import java.util.function.Supplier;

/** Shares runs of rows among threads; where the runs begin and end does not depend on the number of threads. */
final class Parts {

    /** Does runs of rows, one after another, in one thread: it may keep buffers. */
    @FunctionalInterface
    interface Worker {
        void run(int from, int to);
    }

    private Parts() {}

    static int count(int rows, int length) {
        return (int) ((rows + (long) length - 1) / length);
    }

    static void run(int rows, int length, int threads, Supplier<? extends Worker> workers) {
        Workers.run(threads, count(rows, length), () -> {
            Worker worker = workers.get();
            return part -> worker.run(part * length, (int) Math.min(rows, (part + 1L) * length));
        });
    }
}
