package io.regroup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.regroup.cli.Cli.Outcome;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What {@code regroup fit} puts out: rows, the head of the groups, explanations. */
class FitOutputTest extends LinesFixture {

    @Test
    void rowsKeepTheInputInOrder() {
        Path rows = directory.resolve("rows.parquet");

        Outcome outcome = fit("--target", "y", "--feature", "x", "--rows", rows, "--quiet", "--head", "0");

        assertThat(outcome).isEqualTo(new Outcome(0, "", ""));
        Map<String, List<Object>> read = Cli.read(rows);
        assertThat(read.keySet()).containsExactly("k", "x", "y", "u", "w", "y_fit", "y_fit_res");
        assertThat(read.get("k")).startsWith("b", "a", "b", "a").hasSize(12);
        assertClose(
                Cli.numbers(read, "y_fit"),
                Cli.numbers(read, "y").stream().mapToDouble(Double::doubleValue).toArray());
        assertClose(Cli.numbers(read, "y_fit_res"), new double[12]);
    }

    @Test
    void rowsThatAreNotSelectedHavePredictionsButNoResiduals() {
        Path rows = directory.resolve("rows.csv");
        Path groups = directory.resolve("groups.csv");

        Outcome outcome = fit("--target", "y", "--feature", "x", "--where", "x <> 6", "--rows", rows, "-o", groups);

        assertThat(outcome.code()).isZero();
        assertThat(outcome.out()).contains("rows       12 read, 10 selected\n", "written    " + rows + " (rows)\n");
        assertLines10(Cli.read(groups));
        Map<String, List<Object>> read = Cli.read(rows);
        assertThat(read.keySet()).containsExactly("k", "x", "y", "u", "w", "y_fit", "y_fit_res");
        assertClose(Cli.numbers(read, "y_fit").subList(10, 12), 4, 13);
        assertThat(Cli.numbers(read, "y_fit_res").subList(10, 12)).containsExactly(Double.NaN, Double.NaN);
        assertClose(Cli.numbers(read, "y_fit_res").subList(0, 10), new double[10]);
    }

    private static void assertLines10(Map<String, List<Object>> groups) {
        assertThat(Cli.numbers(groups, "group_rows")).containsExactly(5.0, 5.0);
    }

    @Test
    void headIsPrintedWithoutOutputFile() {
        Outcome outcome = fit("--target", "y", "--feature", "x", "--head", "1");

        assertThat(outcome.code()).isZero();
        assertThat(outcome.out().lines().toList())
                .startsWith("k  group_rows  y_fit_beta0  y_fit_beta1  y_fit_beta0_err  y_fit_beta1_err  y_fit_count  "
                        + "y_fit_rms  y_fit_chi2  y_fit_r2")
                .contains("... 1 more group", "... 1 more column; -o FILE writes all");
        assertThat(outcome.out())
                .contains(
                        "engine     forkjoin: the fastest that can run here; vector is slow to start, which pays from 500,000,000 rows on\n");
    }

    @Test
    void rowsThatWhereLeavesOutAreNotRead() {
        assertThat(fit("--target", "y", "--feature", "x", "--where", "x <> 6").out())
                .contains("rows       10 read (those that --where selects)\n");
    }

    @Test
    void quietPrintsTheHeadAlone() {
        assertThat(fit("--target", "y", "--feature", "x", "--quiet").out())
                .startsWith("k  group_rows")
                .doesNotContain("engine");
    }

    @Test
    void explainFitsNothingAndWritesNothing() {
        Path output = directory.resolve("groups.parquet");
        Path rows = directory.resolve("rows.parquet");

        Outcome outcome = fit(
                "--target",
                "y",
                "--feature",
                "x,x2 = x*x",
                "--weight",
                "w",
                "--where",
                "x > 2",
                "-o",
                output,
                "--rows",
                rows,
                "--explain");

        assertThat(outcome.code()).isZero();
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out())
                .contains("input      " + input, "computed   x2 = x*x\n", "where      x > 2\n")
                .contains("group by   k\n", "target     y\n", "feature    x, x2\n", "weight     w\n", "min rows   5\n")
                .contains(
                        "engine     forkjoin: the fastest that can run here; vector is slow to start, which pays from 500,000,000 rows on\n",
                        "reduction  blockwise: ")
                .contains("groups to  " + output, "rows to    " + rows)
                .endsWith("Nothing was computed: --explain.\n");
        assertThat(directory).isDirectoryNotContaining("glob:**.parquet");
    }
}
