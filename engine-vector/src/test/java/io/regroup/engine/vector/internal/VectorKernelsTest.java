package io.regroup.engine.vector.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.regroup.kernels.MomentKernel;
import io.regroup.kernels.MomentLayout;
import io.regroup.kernels.ScalarMoments;
import java.util.Arrays;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The vector kernels beside the plain one, on the same rows. */
@Tag("vectors")
class VectorKernelsTest {

    private static final int GROUPS = 83;
    private static final int STRIDE = GROUPS + 3;

    private static final String SHAPES = """
            0, true, true
            1, false, true
            1, true, true
            1, true, false
            2, false, true
            2, true, true
            3, false, false
            3, true, true
            4, true, true
            7, false, true""";

    private final SplittableRandom random = new SplittableRandom(3);
    private final int[] starts = new int[GROUPS + 1];
    private final int[] leftOut = new int[GROUPS * 70];
    private int noted;

    @BeforeEach
    void vectorsAreActive() {
        assertThat(new VectorEngine().availability().reason()).isEmpty();
        for (int g = 0; g < GROUPS; g++) {
            starts[g + 1] = starts[g] + (g % 5 == 0 ? 1 + random.nextInt(9) : 1 + random.nextInt(70));
        }
    }

    private MomentKernel.Rows rows(int features, boolean weighted) {
        MomentKernel.Rows rows = MomentKernel.Rows.ofLength(starts[GROUPS], features, weighted);
        for (int i = 0; i < starts[GROUPS]; i++) {
            for (double[] feature : rows.features()) {
                feature[i] = 100 + random.nextDouble();
            }
            rows.target()[i] = random.nextDouble() - 7;
            if (weighted) {
                Objects.requireNonNull(rows.weights())[i] = 0.5 + random.nextDouble();
            }
        }
        return rows;
    }

    private double[] sums(MomentKernel kernel, MomentKernel.Rows rows, int features, int first, int groups) {
        double[] sums = new double[new MomentLayout(features).width() * STRIDE];
        noted = kernel.accumulate(rows, starts, first, groups, false, sums, STRIDE, 2, leftOut);
        return sums;
    }

    private void spoil(double[] column, int step) {
        for (int i = 0; i < column.length; i += step) {
            column[i] = i % 3 == 0 ? Double.NaN : i % 3 == 1 ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
        }
    }

    private static void assertClose(double[] actual, double[] expected) {
        for (int k = 0; k < expected.length; k++) {
            double size = Math.max(100, Math.abs(expected[k]));
            assertThat(actual[k]).as("place %d", k).isCloseTo(expected[k], within(size * 1e-13));
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = SHAPES)
    void equalsThePlainForm(int features, boolean weighted, boolean intercept) {
        MomentKernel.Rows rows = rows(features, weighted);
        double[] expected = sums(new ScalarMoments(features, intercept), rows, features, 0, GROUPS);
        assertThat(noted).isZero();
        assertClose(sums(VectorEngine.kernel(features, weighted, intercept), rows, features, 0, GROUPS), expected);
        assertThat(noted).isZero();
    }

    /** Rows without a target are named, and leave no trace in the target's sums. */
    @ParameterizedTest
    @CsvSource(textBlock = SHAPES)
    void namesTheRowsWithoutATarget(int features, boolean weighted, boolean intercept) {
        MomentKernel.Rows rows = rows(features, weighted);
        spoil(rows.target(), 5);
        double[] expected = sums(new ScalarMoments(features, intercept), rows, features, 0, GROUPS);
        int[] places = Arrays.copyOf(leftOut, noted);
        assertThat(places)
                .isEqualTo(IntStream.iterate(0, i -> i < starts[GROUPS], i -> i + 5)
                        .toArray());
        assertClose(sums(VectorEngine.kernel(features, weighted, intercept), rows, features, 0, GROUPS), expected);
        assertThat(Arrays.copyOf(leftOut, noted)).isEqualTo(places);
    }

    /** Added up for itself, a second target gets the same bits as with its features. */
    @ParameterizedTest
    @CsvSource(textBlock = SHAPES)
    void aTargetCanComeLater(int features, boolean weighted, boolean intercept) {
        MomentLayout layout = new MomentLayout(features);
        MomentKernel kernel = VectorEngine.kernel(features, weighted, intercept);
        MomentKernel.Rows rows = rows(features, weighted);
        spoil(rows.target(), 7);
        double[] expected = sums(kernel, rows, features, 0, GROUPS);
        int[] places = Arrays.copyOf(leftOut, noted);
        double[] actual = expected.clone();
        for (int k = 0; k < layout.width(); k++) {
            if (layout.isTargets(k)) {
                Arrays.fill(actual, k * STRIDE + 2, k * STRIDE + 2 + GROUPS, Double.NaN);
            }
        }
        Arrays.fill(leftOut, -1);
        int count = kernel.accumulateTarget(rows, starts, 0, GROUPS, actual, STRIDE, 2, leftOut);
        assertThat(actual).isEqualTo(expected);
        assertThat(Arrays.copyOf(leftOut, count)).isEqualTo(places);
    }

    @ParameterizedTest
    @CsvSource({"1, true", "2, false", "3, true", "5, true"})
    void neighboursDoNotMatter(int features, boolean weighted) {
        MomentKernel.Rows rows = rows(features, weighted);
        MomentKernel kernel = VectorEngine.kernel(features, weighted, true);
        double[] together = sums(kernel, rows, features, 0, GROUPS);
        for (int g = 0; g < GROUPS; g++) {
            double[] alone = sums(kernel, rows, features, g, 1);
            for (int k = 0; k < new MomentLayout(features).width(); k++) {
                assertThat(alone[k * STRIDE + 2]).isEqualTo(together[k * STRIDE + 2 + g]);
            }
        }
    }

    /** Next to a group's last rows there may be numbers whose differences from its pivots are too large for a double. */
    @ParameterizedTest
    @CsvSource({"1, false", "1, true", "2, true", "3, false", "3, true", "5, true"})
    void neighboursMayBeFarAway(int features, boolean weighted) {
        MomentKernel.Rows rows = rows(features, weighted);
        for (int g = 0; g < GROUPS; g++) {
            for (int v = 0; v <= features; v++) {
                Arrays.fill(rows.variable(v), starts[g], starts[g + 1], g % 2 == 0 ? 1.6e308 : -1.6e308);
            }
        }
        MomentKernel kernel = VectorEngine.kernel(features, weighted, true);
        double[] all = sums(kernel, rows, features, 0, GROUPS);
        kernel.accumulateTarget(rows, starts, 0, GROUPS, all, STRIDE, 2, leftOut);
        MomentLayout layout = new MomentLayout(features);
        for (int k = layout.sum(0); k < layout.width(); k++) {
            for (int g = 0; g < GROUPS; g++) {
                assertThat(all[k * STRIDE + 2 + g])
                        .as("quantity %d, group %d", k, g)
                        .isZero();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"0, false", "1, true", "3, true"})
    void takesOutTheSameRows(int features, boolean weighted) {
        MomentKernel.Rows rows = rows(features, weighted);
        for (int i = 0; i < 60; i++) {
            int row = random.nextInt(starts[GROUPS]);
            if (i % 3 == 1 && features > 0) {
                rows.features()[features - 1][row] = Double.NEGATIVE_INFINITY;
            } else if (i % 3 == 2 && weighted) {
                Objects.requireNonNull(rows.weights())[row] = 0;
            } else {
                rows.target()[row] = Double.NaN;
            }
        }
        MomentKernel.Rows expected = MomentKernel.Rows.ofLength(starts[GROUPS] + 9, features, weighted);
        MomentKernel.Rows actual = MomentKernel.Rows.ofLength(starts[GROUPS] + 9, features, weighted);
        int kept = ScalarMoments.compactRows(rows, 3, starts[GROUPS] - 2, expected, 1);
        assertThat(VectorEngine.kernel(features, weighted, true).compact(rows, 3, starts[GROUPS] - 2, actual, 1))
                .isEqualTo(kept)
                .isLessThan(starts[GROUPS] - 5);
        for (int i = 1; i <= kept; i++) {
            assertThat(actual.target()[i]).isEqualTo(expected.target()[i]);
            for (int v = 0; v < features; v++) {
                assertThat(actual.features()[v][i]).isEqualTo(expected.features()[v][i]);
            }
        }
    }
}
