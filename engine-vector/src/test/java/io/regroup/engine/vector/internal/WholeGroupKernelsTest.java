package io.regroup.engine.vector.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.regroup.api.engine.Medians;
import io.regroup.api.spi.GroupRows;
import io.regroup.api.spi.Kernels;
import io.regroup.kernels.GroupColumns;
import io.regroup.kernels.GroupSums;
import io.regroup.kernels.Householder;
import io.regroup.kernels.MomentLayout;
import io.regroup.kernels.ScalarKernels;
import io.regroup.kernels.ScalarSums;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The arithmetic on one group beside the plain one. */
@Tag("vectors")
class WholeGroupKernelsTest {

    private final SplittableRandom random = new SplittableRandom(9);
    private final VectorKernels kernels = new VectorKernels();
    private final Kernels plain = new ScalarKernels(VectorEngine::kernel, Householder::upper);

    private record Group(double[][] features, double[] target, double @Nullable [] weight, int from, int to)
            implements GroupRows {

        @Override
        public int featureCount() {
            return features.length;
        }

        @Override
        public double[] feature(int index) {
            return features[index];
        }
    }

    @BeforeEach
    void vectorsAreActive() {
        assertThat(new VectorEngine().availability().reason()).isEmpty();
    }

    private double[] column(int length) {
        return random.doubles(length, -1, 1).toArray();
    }

    /** Any number of values: squares to rounding, marks exactly. */
    @Test
    void squaresAndMarks() {
        for (int count = 0; count < 60; count++) {
            double[] values = column(count + 3);
            assertThat(kernels.sumOfSquares(values, 3, count + 3))
                    .isCloseTo(plain.sumOfSquares(values, 3, count + 3), within(1e-13));
            double[] before = new double[count];
            double[] marks = new double[count + 1];
            double[] expected = new double[count];
            marks[count] = 7;
            int marked = kernels.mark(values, count, 0.8, before, marks);
            assertThat(marked).isEqualTo(plain.mark(values, count, 0.8, before, expected));
            assertThat(Arrays.copyOf(marks, count)).isEqualTo(expected);
            assertThat(marks[count]).isEqualTo(7);
            assertThat(kernels.mark(values, count, 0.8, expected, marks)).isEqualTo(-1);
            if (count > 0) {
                int last = count - 1;
                double limit = Math.abs(values[last]);
                int exactly = kernels.mark(values, count, limit, expected, marks);
                assertThat(exactly).isEqualTo(plain.mark(values, count, limit, expected, before));
                assertThat(marks[last]).isEqualTo(1);
                assertThat(kernels.mark(values, count, Math.nextDown(limit), before, marks))
                        .isNotEqualTo(-1);
            }
        }
    }

    /** Any number of rows, at either end of the columns, with weights of the rows or the caller, some of them 0. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5})
    void sumsAndResiduals(int features) {
        MomentLayout layout = new MomentLayout(features);
        GroupSums expected = ScalarSums.of(features, VectorEngine::kernel);
        GroupSums actual = VectorKernels.vectorised(features, expected);
        for (int count = 1; count < 70; count++) {
            int before = count % 3;
            int length = before + count;
            double[][] x = new double[features][];
            Arrays.setAll(x, j -> column(length));
            double[] own = random.doubles(length, 0.5, 2).toArray();
            double[] given = random.doubles(count, 0.5, 2).toArray();
            for (int i = 0; i < count; i += 4) {
                given[i] = 0;
            }
            for (int way = 0; way < 3; way++) {
                GroupColumns rows = new GroupColumns(features);
                rows.use(new Group(x, column(length), way == 1 ? own : null, before, length), way == 2 ? given : null);
                double[] right = new double[layout.width()];
                for (int v = 0; v <= features; v++) {
                    right[layout.pivot(v)] = random.nextDouble();
                }
                double[] sums = right.clone();
                assertThat(actual.add(rows, sums)).isEqualTo(expected.add(rows, right));
                for (int k = MomentLayout.WEIGHT; k < right.length; k++) {
                    if (k != MomentLayout.ALL_POSITIVE) {
                        assertThat(sums[k]).as("quantity %d", k).isCloseTo(right[k], within(1e-12));
                    }
                }
                double[] slopes = column(features);
                double[] residuals = new double[count];
                double[] rightResiduals = new double[count];
                double squares = actual.residuals(rows, sums, slopes, 0.3, residuals);
                assertThat(squares)
                        .isCloseTo(expected.residuals(rows, sums, slopes, 0.3, rightResiduals), within(1e-12));
                assertThat(residuals).isEqualTo(rightResiduals);
            }
        }
    }

    private void medianOf(int count, DoubleSupplier value) {
        double[] values = new double[count + 2];
        Arrays.setAll(values, i -> value.getAsDouble());
        double[] copy = values.clone();
        assertThat(kernels.median(values, 1, count + 1)).isEqualTo(Medians.median(copy, 1, count + 1));
        assertThat(new double[] {values[0], values[count + 1]}).containsExactly(copy[0], copy[count + 1]);
    }

    /** Of spread, skewed, tied, ordered and infinite values, in every small number and some large ones. */
    @Test
    void medians() {
        for (int count = 1; count < 300; count++) {
            for (int again = 0; again < 4; again++) {
                medianOf(count, random::nextDouble);
                medianOf(count, random::nextGaussian);
                medianOf(count, () -> Math.exp(20 * random.nextGaussian()));
                medianOf(count, () -> random.nextInt(4));
                medianOf(count, () -> random.nextInt(3) == 0 ? Double.POSITIVE_INFINITY : -random.nextDouble());
            }
            int[] next = new int[1];
            medianOf(count, () -> next[0]++);
            medianOf(count, () -> -next[0]++);
            medianOf(count, () -> Double.MAX_VALUE * (random.nextInt(3) - 1));
        }
        for (int count : new int[] {1000, 1023, 4096, 20_001}) {
            medianOf(count, random::nextGaussian);
            medianOf(count, () -> Math.rint(10 * random.nextGaussian()));
        }
    }
}
