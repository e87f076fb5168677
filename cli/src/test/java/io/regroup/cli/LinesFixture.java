package io.regroup.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.regroup.cli.Cli.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A file with two groups of rows on known lines, and the command at work on it. */
abstract class LinesFixture {

    private static final Offset<Double> EXACT = within(1e-12);

    @TempDir
    Path directory;

    Path input;

    /** Two groups on known lines: a: y = 1 + 2x, b: y = 10 - x; and u = 3x² in both. */
    @BeforeEach
    void writeInput() throws IOException {
        StringBuilder text = new StringBuilder("k,x,y,u,w\n");
        for (int x = 1; x <= 6; x++) {
            text.append(String.join(",", "b", "" + x, "" + (10 - x), "" + 3 * x * x, "2"))
                    .append('\n');
            text.append(String.join(",", "a", "" + x, "" + (1 + 2 * x), "" + 3 * x * x, "1"))
                    .append('\n');
        }
        input = Files.writeString(directory.resolve("lines.csv"), text);
    }

    final Outcome fit(Object... more) {
        Object[] start = {"fit", input, "--group-by", "k"};
        return Cli.run(Stream.concat(Stream.of(start), Stream.of(more)).toArray());
    }

    final Map<String, List<Object>> fitted(Object... more) {
        Path output = directory.resolve("fitted.parquet");
        Outcome outcome = fit(Stream.concat(Stream.of(more), Stream.of("-o", output, "--quiet"))
                .toArray());
        assertThat(outcome).isEqualTo(new Outcome(0, "", ""));
        return Cli.read(output);
    }

    static void assertLines(Map<String, List<Object>> groups) {
        assertThat(groups.get("k")).containsExactly("a", "b");
        assertThat(groups.get("y_fit_status")).containsExactly("OK", "OK");
        assertThat(Cli.numbers(groups, "group_rows")).containsExactly(6.0, 6.0);
        assertClose(Cli.numbers(groups, "y_fit_beta0"), 1, 10);
        assertClose(Cli.numbers(groups, "y_fit_beta1"), 2, -1);
    }

    static void assertClose(List<Double> actual, double... expected) {
        assertThat(actual).hasSize(expected.length);
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual.get(i)).isCloseTo(expected[i], EXACT);
        }
    }
}
