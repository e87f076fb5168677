package io.regroup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.regroup.cli.Cli.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code regroup fit} takes in: files, queries, columns, models. */
class FitCommandTest extends LinesFixture {

    @ParameterizedTest
    @ValueSource(strings = {"parquet", "csv", "tsv", "json", "jsonl"})
    void groupTableInEveryFormat(String ending) {
        Path output = directory.resolve("groups." + ending);

        Outcome outcome = fit("--target", "y", "--feature", "x", "-o", output);

        assertThat(outcome.code()).isZero();
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out())
                .contains("groups     2\n", "rows       12 read\n", "target     y: 12 rows used; groups: 2 OK\n")
                .contains("written    " + output + " (group table)\n");
        assertLines(Cli.read(output));
    }

    @Test
    void parquetIsReadBack() {
        Path parquet = directory.resolve("rows.parquet");
        assertThat(fit("--target", "y", "--feature", "x", "--rows", parquet).code())
                .isZero();
        Path output = directory.resolve("groups.csv");

        Outcome outcome = Cli.run(
                "fit", parquet, "--group-by", "k", "--target", "y", "--feature", "x", "--suffix", "_2", "-o", output);

        assertThat(outcome.code()).isZero();
        assertClose(Cli.numbers(Cli.read(output), "y_2_beta1"), 2, -1);
    }

    @Test
    void queryInsteadOfFiles() {
        Path output = directory.resolve("groups.parquet");
        String query = "SELECT k, x AS position, y FROM '" + input + "' WHERE x < 6";

        Outcome outcome = Cli.run(
                "fit", "--sql", query, "--group-by", "k", "--target", "y", "--feature", "position", "-o", output);

        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.code()).isZero();
        assertThat(Cli.numbers(Cli.read(output), "y_fit_count")).containsExactly(5.0, 5.0);
    }

    @Test
    void severalFilesAndPatterns() throws IOException {
        Files.copy(input, directory.resolve("more.csv"));
        Path output = directory.resolve("groups.parquet");

        Outcome outcome = Cli.run(
                "fit", directory.resolve("*.csv"), "--group-by", "k", "--target", "y", "--feature", "x", "-o", output);

        assertThat(outcome.code()).isZero();
        assertThat(Cli.numbers(Cli.read(output), "group_rows")).containsExactly(12.0, 12.0);
    }

    @Test
    void expressionsForEveryPart() {
        Map<String, List<Object>> groups = fitted(
                "--group-by", "big = x > 3",
                "--target", "v = 2*u",
                "--feature", "x2 = x*x",
                "--weight", "iw = 1/(w*w)",
                "--median", "m = greatest(x, 2)",
                "--min-rows", "3");

        assertThat(groups.get("k")).containsExactly("a", "a", "b", "b");
        assertThat(groups.get("big")).containsExactly(false, true, false, true);
        assertClose(Cli.numbers(groups, "v_fit_beta1"), 6, 6, 6, 6);
        assertThat(Cli.numbers(groups, "m_fit_median")).containsExactly(2.0, 5.0, 2.0, 5.0);
    }

    @Test
    void expressionMayHaveCommasAndFollowNames() {
        Map<String, List<Object>> groups = fitted("--target", "u", "--feature", "x,angle = atan2(y, x)");

        assertThat(groups).containsKeys("u_fit_beta2").doesNotContainKey("u_fit_beta3");
    }

    @Test
    void quotedNamesMayHaveCommasAndEqualSigns() throws IOException {
        Files.writeString(input, Files.readString(input).replace("k,x,y,u,w", "k,\"x,1\",\"y = z\",u,w"));

        Map<String, List<Object>> groups = fitted("--target", "\"y = z\",u", "--feature", "\"x,1\"");

        assertClose(Cli.numbers(groups, "y = z_fit_beta1"), 2, -1);
        assertThat(groups).containsKey("u_fit_beta1");
    }

    @Test
    void repeatedOptionsAreOneList() {
        assertThat(fitted("--target", "y", "--target", "u", "--feature", "x", "--feature", "x2 = x*x")
                        .keySet())
                .contains("y_fit_beta2", "u_fit_beta2");
    }

    @Test
    void namingTermDiagnosticsAndMedians() {
        Map<String, List<Object>> groups = fitted(
                "--target",
                "y",
                "--feature",
                "x",
                "--naming",
                "term",
                "--diagnostics",
                "--median",
                "u,w",
                "--suffix",
                "_s");

        assertThat(groups.keySet())
                .contains(
                        "y_intercept_s",
                        "y_intercept_err_s",
                        "y_slope_x_s",
                        "y_slope_x_err_s",
                        "y_count_s",
                        "y_mad_s",
                        "y_condition_s",
                        "u_median_s",
                        "w_median_s");
        assertThat(Cli.numbers(groups, "w_median_s")).containsExactly(1.0, 2.0);
    }

    @Test
    void noIntercept() {
        assertThat(fitted("--target", "u", "--feature", "x", "--no-intercept").keySet())
                .contains("u_fit_beta1")
                .doesNotContain("u_fit_beta0");
    }

    @Test
    void minRowsPerTarget() {
        Map<String, List<Object>> groups = fitted("--target", "y,u", "--feature", "x", "--min-rows", "6,7");

        assertThat(groups.get("y_fit_status")).containsExactly("OK", "OK");
        assertThat(groups.get("u_fit_status")).containsExactly("TOO_FEW_ROWS", "TOO_FEW_ROWS");
    }

    @Test
    void jointRowsCountForAllTargetsOrNone() {
        Object[] model = {"--target", "y", "--target", "h = CASE WHEN x > 1 THEN u END", "--feature", "x"};

        assertThat(Cli.numbers(fitted(model), "y_fit_count")).containsExactly(6.0, 6.0);
        assertThat(Cli.numbers(
                        fitted(Stream.concat(Stream.of(model), Stream.of("--joint"))
                                .toArray()),
                        "y_fit_count"))
                .containsExactly(5.0, 5.0);
    }

    @Test
    void fitterEngineReductionAndThreadsByName() {
        assertLines(fitted(
                "--target",
                "y",
                "--feature",
                "x",
                "--fitter",
                "ols",
                "--fitter-option",
                "rank-tolerance=1e-7",
                "--engine",
                "robust",
                "--reduction",
                "blockwise",
                "--threads",
                "3"));
    }

    @Test
    void whereFitsOnlySomeRows() {
        Map<String, List<Object>> groups = fitted("--target", "y", "--feature", "x", "--where", "k = 'a' AND x <> 2");

        assertThat(groups.get("k")).containsExactly("a");
        assertThat(Cli.numbers(groups, "group_rows")).containsExactly(5.0);
    }
}
