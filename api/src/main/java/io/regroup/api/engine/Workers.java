package io.regroup.api.engine;

import io.regroup.api.RunOptions;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Shares numbered tasks among threads of one fork-join pool, which keeps them for the next call. Which thread does which task
 * is left to chance, so tasks must write to places of their own: then the outcome does not depend on the number of threads.
 */
public final class Workers {

    private static final AtomicInteger STARTED = new AtomicInteger();

    /** As large as any caller may want it: the callers say how many threads each of them uses. */
    private static final ForkJoinPool POOL = new ForkJoinPool(RunOptions.MOST_THREADS, Workers::thread, null, true);

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

    private static ForkJoinWorkerThread thread(ForkJoinPool pool) {
        ForkJoinWorkerThread thread = ForkJoinPool.defaultForkJoinWorkerThreadFactory.newThread(pool);
        thread.setName("regroup-worker-" + STARTED.incrementAndGet());
        return thread;
    }

    /**
     * Runs all tasks and waits for them. The calling thread works too, so that a pool that others keep busy delays nothing.
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
        Phaser atWork = new Phaser(1);
        for (int i = 1; i < Math.min(threads, tasks); i++) {
            POOL.execute(() -> {
                boolean late = atWork.register() < 0;
                if (!late) {
                    loop.run();
                    atWork.arriveAndDeregister();
                }
            });
        }
        loop.run();
        atWork.awaitAdvance(atWork.arriveAndDeregister());
        boolean interrupted = Thread.interrupted();
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
