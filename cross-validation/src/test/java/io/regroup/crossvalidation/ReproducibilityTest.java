package io.regroup.crossvalidation;

import io.regroup.api.FitSpec;
import io.regroup.api.RunOptions;
import io.regroup.api.data.Table;
import io.regroup.crossvalidation.internal.SameBits;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Contract 6: the same bits for any number of threads and any blocks of the input. */
class ReproducibilityTest {

    private static final FitSpec SPEC = FitSpec.groupBy("a", "b")
            .targets("y", "z")
            .features("x1", "x2")
            .weight("w")
            .medians("x1")
            .diagnostics(true)
            .minRows(2)
            .build();

    private static Table table(long seed, int rows, int groups) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] a = new int[rows];
        String[] b = new String[rows];
        double[][] columns = new double[5][rows];
        for (int i = 0; i < rows; i++) {
            a[i] = random.nextInt(groups);
            b[i] = random.nextInt(10) == 0 ? null : "b" + random.nextInt(2);
            for (double[] column : columns) {
                column[i] = random.nextInt(20) == 0 ? Double.NaN : 1e3 + random.nextGaussian();
            }
            columns[4][i] = Math.max(0, random.nextDouble(-0.1, 2));
        }
        return Table.builder()
                .column("a", a)
                .column("b", b)
                .column("x1", columns[0])
                .column("x2", columns[1])
                .column("y", columns[2])
                .column("z", columns[3])
                .column("w", columns[4])
                .build();
    }

    /** Enough rows for many units of work and many chunks, in blocks that respect neither. */
    @ParameterizedTest(name = "{0} threads, blocks of {1}")
    @CsvSource({"2, 65536", "7, 65536", "2, 1009", "7, 300000"})
    void anyNumberOfThreads(int threads, int blockRows) {
        Table table = table(1, 300_000, 2_000);
        for (EngineUnderTest engine : EngineUnderTest.all()) {
            SameBits.check(
                    engine.fit(
                                    table.inBlocksOf(blockRows),
                                    SPEC,
                                    RunOptions.defaults().withThreads(threads))
                            .groups(),
                    engine.fit(table, SPEC, RunOptions.defaults().withThreads(1))
                            .groups(),
                    engine.name());
        }
    }

    @Property(tries = 60)
    void anyBlocks(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 400) int rows,
            @ForAll @IntRange(min = 1, max = 40) int groups,
            @ForAll @IntRange(min = 1, max = 450) int blockRows,
            @ForAll @IntRange(min = 1, max = 7) int threads) {
        Table table = table(seed, rows, groups);
        for (EngineUnderTest engine : EngineUnderTest.all()) {
            SameBits.check(
                    engine.fit(
                                    table.inBlocksOf(blockRows),
                                    SPEC,
                                    RunOptions.defaults().withThreads(threads))
                            .groups(),
                    engine.fit(table, SPEC).groups(),
                    engine.name());
        }
    }
}
