package io.regroup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the module descriptors say: what is exported, and which plug-ins there are. */
class ModuleDescriptorsTest {

    private static final String SERVICES = "META-INF/services/";

    static Stream<ModuleReference> modules() {
        return ModulesUnderTest.find().values().stream();
    }

    @Test
    void allModulesAreLookedAt() {
        assertThat(ModulesUnderTest.find().keySet())
                .contains(
                        "io.regroup.api",
                        "io.regroup.cli",
                        "io.regroup.crossvalidation",
                        "io.regroup.engine.forkjoin",
                        "io.regroup.engine.robust",
                        "io.regroup.engine.vector",
                        "io.regroup.fitters",
                        "io.regroup.gmm",
                        "io.regroup.kernels",
                        "io.regroup.nonlinear",
                        "io.regroup.reducers",
                        "io.regroup.tables");
    }

    @ParameterizedTest
    @MethodSource("modules")
    void packagesAreExportedUnlessInternal(ModuleReference module) {
        List<String> exported = module.descriptor().exports().stream()
                .filter(export -> !export.isQualified())
                .map(ModuleDescriptor.Exports::source)
                .sorted()
                .toList();
        List<String> packages = ModulesUnderTest.packages(module);

        assertThat(packages)
                .isNotEmpty()
                .allMatch(name -> name.startsWith(module.descriptor().name()));
        assertThat(exported)
                .isEqualTo(packages.stream()
                        .filter(name -> !name.endsWith(".internal") && !name.contains(".internal."))
                        .toList());
    }

    /** Who compiles against a module needs what it requires transitively, also what it can run without. */
    @ParameterizedTest
    @MethodSource("modules")
    void annotationsAreNotHandedOn(ModuleReference module) {
        assertThat(module.descriptor().requires())
                .filteredOn(required -> required.name().equals("org.jspecify"))
                .allSatisfy(required ->
                        assertThat(required.modifiers()).containsExactly(ModuleDescriptor.Requires.Modifier.STATIC));
    }

    @ParameterizedTest
    @MethodSource("modules")
    void servicesAreRegisteredForTheClassPathToo(ModuleReference module) throws IOException {
        Map<String, List<String>> provided = new TreeMap<>(module.descriptor().provides().stream()
                .collect(Collectors.toMap(ModuleDescriptor.Provides::service, ModuleDescriptor.Provides::providers)));

        assertThat(registered(module)).isEqualTo(provided);
    }

    @Test
    void somePluginsAreProvided() {
        assertThat(modules()
                        .flatMap(module -> module.descriptor().provides().stream())
                        .map(ModuleDescriptor.Provides::service))
                .contains(
                        "io.regroup.api.spi.Engine",
                        "io.regroup.api.spi.Fitter",
                        "io.regroup.api.spi.ReductionStrategy");
    }

    private static Map<String, List<String>> registered(ModuleReference module) throws IOException {
        Map<String, List<String>> services = new TreeMap<>();
        try (ModuleReader reader = module.open()) {
            List<String> files;
            try (Stream<String> names = reader.list()) {
                files = names.filter(name -> name.startsWith(SERVICES) && !name.endsWith("/"))
                        .toList();
            }
            for (String file : files) {
                try (InputStream in = reader.open(file).orElseThrow()) {
                    services.put(
                            file.substring(SERVICES.length()),
                            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                                    .lines()
                                    .map(line -> line.replaceFirst("#.*", "").strip())
                                    .filter(line -> !line.isEmpty())
                                    .toList());
                }
            }
        }
        return services;
    }
}
