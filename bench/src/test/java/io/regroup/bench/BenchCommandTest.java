package io.regroup.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as a whole. */
class BenchCommandTest {

    @TempDir
    Path dir;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        return BenchCommand.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }

    @Test
    void aSmallRunWritesEverything() throws IOException {
        int code = run(
                "--quick",
                "--scenarios",
                "C1,O1-intended,A2-shuffled,scaling-rows,parquet",
                "--repeats",
                "2",
                "--threads",
                "2",
                "--output",
                dir.toString());

        assertThat(err.toString()).isEmpty();
        assertThat(code).isZero();
        List<String> lines = Files.readAllLines(dir.resolve("results.csv"));
        assertThat(lines.get(0)).isEqualTo(ResultsCsv.HEADER);
        assertThat(lines)
                .anyMatch(line -> line.startsWith("C1-grid,robust,500,100,1,3,2,"))
                .anyMatch(line -> line.startsWith("C1-grid,duckdb-moments,500,100,1,3,2,"))
                .anyMatch(line -> line.startsWith("O1-intended,stream,12500,2500,1,2,1,"))
                .anyMatch(line -> line.startsWith("O1-intended,commons-math,12500,2500,1,2,1,"))
                .anyMatch(line -> line.startsWith("A2-shuffled,auto,100000,50,0,1,2,"))
                .anyMatch(line -> line.startsWith("A2-shuffled,duckdb,100000,50,0,1,2,"))
                .anyMatch(line -> line.startsWith("parquet-sorted,auto,100000,5000,1,1,2,"))
                .anyMatch(line -> line.startsWith("parquet-sorted,duckdb,100000,5000,1,1,2,"));
        assertThat(dir.resolve("scaling-rows.png")).isNotEmptyFile();
        assertThat(Files.readString(dir.resolve("report.md")))
                .contains(
                        "| Java | ",
                        "| DuckDB | v",
                        "S1 sorted: time of vector over stream | ≤ 4 | – | not measured |",
                        "from Parquet to Parquet: time of Regroup over DuckDB's | ≤ 1.5 | ",
                        "### C1-grid: comparison: 100 cells × 5",
                        "![scaling rows](scaling-rows.png)")
                .doesNotContain("WRONG", "failed");
    }

    /** Peers that have nothing to do are not even looked for. */
    @Test
    void theReportTellsOfThoseWhoTookPart() throws IOException {
        assertThat(run("--scenarios", "C1", "--output", dir.toString())).isZero();

        assertThat(Files.readString(dir.resolve("report.md")))
                .contains("quick sizes, 3 repeats", "| duckdb-moments | ", "| C1-grid | ", "| all | ")
                .doesNotContain("| mixture-file | ", "| statsmodels | ");
        assertThat(out.toString()).contains("C1-grid: ").doesNotContain("statsmodels");
    }

    @Test
    void listMeasuresNothing() {
        assertThat(run("--list", "--full", "--output", dir.resolve("none").toString()))
                .isZero();
        assertThat(out.toString())
                .contains("S1-sorted ", "20,000,000 rows", "O9-intended ", "R5-shuffled ", "commons-math ");
        assertThat(dir.resolve("none")).doesNotExist();
    }

    @Test
    void unknownNamesAreBadUsage() {
        assertThat(run("--scenarios", "S9")).isEqualTo(2);
        assertThat(err.toString()).startsWith("regroup bench: --scenarios: S9 is none; there are S1, S1-varied, S2, ");
        assertThat(run("--contenders", "fast")).isEqualTo(2);
        assertThat(err.toString()).contains("--contenders: fast is none; there are ");
        assertThat(run("--repeats", "0")).isEqualTo(2);
        assertThat(run("S1")).isEqualTo(2);
        assertThat(err.toString()).contains("unknown argument S1; scenarios are named by --scenarios");
    }

    @Test
    void aLetterMeansAllThatBeginWithIt() {
        List<Plan.Case> all = Plan.all(Plan.Size.QUICK, 2);

        assertThat(Plan.select(all, Plan.Size.QUICK, List.of("O"))).hasSize(18);
        assertThat(Plan.select(all, Plan.Size.QUICK, List.of("S1"))).hasSize(2);
        assertThat(Plan.select(all, Plan.Size.QUICK, List.of("s1-sorted"))).hasSize(1);
        assertThat(Plan.select(all, Plan.Size.QUICK, List.of("O", "C"))).hasSize(23);
    }

    /** R is an id of its own, although others begin with it; it takes too long to run unasked. */
    @Test
    void filesLargerThanTheHeapAreMeasuredOnlyWhenNamed() {
        List<Plan.Case> all = Plan.all(Plan.Size.FULL, 2);

        assertThat(Plan.select(all, Plan.Size.FULL, List.of("R")))
                .extracting(each -> each.scenario().name())
                .containsExactly("R-sorted", "R-shuffled", "R-periodic");
        assertThat(Plan.select(all, Plan.Size.FULL, List.of("r-periodic"))).hasSize(1);
        assertThat(Plan.select(all, Plan.Size.FULL, List.of()))
                .hasSize(all.size() - 3 - 5 - 1)
                .noneMatch(each -> each.scenario().id().equals("R"))
                .noneMatch(each -> each.scenario().id().equals("G3"))
                .noneMatch(each -> each.scenario().id().equals("G4"));
    }

    /** They would make a minute a minute and a quarter. */
    @Test
    void iteratedFitsOfSmallSizesAreMeasuredOnlyWhenNamed() {
        List<Plan.Case> all = Plan.all(Plan.Size.QUICK, 2);

        assertThat(Plan.select(all, Plan.Size.QUICK, List.of()))
                .noneMatch(each -> each.scenario().id().startsWith("F"))
                .noneMatch(each -> each.scenario().id().startsWith("G"));
        assertThat(Plan.select(all, Plan.Size.QUICK, List.of("F"))).hasSize(5);
        assertThat(Plan.select(Plan.all(Plan.Size.FULL, 2), Plan.Size.FULL, List.of()))
                .anyMatch(each -> each.scenario().id().equals("F1"));
    }
}
