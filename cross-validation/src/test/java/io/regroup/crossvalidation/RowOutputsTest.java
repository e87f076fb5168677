package io.regroup.crossvalidation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regroup.api.FitSpec;
import io.regroup.api.InvalidArgumentException;
import io.regroup.api.data.Block;
import io.regroup.api.data.BlockReader;
import io.regroup.api.data.ColumnRequest;
import io.regroup.api.data.Dataset;
import io.regroup.api.data.Table;
import io.regroup.api.result.FitResult;
import io.regroup.api.result.Naming;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;

/** Predictions and residuals: every input row, in input order. */
@EveryEngine
class RowOutputsTest {

    @Parameter
    EngineUnderTest engine;

    private static final double NAN = Double.NaN;

    /** Group 1 is y = 2x + 1 exactly, group 2 is too small, group 3 is not selected. */
    private static final Table TABLE = Table.builder()
            .column("g", new int[] {2, 1, 1, 3, 1, 1, 1, 1})
            .column("x", new double[] {1, 1, 2, 2, 3, Double.POSITIVE_INFINITY, 5, 6})
            .column("y", new double[] {9, 3, 5, 9, 7, 9, NAN, 14})
            .column("good", new boolean[] {true, true, true, false, true, true, true, false})
            .build();

    private static final FitSpec SPEC = FitSpec.groupBy("g")
            .targets("y")
            .features("x")
            .selection("good")
            .minRows(3)
            .build();

    private static double[] column(Dataset rows, String name, int expectedRows) {
        double[] values = new double[expectedRows];
        int at = 0;
        try (BlockReader reader = rows.read(List.of(ColumnRequest.number(name)))) {
            for (Block block = reader.next(); block != null; block = reader.next()) {
                assertThat(block.firstRow()).isEqualTo(at);
                block.column(0).copyDoubles(0, block.rowCount(), values, at);
                at += block.rowCount();
            }
        }
        assertThat(at).isEqualTo(expectedRows);
        return values;
    }

    private void assertColumn(Dataset rows, String name, double... expected) {
        Fits.assertNear(
                column(rows, name, expected.length),
                expected,
                100 * engine.accuracy().allow(0),
                name);
    }

    @Test
    void everyRowOfAFittedGroupIsPredictedAndSelectedOnesHaveResiduals() {
        FitResult result = engine.fit(TABLE, SPEC);
        for (int blockRows : new int[] {1, 3, 100}) {
            Dataset rows = result.rows(TABLE.inBlocksOf(blockRows));
            assertThat(rows.schema().names()).containsExactly("y_fit", "y_fit_res");
            assertColumn(rows, "y_fit", NAN, 3, 5, NAN, 7, NAN, 11, 13);
            assertColumn(rows, "y_fit_res", NAN, 0, 0, NAN, 0, NAN, NAN, NAN);
        }
    }

    @Test
    void otherDataArePredictedWithoutTheTarget() {
        FitResult result = engine.fit(TABLE, SPEC);
        Table fresh = Table.builder()
                .column("g", new int[] {1, 7, 1})
                .column("x", new double[] {10, 10, 20})
                .build();
        Dataset rows = result.rows(fresh);
        assertThat(rows.schema().names()).containsExactly("y_fit");
        assertColumn(rows, "y_fit", 21, NAN, 41);
    }

    @Test
    void featureWithoutACoefficientCountsAsAbsent() {
        Table table = Table.builder()
                .column("g", new int[4])
                .column("x", new double[] {1, 2, 3, 4})
                .column("c", new double[] {5, 5, 5, 5})
                .column("y", new double[] {3, 5, 7, 9})
                .build();
        FitResult result = engine.fit(
                table,
                FitSpec.groupBy("g").targets("y").features("x", "c").minRows(2).build());
        assertColumn(result.rows(table), "y_fit", 3, 5, 7, 9);
    }

    @Test
    void unknownStringKeyIsNotPredicted() {
        Table table = Table.builder()
                .column("g", new String[] {"a", "a", null, null})
                .column("x", new double[] {1, 2, 1, 2})
                .column("y", new double[] {1, 2, 3, 4})
                .build();
        FitResult result = engine.fit(
                table,
                FitSpec.groupBy("g").targets("y").features("x").minRows(2).build());
        Table fresh = Table.builder()
                .column("g", new String[] {"b", null, "a"})
                .column("x", new double[] {3, 3, 3})
                .build();
        assertColumn(result.rows(fresh), "y_fit", NAN, 5, 3);
    }

    @Test
    void collisionsAndMissingColumnsAreErrors() {
        FitResult result = engine.fit(
                TABLE,
                FitSpec.groupBy("g")
                        .targets("y")
                        .features("x")
                        .suffix("")
                        .naming(Naming.TERM)
                        .build());
        assertThatThrownBy(() -> result.rows(TABLE))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("row column y: the input has a column of this name; choose another suffix than \"\""
                        + " or rename the column");
        Table badTypes = Table.builder()
                .column("g", new int[1])
                .column("x", new double[1])
                .column("y", new String[1])
                .build();
        assertThatThrownBy(() -> engine.fit(TABLE, SPEC).rows(badTypes))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("target y: expected numbers in table of 1 rows, got STRING");
        Table noKey = Table.builder().column("x", new double[1]).build();
        assertThatThrownBy(() -> result.rows(noKey))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("key g: fitted as INT32, but table of 1 rows has no such column");
    }
}
