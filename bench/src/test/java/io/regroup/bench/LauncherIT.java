package io.regroup.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What is packaged, started as users start it: in a process of its own. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is a shell script")
class LauncherIT {

    private static final Path LAUNCHER =
            Path.of("..", "regroup").toAbsolutePath().normalize();

    @TempDir
    Path dir;

    private String launch(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(LAUNCHER.toString(), "bench"));
        command.addAll(List.of(arguments));
        Path out = dir.resolve("out");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(dir.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile());
        // the coverage agent and options of this test's own JVM are not for others
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        builder.environment().put("REGROUP_JAVA_HOME", System.getProperty("java.home"));
        int code = builder.start().waitFor();
        assertThat(code).as(Files.readString(out)).isZero();
        return Files.readString(out);
    }

    @Test
    void benchIsAProgramOfItsOwn() throws IOException, InterruptedException {
        assertThat(launch("--list")).contains("S1-sorted ", "robust ", "vector ", "duckdb-regr ");
    }

    /** JMH starts JVMs of its own, which must find everything. */
    @Test
    void jmhRunsAndTheReportSaysWhatIsAllocated() throws IOException, InterruptedException {
        launch(
                "--jmh",
                "WholeFit",
                "--output",
                "results",
                "--",
                "-f",
                "1",
                "-wi",
                "0",
                "-i",
                "1",
                "-r",
                "100ms",
                "-p",
                "engine=vector",
                "-p",
                "rows=1000",
                "-p",
                "groups=100",
                "-p",
                "features=1");

        assertThat(Files.readString(dir.resolve("results").resolve("report.md")))
                .contains("## JMH", "| WholeFitBenchmark.fit | engine=vector features=1 groups=100 rows=1000 | ");
        assertThat(Files.readString(dir.resolve("results").resolve("jmh.csv"))).contains("gc.alloc.rate.norm");
    }
}
