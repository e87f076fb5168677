package io.regroup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.regroup.cli.Cli.Outcome;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code regroup plugins}, with the plug-ins that come along and with a stranger's. */
class PluginsCommandTest {

    private static final String ENGINE = """
            package stranger;

            import io.regroup.api.result.FitResult;
            import io.regroup.api.spi.*;

            public final class %1$s implements Engine {
                public %1$s() {}
                public String name() { return "%2$s"; }
                public String summary() { return "a stranger's"; }
                public Availability availability() { %3$s }
                public Availability supports(ReductionPlan plan, FitProgram program) { return Availability.yes(); }
                public int preference() { return 99; }
                public FitResult run(FitJob job) { throw new UnsupportedOperationException(); }
            }
            """;

    @TempDir
    private Path directory;

    @Test
    void pluginsThatComeAlongAreListed() {
        Outcome outcome = Cli.run("plugins");

        assertThat(outcome.code()).isZero();
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out().lines().toList())
                .anyMatch(line -> line.matches("robust +engine +\\S.* yes +the reference.*"))
                .anyMatch(line -> line.matches("ols +fitter +\\S.* yes +ordinary least squares.*"))
                .anyMatch(line -> line.matches("blockwise +reduction +\\S.* yes +\\S.*"))
                .anyMatch(line -> line.matches("ols +rank-tolerance +1\\.0E-9 +\\S.*"))
                .noneMatch(line -> line.startsWith("problem"));
    }

    @Test
    void strangersAreListedWithWhatIsWrongWithThem() throws IOException {
        writeEngine("Gpu", "gpu", "return Availability.no(\"no graphics card; install one\");");
        writeEngine("Rude", "rude", "throw new IllegalStateException(\"boo\");");
        writeEngine("Shouting", "SHOUT", "return Availability.yes();");
        compile("Gpu", "Rude", "Shouting");
        Path services = Files.createDirectories(directory.resolve("META-INF/services"));
        Files.writeString(
                services.resolve("io.regroup.api.spi.Engine"),
                "stranger.Gpu\nstranger.Rude\nstranger.Shouting\nstranger.Missing\n");

        Outcome outcome = withClassPath("plugins");

        assertThat(outcome.code()).isZero();
        assertThat(outcome.out().lines().toList())
                .anyMatch(line -> line.matches(
                        "gpu +engine +" + directory + "/ +no: no graphics card; install one +a stranger's"))
                .anyMatch(
                        line -> line.matches(
                                "rude +engine .* no: asking it whether it can run throws java.lang.IllegalStateException: boo .*"))
                .anyMatch(line -> line.matches("robust +engine .* yes .*"))
                .anyMatch(line -> line.startsWith("problem: engine \"SHOUT\" from " + directory))
                .anyMatch(line -> line.startsWith("problem: ") && line.contains("stranger.Missing"));
    }

    @Test
    void engineThatCannotRunHereSaysWhy() throws IOException {
        writeEngine("Gpu", "gpu", "return Availability.no(\"no graphics card; install one\");");
        compile("Gpu");
        Path services = Files.createDirectories(directory.resolve("META-INF/services"));
        Files.writeString(services.resolve("io.regroup.api.spi.Engine"), "stranger.Gpu\n");
        Path input = Files.writeString(directory.resolve("in.csv"), "k,y\n1,2\n");

        assertThat(withClassPath("fit", input, "--group-by", "k", "--target", "y", "--engine", "gpu"))
                .isEqualTo(new Outcome(2, "", "regroup: engine gpu: cannot run here: no graphics card; install one\n"));
        assertThat(withClassPath("fit", input, "--group-by", "k", "--target", "y")
                        .out())
                .contains("engine     forkjoin: ", "gpu cannot run here: no graphics card; install one");
    }

    /** A jar with engines that cannot run, in a directory of plug-ins. */
    private Path pack(Path jar, String... types) throws IOException {
        Path classes = directory.resolve("classes-of-" + jar.getFileName());
        for (String type : types) {
            writeEngine(type, type.toLowerCase(Locale.ROOT), "return Availability.no(\"no card\");");
        }
        compile(classes, types);
        Path services = Files.createDirectories(classes.resolve("META-INF/services"));
        Files.write(
                services.resolve("io.regroup.api.spi.Engine"),
                Stream.of(types).map(type -> "stranger." + type).toList());
        Files.createDirectories(jar.getParent());
        int code = ToolProvider.findFirst("jar")
                .orElseThrow()
                .run(System.out, System.err, "--create", "--file", jar.toString(), "-C", classes.toString(), ".");
        assertThat(code).isZero();
        return jar;
    }

    @Test
    void pluginsOfDirectoriesAreListedWithTheirJars() throws IOException {
        Path one = pack(directory.resolve("some/one.jar"), "One");
        Path two = pack(directory.resolve("others/two/two.jar"), "Two");
        Path broken = Files.writeString(directory.resolve("others/broken.jar"), "no jar");

        Outcome outcome =
                Cli.run("plugins", "--plugin-path", one.getParent() + File.pathSeparator + broken.getParent());

        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.code()).isZero();
        assertThat(outcome.out().lines().toList())
                .anyMatch(line -> line.startsWith("one ") && line.contains(" " + one + " (module one) "))
                .anyMatch(line -> line.startsWith("two ") && line.contains(" " + two + " (module two) "))
                .anyMatch(line -> line.startsWith("robust "))
                .anyMatch(line -> line.startsWith("problem: " + broken + " left out: broken.jar is not a jar: "));
        assertThat(Cli.run("plugins").out()).doesNotContain("(module one)");
    }

    @Test
    void twoPluginsOfOneNameAreAnErrorThatNamesBothJars() throws IOException {
        Path one = pack(directory.resolve("plugins/one.jar"), "Twin");
        Path two = pack(directory.resolve("plugins/two.jar"), "Twin");

        assertThat(Cli.run("plugins", "--plugin-path", one.getParent()))
                .isEqualTo(new Outcome(
                        2,
                        "",
                        "regroup: engine twin: provided twice, by " + one + " (module one) and by " + two
                                + " (module two); remove one of the two\n"));
    }

    @Test
    void everyCommandThatComputesTakesPluginsOfDirectories() throws IOException {
        Path plugins = pack(directory.resolve("plugins/gpu.jar"), "Gpu").getParent();
        Path input = Files.writeString(directory.resolve("in.csv"), "k,y\n1,2\n");
        Path summary = directory.resolve("summary.parquet");
        Object[] fit = {"fit", input, "--group-by", "k", "--target", "y"};
        assertThat(Cli.run(with(fit, "--save-summary", summary)).code()).isZero();
        Object[] aggregate = {"aggregate", input, "--group-by", "k", "--agg", "mean(y)"};
        Object[] combine = {"combine", summary};

        for (Object[] command : List.of(fit, with(fit, "--save-summary", summary), aggregate, combine)) {
            assertThat(Cli.run(with(command, "--engine", "gpu", "--plugin-path", plugins)))
                    .isEqualTo(new Outcome(2, "", "regroup: engine gpu: cannot run here: no card\n"));
            assertThat(Cli.run(with(command, "--engine", "gpu")).err()).contains("engine gpu: no such plug-in");
        }
    }

    @Test
    void aBrokenPluginIsNotedByCommandsThatCompute() throws IOException {
        Path broken = Files.createDirectory(directory.resolve("plugins")).resolve("broken.jar");
        Files.writeString(broken, "no jar");
        Path input = Files.writeString(directory.resolve("in.csv"), "k,y\n1,2\n");
        Object[] fit = {"fit", input, "--group-by", "k", "--target", "y", "--plugin-path", broken.getParent()};

        Outcome loud = Cli.run(fit);
        assertThat(loud.code()).isZero();
        assertThat(loud.err()).isEmpty();
        assertThat(loud.out()).contains("note       " + broken + " left out: broken.jar is not a jar: ");

        Outcome quiet = Cli.run(with(fit, "--quiet"));
        assertThat(quiet.code()).isZero();
        assertThat(quiet.err()).startsWith("regroup: note: " + broken + " left out: broken.jar is not a jar: ");
        assertThat(quiet.out()).doesNotContain("left out");
    }

    @Test
    void aDirectoryThatIsMissingIsAnError() {
        Path missing = directory.resolve("missing");
        assertThat(Cli.run("plugins", "--plugin-path", missing))
                .isEqualTo(new Outcome(
                        2,
                        "",
                        "regroup: plug-in directory " + missing + ": expected a directory, found nothing;"
                                + " name the directory that holds the jars of plug-ins\n"));
    }

    private static Object[] with(Object[] command, Object... more) {
        return Stream.concat(Stream.of(command), Stream.of(more)).toArray();
    }

    private void writeEngine(String type, String name, String availability) throws IOException {
        Files.writeString(directory.resolve(type + ".java"), ENGINE.formatted(type, name, availability));
    }

    private void compile(String... types) {
        compile(directory, types);
    }

    private void compile(Path classes, String... types) {
        StringWriter log = new StringWriter();
        PrintWriter printer = new PrintWriter(log);
        List<String> sources = List.of(types).stream()
                .map(type -> directory.resolve(type + ".java").toString())
                .toList();
        String api = Path.of(ModulesUnderTest.location(ModulesUnderTest.find().get("io.regroup.api")))
                .toString();
        String[] options = {"-proc:none", "-d", classes.toString(), "-cp", api};
        String[] arguments = new String[options.length + sources.size()];
        System.arraycopy(options, 0, arguments, 0, options.length);
        System.arraycopy(sources.toArray(), 0, arguments, options.length, sources.size());
        int code = ToolProvider.findFirst("javac").orElseThrow().run(printer, printer, arguments);
        assertThat(code).as(log.toString()).isZero();
    }

    /** Runs the command where the directory is on the class path, beside what is there anyway. */
    private Outcome withClassPath(Object... arguments) throws IOException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {directory.toUri().toURL()}, before)) {
            thread.setContextClassLoader(loader);
            return Cli.run(arguments);
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
