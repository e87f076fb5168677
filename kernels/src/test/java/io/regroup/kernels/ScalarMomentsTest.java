package io.regroup.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The plain kernel against the definition of moments, in whole numbers, where both are exact. */
class ScalarMomentsTest {

    private static final int[] SIZES = {1, 2, 3, 8, 21, 40};

    /** Places that belong to others: before the rows, before the groups' starts, and around the groups in the sums. */
    private static final int ROWS_BEFORE = 4;

    private static final int STARTS_BEFORE = 2;
    private static final int AT = 3;
    private static final int STRIDE = AT + SIZES.length + 2;
    private static final double OTHERS = -77;

    /** A shape of problem. */
    record Shape(int features, boolean weighted, boolean intercept) {

        ScalarMoments kernel() {
            return new ScalarMoments(features, intercept);
        }
    }

    private final SplittableRandom random = new SplittableRandom(17);

    static Stream<Shape> shapes() {
        List<Shape> shapes = new ArrayList<>();
        for (int features = 0; features <= 5; features++) {
            for (boolean weighted : new boolean[] {false, true}) {
                shapes.add(new Shape(features, weighted, false));
                shapes.add(new Shape(features, weighted, true));
            }
        }
        return shapes.stream();
    }

    private static int[] starts() {
        int[] starts = new int[STARTS_BEFORE + SIZES.length + 1];
        starts[STARTS_BEFORE] = ROWS_BEFORE;
        for (int g = 0; g < SIZES.length; g++) {
            starts[STARTS_BEFORE + g + 1] = starts[STARTS_BEFORE + g] + SIZES[g];
        }
        return starts;
    }

    private MomentKernel.Rows rows(Shape shape) {
        return WholeNumbers.rows(random, ROWS_BEFORE + Arrays.stream(SIZES).sum(), shape.features, shape.weighted);
    }

    /** What a kernel writes. */
    private static final class Written {

        final double[] sums;
        final int[] counts = new int[STRIDE];

        Written(Shape shape) {
            this.sums = new double[new MomentLayout(shape.features).width() * STRIDE];
            Arrays.fill(sums, OTHERS);
            Arrays.fill(counts, (int) OTHERS);
        }

        double[] ofGroup(int g) {
            double[] moments = new double[sums.length / STRIDE];
            Arrays.setAll(moments, k -> sums[k * STRIDE + AT + g]);
            return moments;
        }

        void isTheirs(Shape shape, MomentKernel.Rows rows, double[][] pivots) {
            int[] starts = starts();
            for (int g = 0; g < SIZES.length; g++) {
                int from = starts[STARTS_BEFORE + g];
                int to = starts[STARTS_BEFORE + g + 1];
                assertThat(ofGroup(g))
                        .as("%s, group %d", shape, g)
                        .isEqualTo(WholeNumbers.moments(rows, from, to, pivots[g]));
                assertThat(counts[AT + g]).isEqualTo((int) Arrays.stream(rows.target(), from, to)
                        .filter(Double::isFinite)
                        .count());
            }
            for (int k = 0; k < sums.length; k++) {
                if (k % STRIDE < AT || k % STRIDE >= AT + SIZES.length) {
                    assertThat(sums[k]).isEqualTo(OTHERS);
                }
            }
        }
    }

    private static double[][] pivots(Shape shape, MomentKernel.Rows rows) {
        double[][] pivots = new double[SIZES.length][shape.features + 1];
        for (int g = 0; g < SIZES.length && shape.intercept; g++) {
            int from = starts()[STARTS_BEFORE + g];
            for (int v = 0; v < shape.features; v++) {
                pivots[g][v] = rows.features()[v][from];
            }
            pivots[g][shape.features] = Arrays.stream(rows.target(), from, from + SIZES[g])
                    .filter(Double::isFinite)
                    .findFirst()
                    .orElse(0);
        }
        return pivots;
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void momentsAreThoseOfTheDefinition(Shape shape) {
        MomentKernel.Rows rows = rows(shape);
        Written written = new Written(shape);
        shape.kernel()
                .accumulate(
                        rows, starts(), STARTS_BEFORE, SIZES.length, false, written.sums, STRIDE, AT, written.counts);
        written.isTheirs(shape, rows, pivots(shape, rows));
    }

    /** Given pivots are used with and without an intercept. */
    @ParameterizedTest
    @MethodSource("shapes")
    void givenPivotsAreUsed(Shape shape) {
        MomentKernel.Rows rows = rows(shape);
        Written written = new Written(shape);
        double[][] pivots = new double[SIZES.length][shape.features + 1];
        for (int g = 0; g < SIZES.length; g++) {
            for (int v = 0; v <= shape.features; v++) {
                pivots[g][v] = random.nextInt(-20, 20);
                written.sums[new MomentLayout(shape.features).pivot(v) * STRIDE + AT + g] = pivots[g][v];
            }
        }
        shape.kernel()
                .accumulate(
                        rows, starts(), STARTS_BEFORE, SIZES.length, true, written.sums, STRIDE, AT, written.counts);
        written.isTheirs(shape, rows, pivots);
    }

    /** Few rows without a target, in the larger groups, first and last ones too. */
    private void leaveOut(double[] target) {
        int[] starts = starts();
        for (int g = 3; g < SIZES.length; g++) {
            int from = starts[STARTS_BEFORE + g];
            target[from] = Double.NaN;
            target[from + SIZES[g] / 2] = g == 4 ? Double.NEGATIVE_INFINITY : Double.NaN;
            target[from + SIZES[g] - 1] = Double.POSITIVE_INFINITY;
        }
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void rowsWithoutTargetDoNotCount(Shape shape) {
        MomentKernel.Rows rows = rows(shape);
        leaveOut(rows.target());
        Written written = new Written(shape);
        shape.kernel()
                .accumulate(
                        rows, starts(), STARTS_BEFORE, SIZES.length, false, written.sums, STRIDE, AT, written.counts);
        written.isTheirs(shape, rows, pivots(shape, rows));
    }

    /** The kernel is used again for more rows than the first time, and for fewer. */
    @ParameterizedTest
    @MethodSource("shapes")
    void targetsOnTheSameFeatures(Shape shape) {
        MomentKernel.Rows first = rows(shape);
        MomentKernel.Rows[] targets = new MomentKernel.Rows[4];
        for (int t = 0; t < targets.length; t++) {
            targets[t] = new MomentKernel.Rows(first.features(), rows(shape).target(), first.weights());
            if (t % 2 == 1) {
                leaveOut(targets[t].target());
            }
        }
        ScalarMoments kernel = shape.kernel();
        kernel.accumulate(
                first, starts(), STARTS_BEFORE, 2, false, new Written(shape).sums, STRIDE, AT, new int[STRIDE]);
        Written[] written = new Written[targets.length];
        Arrays.setAll(written, t -> new Written(shape));
        kernel.accumulateAll(
                targets,
                starts(),
                STARTS_BEFORE,
                SIZES.length,
                Arrays.stream(written).map(w -> w.sums).toArray(double[][]::new),
                STRIDE,
                AT,
                Arrays.stream(written).map(w -> w.counts).toArray(int[][]::new));
        for (int t = 0; t < targets.length; t++) {
            written[t].isTheirs(shape, targets[t], pivots(shape, targets[t]));
        }
    }

    /** Weights that are not positive show in their own place, and only there are others spared. */
    @ParameterizedTest
    @MethodSource("shapes")
    void weightsThatAreNotPositiveShow(Shape shape) {
        MomentKernel.Rows rows = rows(shape);
        if (rows.weights() == null) {
            return;
        }
        int[] starts = starts();
        rows.weights()[starts[STARTS_BEFORE + 3]] = 0;
        rows.weights()[starts[STARTS_BEFORE + 6] - 1] = -1;
        Written written = new Written(shape);
        shape.kernel()
                .accumulate(rows, starts, STARTS_BEFORE, SIZES.length, false, written.sums, STRIDE, AT, written.counts);
        written.isTheirs(shape, rows, pivots(shape, rows));
        for (int g = 0; g < SIZES.length; g++) {
            assertThat(written.ofGroup(g)[MomentLayout.ALL_POSITIVE]).isEqualTo(g == 3 || g == 5 ? 0 : 1);
        }
    }

    /** What is not finite in a feature shows in the sums. */
    @ParameterizedTest
    @MethodSource("shapes")
    void featuresThatAreNotFiniteShow(Shape shape) {
        MomentLayout layout = new MomentLayout(shape.features);
        for (int v = 0; v < shape.features; v++) {
            MomentKernel.Rows rows = rows(shape);
            rows.features()[v][starts()[STARTS_BEFORE + 4] - 1] = v == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
            Written written = new Written(shape);
            shape.kernel()
                    .accumulate(
                            rows,
                            starts(),
                            STARTS_BEFORE,
                            SIZES.length,
                            false,
                            written.sums,
                            STRIDE,
                            AT,
                            written.counts);
            for (int g = 0; g < SIZES.length; g++) {
                assertThat(Moments.usable(layout, written.sums, STRIDE, AT + g)).isEqualTo(g != 3);
            }
        }
    }

    /** Sums can be used if all squares and W are finite and no weight is bad. */
    @Test
    void whatMakesSumsUseless() {
        MomentLayout layout = new MomentLayout(2);
        List<Integer> decisive =
                List.of(MomentLayout.WEIGHT, layout.product(0, 0), layout.product(1, 1), layout.product(2, 2));
        for (int place : decisive) {
            for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
                double[] sums = new double[layout.width()];
                sums[MomentLayout.ALL_POSITIVE] = 1;
                assertThat(Moments.usable(layout, sums, 1, 0)).isTrue();
                sums[place] = bad;
                assertThat(Moments.usable(layout, sums, 1, 0)).isFalse();
            }
        }
        assertThat(Moments.usable(layout, new double[layout.width()], 1, 0)).isFalse();
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void rowsThatCountAreCopied(Shape shape) {
        MomentKernel.Rows rows = rows(shape);
        int from = 2;
        int to = rows.target().length - 3;
        rows.target()[from + 1] = Double.NaN;
        rows.target()[from + 2] = Double.NEGATIVE_INFINITY;
        for (int v = 0; v < shape.features; v++) {
            rows.features()[v][from + 4 + v] = v % 2 == 0 ? Double.NaN : Double.POSITIVE_INFINITY;
        }
        if (rows.weights() != null) {
            rows.weights()[from + 10] = 0;
            rows.weights()[from + 11] = -1;
            rows.weights()[from + 12] = Double.NaN;
            rows.weights()[from + 13] = Double.POSITIVE_INFINITY;
        }
        int at = 3;
        MomentKernel.Rows into = MomentKernel.Rows.ofLength(at + to - from + 8, shape.features, shape.weighted);
        int copied = shape.kernel().compact(rows, from, to, into, at);

        int expected = 0;
        for (int row = from; row < to; row++) {
            int i = row;
            boolean counts = Stream.iterate(0, v -> v <= shape.features, v -> v + 1)
                            .allMatch(v -> Double.isFinite(rows.variable(v)[i]))
                    && (rows.weights() == null || (rows.weights()[i] > 0 && Double.isFinite(rows.weights()[i])));
            if (counts) {
                for (int v = 0; v <= shape.features; v++) {
                    assertThat(into.variable(v)[at + expected]).isEqualTo(rows.variable(v)[row]);
                }
                if (rows.weights() != null) {
                    assertThat(into.weights()[at + expected]).isEqualTo(rows.weights()[row]);
                }
                expected++;
            }
        }
        assertThat(copied).isEqualTo(expected);
        assertThat(into.target()[at - 1]).isZero();
    }
}
