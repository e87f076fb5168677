package io.regroup.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SharedFeatureSumsTest {

    private static final int GROUPS = 9;
    private static final int SIZE = 40;
    private static final int STRIDE = 12;
    private static final int AT = 2;
    private static final MomentLayout LAYOUT = new MomentLayout(2);

    private final SplittableRandom random = new SplittableRandom(2);
    private final MomentKernel.Rows rows = MomentKernel.Rows.ofLength(GROUPS * SIZE, 2, true);
    private final int[] starts = new int[GROUPS + 1];
    private final double[] sums = new double[LAYOUT.width() * STRIDE];
    private final int[] counts = new int[STRIDE];

    /** Of group g, the last missing[g] rows have no target. */
    private void addUp(int... missing) {
        for (int g = 0; g < GROUPS; g++) {
            starts[g + 1] = starts[g] + SIZE;
            for (int i = starts[g]; i < starts[g + 1]; i++) {
                rows.features()[0][i] = 5 + random.nextDouble();
                rows.features()[1][i] = random.nextDouble();
                rows.target()[i] = i < starts[g + 1] - missing[g] ? random.nextDouble() : Double.NaN;
                Objects.requireNonNull(rows.weights())[i] = 1 + random.nextDouble();
            }
        }
        new ScalarMoments(2, true).accumulate(rows, starts, 0, GROUPS, false, sums, STRIDE, AT, counts);
    }

    @Test
    void whatRemainsIsWhatTheOtherRowsAddUpTo() {
        int[] missing = {0, 3, 0, 0, 25, 1, 0, 12, 2};
        addUp(missing);
        for (int g = 0; g < GROUPS; g++) {
            double[] expected = new double[LAYOUT.width()];
            int[] others = {starts[g], starts[g + 1] - missing[g]};
            new ScalarMoments(2, true).accumulate(rows, others, 0, 1, false, expected, 1, 0, new int[1]);
            for (int k = 0; k < expected.length; k++) {
                assertThat(sums[k * STRIDE + AT + g])
                        .as("group %d, place %d", g, k)
                        .isCloseTo(expected[k], within(1e-12));
            }
            assertThat(counts[AT + g]).isEqualTo(SIZE - missing[g]);
        }
    }

    /** Where nearly all is subtracted, the digits that remain are those that rounding made. */
    @Test
    void tooLittleMayRemain() {
        addUp(0, SIZE - 2, 0, 0, SIZE, 0, 0, 0, 1);
        for (int g = 0; g < GROUPS; g++) {
            assertThat(Double.isNaN(sums[MomentLayout.WEIGHT * STRIDE + AT + g]))
                    .isEqualTo(g == 1 || g == 4);
        }
    }

    /** Not a single row, of many groups or of one. */
    @Test
    void nothingMayRemain() {
        int[] all = new int[GROUPS];
        Arrays.fill(all, SIZE);
        addUp(all);
        for (int g = 0; g < GROUPS; g++) {
            assertThat(sums[MomentLayout.WEIGHT * STRIDE + AT + g]).isNaN();
            assertThat(counts[AT + g]).isZero();
        }
    }

    /** So it is where a single row has nearly all of a feature's squares, or of the weight. */
    @Test
    void tooLittleMayRemainOfOneSum() {
        for (int v = 0; v < 3; v++) {
            addUp(0, 0, 0, 0, 0, 0, 0, 0, 0);
            int row = starts[3] + 5;
            rows.target()[row] = Double.NaN;
            double[] heavy = v < 2 ? rows.features()[v] : Objects.requireNonNull(rows.weights());
            heavy[row] = 1e6;
            new ScalarMoments(2, true).accumulate(rows, starts, 0, GROUPS, false, sums, STRIDE, AT, counts);
            for (int g = 0; g < GROUPS; g++) {
                assertThat(Double.isNaN(sums[MomentLayout.WEIGHT * STRIDE + AT + g]))
                        .isEqualTo(g == 3);
            }
        }
    }

    /** What a kernel does that has nothing to share: one target after the other. */
    @Test
    void targetsOneAfterTheOther() {
        MomentKernel plain = new MomentKernel() {
            @Override
            public void accumulate(
                    Rows rows,
                    int[] starts,
                    int first,
                    int groups,
                    boolean pivotsGiven,
                    double[] sums,
                    int stride,
                    int at,
                    int[] counts) {
                new ScalarMoments(2, true)
                        .accumulate(rows, starts, first, groups, pivotsGiven, sums, stride, at, counts);
            }

            @Override
            public int compact(Rows rows, int from, int to, Rows into, int at) {
                return ScalarMoments.compactRows(rows, from, to, into, at);
            }
        };
        addUp(0, 3, 0, 0, 5, 1, 0, 12, 2);
        MomentKernel.Rows other = new MomentKernel.Rows(
                rows.features(), random.doubles(GROUPS * SIZE).toArray(), rows.weights());
        double[][] both = new double[2][sums.length];
        int[][] counted = new int[2][STRIDE];
        plain.accumulateAll(new MomentKernel.Rows[] {rows, other}, starts, 0, GROUPS, both, STRIDE, AT, counted);
        assertThat(both[0]).isEqualTo(sums);
        assertThat(counted[0]).isEqualTo(counts);
        plain.accumulate(other, starts, 0, GROUPS, false, sums, STRIDE, AT, counts);
        assertThat(both[1]).isEqualTo(sums);
        assertThat(counted[1]).isEqualTo(counts);
    }
}
