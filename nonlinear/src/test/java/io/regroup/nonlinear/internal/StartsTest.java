package io.regroup.nonlinear.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.regroup.nonlinear.internal.solve.Bounds;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Where iterations begin. */
class StartsTest {

    private static ArrayRows rows(double from, double step, int count, DoubleUnaryOperator y) {
        double[] x = IntStream.range(0, count).mapToDouble(i -> from + step * i).toArray();
        return new ArrayRows(x, Arrays.stream(x).map(y).toArray(), null);
    }

    private static void assertNear(double[] got, double tolerance, double... expected) {
        assertThat(got).hasSize(expected.length);
        for (int j = 0; j < got.length; j++) {
            assertThat(got[j]).as("parameter %s", j).isCloseTo(expected[j], within(tolerance));
        }
    }

    /** The vector of the Python predecessor. */
    @Test
    void gaussian() {
        double[] start = new double[4];
        Starts.gaussian(rows(-3, 0.25, 33, x -> 10 * Math.exp(-0.5 * Math.pow((x - 1) / 0.8, 2)) + 2), start);
        assertNear(start, 5e-10, 9.999830684, 1.0, 0.353553391, 2.000169316);
    }

    @Test
    void weightsMoveThePeak() {
        ArrayRows rows = rows(0, 1, 5, x -> x == 1 || x == 2 ? 10 : 0);
        double[] start = new double[4];
        Starts.gaussian(new ArrayRows(rows.x(), rows.y(), new double[] {1, 3, 1, 1, 1}), start);
        assertNear(start, 1e-15, 10, 1.25, Math.sqrt(0.1875), 0);
    }

    /** One row is no width: a hundredth of the range it is. */
    @Test
    void peakOfEqualFeatures() {
        double[] start = new double[4];
        Starts.gaussian(rows(0, 1, 11, x -> x == 4 ? 10 : 0), start);
        assertThat(start[2]).isPositive();
        double[] same = new double[4];
        Starts.gaussian(new ArrayRows(new double[] {2, 2, 2}, new double[] {1, 5, 5}, null), same);
        assertNear(same, 0, 4, 2, 0, 1);
    }

    @Test
    void fewRowsKeepTheStartsOfTheModel() {
        double[] start = {1, 2, 3, 4, 5};
        Starts.gaussian(rows(0, 1, 2, x -> x), start);
        Starts.gaussianPlusLine(rows(0, 1, 4, x -> x), start);
        assertThat(start).containsExactly(1, 2, 3, 4, 5);
    }

    @Test
    void gaussianPlusLine() {
        double[] start = new double[5];
        Starts.gaussianPlusLine(rows(-10, 0.5, 41, x -> 6 * Math.exp(-0.5 * Math.pow(x - 1, 2)) + 3 + 0.5 * x), start);
        assertNear(start, 0.3, 6, 1, 0.7, 3, 0.5);
        assertThat(start[4]).isCloseTo(0.5, within(1e-6));
    }

    @Test
    void exponential() {
        double[] start = new double[3];
        Starts.exponential(rows(0, 0.5, 13, x -> 4 * Math.exp(-x) + 1), start);
        assertNear(start, 1e-12, 4 - 4 * Math.exp(-6), 2, 1 + 4 * Math.exp(-6));
    }

    /** The amplitude is that at x = 0, wherever the rows begin; where that is no number, their height. */
    @Test
    void exponentialFarFromZero() {
        double[] start = new double[3];
        Starts.exponential(rows(6, 0.5, 13, x -> 4 * Math.exp(-x) + 1), start);
        assertThat(start[0] * Math.exp(-6 / start[1])).isCloseTo(4 * (Math.exp(-6) - Math.exp(-12)), within(1e-12));
        Starts.exponential(rows(1e9, 0.5, 13, x -> 1e9 + 6 - x), start);
        assertNear(start, 1e-6, 6, 2, 0);
    }

    @Test
    void powerLaw() {
        double[] start = new double[3];
        Starts.powerLaw(rows(0, 1, 4, x -> 2 + x * x), start);
        assertNear(start, 0, 9, 1, 2);
    }

    @Test
    void logistic() {
        double[] start = new double[3];
        Starts.logistic(rows(0, 0.5, 30, x -> 8 / (1 + Math.exp(-(x - 5) / 1.5))), start);
        assertNear(start, 1, 8, 5, 1.5);
        double[] zero = {1, 0, 1};
        Starts.logistic(rows(0, 1, 5, _ -> 0), zero);
        assertThat(zero).containsExactly(1, 0, 1);
    }

    // --- further starts

    private static StartRule rule(int count) {
        return new StartRule(
                new double[] {2, 0, 5},
                new boolean[3],
                null,
                new Bounds(
                        new double[] {Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY, 4},
                        new double[] {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, 8}),
                count,
                10);
    }

    /** Every parameter goes through all levels once. */
    @Test
    void furtherStartsAreALatinHypercube() {
        double[][] levels = rule(9).levels();
        assertThat(levels).hasDimensions(8, 3);
        for (int j = 0; j < 3; j++) {
            int parameter = j;
            assertThat(Arrays.stream(levels)
                            .mapToDouble(row -> row[parameter])
                            .sorted()
                            .toArray())
                    .containsExactly(-0.875, -0.625, -0.375, -0.125, 0.125, 0.375, 0.625, 0.875);
        }
        assertThat(rule(9).levels()).isDeepEqualTo(levels);
        assertThat(Arrays.stream(levels).mapToDouble(row -> row[0]).toArray())
                .isNotEqualTo(Arrays.stream(levels).mapToDouble(row -> row[1]).toArray());
        assertThat(rule(1).levels()).isEmpty();
    }

    @Test
    void levelsSpreadAboutTheFirstStartOrBetweenBounds() {
        double[] out = new double[3];
        rule(9).further(new double[] {1, -0.5, 0.5}, new double[] {2, 0, 5}, out);
        assertThat(out).containsExactly(20, -0.5, 7);
        rule(9).further(new double[] {-1, 1, -1}, new double[] {-2, 3, 5}, out);
        assertNear(out, 1e-14, -0.2, 30, 4);
    }
}
