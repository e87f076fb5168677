package io.regroup.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.regroup.api.spi.FitProgram;
import io.regroup.api.spi.Fitter;
import io.regroup.api.spi.FitterDescription;
import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plug-ins in directories, whole and broken: run twice, with Regroup on the module path and on the class path. */
@Tag("plug-in-directories")
class PluginDirectoryTest {

    private static final boolean MODULAR = Plugins.class.getModule().isNamed();

    @TempDir
    private Path temporary;

    private Path plugins;

    @BeforeEach
    void makeDirectory() throws IOException {
        plugins = Files.createDirectory(temporary.resolve("plugins"));
    }

    private StrangersJar jar() throws IOException {
        return new StrangersJar(temporary);
    }

    /** A whole plug-in, as a module and for the class path. */
    private Path good(Path jar, String name) throws IOException {
        String module = "stranger." + name;
        return jar().module("module " + module + " { requires io.regroup.api;"
                        + " provides io.regroup.api.spi.Fitter with " + module + ".Stranger; }")
                .fitter(module + ".Stranger", name)
                .compile()
                .pack(jar);
    }

    private static List<String> names(Plugins found) {
        return found.fitters().stream().map(Plugins.Entry::name).toList();
    }

    @Test
    void thisRunIsTheOneThatItClaimsToBe() {
        assertThat(MODULAR)
                .isEqualTo(!System.getProperty("regroup.test.run", "").equals("class-path"));
    }

    @Test
    void eachJarIsAPluginAndShowsItsFileAndModule() throws IOException {
        Path first = good(plugins.resolve("first-1.0.jar"), "first");
        Path second = good(plugins.resolve("second with blanks.jar"), "second");
        Files.writeString(plugins.resolve("README.txt"), "other files are passed over");
        Files.createDirectory(plugins.resolve("classes"));

        Plugins found = Plugins.find().withDirectory(plugins);

        assertThat(found.problems()).isEmpty();
        assertThat(names(found)).containsExactly("first", "second");
        assertThat(found.fitters())
                .extracting(Plugins.Entry::origin)
                .containsExactly(
                        first + (MODULAR ? " (module stranger.first)" : ""),
                        second + (MODULAR ? " (module stranger.second)" : ""));
        assertThat(found.fitter("first").getClass().getClassLoader())
                .isNotEqualTo(found.fitter("second").getClass().getClassLoader());
        assertThat(names(Plugins.find()))
                .as("what is known without the directory")
                .isEmpty();
    }

    @Test
    void aJarWithoutModuleDescriptorIsFoundByItsRegistration() throws IOException {
        Path jar = jar().fitter("stranger.Plain", "plain").compile().pack(plugins.resolve("plain-2.1.jar"));

        Plugins found = Plugins.find().withDirectory(plugins);

        assertThat(found.problems()).isEmpty();
        assertThat(found.fitters())
                .extracting(Plugins.Entry::origin)
                .containsExactly(jar + (MODULAR ? " (module plain)" : ""));
    }

    @Test
    void aSubdirectoryIsAPluginWithTheJarsThatItNeeds() throws IOException {
        Path directory = plugins.resolve("needy");
        Path library = jar().source(
                        "lib.Library", "package lib; public class Library { public static int one() { return 1; } }")
                .compile()
                .pack(directory.resolve("library.jar"));
        Path jar = jar().module("module stranger.needy { requires io.regroup.api; requires library;"
                        + " provides io.regroup.api.spi.Fitter with stranger.needy.Needy; }")
                .fitter("stranger.needy.Needy", "needy", "lib.Library.one();")
                .needs(library)
                .compile()
                .pack(directory.resolve("needy.jar"));

        Plugins found = Plugins.find().withDirectory(plugins);

        assertThat(found.problems()).isEmpty();
        assertThat(found.fitters())
                .extracting(Plugins.Entry::origin)
                .containsExactly(jar + (MODULAR ? " (module stranger.needy)" : ""));
    }

    /** Whoever copies all dependencies brings Regroup's own jars along; then these must not be loaded a second time. */
    @Test
    void whatRegroupHasIsNotLoadedAgain() throws IOException {
        Path directory = plugins.resolve("complete");
        good(directory.resolve("complete.jar"), "complete");
        jar().module("module io.regroup.api { exports io.regroup.api.spi; }")
                .source("io.regroup.api.spi.Fitter", "package io.regroup.api.spi; public interface Fitter {}")
                .compile()
                .pack(directory.resolve("regroup-api.jar"));

        Plugins found = Plugins.find().withDirectory(plugins);

        assertThat(found.problems()).isEmpty();
        assertThat(found.fitter("complete")).isInstanceOf(Fitter.class);
    }

    @Test
    void twoOfOneNameAreAnErrorThatNamesBothJars() throws IOException {
        Path one = good(plugins.resolve("one.jar"), "twin");
        Path other = jar().fitter("other.Twin", "twin").compile().pack(temporary.resolve("others/other.jar"));
        Plugins found = Plugins.find().withDirectory(plugins);

        assertThatThrownBy(() -> found.withDirectory(other.getParent()))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("fitter twin: provided twice, by " + one + (MODULAR ? " (module stranger.twin)" : "")
                        + " and by " + other + (MODULAR ? " (module other)" : "") + "; remove one of the two");
    }

    @Test
    void aDirectoryThatIsMissingOrEmptyIsAnError() throws IOException {
        Plugins found = Plugins.find();
        Path file = Files.createFile(temporary.resolve("file"));

        assertThatThrownBy(() -> found.withDirectory(plugins.resolve("typo")))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("plug-in directory " + plugins.resolve("typo") + ": expected a directory, found nothing;"
                        + " name the directory that holds the jars of plug-ins");
        assertThatThrownBy(() -> found.withDirectory(file))
                .hasMessage("plug-in directory " + file + ": expected a directory, found a file;"
                        + " name the directory that holds the jars of plug-ins");
        assertThatThrownBy(() -> found.withDirectory(plugins))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("plug-in directory " + plugins + ": expected jars of plug-ins, found none;"
                        + " copy a plug-in's jar into it, or do not name it");
    }

    /** Finds the one whole plug-in beside a broken one, and returns what is said of the latter. */
    private String problemBesideAGoodOne() throws IOException {
        good(plugins.resolve("z-good.jar"), "good");
        good(plugins.resolve("a-good.jar"), "better");
        Plugins found = Plugins.find().withDirectory(plugins);
        assertThat(names(found)).containsExactly("better", "good");
        assertThat(found.problems()).hasSize(1);
        assertThatThrownBy(() -> found.fitter("gud"))
                .hasMessageContaining("could not be loaded: " + found.problems().getFirst());
        return found.problems().getFirst();
    }

    @Test
    void aFileThatIsNoJar() throws IOException {
        Path broken = Files.writeString(plugins.resolve("broken.jar"), "<html>404 not found</html>");

        assertThat(problemBesideAGoodOne())
                .startsWith(broken + " left out: broken.jar is not a jar: ")
                .endsWith("; copy it once more");
    }

    @Test
    void aJarThatWasCutShort() throws IOException {
        Path broken = jar().fitter("stranger.Cut", "cut").compile().pack(plugins.resolve("broken.jar"));
        byte[] bytes = Files.readAllBytes(broken);
        Files.write(broken, Arrays.copyOf(bytes, bytes.length / 2));

        assertThat(problemBesideAGoodOne()).startsWith(broken + " left out: broken.jar is not a jar: ");
    }

    @Test
    void aJarWithoutPlugins() throws IOException {
        Path broken = jar().source("lib.Library", "package lib; public class Library {}")
                .compile()
                .pack(plugins.resolve("broken.jar"));

        assertThat(problemBesideAGoodOne())
                .startsWith(broken + " left out: provides no fitter, engine or reduction strategy; expected ");
    }

    @Test
    void aClassOfALaterJava() throws IOException {
        Path broken = jar().fitter("stranger.Late", "late")
                .compile()
                .ofALaterJava("stranger.Late")
                .pack(plugins.resolve("broken.jar"));

        assertThat(problemBesideAGoodOne())
                .startsWith(broken + ": fitter left out: ")
                .contains("stranger/Late has been compiled by a more recent version of the Java Runtime");
    }

    @Test
    void aProviderThatIsNotThere() throws IOException {
        Path broken = jar().registered("io.regroup.api.spi.Engine", "stranger.Missing")
                .source("stranger.Other", "package stranger; class Other {}")
                .compile()
                .pack(plugins.resolve("broken.jar"));

        assertThat(problemBesideAGoodOne())
                .startsWith(broken.toString())
                .contains("left out: ")
                .contains("stranger.Missing");
    }

    @Test
    void aClassThatTheProviderNeedsIsNotThere() throws IOException {
        Path broken = jar().source("stranger.Helper", "package stranger; class Helper { static void help() {} }")
                .fitter("stranger.Helpless", "helpless", "Helper.help();")
                .compile()
                .without("stranger.Helper")
                .pack(plugins.resolve("broken.jar"));

        assertThat(problemBesideAGoodOne())
                .startsWith(broken + ": fitter left out: ")
                .contains("stranger.Helpless")
                .contains("java.lang.NoClassDefFoundError: stranger/Helper");
    }

    @Test
    void aProviderThatThrows() throws IOException {
        Path broken = jar().fitter("stranger.Rude", "rude", "if (true) throw new IllegalStateException(\"boo\");")
                .compile()
                .pack(plugins.resolve("broken.jar"));

        assertThat(problemBesideAGoodOne())
                .startsWith(broken + ": fitter left out: ")
                .contains("stranger.Rude")
                .endsWith("java.lang.IllegalStateException: boo");
    }

    @Test
    void aNameThatIsNone() throws IOException {
        Path broken = jar().fitter("stranger.Shouting", "SHOUT").compile().pack(plugins.resolve("broken.jar"));

        assertThat(problemBesideAGoodOne())
                .isEqualTo("fitter \"SHOUT\" from " + broken + (MODULAR ? " (module broken)" : "")
                        + " left out: a name is lower-case words joined by hyphens, and not auto");
    }

    @Test
    void aModuleThatRequiresAMissingOne() throws IOException {
        assumeTrue(MODULAR, "module descriptors do not count on the class path");
        Path library = jar().module("module library {}").compile().pack(temporary.resolve("library.jar"));
        Path broken = jar().module("module stranger.needy { requires io.regroup.api; requires library;"
                        + " provides io.regroup.api.spi.Fitter with stranger.needy.Needy; }")
                .fitter("stranger.needy.Needy", "needy")
                .needs(library)
                .compile()
                .pack(plugins.resolve("broken.jar"));

        assertThat(problemBesideAGoodOne())
                .isEqualTo(broken + " left out: Module library not found, required by stranger.needy;"
                        + " put the plug-in and the jars that it needs into a subdirectory of their own");
    }

    @Test
    void aModuleThatRequiresOneOfTheJdkThatIsNotLoaded() throws IOException {
        assumeTrue(MODULAR, "on the class path all modules of the JDK are there");
        String absent = ModuleFinder.ofSystem().findAll().stream()
                .map(module -> module.descriptor().name())
                .filter(name -> ModuleLayer.boot().findModule(name).isEmpty())
                .sorted()
                .findFirst()
                .orElseThrow();
        Path broken = jar().module("module stranger.needy { requires io.regroup.api; requires " + absent + ";"
                        + " provides io.regroup.api.spi.Fitter with stranger.needy.Needy; }")
                .fitter("stranger.needy.Needy", "needy")
                .compile()
                .pack(plugins.resolve("broken.jar"));

        assertThat(problemBesideAGoodOne())
                .isEqualTo(broken + " left out: Module " + absent + " not found, required by stranger.needy;"
                        + " start Java with --add-modules " + absent);
    }

    @Test
    void aPackageThatRegroupHas() throws IOException {
        assumeTrue(MODULAR, "packages may be split on the class path");
        Path broken = jar().fitter("io.regroup.api.spi.Intruder", "intruder")
                .compile()
                .pack(plugins.resolve("broken.jar"));

        assertThat(problemBesideAGoodOne())
                .startsWith(broken + " left out: ")
                .contains("package io.regroup.api.spi")
                .contains("io.regroup.api");
    }

    @Test
    void twoJarsWithOnePackage() throws IOException {
        assumeTrue(MODULAR, "packages may be split on the class path");
        Path broken = Files.createDirectory(plugins.resolve("broken"));
        jar().fitter("stranger.One", "one").compile().pack(broken.resolve("one.jar"));
        jar().fitter("stranger.Other", "other").compile().pack(broken.resolve("other.jar"));

        assertThat(problemBesideAGoodOne())
                .startsWith(broken + " left out: ")
                .contains("stranger")
                .contains("one")
                .contains("other");
    }

    @Test
    void aJarWhoseNameMakesNoModule() throws IOException {
        assumeTrue(MODULAR, "jars on the class path may have any name");
        Path broken = jar().fitter("stranger.One", "one").compile().pack(plugins.resolve("1-one.jar"));

        assertThat(problemBesideAGoodOne())
                .startsWith(broken + " left out: Unable to derive module descriptor for " + broken)
                .contains("'1' is not a Java identifier");
    }

    @Test
    void aModuleThatDoesNotProvideWhatIsRegistered() throws IOException {
        Path jar = jar().module("module stranger.forgot { requires io.regroup.api; }")
                .fitter("stranger.forgot.Forgot", "forgot")
                .compile()
                .pack(plugins.resolve("forgot.jar"));
        Plugins found = Plugins.find().withDirectory(plugins);

        if (MODULAR) {
            assertThat(found.problems())
                    .containsExactly(jar + " left out: provides no fitter, engine or reduction strategy; expected"
                            + " \"provides … with …\" in its module-info, or META-INF/services in a jar without one");
        } else {
            assertThat(names(found)).containsExactly("forgot");
        }
    }

    @Test
    void aPluginThatRegroupHasAlready() throws IOException {
        assumeTrue(MODULAR, "classes of its own are on no class path here");
        Path broken = jar().module("module io.regroup.api { exports io.regroup.api.spi;"
                        + " provides io.regroup.api.spi.Fitter with io.regroup.api.spi.One; }")
                .source("io.regroup.api.spi.Fitter", "package io.regroup.api.spi; public interface Fitter {}")
                .source("io.regroup.api.spi.One", "package io.regroup.api.spi; public class One implements Fitter {}")
                .compile()
                .pack(plugins.resolve("broken.jar"));

        assertThat(problemBesideAGoodOne())
                .isEqualTo(broken + " left out: Regroup has what it provides already; remove it");
    }

    /** A fitter of which a stranger's jar has only the registration. */
    public static final class Known implements Fitter {

        /** For the service loader. */
        public Known() {}

        @Override
        public String name() {
            return "known";
        }

        @Override
        public FitterDescription describe() {
            throw new UnsupportedOperationException();
        }

        @Override
        public FitProgram compile(FitSpec spec) {
            throw new UnsupportedOperationException();
        }
    }

    @Test
    void aClassThatRegroupHasAlready() throws IOException {
        assumeTrue(!MODULAR, "an automatic module must have the classes that it registers");
        Path broken = jar().source("lib.Library", "package lib; public class Library {}")
                .registered("io.regroup.api.spi.Fitter", Known.class.getName())
                .compile()
                .pack(plugins.resolve("broken.jar"));

        assertThat(problemBesideAGoodOne())
                .isEqualTo(broken + " left out: Regroup has what it provides already; remove it");
    }
}
