package io.regroup.tables;

import static io.regroup.tables.TestFiles.file;
import static io.regroup.tables.TestFiles.names;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regroup.api.InvalidArgumentException;
import io.regroup.api.data.ColumnRequest;
import io.regroup.api.data.ColumnType;
import io.regroup.api.data.DataAccessException;
import io.regroup.api.data.Schema;
import io.regroup.tables.internal.Database;
import io.regroup.tables.internal.QueryReader;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What DuckDB may take of memory and disk, and what is said when that is too little. */
class DatabaseTest {

    private static final long LITTLE_MEMORY = 64L << 20;

    @TempDir
    Path dir;

    @TempDir
    Path spill;

    /** DuckDB's own limit stands for the end of the disk; both are the same error to it. */
    @Test
    void aFullDiskIsOneErrorAndLeavesNothing() throws Exception {
        Path path = file(dir.resolve("a.parquet"), "SELECT hash(i)::VARCHAR AS s FROM range(4000000) t(i)");
        try (Database database = Database.open(2, LITTLE_MEMORY, spill)) {
            database.execute("SET max_temp_directory_size = '4MiB'");
            assertThatThrownBy(() -> new QueryReader(
                                    database,
                                    "'" + path + "' ORDER BY s",
                                    null,
                                    new Schema(List.of(new Schema.Field("s", ColumnType.STRING))),
                                    List.of(ColumnRequest.value("s")),
                                    "a.parquet sorted by s",
                                    null,
                                    List.of())
                            .next())
                    .isInstanceOf(DataAccessException.class)
                    .hasMessageStartingWith(
                            "input a.parquet sorted by s: cannot be read: the disk is full where temporary"
                                    + " files go, " + spill + " (Out of Memory Error: failed to offload data block")
                    .hasMessageEndingWith("); free space there, or have them go to another directory");
        }
        assertThat(names(spill)).isEmpty();
    }

    @Test
    void failuresAreToldApart() {
        try (Database database = Database.open(1, LITTLE_MEMORY, spill)) {
            assertThat(database.failure("it failed", new SQLException("IO Error: No space left on device")))
                    .hasMessage("it failed: the disk is full where temporary files go, " + spill
                            + " (IO Error: No space left on device); free space there, or have them go to another"
                            + " directory");
            assertThat(database.failure("it failed", new SQLException("Out of Memory Error: could not allocate 2 MiB")))
                    .hasMessage(
                            "it failed: 64 MiB of memory are too few (Out of Memory Error: could not allocate 2 MiB);"
                                    + " allow more");
            assertThat(database.failure("it failed", new SQLException("IO Error: no such file")))
                    .hasMessage("it failed: IO Error: no such file");
        }
    }

    @Test
    void memoryIsBounded() throws Exception {
        try (Database database = Database.open(1, LITTLE_MEMORY, spill)) {
            assertThat(database.queryText("SELECT current_setting('memory_limit')"))
                    .isEqualTo("64.0 MiB");
        }
        assertThat(Database.defaultMemory())
                .isGreaterThanOrEqualTo(Runtime.getRuntime().maxMemory())
                .isGreaterThanOrEqualTo(1L << 30);
        try (TableSource source =
                TableSource.sql("SELECT 1 AS k").memory(100L << 20).open()) {
            assertThat(source.database().queryText("SELECT current_setting('memory_limit')"))
                    .isEqualTo("100.0 MiB");
        }
        assertThatThrownBy(() -> TableSource.sql("SELECT 1 AS k").memory(67_108_863))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("memory: expected at least 67108864 bytes (64 MiB), got 67108863; give DuckDB more");
    }

    /** DuckDB's library is unpacked once in a process, so it takes one of its own. */
    @Test
    void aMissingTemporaryDirectoryIsNamed() throws Exception {
        Path missing = dir.resolve("missing");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.io.tmpdir=" + missing,
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        String.join(
                                System.getProperty("path.separator"),
                                location(TableSource.class),
                                location(ColumnType.class),
                                location(org.duckdb.DuckDBDriver.class),
                                Path.of("target", "test-classes").toString()),
                        Opening.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        for (int i = 0; i < 2; i++) {
            assertThat(process.inputReader().readLine())
                    .startsWith("temporary files: expected a directory in which DuckDB's library can be unpacked, got "
                            + missing + " (")
                    .endsWith("); give another with -Djava.io.tmpdir=DIR, which REGROUP_JAVA_OPTS hands on");
        }
        assertThat(process.waitFor()).isZero();
    }

    private static String location(Class<?> type) throws Exception {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI())
                .toString();
    }

    /** Tries twice; the JVM words the second failure differently. */
    static final class Opening {

        private Opening() {}

        public static void main(String[] arguments) {
            for (int i = 0; i < 2; i++) {
                try {
                    TableSource.sql("SELECT 1 AS k").open().close();
                } catch (DataAccessException e) {
                    System.out.println(e.getMessage());
                }
            }
        }
    }
}
