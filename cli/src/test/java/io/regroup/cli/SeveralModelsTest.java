package io.regroup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.regroup.cli.Cli.Outcome;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code regroup fit --model}: several fits in one call. */
class SeveralModelsTest extends LinesFixture {

    private void assertRefused(String message, Object... options) {
        assertThat(fit(options)).isEqualTo(new Outcome(2, "", "regroup: " + message + "\n"));
    }

    @Test
    void columnsOfAllModelsAreInOneTable() {
        Map<String, List<Object>> groups =
                fitted("--model", "y ~ x", "--model", " _own : y, u ~ x2 = x*x ", "--weight", "w");

        assertLines(groups);
        assertClose(Cli.numbers(groups, "u_own_beta0"), 0, 0);
        assertClose(Cli.numbers(groups, "u_own_beta1"), 3, 3);
        assertThat(groups.keySet())
                .startsWith("k", "group_rows", "y_fit_beta0", "y_fit_beta1")
                .contains("y_own_beta1")
                .doesNotContain("u_fit_beta1");
    }

    @Test
    void aModelMayHaveNoFeatures() {
        Map<String, List<Object>> groups = fitted("--model", "y ~", "--model", "_own: y ~ x");

        assertClose(Cli.numbers(groups, "y_fit_beta0"), 8, 6.5);
        assertClose(Cli.numbers(groups, "y_own_beta1"), 2, -1);
    }

    @Test
    void namesInQuotesMayHaveTildesAndColons() {
        String query = "SELECT k, x AS \"a~b\", y AS \"c:d\" FROM '" + input + "'";
        Path output = directory.resolve("groups.parquet");

        Outcome outcome = Cli.run(
                "fit", "--sql", query, "--group-by", "k", "--model", "\"c:d\" ~ \"a~b\"", "-o", output, "--quiet");

        assertThat(outcome).isEqualTo(new Outcome(0, "", ""));
        assertClose(Cli.numbers(Cli.read(output), "c:d_fit_beta1"), 2, -1);
    }

    @Test
    void rowsHaveThePredictionsOfAllModels() {
        Path rows = directory.resolve("rows.parquet");

        Outcome outcome = fit("--model", "y ~ x", "--model", "_own: u ~ x2 = x*x", "--rows", rows);

        assertThat(outcome.code()).isZero();
        assertThat(outcome.out())
                .contains("target     y_fit: 12 rows used; groups: 2 OK\n")
                .contains("target     u_own: 12 rows used; groups: 2 OK\n")
                .contains("; one of 2 fits in one call");
        Map<String, List<Object>> columns = Cli.read(rows);
        assertThat(columns.keySet())
                .containsExactly("k", "x", "y", "u", "w", "y_fit", "y_fit_res", "u_own", "u_own_res");
        assertThat(Cli.numbers(columns, "u_own_res"))
                .allSatisfy(residual -> assertThat(Math.abs(residual)).isLessThan(1e-9));
    }

    @Test
    void explainListsTheModels() {
        Outcome outcome = fit("--model", "y ~ x, w", "--model", "_own: u ~", "--explain");

        assertThat(outcome.code()).isZero();
        assertThat(outcome.out())
                .contains("model      _fit: y ~ x, w\n", "model      _own: u ~ the intercept alone\n")
                .contains("one of 2 fits in one call")
                .doesNotContain("feature");
    }

    @Test
    void aTargetTwiceNeedsAnotherSuffix() {
        assertRefused(
                "result column y_fit_beta0: fit 1 and fit 2 would both have a column of this name; give one of them"
                        + " another suffix than \"_fit\"",
                "--model",
                "y ~ x",
                "--model",
                "y ~ w");
    }

    @Test
    void modelsAndTargetsDoNotGoTogether() {
        assertRefused(
                "--model: a model says which are its targets and features; leave out --target, or give no models",
                "--model",
                "y ~ x",
                "--target",
                "u");
        assertRefused(
                "--model: a model says which are its targets and features; leave out --feature, or give no models",
                "--model",
                "y ~ x",
                "--feature",
                "w");
    }

    @Test
    void aModelNeedsATilde() {
        assertRefused("--model: expected TARGETS ~ FEATURES, as in \"dy ~ x, z\", got \"y x\"", "--model", "y x");
        assertRefused(
                "--model: expected TARGETS ~ FEATURES, as in \"dy ~ x, z\", got \"_a: ~ x\"", "--model", "_a: ~ x");
    }

    @Test
    void anExpressionNeedsAName() {
        assertRefused(
                "--model: there is no column x + w; an expression needs a name, as in --model \"y ~ e1 = x + w\"",
                "--model",
                "y ~ x + w");
    }

    @Test
    void aSummaryIsOfOneFit() {
        assertRefused(
                "--save-summary: keeps the summary of one fit, got 2 models; give one at a time",
                "--model",
                "y ~ x",
                "--model",
                "u ~ x",
                "--save-summary",
                directory.resolve("summary.parquet"));
    }

    @Test
    void validateTakesOneModel() {
        Object[] start = {"validate", input, "--group-by", "k", "--model", "y ~ x", "--model", "u ~ x"};
        assertThat(Cli.run(start))
                .isEqualTo(new Outcome(2, "", "regroup: --model: expected one model, got 2; give one at a time\n"));
    }
}
