package io.regroup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.regroup.api.spi.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;

/** A stranger's engine, compiled and packed as a stranger would: it runs another engine and spoils what that gives. */
final class WrongEngineJar {

    private static final String SOURCE = """
            package stranger;

            import io.regroup.api.*;
            import io.regroup.api.engine.Estimates;
            import io.regroup.api.result.FitResult;
            import io.regroup.api.spi.*;

            public final class Wrong implements Engine {
                public String name() { return "wrong"; }
                public String summary() { return "forkjoin, spoilt"; }
                public Availability availability() { return Availability.yes(); }
                public Availability supports(ReductionPlan plan, FitProgram program) { return Availability.yes(); }
                public int preference() { return -1; }
                public FitResult run(FitJob job) {
                    FitResult result = Regroup.fit(job.dataset(), job.spec(), job.options().withEngine("forkjoin"));
                    Estimates.OfTarget fit = result.estimates().target(0);
                    if (fit.count().length > 0) {
                        %s
                    }
                    return result;
                }
            }
            """;

    private WrongEngineJar() {}

    /** Makes the jar in a directory of its own. */
    static Path in(Path directory, String spoil) throws IOException {
        Path work = Files.createDirectories(directory.resolveSibling("wrong"));
        Path source = Files.createDirectories(work.resolve("stranger")).resolve("Wrong.java");
        Files.writeString(source, SOURCE.formatted(spoil));
        Path classes = Files.createDirectories(work.resolve("classes"));
        List<String> arguments = new ArrayList<>(List.of("-d", classes.toString()));
        arguments.addAll(List.of("--class-path", api().toString(), source.toString()));
        run("javac", arguments);
        Path services = Files.createDirectories(classes.resolve("META-INF/services"));
        Files.writeString(services.resolve(Engine.class.getName()), "stranger.Wrong\n");
        Path jar = Files.createDirectories(directory).resolve("wrong.jar");
        run("jar", List.of("--create", "--file", jar.toString(), "-C", classes.toString(), "."));
        return jar;
    }

    private static Path api() {
        return ModulesUnderTest.find().values().stream()
                .filter(module -> module.descriptor().name().equals("io.regroup.api"))
                .map(module -> Path.of(ModulesUnderTest.location(module)))
                .findFirst()
                .orElseThrow();
    }

    private static void run(String tool, List<String> arguments) {
        int code = ToolProvider.findFirst(tool)
                .orElseThrow()
                .run(System.out, System.err, arguments.toArray(String[]::new));
        assertThat(code).as(tool).isZero();
    }
}
