package io.regroup.bench.jmh;

import io.regroup.api.FitSpec;
import io.regroup.api.engine.Estimates;
import io.regroup.api.spi.Engine;
import io.regroup.api.spi.LeastSquaresProgram;
import io.regroup.kernels.BatchCholesky;
import io.regroup.kernels.EngineArithmetic;
import io.regroup.kernels.MomentEngine;
import io.regroup.kernels.MomentKernel;
import io.regroup.kernels.MomentLayout;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.ServiceLoader;
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
 * The kernels of engines that fit from moments, side by side, on weighted rows that stay in the cache: one call is a block of
 * groups. Nothing may be allocated.
 */
@SuppressWarnings("NullAway.Init") // JMH calls the set-up first
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class KernelBenchmark {

    /** The engine whose kernels these are. */
    @Param({"forkjoin", "vector"})
    String kernels = "";

    /** How many rows per call. */
    @Param({"640", "2560", "12800"})
    int rows;

    /** How many groups per call. */
    @Param("128")
    int groups;

    /** How many features. */
    @Param({"1", "3", "6"})
    int features;

    private MomentKernel.Rows columns;
    private MomentKernel.Rows[] targets;
    private MomentKernel.Rows copy;
    private int[] starts;
    private int[][] counts;
    private double[][] sums;
    private MomentKernel kernel;
    private BatchCholesky cholesky;
    private double[] free;
    private Estimates estimates;

    private static EngineArithmetic engine(String name) {
        return ServiceLoader.load(Engine.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(engine -> engine.name().equals(name)
                        && engine.availability().available()
                        && engine instanceof MomentEngine)
                .map(engine -> ((MomentEngine) engine).arithmetic())
                .findAny()
                .orElseThrow(() -> new IllegalArgumentException("kernels " + name
                        + ": expected an engine that fits from moments and can run here, see regroup plugins"));
    }

    /** Makes the rows, and their sums. */
    @Setup
    public void makeRows() {
        RandomGenerator random = new SplittableRandom(1);
        columns = MomentKernel.Rows.ofLength(rows, features, true);
        copy = MomentKernel.Rows.ofLength(rows + 8, features, true);
        for (int i = 0; i < rows; i++) {
            for (double[] feature : columns.features()) {
                feature[i] = random.nextDouble();
            }
            columns.target()[i] = random.nextDouble();
            Objects.requireNonNull(columns.weights())[i] = 0.5 + random.nextDouble();
        }
        targets = new MomentKernel.Rows[] {columns, columns};
        starts = IntStream.rangeClosed(0, groups)
                .map(group -> (int) ((long) group * rows / groups))
                .toArray();
        counts = new int[2][groups];
        sums = new double[2][new MomentLayout(features).width() * groups];
        EngineArithmetic arithmetic = engine(kernels);
        kernel = arithmetic.moments().kernel(features, true, true);
        cholesky = arithmetic.solvers().solver(features, true, groups);
        free = new double[groups];
        Arrays.setAll(free, group -> starts[group + 1] - starts[group] - 1 - features);
        List<String> names = IntStream.range(0, features).mapToObj(j -> "x" + j).toList();
        FitSpec spec = FitSpec.groupBy("key")
                .targets("y")
                .features(names.toArray(String[]::new))
                .build();
        estimates = new Estimates(spec, new LeastSquaresProgram(names, true, 1e-9), groups, 1);
        moments();
    }

    /**
     * Adds up all moments.
     *
     * @return the moments
     */
    @Benchmark
    public final double[] moments() {
        kernel.accumulate(columns, starts, 0, groups, false, sums[0], groups, 0, counts[0]);
        return sums[0];
    }

    /**
     * Adds up the moments of two targets on the same rows.
     *
     * @return the moments
     */
    @Benchmark
    public double[][] twoTargets() {
        kernel.accumulateAll(targets, starts, 0, groups, sums, groups, 0, counts);
        return sums;
    }

    /**
     * Solves for coefficients, standard errors and statistics.
     *
     * @return what was found
     */
    @Benchmark
    public Estimates solve() {
        cholesky.solveInto(sums[0], groups, groups, free, estimates.target(0), 0);
        return estimates;
    }

    /**
     * Copies the rows that count, which are all.
     *
     * @return how many these are
     */
    @Benchmark
    public int compact() {
        return kernel.compact(columns, 0, rows, copy, 0);
    }
}
