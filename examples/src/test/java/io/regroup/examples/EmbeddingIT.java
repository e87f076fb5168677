package io.regroup.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.regroup.examples.Outsider.Outcome;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The embedding application builds from installed artifacts and runs with the jars that it names and no others. */
class EmbeddingIT {

    private static final String MAIN = "com.example.thermometers.Main";
    private static final String MODULE = "com.example.thermometers/" + MAIN;

    @TempDir
    static Path dir;

    private static Path forkjoin;
    private static Path vector;

    @BeforeAll
    static void build() throws IOException, InterruptedException {
        forkjoin = modules("forkjoin");
        vector = modules("vector");
    }

    private static Path modules(String engine) throws IOException, InterruptedException {
        Path project = Outsider.copy("embedding", dir.resolve(engine));
        Outcome built = Outsider.maven(project, "package", "-Dregroup.engine=" + engine);
        assertThat(built.code()).as(built.all()).isZero();
        assertThat(built.out()).doesNotContain("[WARNING]");
        return project.resolve("target").resolve("modules");
    }

    /** The output in the README, checked against what the application prints. */
    private static String printed(String engine) throws IOException {
        String readme = Files.readString(Path.of("embedding", "README.md"));
        String block = readme.split("```console\n")[1].split("```")[0];
        assertThat(block).contains("computed by forkjoin\n");
        return block.substring(block.indexOf('\n') + 1).replace("computed by forkjoin", "computed by " + engine);
    }

    @Test
    void needsTheModulesThatItNamesAndNoOthers() {
        assertThat(jars(forkjoin))
                .containsExactlyInAnyOrder(
                        "thermometers-1.0.jar",
                        regroup("api"),
                        regroup("fitters"),
                        regroup("reducers"),
                        regroup("kernels"),
                        regroup("engine-forkjoin"),
                        "ejml-core-0.44.0.jar",
                        "ejml-ddense-0.44.0.jar");
    }

    @Test
    void needsNoLibraryAtAllOnVectors() {
        assertThat(jars(vector))
                .containsExactlyInAnyOrder(
                        "thermometers-1.0.jar",
                        regroup("api"),
                        regroup("fitters"),
                        regroup("reducers"),
                        regroup("kernels"),
                        regroup("engine-vector"));
    }

    @Test
    void runsOnTheModulePath() throws IOException, InterruptedException {
        Outcome run = Outsider.jdk(dir, "java", "-p", forkjoin.toString(), "-m", MODULE);
        assertThat(run).isEqualTo(new Outcome(0, printed("forkjoin"), ""));
    }

    @Test
    void runsOnTheClassPath() throws IOException, InterruptedException {
        Outcome run = Outsider.jdk(dir, "java", "-cp", forkjoin + File.separator + "*", MAIN);
        assertThat(run).isEqualTo(new Outcome(0, printed("forkjoin"), ""));
    }

    @Test
    void runsOnVectors() throws IOException, InterruptedException {
        Outcome run = Outsider.jdk(
                dir, "java", "--add-modules", "jdk.incubator.vector", "-p", vector.toString(), "-m", MODULE);
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).isEqualTo(printed("vector"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"forkjoin", "vector"})
    void modulesDoNotContradictEachOther(String engine) throws IOException, InterruptedException {
        Path modules = engine.equals("vector") ? vector : forkjoin;
        Outcome check = Outsider.jdk(dir, "java", "-p", modules.toString(), "--validate-modules");
        assertThat(check.code()).as(check.all()).isZero();
    }

    /** A runtime of its own, without a JDK around it. */
    @Test
    void becomesARuntimeImage() throws IOException, InterruptedException {
        Path image = dir.resolve("image");
        Outcome linked = Outsider.jdk(
                dir,
                "jlink",
                "-p",
                vector.toString(),
                "--add-modules",
                "com.example.thermometers,io.regroup.fitters,io.regroup.reducers,io.regroup.engine.vector,jdk.incubator.vector",
                "--add-options=--add-modules=jdk.incubator.vector",
                "--output",
                image.toString());
        assertThat(linked.code()).as(linked.all()).isZero();
        Outcome run =
                Outsider.run(dir, List.of(image.resolve("bin").resolve("java").toString(), "-m", MODULE));
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).isEqualTo(printed("vector"));
    }

    @ParameterizedTest
    @CsvSource({
        "engine-forkjoin, engine auto: no engine can run here; add one such as io.regroup:regroup-engine-forkjoin",
        "fitters, fitter ols: no such plug-in; add io.regroup:regroup-fitters",
        "reducers, reduction auto: no strategy can serve fitter ols on engine forkjoin; add io.regroup:regroup-reducers"
    })
    void namesTheArtifactThatIsMissing(String artifact, String message) throws IOException, InterruptedException {
        List<String> jars = new ArrayList<>();
        for (String jar : jars(forkjoin)) {
            if (!jar.equals(regroup(artifact))) {
                jars.add(forkjoin.resolve(jar).toString());
            }
        }
        String path = String.join(File.pathSeparator, jars);
        for (List<String> way : List.of(List.of("-p", path, "-m", MODULE), List.of("-cp", path, MAIN))) {
            Outcome run = Outsider.jdk(dir, "java", way.toArray(String[]::new));
            assertThat(run.code()).isEqualTo(2);
            assertThat(run.out()).isEmpty();
            assertThat(run.err()).isEqualTo("thermometers: " + message + " to the class path or module path\n");
        }
    }

    private static String regroup(String artifact) {
        return "regroup-" + artifact + "-" + Outsider.VERSION + ".jar";
    }

    private static List<String> jars(Path modules) {
        try (Stream<Path> files = Files.list(modules)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new AssertionError(modules + " cannot be listed", e);
        }
    }
}
