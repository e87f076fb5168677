package io.regroup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.regroup.cli.Cli.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code regroup demo}, and the command that it prints. */
class DemoCommandTest {

    @TempDir
    private Path directory;

    private static String printedCommand(Outcome outcome) {
        return outcome.out()
                .lines()
                .filter(line -> line.startsWith("regroup fit "))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void printedCommandDoesTheSame() throws IOException {
        Path target = directory.resolve("demo");

        Outcome demo = Cli.run("demo", "--dir", target, "--rows-per-group", "20");

        assertThat(demo.err()).isEmpty();
        assertThat(demo.code()).isZero();
        assertThat(demo.out()).contains("sector  row  pad", "engine     forkjoin", "target     deltaY: ");
        Path groups = target.resolve("groups.parquet");
        Path rows = target.resolve("rows.parquet");
        byte[] expectedGroups = Files.readAllBytes(groups);
        Map<String, List<Object>> expectedRows = Cli.read(rows);
        Files.delete(groups);
        Files.delete(rows);
        List<String> words = new ArrayList<>(Arrays.asList(printedCommand(demo).split(" ")));

        Outcome again = Cli.run(words.subList(1, words.size()).toArray());

        assertThat(again.code()).isZero();
        assertThat(withoutTime(demo.out())).containsSubsequence(withoutTime(again.out()));
        assertThat(groups).hasBinaryContent(expectedGroups);
        assertThat(Cli.read(rows)).isEqualTo(expectedRows);
    }

    private static List<String> withoutTime(String output) {
        return output.lines().filter(line -> !line.startsWith("time ")).toList();
    }

    @Test
    void tableHasBadRowsAndBadGroups() {
        assertThat(Cli.run("demo", "--dir", directory, "--rows-per-group", "30").code())
                .isZero();

        Map<String, List<Object>> hits = Cli.read(directory.resolve("hits.parquet"));
        Map<String, List<Object>> groups = Cli.read(directory.resolve("groups.parquet"));

        assertThat(Cli.numbers(hits, "deltaY")).contains(Double.NaN);
        assertThat(Cli.numbers(hits, "deltaZ")).contains(Double.NaN);
        assertThat(Cli.numbers(hits, "x")).contains(Double.POSITIVE_INFINITY);
        assertThat(Cli.numbers(hits, "weight")).contains(0.0);
        List<Object> statuses = groups.get("deltaY_fit_status");
        assertThat(statuses).hasSize(18 * 63 * 10).contains("OK");
        assertThat(Collections.frequency(statuses, "TOO_FEW_ROWS")).isEqualTo(10);
        assertThat(Collections.frequency(statuses, "RANK_DEFICIENT")).isEqualTo(10);
    }

    @Test
    void directoryIsQuotedForTheShell() {
        Path target = directory.resolve("it's here");

        Outcome demo = Cli.run("demo", "--dir", target, "--rows-per-group", "1");

        assertThat(demo.code()).isZero();
        assertThat(printedCommand(demo)).contains("'" + directory + "/it'\\''s here/hits.parquet'");
    }

    @Test
    void directoryThatCannotBeMade() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "");
        assertThat(Cli.run("demo", "--dir", file))
                .isEqualTo(new Outcome(2, "", "regroup: --dir: " + file + " is a file; give a directory\n"));
        Path below = file.resolve("demo");
        assertThat(Cli.run("demo", "--dir", below))
                .isEqualTo(new Outcome(
                        1,
                        "",
                        "regroup: directory " + below
                                + ": the system does not let it be made; choose another one with --dir\n"));
    }

    @Test
    void numberOfRowsOutOfRange() {
        assertThat(Cli.run("demo", "--dir", directory, "--rows-per-group", "0"))
                .isEqualTo(new Outcome(2, "", "regroup: --rows-per-group: expected 1 to 1000, got 0\n"));
    }
}
