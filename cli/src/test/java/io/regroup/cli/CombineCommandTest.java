package io.regroup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.regroup.cli.Cli.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code regroup fit --save-summary} and {@code regroup combine}. */
class CombineCommandTest extends LinesFixture {

    private Path save(String name, Object... more) {
        Path file = directory.resolve(name);
        Object[] options = new Object[more.length + 7];
        System.arraycopy(
                new Object[] {"--target", "y,u", "--feature", "x", "--save-summary", file, "--quiet"},
                0,
                options,
                0,
                7);
        System.arraycopy(more, 0, options, 7, more.length);
        Outcome outcome = fit(options);
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.code()).isZero();
        return file;
    }

    @Test
    void summariesOfPartsAreTheFitOfAllRows() throws IOException {
        String lines = Files.readString(input);
        String header = "k,x,y,u,w\n";
        Path first = save("first.parquet");
        Files.writeString(input, header + "b,7,3,147,1\nc,1,1,1,1\n");
        Path second = save("second.parquet");
        Path output = directory.resolve("all.parquet");

        Outcome outcome = Cli.run("combine", second, first, "-o", output, "--threads", "2");

        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.code()).isZero();
        assertThat(outcome.out())
                .contains("groups     3\n", "rows       14 read\n")
                .contains("target     y: 14 rows used; groups: 2 OK, 1 TOO_FEW_ROWS\n")
                .contains("reduction  summary: 2 summaries are combined, 4 at a time, groups matched by key\n")
                .contains("written    " + output + " (group table)\n");
        Map<String, List<Object>> groups = Cli.read(output);
        Files.writeString(input, lines + "b,7,3,147,1\nc,1,1,1,1\n");
        Map<String, List<Object>> expected = fitted("--target", "y,u", "--feature", "x");
        assertThat(groups.keySet()).containsExactlyElementsOf(expected.keySet());
        assertThat(groups.get("k")).containsExactly("a", "b", "c");
        assertThat(groups.get("u_fit_status")).isEqualTo(expected.get("u_fit_status"));
        assertClose(
                Cli.numbers(groups, "u_fit_beta1").subList(0, 2),
                Cli.numbers(expected, "u_fit_beta1").get(0),
                Cli.numbers(expected, "u_fit_beta1").get(1));
    }

    @Test
    void fitThatSavesItsSummaryGivesItsResultsAsWell() {
        Path output = directory.resolve("groups.parquet");
        Path rows = directory.resolve("rows.parquet");
        Path summary = directory.resolve("summary.parquet");

        Outcome outcome = fit(
                "--target",
                "y",
                "--feature",
                "x",
                "--where",
                "x > 1",
                "-o",
                output,
                "--rows",
                rows,
                "--save-summary",
                summary);

        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out())
                .contains("rows       12 read, 10 selected\n")
                .contains(
                        "reduction  summary: the summaries of all blocks of 983,040 rows are combined, 4 at a time, and kept"
                                + " as triangular-factor; ")
                .contains("written    " + summary + " (summary)\n");
        assertClose(Cli.numbers(Cli.read(output), "y_fit_beta1"), 2, -1);
        assertThat(Cli.numbers(Cli.read(rows), "y_fit_res")).hasSize(12).contains(Double.NaN);
        Outcome combined = Cli.run("combine", summary, "--head", "1");
        assertThat(combined.out()).startsWith("k  group_rows").contains("... 1 more group\n", "rows       12 read\n");
    }

    @Test
    void headIsPrintedWithoutAnOutput() {
        Outcome outcome = Cli.run("combine", save("s.parquet"), "--quiet");

        assertThat(outcome.out().lines().map(line -> line.split(" ")[0])).containsExactly("k", "a", "b", "...", "");
    }

    @Test
    void patternsStandForSummaries() {
        save("day1.parquet");
        save("day2.parquet");

        Outcome outcome = Cli.run("combine", directory.resolve("day*.parquet"), "--head", "0");

        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out()).startsWith("groups     2\n").contains("rows       24 read\n");
    }

    @Test
    void explainSaysThatASummaryWouldBeKept() {
        Path summary = directory.resolve("summary.parquet");

        Outcome outcome = fit("--target", "y", "--feature", "x", "--save-summary", summary, "--explain");

        assertThat(outcome.out()).contains("reduction  summary: ", "summary to " + summary + "\n");
        assertThat(summary).doesNotExist();
    }

    private static void refused(Outcome outcome, String message) {
        assertThat(outcome.err().lines().findFirst()).contains("regroup: " + message);
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
    }

    @Test
    void summariesOfOtherFitsAreRefused() {
        Path a = save("a.parquet");
        Path b = save("b.parquet", "--where", "x > 3", "--feature", "z = x*x", "--min-rows", "3");

        refused(
                Cli.run("combine", a, b),
                "summary " + b + ": is of another fit than summary " + a
                        + ": feature is x, z, not x; where is x > 3, not none;"
                        + " computed is z = x*x, not none; min rows is 3, 3, not 5, 5; combine summaries that were saved"
                        + " with the same options");
    }

    @Test
    void whatCannotBeSavedIsRefusedBeforeAnyWork() {
        Path summary = directory.resolve("summary.parquet");
        Object[] model = {"--target", "y", "--feature", "x", "--save-summary", summary, "--diagnostics"};
        refused(
                fit(model),
                "summary: diagnostics need all rows of a group at once, for the median deviation, and a summary has no rows;"
                        + " fit without it, or keep no summary");
        refused(
                fit("--target", "y", "--feature", "x", "--save-summary", "summary.csv"),
                "summary summary.csv: a summary is a Parquet file; give it a name that ends with .parquet");
        refused(
                fit("--target", "y", "--feature", "x", "--save-summary", summary, "-o", summary),
                "--save-summary: " + summary + " is to receive the group table as well; give each its own file");
        assertThat(summary).doesNotExist();
    }

    @Test
    void combinedInputsAreChecked() {
        Path a = save("a.parquet");
        refused(Cli.run("combine", a, "-o", a), "--output: " + a + " is an input file; write to another file");
        refused(
                Cli.run("combine", input),
                "summary " + input + ": expected a Parquet file as --save-summary writes it, got CSV");
        refused(
                Cli.run("combine", directory.resolve("no.parquet")),
                "input " + directory.resolve("no.parquet") + ": no such file");
        refused(Cli.run("combine"), "Missing required parameter: 'SUMMARY'");
    }
}
