package io.regroup.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What is packaged, started as users start it: in a process of its own. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is a shell script")
class LauncherIT {

    private static final Path LAUNCHER =
            Path.of("..", "regroup").toAbsolutePath().normalize();
    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

    @TempDir
    Path dir;

    /** What the JVM itself says of the vector module, each time. */
    private static final String INCUBATING = "WARNING: Using incubator modules: jdk.incubator.vector\n";

    private record Outcome(int code, String out, String err) {}

    private Outcome run(Map<String, String> environment, List<String> command)
            throws IOException, InterruptedException {
        Path out = dir.resolve("out");
        Path err = dir.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(dir.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        // the coverage agent and options of this test's own JVM are not for others
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        builder.environment().putAll(environment);
        int code = builder.start().waitFor();
        return new Outcome(code, Files.readString(out), Files.readString(err).replace(INCUBATING, ""));
    }

    private Outcome launch(Path launcher, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(arguments));
        return run(Map.of("REGROUP_JAVA_HOME", System.getProperty("java.home")), command);
    }

    @Test
    void fitsFromAnywhereThroughALink() throws IOException, InterruptedException {
        Path link = Files.createSymbolicLink(dir.resolve("linked"), LAUNCHER);
        Files.writeString(dir.resolve("in.csv"), "k,x,y\na,1,1\na,2,3\na,3,5\nb,1,7\n", StandardCharsets.UTF_8);
        Outcome fit = launch(
                link,
                "fit",
                "in.csv",
                "--group-by",
                "k",
                "--target",
                "y",
                "--feature",
                "x",
                "--min-rows",
                "3",
                "-o",
                "out.csv",
                "--quiet");
        assertThat(fit.err()).isEmpty();
        assertThat(fit.out()).isEmpty();
        assertThat(fit.code()).isZero();
        List<String> lines = Files.readAllLines(dir.resolve("out.csv"));
        assertThat(lines.get(1)).startsWith("a,3,-1.0,2.0,").endsWith(",OK");
        assertThat(lines.get(2)).startsWith("b,1,NaN,NaN,").endsWith(",TOO_FEW_ROWS");
    }

    @Test
    void theLibraryOfDuckDbIsNotUnpackedForEachCommand() throws IOException, InterruptedException {
        Files.writeString(dir.resolve("in.csv"), "k,x,y\n1,1,1\n1,2,3\n1,3,5\n", StandardCharsets.UTF_8);
        Outcome fit = run(
                Map.of(
                        "REGROUP_JAVA_HOME",
                        System.getProperty("java.home"),
                        "REGROUP_JAVA_OPTS",
                        "-Djava.io.tmpdir=" + dir.resolve("missing")),
                List.of(LAUNCHER.toString(), "fit", "in.csv", "--group-by", "k", "--target", "y", "--feature", "x"));
        assertThat(fit.code()).as(fit.err()).isZero();
        assertThat(fit.out()).contains("rows       3 read");
    }

    @Test
    void pluginsAreFoundOnTheModulePath() throws IOException, InterruptedException {
        Outcome plugins = launch(LAUNCHER, "plugins");
        assertThat(plugins.err()).isEmpty();
        assertThat(plugins.out())
                .contains(
                        "module io.regroup.engine.robust",
                        "module io.regroup.engine.forkjoin",
                        "module io.regroup.engine.vector",
                        "module io.regroup.fitters",
                        "module io.regroup.reducers");
    }

    @Test
    void pluginsAreFoundOnTheClassPath() throws IOException, InterruptedException {
        String jars = System.getProperty("regroup.lib") + File.separator + "*";
        Outcome plugins = run(Map.of(), List.of(JAVA.toString(), "-cp", jars, "io.regroup.cli.Main", "plugins"));
        assertThat(plugins.code()).as(plugins.err()).isZero();
        assertThat(plugins.out()).contains("regroup-engine-robust", "regroup-fitters", "regroup-reducers");
    }

    @Test
    void theEnvironmentNamesDirectoriesOfPlugins() throws IOException, InterruptedException {
        Path broken = Files.createDirectory(dir.resolve("plugins")).resolve("broken.jar");
        Files.writeString(broken, "no jar");
        Map<String, String> environment =
                Map.of("REGROUP_JAVA_HOME", System.getProperty("java.home"), "REGROUP_PLUGIN_PATH", "plugins");

        assertThat(run(environment, List.of(LAUNCHER.toString(), "plugins")).out())
                .contains("problem: plugins/broken.jar left out: broken.jar is not a jar: ");
        assertThat(run(environment, List.of(LAUNCHER.toString(), "plugins", "--plugin-path", ""))
                        .out())
                .doesNotContain("problem: ");
    }

    @Test
    void aWrongEngineOnThePluginPathIsFound() throws IOException, InterruptedException {
        Path jar = WrongEngineJar.in(dir.resolve("plugins"), "fit.coefficient(1)[1] *= 1 + 1e-9;");
        StringBuilder rows = new StringBuilder("k,x,y\n");
        for (int i = 0; i < 60; i++) {
            rows.append(String.format(Locale.ROOT, "%c,%d,%d\n", 'a' + i % 3, i, i * i % 17 + 5 * i));
        }
        Files.writeString(dir.resolve("in.csv"), rows, StandardCharsets.UTF_8);
        String[] command = "validate in.csv --group-by k --target y --feature x --html page.html".split(" ", -1);

        Outcome honest = launch(LAUNCHER, command);
        assertThat(honest.err()).isEmpty();
        assertThat(honest.code()).isZero();

        List<String> arguments = new ArrayList<>(List.of(command));
        arguments.addAll(List.of("--plugin-path", String.valueOf(jar.getParent())));
        Outcome wrong = launch(LAUNCHER, arguments.toArray(String[]::new));
        assertThat(wrong.err()).isEmpty();
        assertThat(wrong.code()).isEqualTo(1);
        assertThat(wrong.out().lines())
                .anyMatch(line -> line.matches("wrong blockwise memory +y_fit_beta1 .* k = b .*"))
                .contains(
                        "differ     3 of 11 fits are beyond the tolerance: wrong blockwise memory, wrong cohorts memory,"
                                + " wrong map-reduce memory");
        assertThat(Files.readString(dir.resolve("page.html"))).contains("3 of 11 fits differ");
    }

    @Test
    void anOutputThatCannotBeWrittenIsAFailure() throws IOException, InterruptedException {
        assumeTrue(Files.exists(Path.of("/dev/full")), "there is no /dev/full here");
        Outcome full = run(
                Map.of("REGROUP_JAVA_HOME", System.getProperty("java.home")),
                List.of("sh", "-c", "'" + LAUNCHER + "' plugins > /dev/full"));
        assertThat(full.code()).isEqualTo(1);
        assertThat(full.err()).startsWith("regroup: standard output: cannot be written: ");
    }

    @Test
    void namesBeyondAsciiNeedNoLocale() throws IOException, InterruptedException {
        Files.writeString(dir.resolve("in.csv"), "größe,x µ,y\n1,1,1\n1,2,3\n", StandardCharsets.UTF_8);
        Outcome fit = run(
                Map.of("REGROUP_JAVA_HOME", System.getProperty("java.home"), "LC_ALL", "C"),
                List.of("sh", "-c", "'" + LAUNCHER + "' fit in.csv --group-by größe --target y --feature 'x µ'"));
        assertThat(fit.err()).isEmpty();
        assertThat(fit.out()).startsWith("größe");
    }

    @Test
    void wrongUsageIsExitCodeTwoAndOneLine() throws IOException, InterruptedException {
        Outcome wrong = launch(LAUNCHER, "fit", "missing.csv", "--group-by", "k", "--target", "y", "--feature", "x");
        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.err().lines()).hasSize(1);
        assertThat(wrong.err()).startsWith("regroup: ").contains("missing.csv");
        assertThat(wrong.out()).isEmpty();
    }

    @Test
    void aJavaThatIsTooOldIsPassedOverAloud() throws IOException, InterruptedException {
        Path old = Files.createDirectories(dir.resolve("old-jdk"));
        Files.writeString(old.resolve("release"), "JAVA_VERSION=\"17.0.1\"\n");
        Outcome version = run(
                Map.of("REGROUP_JAVA_HOME", old.toString(), "JAVA_HOME", System.getProperty("java.home")),
                List.of(LAUNCHER.toString(), "--version"));
        assertThat(version.err()).contains("REGROUP_JAVA_HOME=" + old + " is not a JDK 25 or later");
        assertThat(version.code()).isZero();
        assertThat(version.out()).startsWith("regroup ");
    }
}
