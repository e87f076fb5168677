package io.regroup.engine.vector.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.regroup.api.engine.PlainGaussians;
import io.regroup.api.spi.GaussianKernel;
import io.regroup.api.spi.GaussianLayout;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The arithmetic of mixtures beside the plain one, which has its own test against exact numbers. */
@Tag("vectors")
class VectorGaussiansTest {

    private static final int LANES = VectorGaussians.LANES;

    private final SplittableRandom random = new SplittableRandom(21);

    @BeforeEach
    void vectorsAreActive() {
        assertThat(new VectorEngine().availability().reason()).isEmpty();
    }

    /** Components that overlap with their neighbours. */
    private double[] parameters(GaussianLayout layout, double offset) {
        double[] parameters = new double[layout.parameterWidth()];
        for (int k = 0; k < layout.components(); k++) {
            int at = layout.parametersOf(k);
            parameters[at++] = -random.nextDouble(5);
            for (int a = 0; a < layout.dimensions(); a++) {
                parameters[at++] = offset + 2 * k + random.nextDouble();
            }
            for (int a = 0; a < layout.dimensions(); a++) {
                for (int b = layout.diagonal() ? a : 0; b <= a; b++) {
                    parameters[at++] = a == b ? random.nextDouble(0.3, 2) : random.nextDouble(-0.5, 0.5);
                }
            }
        }
        return parameters;
    }

    private double[][] rows(GaussianLayout layout, int count, double offset) {
        double[][] x = new double[layout.dimensions()][count];
        for (int i = 0; i < count; i++) {
            int component = random.nextInt(layout.components());
            for (double[] column : x) {
                column[i] = offset + 2 * component + 2 * random.nextGaussian();
            }
        }
        return x;
    }

    private static double[] add(
            GaussianKernel kernel,
            GaussianLayout layout,
            double[][] x,
            double @Nullable [] weight,
            int from,
            int to,
            double[] parameters) {
        double[] sums = new double[layout.sumWidth()];
        kernel.add(x, weight, from, to, parameters, 0, sums, 0);
        return sums;
    }

    /** Sums of products to rounding of what is added up, which is at most the root of the product of two sums of squares. */
    private static void assertClose(GaussianLayout layout, double[] actual, double[] expected, double logarithms) {
        assertThat(actual[0]).isCloseTo(expected[0], within(1e-13 * logarithms));
        int d = layout.dimensions();
        double[] size = new double[d];
        for (int k = 0; k < layout.components(); k++) {
            int at = layout.sumsOf(k);
            assertThat(actual[at]).isCloseTo(expected[at], within(1e-13 * expected[at]));
            int second = at + 1 + d;
            int place = second;
            for (int a = 0; a < d; a++) {
                place += layout.diagonal() ? 0 : a;
                size[a] = Math.sqrt(expected[place++]);
            }
            for (int a = 0; a < d; a++) {
                double first = Math.sqrt(expected[at]) * size[a];
                assertThat(actual[at + 1 + a]).isCloseTo(expected[at + 1 + a], within(1e-13 * first));
                for (int b = layout.diagonal() ? a : 0; b <= a; b++, second++) {
                    assertThat(actual[second]).isCloseTo(expected[second], within(1e-13 * size[a] * size[b]));
                }
            }
        }
    }

    /** Any number of rows up to two vectors, nearly as many as are copied at once, and more than one block, anywhere in the columns. */
    @ParameterizedTest
    @CsvSource({
        "1, 1, true",
        "3, 1, true",
        "10, 1, true",
        "1, 2, false",
        "3, 2, true",
        "3, 2, false",
        "2, 3, false",
        "4, 4, true",
        "3, 5, true",
        "2, 5, false",
        "40, 1, true"
    })
    void equalsThePlainForm(int components, int dimensions, boolean diagonal) {
        GaussianLayout layout = new GaussianLayout(components, dimensions, diagonal);
        GaussianKernel vector = new VectorKernels().gaussians(layout);
        assertThat(vector).isInstanceOf(VectorGaussians.class);
        GaussianKernel plain = new PlainGaussians(layout);
        double[] parameters = parameters(layout, -3);
        int[] counts = new int[2 * LANES + 5];
        Arrays.setAll(counts, i -> i);
        int last = counts.length;
        counts[last - 1] = 1029;
        counts[last - 2] = 512 + LANES;
        counts[last - 3] = 99;
        counts[last - 4] = 63;
        for (int count : counts) {
            int from = count % 3;
            double[][] x = rows(layout, from + count, -3);
            double[] weight = random.doubles(from + count, 0.1, 3).toArray();
            double[][] expected = new double[components][count];
            double[] expectedLog = new double[count];
            plain.responsibilities(x, from, from + count, parameters, 0, expected, expectedLog);
            double[][] actual = new double[components][count + 1];
            double[] actualLog = new double[count + 1];
            vector.responsibilities(x, from, from + count, parameters, 0, actual, actualLog);
            double logarithms = 0;
            double worst = 0;
            for (int i = 0; i < count; i++) {
                logarithms += Math.abs(expectedLog[i]);
                assertThat(actualLog[i]).isCloseTo(expectedLog[i], within(1e-14 * (10 + Math.abs(expectedLog[i]))));
                for (int k = 0; k < components; k++) {
                    double error = Math.abs(actual[k][i] - expected[k][i]);
                    worst = Math.max(worst, error / (1e-290 + expected[k][i]));
                }
            }
            assertThat(worst).isLessThan(1e-12);
            assertThat(actualLog[count]).isZero();
            assertThat(actual[0][count]).isZero();
            if (count > 2 * components) {
                double[] sums = add(plain, layout, x, null, from, from + count, parameters);
                assertClose(layout, add(vector, layout, x, null, from, from + count, parameters), sums, logarithms);
                sums = add(plain, layout, x, weight, from, from + count, parameters);
                assertClose(
                        layout, add(vector, layout, x, weight, from, from + count, parameters), sums, 3 * logarithms);
            } else {
                // the plain form's sums are the responsibilities just compared, but for their order
                double[] sums = add(plain, layout, x, weight, from, from + count, parameters);
                double[] others = add(vector, layout, x, weight, from, from + count, parameters);
                for (int i = 0; i < sums.length; i++) {
                    double size = i == 0 ? 3 * logarithms : 3000 * count;
                    assertThat(others[i]).isCloseTo(sums[i], within(1e-13 * size));
                }
            }
        }
    }

    /** Neither where rows stand nor what is beside them changes a bit; sums are added to what is there. */
    @ParameterizedTest
    @CsvSource({"3, 1, true", "2, 3, false", "2, 3, true"})
    void bitsDependOnTheRangeAlone(int components, int dimensions, boolean diagonal) {
        GaussianLayout layout = new GaussianLayout(components, dimensions, diagonal);
        GaussianKernel vector = new VectorKernels().gaussians(layout);
        double[] parameters = parameters(layout, 0);
        double[] moved = new double[parameters.length + 5];
        System.arraycopy(parameters, 0, moved, 5, parameters.length);
        for (int count = 1; count < 70; count++) {
            double[][] x = rows(layout, 80, 0);
            double[] sums = add(vector, layout, x, null, 0, count, parameters);
            double[][] elsewhere = new double[dimensions][200];
            for (int a = 0; a < dimensions; a++) {
                Arrays.fill(elsewhere[a], Double.NaN);
                System.arraycopy(x[a], 0, elsewhere[a], 7, count);
            }
            double[] others = new double[layout.sumWidth() + 2];
            vector.add(elsewhere, null, 7, 7 + count, moved, 5, others, 2);
            assertThat(Arrays.copyOfRange(others, 2, others.length)).isEqualTo(sums);
            vector.add(elsewhere, null, 7, 7 + count, moved, 5, others, 2);
            double[] twice = Arrays.stream(sums).map(sum -> 2 * sum).toArray();
            assertThat(Arrays.copyOfRange(others, 2, others.length)).isEqualTo(twice);
            assertThat(Arrays.copyOf(others, 2)).containsOnly(0);
        }
    }

    /** Values at a large offset, and of a small spread, as far as differences from means are concerned. */
    @ParameterizedTest
    @CsvSource({"1e6, 1e-3", "-1e12, 1", "0, 1e-9", "0, 1e100"})
    void offsetsAndUnits(double offset, double unit) {
        GaussianLayout layout = new GaussianLayout(2, 1, true);
        double[] parameters = {-1, offset, 1 / unit, -2, offset + unit, 2 / unit};
        double[][] x = {random.doubles(333).map(v -> offset + unit * v).toArray()};
        double[] expected = add(new PlainGaussians(layout), layout, x, null, 0, 333, parameters);
        double[] actual = add(new VectorKernels().gaussians(layout), layout, x, null, 0, 333, parameters);
        assertClose(layout, actual, expected, 333 * 3);
    }

    /** One row that is far from all components, at any place: its range has the plain form's numbers. */
    @ParameterizedTest
    @CsvSource({
        "1, true, 1e200",
        "1, true, -1.7e308",
        "2, false, 1e155",
        "2, false, 1.7e308",
        "2, true, 1e155",
        "3, true, -1.7e308"
    })
    void farRows(int dimensions, boolean diagonal, double far) {
        GaussianLayout layout = new GaussianLayout(3, dimensions, diagonal);
        GaussianKernel vector = new VectorKernels().gaussians(layout);
        GaussianKernel plain = new PlainGaussians(layout);
        double[] parameters = parameters(layout, 0);
        for (int count = 1; count < 40; count++) {
            double[][] x = rows(layout, count, 0);
            x[dimensions - 1][random.nextInt(count)] = far;
            assertThat(add(vector, layout, x, null, 0, count, parameters))
                    .isEqualTo(add(plain, layout, x, null, 0, count, parameters));
            double[][] expected = new double[3][count];
            double[][] actual = new double[3][count];
            double[] expectedLog = new double[count];
            double[] actualLog = new double[count];
            plain.responsibilities(x, 0, count, parameters, 0, expected, expectedLog);
            vector.responsibilities(x, 0, count, parameters, 0, actual, actualLog);
            assertThat(actual).isDeepEqualTo(expected);
            assertThat(actualLog).isEqualTo(expectedLog);
        }
    }

    /** A component beyond the range of doubles, and one whose exponentials all underflow, have no share. */
    @Test
    void componentsWithoutAShare() {
        GaussianLayout layout = new GaussianLayout(3, 1, true);
        double[] parameters = {-1, 1.5e308, 1e-300, -1, -1.5e308, 1e-300, -1e5, 1.5e308, 1e-300};
        double[] x = new double[20];
        Arrays.fill(x, 1.5e308);
        double[] sums = add(new VectorKernels().gaussians(layout), layout, new double[][] {x}, null, 0, 20, parameters);
        assertThat(sums).containsExactly(-20, 20, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    /** As many equal components as make the product of sums as large as it gets. */
    @ParameterizedTest
    @CsvSource({"8, 1", "16, 1", "400, 1", "3000, 1", "10000, 1", "60, 2"})
    void logarithmsOfManyComponents(int components, int dimensions) {
        GaussianLayout layout = new GaussianLayout(components, dimensions, true);
        double[] parameters = new double[layout.parameterWidth()];
        for (int k = 0; k < components; k++) {
            int at = layout.parametersOf(k);
            Arrays.fill(parameters, at + 1 + dimensions, at + 1 + 2 * dimensions, 1);
        }
        double[] sums = add(
                new VectorKernels().gaussians(layout), layout, new double[dimensions][1100], null, 0, 1100, parameters);
        double expected = 1100 * Math.log(components);
        assertThat(sums[0]).isCloseTo(expected, within(1e-13 * expected));
        assertThat(sums[1]).isCloseTo(1100.0 / components, within(1e-12 * 1100 / components));
    }
}
