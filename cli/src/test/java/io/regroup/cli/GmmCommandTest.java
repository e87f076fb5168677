package io.regroup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.regroup.api.data.Table;
import io.regroup.cli.Cli.Outcome;
import io.regroup.tables.TableSource;
import io.regroup.tables.TableWriter;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code regroup gmm}: fit, transform, inverse, show and merge. */
class GmmCommandTest {

    /** Beside the project, for its authors and their builds alone. */
    private static final Path CREDIT = Path.of("..", "..", "shared", "data", "credit_amount_v1.parquet");

    private static final int ROWS = 2000;

    @TempDir
    Path directory;

    private Path input;
    private Path models;

    GmmCommandTest() {
        this.input = Path.of("");
        this.models = Path.of("");
    }

    @BeforeEach
    void makeInput() {
        input = directory.resolve("in.parquet");
        models = directory.resolve("models");
        Random random = new Random(3);
        double[] x = new double[ROWS];
        double[] debt = new double[ROWS];
        long[] id = new long[ROWS];
        String[] kind = new String[ROWS];
        for (int i = 0; i < ROWS; i++) {
            x[i] = i % 500 == 7 ? 1e7 : (i % 2 == 0 ? 5 : -5) + random.nextGaussian();
            debt[i] = i % 3 == 0 ? 0 : Math.exp(random.nextGaussian());
            id[i] = 9_007_199_254_740_993L + 7L * random.nextInt(1000);
            kind[i] = i % 10 == 0 ? null : i % 10 < 7 ? "card" : "cash";
        }
        TableWriter.write(
                Table.builder()
                        .column("x", x)
                        .column("debt", debt)
                        .column("id", id)
                        .column("kind", kind)
                        .build(),
                input);
    }

    private Outcome fit(Object... more) {
        List<Object> arguments = new ArrayList<>(List.of(
                "gmm",
                "fit",
                input,
                "--continuous",
                "x,id",
                "--mixed",
                "debt=0",
                "--categorical",
                "kind",
                "--components",
                "3"));
        arguments.addAll(List.of("-o", models));
        arguments.addAll(Arrays.asList(more));
        return Cli.run(arguments.toArray());
    }

    private static Outcome done(Outcome outcome) {
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.code()).isZero();
        return outcome;
    }

    private static void refused(Outcome outcome, String message) {
        assertThat(outcome.err()).startsWith("regroup: " + message);
        assertThat(outcome.code()).isEqualTo(2);
    }

    /** Finds the rows of tables, and the bytes of other files: where DuckDB cuts a file into pages is a matter of timing. */
    private static Map<String, byte[]> files(Path directory) throws IOException {
        Map<String, byte[]> found = new TreeMap<>();
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                boolean rows = file.toString().endsWith(".parquet");
                found.put(directory.relativize(file).toString(), rows ? csv(file) : Files.readAllBytes(file));
            }
        }
        return found;
    }

    private static byte[] csv(Path file) throws IOException {
        Path text = Files.createTempFile("rows", ".csv");
        try (TableSource rows = TableSource.sql("SELECT * FROM '" + file + "'").open()) {
            TableWriter.write(rows, text);
            return Files.readAllBytes(text);
        } finally {
            Files.delete(text);
        }
    }

    private static void assertSame(Map<String, byte[]> found, Map<String, byte[]> expected) {
        assertThat(found.keySet()).isEqualTo(expected.keySet());
        found.forEach((name, bytes) ->
                assertThat(Arrays.equals(bytes, expected.get(name))).as(name).isTrue());
    }

    @Test
    void allRowsComeBack() {
        Path encoded = directory.resolve("encoded.parquet");
        Path back = directory.resolve("back.parquet");

        Outcome fit = done(fit());
        Outcome transform = done(Cli.run("gmm", "transform", models, input, "-o", encoded));
        Outcome inverse = done(Cli.run("gmm", "inverse", models, encoded, "-o", back));

        assertThat(fit.out())
                .contains(
                        "column     kind: 2 categories of 2,000 rows, 200 rows without\n",
                        "engine     forkjoin: the fastest that can run here; vector is slow to start, which pays from 3,333,334 rows"
                                + " on\n",
                        "written    " + models + " (models)\n")
                .containsPattern(
                        "column     debt: \\d of 3 components kept, 1 modal value; 1,333 values, mean log-likelihood ");
        assertThat(transform.out())
                .startsWith("rows       2,000\ncolumns    4 encoded to ")
                .contains(
                        "overflow   x: ",
                        "overflow   id: ",
                        "engine     forkjoin: the fastest",
                        "written    " + encoded + " (encoded rows)\n");
        assertThat(inverse.out()).startsWith("rows       2,000\ncolumns    x, id, kind, debt\n");
        Map<String, List<Object>> expected = Cli.read(input);
        Map<String, List<Object>> found = Cli.read(back);
        assertThat(found.get("kind")).isEqualTo(expected.get("kind"));
        assertThat(found.get("id")).isEqualTo(expected.get("id"));
        assertClose(found, expected, "x");
        assertClose(found, expected, "debt");
        Map<String, List<Object>> columns = Cli.read(encoded);
        assertThat(columns.keySet())
                .contains("x", "x_0", "x_overflow", "id_overflow", "kind_0", "kind_1", "kind_missing");
    }

    private static void assertClose(
            Map<String, List<Object>> found, Map<String, List<Object>> expected, String column) {
        List<Double> back = Cli.numbers(found, column);
        List<Double> before = Cli.numbers(expected, column);
        assertThat(back).hasSameSizeAs(before);
        double worst = 0;
        for (int i = 0; i < back.size(); i++) {
            double error = Math.abs(back.get(i) - before.get(i));
            worst = Math.max(worst, error == 0 ? 0 : error / Math.abs(before.get(i)));
        }
        assertThat(worst).as(column).isLessThanOrEqualTo(1e-9);
    }

    @Test
    void textFilesComeBackAsWell() {
        Path encoded = directory.resolve("encoded.csv");
        Path back = directory.resolve("back.parquet");
        done(fit("--models-only"));
        done(Cli.run("gmm", "transform", models, input, "-o", encoded, "--quiet"));
        done(Cli.run("gmm", "inverse", models, encoded, "-o", back, "--quiet"));
        assertThat(Cli.read(back).get("id")).isEqualTo(Cli.read(input).get("id"));
        assertThat(Cli.read(back).get("kind")).isEqualTo(Cli.read(input).get("kind"));
        assertClose(Cli.read(back), Cli.read(input), "x");
    }

    /** Models of one column that are fitted to the rows of a query. */
    private Path fitted(String query) {
        Path rows = directory.resolve("rows.parquet");
        write(query, rows);
        Path one = directory.resolve("one");
        done(Cli.run("gmm", "fit", rows, "--continuous", "x", "--models-only", "--quiet", "-o", one));
        return one;
    }

    private static void write(String query, Path file) {
        try (TableSource rows = TableSource.sql(query).open()) {
            TableWriter.write(rows, file);
        }
    }

    @Test
    void infinitiesAreNotWrittenAsJson() {
        Path one = fitted("SELECT CASE WHEN range = 5 THEN 'inf'::DOUBLE ELSE range::DOUBLE END AS x FROM range(1000)");
        Path rows = directory.resolve("rows.parquet");
        Path json = directory.resolve("encoded.json");
        Path csv = directory.resolve("encoded.csv");

        refused(
                Cli.run("gmm", "transform", one, rows, "-o", json),
                "output " + json + ": column x_overflow is Infinity in row 6, which JSON cannot hold; write .parquet or"
                        + " .csv\n");
        assertThat(json).doesNotExist();
        done(Cli.run("gmm", "transform", one, rows, "-o", csv));
        Outcome inverse = done(Cli.run("gmm", "inverse", one, csv, "-o", json));
        assertThat(inverse.out())
                .contains("note       1 infinite value is null in " + json
                        + ", because JSON cannot hold such numbers; write .parquet or .csv\n");
        Path back = directory.resolve("back.parquet");
        done(Cli.run("gmm", "inverse", one, csv, "-o", back));
        assertThat(Cli.read(back).get("x").get(5)).isEqualTo(Double.POSITIVE_INFINITY);
    }

    private static String thousand(String type) {
        return "SELECT CAST(range AS " + type + ") AS x FROM range(1000)";
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "tsv", "csv.gz", "json", "jsonl"})
    void overflowColumnsWithoutValuesAreRead(String ending) {
        Path one = fitted(thousand("DOUBLE"));
        Path encoded = directory.resolve("encoded." + ending);
        Path back = directory.resolve("back.parquet");
        done(Cli.run("gmm", "transform", one, directory.resolve("rows.parquet"), "-o", encoded));
        done(Cli.run("gmm", "inverse", one, encoded, "-o", back));
        assertClose(Cli.read(back), Cli.read(directory.resolve("rows.parquet")), "x");
    }

    /** Of these, text files say another type than the model has. */
    @ParameterizedTest
    @CsvSource({
        "csv, FLOAT, 'Infinity'",
        "csv, DOUBLE, '-Infinity'",
        "csv, UBIGINT, 18446744073709551615",
        "json, UBIGINT, 18446744073709551615",
        "csv, HUGEINT, 7000000000000000000000000000000000001",
        "json, HUGEINT, 7000000000000000000000000000000000001",
        "csv, 'DECIMAL(38,2)', 123456789012345678901234567890.12",
        "json, 'DECIMAL(15,2)', 1234567890123.12"
    })
    void carriedValuesComeBackFromText(String ending, String type, String value) {
        Path one = fitted(thousand(type));
        Path rows = directory.resolve("rows.parquet");
        Path encoded = directory.resolve("encoded." + ending);
        Path back = directory.resolve("back.parquet");
        write("SELECT CAST('" + value + "' AS " + type + ") AS x FROM range(2)", rows);
        done(Cli.run("gmm", "transform", one, rows, "-o", encoded));
        done(Cli.run("gmm", "inverse", one, encoded, "-o", back));
        assertThat(Cli.read(back).get("x")).isEqualTo(Cli.read(rows).get("x"));
    }

    @Test
    void longDecimalsAreNotRoundedByJson() {
        Path one = fitted(thousand("DECIMAL(38,2)"));
        Path rows = directory.resolve("rows.parquet");
        Path encoded = directory.resolve("encoded.json");
        write("SELECT CAST('123456789012345678901234567890.12' AS DECIMAL(38,2)) AS x", rows);
        done(Cli.run("gmm", "transform", one, rows, "-o", encoded));
        refused(
                Cli.run("gmm", "inverse", one, encoded, "-o", directory.resolve("back.parquet")),
                "column x_overflow: expected DECIMAL(38,2), got FLOAT64; ");
    }

    @Test
    void noRowsComeBackAsNoRows() {
        Path one = fitted(thousand("DOUBLE"));
        Path rows = directory.resolve("rows.parquet");
        Path encoded = directory.resolve("encoded.csv");
        Path back = directory.resolve("back.parquet");
        write("SELECT 1.5::DOUBLE AS x FROM range(0)", rows);
        done(Cli.run("gmm", "transform", one, rows, "-o", encoded));
        assertThat(done(Cli.run("gmm", "inverse", one, encoded, "-o", back)).out())
                .startsWith("rows       0\n");
    }

    @Test
    void filesOfTheModelsAreNotWrittenOver() throws IOException {
        done(fit("--quiet"));
        Map<String, byte[]> before = files(models);
        Path link = Files.createSymbolicLink(directory.resolve("link"), models);
        for (Path output : List.of(
                models.resolve("manifest.json"),
                models.resolve("x/model/model.json"),
                link.resolve("x/model/model.json"),
                models.resolve("x/other.parquet"),
                models.resolve("x/transformed_values/transformed_values.parquet"))) {
            refused(
                    Cli.run("gmm", "transform", models, input, "-o", output),
                    "--output: " + output + " belongs to the models of " + models
                            + "; write to another file or directory\n");
            refused(Cli.run("gmm", "inverse", models, input, "-o", output), "--output: " + output + " belongs to ");
        }
        refused(
                Cli.run("gmm", "show", models, "--plots", models.resolve("x")),
                "--plots: " + models.resolve("x") + " belongs to the models of " + models + "; ");
        assertSame(files(models), before);
        done(Cli.run("gmm", "transform", models, input, "-o", models.resolve("encoded.parquet")));
        done(Cli.run("gmm", "show", models, "--plots", models));
    }

    @Test
    void columnWhoseDirectoryIsGoneIsResumed() throws IOException {
        done(fit("--models-only", "--quiet"));
        Path model = models.resolve("x/model/model.json");
        Files.delete(model);
        refused(Cli.run("gmm", "show", models), model + ": is not there, though the manifest has the column x; resume");
        done(Cli.run("gmm", "fit", input, "-o", models, "--models-only", "--resume"));
        assertThat(model).exists();
        Files.delete(model);
        done(Cli.run("gmm", "fit", input, "-o", models, "--models-only", "--refit", "id"));
        assertThat(model).exists();
    }

    @Test
    void columnsWithoutValuesAreNotTakenForText() throws IOException {
        Path empty = Files.writeString(directory.resolve("empty.csv"), "a,b,c\n1,,u\n2,,v\n");
        Path header = Files.writeString(directory.resolve("header.csv"), "a,b,c\n");
        refused(
                Cli.run("gmm", "fit", empty, "--continuous", "a,b", "-o", models),
                "column b: expected numbers, got no values at all in " + empty + "; leave it out\n");
        refused(
                Cli.run("gmm", "fit", header, "--log", "a", "-o", models),
                "column a: expected numbers, got no values ");
        refused(
                Cli.run("gmm", "fit", empty, "--continuous", "c", "-o", models),
                "column c: expected numbers, got STRING; encode it as categorical");
        refused(
                Cli.run("gmm", "fit", empty, "--continuous", "a", "-o", header),
                "directory " + header + ": is a file; give the name of a directory");
        assertThat(models).doesNotExist();
    }

    @Test
    void strictClipSaysWhatIsLost() {
        done(Cli.run(
                "gmm",
                "fit",
                input,
                "--continuous",
                "x",
                "--components",
                "3",
                "--strict-clip",
                "--models-only",
                "-o",
                models,
                "--assign",
                "most-likely",
                "--quiet"));
        Path encoded = directory.resolve("encoded.parquet");
        Outcome outcome = done(Cli.run("gmm", "transform", models, input, "-o", encoded));
        assertThat(outcome.out()).doesNotContain("overflow");
        assertThat(Cli.read(encoded).keySet()).doesNotContain("x_overflow");
    }

    @Test
    void modelsAreShownAndDrawn() throws IOException {
        done(fit());
        Path plots = Files.createDirectory(directory.resolve("plots"));

        Outcome outcome = done(Cli.run("gmm", "show", models, "--plots", plots));

        assertThat(outcome.out())
                .startsWith("x (FLOAT64): ")
                .contains(
                        "\nengine: forkjoin\n",
                        "rank  mode",
                        "value 0",
                        "kind (STRING): 2 categories",
                        "   0  card   1,")
                .contains("written    " + plots.resolve("x.png") + "\n");
        for (String name : List.of("x.png", "id.png", "debt.png")) {
            BufferedImage image = ImageIO.read(plots.resolve(name).toFile());
            assertThat(image.getWidth()).isEqualTo(1200);
        }
        assertThat(plots.resolve("kind.png")).doesNotExist();
        assertThat(done(Cli.run("gmm", "show", models, input, "--plots", plots)).out())
                .contains("debt.png");
        Path bare = directory.resolve("bare");
        done(Cli.run("gmm", "fit", input, "--continuous", "x", "--models-only", "-o", bare, "--quiet"));
        refused(Cli.run("gmm", "show", bare, "--plots", plots), "--plots: the rows that x was fitted to were not kept");
        refused(Cli.run("gmm", "show", bare, "--plots", directory.resolve("no")), "--plots: there is no directory");
    }

    @Test
    void columnThatFailsIsReportedAndResumed() throws IOException {
        Outcome failed = fit("--most-categories", "1");
        assertThat(failed.code()).isEqualTo(1);
        assertThat(failed.err())
                .isEqualTo(
                        "regroup: column kind: more than 1 categories; allow more, or encode it as continuous if it is one of"
                                + " numbers\nThe other columns are done; mend the data or the options, and go on with --resume.\n");
        assertThat(failed.out()).contains("column     kind: failed\n", "column     x: ");
        refused(
                fit("--resume"),
                "directory " + models + ": its models are of another fit: most categories is 1000, not 1; ");
        assertThat(Cli.run("gmm", "fit", input, "-o", models, "--resume", "--quiet")
                        .code())
                .isEqualTo(1);
        refused(
                Cli.run("gmm", "transform", models, input, "-o", directory.resolve("e.parquet")),
                "column kind: failed (column kind: more than 1 categories");
        assertThat(Cli.run("gmm", "show", models).out()).contains("kind: failed: column kind: more than 1");
        Map<String, byte[]> before = files(models);
        assertThat(Cli.run("gmm", "fit", input, "-o", models, "--refit", "x", "--quiet")
                        .code())
                .isEqualTo(1);
        assertSame(files(models), before);
    }

    @Test
    void wrongUseIsRefusedBeforeAnyWork() {
        refused(Cli.run("gmm", "fit", input, "-o", models), "columns: none given");
        refused(Cli.run("gmm", "fit", input, "--continuous", "y", "-o", models), "column y: not in ");
        refused(
                Cli.run("gmm", "fit", input, "--mixed", "debt", "-o", models),
                "--mixed: expected a column and its modal");
        refused(
                Cli.run("gmm", "fit", input, "--continuous", "x", "--components", "many", "-o", models),
                "--components: expected a number or a range such as 1-10, got many");
        refused(Cli.run("gmm", "fit", input, "--continuous", "x"), "Missing required option");
        refused(
                Cli.run("gmm", "fit", input, "--continuous", "x", "--assign", "dice", "-o", models),
                "Invalid value for option '--assign': expected sample or most-likely, got dice");
        refused(
                Cli.run("gmm", "fit", input, "--continuous", "r = x * x", "--log", "r = x + 9", "-o", models),
                "column r: given twice; encode each column in one way");
        assertThat(models).doesNotExist();
        refused(
                Cli.run("gmm", "fit", input, "--resume", "-o", models),
                "directory " + models + ": has no manifest.json");
        done(fit("--quiet", "--models-only"));
        refused(fit(), "directory " + models + ": has models already; ");
        refused(Cli.run("gmm", "transform", models, "-o", directory.resolve("e.parquet")), "nothing to read");
        refused(Cli.run("gmm", "transform", models, input, "-o", input), "--output: " + input + " is an input file");
        refused(Cli.run("gmm", "inverse", models, input, "-o", directory.resolve("b.parquet")), "column x_0: not in ");
        refused(
                Cli.run("gmm", "transform", models, input, "--engine", "steam", "-o", directory.resolve("e.parquet")),
                "engine steam: ");
        refused(
                Cli.run("gmm", "inverse", models, input, "--engine", "vector", "-o", directory.resolve("b.parquet")),
                "unknown option --engine");
        refused(Cli.run("gmm", "show", models, "--memory", "1g"), "unknown option --memory");
        Outcome bare = Cli.run("gmm");
        assertThat(bare.err()).startsWith("Usage: regroup gmm");
        assertThat(bare.code()).isEqualTo(2);
    }

    @Test
    void modelsOfPartsAreMergedAndStartOthers() {
        done(fit("--models-only", "--where", "kind = 'card'", "--missing", "always"));
        Path others = directory.resolve("others");
        Path both = directory.resolve("both");
        models = others;
        done(fit("--models-only", "--where", "kind <> 'card'", "--missing", "always"));

        Outcome outcome = done(Cli.run("gmm", "merge", directory.resolve("models"), others, "-o", both));

        assertThat(outcome.out()).contains("column     kind: 2 categories of 1,800 rows\n");
        models = directory.resolve("warm");
        done(fit("--models-only", "--start", both, "--missing", "always"));
    }

    /** The process of a fit is killed when its first column is there; what it left is completed. */
    @Test
    void fitThatIsKilledIsResumed() throws IOException, InterruptedException {
        Path large = directory.resolve("large.parquet");
        try (TableSource rows = TableSource.sql("SELECT x, 2.5 * x + i AS y FROM '" + input + "', range(150) t(i)")
                .open()) {
            TableWriter.write(rows, large);
        }
        // the process that is killed has no vectors
        List<String> fit = List.of(
                "gmm",
                "fit",
                large.toString(),
                "--engine",
                "forkjoin",
                "--continuous",
                "x,y",
                "--components",
                "2",
                "-o");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-cp",
                System.getProperty("jdk.module.path", "") + File.pathSeparator + System.getProperty("java.class.path"),
                "io.regroup.cli.Main"));
        command.addAll(fit);
        command.add(models.toString());
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile());
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        Process process = builder.start();
        Path first = models.resolve("x").resolve("model").resolve("model.json");
        while (process.isAlive() && !Files.exists(first)) {
            Thread.onSpinWait();
        }
        process.destroyForcibly().waitFor(1, TimeUnit.MINUTES);
        assertThat(first).as(Files.readString(directory.resolve("log"))).exists();
        assertThat(models.resolve("y")).doesNotExist();

        done(Cli.run("gmm", "fit", large, "--engine", "forkjoin", "-o", models, "--resume", "--quiet"));

        Path whole = directory.resolve("whole");
        List<Object> again = new ArrayList<>(fit);
        again.addAll(List.of(whole, "--quiet"));
        done(Cli.run(again.toArray()));
        assertSame(files(models), files(whole));
    }

    static boolean isBesideTheProject() {
        return Files.exists(CREDIT);
    }

    /** The whole credit file: no row lost or moved, 1e-9, and the same bits for any threads and files. */
    @Test
    @EnabledIf(value = "isBesideTheProject", disabledReason = "../shared/data/credit_amount_v1.parquet is not there")
    void creditFileComesBack() throws IOException {
        Path parts = Files.createDirectory(directory.resolve("parts"));
        for (int part = 0; part < 7; part++) {
            try (TableSource rows = TableSource.sql("SELECT * FROM '" + CREDIT + "' LIMIT 28482 OFFSET " + 28482 * part)
                    .open()) {
                TableWriter.write(rows, parts.resolve("part" + part + ".parquet"));
            }
        }
        for (int threads : new int[] {1, 2, 5}) {
            Object source = threads == 2 ? parts.resolve("*.parquet") : CREDIT;
            Path own = directory.resolve("models" + threads);
            Path encoded = directory.resolve("encoded" + threads + ".parquet");
            done(Cli.run(
                    "gmm",
                    "fit",
                    source,
                    "--continuous",
                    "V1,Amount",
                    "-o",
                    own,
                    "--models-only",
                    "--threads",
                    threads));
            done(Cli.run("gmm", "transform", own, source, "-o", encoded, "--threads", threads));
            Path first = directory.resolve("encoded1.parquet");
            assertThat(number("SELECT count(*) AS n FROM '" + encoded + "' a POSITIONAL JOIN '" + first
                            + "' b WHERE a IS NOT DISTINCT FROM b"))
                    .isEqualTo(199_368);
            assertThat(Files.readString(own.resolve("Amount/model/model.json")))
                    .isEqualTo(Files.readString(directory.resolve("models1/Amount/model/model.json")));
        }
        Path back = directory.resolve("back.parquet");
        done(Cli.run(
                "gmm",
                "inverse",
                directory.resolve("models5"),
                directory.resolve("encoded5.parquet"),
                "-o",
                back,
                "--quiet"));
        String both = " FROM '" + CREDIT + "' a POSITIONAL JOIN '" + back + "' b";
        assertThat(number("SELECT count(*) AS n" + both)).isEqualTo(199_368);
        for (String column : List.of("V1", "Amount")) {
            assertThat(number("SELECT count(*) AS n" + both + " WHERE abs(a." + column + " - b." + column
                            + ") <= 1e-9 * abs(a." + column + ")"))
                    .isEqualTo(199_368);
        }
    }

    /** Asks for the one number that a query gives as n. */
    private double number(String query) {
        Path result = directory.resolve("number.parquet");
        try (TableSource answer = TableSource.sql(query).open()) {
            TableWriter.write(answer, result);
        }
        return Cli.numbers(Cli.read(result), "n").get(0);
    }
}
