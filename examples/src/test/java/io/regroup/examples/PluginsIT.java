package io.regroup.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.regroup.examples.Outsider.Outcome;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The plug-ins of a third party build from installed artifacts, keep the contract, and serve once their jars are in a directory. */
class PluginsIT {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path LIB = ROOT.resolve("cli/target/regroup/lib");
    private static final Path STARS = ROOT.resolve("examples/plugin-fitter/stars.csv");

    @TempDir
    static Path dir;

    /** Where the jars are. */
    private static Path plugins;

    private static Path fitter;
    private static Path engine;

    @BeforeAll
    static void build() throws IOException, InterruptedException {
        plugins = Files.createDirectory(dir.resolve("plugins"));
        fitter = built("plugin-fitter", "lts-fitter-1.0.0.jar");
        engine = built("plugin-engine", "givens-engine-1.0.0.jar");
        built("small-fitter", "deming-fitter-1.0.0.jar");
    }

    private static Path built(String example, String jar) throws IOException, InterruptedException {
        Path project = Outsider.copy(example, dir.resolve(example));
        Outcome verified = Outsider.maven(project, "verify");
        assertThat(verified.code()).as(verified.all()).isZero();
        assertThat(verified.warnings()).isEmpty();
        return Files.copy(project.resolve("target").resolve(jar), plugins.resolve(jar));
    }

    /** Runs the command on the module path, as the launcher does. */
    private static Outcome modules(Object... arguments) throws IOException, InterruptedException {
        return regroup(List.of("-p", LIB.toString(), "-m", "io.regroup.cli/io.regroup.cli.Main"), arguments);
    }

    private static Outcome classes(Object... arguments) throws IOException, InterruptedException {
        return regroup(List.of("-cp", LIB + File.separator + "*", "io.regroup.cli.Main"), arguments);
    }

    private static Outcome regroup(List<String> how, Object... arguments) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("--enable-native-access=ALL-UNNAMED"));
        words.addAll(how);
        Stream.of(arguments).map(Object::toString).forEach(words::add);
        return Outsider.jdk(dir, "java", words.toArray(String[]::new));
    }

    private static Object[] fitStars(Object... more) {
        Object[] fit = {
            "fit", STARS, "--group-by", "cluster", "--target", "light", "--feature", "temperature", "--quiet"
        };
        return Stream.concat(Stream.of(fit), Stream.of(more)).toArray();
    }

    @Test
    void theirTestsIncludeTheContract() throws IOException {
        assertThat(report("plugin-fitter", "com.example.lts.LtsFitterContractTest"))
                .matches("(?s).*Tests run: [1-9]\\d*, Failures: 0, Errors: 0.*");
        assertThat(report("small-fitter", "com.example.deming.DemingFitterContractTest"))
                .matches("(?s).*Tests run: [1-9]\\d*, Failures: 0, Errors: 0.*");
        assertThat(report("plugin-engine", "com.example.givens.GivensEngineContractTest"))
                .matches("(?s).*Tests run: [2-9]\\d, Failures: 0, Errors: 0, Skipped: 0.*");
    }

    private static String report(String example, String test) throws IOException {
        return Files.readString(
                dir.resolve(example).resolve("target/surefire-reports").resolve(test + ".txt"));
    }

    @Test
    void areListedWithTheirJarsOnTheModulePath() throws IOException, InterruptedException {
        Outcome listed = modules("plugins", "--plugin-path", plugins);
        assertThat(listed.code()).as(listed.err()).isZero();
        assertThat(listed.out().lines())
                .anyMatch(line -> line.startsWith("lts ") && line.contains(fitter + " (module com.example.lts)"))
                .anyMatch(line -> line.startsWith("givens ") && line.contains(engine + " (module com.example.givens)"))
                .noneMatch(line -> line.startsWith("problem"));
    }

    @Test
    void areListedWithTheirJarsOnTheClassPath() throws IOException, InterruptedException {
        Outcome listed = classes("plugins", "--plugin-path", plugins);
        assertThat(listed.code()).as(listed.err()).isZero();
        assertThat(listed.out().lines())
                .anyMatch(line -> line.startsWith("lts ") && line.contains(" " + fitter + " "))
                .anyMatch(line -> line.startsWith("givens ") && line.contains(" " + engine + " "))
                .noneMatch(line -> line.startsWith("problem"));
    }

    /** R: {@code ltsReg(log.light ~ log.Te, starsCYG, nsamp = "exact")} of robustbase 0.95-0, rounded to what is printed. */
    @Test
    void fitTheStars() throws IOException, InterruptedException {
        for (Object[] arguments : List.of(
                fitStars("--fitter", "lts", "--plugin-path", plugins),
                fitStars("--fitter", "lts", "--plugin-path", plugins, "--engine", "givens"))) {
            for (Outcome fitted : List.of(modules(arguments), classes(arguments))) {
                assertThat(fitted.code()).as(fitted.err()).isZero();
                assertThat(fitted.out().lines().toList().get(1)).matches("CYG OB1 +47 +-8\\.50005 +3\\.04616 .*");
            }
        }
    }

    /** Of numbers that differ in the last digits only: those of least squares, by a third party's engine and by the reference. */
    @Test
    void runTheFittersOfOthers() throws IOException, InterruptedException {
        Outcome theirs = modules(fitStars("--plugin-path", plugins, "--engine", "givens"));
        Outcome reference = modules(fitStars("--engine", "robust"));
        assertThat(theirs.code()).as(theirs.err()).isZero();
        assertThat(theirs.out()).isEqualTo(reference.out()).contains("-0.413304");
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is a shell script")
    void theCommandInTheReadmePrintsWhatItSays() throws IOException, InterruptedException {
        String readme = Files.readString(Path.of("plugin-fitter", "README.md"));
        String block = readme.split("```console\n")[1].split("```")[0];
        String command = block.lines().findFirst().orElseThrow();
        assertThat(command).startsWith("$ ./regroup fit ");
        List<String> words = new ArrayList<>(Arrays.asList(command.substring(2)
                .replace("~/regroup-plugins", plugins.toString())
                .split(" ")));

        Outcome fitted = Outsider.run(ROOT, words);

        assertThat(fitted.code()).as(fitted.err()).isZero();
        assertThat(comparable(fitted.out())).isEqualTo(comparable(block.substring(command.length() + 1)));
    }

    /** Times and the number of processors are the machine's. */
    private static List<String> comparable(String output) {
        return output.lines()
                .filter(line -> !line.startsWith("time ") && !line.startsWith("threads "))
                .toList();
    }

    /** numpy 1.24.2: the first right singular vector of the centred columns. */
    @Test
    void smallOnesServeAsWell() throws IOException, InterruptedException {
        Outcome fitted = modules(fitStars("--fitter", "deming", "--plugin-path", plugins, "--engine", "givens"));
        assertThat(fitted.code()).as(fitted.err()).isZero();
        assertThat(fitted.out().lines().toList().get(1)).matches("CYG OB1 +47 +35\\.4293 +-7\\.05736 .*");
    }

    /** As the README says: a page. */
    @Test
    void aFitterCanBeOneSmallClass() throws IOException {
        List<String> lines =
                Files.readAllLines(Path.of("small-fitter/src/main/java/com/example/deming/DemingFitter.java"));
        long ofClass = lines.stream()
                .dropWhile(line -> !line.startsWith("public final class"))
                .count();
        assertThat(ofClass).isLessThan(60);
    }

    @Test
    void workBesideBrokenOnes() throws IOException, InterruptedException {
        Path mixed = Files.createDirectory(dir.resolve("mixed"));
        Files.copy(fitter, mixed.resolve("lts.jar"));
        byte[] bytes = Files.readAllBytes(engine);
        Path cut = Files.write(mixed.resolve("cut.jar"), Arrays.copyOf(bytes, bytes.length / 2));
        for (Outcome listed :
                List.of(modules("plugins", "--plugin-path", mixed), classes("plugins", "--plugin-path", mixed))) {
            assertThat(listed.code()).as(listed.err()).isZero();
            assertThat(listed.out().lines())
                    .anyMatch(line -> line.startsWith("lts "))
                    .anyMatch(line -> line.startsWith("problem: " + cut + " left out: cut.jar is not a jar: "));
        }
        assertThat(modules(fitStars("--plugin-path", mixed, "--engine", "givens"))
                        .err())
                .startsWith("regroup: note: " + cut + " left out: ")
                .contains("regroup: engine givens: no such plug-in; ", "could not be loaded: " + cut);
    }

    @Test
    void twoOfOneNameAreAnErrorThatNamesBothJars() throws IOException, InterruptedException {
        Path other = Files.createDirectory(dir.resolve("other"));
        Path copy = Files.copy(fitter, other.resolve("lts-copy.jar"));
        Outcome refused = modules("plugins", "--plugin-path", plugins + File.pathSeparator + other);
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err())
                .isEqualTo("regroup: fitter lts: provided twice, by " + fitter + " (module com.example.lts) and by "
                        + copy + " (module com.example.lts); remove one of the two\n");
    }

    /** Whoever copies all dependencies beside a plug-in brings Regroup's own jars along. */
    @Test
    void doNotMindRegroupsOwnJarsBesideThem() throws IOException, InterruptedException {
        Path complete = dir.resolve("complete");
        Path subdirectory = Files.createDirectories(complete.resolve("givens"));
        Files.copy(engine, subdirectory.resolve("givens.jar"));
        for (String jar : List.of("api", "kernels", "fitters")) {
            String name = "regroup-" + jar + "-" + Outsider.VERSION + ".jar";
            Files.copy(LIB.resolve(name), subdirectory.resolve(name));
        }
        Object[] arguments = fitStars("--plugin-path", complete, "--engine", "givens");
        for (Outcome fitted : List.of(modules(arguments), classes(arguments))) {
            assertThat(fitted.code()).as(fitted.err()).isZero();
            assertThat(fitted.err()).doesNotContain("left out");
        }
    }
}
