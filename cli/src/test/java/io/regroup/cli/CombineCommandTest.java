package io.regroup.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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

    /** Six days, two weeks of three each, and a month of both: whatever the steps, one fit of all rows. */
    @Test
    void whatIsCombinedCanBeCombinedAgain() throws IOException {
        StringBuilder rows = new StringBuilder("k,x,y,u,w\n");
        String header = rows.toString();
        for (int day = 0; day < 6; day++) {
            StringBuilder own = new StringBuilder(header);
            for (int i = 0; i < 20; i++) {
                double x = day + 0.37 * i;
                String key = i % 3 == 0 ? "a" : day == 2 ? "c" : "b";
                own.append(key + "," + x + "," + (3 * x + Math.sin(9 * x)) + "," + Math.cos(5 * x) + ",1\n");
            }
            Files.writeString(input, own);
            save("day" + day + ".parquet");
            rows.append(own, header.length(), own.length());
        }
        Files.writeString(input, rows);
        Map<String, List<Object>> expected = fitted("--target", "y,u", "--feature", "x");
        Path month = directory.resolve("month.parquet");
        Path output = directory.resolve("all.parquet");

        for (int week = 0; week < 2; week++) {
            Outcome outcome = Cli.run(
                    "combine",
                    directory.resolve(week == 0 ? "day[012].parquet" : "day[345].parquet"),
                    "--save-summary",
                    directory.resolve("week" + week + ".parquet"),
                    "--head",
                    "0");
            assertThat(outcome.err()).isEmpty();
            assertThat(outcome.out())
                    .contains("rows       60 read\n")
                    .contains("groups matched by key; kept as triangular-factor\n")
                    .contains("written    " + directory.resolve("week" + week + ".parquet") + " (summary)\n");
        }
        Outcome outcome = Cli.run(
                "combine", directory.resolve("week*.parquet"), "--save-summary", month, "-o", output, "--quiet");

        assertThat(outcome).isEqualTo(new Outcome(0, "", ""));
        for (Map<String, List<Object>> groups :
                List.of(Cli.read(output), combined(month), combined(directory.resolve("day?.parquet")))) {
            assertThat(groups.keySet()).containsExactlyElementsOf(expected.keySet());
            for (String column : List.of("k", "group_rows", "y_fit_count", "y_fit_status")) {
                assertThat(groups.get(column)).isEqualTo(expected.get(column));
            }
            for (String column : List.of("y_fit_beta0", "y_fit_beta1", "u_fit_beta1", "y_fit_beta1_err", "y_fit_rms")) {
                List<Double> numbers = Cli.numbers(groups, column);
                for (int group = 0; group < numbers.size(); group++) {
                    double wanted = Cli.numbers(expected, column).get(group);
                    assertThat(numbers.get(group))
                            .as(column)
                            .isCloseTo(wanted, within(1e-12 * Math.max(1, Math.abs(wanted))));
                }
            }
        }
    }

    private Map<String, List<Object>> combined(Object summaries) {
        Path output = directory.resolve("again.parquet");
        Outcome outcome = Cli.run("combine", summaries, "-o", output, "--quiet");
        assertThat(outcome).isEqualTo(new Outcome(0, "", ""));
        return Cli.read(output);
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
        refused(
                Cli.run("combine", a, "--save-summary", directory.resolve("b.csv")),
                "summary " + directory.resolve("b.csv")
                        + ": a summary is a Parquet file; give it a name that ends with .parquet");
        refused(
                Cli.run("combine", a, "--save-summary", a),
                "--save-summary: " + a + " is an input file; write to another file");
        refused(
                Cli.run("combine", directory.resolve("*.parquet"), "--save-summary", directory.resolve("b.parquet")),
                "--save-summary: " + directory.resolve("b.parquet") + " matches the input pattern "
                        + directory.resolve("*.parquet") + ", so the next run would read it; write to another file");
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
