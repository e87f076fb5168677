package io.regroup.api.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Shares numbered tasks among a fixed number of threads. Which thread does which task is left to chance, so tasks must
 * write to places of their own: then the outcome does not depend on the number of threads.
 */
public final class Workers {

    /** Does tasks, one after another, in one thread: it may keep buffers. */
    @FunctionalInterface
    public interface Worker {

        /**
         * Does a task.
         *
         * @param task its number
         */
        void run(int task);
    }

    private Workers() {}

    /**
     * Runs all tasks and waits for them. The calling thread works too.
     *
     * @param threads how many threads at most, at least 1
     * @param tasks how many tasks, numbered from 0
     * @param workers makes one worker per thread
     * @throws CancellationException if the calling thread is interrupted; tasks that have not begun are dropped
     */
    public static void run(int threads, int tasks, Supplier<? extends Worker> workers) {
        AtomicInteger next = new AtomicInteger();
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        Thread caller = Thread.currentThread();
        Runnable loop = () -> {
            try {
                Worker worker = workers.get();
                for (int task = next.getAndIncrement(); task < tasks; task = next.getAndIncrement()) {
                    if (caller.isInterrupted()) {
                        next.set(tasks);
                        return;
                    }
                    worker.run(task);
                }
            } catch (RuntimeException | Error e) {
                failure.compareAndSet(null, e);
                next.set(tasks);
            }
        };
        List<Thread> helpers = new ArrayList<>();
        for (int i = 1; i < Math.min(threads, tasks); i++) {
            helpers.add(
                    Thread.ofPlatform().name("regroup-worker-" + i).daemon(true).start(loop));
        }
        loop.run();
        boolean interrupted = Thread.interrupted();
        for (Thread helper : helpers) {
            while (helper.isAlive()) {
                try {
                    helper.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                    next.set(tasks);
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while fitting");
        }
        switch (failure.get()) {
            case null -> {}
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case Throwable e -> throw new IllegalStateException(e);
        }
    }
}
