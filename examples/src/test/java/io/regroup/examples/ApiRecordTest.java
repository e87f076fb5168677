package io.regroup.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The public api is the one on record in docs/api, and changes go there by name. See docs/compatibility.md; names are given as
 * {@code -Dapi.accept="NAME;NAME"}.
 */
class ApiRecordTest {

    private static final Path RECORDS = Path.of("..", "docs", "api");
    private static final SortedMap<String, SortedMap<String, String>> APIS = PublicApi.ofClassPath();

    @TempDir
    Path dir;

    private static Set<String> accepted() {
        return Stream.of(System.getProperty("api.accept", "").split(";"))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void publicApiIsTheOneOnRecord() throws IOException {
        Set<String> unknown = accepted();
        List<ApiChange> open = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (String module : APIS.keySet()) {
            ApiRecord record = ApiRecord.read(RECORDS.resolve(module + ".txt"));
            List<ApiChange> changes = record.changes(APIS.get(module));
            changes.forEach(change -> unknown.remove(change.name()));
            List<ApiChange> others = record.accept(changes, accepted());
            open.addAll(others);
            names.addAll(ApiRecord.names(others));
        }
        assertThat(unknown).as("api.accept: nothing of these names has changed").isEmpty();
        if (!open.isEmpty()) {
            fail("the public api is not the one on record in docs/api:\n"
                    + open.stream().map(ApiChange::toString).collect(Collectors.joining())
                    + "What is intended is accepted by name, and its record committed with the change:\n"
                    + "  mvn test -pl examples -am -Dtest=ApiRecordTest -DfailIfNoTests=false "
                    + "-Dsurefire.failIfNoSpecifiedTests=false '-Dapi.accept="
                    + String.join(";", names) + "'\n");
        }
    }

    /** A module that is no longer there would go unnoticed. */
    @Test
    void everyRecordIsOfAModule() throws IOException {
        try (Stream<Path> files = Files.list(RECORDS)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(APIS.keySet().stream()
                            .map(module -> module + ".txt")
                            .toList());
        }
        assertThat(APIS).hasSizeGreaterThanOrEqualTo(10);
    }

    /** What the reader has to see: nullness, type arguments, records, constants, exceptions, directives. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            io.regroup.api.FitSpec.weight() | public @Nullable String ()
            io.regroup.api.data.BlockReader.next() | public abstract @Nullable io.regroup.api.data.Block ()
            io.regroup.api.data.ColumnRequest | record(String name, io.regroup.api.data.ColumnRequest.Access access)
            io.regroup.api.data.Column | sealed interface … permits io.regroup.api.data.DoubleColumn,
            io.regroup.api.data.Dataset.knownRows() | public abstract java.util.OptionalLong ()
            io.regroup.api.data.Dataset.mostRows() | default
            io.regroup.api.FitStatus.OK | public static final io.regroup.api.FitStatus
            io.regroup.api.RunOptions.AUTO | = "auto"
            io.regroup.api.Plugins.Entry | record<T>(String name, T plugin, String origin)
            package io.regroup.api | @NullMarked
            module io.regroup.api requires org.jspecify | static
            """)
    void declarationsSayWhatMatters(String name, String parts) {
        assertThat(APIS.get("io.regroup.api").get(name)).as(name).contains(parts.split(" … "));
    }

    private static SortedMap<String, String> api(String... namesAndDeclarations) {
        SortedMap<String, String> api = new TreeMap<>();
        for (int i = 0; i < namesAndDeclarations.length; i += 2) {
            api.put(namesAndDeclarations[i], namesAndDeclarations[i + 1]);
        }
        return api;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            a.T.f()      | public int ()  | -                      | public class       | incompatible: breaks who uses it
            a.T.f()      | public int ()  | public long ()         | public class       | incompatible: breaks who uses it as it was
            a.T.f()      | public int ()  | @Deprecated public int () | public class    | compatible in class files; nullness or other annotations differ for compilers
            a.T.f(b.@U)  | public int (b.U) | public int (b.@Nullable U) | public class | compatible in class files; nullness or other annotations differ for compilers
            a.T.f()      | -              | public int ()          | public class       | compatible
            a.T.f()      | -              | public default int ()  | public interface   | compatible
            a.T.f()      | -              | public abstract int () | public interface   | compatible for callers; incompatible for plug-ins and others who implement it
            a.T.f()      | -              | public abstract int () | public sealed interface | compatible
            a.T.C        | -              | public static final a.T | public enum       | compatible, but for switches that name every constant
            a.T          | -              | public abstract class  | -                  | compatible
            module a requires b | -       | ''                     | -                  | compatible, but who uses the module needs another one
            module a requires b | -       | static                 | -                  | compatible
            module a exports b  | ''      | -                      | -                  | incompatible: breaks who uses it
            """)
    void verdicts(String name, String before, String after, String place, String verdict) {
        assertThat(new ApiChange(name, before, after, place == null ? "" : place).verdict())
                .isEqualTo(verdict);
    }

    @Test
    void changesAreAcceptedByName() throws IOException {
        Path file = dir.resolve("api").resolve("m.txt");
        SortedMap<String, String> first =
                api("module m", "", "a.T", "public interface", "a.T.f(int,int)", "public abstract void (int, int)");
        ApiRecord fresh = ApiRecord.read(file);
        assertThat(ApiRecord.names(fresh.changes(first))).containsExactly("module m");
        assertThat(fresh.accept(fresh.changes(first), Set.of("a.T")))
                .extracting(ApiChange::name)
                .containsExactly("module m");
        assertThat(fresh.accept(fresh.changes(first), Set.of("module m"))).isEmpty();
        assertThat(ApiRecord.read(file).changes(first)).isEmpty();

        SortedMap<String, String> second = api(
                "module m", "", "a.T", "public interface", "a.T.g()", "public abstract void ()", "a.U", "public class");
        ApiRecord record = ApiRecord.read(file);
        List<ApiChange> changes = record.changes(second);
        assertThat(changes).extracting(ApiChange::toString).containsExactly("""
                          added a.T.g()
                            now  public abstract void ()
                            compatible for callers; incompatible for plug-ins and others who implement it
                        """, """
                          added a.U
                            now  public class
                            compatible
                        """, """
                          removed a.T.f(int,int)
                            was  public abstract void (int, int)
                            incompatible: breaks who uses it
                        """);
        assertThat(ApiRecord.names(changes)).containsExactly("a.T.g()", "a.U", "a.T.f(int,int)");
        // a type that stays covers none of its members
        assertThat(record.accept(changes, Set.of("a.T", "a.U"))).hasSize(2);
        assertThat(ApiRecord.read(file).changes(second))
                .extracting(ApiChange::name)
                .containsExactly("a.T.g()", "a.T.f(int,int)");
        assertThat(record.accept(record.changes(second), Set.of("a.T.g()", "a.T.f(int,int)")))
                .isEmpty();
        assertThat(Files.readString(file)).isEqualTo("""
                        a.T
                            public interface
                        a.T.g()
                            public abstract void ()
                        a.U
                            public class
                        module m
                        """);
    }
}
