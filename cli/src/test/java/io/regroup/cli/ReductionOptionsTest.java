package io.regroup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.regroup.api.data.Table;
import io.regroup.cli.Cli.Outcome;
import io.regroup.tables.TableWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchService;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The options that bound memory and say how rows meet their group. */
class ReductionOptionsTest extends LinesFixture {

    /** Parquet says how many rows there are, so that they may not fit, and that keys of one file come again in the next. */
    @BeforeEach
    void writeParquet() {
        for (int part = 0; part < 2; part++) {
            String[] k = new String[6];
            int[] x = new int[6];
            int[] y = new int[6];
            for (int i = 0; i < 6; i++) {
                k[i] = i % 2 == 0 ? "b" : "a";
                x[i] = 1 + 3 * part + i / 2;
                y[i] = i % 2 == 0 ? 10 - x[i] : 1 + 2 * x[i];
            }
            TableWriter.write(
                    Table.builder().column("k", k).column("x", x).column("y", y).build(),
                    directory.resolve("lines-" + part + ".parquet"));
        }
        input = directory.resolve("lines-*.parquet");
    }

    private Outcome lines(Object... more) {
        return fit(concat(List.of("--target", "y", "--feature", "x"), more));
    }

    private static Object[] concat(List<Object> first, Object... more) {
        Object[] all = Arrays.copyOf(first.toArray(), first.size() + more.length);
        System.arraycopy(more, 0, all, first.size(), more.length);
        return all;
    }

    @Test
    void rowsThatDoNotFitAreReducedInBlocks() {
        Object[] options = {"--memory", "1K", "--reduction", "map-reduce", "--block-rows", "5", "--fan-in", "2"};

        assertThat(lines(concat(List.of("--explain"), options)).out())
                .contains("the summaries of all blocks of 5 rows are combined, 2 at a time");
        assertLines(fitted(concat(List.of("--target", "y", "--feature", "x"), options)));
    }

    @Test
    void rowsThatDoNotFitAreSortedWhereOneSays() throws IOException {
        Path spill = Files.createDirectory(directory.resolve("spill"));
        Object[] options = {"--memory", "100", "--reduction", "blockwise", "--spill-dir", spill};

        assertThat(lines(concat(List.of("--explain"), options)).out()).contains("so they are sorted on disk first");
        assertLines(fitted(concat(List.of("--target", "y", "--feature", "x"), options)));
        assertThat(spill).isEmptyDirectory();
    }

    /** What is deleted at the end is seen while it is there. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void resultsOfQueriesGoWhereOneSays() throws IOException {
        Path spill = Files.createDirectory(directory.resolve("spill"));
        String query = "SELECT i % 3 AS k, 1.5 * i AS x, 2 * i AS y FROM range(5000000) t(i)";

        try (WatchService watch = spill.getFileSystem().newWatchService()) {
            spill.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
            Outcome outcome = Cli.run(
                    "aggregate",
                    "--sql",
                    query,
                    "--group-by",
                    "k",
                    "--agg",
                    "mean(x), mean(y)",
                    "--memory",
                    "64m",
                    "--spill-dir",
                    spill,
                    "--quiet");

            assertThat(outcome.err()).isEmpty();
            assertThat(outcome.code()).isZero();
            assertThat(watch.poll()).isNotNull();
        }
        assertThat(spill).isEmptyDirectory();
    }

    @Test
    void rowsThatFitStayInMemory() {
        assertThat(lines("--explain", "--memory", "1.5 GB").out()).contains("its rows gathered in memory");
    }

    @Test
    void wrongValuesAreBadUsage() {
        assertThat(lines("--memory", "1,5g"))
                .extracting(Outcome::code, Outcome::err)
                .containsExactly(
                        2,
                        "regroup: Invalid value for option '--memory': expected a size such as 800m, 1.5 GB or"
                                + " 4GiB, or a number of bytes, got 1,5g\nSee `regroup fit --help`.\n");
        assertThat(lines("--memory", "0").err()).startsWith("regroup: memory: expected a number of bytes, at least 1");
        assertThat(lines("--block-rows", "0").err()).startsWith("regroup: block rows: expected at least 1, got 0");
        assertThat(lines("--fan-in", "1").err()).startsWith("regroup: fan-in: expected at least 2, got 1");
        assertThat(lines("--spill-dir", directory.resolve("none")))
                .isEqualTo(new Outcome(
                        2,
                        "",
                        "regroup: --spill-dir: expected a directory that can be written to, got "
                                + directory.resolve("none") + "; create it first or give another\n"));
    }
}
