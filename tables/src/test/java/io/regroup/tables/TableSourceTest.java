package io.regroup.tables;

import static io.regroup.tables.TestFiles.duckdb;
import static io.regroup.tables.TestFiles.file;
import static io.regroup.tables.TestFiles.numbers;
import static io.regroup.tables.TestFiles.open;
import static io.regroup.tables.TestFiles.text;
import static io.regroup.tables.TestFiles.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regroup.api.InvalidArgumentException;
import io.regroup.api.data.Block;
import io.regroup.api.data.BlockReader;
import io.regroup.api.data.ColumnRequest;
import io.regroup.api.data.ColumnType;
import io.regroup.api.data.DataAccessException;
import io.regroup.api.data.LongColumn;
import io.regroup.api.data.Table;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableSourceTest {

    @TempDir
    Path dir;

    private static List<Object> upTo(long count) {
        return LongStream.range(0, count).<Object>mapToObj(i -> i).toList();
    }

    /** From a sample of rows, x would be an integer, and 0.5 would come back as 0 or 1. */
    @ParameterizedTest
    @ValueSource(strings = {"late.csv", "late.tsv", "late.jsonl"})
    void typesAreThoseOfAllRowsNotOfTheFirstOnes(String name) {
        Path path = dir.resolve(name);
        duckdb("COPY (SELECT CASE WHEN i < 59000 THEN i::VARCHAR ELSE i || '.5' END AS x, i % 7 AS k,"
                + " CASE WHEN i < 59000 THEN '7' ELSE '007' END AS pad FROM range(60000) t(i)) TO '" + path + "'"
                + (name.endsWith("tsv") ? " (DELIMITER '\t')" : ""));
        if (name.endsWith("jsonl")) {
            duckdb("COPY (SELECT CASE WHEN i < 59000 THEN i ELSE i + 0.5 END::DOUBLE AS x, '7' AS pad FROM"
                    + " range(60000) t(i)) TO '" + path + "'");
        }
        try (TableSource source = open(path)) {
            assertThat(numbers(source, "x").get(59_999)).isEqualTo(59_999.5);
            assertThat(numbers(source, "x").get(58_999)).isEqualTo(58_999.0);
            if (!name.endsWith("jsonl")) {
                assertThat(values(source, "pad").get(59_999)).isEqualTo("007");
            }
        }
    }

    @Test
    void columnsThatAFileLacksAreNoted() {
        file(dir.resolve("a1.csv"), "SELECT 1 AS k, 2.5 AS y");
        file(dir.resolve("a2.csv"), "SELECT 1 AS k");
        try (TableSource source = TableSource.files(
                                List.of(dir.resolve("a*.csv").toString()))
                        .open();
                BlockReader reader = source.read(List.of(ColumnRequest.value("k"), ColumnRequest.number("y")))) {
            while (reader.next() != null) {
                continue;
            }
            assertThat(reader.notes())
                    .containsExactly("column y: missing in " + dir.resolve("a2.csv") + ", which has no such column");
        }
    }

    @Test
    void linesThatAreLeftOutAreNoted() {
        Path comments = text(dir.resolve("it's.csv"), "k,x", "1,2", "3,4 # so", "#5,6");
        Path preamble = text(dir.resolve("b.csv"), "The title of it", "", "k,x", "1,2", "3,4");
        Path plain = text(dir.resolve("c.csv"), "k,x", "a#1,2", "b,4");
        Path tabs = text(dir.resolve("d.tsv"), "k\tx", "#1\t2", "3\t4");
        assertLinesRead(
                comments,
                List.of(1L, 3L),
                "input " + comments
                        + ": lines that begin with #, and the rest of a line after it, are taken for comments"
                        + " and left out; to read them, use an SQL query with options, such as SELECT * FROM read_csv('"
                        + dir.resolve("it''s.csv") + "', comment = '')");
        assertLinesRead(
                preamble,
                List.of(1L, 3L),
                "input " + preamble + ": the first 2 lines are taken for a preamble and left out; to read them, use an"
                        + " SQL query with options, such as SELECT * FROM read_csv('" + preamble + "', skip = 0)");
        assertLinesRead(plain, List.of("a#1", "b"));
        assertLinesRead(
                tabs,
                List.of(3L),
                "input " + tabs
                        + ": lines that begin with #, and the rest of a line after it, are taken for comments and"
                        + " left out; to read them, use an SQL query with options, such as SELECT * FROM read_csv('"
                        + tabs
                        + "', comment = '')");
        try (TableSource source = TableSource.sql(
                        "SELECT * FROM read_csv('" + dir.resolve("it''s.csv") + "', comment = '')")
                .open()) {
            assertThat(values(source, "k")).containsExactly("1", "3", "#5");
        }
    }

    private static void assertLinesRead(Path path, List<Object> keys, String... notes) {
        try (TableSource source = open(path)) {
            assertThat(values(source, "k")).isEqualTo(keys);
            assertThat(TestFiles.notes(source, ColumnRequest.value("k"))).containsExactly(notes);
        }
    }

    /** Nulls, long and short, other alphabets, runs and rare ones, in one column: none may take another's place. */
    @Test
    void textsOfAllKindsComeBackAsTheyAre() {
        String text =
                "CASE (i * i // 5) % 13 WHEN 0 THEN NULL WHEN 1 THEN '' WHEN 2 THEN 'twelve bytes' WHEN 3 THEN 'thirteenbytes'"
                        + " WHEN 4 THEN 'größe' WHEN 5 THEN 'größen in µm' WHEN 6 THEN 'thirteen' || i WHEN 7 THEN '☃' || i % 3"
                        + " WHEN 8 THEN 'thirteen bytes, ' || i // 100000 WHEN 9 THEN i::VARCHAR WHEN 10 THEN 'a' || chr(0)"
                        + " WHEN 11 THEN 'a' ELSE 'the same long text' END";
        Path path = file(dir.resolve("a.parquet"), "SELECT " + text + " AS s FROM range(150000) t(i)");
        try (TableSource source = open(path)) {
            List<Object> values = values(source, "s");
            assertThat(values).hasSize(150_000);
            for (int i = 0; i < values.size(); i++) {
                String expected = switch ((int) ((long) i * i / 5 % 13)) {
                    case 0 -> null;
                    case 1 -> "";
                    case 2 -> "twelve bytes";
                    case 3 -> "thirteenbytes";
                    case 4 -> "größe";
                    case 5 -> "größen in µm";
                    case 6 -> "thirteen" + i;
                    case 7 -> "☃" + i % 3;
                    case 8 -> "thirteen bytes, " + i / 100_000;
                    case 9 -> Integer.toString(i);
                    case 10 -> "a\0";
                    case 11 -> "a";
                    default -> "the same long text";
                };
                if (!Objects.equals(values.get(i), expected)) {
                    assertThat(values.get(i)).as("row " + i).isEqualTo(expected);
                }
            }
            Path copy = dir.resolve("b.parquet");
            TableWriter.writeRows(source, inMemory("s2", values), copy);
            try (TableSource written = open(copy)) {
                assertThat(values(written, "s2").equals(values)).isTrue();
            }
        }
    }

    private static Table inMemory(String name, List<Object> texts) {
        return Table.builder().column(name, texts.toArray(String[]::new)).build();
    }

    @Test
    void rowsOfALargeFileComeInOrderAndBlocksKnowTheirPlace() {
        Path path = file(dir.resolve("a.parquet"), "SELECT i, i / 2 AS x FROM range(300000) t(i)");
        try (TableSource source = open(path);
                BlockReader reader = source.read(List.of(ColumnRequest.value("i"), ColumnRequest.number("x")))) {
            long expected = 0;
            for (Block block = reader.next(); block != null; block = reader.next()) {
                assertThat(block.firstRow()).isEqualTo(expected);
                LongColumn i = (LongColumn) block.column(0);
                double[] x = new double[block.rowCount()];
                block.column(1).copyDoubles(0, x.length, x, 0);
                for (int row = 0; row < x.length; row++) {
                    assertThat(i.getLong(row)).isEqualTo(expected);
                    assertThat(x[row]).isEqualTo(expected / 2.0);
                    expected++;
                }
            }
            assertThat(expected).isEqualTo(300_000);
            assertThat(reader.notes()).isEmpty();
            assertThat(source.knownRows()).hasValue(300_000);
        }
    }

    @Test
    void typesOfTextColumnsCanBeSaid() {
        Path csv = text(dir.resolve("t.csv"), "a,b,c,d", "1,,Infinity,007", "2,,,8");
        Path json = text(dir.resolve("t.json"), "{\"a\":1,\"b\":null,\"d\":\"007\"}", "{\"a\":2,\"b\":null,\"d\":8}");
        for (Path file : List.of(csv, json)) {
            try (TableSource source = TableSource.files(List.of(file.toString()))
                    .type("a", ColumnType.INT32)
                    .type("b", ColumnType.FLOAT64)
                    .type("c", ColumnType.FLOAT64)
                    .type("d", ColumnType.STRING)
                    .type("not there", ColumnType.STRING)
                    .open()) {
                assertThat(source.schema().typeOf("a")).isEqualTo(ColumnType.INT32);
                assertThat(source.schema().typeOf("b")).isEqualTo(ColumnType.FLOAT64);
                assertThat(values(source, "a")).containsExactly(1L, 2L);
                assertThat(values(source, "b")).containsExactly(null, null);
                assertThat(values(source, "d")).containsExactly("007", "8");
                if (file.equals(csv)) {
                    assertThat(values(source, "c")).containsExactly(Double.POSITIVE_INFINITY, null);
                }
            }
        }
        try (TableSource two = TableSource.files(List.of(
                        csv.toString(), text(dir.resolve("u.csv"), "a", "3").toString()))
                .type("c", ColumnType.FLOAT64)
                .open()) {
            assertThat(values(two, "c")).containsExactly(Double.POSITIVE_INFINITY, null, null);
        }
    }

    @Test
    void valueThatIsNotOfTheSaidTypeIsAnError() {
        Path csv = text(dir.resolve("t.csv"), "a", "1", "x");
        try (TableSource source = TableSource.files(List.of(csv.toString()))
                .type("a", ColumnType.INT64)
                .open()) {
            assertThatThrownBy(() -> values(source, "a"))
                    .isInstanceOf(DataAccessException.class)
                    .hasMessageStartingWith("input " + csv + ": cannot be read");
        }
        assertThatThrownBy(() -> TableSource.files(List.of("t.csv")).type("a", ColumnType.of(ColumnType.Kind.OTHER)))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage(
                        "column a: expected the type of a number, a text, a boolean, a date or a time, got OTHER; leave"
                                + " it to be found");
    }

    @Test
    void csvJsonAndCompressedTextAreRead() throws IOException {
        text(dir.resolve("a.csv"), "k,x", "a,1.5", "b,");
        text(dir.resolve("a.tsv"), "k\tx", "a\t1.5", "b\t");
        text(dir.resolve("a.txt"), "k;x", "a;1.5", "b;");
        text(dir.resolve("a.json"), "[{\"k\":\"a\",\"x\":1.5},{\"k\":\"b\",\"x\":null}]");
        text(dir.resolve("a.jsonl"), "{\"k\":\"a\",\"x\":1.5}", "{\"k\":\"b\"}");
        text(dir.resolve("a.ndjson"), "{\"k\":\"a\",\"x\":1.5}", "{\"k\":\"b\"}");
        for (String name : List.of("a.csv", "a.jsonl")) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (OutputStream gzip = new GZIPOutputStream(bytes)) {
                gzip.write(Files.readAllBytes(dir.resolve(name)));
            }
            Files.write(dir.resolve(name + ".gz"), bytes.toByteArray());
        }
        for (String name : TestFiles.names(dir)) {
            try (TableSource source = open(dir.resolve(name))) {
                assertThat(values(source, "k")).as(name).containsExactly("a", "b");
                assertThat(values(source, "x")).as(name).containsExactly(1.5, null);
                assertThat(numbers(source, "x")).as(name).containsExactly(1.5, Double.NaN);
                assertThat(source.knownRows()).as(name).isEmpty();
            }
        }
    }

    @Test
    void filesOfAGlobComeByNameAndColumnsAreMatchedByName() {
        text(dir.resolve("run10.csv"), "k,x", "c,3");
        text(dir.resolve("run01.csv"), "x,k", "1,a");
        text(dir.resolve("run02.csv"), "k,x,y", "b,2,9");
        text(dir.resolve(".run00.csv"), "k,x", "hidden,0");
        try (TableSource source =
                TableSource.files(List.of(dir.resolve("run*.csv").toString())).open()) {
            assertThat(source.schema().names()).containsExactly("x", "k", "y");
            assertThat(values(source, "k")).containsExactly("a", "b", "c");
            assertThat(values(source, "x")).containsExactly(1L, 2L, 3L);
            assertThat(values(source, "y")).containsExactly(null, 9L, null);
            assertThat(source.description()).isEqualTo("3 files like " + dir.resolve("run01.csv"));
        }
        // Listed files keep the order of the list.
        try (TableSource source = TableSource.files(List.of(
                        dir.resolve("run10.csv").toString(),
                        dir.resolve("run0[12].csv").toString()))
                .open()) {
            assertThat(values(source, "k")).containsExactly("c", "a", "b");
        }
    }

    @Test
    void severalParquetFilesAreMatchedByNameAndDirectoriesAreSearched() throws IOException {
        Files.createDirectories(dir.resolve("b/c"));
        file(dir.resolve("b/c/2.parquet"), "SELECT 2.5 AS x, 'u' AS y");
        file(dir.resolve("b/1.parquet"), "SELECT 'v' AS y, 1.5 AS x");
        file(dir.resolve("0.parquet"), "SELECT 0.5 AS x");
        try (TableSource source = TableSource.files(
                        List.of(dir.resolve("**/*.parquet").toString()))
                .open()) {
            assertThat(numbers(source, "x")).containsExactly(0.5, 1.5, 2.5);
            assertThat(values(source, "y")).containsExactly(null, "v", "u");
            assertThat(source.knownRows()).hasValue(3);
        }
        try (TableSource source = TableSource.files(
                        List.of(dir.resolve("*/*.parquet").toString()))
                .open()) {
            assertThat(numbers(source, "x")).containsExactly(1.5);
        }
    }

    @Test
    void fileNamesWithQuotesSpacesAndPatternCharactersAreTakenLiterally() {
        for (String name : List.of("it's \"a\" file.csv", "a[1].csv", "a*.csv", "ü €.csv")) {
            text(dir.resolve(name), "x", "7");
            text(dir.resolve("a1.csv"), "x", "8");
            try (TableSource source = open(dir.resolve(name))) {
                assertThat(values(source, "x")).as(name).containsExactly(7L);
            }
        }
    }

    @Test
    void columnNamesOfAllKindsAreRead() {
        Path path = file(
                dir.resolve("a.parquet"),
                "SELECT 1 AS \"two words\", 2 AS \"qu\"\"ote\", 3 AS \"select\", 4 AS \"größe 'µm'\", 5 AS \"A;--\"");
        try (TableSource source = open(path)) {
            assertThat(source.schema().names()).containsExactly("two words", "qu\"ote", "select", "größe 'µm'", "A;--");
            long expected = 1;
            for (String name : source.schema().names()) {
                assertThat(values(source, name)).containsExactly(expected);
                assertThat(numbers(source, name)).containsExactly((double) expected++);
            }
        }
        try (TableSource source = TableSource.files(List.of(path.toString()))
                .computed("sum \"of\" it", "\"two words\" + \"qu\"\"ote\" -- a comment")
                .computed("select'", "\"select\" * 2 /* so */")
                .open()) {
            assertThat(values(source, "sum \"of\" it")).containsExactly(3L);
            assertThat(values(source, "select'")).containsExactly(6L);
        }
    }

    @Test
    void namesThatDifferInCaseAreRenamedAsTheSchemaShows() {
        Path path = file(dir.resolve("a.parquet"), "SELECT 1 AS a, 2 AS \"A\"");
        try (TableSource source = open(path)) {
            assertThat(source.schema().names()).containsExactly("a", "A_1");
            assertThat(values(source, "A_1")).containsExactly(2L);
        }
        try (TableSource source =
                TableSource.sql("SELECT 1 AS x, 2 AS x, 3 AS \"X\"").open()) {
            assertThat(source.schema().names()).containsExactly("x", "x_1", "X_2");
            assertThat(values(source, "X_2")).containsExactly(3L);
        }
        text(dir.resolve("b.csv"), "x,x,y", "1,2,3");
        try (TableSource source = open(dir.resolve("b.csv"))) {
            assertThat(source.schema().names()).containsExactly("x", "x_1", "y");
            assertThat(values(source, "x_1")).containsExactly(2L);
        }
    }

    @Test
    void computedColumnsUseTheInputAndEarlierOnes() {
        Path path = file(dir.resolve("a.parquet"), "SELECT i AS x FROM range(3) t(i)");
        try (TableSource source = TableSource.files(List.of(path.toString()))
                .computed("x2", "x * x")
                .computed("x3", "x2 * x")
                .computed("label", "'n, ' || x")
                .open()) {
            assertThat(source.inputSchema().names()).containsExactly("x");
            assertThat(source.schema().names()).containsExactly("x", "x2", "x3", "label");
            assertThat(source.schema().typeOf("label")).isEqualTo(ColumnType.STRING);
            assertThat(numbers(source, "x3")).containsExactly(0.0, 1.0, 8.0);
            assertThat(values(source, "label")).containsExactly("n, 0", "n, 1", "n, 2");
            assertThat(source.knownRows()).hasValue(3);
        }
    }

    @Test
    void whereReadsFewerRowsAndSelectMarksThem() {
        Path path = file(
                dir.resolve("a.parquet"),
                "SELECT i, CASE WHEN i % 3 = 0 THEN NULL ELSE i % 3 = 1 END AS good FROM range(200000) t(i)");
        try (TableSource source = TableSource.files(List.of(path.toString()))
                .computed("half", "i / 2")
                .where("good AND half < 50000")
                .open()) {
            List<Object> expected = LongStream.range(0, 100_000)
                    .filter(i -> i % 3 == 1)
                    .<Object>mapToObj(i -> i)
                    .toList();
            assertThat(values(source, "i")).isEqualTo(expected);
            assertThat(source.knownRows()).isEmpty();
            assertThat(source.schema().names()).containsExactly("i", "good", "half");
        }
        try (TableSource source = TableSource.files(List.of(path.toString()))
                .select("good -- null does not select")
                .open()) {
            assertThat(source.schema().names()).containsExactly("i", "good", TableSource.SELECTION_COLUMN);
            assertThat(source.schema().typeOf(TableSource.SELECTION_COLUMN)).isEqualTo(ColumnType.BOOLEAN);
            assertThat(source.inputSchema().names()).containsExactly("i", "good");
            assertThat(values(source, "i")).isEqualTo(upTo(200_000));
            List<Object> selected = values(source, TableSource.SELECTION_COLUMN);
            assertThat(selected)
                    .isEqualTo(IntStream.range(0, 200_000)
                            .<Object>mapToObj(i -> i % 3 == 1)
                            .toList());
        }
    }

    @Test
    void anSqlResultIsTheSameAtEveryPass() {
        Path path = file(dir.resolve("a.parquet"), "SELECT i FROM range(200000) t(i)");
        try (TableSource source = TableSource.sql(
                        "SELECT i % 5000 AS k, sum(i) AS s, random() AS r FROM '" + path + "' GROUP BY k -- done? ;")
                .threads(2)
                .open()) {
            assertThat(source.knownRows()).isEmpty();
            List<Object> first = values(source, "r");
            assertThat(first).hasSize(5000);
            assertThat(values(source, "r")).isEqualTo(first);
            assertThat(source.knownRows()).hasValue(5000);
            assertThat(source.description()).isEqualTo("the SQL query");
            assertThat(source.schema().typeOf("s")).isEqualTo(ColumnType.of(ColumnType.Kind.INT128));
        }
    }

    @Test
    void aColumnMayBeReadTwiceInBothWaysAndByTwoReadersAtOnce() {
        Path path = file(dir.resolve("a.parquet"), "SELECT CAST(i AS DECIMAL(20,2)) AS d FROM range(100000) t(i)");
        try (TableSource source = open(path);
                BlockReader one = source.read(
                        List.of(ColumnRequest.value("d"), ColumnRequest.number("d"), ColumnRequest.value("d")));
                BlockReader two = source.read(List.of(ColumnRequest.number("d")))) {
            long row = 0;
            for (Block a = one.next(), b = two.next(); a != null && b != null; a = one.next(), b = two.next()) {
                assertThat(a.rowCount()).isEqualTo(b.rowCount());
                double[] number = new double[a.rowCount()];
                a.column(1).copyDoubles(0, number.length, number, 0);
                assertThat(a.column(0).getString(0)).isEqualTo(row + ".00");
                assertThat(a.column(2).getString(0)).isEqualTo(row + ".00");
                assertThat(number[0]).isEqualTo(row);
                assertThat(b.column(0).get(0)).isEqualTo((double) row);
                row += a.rowCount();
            }
            assertThat(row).isEqualTo(100_000);
        }
    }

    @Test
    void csvColumnsAreCastAfterTheyAreReadNotInstead() {
        text(dir.resolve("a.csv"), "id,flag,n,huge", "0012,true,1.5,+00099999999999999999999", "0013,false,abc,7");
        try (TableSource source = TableSource.files(List.of(dir.resolve("a.csv").toString()))
                .computed("flag_number", "CAST(flag AS INTEGER)")
                .computed("maybe", "TRY_CAST(n AS DOUBLE)")
                .open()) {
            assertThat(values(source, "flag")).containsExactly(true, false);
            assertThat(values(source, "flag_number")).containsExactly(1L, 0L);
            assertThat(numbers(source, "maybe")).containsExactly(1.5, Double.NaN);
            assertThat(values(source, "id")).containsExactly("0012", "0013");
        }
    }

    @Test
    void emptyFilesGiveNoBlocks() {
        Path path = file(dir.resolve("a.parquet"), "SELECT 1 AS x WHERE false");
        try (TableSource source = open(path);
                BlockReader reader = source.read(List.of(ColumnRequest.value("x")))) {
            assertThat(reader.next()).isNull();
            assertThat(reader.next()).isNull();
            assertThat(source.knownRows()).hasValue(0);
        }
    }

    @Test
    void aFileThatTurnsBadHalfWayIsAnErrorNotAShorterFile() {
        Path path = file(dir.resolve("a.csv"), "SELECT i AS x FROM range(300000) t(i)");
        try (TableSource source = open(path)) {
            // the file changes after it was opened
            duckdb(
                    "COPY (SELECT CASE WHEN i = 250000 THEN 'oops' ELSE i::VARCHAR END AS x FROM range(300000) t(i)) TO '"
                            + path + "'");
            assertThatThrownBy(() -> numbers(source, "x"))
                    .isInstanceOf(DataAccessException.class)
                    .hasMessageStartingWith("input " + path + ": cannot be read: Conversion Error: CSV Error on Line: ")
                    .hasMessageContaining("\"oops\"");
        }
        try (TableSource source = TableSource.files(List.of(file(
                                dir.resolve("b.parquet"),
                                "SELECT CASE WHEN i = 2900000 THEN 'x' ELSE '1' END AS s FROM range(3000000) t(i)")
                        .toString()))
                .computed("n", "s::BIGINT")
                .open()) {
            assertThatThrownBy(() -> numbers(source, "n"))
                    .isInstanceOf(DataAccessException.class)
                    .hasMessageContaining("Could not convert string 'x' to INT64");
        }
        try (TableSource source = TableSource.sql(
                        "SELECT CASE WHEN i = 900000 THEN error('boo') ELSE i END AS n FROM range(1000000) t(i)")
                .open()) {
            assertThatThrownBy(() -> numbers(source, "n"))
                    .isInstanceOf(DataAccessException.class)
                    .hasMessage("SQL: the query failed: Invalid Input Error: boo");
        }
    }

    @Test
    void requestsAreChecked() {
        Path path = file(dir.resolve("a.parquet"), "SELECT 'a' AS name, 1 AS deltaY, [1, 2] AS list");
        try (TableSource source = open(path)) {
            assertThatThrownBy(() -> source.read(List.of(ColumnRequest.number("deltaX"))))
                    .isInstanceOf(InvalidArgumentException.class)
                    .hasMessage(
                            "column deltaX: not in " + path + "; did you mean deltaY? there are: name, deltaY, list");
            assertThatThrownBy(() -> source.read(List.of(ColumnRequest.number("name"))))
                    .isInstanceOf(InvalidArgumentException.class)
                    .hasMessage("column name: expected numbers, got STRING");
            assertThatThrownBy(() -> source.read(List.of(ColumnRequest.value("list"))))
                    .isInstanceOf(InvalidArgumentException.class)
                    .hasMessageStartingWith("column list: expected a number, a text, a boolean");
            assertThatThrownBy(() -> source.read(List.of()))
                    .isInstanceOf(InvalidArgumentException.class)
                    .hasMessage("columns: none given; ask for at least one");
        }
    }
}
