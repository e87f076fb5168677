package io.regroup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.regroup.api.data.Table;
import io.regroup.cli.Cli.Outcome;
import io.regroup.tables.TableWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code regroup aggregate}: files and queries in, a table out, and errors that say how to go on. */
class AggregateCommandTest {

    @TempDir
    Path directory;

    private Path input;
    private Path output;

    @BeforeEach
    void writeInput() throws IOException {
        input = directory.resolve("rows.csv");
        output = directory.resolve("groups.csv");
        Files.writeString(
                input,
                "k,x,w,s,day\n1,1.5,1,a,2024-01-02\n2,4,1,b,2024-01-03\n1,2.5,3,,2024-01-01\n2,,2,c,2024-01-05\n1,-1,0,d,\n");
    }

    private Outcome aggregate(Object... arguments) {
        List<Object> all = new ArrayList<>(List.of("aggregate", input));
        all.addAll(List.of(arguments));
        return Cli.run(all.toArray());
    }

    private List<String> lines() throws IOException {
        return Files.readAllLines(output);
    }

    @Test
    void everyFunction() throws IOException {
        Outcome outcome = aggregate(
                "--group-by",
                "k",
                "--agg",
                "mean(x), std(x), var(x), min(x), max(x), count(x), sum(x), prod(x), first(x), last(x), median(x)",
                "--agg",
                "top = quantile(x, 0.9), argmax(x), argmin(x), all(x), any(x), mode(x), weighted_mean(x), count(s), max(day)",
                "--weight",
                "w",
                "-o",
                output);
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.code()).isZero();
        assertThat(outcome.out())
                .contains("groups     2\n", "rows       5 read\n", "fitter     aggregate: ", "s to read and reduce, ")
                .contains("written    " + output + " (group table)\n");
        assertThat(lines())
                .containsExactly(
                        "k,group_rows,x_mean,x_std,x_var,x_min,x_max,x_count,x_sum,x_prod,x_first,x_last,x_median,top,"
                                + "x_argmax,x_argmin,x_all,x_any,x_mode,x_weighted_mean,s_count,day_max",
                        "1,3,1.0,1.8027756377319946,3.25,-1.0,2.5,3,3.0,-3.75,1.5,-1.0,1.5,2.3,2,4,true,true,-1.0,2.25,2,"
                                + "2024-01-02",
                        "2,2,4.0,NaN,NaN,4.0,4.0,1,4.0,4.0,4.0,4.0,4.0,4.0,1,1,true,true,4.0,4.0,2,2024-01-05");
    }

    /** Numbers of rows and bins, of rows that are sorted on disk, are those of rows in memory. */
    @ParameterizedTest
    @ValueSource(strings = {"true", "x > 0.5 AND y < 40"})
    void rowsSortedOnDiskGiveTheSame(String where) throws IOException {
        for (int file = 0; file < 3; file++) {
            int[] k = new int[700];
            double[] x = new double[k.length];
            double[] y = new double[k.length];
            for (int i = 0; i < k.length; i++) {
                k[i] = (i * 31 + file) % 11;
                x[i] = (i * i % 37) / 10.0;
                y[i] = (i * 17 + file) % 53;
            }
            TableWriter.write(
                    Table.builder().column("k", k).column("x", x).column("y", y).build(),
                    directory.resolve("rows-" + file + ".parquet"));
        }
        input = directory.resolve("rows-*.parquet");
        List<Object> wanted = List.of(
                "--group-by",
                "k",
                "--bin",
                "x: 0, 1, 3",
                "--agg",
                "median(y), argmax(y), argmin(x), first(y), last(y), count(y)",
                "--where",
                where,
                "-o",
                output);

        assertThat(aggregate(wanted.toArray()).err()).isEmpty();
        List<String> expected = lines();
        List<Object> sorted = new ArrayList<>(wanted);
        sorted.addAll(List.of("--memory", "1k", "--reduction", "blockwise"));
        Outcome outcome = aggregate(sorted.toArray());

        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out()).contains("so they are sorted on disk first");
        assertThat(lines()).isEqualTo(expected).hasSizeGreaterThan(20);
    }

    @Test
    void whatAConditionSparesIsSaidBesideBinsAsWell() {
        for (int file = 0; file < 3; file++) {
            TableWriter.write(
                    Table.builder()
                            .column("k", new int[] {file, file})
                            .column("x", new double[] {1, 2})
                            .build(),
                    directory.resolve("spared-" + file + ".parquet"));
        }
        input = directory.resolve("spared-*.parquet");

        Outcome outcome = aggregate("--bin", "x: width 1", "--agg", "count(x)", "--where", "k > 1", "--explain");

        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out()).contains("2 of 3 row groups cannot satisfy the condition and are not read");
    }

    @Test
    void binsExpectedGroupsAndWhatStandsForNothing() throws IOException {
        Outcome outcome = aggregate(
                "--group-by",
                "k",
                "--agg",
                "sum(x)",
                "--bin",
                "x: 0, 2, 4",
                "--expect",
                "k: 3,1",
                "--fill",
                "-9",
                "-o",
                output);
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out()).contains("note       3 rows are left out: outside of all bins or expected groups\n");
        assertThat(lines())
                .containsExactly(
                        "k,x_from,x_to,group_rows,x_sum",
                        "1,0.0,2.0,1,1.5",
                        "1,2.0,4.0,1,2.5",
                        "3,0.0,2.0,0,-9.0",
                        "3,2.0,4.0,0,-9.0");
    }

    @Test
    void infinitiesThatJsonCannotHoldAreNoted() {
        Path json = output.resolveSibling("groups.jsonl");
        String query = "SELECT unnest([1.5, 'inf'::DOUBLE, '-inf'::DOUBLE]) AS x";
        Outcome outcome = Cli.run("aggregate", "--sql", query, "--group-by", "x", "--agg", "count(x)", "-o", json);
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out())
                .endsWith("note       2 infinite values are null in " + json
                        + ", because JSON cannot hold such numbers; write .parquet or .csv\n");
    }

    @Test
    void rowNumbersAreThoseOfTheInput() throws IOException {
        Outcome outcome = aggregate("--group-by", "k", "--agg", "argmax(x)", "--where", "x < 2", "-o", output);
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out()).contains("rows       5 read, 2 selected\n");
        assertThat(lines()).containsExactly("k,group_rows,x_argmax", "1,2,0");
    }

    @Test
    void rowsAreFilteredAndMissingValuesPropagate() throws IOException {
        Outcome outcome = aggregate(
                "--group-by",
                "big = k > 1",
                "--agg",
                "mean(x), count(x)",
                "--where",
                "w > 0",
                "--propagate-nan",
                "-o",
                output);
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out()).contains("rows       4 read (those that --where selects)\n");
        assertThat(lines()).containsExactly("big,group_rows,x_mean,x_count", "false,2,2.0,2", "true,2,NaN,1");
    }

    @Test
    void withoutOutputTheHeadIsPrinted() {
        Outcome outcome = aggregate("--group-by", "k", "--agg", "min(x)", "--head", 1, "--min-count", 2, "--quiet");
        assertThat(outcome.out()).isEqualTo("k  group_rows     x_min\n1           3  -1.00000\n... 1 more group\n\n");
    }

    @Test
    void explainReadsAndWritesNothing() {
        Outcome outcome = aggregate(
                "--group-by",
                "k",
                "--agg",
                "m = mean(x)",
                "--bin",
                "x: width 2",
                "--expect",
                "k: 1",
                "--explain",
                "-o",
                output);
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out())
                .contains(
                        "group by   k\n",
                        "bins       x: width 2.0\n",
                        "expected   k: [1]\n",
                        "aggregate  m = mean(x)\n")
                .contains("groups to  " + output + "\n", "Nothing was computed: --explain.\n");
        assertThat(output).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--agg mean(x)|group by: no column given",
                "--group-by k|--agg: none given",
                "--group-by k --agg men(x)|did you mean mean?",
                "--group-by k --agg mean(s)|of which values can only be counted",
                "--group-by k --agg mean(z)|column z: not in",
                "--group-by k --agg mean(x) --bin 3|--bin: expected a column and a colon",
                "--group-by k --agg mean(x) --expect k:a|expected group k = a",
                "--group-by k --agg mean(x) --expect k:1,|a value is empty",
                "--group-by k --agg median(x) --reduction map-reduce|those that can: [blockwise]",
                "--group-by k --agg mean(x) --bin x:1|at least 2 breaks"
            })
    void badUsageIsOneClearError(String arguments, String message) {
        Outcome outcome = aggregate((Object[]) arguments.split(" "));
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains(message);
        assertThat(outcome.out()).isEmpty();
    }
}
