package io.regroup.bench.jmh;

import io.regroup.api.spi.Engine;
import io.regroup.api.spi.GaussianKernel;
import io.regroup.api.spi.GaussianLayout;
import java.util.Arrays;
import java.util.ServiceLoader;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Expectation steps of Gaussian mixtures on rows that stay in the cache, nanoseconds per row; components overlap with their
 * neighbours. Nothing may be allocated.
 */
@SuppressWarnings("NullAway.Init") // JMH calls the set-up first
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class MixtureBenchmark {

    private static final int ROWS = 1 << 13;

    /** How many exponents stay in the first-level cache, with their exponentials. */
    private static final int CACHED = 1 << 11;

    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;

    /** The engine whose kernels these are. */
    @Param({"forkjoin", "vector"})
    String kernels = "";

    /** How many components. */
    @Param({"3", "10"})
    int components;

    /** How many dimensions. */
    @Param({"1", "3"})
    int dimensions;

    private GaussianKernel kernel;
    private double[][] x;
    private double[] weights;
    private double[] parameters;
    private double[] sums;
    private double[][] responsibilities;
    private double[] logDensity;
    private double[] exponents;
    private double[] exponentials;

    /** Makes rows, a mixture and exponents. */
    @Setup
    public void makeRows() {
        RandomGenerator random = new SplittableRandom(1);
        GaussianLayout layout = new GaussianLayout(components, dimensions, false);
        kernel = ServiceLoader.load(Engine.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(engine ->
                        engine.name().equals(kernels) && engine.availability().available())
                .flatMap(engine -> engine.kernels().stream())
                .findAny()
                .orElseThrow(() -> new IllegalArgumentException("kernels " + kernels
                        + ": expected an engine that offers its arithmetic and can run here, see regroup plugins"))
                .gaussians(layout);
        x = new double[dimensions][ROWS];
        for (int i = 0; i < ROWS; i++) {
            int component = random.nextInt(components);
            for (double[] column : x) {
                column[i] = 3 * component + random.nextGaussian();
            }
        }
        weights = random.doubles(ROWS, 0.5, 1).toArray();
        parameters = new double[layout.parameterWidth()];
        for (int k = 0; k < components; k++) {
            int at = layout.parametersOf(k);
            parameters[at] = -Math.log(components);
            Arrays.fill(parameters, at + 1, at + 1 + dimensions, 3 * k);
            int place = at + 1 + dimensions;
            for (int a = 0; a < dimensions; a++) {
                for (int b = 0; b <= a; b++) {
                    parameters[place++] = a == b ? 1 : 0.1;
                }
            }
        }
        sums = new double[layout.sumWidth()];
        responsibilities = new double[components][ROWS];
        logDensity = new double[ROWS];
        exponents = random.doubles(CACHED, -40, 0).toArray();
        exponentials = new double[exponents.length];
    }

    /**
     * Adds up an expectation step.
     *
     * @return the sums
     */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public double[] expectation() {
        kernel.add(x, null, 0, ROWS, parameters, 0, sums, 0);
        return sums;
    }

    /**
     * Adds up an expectation step of weighted rows.
     *
     * @return the sums
     */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public double[] weightedExpectation() {
        kernel.add(x, weights, 0, ROWS, parameters, 0, sums, 0);
        return sums;
    }

    /**
     * Computes responsibilities.
     *
     * @return logarithms of densities
     */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public double[] responsibilities() {
        kernel.responsibilities(x, 0, ROWS, parameters, 0, responsibilities, logDensity);
        return logDensity;
    }

    /**
     * Computes as many exponentials and nothing else, one at a time or by the JDK's own for vectors: what an expectation step
     * cannot go below.
     *
     * @return the exponentials
     */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public double[] exponentialsAlone() {
        for (int done = 0; done < ROWS * components; done += CACHED) {
            if (kernels.equals("vector")) {
                vectors(exponents, exponentials);
            } else {
                scalars(exponents, exponentials);
            }
        }
        return exponentials;
    }

    private static void vectors(double[] exponents, double[] exponentials) {
        for (int i = 0; i < exponents.length; i += SPECIES.length()) {
            DoubleVector.fromArray(SPECIES, exponents, i)
                    .lanewise(VectorOperators.EXP)
                    .intoArray(exponentials, i);
        }
    }

    private static void scalars(double[] exponents, double[] exponentials) {
        for (int i = 0; i < exponents.length; i++) {
            exponentials[i] = Math.exp(exponents[i]);
        }
    }
}
