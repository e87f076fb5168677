package io.regroup.crossvalidation;

import static org.assertj.core.api.Assertions.assertThat;

import io.regroup.api.FitSpec;
import io.regroup.api.Progress;
import io.regroup.api.Regroup;
import io.regroup.api.RunOptions;
import io.regroup.api.data.Table;
import io.regroup.api.result.FitResult;
import io.regroup.crossvalidation.internal.FileLikeDataset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A run over rows outside of memory says how many rows it will read, and reports each of them once it has been. */
@EveryEngine
class StreamedProgressTest {

    private static final int ROWS = 2050;
    private static final int BLOCK = 100;

    @Parameter
    EngineUnderTest engine;

    /** Notes what is begun and how far it comes; more than was said, or a step back, is noted as well. */
    private static final class Recorder implements Progress {

        private final List<String> tasks = new ArrayList<>();
        private final List<Long> totals = new ArrayList<>();
        private final List<Long> done = new ArrayList<>();
        private final List<String> faults = new ArrayList<>();

        @Override
        public synchronized void begin(String task, long total) {
            tasks.add(task);
            totals.add(total);
            done.add(0L);
        }

        @Override
        public synchronized void advance(long amount) {
            long now = done.removeLast() + amount;
            done.add(now);
            if (amount < 0 || (totals.getLast() >= 0 && now > totals.getLast())) {
                faults.add(tasks.getLast() + ": " + amount + " more are " + now + " of " + totals.getLast());
            }
        }
    }

    /** Keys ascend, or come again in each of five periods, whose groups lie in different blocks, or are in no order. */
    private static FileLikeDataset rows(String order) {
        int[] k = IntStream.range(0, ROWS)
                .map(i -> switch (order) {
                    case "sorted" -> i / 10;
                    case "periodic" -> (i % (ROWS / 5)) / 10;
                    default -> (i * 37) % 41;
                })
                .toArray();
        double[] x = IntStream.range(0, ROWS).mapToDouble(i -> (i * 7) % 97).toArray();
        // what is nearly an exact fit needs a second look at its rows on the fast engines
        double[] y = IntStream.range(0, ROWS).mapToDouble(i -> 1e9 + 3 * x[i]).toArray();
        Table table =
                Table.builder().column("k", k).column("x", x).column("y", y).build();
        return new FileLikeDataset(table, 50);
    }

    private static final FitSpec SPEC =
            FitSpec.groupBy("k").targets("y").features("x").minRows(3).build();

    private static RunOptions options(int threads, Recorder recorder) {
        return RunOptions.defaults()
                .withMemory(1)
                .withBlockRows(BLOCK)
                .withThreads(threads)
                .withProgress(recorder);
    }

    @ParameterizedTest(name = "{0}, {1}, {2} threads")
    @CsvSource({
        "blockwise, sorted, 1",
        "blockwise, sorted, 3",
        "blockwise, none, 3",
        "map-reduce, sorted, 3",
        "map-reduce, none, 1",
        "map-reduce, none, 3",
        "cohorts, periodic, 1",
        "cohorts, periodic, 3",
        "cohorts, none, 3"
    })
    void everyRowThatIsReadIsReported(String reduction, String order, int threads) {
        Recorder recorder = new Recorder();
        FileLikeDataset rows = rows(order);

        FitResult result = engine.fit(rows, SPEC, options(threads, recorder).withReduction(reduction));

        assertThat(result.rowsRead()).isEqualTo(ROWS);
        assertThat(recorder.faults).isEmpty();
        assertThat(recorder.tasks.getFirst())
                .isEqualTo(reduction.equals("blockwise") ? "fitting rows in order of their keys" : "reducing blocks");
        assertThat(recorder.done).isEqualTo(recorder.totals);
        boolean sorts = reduction.equals("blockwise") && order.equals("none");
        long read = recorder.done.stream().mapToLong(Long::longValue).sum();
        assertThat(read).isEqualTo(sorts ? ROWS : rows.rowsRead());
        if (reduction.equals("cohorts") && order.equals("periodic")) {
            // blocks at the border of two cohorts are read for both
            assertThat(recorder.totals.getFirst()).isGreaterThan(ROWS);
        } else {
            assertThat(recorder.totals.getFirst()).isEqualTo(ROWS);
        }
    }

    @Test
    void aSummaryIsReportedAsWell() {
        Recorder recorder = new Recorder();

        Regroup.summarize(rows("none"), SPEC, options(3, recorder).withEngine(engine.name()));

        assertThat(recorder.faults).isEmpty();
        assertThat(recorder.tasks).containsExactly("reducing blocks");
        assertThat(recorder.totals).containsExactly((long) ROWS);
        assertThat(recorder.done).containsExactly((long) ROWS);
    }
}
