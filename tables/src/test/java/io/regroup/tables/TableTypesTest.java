package io.regroup.tables;

import static io.regroup.tables.TestFiles.file;
import static io.regroup.tables.TestFiles.notes;
import static io.regroup.tables.TestFiles.numbers;
import static io.regroup.tables.TestFiles.open;
import static io.regroup.tables.TestFiles.text;
import static io.regroup.tables.TestFiles.values;
import static org.assertj.core.api.Assertions.assertThat;

import io.regroup.api.data.ColumnRequest;
import io.regroup.api.data.ColumnType;
import io.regroup.api.data.ColumnType.Kind;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TableTypesTest {

    @TempDir
    Path dir;

    private static Arguments type(ColumnType type, String sqlType, Object... literalsAndValues) {
        return Arguments.of(type, sqlType, Arrays.asList(literalsAndValues));
    }

    static List<Arguments> types() {
        return List.of(
                type(ColumnType.BOOLEAN, "BOOLEAN", "true", true, "false", false),
                type(ColumnType.of(Kind.INT8), "TINYINT", "-128", -128L, "127", 127L),
                type(ColumnType.of(Kind.INT16), "SMALLINT", "-32768", -32768L),
                type(ColumnType.INT32, "INTEGER", "-2147483648", -2147483648L),
                type(ColumnType.INT64, "BIGINT", "-9223372036854775808", Long.MIN_VALUE, "0", 0L),
                type(ColumnType.of(Kind.UINT8), "UTINYINT", "255", 255L),
                type(ColumnType.of(Kind.UINT16), "USMALLINT", "65535", 65535L),
                type(ColumnType.of(Kind.UINT32), "UINTEGER", "4294967295", 4294967295L),
                type(
                        ColumnType.of(Kind.UINT64),
                        "UBIGINT",
                        "18446744073709551615",
                        new BigInteger("18446744073709551615")),
                type(
                        ColumnType.of(Kind.INT128),
                        "HUGEINT",
                        "-170141183460469231731687303715884105727",
                        new BigInteger("-170141183460469231731687303715884105727")),
                type(
                        ColumnType.of(Kind.UINT128),
                        "UHUGEINT",
                        "340282366920938463463374607431768211455",
                        new BigInteger("340282366920938463463374607431768211455")),
                type(ColumnType.decimal(4, 1), "DECIMAL(4,1)", "-123.4", new BigDecimal("-123.4")),
                type(
                        ColumnType.decimal(38, 10),
                        "DECIMAL(38,10)",
                        "1234567890123456789012345678.0123456789",
                        new BigDecimal("1234567890123456789012345678.0123456789")),
                type(ColumnType.of(Kind.FLOAT32), "FLOAT", "0.1", (double) 0.1f, "nan", Double.NaN),
                type(ColumnType.FLOAT64, "DOUBLE", "-0.0", -0.0, "nan", Double.NaN, "-inf", Double.NEGATIVE_INFINITY),
                type(ColumnType.STRING, "VARCHAR", "", "", "naïve ☃ 'x' \"y\", z\n2", "naïve ☃ 'x' \"y\", z\n2"),
                type(ColumnType.STRING, "ENUM('a','b)','c')", "b)", "b)"),
                type(
                        ColumnType.of(Kind.UUID),
                        "UUID",
                        "3f2a0b1c-0000-4000-8000-00000000000A",
                        UUID.fromString("3f2a0b1c-0000-4000-8000-00000000000a")),
                type(
                        ColumnType.of(Kind.DATE),
                        "DATE",
                        "1969-12-31",
                        LocalDate.of(1969, 12, 31),
                        "infinity",
                        LocalDate.ofEpochDay(Integer.MAX_VALUE),
                        "-infinity",
                        LocalDate.ofEpochDay(-Integer.MAX_VALUE)),
                type(ColumnType.of(Kind.TIME), "TIME", "23:59:59.999999", LocalTime.parse("23:59:59.999999")),
                type(
                        ColumnType.of(Kind.TIMESTAMP),
                        "TIMESTAMP",
                        "1969-12-31 23:59:59.999999",
                        LocalDateTime.parse("1969-12-31T23:59:59.999999"),
                        "infinity",
                        LocalDateTime.parse("+294247-01-10T04:00:54.775807")),
                type(
                        ColumnType.of(Kind.TIMESTAMP),
                        "TIMESTAMP_S",
                        "2024-02-29 12:00:00",
                        LocalDateTime.parse("2024-02-29T12:00")),
                type(
                        ColumnType.of(Kind.TIMESTAMP),
                        "TIMESTAMP_MS",
                        "2024-02-29 12:00:00.123",
                        LocalDateTime.parse("2024-02-29T12:00:00.123")),
                type(
                        ColumnType.of(Kind.TIMESTAMP_NANOS),
                        "TIMESTAMP_NS",
                        "1969-12-31 23:59:59.999999999",
                        LocalDateTime.parse("1969-12-31T23:59:59.999999999")),
                type(
                        ColumnType.of(Kind.TIMESTAMP_UTC),
                        "TIMESTAMP WITH TIME ZONE",
                        "2024-02-29 12:00:00.000001+02",
                        Instant.parse("2024-02-29T10:00:00.000001Z")));
    }

    @ParameterizedTest
    @MethodSource("types")
    void valuesKeepTypeAndValue(ColumnType type, String sqlType, List<Object> literalsAndValues) {
        StringBuilder query = new StringBuilder("SELECT CAST(v AS " + sqlType + ") AS v FROM (VALUES (NULL)");
        List<Object> expected = new java.util.ArrayList<>();
        expected.add(null);
        for (int i = 0; i < literalsAndValues.size(); i += 2) {
            query.append(", ('")
                    .append(((String) literalsAndValues.get(i)).replace("'", "''"))
                    .append("')");
            expected.add(literalsAndValues.get(i + 1));
        }
        try (TableSource source = TableSource.sql(query + ") t(v)").open()) {
            assertThat(source.schema().typeOf("v")).isEqualTo(type);
            assertThat(values(source, "v")).isEqualTo(expected);
            if (type.isNumeric()) {
                List<Object> doubles = expected.stream()
                        .<Object>map(v -> v == null ? Double.NaN : new BigDecimalOrDouble(v).nearest())
                        .toList();
                assertThat(numbers(source, "v")).isEqualTo(doubles);
            }
        }
    }

    private record BigDecimalOrDouble(Object value) {
        double nearest() {
            return value instanceof Double d ? d : new BigDecimal(value.toString()).doubleValue();
        }
    }

    @Test
    void otherTypesAreCarriedInTheSchemaOnly() {
        try (TableSource source = TableSource.sql(
                        "SELECT [1] AS l, {'a': 1} AS s, INTERVAL 1 DAY AS i, 'x'::BLOB AS b,"
                                + " MAP {1: 2} AS m, TIMETZ '10:00:00+01' AS z, '{}'::JSON AS j, ['a'::ENUM('a','b')] AS e, 1 AS k")
                .open()) {
            assertThat(source.schema().fields())
                    .filteredOn(field -> field.type().kind() == Kind.OTHER)
                    .hasSize(8);
            assertThat(values(source, "k")).containsExactly(1L);
        }
    }

    @Test
    void integersThatADoubleCannotHoldAreCountedOnce() {
        Path path = file(
                dir.resolve("a.parquet"),
                "SELECT * FROM (VALUES (9007199254740992, 1::UBIGINT), (9007199254740993, 18446744073709551615),"
                        + " (-9007199254740993, 18446744073709549568), (9223372036854775807, 9007199254740993),"
                        + " (-9223372036854775808, 3), (NULL, NULL)) t(id, u)");
        try (TableSource source = open(path)) {
            assertThat(numbers(source, "id")).containsExactly(0x1p53, 0x1p53, -0x1p53, 0x1p63, -0x1p63, Double.NaN);
            assertThat(notes(source, ColumnRequest.number("id"), ColumnRequest.number("id"), ColumnRequest.number("u")))
                    .containsExactly(
                            "column id: 3 values do not fit a double exactly; the nearest double is used",
                            "column u: 2 values do not fit a double exactly; the nearest double is used");
            assertThat(notes(source, ColumnRequest.value("id"))).isEmpty();
        }
    }

    @Test
    void wideNumbersAreReadAsTheNearestDoubleAndCountedWhenTheyLoseDigits() {
        Random random = new Random(7);
        StringBuilder rows = new StringBuilder("(NULL, NULL, NULL)");
        for (int i = 0; i < 3000; i++) {
            BigInteger digits = new BigInteger(random.nextInt(1, 120), random);
            BigInteger sign = random.nextBoolean() ? BigInteger.ONE : BigInteger.ONE.negate();
            rows.append(", (")
                    .append(digits.multiply(sign))
                    .append("::HUGEINT, ")
                    .append(digits)
                    .append("::UHUGEINT, '")
                    .append(new BigDecimal(digits.multiply(sign), 10))
                    .append("'::DECIMAL(38,10))");
        }
        try (TableSource source = TableSource.sql("SELECT * FROM (VALUES " + rows + ") t(h, u, d)")
                .open()) {
            for (String name : List.of("h", "u", "d")) {
                List<Object> exact = values(source, name);
                List<Object> nearest = numbers(source, name);
                long lost = 0;
                for (int i = 1; i < exact.size(); i++) {
                    BigDecimal value = new BigDecimal(exact.get(i).toString());
                    double number = value.doubleValue();
                    assertThat(nearest.get(i)).as(name + " " + value).isEqualTo(number);
                    BigDecimal back =
                            name.equals("d") ? new BigDecimal(Double.toString(number)) : new BigDecimal(number);
                    lost += back.compareTo(value) == 0 ? 0 : 1;
                }
                assertThat(notes(source, ColumnRequest.number(name)))
                        .containsExactly("column " + name + ": " + lost
                                + " values do not fit a double exactly; the nearest double is used");
            }
        }
    }

    @Test
    void decimalsOfUpToFifteenDigitsAndShortLongOnesAreNotCounted() {
        try (TableSource source = TableSource.sql(
                        "SELECT 0.1::DECIMAL(15,3) AS a, 123456789012.345::DECIMAL(15,3) AS b, 0.1::DECIMAL(38,30) AS c,"
                                + " 12345678901234567.5::DECIMAL(18,1) AS d")
                .open()) {
            assertThat(numbers(source, "a")).containsExactly(0.1);
            assertThat(numbers(source, "c")).containsExactly(0.1);
            assertThat(notes(
                            source,
                            ColumnRequest.number("a"),
                            ColumnRequest.number("b"),
                            ColumnRequest.number("c"),
                            ColumnRequest.number("d")))
                    .containsExactly("column d: 1 value does not fit a double exactly; the nearest double is used");
        }
    }

    @Test
    void missingValuesDoNotLeakFromBlockToBlock() {
        Path path = file(
                dir.resolve("a.parquet"),
                "SELECT CASE WHEN i < 70000 AND i % 2 = 0 THEN NULL ELSE i END AS n,"
                        + " CASE WHEN i < 70000 AND i % 2 = 0 THEN NULL ELSE i::VARCHAR END AS s,"
                        + " CASE WHEN i < 70000 AND i % 2 = 0 THEN NULL ELSE i::DOUBLE END AS d FROM range(200000) t(i)");
        try (TableSource source = open(path)) {
            List<Object> n = values(source, "n");
            List<Object> s = values(source, "s");
            List<Object> d = values(source, "d");
            for (int i = 0; i < 200_000; i++) {
                boolean missing = i < 70000 && i % 2 == 0;
                assertThat(n.get(i)).isEqualTo(missing ? null : (Object) (long) i);
                assertThat(s.get(i)).isEqualTo(missing ? null : Integer.toString(i));
                assertThat(d.get(i)).isEqualTo(missing ? null : (Object) (double) i);
            }
        }
    }

    /** One decimal point makes doubles of all. */
    @Test
    void keysThatDoublesMayNotTellApartAreNoted() {
        Path csv = text(dir.resolve("keys.csv"), "k,x", "9007199254740993,1.5", "9007199254740992.0,2.5", "3,1e300");
        try (TableSource source = open(csv)) {
            assertThat(notes(source, ColumnRequest.value("k")))
                    .containsExactly("column k: not all values are integers, so they are read as doubles; 2 are"
                            + " 2^53 or more, where two integers can become one; to tell them apart, read them as"
                            + " text by an SQL query with options");
            assertThat(notes(source, ColumnRequest.number("k"), ColumnRequest.number("x")))
                    .isEmpty();
        }
    }
}
