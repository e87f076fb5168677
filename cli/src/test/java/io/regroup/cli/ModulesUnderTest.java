package io.regroup.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The modules of this project, wherever the test runner has put them: on the module path or on the class path. */
final class ModulesUnderTest {

    private static final Path TEST_CLASSES = Path.of("target", "test-classes").toAbsolutePath();

    private ModulesUnderTest() {}

    /** Finds them by name. */
    static Map<String, ModuleReference> find() {
        Map<String, ModuleReference> modules = new TreeMap<>();
        ModuleLayer.boot().configuration().modules().forEach(module -> add(module.reference(), modules));
        Path[] classPath = Stream.of(System.getProperty("java.class.path").split(System.getProperty("path.separator")))
                .filter(entry -> !entry.isEmpty())
                .map(Path::of)
                .filter(path -> !path.toAbsolutePath().equals(TEST_CLASSES))
                .filter(ModulesUnderTest::isOurs)
                .toArray(Path[]::new);
        Arrays.stream(classPath)
                .flatMap(path -> ModuleFinder.of(path).findAll().stream())
                .forEach(reference -> add(reference, modules));
        return modules;
    }

    private static boolean isOurs(Path entry) {
        // a folder of classes, or one of our jars; other libraries need not be modules at all
        return entry.toFile().isDirectory()
                || String.valueOf(entry.getFileName()).startsWith("regroup-");
    }

    private static void add(ModuleReference reference, Map<String, ModuleReference> modules) {
        String name = reference.descriptor().name();
        if (name.startsWith("io.regroup.")) {
            modules.putIfAbsent(name, reference);
        }
    }

    /** Returns where a module's classes are. */
    static URI location(ModuleReference module) {
        return module.location().orElseThrow();
    }

    /** Lists the packages of a module that have classes. */
    static List<String> packages(ModuleReference module) {
        try (var reader = module.open();
                Stream<String> names = reader.list()) {
            return names.filter(name -> name.endsWith(".class") && name.contains("/"))
                    .map(name -> name.substring(0, name.lastIndexOf('/')).replace('/', '.'))
                    .filter(name -> !name.startsWith("META-INF"))
                    .distinct()
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
