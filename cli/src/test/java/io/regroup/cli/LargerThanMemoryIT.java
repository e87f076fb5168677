package io.regroup.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.regroup.api.FitSpec;
import io.regroup.api.Regroup;
import io.regroup.api.data.Table;
import io.regroup.tables.TableSource;
import io.regroup.tables.TableWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The command in a process whose heap takes a tenth of the rows: 20 million rows of four columns of 8 bytes, and 64 MiB. Groups
 * come again in each of five files.
 */
class LargerThanMemoryIT {

    private static final int FILES = 5;
    private static final int ROWS_PER_FILE = 4_000_000;
    private static final int GROUPS = 20_000;

    /** Groups that are fitted in memory as well. */
    private static final int COMPARED = 500;

    private static final List<String> MODEL =
            List.of("--group-by", "k", "--target", "y", "--feature", "x", "--weight", "w");

    @TempDir
    static Path shared;

    @TempDir
    Path dir;

    private Path spill;
    private Path output;

    private record Outcome(int code, String out, String err) {}

    @BeforeAll
    static void writeFiles() {
        for (int file = 0; file < FILES; file++) {
            write(shared.resolve("part-" + file + ".parquet"), ROWS_PER_FILE, file);
        }
    }

    /** Rows on a line per group, y = k + 2x, and some noise. */
    private static void write(Path file, int rows, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] k = new int[rows];
        double[] x = new double[rows];
        double[] y = new double[rows];
        double[] w = new double[rows];
        for (int row = 0; row < rows; row++) {
            k[row] = row / (ROWS_PER_FILE / GROUPS);
            x[row] = random.nextDouble();
            y[row] = k[row] + 2 * x[row] + random.nextDouble();
            w[row] = 1 + row % 3;
        }
        TableWriter.write(
                Table.builder()
                        .column("k", k)
                        .column("x", x)
                        .column("y", y)
                        .column("w", w)
                        .build(),
                file);
    }

    @BeforeEach
    void chooseFiles() throws IOException {
        spill = Files.createDirectory(dir.resolve("spill"));
        output = dir.resolve("groups.parquet");
    }

    private ProcessBuilder command(String... more) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-Xmx64m", "-cp"));
        command.addAll(List.of(System.getProperty("java.class.path"), Main.class.getName(), "fit"));
        command.addAll(List.of(more));
        command.addAll(MODEL);
        command.addAll(List.of("--threads", "2", "--block-rows", "122880", "--memory", "32m"));
        command.addAll(List.of("--spill-dir", spill.toString(), "-o", output.toString()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(dir.resolve("out").toFile())
                .redirectError(dir.resolve("err").toFile());
        // the coverage agent and options of this test's own JVM are not for others
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        return builder;
    }

    private Outcome outcome(Process process) throws IOException, InterruptedException {
        int code = process.waitFor();
        return new Outcome(code, Files.readString(dir.resolve("out")), Files.readString(dir.resolve("err")));
    }

    private Outcome run(String... more) throws IOException, InterruptedException {
        return outcome(command(more).start());
    }

    private static String all() {
        return shared.resolve("part-*.parquet").toString();
    }

    /** Whatever happened, nothing but the input and what was asked for is left. */
    private void assertNothingLeft(Path... wanted) throws IOException {
        assertThat(spill).isEmptyDirectory();
        try (Stream<Path> files = Files.list(dir)) {
            List<Path> expected = new ArrayList<>(List.of(wanted));
            expected.addAll(List.of(spill, dir.resolve("out"), dir.resolve("err")));
            assertThat(files).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    private void assertFailure(Outcome outcome, String... parts) {
        assertThat(outcome.code()).as(outcome.err()).isEqualTo(1);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).startsWith("regroup: ").contains(parts);
        assertThat(outcome.err().lines().count()).as(outcome.err()).isLessThanOrEqualTo(2);
        assertThat(outcome.err()).doesNotContain("\tat ");
    }

    private void assertEqualsFitInMemory(boolean medians) {
        FitSpec.Builder spec = FitSpec.groupBy("k").targets("y").features("x").weight("w");
        if (medians) {
            spec.medians("x");
        }
        Table expected;
        try (TableSource few =
                TableSource.files(List.of(all())).where("k < " + COMPARED).open()) {
            expected = Regroup.fit(few, spec.build()).groups();
        }
        Map<String, List<Object>> actual = Cli.read(output);
        assertThat(actual.get("k")).hasSize(GROUPS);
        assertThat(actual.keySet()).containsExactlyElementsOf(expected.schema().names());
        for (String name : List.of("k", "group_rows", "y_fit_count", "y_fit_status")) {
            for (int group = 0; group < COMPARED; group++) {
                assertThat(actual.get(name).get(group))
                        .isEqualTo(expected.column(name).get(group));
            }
        }
        for (String name : List.of("y_fit_beta0", "y_fit_beta1", "y_fit_beta1_err", "y_fit_rms")) {
            List<Double> values = Cli.numbers(actual, name);
            double[] right = expected.doubles(name);
            for (int group = 0; group < COMPARED; group++) {
                assertThat(values.get(group)).isCloseTo(right[group], within(1e-9 * Math.abs(right[group])));
            }
        }
        if (medians) {
            assertThat(Cli.numbers(actual, "x_fit_median").subList(0, COMPARED))
                    .containsExactlyElementsOf(Arrays.stream(expected.doubles("x_fit_median"))
                            .boxed()
                            .toList());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"map-reduce", "cohorts"})
    void summariesOfGroupsFitWhereRowsDoNot(String reduction) throws IOException, InterruptedException {
        Outcome outcome = run(all(), "--reduction", reduction);

        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.out()).contains("reduction  " + reduction + ": ", "20,000,000 read", "groups: 20,000 OK");
        assertEqualsFitInMemory(false);
        assertNothingLeft(output);
    }

    @Test
    void wholeGroupsAreSortedOnDisk() throws IOException, InterruptedException {
        Outcome outcome = run(all(), "--median", "x");

        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.out()).contains("reduction  blockwise: ", "sorted on disk", "groups: 20,000 OK");
        assertEqualsFitInMemory(true);
        assertNothingLeft(output);
    }

    /** The middle of a file is not what the end says, which shows only when it is read. */
    @ParameterizedTest
    @ValueSource(strings = {"map-reduce", "blockwise"})
    void aFileThatTurnsBadIsOneError(String reduction) throws IOException, InterruptedException {
        Path bad = dir.resolve("bad.parquet");
        write(bad, 500_000, FILES);
        byte[] bytes = Files.readAllBytes(bad);
        Arrays.fill(bytes, bytes.length / 4, bytes.length * 3 / 4, (byte) 0xAA);
        Files.write(bad, bytes);

        assertFailure(run(all(), bad.toString(), "--reduction", reduction), "cannot be read", bad.toString());
        assertNothingLeft(bad);
    }

    @Test
    void aFileThatIsCutOffIsOneError() throws IOException, InterruptedException {
        Path cut = dir.resolve("cut.parquet");
        write(cut, 100_000, FILES);
        byte[] bytes = Files.readAllBytes(cut);
        Files.write(cut, Arrays.copyOf(bytes, bytes.length / 2));

        assertFailure(run(all(), cut.toString(), "--reduction", "map-reduce"), cut.toString());
        assertNothingLeft(cut);
    }

    /** The largest size of a file stands in for the end of the disk: sorting needs more than the 128 MiB it is given. */
    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no ulimit")
    void aDiskThatIsTooSmallIsOneError() throws IOException, InterruptedException {
        ProcessBuilder builder = command(all(), "--reduction", "blockwise");
        List<String> limited = new ArrayList<>(List.of("bash", "-c", "ulimit -f 131072; exec \"$@\"", "bash"));
        limited.addAll(builder.command());

        assertFailure(outcome(builder.command(limited).start()), "sorted by k", "cannot be read");
        assertNothingLeft();
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no SIGINT")
    void interruptionLeavesNothing() throws IOException, InterruptedException {
        Process process = command(all(), "--reduction", "blockwise").start();
        try {
            assumeTrue(hearsInterruption(process), "this process was started where SIGINT is ignored");
            while (process.isAlive() && isEmpty(spill)) {
                Thread.sleep(20);
            }
            new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
                    .start()
                    .waitFor();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).isEqualTo(130);
        assertNothingLeft();
    }

    private static boolean isEmpty(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.findAny().isEmpty();
        }
    }

    /** A process that is started in the background by a shell inherits that it ignores SIGINT, and so do its children. */
    private static boolean hearsInterruption(Process process) throws IOException {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        if (!Files.exists(status)) {
            return true;
        }
        String ignored = Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .findFirst()
                .orElseThrow()
                .substring("SigIgn:".length())
                .strip();
        return (Long.parseUnsignedLong(ignored, 16) & 2) == 0;
    }
}
