package io.regroup.crossvalidation;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regroup.api.FitSpec;
import io.regroup.api.InvalidArgumentException;
import io.regroup.api.Regroup;
import io.regroup.api.RunOptions;
import io.regroup.api.data.Dataset;
import io.regroup.api.data.Table;
import io.regroup.crossvalidation.internal.ChunkedDataset;
import io.regroup.crossvalidation.internal.FileLikeDataset;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A negative weight is the same error on every engine: how many, the first value, and its row in the input. */
@EveryEngine
class WeightErrorsTest {

    private static final int ROWS = 5000;

    @Parameter
    EngineUnderTest engine;

    private static Table table(boolean sorted, int from, double negative, int... rows) {
        double[] w = new double[ROWS];
        Arrays.fill(w, 1);
        for (int row : rows) {
            w[row] = negative;
        }
        double[] x = IntStream.range(0, ROWS).mapToDouble(i -> i * i % 97).toArray();
        boolean[] good = new boolean[ROWS];
        Arrays.fill(good, from, ROWS, true);
        return Table.builder()
                .column(
                        "g",
                        IntStream.range(0, ROWS)
                                .map(i -> sorted ? i / 9 : i % 500)
                                .toArray())
                .column("x", x)
                .column("y", x)
                .column("w", w)
                .column("good", good)
                .build();
    }

    private void assertRefused(Dataset data, FitSpec.Builder spec, String message) {
        for (int threads : new int[] {1, 3}) {
            assertThatThrownBy(() -> engine.fit(
                            data,
                            spec.weight("w").build(),
                            RunOptions.defaults().withThreads(threads)))
                    .as("%s, %d threads", engine, threads)
                    .isInstanceOf(InvalidArgumentException.class)
                    .hasMessage(message + "; correct them or deselect those rows");
        }
    }

    private static FitSpec.Builder spec() {
        return FitSpec.groupBy("g").targets("y").features("x");
    }

    @ParameterizedTest(name = "sorted {0}, blocks of {1}")
    @CsvSource({"true, 0", "false, 0", "true, 7", "false, 1000"})
    void theFirstInTheInputIsNamed(boolean sorted, int blockRows) {
        Table table = table(sorted, 0, -0.5, 4321, 1234, 4999, 2000);
        assertRefused(
                blockRows == 0 ? table : new ChunkedDataset(table, blockRows, true),
                spec(),
                "weight w: expected weights of 0 or more, got 4 negative, the first -0.5 in row 1235");
    }

    @ParameterizedTest(name = "blocks of {0}")
    @CsvSource({"0", "1000"})
    void rowsAreCountedInTheInputNotAmongTheSelected(int blockRows) {
        Table table = table(false, 1500, -2, 7, 1234, 4321);
        assertRefused(
                blockRows == 0 ? table : new ChunkedDataset(table, blockRows, true),
                spec().selection("good"),
                "weight w: expected weights of 0 or more, got 1 negative, the first -2.0 in row 4322");
    }

    /** Rows outside of memory are read in parts; the message is the same. */
    @ParameterizedTest(name = "{0}, sorted {1}")
    @CsvSource({
        "blockwise, true",
        "blockwise, false",
        "map-reduce, true",
        "map-reduce, false",
        "cohorts, true",
        "cohorts, false"
    })
    void rowsOutsideOfMemoryAreAllCounted(String reduction, boolean sorted) {
        Table table = table(sorted, 0, -0.5, 4321, 1234, 4999, 2000);
        for (int threads : new int[] {1, 3}) {
            RunOptions options = RunOptions.defaults()
                    .withReduction(reduction)
                    .withBlockRows(500)
                    .withMemory(1)
                    .withThreads(threads);
            assertThatThrownBy(() -> engine.fit(
                            new FileLikeDataset(table, 100), spec().weight("w").build(), options))
                    .isInstanceOf(InvalidArgumentException.class)
                    .hasMessage("weight w: expected weights of 0 or more, got 4 negative, the first -0.5 in row 1235;"
                            + " correct them or deselect those rows");
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"blockwise", "map-reduce"})
    void selectedRowsOutsideOfMemoryAreAllCounted(String reduction) {
        Table table = table(false, 1550, -2, 7, 1540, 1570, 4321, 4990);
        RunOptions options = RunOptions.defaults()
                .withEngine(engine.name())
                .withReduction(reduction)
                .withBlockRows(500)
                .withMemory(1);
        FitSpec spec = spec().weight("w").selection("good").build();
        String message = "weight w: expected weights of 0 or more, got 3 negative, the first -2.0 in row 1571;"
                + " correct them or deselect those rows";

        assertThatThrownBy(() -> engine.fit(new FileLikeDataset(table, 100), spec, options))
                .hasMessage(message);
        assertThatThrownBy(() -> Regroup.summarize(
                        new FileLikeDataset(table, 100), spec, options.withReduction(RunOptions.AUTO)))
                .hasMessage(message);
    }

    @Test
    void minusInfinityIsNegativeToo() {
        assertRefused(
                table(true, 0, Double.NEGATIVE_INFINITY, 3),
                spec(),
                "weight w: expected weights of 0 or more, got 1 negative, the first -Infinity in row 4");
    }

    /** It is an error of the input, not of the fit: a row that could not be used anyway is no excuse. */
    @Test
    void aRowWithoutATargetIsNoExcuse() {
        Table table = Table.builder()
                .column("g", new int[] {1, 1, 2})
                .column("x", new double[] {1, 2, 3})
                .column("y", new double[] {1, Double.NaN, 3})
                .column("w", new double[] {1, -3, 1})
                .build();
        assertRefused(
                table, spec(), "weight w: expected weights of 0 or more, got 1 negative, the first -3.0 in row 2");
    }
}
