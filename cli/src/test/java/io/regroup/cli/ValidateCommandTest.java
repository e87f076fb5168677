package io.regroup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.regroup.cli.Cli.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code regroup validate} on engines that agree, and on one that does not. */
class ValidateCommandTest {

    private static final int GROUPS = 12;

    @TempDir
    Path directory;

    private Path input;

    @BeforeEach
    void writeInput() throws IOException {
        SplittableRandom random = new SplittableRandom(3);
        StringBuilder text = new StringBuilder("k,x,y,w\n");
        for (int i = 0; i < 40 * GROUPS; i++) {
            double x = random.nextGaussian();
            text.append(String.format(
                    Locale.ROOT,
                    "%d,%s,%s,%s%n",
                    i % GROUPS,
                    x,
                    3 - 2 * x + 0.1 * random.nextGaussian(),
                    random.nextDouble(0.5, 2)));
        }
        Path csv = Files.writeString(directory.resolve("rows.csv"), text);
        input = directory.resolve("rows.parquet");
        // of known number, so that rows can be streamed
        assertThat(Cli.run("fit", csv, "--group-by", "k", "--target", "y", "--feature", "x", "--rows", input, "--quiet")
                        .code())
                .isZero();
    }

    private Outcome validate(Object... more) {
        Object[] start = {"validate", input, "--group-by", "k", "--target", "y", "--feature", "x", "--weight", "w"};
        return Cli.run(Stream.concat(Stream.of(start), Stream.of(more)).toArray());
    }

    /** Compiles an engine that takes another one's result and spoils it in group 5, and puts it on a path of plug-ins. */
    private Path wrongEngine(String spoil) throws IOException {
        return WrongEngineJar.in(directory.resolve("plugins"), spoil).getParent();
    }

    @Test
    void enginesAgree() {
        Outcome outcome = validate();

        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.code()).isZero();
        assertThat(outcome.out().lines().toList())
                .anyMatch(
                        line -> line.matches("FIT +COLUMN +TOLERANCES +RELATIVE +ULPS +BEYOND +CONDITION +ROWS +GROUP"))
                .anyMatch(line -> line.matches("forkjoin blockwise memory +y_fit_\\w+ .* 0 +\\d\\.\\d +\\d+ +k = \\d+"))
                .anyMatch(line -> line.startsWith("robust map-reduce streamed "))
                .anyMatch(line -> line.startsWith("vector cohorts streamed "))
                .anyMatch(line -> line.matches("robust blockwise streamed +all +0 +0 +0 +0 +- +- +-"))
                .anyMatch(line -> line.matches("all +y_fit_status +0 +0 +0 +0 +- +- +-"))
                .contains(
                        "groups     12",
                        "rows       480 read",
                        "tolerance  1e-12 max(1, κ) max(1, √(n / 1000)) of a number's natural scale",
                        "agree      all 17 fits are within the tolerance");
    }

    @ParameterizedTest
    @CsvSource({
        "fit.coefficient(1)[5] *= 1 + 1e-9, y_fit_beta1",
        "fit.rms()[5] = Math.sqrt(fit.chi2()[5] / fit.count()[5]), y_fit_rms",
        "fit.error(0)[5] = Double.NaN, y_fit_beta0_err",
        "fit.count()[5]--, y_fit_count"
    })
    void wrongEngineIsNamedWithColumnAndGroup(String spoil, String column) throws IOException {
        Outcome outcome = validate("--plugin-path", wrongEngine(spoil + ";"));

        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.out().lines().toList())
                .anyMatch(line -> line.matches("wrong blockwise memory +" + column + " .* 1 .* k = 5 .*"))
                .contains("differ     6 of 23 fits are beyond the tolerance: wrong blockwise memory,"
                        + " wrong blockwise streamed, wrong cohorts memory, wrong cohorts streamed,"
                        + " wrong map-reduce memory, wrong map-reduce streamed");
    }

    @Test
    void engineThatFailsIsSaidToFail() throws IOException {
        Outcome outcome = validate(
                "--plugin-path",
                wrongEngine("throw new IllegalStateException(\"out of <luck>\");"),
                "--engines",
                "wrong",
                "--html",
                directory.resolve("failed.html"));

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.out())
                .contains("failed     wrong cohorts memory: threw java.lang.IllegalStateException: out of <luck>\n");
        assertThat(Files.readString(directory.resolve("failed.html")))
                .contains("6 of 6 fits differ", "threw java.lang.IllegalStateException: out of &lt;luck&gt;")
                .doesNotContain("<luck>", "<svg");
    }

    @Test
    void toleranceIsTheUsers() throws IOException {
        Path plugins = wrongEngine("fit.coefficient(1)[5] *= 1 + 1e-9;");

        assertThat(validate("--plugin-path", plugins, "--tolerance", "1e-8").code())
                .isZero();
        assertThat(validate("--tolerance", "1e-17", "--quiet").code()).isEqualTo(1);
    }

    @Test
    void someEnginesAndStrategies() {
        Outcome outcome = validate("--engines", "forkjoin,robust", "--reductions", "map-reduce", "--detail");

        assertThat(outcome.code()).isZero();
        assertThat(outcome.out()).contains("agree      all 4 fits are within the tolerance");
        assertThat(outcome.out().lines().filter(line -> line.startsWith("robust map-reduce memory ")))
                .hasSize(10);
    }

    @Test
    void sampleHasWholeGroups() {
        Outcome outcome = validate("--sample", "5", "--engines", "forkjoin");

        assertThat(outcome.code()).isZero();
        assertThat(outcome.out().lines().toList())
                .contains("sample     5 of 12 groups", "groups     5", "rows       200 read");
    }

    @Test
    void explainSaysWhatWouldBeComparedAndWhatNot() {
        Outcome outcome = validate("--explain", "--diagnostics", "--engines", "vector", "-o", "a.csv");

        assertThat(outcome.code()).isZero();
        assertThat(outcome.out().lines().toList())
                .contains(
                        "reference  robust blockwise memory",
                        "compared   vector blockwise memory",
                        "compared   vector blockwise streamed",
                        "agreement to a.csv",
                        "Nothing was computed: --explain.")
                .anyMatch(line -> line.startsWith("not run    vector map-reduce: reduction map-reduce: cannot serve")
                        && line.contains("diagnostics need all rows of a group at once"))
                .noneMatch(line -> line.startsWith("compared   robust"));
        assertThat(Path.of("a.csv")).doesNotExist();
    }

    @Test
    void whatIsReadFromStartToEndIsNotStreamed() {
        Outcome outcome = Cli.run(
                "validate", directory.resolve("rows.csv"), "--group-by", "k", "--target", "y", "--feature", "x");

        assertThat(outcome.code()).isZero();
        assertThat(outcome.out())
                .contains("not run    all streamed: the rows are in memory already, or of a number that is not known")
                .contains("agree      all 8 fits");
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "parquet"})
    void tableIsWritten(String ending) throws IOException {
        Path output = directory.resolve("agreement." + ending);

        Outcome outcome = validate(
                "--plugin-path", wrongEngine("fit.coefficient(1)[5] *= 1 + 1e-9;"), "--diagnostics", "-o", output);

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.out()).contains("written    " + output + " (agreement table)\n");
        Map<String, List<Object>> table = Cli.read(output);
        int row = table.get("outcome").indexOf("differs");
        assertThat(table.get("engine").get(row)).isEqualTo("wrong");
        assertThat(table.get("column").get(row)).isEqualTo("y_fit_beta1");
        assertThat(table.get("beyond").get(row)).isEqualTo(1L);
        assertThat(table.get("worst_group").get(row)).isEqualTo("k = 5");
        assertThat((Double) table.get("worst_condition").get(row)).isEqualTo(1);
        assertThat((Double) table.get("largest_multiple").get(row)).isBetween(900.0, 1100.0);
        assertThat(table.get("outcome")).contains("agrees", "not run");
    }

    @Test
    void pageIsWhole() throws IOException {
        Path page = directory.resolve("agreement.html");

        Outcome outcome =
                validate("--plugin-path", wrongEngine("fit.coefficient(1)[5] *= 1 + 1e-9;"), "--html", page, "--quiet");

        assertThat(outcome.code()).isEqualTo(1);
        String html = Files.readString(page);
        assertThat(html)
                .startsWith("<!doctype html>")
                .endsWith("</html>\n")
                .contains("6 of 23 fits differ from the reference")
                .contains("<td>wrong</td><td>blockwise</td><td>memory</td><td class=\"mark\">differs</td>"
                        + "<td>y_fit_beta1</td>")
                .contains("<td>k = 5</td>")
                .contains("<svg ")
                // nothing is fetched and nothing runs
                .doesNotContain("<script", "src=", "href=", "@import", "url(");
        assertThat(html.split("<svg ", -1).length - 1).isGreaterThan(5);
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.map(file -> String.valueOf(file.getFileName())))
                    .contains("agreement.html")
                    .noneMatch(name -> name.endsWith(".part"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--engines fork-join | engine fork-join: no such plug-in; did you mean forkjoin",
                "--reductions mapreduce | reduction strategy mapreduce: no such plug-in",
                "--tolerance 0 | tolerance: expected a number greater than 0, such as 1e-9, got 0.0",
                "--sample 0 | sample: expected at least 1 group, got 0",
                "--html page.pdf | --html: expected a name that ends in .html, got page.pdf",
                "--html no/where.html | --html: ",
                "--engine vector | unknown option --engine",
                "--target z | column z: not in "
            })
    void mistakesAreNamed(String arguments, String message) {
        Outcome outcome = validate((Object[]) arguments.split(" ", -1));

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).startsWith("regroup: " + message);
    }

    @Test
    void pageIsNotWrittenOverTheTable() {
        assertThat(validate("-o", input).err()).startsWith("regroup: --output: " + input + " is an input file");
    }
}
