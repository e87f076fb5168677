package io.regroup.bench.jmh;

import io.regroup.api.FitSpec;
import io.regroup.api.Regroup;
import io.regroup.api.RunOptions;
import io.regroup.api.data.Table;
import io.regroup.api.result.FitResult;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A whole fit, from the table in memory to the group table: weighted least squares on rows that are sorted by an int key.
 * With {@code -prof gc}, what is allocated per fit should depend on the number of groups (their results), not of rows:
 * compare two values of {@code rows}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class WholeFitBenchmark {

    /** The engine; the command asks for all that can run. */
    @Param("auto")
    String engine = "auto";

    /** How many rows. */
    @Param({"500000", "1000000"})
    int rows;

    /** How many groups. */
    @Param("25000")
    int groups;

    /** How many features. */
    @Param({"1", "3"})
    int features;

    private Table table = Table.builder().build();
    private FitSpec spec = FitSpec.groupBy("k").targets("y").build();
    private RunOptions options = RunOptions.defaults();

    /** Makes the rows. */
    @Setup
    public void makeRows() {
        RandomGenerator random = new SplittableRandom(1);
        int[] keys = IntStream.range(0, rows)
                .map(row -> (int) ((long) row * groups / rows))
                .toArray();
        Table.Builder builder = Table.builder().column("k", keys);
        String[] names = new String[features];
        for (int j = 0; j < features; j++) {
            names[j] = "x" + j;
            builder.column(names[j], random.doubles(rows).toArray());
        }
        table = builder.column("y", random.doubles(rows).toArray())
                .column("w", random.doubles(rows, 0.5, 2).toArray())
                .build();
        spec = FitSpec.groupBy("k").targets("y").features(names).weight("w").build();
        options = RunOptions.defaults().withEngine(engine);
    }

    /**
     * Fits.
     *
     * @return the result
     */
    @Benchmark
    public FitResult fit() {
        return Regroup.fit(table, spec, options);
    }
}
