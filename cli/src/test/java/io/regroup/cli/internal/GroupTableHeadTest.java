package io.regroup.cli.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.regroup.api.data.Table;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GroupTableHeadTest {

    private static final Table TABLE = Table.builder()
            .column("key", new String[] {"a", "b\nc", null})
            .column("at", new double[] {0.1234567891234, 2, 3})
            .column("group_rows", new long[] {12, 1234567, 3})
            .column("slope", new double[] {1.0 / 3, Double.NaN, -1e-9})
            .column("status", new String[] {"OK", "FAILED", "OK"})
            .build();

    private static String print(int rows, int width) {
        StringWriter text = new StringWriter();
        GroupTableHead.print(TABLE, 2, rows, width, "-o FILE writes all", new PrintWriter(text));
        return text.toString();
    }

    @Test
    void keysInFullAndNumbersToSixDigits() {
        assertThat(print(3, 80)).isEqualTo("""
                key                at  group_rows         slope  status
                a     0.1234567891234          12      0.333333  OK
                b?c               2.0     1234567           NaN  FAILED
                null              3.0           3  -1.00000e-09  OK

                """);
    }

    @Test
    void aTextIsNotTakenForAMissingKey() {
        Table table = Table.builder()
                .column("key", new String[] {null, "null"})
                .column("rows", new long[] {1, 2})
                .build();
        StringWriter text = new StringWriter();
        GroupTableHead.print(table, 1, 2, 80, "", new PrintWriter(text));
        assertThat(text).hasToString("""
                key     rows
                null       1
                "null"     2

                """);
    }

    @Test
    void rowsAndColumnsThatAreNotShownAreCounted() {
        assertThat(print(1, 40)).isEqualTo("""
                key               at  group_rows
                a    0.1234567891234          12
                ... 2 more groups
                ... 2 more columns; -o FILE writes all

                """);
    }

    @Test
    void keysAreShownHoweverNarrowTheTerminal() {
        assertThat(print(1, 1)).startsWith("key               at  group_rows\n");
    }

    @Test
    void numbersDoNotDependOnTheLocale() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            assertThat(print(1, 80)).contains("0.333333");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void widthOfTheTerminal() {
        assertThat(Terminal.width(Map.of())).isEqualTo(120);
        assertThat(Terminal.width(Map.of("COLUMNS", "87"))).isEqualTo(87);
        assertThat(Terminal.width(Map.of("COLUMNS", "wide"))).isEqualTo(120);
        assertThat(Terminal.width(Map.of("COLUMNS", "0"))).isEqualTo(20);
    }
}
