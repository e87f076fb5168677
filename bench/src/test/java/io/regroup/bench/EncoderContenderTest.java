package io.regroup.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The encoder in processes of its own. */
class EncoderContenderTest {

    /** Rows that came back are compared before anything is timed, so that a time says that they are right. */
    @Test
    void everyStepIsTimedAndRowsComeBack() {
        Scenario scenario = MixtureScenarios.all(List.of(), 70_000).getLast();
        assertThat(scenario.name()).isEqualTo("G4-70k");

        List<Result> results = new Harness(new Harness.Settings(1, 0, 0, 0, 0, 0, 0), new BenchProgress(null))
                .run(scenario, 2, EncoderContender.both());

        assertThat(results).extracting(Result::contender).containsExactly("encoder", "encoder-models-only");
        assertThat(results).allSatisfy(result -> {
            assertThat(result.remark()).isEmpty();
            assertThat(result.targets()).isEqualTo(2);
            assertThat(result.stepMedians()).containsOnlyKeys("fit", "transform", "inverse");
            assertThat(result.stepMedians().values().stream()
                            .mapToDouble(Double::doubleValue)
                            .sum())
                    .isEqualTo(result.median());
            assertThat(Optional.ofNullable(result.usage()).orElseThrow().peakHeap())
                    .isPositive();
        });
        if (Files.exists(Path.of("/proc/self/io"))) {
            assertThat(written(results.get(0))).isGreaterThan(written(results.get(1)) + 70_000 * 2 * 8);
        }
    }

    private static long written(Result result) {
        return Optional.ofNullable(result.usage()).orElseThrow().bytesWritten();
    }
}
