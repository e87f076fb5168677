package io.regroup.tables;

import static io.regroup.tables.TestFiles.file;
import static io.regroup.tables.TestFiles.names;
import static io.regroup.tables.TestFiles.numbers;
import static io.regroup.tables.TestFiles.open;
import static io.regroup.tables.TestFiles.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regroup.api.InvalidArgumentException;
import io.regroup.api.data.Block;
import io.regroup.api.data.BlockReader;
import io.regroup.api.data.Column;
import io.regroup.api.data.ColumnRequest;
import io.regroup.api.data.ColumnType;
import io.regroup.api.data.ColumnType.Kind;
import io.regroup.api.data.DataAccessException;
import io.regroup.api.data.Dataset;
import io.regroup.api.data.Schema;
import io.regroup.api.data.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TableWriterTest {

    /** One column per type, each with a null; as a query, so that the source restores what the writer must keep. */
    private static final String EVERY_TYPE = """
            SELECT i AS id, CASE WHEN i < 2 THEN v END AS v FROM (SELECT i, {
              b: i = 0, i1: (-5 - i)::TINYINT, i2: (-300 - i)::SMALLINT, i4: (70000 + i)::INTEGER, i8: 9007199254740993 + i,
              u1: (200 + i)::UTINYINT, u2: (60000 + i)::USMALLINT, u4: (4000000000 + i)::UINTEGER,
              u8: 18446744073709551613::UBIGINT + i::UBIGINT, i16: 12345678901234567890123::HUGEINT + i,
              u16: 12345678901234567890123::UHUGEINT + i::UHUGEINT,
              d4: (i + 0.1)::DECIMAL(4,1), d38: '1234567890123456789012345678.0123456789'::DECIMAL(38,10) + i,
              f4: (i + 0.1)::FLOAT, f8: i + 0.1::DOUBLE, s: 'a "b", ☃' || i,
              uu: ('3f2a0b1c-0000-4000-8000-00000000000' || i)::UUID, da: DATE '1969-12-30' + i::INTEGER,
              ti: TIME '10:00:00.123456' + to_hours(i), ts: TIMESTAMP '1969-12-31 23:59:59.5' + to_seconds(i),
              tn: make_timestamp_ns(1577836800123456789 + i), tz: TIMESTAMPTZ '2024-02-29 12:00:00.25+02' + to_days(i::INTEGER)
            } AS v FROM range(3) t(i)) ORDER BY id
            """;

    @TempDir
    Path dir;

    private TableSource everyType() {
        return TableSource.sql("SELECT id, unnest(v) FROM (" + EVERY_TYPE + ") ORDER BY id")
                .open();
    }

    /** All columns of a source, in memory. */
    private static Table inMemory(Dataset source) {
        Table.Builder table = Table.builder();
        for (Schema.Field field : source.schema().fields()) {
            try (BlockReader reader = source.read(List.of(ColumnRequest.value(field.name())))) {
                Block block = reader.next();
                assertThat(block).isNotNull();
                table.column(field.name(), block.column(0));
                assertThat(reader.next()).isNull();
            }
        }
        return table.build();
    }

    @Test
    void rowsThatAreNotInMemoryAreWrittenBlockByBlock() {
        Path path = dir.resolve("out.parquet");
        try (TableSource source = TableSource.sql("SELECT i, i % 7 = 0 AS seventh FROM range(200000) t(i)")
                .open()) {
            TableWriter.write(source, path);
        }
        try (TableSource back = TableSource.sql(
                        "SELECT count(*) AS n, sum(i) AS s, count(*) FILTER (seventh) AS z FROM '" + path
                                + "' WHERE seventh = (i % 7 = 0)")
                .open()) {
            assertThat(numbers(back, "n")).containsExactly(200_000.0);
            assertThat(numbers(back, "s")).containsExactly(199_999.0 * 100_000);
            assertThat(numbers(back, "z")).containsExactly(28_572.0);
        }
    }

    @Test
    void everyTypeSurvivesParquet() {
        Path path = dir.resolve("out.parquet");
        try (TableSource source = everyType()) {
            Table table = inMemory(source);
            TableWriter.write(table, path);
            try (TableSource back = open(path)) {
                for (Schema.Field field : table.schema().fields()) {
                    ColumnType type = field.type();
                    boolean huge = Set.of(Kind.INT128, Kind.UINT128).contains(type.kind());
                    assertThat(back.schema().typeOf(field.name())).isEqualTo(huge ? ColumnType.decimal(38, 0) : type);
                    assertThat(texts(back, field.name())).as(field.name()).isEqualTo(texts(table, field.name()));
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "out.csv, uu tn u1 u2 u4 i1 i2 i4 u8 u16 f4 d4 d38",
        "out.tsv, uu tn u1 u2 u4 i1 i2 i4 u8 u16 f4 d4 d38",
        "out.csv.gz, uu tn u1 u2 u4 i1 i2 i4 u8 u16 f4 d4 d38",
        "out.json, tn u1 u2 u4 i1 i2 i4 u8 i16 u16 f4 d4 d38",
        "out.jsonl, tn u1 u2 u4 i1 i2 i4 u8 i16 u16 f4 d4 d38",
        "out.ndjson.zst, tn u1 u2 u4 i1 i2 i4 u8 i16 u16 f4 d4 d38"
    })
    void textKeepsValuesAndTheTypesItHas(String name, String otherTypes) {
        Path path = dir.resolve(name);
        try (TableSource source = everyType()) {
            Table table = inMemory(source);
            TableWriter.write(table, path);
            try (TableSource back = open(path)) {
                assertThat(back.schema().names()).isEqualTo(table.schema().names());
                for (Schema.Field field : table.schema().fields()) {
                    if (!Arrays.asList(otherTypes.split(" ")).contains(field.name())) {
                        assertThat(back.schema().typeOf(field.name()))
                                .as(field.name())
                                .isEqualTo(field.type());
                        assertThat(texts(back, field.name())).as(field.name()).isEqualTo(texts(table, field.name()));
                    }
                }
            }
        }
        // Whatever type a reader guesses, the text has all digits.
        if (!name.endsWith("st") && !name.endsWith("gz")) {
            assertThat(path)
                    .content()
                    .contains("1234567890123456789012345679.0123456789")
                    .contains("18446744073709551614")
                    .contains("12345678901234567890124")
                    .contains("2020-01-01 00:00:00.12345679");
        }
    }

    private static List<String> texts(Dataset dataset, String column) {
        return values(dataset, column).stream().map(String::valueOf).toList();
    }

    @Test
    void integersThatParquetLacksHaveARemedy() throws IOException {
        Path path = dir.resolve("out.parquet");
        try (TableSource source = TableSource.sql("SELECT '170141183460469231731687303715884105727'::HUGEINT AS k")
                .open()) {
            assertThatThrownBy(() -> TableWriter.write(source, path))
                    .isInstanceOf(DataAccessException.class)
                    .hasMessageStartingWith("output " + path + ": cannot be written: Conversion Error: ")
                    .hasMessageEndingWith(
                            "; Parquet has no integers of more than 38 digits: write .csv, or make text of"
                                    + " them, as in CAST(k AS VARCHAR)");
            Path text = dir.resolve("out.csv");
            TableWriter.write(source, text);
            assertThat(Files.readString(text)).isEqualTo("k\n170141183460469231731687303715884105727\n");
        }
    }

    @Test
    void nanIsANumberInParquetAndCsvAndNullInJson() throws IOException {
        double[] x = {1.5, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -0.0, 1e-300};
        Table table = Table.builder()
                .column("x", x)
                .column("f", new float[] {0.1f, Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 0, 1})
                .column(
                        "m",
                        Column.ofStored(ColumnType.FLOAT64, x, new boolean[] {false, false, false, false, false, true}))
                .build();
        for (String name : List.of("a.parquet", "a.csv", "a.json")) {
            TableWriter.write(table, dir.resolve(name));
        }
        assertThat(Files.readString(dir.resolve("a.csv")))
                .isEqualTo("x,f,m\n1.5,0.1,1.5\nNaN,NaN,NaN\nInfinity,Infinity,Infinity\n"
                        + "-Infinity,-Infinity,-Infinity\n-0.0,0.0,-0.0\n1e-300,1.0,\n");
        assertThat(Files.readString(dir.resolve("a.json")).replaceAll("\\s", ""))
                .isEqualTo("[{\"x\":1.5,\"f\":0.1,\"m\":1.5},{\"x\":null,\"f\":null,\"m\":null},"
                        + "{\"x\":null,\"f\":null,\"m\":null},{\"x\":null,\"f\":null,\"m\":null},"
                        + "{\"x\":-0.0,\"f\":0.0,\"m\":-0.0},{\"x\":1e-300,\"f\":1.0,\"m\":null}]");
        for (String name : List.of("a.parquet", "a.csv")) {
            try (TableSource source = open(dir.resolve(name))) {
                assertThat(values(source, "x"))
                        .as(name)
                        .containsExactly(
                                1.5, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -0.0, 1e-300);
                assertThat(values(source, "m").get(5)).isNull();
            }
        }
    }

    @Test
    void infiniteDatesAndLastMomentsSurvive() {
        try (TableSource source = TableSource.sql("SELECT * FROM (VALUES (DATE 'infinity', TIMESTAMP '-infinity',"
                        + " TIMESTAMPTZ 'infinity', TIME '24:00:00'), (DATE '-infinity', TIMESTAMP 'infinity', NULL, NULL))"
                        + " t(d, t, z, m)")
                .open()) {
            TableWriter.writeRows(source, rowNumbers(2), dir.resolve("a.parquet"));
            Table table = Table.builder()
                    .column("d", columnOf(source, "d"))
                    .column("t", columnOf(source, "t"))
                    .column("z", columnOf(source, "z"))
                    .column("m", columnOf(source, "m"))
                    .build();
            TableWriter.write(table, dir.resolve("b.parquet"));
        }
        for (String name : List.of("a.parquet", "b.parquet")) {
            try (TableSource back = TableSource.sql(
                            "SELECT d::VARCHAR AS d, t::VARCHAR AS t, z::VARCHAR AS z, m::VARCHAR AS m" + " FROM '"
                                    + dir.resolve(name) + "'")
                    .open()) {
                assertThat(values(back, "d")).containsExactly("infinity", "-infinity");
                assertThat(values(back, "t")).containsExactly("-infinity", "infinity");
                assertThat(values(back, "z")).containsExactly("infinity", null);
                assertThat(values(back, "m")).containsExactly("24:00:00", null);
            }
        }
    }

    private static Column columnOf(TableSource source, String name) {
        try (BlockReader reader = source.read(List.of(ColumnRequest.value(name)))) {
            Block block = reader.next();
            assertThat(block).isNotNull();
            return block.column(0);
        }
    }

    @Test
    void columnNamesOfAllKindsAreWritten() {
        List<String> names = List.of("two words", "qu\"ote", "select", "größe 'µm'", "c0", "A;--");
        Table.Builder table = Table.builder();
        names.forEach(name -> table.column(name, new long[] {names.indexOf(name)}));
        for (String file : List.of("it's.parquet", "a b.csv", "ü.json")) {
            TableWriter.write(table.build(), dir.resolve(file));
            try (TableSource back = open(dir.resolve(file))) {
                assertThat(back.schema().names()).isEqualTo(names);
                for (String name : names) {
                    assertThat(values(back, name)).containsExactly((long) names.indexOf(name));
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1, in.parquet, out.parquet",
        "2, in.parquet, out.parquet",
        "2, in.parquet, out.csv",
        "1, in.csv, out.parquet",
        "2, in.csv, out.jsonl"
    })
    void writeRowsKeepsAllRowsInOrderBesideTheAddedColumns(int threads, String in, String out) {
        int rows = 200_000;
        Path input = file(
                dir.resolve(in), "SELECT i, i * 0.5 AS x, 'n' || i % 7 AS \"my name\" FROM range(" + rows + ") t(i)");
        Path output = dir.resolve(out);
        try (TableSource source = TableSource.files(List.of(input.toString()))
                .computed("x2", "x * x")
                .select("i % 3 = 0")
                .threads(threads)
                .open()) {
            TableWriter.writeRows(source, new FromSource(source), output);
        }
        try (TableSource back = open(output)) {
            assertThat(back.schema().names()).containsExactly("i", "x", "my name", "x2_fit", "selected");
            List<Object> i = values(back, "i");
            List<Object> x = numbers(back, "x");
            List<Object> name = values(back, "my name");
            List<Object> fit = numbers(back, "x2_fit");
            List<Object> selected = values(back, "selected");
            assertThat(i).hasSize(rows);
            for (int row = 0; row < rows; row++) {
                assertThat(i.get(row)).isEqualTo((long) row);
                assertThat(x.get(row)).isEqualTo(row * 0.5);
                assertThat(name.get(row)).isEqualTo("n" + row % 7);
                assertThat(fit.get(row)).isEqualTo(row * 0.5 * row * 0.5);
                assertThat(selected.get(row)).isEqualTo(row % 3 == 0);
            }
        }
        assertThat(names(dir)).containsExactlyInAnyOrder(in, out);
    }

    @Test
    void writeRowsKeepsColumnsThatCannotBeReadAndTheWhereAndSql() {
        Path input = file(dir.resolve("in.parquet"), "SELECT i AS x, [i, i] AS l, {'a': i} AS s FROM range(10) t(i)");
        for (TableSource.Builder builder : List.of(
                TableSource.files(List.of(input.toString())).where("x < 4"),
                TableSource.sql("SELECT * FROM '" + input + "' WHERE x < 4"))) {
            try (TableSource source = builder.open()) {
                TableWriter.writeRows(source, rowNumbers(4), dir.resolve("out.parquet"));
            }
            try (TableSource back = TableSource.sql(
                            "SELECT x, l[2] + s.a AS two, n FROM '" + dir.resolve("out.parquet") + "'")
                    .open()) {
                assertThat(values(back, "x")).containsExactly(0L, 1L, 2L, 3L);
                assertThat(values(back, "two")).containsExactly(0L, 2L, 4L, 6L);
                assertThat(values(back, "n")).containsExactly(0L, 1L, 2L, 3L);
            }
        }
    }

    @Test
    void theInputFileItselfMayBeTheTarget() {
        Path path = file(dir.resolve("a.parquet"), "SELECT i AS x FROM range(100000) t(i)");
        try (TableSource source = open(path)) {
            TableWriter.writeRows(source, rowNumbers(100_000), path);
        }
        try (TableSource back = open(path)) {
            assertThat(values(back, "n")).isEqualTo(values(back, "x")).hasSize(100_000);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 9, 11, 5000})
    void unequalRowCountsAreAnErrorAndLeaveNoFile(int added) {
        Path path = file(dir.resolve("a.parquet"), "SELECT i AS x FROM range(10) t(i)");
        Path output = dir.resolve("out.parquet");
        try (TableSource source = open(path)) {
            assertThatThrownBy(() -> TableWriter.writeRows(source, rowNumbers(added), output))
                    .isInstanceOf(InvalidArgumentException.class)
                    .hasMessage("output " + output + ": table of " + added
                            + " rows does not have as many rows as the source; it must be made from the same rows");
        }
        assertThat(names(dir)).containsExactly("a.parquet");
    }

    @Test
    void aFailureHalfWayLeavesTheOldFileAndNothingElse() throws IOException {
        Path path = file(dir.resolve("a.parquet"), "SELECT i AS x FROM range(500000) t(i)");
        Path output = Files.writeString(dir.resolve("out.csv"), "precious");
        try (TableSource source = open(path)) {
            Dataset failing = new Failing(rowNumbers(500_000).inBlocksOf(1000), 400);
            assertThatThrownBy(() -> TableWriter.writeRows(source, failing, output))
                    .isInstanceOf(DataAccessException.class)
                    .hasMessage("the disk is on fire");
            assertThat(names(dir)).containsExactly("a.parquet", "out.csv");
            assertThat(output).hasContent("precious");
            // The source is as good as before.
            assertThat(values(source, "x")).hasSize(500_000);
        }
        Path bad = file(
                dir.resolve("bad.csv"),
                "SELECT CASE WHEN i = 250000 THEN 'oops' ELSE i::VARCHAR END AS x FROM range(300000) t(i)");
        try (TableSource source = TableSource.files(List.of(bad.toString()))
                .where("x::BIGINT >= 0")
                .open()) {
            assertThatThrownBy(() -> TableWriter.writeRows(source, rowNumbers(300_000), dir.resolve("new.parquet")))
                    .isInstanceOf(DataAccessException.class)
                    .hasMessageStartingWith("output " + dir.resolve("new.parquet") + ": cannot be written: ")
                    .hasMessageContaining("oops");
        }
        assertThat(names(dir)).containsExactly("a.parquet", "bad.csv", "out.csv");
    }

    @Test
    void targetsAreCheckedBeforeAnyWork() throws IOException {
        assertTarget(
                dir.resolve("a.xlsx"),
                ": unknown kind of file; expected one of .parquet, .csv, .tsv, .json, .jsonl,"
                        + " .ndjson (text also with .gz or .zst)");
        assertTarget(dir.resolve("a"), ": unknown kind of file; ");
        assertTarget(dir.resolve("csv"), ": unknown kind of file; ");
        assertTarget(dir.resolve("a.parquet.gz"), ": unknown kind of file; ");
        assertTarget(dir.resolve("no/a.csv"), ": there is no directory " + dir.resolve("no") + "; create it first");
        Files.createDirectory(dir.resolve("sub.csv"));
        assertTarget(dir.resolve("sub.csv"), ": exists and is not a file; choose another name");
        TableWriter.checkTarget(Path.of("a.csv"));
        TableWriter.checkTarget(dir.resolve("A.CSV"));
    }

    private void assertTarget(Path target, String message) {
        assertThatThrownBy(() -> TableWriter.checkTarget(target))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageStartingWith("output " + target + message);
        assertThatThrownBy(() -> TableWriter.write(rowNumbers(1), target)).isInstanceOf(InvalidArgumentException.class);
    }

    @Test
    void whatCannotBeWrittenIsNamed() {
        Path path = dir.resolve("a.parquet");
        Table.Builder table = Table.builder().column("big", Column.ofStored(ColumnType.of(Kind.INT128), new String[] {
            "170141183460469231731687303715884105727"
        }));
        assertThatThrownBy(() -> TableWriter.write(table.build(), path))
                .isInstanceOf(DataAccessException.class)
                .hasMessageStartingWith("output " + path + ": cannot be written: ");
        TableWriter.write(table.build(), dir.resolve("a.csv"));
        assertThatThrownBy(() -> TableWriter.write(
                        Table.builder()
                                .column("d", Column.ofStored(ColumnType.decimal(40, 2), new String[] {"1.00"}))
                                .build(),
                        path))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage(
                        "column d: expected at most 38 decimal digits, got DECIMAL(40,2); convert it to text or to a double");
        Path input = file(dir.resolve("in.parquet"), "SELECT 1 AS n");
        try (TableSource source = open(input)) {
            assertThatThrownBy(() -> TableWriter.writeRows(source, rowNumbers(1), path))
                    .isInstanceOf(InvalidArgumentException.class)
                    .hasMessage("output " + path
                            + ": column n would occur twice; rename one, for instance with another suffix");
        }
        assertThat(names(dir)).containsExactly("a.csv", "in.parquet");
    }

    @Test
    void aLinkIsWrittenThrough() throws IOException {
        Path real = Files.writeString(dir.resolve("real.csv"), "old");
        Path link = Files.createSymbolicLink(dir.resolve("link.csv"), real);
        TableWriter.write(rowNumbers(1), link);
        assertThat(link).isSymbolicLink();
        assertThat(real).hasContent("n\n0\n");
    }

    private static Table rowNumbers(int rows) {
        long[] numbers = new long[rows];
        Arrays.setAll(numbers, i -> i);
        return Table.builder().column("n", numbers).build();
    }

    /** Columns made from a source's rows while they are read, as a fit's row outputs are. */
    private record FromSource(TableSource source) implements Dataset {

        @Override
        public Schema schema() {
            return new Schema(List.of(
                    new Schema.Field("x2_fit", ColumnType.FLOAT64), new Schema.Field("selected", ColumnType.BOOLEAN)));
        }

        @Override
        public OptionalLong knownRows() {
            return source.knownRows();
        }

        @Override
        public BlockReader read(List<ColumnRequest> columns) {
            assertThat(columns).hasSize(2);
            return source.read(List.of(ColumnRequest.number("x2"), ColumnRequest.value(TableSource.SELECTION_COLUMN)));
        }

        @Override
        public String description() {
            return "made from " + source.description();
        }
    }

    /** Fails after some blocks. */
    private record Failing(Dataset data, int blocks) implements Dataset {

        @Override
        public Schema schema() {
            return data.schema();
        }

        @Override
        public OptionalLong knownRows() {
            return OptionalLong.empty();
        }

        @Override
        public BlockReader read(List<ColumnRequest> columns) {
            List<Integer> read = new ArrayList<>();
            BlockReader reader = data.read(columns);
            return new BlockReader() {
                @Override
                public @Nullable Block next() {
                    read.add(1);
                    if (read.size() > blocks) {
                        throw new DataAccessException("the disk is on fire");
                    }
                    return reader.next();
                }

                @Override
                public void close() {
                    reader.close();
                }
            };
        }

        @Override
        public String description() {
            return "failing";
        }
    }
}
