package io.regroup.crossvalidation;

import static org.assertj.core.api.Assertions.assertThat;

import io.regroup.api.FitSpec;
import io.regroup.api.FitStatus;
import io.regroup.api.data.Column;
import io.regroup.api.data.ColumnType;
import io.regroup.api.data.Table;
import io.regroup.api.result.FitResult;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;

/** Contract 2: every group seen is a row, in ascending key order, keys keep type and value. */
@EveryEngine
class GroupingContractTest {

    @Parameter
    EngineUnderTest engine;

    private FitResult fit(Table.Builder table, int rows, String... keys) {
        double[] x = new double[rows];
        double[] y = new double[rows];
        for (int i = 0; i < rows; i++) {
            x[i] = i + 1;
            y[i] = 2 * x[i];
        }
        return engine.fit(
                table.column("x", x).column("y", y).build(),
                FitSpec.groupBy(keys)
                        .targets("y")
                        .features("x")
                        .minRows(1)
                        .intercept(false)
                        .build());
    }

    private static List<Object> values(FitResult result, String key) {
        List<Object> values = new ArrayList<>();
        for (int group = 0; group < result.groups().rowCount(); group++) {
            values.add(result.groups().column(key).get(group));
        }
        return values;
    }

    private static List<Object> rows(FitResult result) {
        return values(result, "group_rows");
    }

    @Test
    void integersAscendWithSign() {
        FitResult result =
                fit(Table.builder().column("k", new long[] {7, -3, Long.MAX_VALUE, 7, Long.MIN_VALUE, 0}), 6, "k");
        assertThat(values(result, "k")).containsExactly(Long.MIN_VALUE, -3L, 0L, 7L, Long.MAX_VALUE);
        assertThat(rows(result)).containsExactly(1L, 1L, 1L, 2L, 1L);
    }

    @Test
    void missingKeysAreAKeyOfTheirOwnAndComeLast() {
        Column key = Column.ofStored(
                ColumnType.INT64, new long[] {5, 0, 5, 0, 0}, new boolean[] {false, true, false, true, false});
        FitResult result = fit(Table.builder().column("k", key), 5, "k");
        assertThat(values(result, "k")).containsExactly(0L, 5L, null);
        assertThat(rows(result)).containsExactly(1L, 2L, 2L);
    }

    @Test
    void zerosAreOneKeyAndNaNComesAfterNumbersBeforeMissing() {
        Column key = Column.ofStored(
                ColumnType.FLOAT64,
                new double[] {0.0, -0.0, Double.NaN, 1, Double.POSITIVE_INFINITY, -1, 0, Double.NaN},
                new boolean[] {false, false, false, false, false, false, true, false});
        FitResult result = fit(Table.builder().column("k", key), 8, "k");
        assertThat(values(result, "k")).containsExactly(-1.0, 0.0, 1.0, Double.POSITIVE_INFINITY, Double.NaN, null);
        assertThat(Double.doubleToRawLongBits(
                        (Double) result.groups().column("k").get(1)))
                .isZero();
        assertThat(rows(result)).containsExactly(1L, 2L, 1L, 1L, 2L, 1L);
    }

    @Test
    void stringsAscendByCodePointAndTheEmptyOneIsNotMissing() {
        // U+FFFD is below U+1F600, whose first UTF-16 unit is below U+FFFD
        FitResult result = fit(
                Table.builder().column("k", new String[] {"b", null, "\uD83D\uDE00", "", "\uFFFD", "B", "b"}), 7, "k");
        assertThat(values(result, "k")).containsExactly("", "B", "b", "\uFFFD", "\uD83D\uDE00", null);
    }

    @Test
    void booleansDatesAndDecimalsKeepTypeAndOrder() {
        Column dates = Column.ofStored(ColumnType.of(ColumnType.Kind.DATE), new long[] {20000, -1, 20000}, null);
        Column decimals = Column.ofStored(ColumnType.decimal(20, 1), new String[] {"10.0", "9.5", "-2.0"});
        FitResult byDate = fit(Table.builder().column("k", dates), 3, "k");
        assertThat(values(byDate, "k")).containsExactly(LocalDate.of(1969, 12, 31), LocalDate.ofEpochDay(20000));
        FitResult byDecimal = fit(Table.builder().column("k", decimals), 3, "k");
        assertThat(values(byDecimal, "k"))
                .containsExactly(new BigDecimal("-2.0"), new BigDecimal("9.5"), new BigDecimal("10.0"));
        FitResult byFlag = fit(Table.builder().column("k", new boolean[] {true, false, true}), 3, "k");
        assertThat(values(byFlag, "k")).containsExactly(false, true);
        assertThat(byDecimal.groups().schema().typeOf("k")).isEqualTo(ColumnType.decimal(20, 1));
    }

    @Test
    void severalKeysOfMixedTypeSortLexicographically() {
        Table.Builder table = Table.builder()
                .column("s", new String[] {"b", "a", "b", "a", null, "a"})
                .column("i", new int[] {1, 2, -1, 2, 0, 1})
                .column("d", new double[] {0.5, 1, 1, -1, 3, 1});
        FitResult result = fit(table, 6, "s", "i", "d");
        assertThat(values(result, "s")).containsExactly("a", "a", "a", "b", "b", null);
        assertThat(values(result, "i")).containsExactly(1L, 2L, 2L, -1L, 1L, 0L);
        assertThat(values(result, "d")).containsExactly(1.0, -1.0, 1.0, 1.0, 0.5, 3.0);
    }

    @Test
    void tuplesThatDifferOnlyInWhatIsMissingAreDifferentKeys() {
        Column a = Column.ofStored(ColumnType.INT64, new long[] {0, 0, 0}, new boolean[] {true, false, false});
        Column b = Column.ofStored(ColumnType.INT64, new long[] {0, 0, 0}, new boolean[] {false, true, false});
        FitResult result = fit(Table.builder().column("a", a).column("b", b), 3, "a", "b");
        assertThat(values(result, "a")).containsExactly(0L, 0L, null);
        assertThat(values(result, "b")).containsExactly(0L, null, 0L);
    }

    @Test
    void oneRowIsOneGroup() {
        FitResult result = fit(Table.builder().column("k", new int[] {4}), 1, "k");
        assertThat(result.groups().rowCount()).isEqualTo(1);
        assertThat(result.status("y", 0)).isEqualTo(FitStatus.OK);
    }

    @Test
    void noRowsGiveAnEmptyTableWithAllColumns() {
        FitResult none = fit(Table.builder().column("k", new int[0]), 0, "k");
        FitResult one = fit(Table.builder().column("k", new int[] {4}), 1, "k");
        assertThat(none.groups().rowCount()).isZero();
        assertThat(none.groups().schema()).isEqualTo(one.groups().schema());
        assertThat(none.rowsUsed("y")).isZero();
    }

    @Test
    void onlySelectedRowsMakeGroups() {
        int[] k = {1, 2, 3, 1, 2, 3};
        Table table = Table.builder()
                .column("k", k)
                .column("x", new double[] {1, 2, 3, 4, 5, 6})
                .column("y", new double[] {1, 2, 3, 4, 5, 6})
                .column("good", Column.ofStored(ColumnType.BOOLEAN, new long[] {1, 0, 1, 1, 0, 1}, new boolean[] {
                    false, false, true, false, false, false
                }))
                .build();
        FitSpec spec = FitSpec.groupBy("k")
                .targets("y")
                .features("x")
                .selection("good")
                .minRows(2)
                .build();
        FitResult result = engine.fit(table, spec);
        assertThat(values(result, "k")).containsExactly(1L, 3L);
        assertThat(rows(result)).containsExactly(2L, 1L);
        assertThat(result.rowsRead()).isEqualTo(6);
        assertThat(result.rowsSelected()).isEqualTo(3);
        assertThat(result.status("y", 1)).isEqualTo(FitStatus.TOO_FEW_ROWS);
    }

    @Test
    void aMillionShuffledGroupsComeInOrder() {
        int groups = 1_000_000;
        int rows = 2 * groups;
        int[] k = new int[rows];
        double[] x = new double[rows];
        double[] y = new double[rows];
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < rows; i++) {
            k[i] = i % groups - groups / 2;
        }
        for (int i = rows - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swap = k[i];
            k[i] = k[j];
            k[j] = swap;
        }
        for (int i = 0; i < rows; i++) {
            x[i] = random.nextDouble(1, 2);
            y[i] = k[i] * x[i];
        }
        FitResult result = engine.fit(
                Table.builder().column("k", k).column("x", x).column("y", y).build(),
                FitSpec.groupBy("k")
                        .targets("y")
                        .features("x")
                        .intercept(false)
                        .minRows(2)
                        .build());
        assertThat(result.groups().rowCount()).isEqualTo(groups);
        double[] keys = result.groups().doubles("k");
        double[] slopes = result.groups().doubles("y_fit_beta1");
        double tolerance = engine.accuracy().allow(1e-15);
        for (int group = 0; group < groups; group++) {
            assertThat(keys[group]).isEqualTo(group - groups / 2.0);
            assertThat(Math.abs(slopes[group] - keys[group])).isLessThanOrEqualTo(tolerance * Math.abs(keys[group]));
        }
        assertThat(Arrays.stream(result.groups().doubles("group_rows")).sum()).isEqualTo(rows);
    }
}
