package io.regroup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.regroup.cli.Cli.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code --sigma-cut} from a file to the table. */
class SigmaCutCommandTest {

    @TempDir
    Path directory;

    private Path input;

    /** Three lines y = k + x with noise of 0.1; every tenth row is 50 off. */
    @BeforeEach
    void writeInput() throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        StringBuilder text = new StringBuilder("k,x,y\n");
        for (int i = 0; i < 600; i++) {
            int k = i % 3;
            double x = random.nextDouble(10);
            double y = k + x + 0.1 * random.nextGaussian() + (i / 3 % 10 == 0 ? 50 : 0);
            text.append(k).append(',').append(x).append(',').append(y).append('\n');
        }
        input = Files.writeString(directory.resolve("lines.csv"), text);
    }

    private Outcome run(String command, Object... more) {
        Object[] start = {command, input, "--group-by", "k", "--target", "y", "--feature", "x"};
        return Cli.run(Stream.concat(Stream.of(start), Stream.of(more)).toArray());
    }

    private Map<String, List<Object>> fitted(Object... more) {
        Path output = directory.resolve("fitted.parquet");
        Outcome outcome = run(
                "fit",
                Stream.concat(Stream.of(more), Stream.of("-o", output, "--quiet"))
                        .toArray());
        assertThat(outcome).isEqualTo(new Outcome(0, "", ""));
        return Cli.read(output);
    }

    @ParameterizedTest
    @CsvSource({"mad, 8", "rms, 2.5", "one-pass, 8"})
    void outliersAreRejected(String mode, String limit) {
        Map<String, List<Object>> groups = fitted("--sigma-cut", limit, "--sigma-cut-mode", mode);
        assertThat(Cli.numbers(groups, "y_fit_usable")).containsExactly(200.0, 200.0, 200.0);
        assertThat(Cli.numbers(groups, "y_fit_count")).allMatch(count -> count > 165 && count <= 180);
        for (double slope : Cli.numbers(groups, "y_fit_beta1")) {
            assertThat(Math.abs(slope - 1)).isLessThan(0.02);
        }
    }

    @Test
    void theMedianDeviationIsTheDefault() {
        assertThat(fitted("--sigma-cut", "8")).isEqualTo(fitted("--sigma-cut", "8", "--sigma-cut-mode", "mad"));
    }

    /** Rows that do not fit into memory are gone over round after round. */
    @Test
    void byTheRmsRowsNeedNoMemory() {
        Path rows = directory.resolve("rows.parquet");
        assertThat(run("fit", "--suffix", "_first", "--rows", rows).code()).isZero();
        input = rows;
        Object[] cut = {"--sigma-cut", "2.8", "--sigma-cut-mode", "rms"};
        Map<String, List<Object>> held = fitted(cut);
        Object[] small = Stream.concat(Stream.of(cut), Stream.of("--memory", "1k", "--block-rows", "64"))
                .toArray();
        Map<String, List<Object>> streamed = fitted(small);
        assertThat(streamed.keySet()).containsExactlyElementsOf(held.keySet());
        held.forEach((column, values) -> {
            for (int g = 0; g < values.size(); g++) {
                if (values.get(g) instanceof Double expected) {
                    double got = ((Number) streamed.get(column).get(g)).doubleValue();
                    assertThat(Math.abs(got - expected))
                            .as(column)
                            .isLessThanOrEqualTo(1e-11 * (1 + Math.abs(expected)));
                } else {
                    assertThat(streamed.get(column).get(g)).as(column).isEqualTo(values.get(g));
                }
            }
        });
        assertThat(run("fit", small).out())
                .contains("; the sigma cut goes over the rows once for each round; ")
                .containsPattern("note       the sigma cut went over the rows \\d+ times, once for each round\n");
    }

    @Test
    void explainSaysWhatIsCut() {
        assertThat(run("fit", "--sigma-cut", "4", "--explain").out())
                .contains("sigma cut  rows with |r| up to 4.0 s are kept, s = 1.4826 median |r - median r|\n");
        assertThat(run("fit", "--sigma-cut", "100", "--explain").out()).contains("sigma cut  off\n");
        assertThat(run("fit", "--sigma-cut", "4").out())
                .contains("; sigma cut: rows with |r| up to 4.0 s are kept, s = 1.4826 median |r - median r|\n");
    }

    @Test
    void everyWayGivesTheSame() {
        Outcome outcome = run("validate", "--sigma-cut", "3", "--sigma-cut-mode", "rms", "--block-rows", "64");
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out()).contains("map-reduce");
        assertThat(outcome.code()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "--sigma-cut 0; sigma cut: expected a number above 0 (100 or more for none), got 0.0",
                "--sigma-cut NaN; sigma cut: expected a number above 0 (100 or more for none), got NaN",
                "--sigma-cut-mode rms; --sigma-cut-mode: there is no cut; give --sigma-cut K as well",
                "--sigma-cut 4 --sigma-cut-mode sd; expected mad, rms or one-pass, got sd",
                "--sigma-cut 4 --save-summary s.parquet; summary: a sigma cut fits the rows of a group again and again",
                "--sigma-cut 4 --sigma-cut-mode rms --save-summary s.parquet; summary: a sigma cut fits the rows of a group",
                "--sigma-cut 4 --reduction map-reduce; reduction map-reduce: cannot serve fitter ols",
            })
    void whatCannotBeIsOneClearError(String options, String message) {
        Outcome outcome = run("fit", (Object[]) options.strip().split(" "));
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains(message.strip());
        assertThat(outcome.out()).isEmpty();
    }
}
