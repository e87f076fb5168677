package io.regroup.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Fits in processes of their own. */
class ReductionContenderTest {

    private static final Scenario SMALL =
            Scenario.of("R", Scenario.Family.REDUCTION, "small", SyntheticRows.of(2_000, 100, 1, true, Order.PERIODIC));

    /** Answers are compared with the reference before anything is timed, so that a time says that they are right. */
    @Test
    void everyStrategyGivesTheRightAnswersAndSaysWhatItUsed() {
        List<Contender> contenders = ReductionContender.all();
        List<Result> results = new Harness(new Harness.Settings(1, 0, 0, 0, 0, 0, 0), new BenchProgress(null))
                .run(SMALL, 2, contenders);

        assertThat(contenders)
                .extracting(Contender::name)
                .containsExactly("auto", "blockwise", "cohorts", "map-reduce");
        assertThat(results).hasSize(4).allSatisfy(result -> {
            assertThat(result.remark()).isEmpty();
            assertThat(result.seconds()).hasSize(1);
            Usage usage = Optional.ofNullable(result.usage()).orElseThrow();
            if (!result.contender().equals("auto")) {
                assertThat(usage.strategy()).isEqualTo(result.contender());
            }
            assertThat(usage.peakHeap()).isBetween(1L << 20, 192L << 20);
            if (Files.exists(Path.of("/proc/self/io"))) {
                assertThat(usage.peakResident()).isGreaterThan(usage.peakHeap());
                // 200,000 rows of three incompressible doubles
                assertThat(usage.bytesRead()).isGreaterThan(200_000 * 3 * 6);
            }
        });
    }

    /** The rows have no weights, though the scenario asks for them. */
    @Test
    void whyAProcessFailedIsTold() throws Exception {
        Contender contender = ReductionContender.all().getFirst();
        Rows rows = SyntheticRows.of(2_000, 100, 1, false, Order.PERIODIC).generate(1);
        try (Contender.Entry entry = contender.prepare(SMALL, rows, 1)) {
            assertThatThrownBy(entry::run).isInstanceOf(IOException.class).hasMessageContaining("column w: not in ");
        }
    }
}
