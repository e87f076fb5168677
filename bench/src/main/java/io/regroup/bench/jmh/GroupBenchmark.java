package io.regroup.bench.jmh;

import io.regroup.api.FitStatus;
import io.regroup.api.spi.Engine;
import io.regroup.api.spi.GroupFit;
import io.regroup.api.spi.GroupRows;
import io.regroup.api.spi.Kernels;
import io.regroup.api.spi.LeastSquaresProgram;
import io.regroup.api.spi.LeastSquaresSolver;
import io.regroup.kernels.MomentEngine;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceLoader;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
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
 * What fitters of whole groups do again and again, on rows that stay in the cache: one call is one group, another one each time, so
 * that the processor cannot learn the answer. Nothing may be allocated.
 */
@SuppressWarnings("NullAway.Init") // JMH calls the set-up first
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class GroupBenchmark {

    private static final int GROUPS = 64;

    /** The engine whose kernels these are. */
    @Param({"forkjoin", "vector"})
    String kernels = "";

    /** How many rows a group has. */
    @Param({"20", "100", "500"})
    int rows;

    /** How many features. */
    @Param({"1", "3"})
    int features;

    private Kernels arithmetic;
    private LeastSquaresSolver solver;
    private GroupRows[] groups;
    private double[] weights;
    private double[] values;
    private GroupFit out;
    private int next;

    @SuppressWarnings("ArrayRecordComponent") // columns, seen by the solver alone
    private record Rows(double[][] columns, double[] target, int from, int to) implements GroupRows {

        @Override
        public int featureCount() {
            return columns.length;
        }

        @Override
        public double[] feature(int index) {
            return columns[index];
        }

        @Override
        public double @Nullable [] weight() {
            return null;
        }
    }

    /** Makes the rows. */
    @Setup
    public void makeRows() {
        RandomGenerator random = new SplittableRandom(1);
        arithmetic = ServiceLoader.load(Engine.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(engine -> engine.name().equals(kernels) && engine instanceof MomentEngine)
                .map(engine -> ((MomentEngine) engine).arithmetic().kernels().get())
                .findAny()
                .orElseThrow(() -> new IllegalArgumentException(
                        "kernels " + kernels + ": expected an engine that fits from moments, see regroup plugins"));
        List<String> names = IntStream.range(0, features).mapToObj(j -> "x" + j).toList();
        solver = arithmetic.leastSquares(
                new LeastSquaresProgram(names, true, LeastSquaresProgram.DEFAULT_RANK_TOLERANCE));
        double[][] columns = new double[features][];
        Arrays.setAll(columns, j -> random.doubles((long) GROUPS * rows).toArray());
        double[] target = random.doubles((long) GROUPS * rows).toArray();
        groups = new GroupRows[GROUPS];
        Arrays.setAll(groups, g -> new Rows(columns, target, g * rows, (g + 1) * rows));
        weights = random.doubles(rows, 0.5, 1).toArray();
        values = new double[rows];
        out = new GroupFit(features + 1, 0, false);
    }

    private GroupRows group() {
        next = (next + 1) % GROUPS;
        return groups[next];
    }

    /**
     * Solves with weights, in full.
     *
     * @return how it went
     */
    @Benchmark
    public FitStatus solve() {
        return solver.solve(group(), weights, out);
    }

    /**
     * Solves with weights, for coefficients and residuals.
     *
     * @return how it went
     */
    @Benchmark
    public FitStatus step() {
        return solver.step(group(), weights, out);
    }

    /**
     * Copies a group's target and finds its median.
     *
     * @return the median
     */
    @Benchmark
    public double median() {
        GroupRows group = group();
        System.arraycopy(group.target(), group.from(), values, 0, rows);
        return arithmetic.median(values, 0, rows);
    }
}
