package io.regroup.tables;

import static io.regroup.tables.TestFiles.file;
import static io.regroup.tables.TestFiles.names;
import static io.regroup.tables.TestFiles.open;
import static io.regroup.tables.TestFiles.text;
import static io.regroup.tables.TestFiles.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regroup.api.InvalidArgumentException;
import io.regroup.api.data.Block;
import io.regroup.api.data.BlockReader;
import io.regroup.api.data.ColumnRequest;
import io.regroup.api.data.DataAccessException;
import io.regroup.api.data.SortedRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows sorted by DuckDB, against the same rows sorted here. */
class SortedRowsTest {

    private static final long LITTLE_MEMORY = 64L << 20;

    @TempDir
    Path dir;

    private Path spill;

    @BeforeEach
    void makeDirectoryForTemporaryFiles() throws IOException {
        spill = Files.createDirectory(dir.resolve("spill"));
    }

    @Test
    void keysAreInTheirOrderAndEqualOnesInThatOfTheRows() {
        Path path = file(
                dir.resolve("a.parquet"),
                "SELECT i, CASE i % 9 WHEN 0 THEN NULL WHEN 1 THEN 'NaN' WHEN 2 THEN 'Infinity' WHEN 3 THEN '-Infinity'"
                        + " WHEN 4 THEN '-0.0' WHEN 5 THEN '0.0' ELSE (-i)::VARCHAR END::DOUBLE AS d,"
                        + " CASE i % 7 WHEN 0 THEN NULL WHEN 1 THEN '' WHEN 2 THEN 'é' WHEN 3 THEN 'Z' WHEN 4 THEN chr(65518)"
                        + " WHEN 5 THEN chr(128512) ELSE 'z' || i % 11 END AS s,"
                        + " CASE i % 5 WHEN 0 THEN NULL WHEN 1 THEN 'b' ELSE 'a' END::ENUM('b', 'a') AS e,"
                        + " (i % 13 - 6)::DECIMAL(5, 2) AS n, i % 2 = 0 AS b, DATE '2000-01-01' - (i % 17)::INTEGER AS t"
                        + " FROM range(10000) t(i)");
        try (TableSource source = open(path)) {
            for (String key : List.of("d", "s", "e", "n", "b", "t")) {
                List<Object> keys = values(source, key);
                List<Object> numbers = values(source, "i");
                List<Integer> rows = new ArrayList<>();
                for (int row = 0; row < keys.size(); row++) {
                    rows.add(row);
                }
                rows.sort(Comparator.comparing(keys::get, Comparator.nullsLast(SortedRowsTest::compare)));
                try (SortedRows sorted = source.sortedBy(List.of(key), spill).orElseThrow()) {
                    assertThat(values(sorted, "i"))
                            .isEqualTo(rows.stream().map(numbers::get).toList());
                    assertThat(values(sorted, key))
                            .isEqualTo(rows.stream().map(keys::get).toList());
                    assertThat(sorted.knownRows()).hasValue(10_000);
                    assertThat(sorted.schema().names())
                            .startsWith(source.schema().names().toArray(String[]::new))
                            .hasSize(source.schema().names().size() + 1)
                            .endsWith("regroup_row");
                    assertThat(values(sorted, "regroup_row"))
                            .isEqualTo(rows.stream().map(Integer::longValue).toList());
                    assertThat(sorted.sortedColumns()).isEqualTo(1);
                    assertThat(sorted.parts()).isEmpty();
                }
            }
        }
        assertThat(names(spill)).isEmpty();
    }

    @SuppressWarnings("unchecked")
    private static int compare(Object a, Object b) {
        if (a instanceof Double x && b instanceof Double y) {
            return x.doubleValue() == y.doubleValue() ? 0 : x.compareTo(y);
        }
        if (a instanceof String x && b instanceof String y) {
            return TestFiles.compareTexts(x, y);
        }
        return ((Comparable<Object>) a).compareTo(b);
    }

    /** A text file, a query whose rows come but once, several files, with more columns, conditions, and names in the way. */
    @Test
    void everySourceCanBeSorted() {
        Path one =
                file(dir.resolve("1.parquet"), "SELECT i % 10 AS k, i AS regroup_row, -i AS v FROM range(7000) t(i)");
        Path two = file(
                dir.resolve("2.parquet"),
                "SELECT i % 10 AS k, i AS regroup_row, -i AS v, 0 AS file_index FROM range(7000, 9000) t(i)");
        Path csv = file(
                dir.resolve("a.csv"),
                "SELECT * FROM read_parquet(['" + one + "', '" + two + "'], union_by_name = true)");
        List<TableSource.Builder> builders = List.of(
                TableSource.files(List.of(one.toString(), two.toString())),
                TableSource.files(List.of(csv.toString())),
                TableSource.sql("SELECT *, random() AS r FROM '" + csv + "'"));
        for (TableSource.Builder builder : builders) {
            try (TableSource source = builder.computed("last", "(9 - k)::INTEGER")
                            .where("k <> 3")
                            .open();
                    SortedRows sorted =
                            source.sortedBy(List.of("last", "k"), spill).orElseThrow()) {
                List<Object> expected = new ArrayList<>();
                for (int k = 9; k >= 0; k--) {
                    for (int i = k; i < 9_000 && k != 3; i += 10) {
                        expected.add((long) i);
                    }
                }
                assertThat(values(sorted, "regroup_row")).isEqualTo(expected);
                assertThat(values(sorted, "regroup_row")).isEqualTo(expected);
                assertThat(sorted.description()).isEqualTo(source.description() + " sorted by last, k");
                if (source.schema().names().contains("r")) {
                    assertThat(values(sorted, "r")).containsExactlyInAnyOrderElementsOf(values(source, "r"));
                }
            }
        }
        assertThat(names(spill)).isEmpty();
    }

    /** Two files, a text file, a query; with columns in the way of DuckDB's numbers, and of the name. */
    @Test
    void rowsKeepTheirNumbers() {
        Path one = file(dir.resolve("1.parquet"), "SELECT i % 10 AS k, i AS j FROM range(7000) t(i)");
        Path two = file(dir.resolve("2.parquet"), "SELECT i % 10 AS k, i AS j FROM range(7000, 9000) t(i)");
        Path named = file(dir.resolve("n.parquet"), "SELECT *, 1 AS file_index, 2 AS regroup_row FROM '" + one + "'");
        Path csv = file(dir.resolve("a.csv"), "SELECT * FROM '" + one + "'");
        for (TableSource.Builder builder : List.of(
                TableSource.files(List.of(one.toString(), two.toString())),
                TableSource.files(List.of(named.toString())),
                TableSource.files(List.of(csv.toString())).computed("l", "j + 1"),
                TableSource.files(List.of(csv.toString())).select("j > 100"),
                TableSource.sql("SELECT * FROM '" + one + "'"))) {
            try (TableSource source = builder.open();
                    SortedRows sorted = source.sortedBy(List.of("k"), spill).orElseThrow()) {
                String number = source.sortedRowNumber().orElseThrow();
                assertThat(values(sorted, number)).startsWith(0L, 10L, 20L).isEqualTo(values(sorted, "j"));
                assertThat(source.schema().names()).doesNotContain(number);
            }
        }
        try (TableSource source =
                TableSource.files(List.of(one.toString())).where("k > 1").open()) {
            assertThat(source.sortedRowNumber()).isEmpty();
        }
    }

    @Test
    void whatMemoryDoesNotHoldGoesToTheDirectoryAndIsGoneAfterwards() {
        int rows = 4_000_000;
        Path path = file(
                dir.resolve("a.parquet"),
                "SELECT (i * 7919 % 1000003)::INTEGER AS k, i, i + 1 AS j, i + 2 AS l FROM range(" + rows + ") t(i)");
        try (TableSource source = TableSource.files(List.of(path.toString()))
                .memory(LITTLE_MEMORY)
                .threads(2)
                .open()) {
            try (SortedRows sorted = source.sortedBy(List.of("k"), spill).orElseThrow();
                    BlockReader reader = sorted.read(List.of(
                            ColumnRequest.value("k"),
                            ColumnRequest.value("i"),
                            ColumnRequest.value("j"),
                            ColumnRequest.value("l")))) {
                Block block = reader.next();
                assertThat(names(spill)).singleElement().asString().startsWith("regroup-");
                assertThat(names(spill.resolve(names(spill).getFirst()))).isNotEmpty();
                long lastKey = -1;
                long lastRow = -1;
                long count = 0;
                for (; block != null; block = reader.next()) {
                    assertThat(block.firstRow()).isEqualTo(count);
                    long[] keys = new long[block.rowCount()];
                    long[] numbers = new long[block.rowCount()];
                    block.column(0).copyLongs(0, keys.length, keys, 0);
                    block.column(1).copyLongs(0, keys.length, numbers, 0);
                    for (int i = 0; i < keys.length; i++) {
                        if (keys[i] < lastKey || (keys[i] == lastKey && numbers[i] <= lastRow)) {
                            throw new AssertionError("row " + (count + i) + " is out of order");
                        }
                        lastKey = keys[i];
                        lastRow = numbers[i];
                    }
                    count += keys.length;
                }
                assertThat(count).isEqualTo(rows);
            }
            assertThat(names(spill)).isEmpty();
        }
    }

    /** A page in the middle of the second file cannot be unpacked. */
    @Test
    void aFileThatTurnsBadIsNamedAndNothingIsLeft() throws Exception {
        Path good = file(dir.resolve("good.parquet"), "SELECT random() AS x FROM range(1000) t(i)");
        Path bad = file(dir.resolve("bad.parquet"), "SELECT (i // 3)::VARCHAR AS x FROM range(1000000) t(i)");
        byte[] bytes = Files.readAllBytes(bad);
        for (int i = 0; i < 4_096; i++) {
            bytes[bytes.length / 2 + i] = (byte) 0xAA;
        }
        Files.write(bad, bytes);
        try (TableSource source = TableSource.files(List.of(good.toString(), bad.toString()))
                        .open();
                SortedRows sorted = source.sortedBy(List.of("x"), spill).orElseThrow()) {
            assertThatThrownBy(() -> values(source, "x"))
                    .isInstanceOf(DataAccessException.class)
                    .hasMessageContaining(bad.toString());
            assertThatThrownBy(() -> values(sorted, "x"))
                    .isInstanceOf(DataAccessException.class)
                    .hasMessageStartingWith("input " + source.description() + " sorted by x: cannot be read: ")
                    .hasMessageContaining(bad.toString());
        }
        assertThat(names(spill)).isEmpty();
    }

    @Test
    void requestsAreChecked() throws IOException {
        Path path = file(dir.resolve("a.parquet"), "SELECT 1 AS k, [2] AS l");
        Path plain = text(dir.resolve("plain"), "");
        try (TableSource source = open(path)) {
            Map<String, Runnable> mistakes = Map.of(
                    "columns: none given; ask for at least one",
                    () -> source.sortedBy(List.of(), spill),
                    "column m: not in " + path + "; ",
                    () -> source.sortedBy(List.of("m"), spill),
                    "column l: expected a number, a text",
                    () -> source.sortedBy(List.of("l"), spill),
                    "temporary files: there is no directory " + plain + "; create it first or give another",
                    () -> source.sortedBy(List.of("k"), plain));
            mistakes.forEach((message, mistake) -> assertThatThrownBy(mistake::run)
                    .isInstanceOf(InvalidArgumentException.class)
                    .hasMessageStartingWith(message));
        }
    }

    /** As Ctrl-C does: the process is told to end while it reads what it sorted. */
    @Test
    void temporaryFilesEndWithTheProcess() throws Exception {
        Path path = file(dir.resolve("a.parquet"), "SELECT hash(i)::VARCHAR AS s FROM range(4000000) t(i)");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        String.join(
                                System.getProperty("path.separator"),
                                location(TableSource.class),
                                location(BlockReader.class),
                                location(org.duckdb.DuckDBDriver.class),
                                Path.of("target", "test-classes").toString()),
                        Sorting.class.getName(),
                        path.toString(),
                        spill.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            assertThat(process.inputReader().readLine()).isEqualTo("sorted");
            assertThat(names(spill)).hasSize(1);
            process.destroy();
            process.waitFor();
        } finally {
            process.destroyForcibly();
        }
        assertThat(names(spill)).isEmpty();
    }

    private static String location(Class<?> type) throws Exception {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI())
                .toString();
    }

    /** The process that is ended. */
    static final class Sorting {

        private Sorting() {}

        public static void main(String[] arguments) throws Exception {
            TableSource source = TableSource.files(List.of(arguments[0]))
                    .memory(LITTLE_MEMORY)
                    .threads(2)
                    .open();
            SortedRows sorted =
                    source.sortedBy(List.of("s"), Path.of(arguments[1])).orElseThrow();
            BlockReader reader = sorted.read(List.of(ColumnRequest.value("s")));
            if (reader.next() != null) {
                System.out.println("sorted");
            }
            while (reader.next() != null) {
                Thread.sleep(1_000);
            }
        }
    }
}
