package io.regroup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.regroup.cli.Cli.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code regroup fit} says when it cannot do what it is asked to, and its exit code. */
class FitErrorsTest {

    private static final String SEE_HELP = "See `regroup fit --help`.\n";

    @TempDir
    private Path directory;

    private Path input;

    @BeforeEach
    void writeInput() throws IOException {
        StringBuilder text = new StringBuilder("sector,deltaY,x,name,w,neg\n");
        for (int i = 0; i < 20; i++) {
            text.append(String.join(",", "" + i % 2, "" + i * i, "" + i, "n" + i, "1", "" + (10 - i)))
                    .append('\n');
        }
        input = Files.writeString(directory.resolve("hits.csv"), text);
    }

    private Outcome fit(Object... more) {
        List<Object> arguments = new ArrayList<>(List.of("fit", input));
        arguments.addAll(Arrays.asList(more));
        return Cli.run(arguments.toArray());
    }

    /** A fit that would work, and more. */
    private Outcome good(Object... more) {
        List<Object> arguments = new ArrayList<>(List.of("--group-by", "sector", "--target", "deltaY"));
        arguments.addAll(Arrays.asList(more));
        return fit(arguments.toArray());
    }

    private static void assertUsageError(Outcome outcome, String message) {
        assertThat(outcome).isEqualTo(new Outcome(2, "", "regroup: " + message + "\n"));
    }

    private static void assertParameterError(Outcome outcome, String message, String help) {
        assertThat(outcome).isEqualTo(new Outcome(2, "", "regroup: " + message + "\n" + help));
    }

    @Test
    void unknownColumn() {
        assertUsageError(
                fit("--group-by", "sector", "--target", "deltay", "--feature", "x"),
                "column deltay: not in " + input + "; did you mean deltaY? there are: sector, deltaY, x, name, w, neg");
    }

    @Test
    void expressionWithoutName() {
        assertUsageError(
                good("--feature", "x*x"),
                "--feature: there is no column x*x; an expression needs a name, as in --feature \"e1 = x*x\"");
    }

    /** R writes missing values so; the column is text then, and the remedy of the message works. */
    @Test
    void numbersWithOtherSignsForMissingValues() throws IOException {
        Path csv = Files.writeString(directory.resolve("r.csv"), "k,x,y\na,1,2\na,2,NA\na,3,6\na,4,8\n");
        Object[] start = {"fit", csv, "--group-by", "k", "--feature", "x", "--min-rows", "2", "--target"};
        List<Object> wrong = new ArrayList<>(Arrays.asList(start));
        wrong.add("y");
        assertUsageError(
                Cli.run(wrong.toArray()),
                "--target y: expected numbers, got text such as \"NA\"; make numbers of it, as in --target"
                        + " \"n = try_cast(y AS double)\"");
        List<Object> right = new ArrayList<>(Arrays.asList(start));
        right.addAll(List.of("n = try_cast(y AS double)", "-o", directory.resolve("out.csv"), "--quiet"));
        assertThat(Cli.run(right.toArray())).isEqualTo(new Outcome(0, "", ""));
        assertThat(Files.readAllLines(directory.resolve("out.csv")).get(1))
                .startsWith("a,4,0.0,2.0,")
                .endsWith(",OK");
    }

    @ParameterizedTest
    @CsvSource({"+1, +2, +1", "1, 1_000, 1_000", "'', '', "})
    void numbersThatAreNotWrittenAsNumbers(String first, String second, String named) throws IOException {
        Path csv = Files.writeString(
                directory.resolve("s.csv"), "k,x,y\na,1," + first + "\na,2," + second + "\na,3," + second + "\n");
        assertUsageError(
                Cli.run("fit", csv, "--group-by", "k", "--feature", "x", "--target", "y"),
                "--target y: expected numbers, got "
                        + (named == null ? "no values at all" : "text such as \"" + named + "\"")
                        + "; make numbers of it, as in --target \"n = try_cast(y AS double)\"");
    }

    @Test
    void wrongType() {
        assertUsageError(
                good("--feature", "name"),
                "--feature name: expected numbers, got text such as \"n0\"; make numbers of it, as in --feature"
                        + " \"n = try_cast(name AS double)\"");
    }

    @Test
    void nothingToGroupByOrExplain() {
        assertUsageError(
                fit("--target", "deltaY", "--feature", "x"), "group by: no column given; name at least one key column");
        assertUsageError(fit("--group-by", "sector", "--feature", "x"), "targets: no column given; name at least one");
        assertUsageError(
                good("--no-intercept"), "features: none given and no intercept either; a model needs one or the other");
    }

    @Test
    void columnGivenTwice() {
        assertUsageError(good("--feature", "x,x"), "features: column x is given twice; give it once");
        assertUsageError(
                good("--feature", "deltaY"),
                "target deltaY: is also a feature, so the fit would be trivial; drop it from one of the two");
    }

    @Test
    void expressionGivenTwice() {
        assertUsageError(
                good("--feature", "e = x*x", "--median", "e = x+x"),
                "--median: e is computed twice, as x*x and as x+x; give one of the two another name");
    }

    @Test
    void emptyItemsAndOpenQuotes() {
        assertUsageError(good("--feature", "x,,w"), "--feature: a column name is empty in \"x,,w\"");
        assertUsageError(good("--feature", "e = "), "--feature: nothing after the equals sign of \"e =\"");
        assertUsageError(
                good("--feature", "\"x,w"),
                "--feature: the double quotes in \"x,w do not enclose a name; write \"\" for a quote inside a name");
        assertUsageError(
                good("--weight", "x,w"),
                "--weight: expected one column, got 2 in \"x,w\"; put a name that has a comma in double quotes");
    }

    @Test
    void missingFile() {
        assertThat(Cli.run("fit", directory.resolve("no.csv"), "--group-by", "a", "--target", "b")
                        .code())
                .isEqualTo(2);
        assertThat(Cli.run("fit", directory.resolve("no.csv"), "--group-by", "a", "--target", "b")
                        .err())
                .isEqualTo("regroup: input " + directory.resolve("no.csv") + ": no such file\n");
    }

    @Test
    void brokenFileIsAFailure() throws IOException {
        Path broken = Files.writeString(directory.resolve("broken.parquet"), "this is no Parquet file");

        Outcome outcome = Cli.run("fit", broken, "--group-by", "a", "--target", "b");

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).startsWith("regroup: ").contains(broken.toString());
        assertThat(outcome.err().lines()).hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void brokenSql() {
        for (Outcome outcome : List.of(
                good("--feature", "e = nosuchfunction(x)"),
                good("--feature", "x", "--where", "nosuchcolumn > 1"),
                good("--feature", "x", "--where", "x >"),
                Cli.run("fit", "--sql", "SELEC 1", "--group-by", "a", "--target", "b"))) {
            assertThat(outcome.code()).as(outcome.err()).isEqualTo(2);
            assertThat(outcome.out()).isEmpty();
            assertThat(outcome.err()).startsWith("regroup: ").doesNotContain("\tat ");
            assertThat(outcome.err().lines()).hasSizeLessThanOrEqualTo(2);
        }
    }

    @Test
    void stackTraceOnlyWithDebug() {
        assertThat(good("--feature", "z").err()).doesNotContain("\tat ");
        assertThat(good("--feature", "z", "--debug").err()).contains("\tat io.regroup.");
    }

    @Test
    void inputsOrQueryButNotBothNorNone() {
        assertParameterError(
                good("--sql", "SELECT 1"), "both input files and --sql are given; drop one of the two", SEE_HELP);
        assertParameterError(
                Cli.run("fit", "--group-by", "a", "--target", "b"),
                "nothing to read: name an input file, or give a query with --sql",
                SEE_HELP);
    }

    @Test
    void unknownPlugins() {
        assertUsageError(
                good("--fitter", "olds"),
                "fitter olds: no such plug-in; did you mean ols? there are: aggregate, bisquare, gmm, hampel, huber, nonlinear, ols, polynomial, quantile, ridge, theil-sen");
        assertUsageError(
                good("--engine", "rubust"),
                "engine rubust: no such plug-in; did you mean robust? there are: forkjoin, robust, vector");
        assertUsageError(
                good("--reduction", "blocks"),
                "reduction strategy blocks: no such plug-in; there are: blockwise, cohorts, map-reduce");
    }

    @Test
    void unknownFitterOption() {
        assertUsageError(
                good("--fitter-option", "rank=1"),
                "fitter option rank: fitter ols has no such option; there are: rank-tolerance");
        assertUsageError(good("--fitter-option", "rank"), "--fitter-option: expected NAME=VALUE, got \"rank\"");
        assertUsageError(
                good("--fitter-option", "a=1", "--fitter-option", "a=2"),
                "--fitter-option: a is given twice; give it once");
    }

    @Test
    void negativeWeight() {
        Outcome outcome = good("--feature", "x", "--weight", "neg");

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).startsWith("regroup: weight").contains("neg").contains("-1");
    }

    @Test
    void collisionOfNames() throws IOException {
        assertUsageError(
                good("--feature", "x", "--suffix", "", "--rows", directory.resolve("rows.csv")),
                "row column deltaY: the input has a column of this name; choose another suffix than \"\" or rename the "
                        + "column");
        assertUsageError(
                fit("--group-by", "group_rows = sector", "--target", "deltaY", "--feature", "x"),
                "result column group_rows: two columns of the group table would have this name; rename the key");
    }

    @Test
    void numbersOutOfRange() {
        assertUsageError(good("--threads", "0"), "threads: expected at least 1, got 0");
        assertUsageError(
                good("--threads", "1025"),
                "threads: expected at most 1024, got 1025; this machine has "
                        + Runtime.getRuntime().availableProcessors()
                        + " processors, and more threads than that do not help");
        assertUsageError(good("--min-rows", "0"), "minimum rows: expected at least 1, got 0");
        assertUsageError(good("--min-rows", "3,4"), "minimum rows: expected 1 number, got 2");
        assertUsageError(good("--head", "-1"), "--head: expected at least 0, got -1");
        assertParameterError(
                good("--threads", "many"), "Invalid value for option '--threads': 'many' is not an int", SEE_HELP);
        assertParameterError(
                good("--naming", "greek"),
                "Invalid value for option '--naming': expected beta or term, got greek",
                SEE_HELP);
    }

    @Test
    void outputThatCannotBeWritten() {
        Outcome unknown = good("-o", directory.resolve("groups.xlsx"));
        assertThat(unknown.code()).isEqualTo(2);
        assertThat(unknown.err()).startsWith("regroup: ").contains("groups.xlsx", ".parquet");
        assertThat(unknown.err().lines()).hasSize(1);
        assertThat(good("-o", directory.resolve("no/groups.csv")).code()).isEqualTo(2);
        assertUsageError(good("-o", input), "--output: " + input + " is an input file; write to another file");
        Path both = directory.resolve("both.csv");
        assertUsageError(
                good("-o", both, "--rows", both),
                "--rows: " + both + " is to receive the group table as well; give each its own file");
    }

    @Test
    void outputThatThePatternOfTheInputsMatches() {
        Path pattern = directory.resolve("*.csv");
        Path output = directory.resolve("groups.csv");

        assertUsageError(
                Cli.run("fit", pattern, "--group-by", "sector", "--target", "deltaY", "-o", output),
                "--output: " + output + " matches the input pattern " + pattern
                        + ", so the next run would read it; write to another file");
        assertThat(output).doesNotExist();
    }

    @Test
    void unknownOptionsAndCommands() {
        assertParameterError(fit("--targt", "deltaY"), "unknown option --targt", "Did you mean --target? " + SEE_HELP);
        assertParameterError(
                Cli.run("plugin"), "unknown command plugin", "Did you mean plugins? See `regroup --help`.\n");
        assertParameterError(Cli.run("plugins", "x"), "unknown argument x", "See `regroup plugins --help`.\n");
    }

    @Test
    void noCommandPrintsHelp() {
        Outcome outcome = Cli.run();

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).startsWith("Usage: regroup ");
    }
}
