package io.regroup.api.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkersTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7})
    void everyTaskIsDoneOnce(int threads) {
        AtomicIntegerArray done = new AtomicIntegerArray(1000);
        AtomicInteger workers = new AtomicInteger();
        Workers.run(threads, 1000, () -> {
            workers.incrementAndGet();
            return done::incrementAndGet;
        });
        for (int task = 0; task < 1000; task++) {
            assertThat(done.get(task)).isEqualTo(1);
        }
        assertThat(workers.get()).isLessThanOrEqualTo(threads);
    }

    /** As many as are asked for, even where there are fewer processors: each waits until all are there. */
    @Test
    void threadsRunSideBySide() {
        int threads = 5;
        CyclicBarrier all = new CyclicBarrier(threads);
        assertThatCode(() -> Workers.run(threads, threads, () -> task -> {
                    try {
                        all.await(1, TimeUnit.MINUTES);
                    } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
                        throw new IllegalStateException(e);
                    }
                }))
                .doesNotThrowAnyException();
    }

    /** A task may itself share out tasks. */
    @Test
    void callsCanBeNested() {
        AtomicInteger done = new AtomicInteger();
        Workers.run(3, 20, () -> outer -> Workers.run(3, 10, () -> inner -> done.incrementAndGet()));
        assertThat(done.get()).isEqualTo(200);
    }

    @Test
    void noTasksIsNothingToDo() {
        Workers.run(4, 0, () -> task -> {
            throw new AssertionError("no task to do");
        });
    }

    @Test
    void aFailureReachesTheCallerAndStopsTheRest() {
        AtomicInteger done = new AtomicInteger();
        assertThatThrownBy(() -> Workers.run(3, 1_000_000, () -> task -> {
                    if (task == 5) {
                        throw new IllegalStateException("task 5");
                    }
                    done.incrementAndGet();
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("task 5");
        assertThat(done.get()).isLessThan(1_000_000);
    }

    @Test
    void anInterruptedCallerStops() {
        AtomicInteger done = new AtomicInteger();
        Thread caller = Thread.currentThread();
        assertThatThrownBy(() -> Workers.run(1, 1_000, () -> task -> {
                    if (task == 3) {
                        caller.interrupt();
                    }
                    done.incrementAndGet();
                }))
                .isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(done.get()).isEqualTo(4);
    }
}
