package io.regroup.engine.vector.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.regroup.kernels.MomentKernel;
import io.regroup.kernels.MomentLayout;
import io.regroup.kernels.ScalarMoments;
import java.util.Arrays;
import java.util.Objects;
import java.util.SplittableRandom;
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
    private final int[] counts = new int[STRIDE];

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
        kernel.accumulate(rows, starts, first, groups, false, sums, STRIDE, 2, counts);
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
        assertClose(sums(VectorEngine.kernel(features, weighted, intercept), rows, features, 0, GROUPS), expected);
    }

    /** Σ w dᵢ dⱼ over the rows of a group that have a target, about the pivots that stand in the sums; d is 1 for i < 0. */
    private double expected(MomentKernel.Rows rows, double[] sums, int group, int i, int j) {
        MomentLayout layout = new MomentLayout(rows.features().length);
        double sum = 0;
        for (int row = starts[group]; row < starts[group + 1]; row++) {
            if (Double.isFinite(rows.target()[row])) {
                double product = rows.weights() == null ? 1 : rows.weights()[row];
                for (int v : new int[] {i, j}) {
                    product *= v < 0 ? 1 : rows.variable(v)[row] - sums[layout.pivot(v) * STRIDE + 2 + group];
                }
                sum += product;
            }
        }
        return sum;
    }

    /** Rows without a target are counted out, and leave no trace in the sums. */
    @ParameterizedTest
    @CsvSource(textBlock = SHAPES)
    void leavesOutRowsWithoutATarget(int features, boolean weighted, boolean intercept) {
        MomentLayout layout = new MomentLayout(features);
        MomentKernel.Rows rows = rows(features, weighted);
        spoil(rows.target(), 5);
        double[] actual = sums(VectorEngine.kernel(features, weighted, intercept), rows, features, 0, GROUPS);
        for (int g = 0; g < GROUPS; g++) {
            int finite = 0;
            for (int row = starts[g]; row < starts[g + 1]; row++) {
                finite += Double.isFinite(rows.target()[row]) ? 1 : 0;
            }
            assertThat(counts[2 + g]).isEqualTo(finite);
            double weight = actual[MomentLayout.WEIGHT * STRIDE + 2 + g];
            if (Double.isNaN(weight)) {
                assertThat(features).as("registers hold all sums").isNotIn(1, 2, 3);
                continue;
            }
            assertThat(weight).isCloseTo(expected(rows, actual, g, -1, -1), within(1e-12));
            for (int j = 0; j <= features; j++) {
                assertThat(actual[layout.sum(j) * STRIDE + 2 + g])
                        .isCloseTo(expected(rows, actual, g, -1, j), within(1e-9));
                for (int i = 0; i <= j; i++) {
                    double product = expected(rows, actual, g, i, j);
                    assertThat(actual[layout.product(i, j) * STRIDE + 2 + g])
                            .isCloseTo(product, within(1e-9 + Math.abs(product) * 1e-13));
                }
            }
        }
    }

    /** A target gets the same bits beside others as alone. */
    @ParameterizedTest
    @CsvSource(textBlock = SHAPES)
    void otherTargetsDoNotMatter(int features, boolean weighted, boolean intercept) {
        MomentKernel kernel = VectorEngine.kernel(features, weighted, intercept);
        MomentKernel.Rows[] targets = new MomentKernel.Rows[3];
        targets[0] = rows(features, weighted);
        for (int t = 1; t < targets.length; t++) {
            double[] target = random.doubles(starts[GROUPS]).toArray();
            spoil(target, 5 + t);
            targets[t] = new MomentKernel.Rows(targets[0].features(), target, targets[0].weights());
        }
        double[][] together = new double[targets.length][new MomentLayout(features).width() * STRIDE];
        int[][] countsTogether = new int[targets.length][STRIDE];
        kernel.accumulateAll(targets, starts, 0, GROUPS, together, STRIDE, 2, countsTogether);
        for (int t = 0; t < targets.length; t++) {
            assertThat(together[t]).isEqualTo(sums(kernel, targets[t], features, 0, GROUPS));
            assertThat(countsTogether[t]).isEqualTo(counts);
        }
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
