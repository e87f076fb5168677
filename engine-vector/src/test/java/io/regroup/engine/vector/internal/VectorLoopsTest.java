package io.regroup.engine.vector.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.regroup.kernels.ColumnLoops;
import io.regroup.kernels.ScalarLoops;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The vector loops give the plain loops' bits, whatever the length, the places and the values. */
@Tag("vectors")
class VectorLoopsTest {

    private static final int LENGTH = 64;
    private static final double[] SPECIAL = {
        0.0, -0.0, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.MIN_VALUE, 1e-300, 1e300, -1
    };

    private static final Map<String, Loop> LOOPS = new LinkedHashMap<>();

    static {
        LOOPS.put("reciprocal", (loops, a, b, c, into, n) -> loops.reciprocal(a, 3, into, 1, n));
        LOOPS.put("reciprocalRoot", (loops, a, b, c, into, n) -> loops.reciprocalRoot(a, 3, into, 1, n));
        LOOPS.put("add", (loops, a, b, c, into, n) -> loops.add(a, 3, b, 0, into, 1, n));
        LOOPS.put("multiply", (loops, a, b, c, into, n) -> loops.multiply(a, 3, b, 0, into, 1, n));
        LOOPS.put("addProduct", (loops, a, b, c, into, n) -> loops.addProduct(a, 3, b, 0, c, 5, into, 1, n));
        LOOPS.put("subtractProduct", (loops, a, b, c, into, n) -> loops.subtractProduct(a, 3, b, 0, c, 5, into, 1, n));
        LOOPS.put("lower", (loops, a, b, c, into, n) -> loops.lower(a, 3, 1.7, b, 0, into, 1, n));
        LOOPS.put("raise", (loops, a, b, c, into, n) -> loops.raise(0, into, 1, n));
        LOOPS.put("rootOfRatio", (loops, a, b, c, into, n) -> loops.rootOfRatio(a, 3, b, 0, into, 1, n));
        LOOPS.put("rootProduct", (loops, a, b, c, into, n) -> loops.rootProduct(a, 3, b, 0, into, 1, n));
        LOOPS.put("oneMinusRatio", (loops, a, b, c, into, n) -> loops.oneMinusRatio(a, 3, b, 0, into, 1, n));
    }

    @FunctionalInterface
    private interface Loop {
        void run(ColumnLoops loops, double[] a, double[] b, double[] c, double[] into, int count);
    }

    private final SplittableRandom random = new SplittableRandom(5);

    @BeforeEach
    void vectorsAreActive() {
        assertThat(new VectorEngine().availability().reason()).isEmpty();
    }

    static Stream<String> loops() {
        return LOOPS.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("loops")
    void sameBits(String name) {
        Loop loop = LOOPS.get(name);
        for (int count = 0; count <= 40; count++) {
            double[] a = numbers();
            double[] b = numbers();
            double[] c = numbers();
            double[] expected = numbers();
            double[] actual = expected.clone();
            loop.run(new ScalarLoops(), a, b, c, expected, count);
            loop.run(new VectorLoops(), a, b, c, actual, count);
            assertThat(actual).as("%d entries", count).isEqualTo(expected);
        }
    }

    private double[] numbers() {
        double[] values = new double[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            values[i] = random.nextInt(6) == 0
                    ? SPECIAL[random.nextInt(SPECIAL.length)]
                    : 200 * random.nextDouble() - (random.nextInt(4) == 0 ? 100 : 0);
        }
        return values;
    }
}
