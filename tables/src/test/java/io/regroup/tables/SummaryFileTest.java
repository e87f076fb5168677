package io.regroup.tables;

import static io.regroup.tables.TestFiles.duckdb;
import static io.regroup.tables.TestFiles.names;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.regroup.api.FitSpec;
import io.regroup.api.InvalidArgumentException;
import io.regroup.api.Regroup;
import io.regroup.api.RowUse;
import io.regroup.api.RunOptions;
import io.regroup.api.StandardErrors;
import io.regroup.api.data.Column;
import io.regroup.api.data.ColumnType;
import io.regroup.api.data.ColumnType.Kind;
import io.regroup.api.data.DataAccessException;
import io.regroup.api.data.RowOrigin;
import io.regroup.api.data.Schema;
import io.regroup.api.data.Table;
import io.regroup.api.result.FitResult;
import io.regroup.api.result.FitSummary;
import io.regroup.api.result.Naming;
import io.regroup.api.result.SummaryHeader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Summaries survive their files to the last bit; what is no summary, or not as it was saved, is refused. */
class SummaryFileTest {

    private static final FitSpec SPEC =
            FitSpec.groupBy("k").targets("y").features("x").build();

    @TempDir
    Path dir;

    private Path rows;
    private Path saved;

    @BeforeEach
    void saveASummary() {
        rows = dir.resolve("rows.parquet");
        duckdb("COPY (SELECT i % 7 AS k, sin(i) AS x, cos(3 * i) + i % 7 AS y FROM range(1000) t(i)) TO '" + rows
                + "'");
        saved = dir.resolve("saved.parquet");
        try (TableSource source = TestFiles.open(rows)) {
            SummaryFile.write(
                    Regroup.summarize(source, SPEC, RunOptions.defaults()).summary(), saved);
        }
    }

    private static SummaryFile open(Path path) {
        return SummaryFile.open(List.of(path.toString())).get(0);
    }

    private record Made(SummaryHeader header, Table groups, String description) implements FitSummary {}

    private static void assertSameBits(Table got, Table expected) {
        assertThat(got.schema()).isEqualTo(expected.schema());
        assertThat(got.rowCount()).isEqualTo(expected.rowCount());
        for (String name : expected.schema().names()) {
            for (int row = 0; row < expected.rowCount(); row++) {
                // of doubles: 0.0 is not -0.0
                assertThat(got.column(name).get(row))
                        .as(name + " in row " + row)
                        .isEqualTo(expected.column(name).get(row));
            }
        }
    }

    @Test
    void combinedFilesAreTheFitOfAllRows() {
        List<String> days = new ArrayList<>();
        for (int day = 0; day < 5; day++) {
            Path file = dir.resolve("day" + day + ".parquet");
            String query = "SELECT * FROM '" + rows + "' WHERE (k + 2 * floor(10 * x)::INT) % 5 IN (" + day + ", "
                    + -day + ")";
            try (TableSource source = TableSource.sql(query).open()) {
                SummaryFile.write(
                        Regroup.summarize(source, SPEC, RunOptions.defaults()).summary(), file);
            }
            days.add(file.toString());
        }

        FitResult got = Regroup.combine(
                SummaryFile.open(List.of(dir.resolve("day*.parquet").toString())), RunOptions.defaults());

        FitResult expected;
        try (TableSource source = TestFiles.open(rows)) {
            expected = Regroup.fit(source, SPEC);
        }
        assertThat(got.rowsRead()).isEqualTo(1000);
        assertThat(got.groups().schema()).isEqualTo(expected.groups().schema());
        for (String name : List.of("y_fit_beta0", "y_fit_beta1", "y_fit_beta0_err", "y_fit_beta1_err", "y_fit_rms")) {
            double[] numbers = expected.groups().doubles(name);
            for (int group = 0; group < 7; group++) {
                assertThat(got.groups().doubles(name)[group])
                        .as(name + " of group " + group)
                        .isCloseTo(numbers[group], within(1e-12));
            }
        }
        assertThat(SummaryFile.open(days)).hasSize(5);
    }

    /** Every type of key, missing and special values; every double that a summary may hold. */
    @Test
    void everyKeyAndNumberSurvives() {
        List<Column> keys = new ArrayList<>();
        boolean[] missing = {false, false, true};
        for (Kind kind : Kind.values()) {
            switch (kind) {
                case OTHER -> {}
                case DECIMAL ->
                    keys.add(Column.ofStored(ColumnType.decimal(5, 2), new String[] {"-1.25", "300.00", null}));
                case UUID ->
                    keys.add(Column.ofStored(ColumnType.of(kind), new String[] {
                        "00000000-0000-4000-8000-000000000001", "00000000-0000-4000-8000-000000000002", null
                    }));
                default ->
                    keys.add(
                            switch (ColumnType.of(kind).storage()) {
                                case LONG -> Column.ofStored(ColumnType.of(kind), new long[] {0, 1, 0}, missing);
                                case DOUBLE ->
                                    Column.ofStored(ColumnType.of(kind), new double[] {1.5, Double.NaN, 0}, missing);
                                case STRING -> Column.ofStored(ColumnType.of(kind), new String[] {"1", "22", null});
                            });
            }
        }
        double[][] numbers = {
            {2, 1, 3},
            {0.1, -0.0, 0.0},
            {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY},
            {Double.MIN_VALUE, -Double.MAX_VALUE, 1 + Math.ulp(1.0)}
        };
        Table.Builder table = Table.builder();
        List<Schema.Field> fields = new ArrayList<>();
        for (Column key : keys) {
            fields.add(new Schema.Field("key \"" + key.type() + "\"", key.type()));
            table.column(fields.getLast().name(), key);
        }
        List<String> names = List.of("group_rows", "y'1.rows", "a", "b");
        for (int k = 0; k < names.size(); k++) {
            table.column(names.get(k), numbers[k]);
        }
        FitSpec spec = new FitSpec(
                fields.stream().map(Schema.Field::name).toList(),
                List.of("y'1", "☃ \"2\""),
                List.of("x"),
                "w",
                null,
                List.of(),
                "ols",
                Map.of("rank-tolerance", "1e-7"),
                true,
                List.of(3, 4),
                RowUse.JOINT,
                "",
                Naming.TERM,
                false,
                StandardErrors.CLASSIC,
                null);
        SummaryHeader header = new SummaryHeader(
                spec,
                fields,
                new RowOrigin(Map.of("x", "a\n -- b\n + 'c'"), "x > 1 AND name = 'O''Hara; \\'"),
                "some-form",
                12,
                names,
                1L << 40,
                6,
                List.of("a note", "another"));
        FitSummary summary = new Made(header, table.build(), "every type");
        Path file = dir.resolve("every [type].parquet");

        SummaryFile.write(summary, file);

        assertThat(open(file).header()).isEqualTo(header);
        assertThat(open(file).description()).isEqualTo("summary " + file);
        assertSameBits(open(file).groups(), table.build());
        assertThat(names(dir)).containsExactly("every [type].parquet", "rows.parquet", "saved.parquet");
    }

    /** Many distinct and repeated numbers, zeros of both signs among them. */
    @Test
    void manyNumbersSurvive() {
        int groups = 300_000;
        SplittableRandom random = new SplittableRandom(4);
        int[] key = new int[groups];
        double[] x = new double[groups];
        double[] y = new double[groups];
        Arrays.setAll(key, i -> i);
        Arrays.setAll(x, i -> random.nextInt(3) == 0 ? (random.nextBoolean() ? 0.0 : -0.0) : random.nextGaussian());
        Arrays.setAll(y, i -> random.nextInt(4) == 0 ? Double.NaN : x[i] * random.nextInt(-2, 3));
        Table table =
                Table.builder().column("k", key).column("x", x).column("y", y).build();
        FitSummary summary =
                Regroup.summarize(table, SPEC, RunOptions.defaults()).summary();
        Path file = dir.resolve("many.parquet");

        SummaryFile.write(summary, file);

        Table expected = summary.groups();
        Table got = open(file).groups();
        for (String name : expected.schema().names()) {
            // Arrays compares bits: 0.0 is not -0.0
            assertThat(Arrays.equals(got.doubles(name), expected.doubles(name)))
                    .as(name)
                    .isTrue();
        }
    }

    /** Summaries of groups at which a program is at fault are marked by a NaN with a payload. */
    @ParameterizedTest(name = "{0} groups")
    @CsvSource({"3", "10000"})
    void payloadsOfNaNSurvive(int groups) {
        FitSummary plain = open(saved);
        long[] keys = LongStream.range(0, groups).toArray();
        double[] numbers = new double[groups];
        Arrays.setAll(numbers, i -> switch (i % 3) {
            case 0 -> Double.NaN;
            case 1 -> Double.longBitsToDouble(0x7ffc_4641_554c_5400L);
            default -> i;
        });
        Table.Builder table = Table.builder().column("k", keys);
        plain.header().numbers().forEach(name -> table.column(name, numbers));
        Path file = dir.resolve("payloads.parquet");

        SummaryFile.write(new Made(plain.header(), table.build(), "payloads"), file);

        for (double[] got : List.of(
                open(file).groups().doubles("y.rows"), open(file).groups().doubles("y.r.2.2"))) {
            assertThat(Arrays.stream(got).mapToLong(Double::doubleToRawLongBits).toArray())
                    .isEqualTo(Arrays.stream(numbers)
                            .mapToLong(Double::doubleToRawLongBits)
                            .toArray());
        }
    }

    @Test
    void anyParquetToolCanLookAtIt() {
        assertThat(open(saved).groups().schema().names())
                .containsExactly(
                        "k",
                        "group_rows",
                        "y.rows",
                        "y.pivot.x",
                        "y.pivot.y",
                        "y.r.0.0",
                        "y.r.0.1",
                        "y.r.1.1",
                        "y.r.0.2",
                        "y.r.1.2",
                        "y.r.2.2",
                        "y.least.x",
                        "y.greatest.x");
        try (TableSource source = TableSource.sql("SELECT decode(key) AS key, "
                        + "json_extract_string(decode(value), '$.fitter') AS fitter, "
                        + "json_extract_string(decode(value), '$.group_by[0].type') AS type "
                        + "FROM parquet_kv_metadata('" + saved + "')")
                .open()) {
            assertThat(TestFiles.values(source, "key")).containsExactly("regroup_summary");
            assertThat(TestFiles.values(source, "fitter")).containsExactly("ols");
            assertThat(TestFiles.values(source, "type")).containsExactly("INT64");
        }
    }

    @Test
    void originOfRowsIsKept() {
        FitSpec spec = FitSpec.groupBy("k")
                .targets("y")
                .features("x2")
                .selection(TableSource.SELECTION_COLUMN)
                .build();
        Path file = dir.resolve("origin.parquet");
        try (TableSource source = TableSource.files(List.of(rows.toString()))
                .computed("x2", " x * x ")
                .select("k > 2")
                .open()) {
            SummaryFile.write(
                    Regroup.summarize(source, spec, RunOptions.defaults()).summary(), file);
        }
        SummaryHeader selected = open(file).header();
        assertThat(selected.origin()).isEqualTo(new RowOrigin(Map.of("x2", "x * x"), "k > 2"));
        assertThat(selected.rowsRead()).isEqualTo(1000);
        assertThat(selected.rowsSelected()).isEqualTo(571);
        try (TableSource source = TableSource.files(List.of(rows.toString()))
                .computed("x2", "x * x")
                .where("k > 2")
                .open()) {
            FitSummary filtered = Regroup.summarize(
                            source, spec.toBuilder().selection(null).build(), RunOptions.defaults())
                    .summary();
            assertThat(filtered.header().origin()).isEqualTo(selected.origin());
            assertThat(Regroup.combine(List.of(filtered, open(file)), RunOptions.defaults())
                            .rowsSelected())
                    .isEqualTo(1142);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "saved.csv | summary %s: a summary is a Parquet file; give it a name that ends with .parquet",
                "saved.parquet.gz | summary %s: a summary is a Parquet file; give it a name that ends with .parquet",
                "no/saved.parquet | output %s: there is no directory %p; create it first"
            })
    void targetsThatCannotBeWritten(String name, String message) {
        Path target = dir.resolve(name);
        assertThatThrownBy(() -> SummaryFile.checkTarget(target))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage(message.replace("%s", target.toString())
                        .replace("%p", target.getParent().toString()));
    }

    private static void refused(Path file, String message) {
        assertThatThrownBy(() -> open(file).groups())
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("summary " + file + ": " + message);
    }

    @Test
    void otherFilesAreRefused() throws IOException {
        refused(rows, "is no summary of a fit; give files that regroup fit --save-summary has written");
        Path csv = Files.writeString(dir.resolve("a.csv"), "k,x\n1,2\n");
        refused(csv, "expected a Parquet file as --save-summary writes it, got CSV");
        assertThatThrownBy(() -> SummaryFile.open(List.of(saved.toString(), saved.toString())))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("input " + saved + ": given twice, its rows would count double; give it once");
        assertThatThrownBy(() -> SummaryFile.open(List.of()))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("input: no file given; name at least one");
    }

    @Test
    void truncatedFileIsAnError() throws IOException {
        byte[] bytes = Files.readAllBytes(saved);
        for (int length : new int[] {0, 4, bytes.length / 2, bytes.length - 1}) {
            Path file = dir.resolve("truncated" + length + ".parquet");
            Files.write(file, Arrays.copyOf(bytes, length));
            assertThatThrownBy(() -> open(file))
                    .isInstanceOf(DataAccessException.class)
                    .hasMessageStartingWith("summary " + file + ": cannot be read: ");
        }
    }

    /** Writes the saved summary once more with another header. */
    private Path withHeader(String header, String columns) {
        Path file = dir.resolve("changed.parquet");
        duckdb("COPY (SELECT " + columns + " FROM '" + saved + "') TO '" + file
                + "' (FORMAT parquet, KV_METADATA {regroup_summary: '" + header.replace("'", "''") + "'})");
        return file;
    }

    private String header() {
        try (TableSource source = TableSource.sql("SELECT decode(value) AS v FROM parquet_kv_metadata('" + saved + "')")
                .open()) {
            return String.valueOf(TestFiles.values(source, "v").get(0));
        }
    }

    @Test
    void headersThatCannotBeReadAreRefused() {
        assertThat(open(withHeader(header(), "*")).groups().rowCount()).isEqualTo(7);
        refused(
                withHeader(header().replace("\"version\":1,", "\"version\":2,"), "*"),
                "is a summary of format version 2, this release reads version 1; use the release of Regroup that wrote it");
        for (String broken : List.of(
                "{",
                "{}",
                "[]",
                header().replace("\"targets\"", "\"target\""),
                header().replace("INT64", "INT65"),
                header().replace("per_target", "per_cent"),
                header().replace("\"min_rows\":[5]", "\"min_rows\":[0]"),
                header().replace("\"fitter\":\"ols\"", "\"fitter\":7"))) {
            assertThatThrownBy(() -> open(withHeader(broken, "*")))
                    .as(broken)
                    .isInstanceOf(InvalidArgumentException.class)
                    .hasMessageMatching("(?s)summary .*changed.parquet: its description of the fit cannot be read "
                            + "\\(.*\\); it is not as it was saved, save it again");
        }
    }

    @Test
    void columnsThatAreNotTheHeadersAreRefused() {
        for (String columns :
                List.of("* EXCLUDE k", "* RENAME (\"y.rows\" AS r)", "k::INT AS k, * EXCLUDE k", "*, 1 AS more")) {
            assertThatThrownBy(() -> open(withHeader(header(), columns)).groups())
                    .as(columns)
                    .isInstanceOf(InvalidArgumentException.class)
                    .hasMessageMatching(
                            "summary .*: expected the columns k \\(INT64\\), group_rows .*, got .*; it is not as"
                                    + " it was saved, save it again");
        }
    }
}
