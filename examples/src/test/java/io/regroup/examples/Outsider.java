package io.regroup.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/**
 * Somebody who has Regroup's artifacts and not its sources: builds a copy of an example by Maven and runs it. Maven's local
 * repository is one of this build's own, into which this build has installed itself; what comes from elsewhere is taken from
 * the user's repository, which is only read, or else from where Maven is told to look.
 */
final class Outsider {

    static final String VERSION = System.getProperty("examples.version");

    private static final Path MAVEN = Path.of(System.getProperty("examples.maven"), "bin", "mvn");
    private static final Path REPOSITORY = Path.of(System.getProperty("examples.repository"));
    private static final Path DOWNLOADED = Path.of(System.getProperty("examples.downloaded"));
    private static final Path JAVA_HOME = Path.of(System.getProperty("java.home"));

    private Outsider() {}

    /** How a process ended, and what it wrote. */
    record Outcome(int code, String out, String err) {

        String all() {
            return out + err;
        }

        /** What Maven warns of, other than tests that do not apply. */
        List<String> warnings() {
            return out.lines()
                    .filter(line -> line.startsWith("[WARNING]") && !line.startsWith("[WARNING] Tests run:"))
                    .toList();
        }
    }

    /** Copies the sources of an example to where it may be built. */
    static Path copy(String example, Path target) throws IOException {
        Path source = Path.of(example);
        try (Stream<Path> files = Files.walk(source)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path relative = source.relativize(file);
                if (Files.isRegularFile(file) && !relative.startsWith("target")) {
                    Path copy = target.resolve(relative);
                    Files.createDirectories(copy.getParent());
                    Files.copy(file, copy);
                }
            }
        }
        return target;
    }

    /** Runs Maven in a folder. */
    static Outcome maven(Path folder, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                MAVEN.toString(),
                "--batch-mode",
                "--no-transfer-progress",
                "--global-settings",
                settings(folder).toString(),
                "-Dmaven.repo.local=" + REPOSITORY));
        Collections.addAll(command, arguments);
        return run(folder, command);
    }

    /** Runs a tool of the JDK, such as {@code java}, in a folder. */
    static Outcome jdk(Path folder, String tool, String... arguments) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of(JAVA_HOME.resolve("bin").resolve(tool).toString()));
        Collections.addAll(command, arguments);
        return run(folder, command);
    }

    static Outcome run(Path folder, List<String> command) throws IOException, InterruptedException {
        Path out = Files.createTempFile("outsider", ".out");
        Path err = Files.createTempFile("outsider", ".err");
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().put("JAVA_HOME", JAVA_HOME.toString());
            // Options of this build's own JVMs are not for others.
            List.of("JAVA_TOOL_OPTIONS", "MAVEN_OPTS", "MAVEN_ARGS", "CLASSPATH")
                    .forEach(builder.environment()::remove);
            int code = builder.start().waitFor();
            return new Outcome(code, Files.readString(out), Files.readString(err));
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    /** What the user has downloaded before serves as a remote repository. */
    private static Path settings(Path folder) throws IOException {
        String repository = "<id>downloaded</id><url>" + DOWNLOADED.toUri()
                + "</url><releases><checksumPolicy>ignore</checksumPolicy></releases>"
                + "<snapshots><enabled>false</enabled></snapshots>";
        return Files.writeString(
                folder.resolve("settings.xml"),
                "<settings><profiles><profile><id>downloaded</id>"
                        + "<repositories><repository>" + repository + "</repository></repositories>"
                        + "<pluginRepositories><pluginRepository>" + repository
                        + "</pluginRepository></pluginRepositories>"
                        + "</profile></profiles>"
                        + "<activeProfiles><activeProfile>downloaded</activeProfile></activeProfiles></settings>\n");
    }
}
