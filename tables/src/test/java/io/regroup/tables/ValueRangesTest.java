package io.regroup.tables;

import static io.regroup.tables.TestFiles.duckdb;
import static io.regroup.tables.TestFiles.file;
import static io.regroup.tables.TestFiles.open;
import static io.regroup.tables.TestFiles.text;
import static io.regroup.tables.TestFiles.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.regroup.api.InvalidArgumentException;
import io.regroup.api.data.Block;
import io.regroup.api.data.BlockReader;
import io.regroup.api.data.Column;
import io.regroup.api.data.ColumnRequest;
import io.regroup.api.data.ColumnType;
import io.regroup.api.data.RowRange;
import io.regroup.api.data.ValueRange;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What row groups say of their values, against the values that are read from them. */
class ValueRangesTest {

    private static final int GROUP = 2_048;

    /** Column x of 1.0, NaN and 3.0 in one row group that does not count NaNs; pyarrow 25.0.1. */
    private static final String NANS_NOT_COUNTED = """
            UEFSMRUAFTwVPCwVBhUAFQYVBhwYCAAAAAAAAAhAGAgAAAAAAADwPxYAKAgAAAAAAAAIQBgIAAAAAAAA8D8REQAAAAIAAAAGAQAA
            AAAAAPA/AAAAAAAA+H8AAAAAAAAIQBUEGSw1ABgGc2NoZW1hFQIAFQolAhgBeAAWBhkcGRwmABwVChklBgAZGAF4FQAWBha6ARa6
            ASYIPBgIAAAAAAAACEAYCAAAAAAAAPA/FgAoCAAAAAAAAAhAGAgAAAAAAADwPxERABkcFQAVABUCADwpBhkmAAYAAAAWugEWBiYI
            FroBACggcGFycXVldC1jcHAtYXJyb3cgdmVyc2lvbiAyNS4wLjEZHBwAAACsAAAAUEFSMQ==
            """;

    /** Columns k of 1, K of 2, and K_1 of 3, the name under which DuckDB reads the second; pyarrow 25.0.1. */
    private static final String NAMES_ALIKE = """
            UEFSMRUAFRQVFCwVAhUAFQYVBhwYBAEAAAAYBAEAAAAWACgEAQAAABgEAQAAABERAAAAAgAAAAIBAQAAABUAFRQVFCwVAhUAFQYV
            BhwYBAIAAAAYBAIAAAAWACgEAgAAABgEAgAAABERAAAAAgAAAAIBAgAAABUAFRQVFCwVAhUAFQYVBhwYBAMAAAAYBAMAAAAWACgE
            AwAAABgEAwAAABERAAAAAgAAAAIBAwAAABUEGUw1ABgGc2NoZW1hFQYAFQIlAhgBawAVAiUCGAFLABUCJQIYA0tfMQAWAhkcGTwm
            ABwVAhklBgAZGAFrFQAWAhZyFnImCDwYBAEAAAAYBAEAAAAWACgEAQAAABgEAQAAABERABkcFQAVABUCADwpBhkmAAIAAAAmABwV
            AhklBgAZGAFLFQAWAhZyFnImejwYBAIAAAAYBAIAAAAWACgEAgAAABgEAgAAABERABkcFQAVABUCADwpBhkmAAIAAAAmABwVAhkl
            BgAZGANLXzEVABYCFnIWcibsATwYBAMAAAAYBAMAAAAWACgEAwAAABgEAwAAABERABkcFQAVABUCADwpBhkmAAIAAAAW1gIWAiYI
            FtYCACggcGFycXVldC1jcHAtYXJyb3cgdmVyc2lvbiAyNS4wLjEZPBwAABwAABwAAABFAQAAUEFSMQ==
            """;

    @TempDir
    Path dir;

    private Path parquet(String name, String query) {
        Path path = dir.resolve(name);
        duckdb("COPY (" + query + ") TO '" + path + "' (ROW_GROUP_SIZE " + GROUP + ")");
        return path;
    }

    /** Ranges as tight as they can be: whatever is read from the rows is the bounds exactly. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "(i % 256 - 128)::TINYINT",
                "(7 * i - 9000)::SMALLINT",
                "CASE i WHEN 5 THEN -2147483648 WHEN 6 THEN 2147483647 ELSE i END::INTEGER",
                "CASE i WHEN 5 THEN -9223372036854775808 WHEN 6 THEN 9223372036854775807 ELSE i END",
                "9007199254740993 + i",
                "(i % 256)::UTINYINT",
                "(65535 - i)::USMALLINT",
                "(4294967295 - i)::UINTEGER",
                "18446744073709551615::UBIGINT - i::UBIGINT",
                "(i / 100 - 20)::DECIMAL(9, 2)",
                "((i - 2000) * 123456789)::DECIMAL(18, 3)",
                "((i - 2000)::HUGEINT * 1234567890123456789012345)::DECIMAL(38, 4)",
                "i >= 2048",
                "(i / 7 - 100)::FLOAT",
                "i / 7 - 100",
                "CASE WHEN i = 3 THEN 'Infinity'::DOUBLE WHEN i = 4 THEN '-Infinity' ELSE sin(i) END",
                "'k' || i",
                "CASE i WHEN 5 THEN '' WHEN 6 THEN chr(65518) WHEN 7 THEN chr(128512) ELSE 'é\\x' || i END",
                "'a' || chr(0) || i",
                "CASE i % 3 WHEN 0 THEN 'b' WHEN 1 THEN 'a' ELSE 'c' END::ENUM('b', 'a', 'c')",
                "md5(i::VARCHAR)::UUID",
                "DATE '1969-12-31' + i::INTEGER - 2000",
                "CASE i WHEN 5 THEN DATE 'infinity' WHEN 6 THEN DATE '-infinity' ELSE DATE '2000-01-01' END",
                "TIME '00:00:00.000001' + to_microseconds(i * 1000000)",
                "TIMESTAMP '1969-12-31 23:59:59.123456' + to_microseconds(i * 1001)",
                "(TIMESTAMP '1969-12-31 23:59:59' + to_seconds(i))::TIMESTAMP_S",
                "(TIMESTAMP '1969-12-31 23:59:59' + to_milliseconds(i))::TIMESTAMP_MS",
                "make_timestamp_ns(i * 1001 - 1000000)",
                "make_timestamptz(1700000000000000 + i * 1001)",
            })
    void everyTypeAsItIsRead(String expression) {
        Path whole = parquet("whole.parquet", "SELECT " + expression + " AS k FROM range(5000) t(i)");
        Path gaps = parquet(
                "gaps.parquet",
                "SELECT CASE WHEN i % 7 = 0 THEN NULL ELSE " + expression + " END k FROM range(5000) t(i)");
        for (Path path : List.of(whole, gaps)) {
            try (TableSource source = open(path)) {
                assertThat(source.valueRanges("k")).hasSize(3).isEqualTo(read(source, "k", GROUP));
            }
        }
    }

    @Test
    void doublesMayHideNaNsBehindTheirBounds() {
        Path path = parquet(
                "a.parquet",
                "SELECT CASE i // 2048 WHEN 0 THEN CASE WHEN i % 9 = 0 THEN 'NaN'::DOUBLE ELSE i END"
                        + " WHEN 1 THEN 'NaN'::DOUBLE WHEN 2 THEN CASE WHEN i % 2 = 0 THEN 'NaN'::DOUBLE END"
                        + " WHEN 3 THEN NULL WHEN 4 THEN -0.0 ELSE i END AS x FROM range(12000) t(i)");
        try (TableSource source = open(path)) {
            assertThat(source.valueRanges("x"))
                    .containsExactly(
                            new ValueRange(new RowRange(0, 2_048), Double.NEGATIVE_INFINITY, Double.NaN, false),
                            new ValueRange(new RowRange(2_048, 4_096), Double.NaN, Double.NaN, false),
                            new ValueRange(new RowRange(4_096, 6_144), Double.NaN, Double.NaN, true),
                            new ValueRange(new RowRange(6_144, 8_192), null, null, true),
                            new ValueRange(new RowRange(8_192, 10_240), 0.0, 0.0, false),
                            new ValueRange(new RowRange(10_240, 12_000), 10_240.0, 11_999.0, false));
        }
    }

    /** Texts of more than 256 bytes are cut by the writer: bounds may be wider then, not narrower. */
    @Test
    void boundsOfLongTextsContainThem() {
        Path path = parquet("a.parquet", "SELECT 'x' || repeat('é', 120 + i // 64) || i AS s FROM range(5000) t(i)");
        try (TableSource source = open(path)) {
            List<ValueRange> ranges = source.valueRanges("s");
            List<ValueRange> read = read(source, "s", GROUP);
            assertThat(ranges).hasSameSizeAs(read).isNotEqualTo(read);
            for (int i = 0; i < ranges.size(); i++) {
                assertThat(ranges.get(i).rows()).isEqualTo(read.get(i).rows());
                assertThat(compare(
                                ColumnType.STRING,
                                ranges.get(i).least(),
                                read.get(i).least()))
                        .isLessThanOrEqualTo(0);
                assertThat(compare(
                                ColumnType.STRING,
                                ranges.get(i).greatest(),
                                read.get(i).greatest()))
                        .isGreaterThanOrEqualTo(0);
            }
        }
    }

    @Test
    void filesAreOneAfterTheOtherWhateverTheirRowGroups() {
        Path empty = parquet("c.parquet", "SELECT 1 AS k LIMIT 0");
        Path second = parquet("b.parquet", "SELECT i::INTEGER AS k FROM range(3000) t(i)");
        Path first = file(dir.resolve("a.parquet"), "SELECT -i AS K FROM range(10000) t(i)");
        try (TableSource source = TableSource.files(List.of(first.toString(), empty.toString(), second.toString()))
                .computed("year", "k")
                .computed("again", "\"Year\"")
                .computed("sum", "k + 0")
                .open()) {
            List<ValueRange> ranges = List.of(
                    new ValueRange(new RowRange(0, 10_000), -9_999L, 0L, false),
                    new ValueRange(new RowRange(10_000, 12_048), 0L, 2_047L, false),
                    new ValueRange(new RowRange(12_048, 13_000), 2_048L, 2_999L, false));
            assertThat(source.valueRanges("K")).isEqualTo(ranges);
            assertThat(source.valueRanges("year")).isEqualTo(ranges);
            assertThat(source.valueRanges("again")).isEqualTo(ranges);
            assertThat(source.valueRanges("sum")).isEmpty();
        }
    }

    /** Where the name means something else to DuckDB than to the file, or the order changes with the type. */
    @Test
    void rangesThatMayNotHoldAreNotGiven() throws Exception {
        Path number = parquet("number.parquet", "SELECT i AS k, i AS only FROM range(9, 12) t(i)");
        Path text = parquet("text.parquet", "SELECT 'x' AS k");
        Path twice = parquet("twice.parquet", "SELECT 1 AS k, 2 AS other");
        Path wide = parquet("wide.parquet", "SELECT 9007199254740993::DOUBLE AS k");
        Path directory = Files.createDirectories(dir.resolve("K=1"));
        Path hidden = Files.copy(number, directory.resolve("number.parquet"));
        duckdb("COPY (SELECT 1 AS k, {'k': 5} AS s, 7 AS \"s, k\") TO '" + dir.resolve("struct.parquet") + "'");
        assertNone("k", number, text);
        assertNone("k", number, wide);
        assertNone("only", number, twice);
        assertNone("k", hidden);
        assertNone("s, k", dir.resolve("struct.parquet"));
        assertNone("k", text(dir.resolve("a.csv"), "k", "1"));
        try (TableSource source =
                TableSource.files(List.of(number.toString())).where("k > 9").open()) {
            assertThat(source.valueRanges("k")).isEmpty();
            assertThat(source.knownRows()).isEmpty();
            assertThat(source.mostRows()).hasValue(3);
        }
        try (TableSource source = TableSource.sql("FROM '" + number + "'").open()) {
            assertThat(source.valueRanges("k")).isEmpty();
            assertThat(source.mostRows()).isEmpty();
        }
        try (TableSource source = open(number)) {
            assertThat(source.valueRanges("k")).hasSize(1);
            assertThatThrownBy(() -> source.valueRanges("nope"))
                    .isInstanceOf(InvalidArgumentException.class)
                    .hasMessageStartingWith("column nope: not in " + number);
        }
    }

    private static void assertNone(String column, Path... files) {
        List<String> names = new ArrayList<>();
        for (Path file : files) {
            names.add(file.toString());
        }
        try (TableSource source = TableSource.files(names).open()) {
            assertThat(source.valueRanges(column)).as("%s of %s", column, names).isEmpty();
        }
    }

    @Test
    void nansThatAreNotCountedMayBeThere() throws Exception {
        try (TableSource source = open(encoded(NANS_NOT_COUNTED))) {
            assertThat(source.valueRanges("x"))
                    .containsExactly(new ValueRange(new RowRange(0, 3), 1.0, Double.NaN, false));
        }
    }

    @Test
    void namesThatDuckDbChangesHaveNoRanges() throws Exception {
        try (TableSource source = open(encoded(NAMES_ALIKE))) {
            assertThat(source.schema().names()).containsExactly("k", "K_1", "K_1_1");
            assertThat(values(source, "K_1")).containsExactly(2L);
            for (String column : source.schema().names()) {
                assertThat(source.valueRanges(column)).isEmpty();
            }
        }
    }

    private Path encoded(String base64) throws IOException {
        return Files.write(dir.resolve("a.parquet"), Base64.getMimeDecoder().decode(base64));
    }

    /** A file of another writer, which does not say that there is no NaN. */
    @Test
    void anotherWritersDoublesMayBeNaN() {
        Path path = Path.of("..", "..", "shared", "data", "credit_amount_v1.parquet");
        assumeTrue(Files.isReadable(path), "the sample of card transactions is not beside the project");
        try (TableSource source = open(path)) {
            ValueRange read = read(source, "V1", Integer.MAX_VALUE).getFirst();
            assertThat(source.valueRanges("V1"))
                    .containsExactly(new ValueRange(read.rows(), read.least(), Double.NaN, false));
        }
    }

    /** The ranges of runs of so many rows, by their values. */
    private static List<ValueRange> read(TableSource source, String column, int rows) {
        List<ValueRange> ranges = new ArrayList<>();
        ColumnType type = Objects.requireNonNull(source.schema().typeOf(column));
        try (BlockReader reader = source.read(List.of(ColumnRequest.value(column)))) {
            Object least = null;
            Object greatest = null;
            boolean missing = false;
            long from = 0;
            long row = 0;
            for (Block block = reader.next(); block != null; block = reader.next()) {
                for (int i = 0; i < block.rowCount(); i++, row++) {
                    if (row - from == rows) {
                        ranges.add(new ValueRange(new RowRange(from, row), least, greatest, missing));
                        least = null;
                        greatest = null;
                        missing = false;
                        from = row;
                    }
                    Object value = stored(block.column(0), i);
                    missing |= value == null;
                    if (value != null) {
                        least = least == null || compare(type, value, least) < 0 ? value : least;
                        greatest = greatest == null || compare(type, value, greatest) > 0 ? value : greatest;
                    }
                }
            }
            ranges.add(new ValueRange(new RowRange(from, row), least, greatest, missing));
        }
        return ranges;
    }

    private static @Nullable Object stored(Column column, int row) {
        if (column.isNull(row)) {
            return null;
        }
        return switch (column.type().storage()) {
            case LONG -> {
                long[] value = new long[1];
                column.copyLongs(row, row + 1, value, 0);
                yield value[0];
            }
            case DOUBLE -> {
                double[] value = new double[1];
                column.copyDoubles(row, row + 1, value, 0);
                yield value[0];
            }
            case STRING -> column.getString(row);
        };
    }

    private static int compare(ColumnType type, Object a, Object b) {
        return switch (type.storage()) {
            case LONG -> Long.compare((Long) a, (Long) b);
            case DOUBLE -> Double.compare((Double) a, (Double) b);
            case STRING ->
                type.isNumeric()
                        ? new BigDecimal((String) a).compareTo(new BigDecimal((String) b))
                        : TestFiles.compareTexts((String) a, (String) b);
        };
    }
}
