package io.regroup.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/** A jar as a stranger makes it: some classes, compiled against Regroup's, with or without a module descriptor. */
final class StrangersJar {

    private static final String FITTER = """
            package %1$s;

            import io.regroup.api.FitSpec;
            import io.regroup.api.spi.*;
            import java.util.*;

            public final class %2$s implements Fitter {
                public %2$s() { %4$s }
                public String name() { return "%3$s"; }
                public FitterDescription describe() {
                    return new FitterDescription(
                            "a stranger's", Set.of(FitProgram.Kind.WHOLE_GROUP), FitterSupport.ALL, List.of());
                }
                public FitProgram compile(FitSpec spec) { throw new UnsupportedOperationException(); }
            }
            """;

    private final Path sources;
    private final Path classes;
    private final List<Path> modulePath = new ArrayList<>(List.of(regroup()));

    StrangersJar(Path workplace) throws IOException {
        this.sources = Files.createTempDirectory(workplace, "sources");
        this.classes = Files.createTempDirectory(workplace, "classes");
    }

    /** Adds a fitter to the package of its name, and registers it for the class path. */
    StrangersJar fitter(String type, String name) throws IOException {
        return fitter(type, name, "");
    }

    /** Adds a fitter whose constructor does something. */
    StrangersJar fitter(String type, String name, String constructor) throws IOException {
        String packageName = type.substring(0, type.lastIndexOf('.'));
        String simpleName = type.substring(type.lastIndexOf('.') + 1);
        source(type, FITTER.formatted(packageName, simpleName, name, constructor));
        return registered("io.regroup.api.spi.Fitter", type);
    }

    StrangersJar source(String type, String text) throws IOException {
        Path file = sources.resolve(type.replace('.', '/') + ".java");
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return this;
    }

    StrangersJar module(String text) throws IOException {
        return source("module-info", text);
    }

    StrangersJar registered(String service, String type) throws IOException {
        Path services = Files.createDirectories(classes.resolve("META-INF/services"));
        Files.writeString(services.resolve(service), type + "\n");
        return this;
    }

    StrangersJar needs(Path jar) {
        modulePath.add(jar);
        return this;
    }

    /** Compiles without packing. */
    StrangersJar compile() throws IOException {
        List<String> arguments = new ArrayList<>(List.of("-proc:none", "-d", classes.toString()));
        boolean modular = Files.exists(sources.resolve("module-info.java"));
        arguments.add(modular ? "-p" : "-cp");
        arguments.add(String.join(
                System.getProperty("path.separator"),
                modulePath.stream().map(Path::toString).toList()));
        try (Stream<Path> files = Files.walk(sources)) {
            files.map(Path::toString).filter(file -> file.endsWith(".java")).forEach(arguments::add);
        }
        run("javac", arguments);
        return this;
    }

    /** Removes a class after compilation, so that it is missing where it is needed. */
    StrangersJar without(String type) throws IOException {
        Files.delete(file(type));
        return this;
    }

    /** Marks a class as one of the next release of Java. */
    StrangersJar ofALaterJava(String type) throws IOException {
        byte[] bytes = Files.readAllBytes(file(type));
        bytes[7]++;
        Files.write(file(type), bytes);
        return this;
    }

    private Path file(String type) {
        return classes.resolve(type.replace('.', '/') + ".class");
    }

    Path pack(Path jar) throws IOException {
        Files.createDirectories(jar.getParent());
        run("jar", List.of("--create", "--no-compress", "--file", jar.toString(), "-C", classes.toString(), "."));
        return jar;
    }

    private static void run(String tool, List<String> arguments) {
        StringWriter log = new StringWriter();
        PrintWriter printer = new PrintWriter(log);
        int code = ToolProvider.findFirst(tool).orElseThrow().run(printer, printer, arguments.toArray(String[]::new));
        assertThat(code).as(log.toString()).isZero();
    }

    private static Path regroup() {
        try {
            return Path.of(Plugins.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
