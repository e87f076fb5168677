package io.regroup.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The bill of materials names every module that is published, none that is not, and nothing of others. */
class BomTest {

    private static final Path ROOT = Path.of("..");
    private static final Pom PARENT = Pom.read(ROOT);
    private static final Pom BOM = Pom.read(ROOT.resolve("bom"));

    @Test
    void namesThePublishedModules() {
        List<String> published = PARENT.texts("modules/module").stream()
                .filter(folder -> !folder.equals("bom"))
                .map(folder -> Pom.read(ROOT.resolve(folder)))
                .filter(module -> !module.texts("properties/maven.deploy.skip").equals(List.of("true")))
                .map(module -> "io.regroup:" + module.text("artifactId"))
                .sorted()
                .toList();

        assertThat(published).hasSizeGreaterThanOrEqualTo(10);
        assertThat(BOM.managed()).isEqualTo(published);
    }

    @Test
    void hasTheVersionOfTheModules() {
        assertThat(BOM.text("version")).isEqualTo(PARENT.text("version"));
        assertThat(BOM.texts("dependencyManagement/dependencies/dependency/version"))
                .hasSameSizeAs(BOM.managed())
                .containsOnly("${project.version}");
    }

    /** Nothing has to be found beside it, and nothing comes along. */
    @Test
    void standsAlone() {
        assertThat(BOM.texts("parent")).isEmpty();
        assertThat(BOM.texts("properties")).isEmpty();
        assertThat(BOM.texts("dependencies")).isEmpty();
        assertThat(BOM.texts("dependencyManagement/dependencies/dependency/scope"))
                .isEmpty();
    }
}
