package io.regroup.cli;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.GeneralCodingRules;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.lang.module.ModuleReference;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may depend on whom, over all classes of all modules (the arrows of docs/architecture.md). */
class ArchitectureTest {

    private static JavaClasses all;
    private static Set<String> exported;

    @BeforeAll
    static void importClasses() {
        Map<String, ModuleReference> modules = ModulesUnderTest.find();
        List<Location> locations = modules.values().stream()
                .map(ModulesUnderTest::location)
                .map(Location::of)
                .toList();
        all = new ClassFileImporter().importLocations(locations);
        exported = new HashSet<>();
        modules.values()
                .forEach(module -> module.descriptor().exports().forEach(export -> exported.add(export.source())));
    }

    /** An empty or partial import would pass every rule below. */
    @ParameterizedTest
    @CsvSource({
        "io.regroup.api, 60",
        "io.regroup.kernels, 12",
        "io.regroup.engine.robust, 2",
        "io.regroup.engine.forkjoin, 1",
        "io.regroup.engine.vector, 5",
        "io.regroup.fitters, 1",
        "io.regroup.nonlinear, 20",
        "io.regroup.gmm, 2",
        "io.regroup.reducers, 1",
        "io.regroup.crossvalidation.agreement, 15",
        "io.regroup.tables, 8",
        "io.regroup.cli, 15"
    })
    void classesAreThere(String root, int least) {
        assertThat(all.stream().filter(type -> type.getPackageName().startsWith(root)))
                .hasSizeGreaterThanOrEqualTo(least);
    }

    @Test
    void apiDependsOnJavaBaseAlone() {
        classes()
                .that()
                .resideInAPackage("io.regroup.api..")
                .should()
                .onlyDependOnClassesThat(resideInAPackage("io.regroup.api..").or(isIn("java.base")))
                .check(all);
    }

    @ParameterizedTest
    @CsvSource({
        "io.regroup.kernels, io.regroup.api..",
        "io.regroup.engine.robust, org.apache.commons.math3..",
        "io.regroup.engine.forkjoin, org.ejml..",
        "io.regroup.engine.vector, jdk.incubator.vector..",
        "io.regroup.fitters, org.apache.commons.math3..",
        "io.regroup.nonlinear, io.regroup.api..",
        "io.regroup.gmm, tools.jackson..",
        "io.regroup.reducers, io.regroup.api.."
    })
    void pluginsDependOnTheApiAndMathsAlone(String module, String maths) {
        classes()
                .that()
                .resideInAPackage(module + "..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                                module + "..",
                                "io.regroup.api..",
                                module.contains("engine") ? "io.regroup.kernels.." : "io.regroup.api..",
                                maths)
                        .or(isIn("java.base")))
                .check(all);
    }

    @Test
    void tablesDependOnTheApiDuckDbAndJacksonAlone() {
        classes()
                .that()
                .resideInAPackage("io.regroup.tables..")
                .should()
                .onlyDependOnClassesThat(
                        resideInAnyPackage("io.regroup.tables..", "io.regroup.api..", "org.duckdb..", "tools.jackson..")
                                .or(isIn("java.base", "java.sql")))
                .check(all);
    }

    /** The comparison of fits is for programs; the contract kit beside it brings JUnit into tests. */
    @Test
    void comparisonDependsOnTheApiAlone() {
        classes()
                .that()
                .resideInAPackage("io.regroup.crossvalidation.agreement..")
                .should()
                .onlyDependOnClassesThat(
                        resideInAnyPackage("io.regroup.crossvalidation.agreement..", "io.regroup.api..")
                                .or(isIn("java.base")))
                .check(all);
    }

    @Test
    void nobodyDependsOnTheCommand() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.regroup.cli..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.regroup.cli..")
                .check(all);
    }

    @Test
    void commandKnowsNoPlugin() {
        noClasses()
                .that()
                .resideInAPackage("io.regroup.cli..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.regroup.engine..",
                        "io.regroup.fitters..",
                        "io.regroup.nonlinear..",
                        "io.regroup.reducers..")
                .check(all);
    }

    @Test
    void packagesHaveNoCycles() {
        SlicesRuleDefinition.slices()
                .matching("io.regroup.(*)..")
                .should()
                .beFreeOfCycles()
                .check(all);
    }

    @Test
    void onlyTheCommandPrints() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.regroup.cli..")
                .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS)
                .check(all);
    }

    @Test
    void publicSignaturesNameNoLibrary() {
        classes()
                .that(new DescribedPredicate<>("are public and exported") {
                    @Override
                    public boolean test(JavaClass type) {
                        return exported.contains(type.getPackageName())
                                && type.getModifiers().contains(JavaModifier.PUBLIC);
                    }
                })
                .should(new ArchCondition<>("name only types of the JDK and of exported packages in their signatures") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        signatureTypes(type)
                                .filter(used -> !isPresentable(used) && !isJUnitInTheKit(type, used))
                                .distinct()
                                .forEach(used -> events.add(SimpleConditionEvent.violated(
                                        type, type.getName() + " names " + used.getName() + " in its signature")));
                    }
                })
                .check(all);
    }

    private static Stream<JavaClass> signatureTypes(JavaClass type) {
        Stream<JavaClass> supertypes =
                Stream.concat(type.getRawSuperclass().stream(), type.getRawInterfaces().stream());
        Stream<JavaClass> fields = type.getFields().stream()
                .filter(field -> isPublic(field.getModifiers()))
                .map(JavaField::getAllInvolvedRawTypes)
                .flatMap(Set::stream);
        Stream<JavaClass> units = type.getCodeUnits().stream()
                .filter(unit -> isPublic(unit.getModifiers()))
                .flatMap(ArchitectureTest::signatureTypes);
        return Stream.of(supertypes, fields, units).flatMap(types -> types);
    }

    private static Stream<JavaClass> signatureTypes(JavaCodeUnit unit) {
        return Stream.concat(
                Stream.concat(
                        unit.getReturnType().getAllInvolvedRawTypes().stream(),
                        unit.getParameterTypes().stream().flatMap(type -> type.getAllInvolvedRawTypes().stream())),
                unit.getThrowsClause().getTypes().stream());
    }

    private static boolean isPublic(Set<JavaModifier> modifiers) {
        boolean visible = modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
        return visible && !modifiers.contains(JavaModifier.SYNTHETIC);
    }

    /** Who extends the contracts writes tests with JUnit. */
    private static boolean isJUnitInTheKit(JavaClass type, JavaClass used) {
        return type.getPackageName().equals("io.regroup.crossvalidation.contract")
                && used.getPackageName().startsWith("org.junit.jupiter.api");
    }

    private static boolean isPresentable(JavaClass type) {
        JavaClass base = type.getBaseComponentType();
        return base.isPrimitive()
                || base.getPackageName().startsWith("java.")
                || exported.contains(base.getPackageName());
    }

    /** Matches the types of some modules of the JDK, primitives and annotations of JSpecify. */
    private static DescribedPredicate<JavaClass> isIn(String... modules) {
        Set<String> packages = new HashSet<>();
        for (String module : modules) {
            ModuleLayer.boot().findModule(module).ifPresent(found -> packages.addAll(found.getPackages()));
        }
        return new DescribedPredicate<>("are in " + String.join(", ", modules) + " or JSpecify") {
            @Override
            public boolean test(JavaClass type) {
                JavaClass base = type.getBaseComponentType();
                return base.isPrimitive()
                        || packages.contains(base.getPackageName())
                        || base.getPackageName().equals("org.jspecify.annotations");
            }
        };
    }
}
