package io.regroup.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts programs of this module with a heap of their own. */
final class OwnProcesses {

    private OwnProcesses() {}

    /**
     * Runs a program to its end: the same Java with the same modules and large pages, but the default collector, as `regroup fit` has
     * it.
     *
     * @param program has a main method
     * @param heapMib its heap
     * @param arguments what it is told
     * @param log where its output goes
     * @throws IOException if it fails; its first line says why
     */
    static void run(Class<?> program, int heapMib, List<String> arguments, Path log)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(flag -> flag.startsWith("--add-modules")
                        || flag.startsWith("--enable-native-access")
                        || flag.equals("-XX:+UseTransparentHugePages"))
                .forEach(command::add);
        command.addAll(
                List.of("-Xmx" + heapMib + "m", "-cp", System.getProperty("java.class.path"), program.getName()));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (process.waitFor() != 0) {
            throw new IOException(Files.readString(log)
                    .lines()
                    .filter(line -> !line.startsWith("WARNING"))
                    .findFirst()
                    .orElse("exit code " + process.exitValue()));
        }
    }
}
