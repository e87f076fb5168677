package io.regroup.api.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regroup.api.InvalidArgumentException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ColumnTest {

    private static Object stored(ColumnType.Kind kind, long value) {
        return Column.ofStored(ColumnType.of(kind), new long[] {value}, null).get(0);
    }

    @Test
    void storedIntegersBecomeWhatTheirTypeSays() {
        assertThat(stored(ColumnType.Kind.BOOLEAN, 1)).isEqualTo(true);
        assertThat(stored(ColumnType.Kind.INT8, -5)).isEqualTo(-5L);
        assertThat(stored(ColumnType.Kind.DATE, -1)).isEqualTo(LocalDate.of(1969, 12, 31));
        assertThat(stored(ColumnType.Kind.TIME, 3_600_000_001L)).isEqualTo(LocalTime.of(1, 0, 0, 1_000));
        assertThat(stored(ColumnType.Kind.TIME, 86_400_000_000L)).isEqualTo("24:00");
        assertThat(stored(ColumnType.Kind.TIMESTAMP, -1))
                .isEqualTo(LocalDateTime.of(1969, 12, 31, 23, 59, 59, 999_999_000));
        assertThat(stored(ColumnType.Kind.TIMESTAMP_NANOS, 1)).isEqualTo(LocalDateTime.of(1970, 1, 1, 0, 0, 0, 1));
        assertThat(stored(ColumnType.Kind.TIMESTAMP_UTC, 1_000_000)).isEqualTo(Instant.ofEpochSecond(1));
    }

    @Test
    void storedStringsBecomeWhatTheirTypeSays() {
        UUID id = new UUID(1, 2);
        assertThat(Column.ofStored(ColumnType.of(ColumnType.Kind.UUID), new String[] {id.toString()})
                        .get(0))
                .isEqualTo(id);
        assertThat(Column.ofStored(ColumnType.decimal(4, 2), new String[] {"1.50"})
                        .get(0))
                .isEqualTo(new BigDecimal("1.50"));
        assertThat(Column.ofStored(ColumnType.of(ColumnType.Kind.UINT64), new String[] {"18446744073709551615"})
                        .get(0))
                .isEqualTo(BigInteger.TWO.pow(64).subtract(BigInteger.ONE));
    }

    @Test
    void everyNumericArrayCopiesAsDoublesAndMissingIsNaN() {
        Column[] columns = {
            Column.of(1.0, 2.0, 3.0),
            Column.of(1f, 2f, 3f),
            Column.of(1L, 2L, 3L),
            Column.of(1, 2, 3),
            Column.ofStored(ColumnType.decimal(3, 1), new String[] {"1.0", "2.0", "3.0"})
        };
        for (Column column : columns) {
            double[] into = {9, 9, 9, 9};
            column.slice(1, 3).copyDoubles(0, 2, into, 1);
            assertThat(into).as(column.type().toString()).containsExactly(9, 2, 3, 9);
        }
        double[] into = new double[2];
        boolean[] missing = {true, false};
        Column.ofStored(ColumnType.INT64, new long[] {7, 8}, missing).copyDoubles(0, 2, into, 0);
        assertThat(into).containsExactly(Double.NaN, 8);
        Column.ofStored(ColumnType.FLOAT64, new double[] {7, 8}, missing).copyDoubles(0, 2, into, 0);
        assertThat(into).containsExactly(Double.NaN, 8);
    }

    @Test
    void whatIsNotANumberCannotBeCopiedAsOne() {
        assertThatThrownBy(() -> Column.of("a").copyDoubles(0, 1, new double[1], 0))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessage("a STRING column is not numeric");
        assertThatThrownBy(() -> Column.of(true).copyDoubles(0, 1, new double[1], 0))
                .hasMessage("a BOOLEAN column is not numeric");
    }

    @Test
    void tablesCheckNamesAndLengths() {
        assertThatThrownBy(() -> Table.builder()
                        .column("a", new int[2])
                        .column("b", new double[3])
                        .build())
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("column b: expected length 2 (as a), got 3");
        assertThatThrownBy(() -> Table.builder()
                        .column("a", new int[2])
                        .column("a", new double[2])
                        .build())
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("column a: occurs twice; rename one of the two");
    }

    @Test
    void tablesAreMadeWithoutCopying() {
        double[] values = {1, 2};
        Table table = Table.builder().column("a", values).build();
        values[1] = 5;
        assertThat(table.doubles("a")).containsExactly(1, 5);
    }

    @Test
    void codesAreThoseOfTheStrings() {
        assertThat(Column.ofCodes(new byte[] {1, 0}, "a", null).getString(1)).isEqualTo("a");
        assertThat(Column.ofCodes(new byte[] {127}, new String[128]).size()).isEqualTo(1);
        assertThat(Column.ofCodes(new byte[0]).size()).isZero();
        assertThatThrownBy(() -> Column.ofCodes(new byte[1], new String[129]))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("values: expected at most 128 strings, got 129; use of(values) with one string per row");
        assertThatThrownBy(() -> Column.ofCodes(new byte[] {0, 2}, "a", "b"))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("codes: expected 0 to 1, got 2 in row 1; number the strings from 0");
        assertThatThrownBy(() -> Column.ofCodes(new byte[] {0, -1}, "a", "b"))
                .hasMessage("codes: expected 0 to 1, got -1 in row 1; number the strings from 0");
    }

    @Test
    void booleansAreZeroOrOne() {
        Column right = Column.ofStored(ColumnType.BOOLEAN, new long[] {0, 1, 7}, new boolean[] {false, false, true});
        assertThat(Table.builder().column("good", right).build().rowCount()).isEqualTo(3);
        Column wrong = Column.ofStored(ColumnType.BOOLEAN, new long[] {0, 1, 7}, null);
        assertThatThrownBy(() -> Table.builder().column("good", wrong).build())
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("column good: expected 0 or 1 for false or true, got 7 in row 2; store no other numbers");
    }

    @Test
    void aNumberThatIsNoneSaysWhereItIs() {
        Column column = Column.ofStored(ColumnType.decimal(5, 2), new String[] {"1.50", null, "abc"});
        assertThatThrownBy(() -> column.copyDoubles(0, 3, new double[3], 0))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage(
                        "row 2: expected a number of type DECIMAL(5,2) as text, got abc; store its digits, or say that the"
                                + " column is text");
    }
}
