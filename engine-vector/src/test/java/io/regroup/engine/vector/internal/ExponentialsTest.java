package io.regroup.engine.vector.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Against numbers computed with mpmath 1.2.1 and 50 digits, and against StrictMath, which is right to the last bit but one. */
@Tag("vectors")
class ExponentialsTest {

    private static final int LANES = VectorGaussians.LANES;

    private static final double[][] EXP = {
        {0.0, 1.0},
        {-1e-300, 1.0},
        {-1e-17, 1.0},
        {-1e-09, 0.999999999},
        {-0.1, 0.9048374180359595},
        {-0.34657359027997264, 0.7071067811865476},
        {-0.3465735902799727, 0.7071067811865475},
        {-0.5, 0.6065306597126334},
        {-0.6931471805599453, 0.5},
        {-1.0, 0.36787944117144233},
        {-1.0397207708399179, 0.3535533905932738},
        {-2.0, 0.1353352832366127},
        {-3.141592653589793, 0.04321391826377226},
        {-10.0, 4.5399929762484854e-05},
        {-17.25, 3.2241867372567335e-08},
        {-36.7368005696771, 1.1102230246251573e-16},
        {-99.99, 3.757463361145664e-44},
        {-200.3, 1.0252157625447076e-87},
        {-345.678, 7.480869601401225e-151},
        {-500.125, 6.287416611176471e-218},
        {-700.0, 9.85967654375977e-305},
        {-707.9, 3.655411389615008e-308},
        {-708.0, 3.307553003638408e-308}
    };

    private static final double[][] LOG = {
        {1.0, 0.0},
        {1.0000000000000002, 2.2204460492503128e-16},
        {1.0000001, 9.999999505838704e-08},
        {1.1, 0.09531017980432493},
        {1.414213562373095, 0.3465735902799726},
        {1.4142135623730951, 0.3465735902799727},
        {1.5, 0.4054651081081644},
        {2.0, 0.6931471805599453},
        {2.718281828459045, 1.0},
        {3.0, 1.0986122886681098},
        {10.0, 2.302585092994046},
        {1000.0, 6.907755278982137},
        {1e+16, 36.841361487904734},
        {1e+100, 230.25850929940458},
        {1e+300, 690.7755278982137}
    };

    @BeforeEach
    void vectorsAreActive() {
        assertThat(new VectorEngine().availability().reason()).isEmpty();
    }

    private static double[] exponentials(double... values) {
        int count = (values.length + LANES - 1) & -LANES;
        double[] padded = Arrays.copyOf(values, count + 3);
        System.arraycopy(values, 0, padded, 3, values.length);
        double[] sums = new double[count];
        Exponentials.replace(padded, 3, new double[count], sums, count);
        double[] results = Arrays.copyOfRange(padded, 3, 3 + values.length);
        assertThat(Arrays.copyOf(sums, values.length)).isEqualTo(results);
        return results;
    }

    private static double[] logarithms(double... values) {
        double[] padded = Arrays.copyOf(values, (values.length + LANES - 1) & -LANES);
        Arrays.fill(padded, values.length, padded.length, 1);
        double[] logarithms = new double[padded.length];
        Exponentials.logarithms(padded, logarithms, padded.length);
        return Arrays.copyOf(logarithms, values.length);
    }

    private static void assertWithin(double ulps, double[] actual, double[] expected, double[] of) {
        for (int i = 0; i < expected.length; i++) {
            assertThat(Math.abs(actual[i] - expected[i]) / Math.ulp(expected[i]))
                    .as("of %s: %s, not %s", of[i], actual[i], expected[i])
                    .isLessThanOrEqualTo(ulps);
        }
    }

    private static double[] column(double[][] table, int index) {
        return Arrays.stream(table).mapToDouble(line -> line[index]).toArray();
    }

    @Test
    void knownExponentials() {
        assertWithin(1, exponentials(column(EXP, 0)), column(EXP, 1), column(EXP, 0));
        assertThat(exponentials(0)).containsExactly(1);
    }

    @Test
    void whatIsTooSmallIsZero() {
        assertThat(exponentials(
                        Math.nextDown(-708.0),
                        -745,
                        -1e6,
                        -4e18,
                        -1e300,
                        -Double.MAX_VALUE,
                        Double.NEGATIVE_INFINITY,
                        Double.NaN))
                .containsOnly(0);
    }

    @Test
    void knownLogarithms() {
        assertWithin(2, logarithms(column(LOG, 0)), column(LOG, 1), column(LOG, 0));
        assertThat(logarithms(1)).containsExactly(0);
    }

    @Test
    void manyNumbers() {
        SplittableRandom random = new SplittableRandom(4);
        double[] values = random.doubles(100_000, -708, 0).toArray();
        for (int i = 0; i < values.length; i += 2) {
            values[i] = -Math.pow(10, random.nextDouble(-6, 1.5));
        }
        double[] exponentials = Arrays.stream(values).map(StrictMath::exp).toArray();
        assertWithin(2, exponentials(values), exponentials, values);
        double[] large = Arrays.stream(exponentials).map(e -> 1 / e).toArray();
        double[] logarithms = Arrays.stream(large).map(StrictMath::log).toArray();
        assertWithin(3, logarithms(large), logarithms, large);
    }
}
