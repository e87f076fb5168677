package io.regroup.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MomentSummaryTest {

    private static final MomentLayout LAYOUT = new MomentLayout(2);

    private final SplittableRandom random = new SplittableRandom(11);
    private final MomentKernel.Rows rows = MomentKernel.Rows.ofLength(100, 2, true);

    private final MomentSummary summaries = new MomentSummary(LAYOUT, true);

    private double[] summary(int from, int to) {
        double[] summary = new double[MomentSummary.MOMENTS + LAYOUT.width()];
        new ScalarMoments(2, true)
                .accumulate(rows, new int[] {from, to}, 0, 1, false, summary, 1, MomentSummary.MOMENTS, new int[2]);
        summary[0] = to - from;
        summaries.settle(summary, 0);
        return summary;
    }

    private static double moment(double[] summary, int quantity) {
        return summary[MomentSummary.MOMENTS + quantity];
    }

    /** Wherever the rows are cut, the parts together have the moments of the whole. */
    @Test
    void partsCombineToTheWhole() {
        for (int i = 0; i < 100; i++) {
            rows.features()[0][i] = 1e6 + random.nextDouble();
            rows.features()[1][i] = i;
            rows.target()[i] = random.nextDouble() + (i < 50 ? 0 : 1e3);
            Objects.requireNonNull(rows.weights())[i] = 1 + random.nextDouble();
        }
        double[] whole = summary(0, 100);
        for (int cut = 1; cut < 100; cut++) {
            double[] combined = summary(0, cut);
            summaries.combine(combined, 0, summary(cut, 100), 0);
            assertThat(combined[0]).isEqualTo(100);
            for (int j = 0; j < 3; j++) {
                assertThat(moment(combined, LAYOUT.pivot(j))).isCloseTo(moment(whole, LAYOUT.pivot(j)), within(1e-9));
                for (int i = 0; i <= j; i++) {
                    double scale = Math.sqrt(moment(whole, LAYOUT.product(i, i)) * moment(whole, LAYOUT.product(j, j)));
                    assertThat(moment(combined, LAYOUT.product(i, j)))
                            .isCloseTo(moment(whole, LAYOUT.product(i, j)), within(1e-12 * scale));
                }
            }
        }
    }

    /** Moments of whole numbers in summaries, not settled yet. */
    private static double[] raw(MomentKernel.Rows rows, int from, int to, double... pivots) {
        double[] moments = WholeNumbers.moments(rows, from, to, pivots);
        double[] summary = new double[OTHERS + MomentSummary.MOMENTS + moments.length];
        summary[OTHERS] = to - from;
        System.arraycopy(moments, 0, summary, OTHERS + MomentSummary.MOMENTS, moments.length);
        return summary;
    }

    /** What stands before a summary in its slab. */
    private static final int OTHERS = 5;

    private static double[] momentsIn(double[] summary) {
        return Arrays.copyOfRange(summary, OTHERS + MomentSummary.MOMENTS, summary.length);
    }

    /** Settling moves the pivots of a group whose means are whole numbers exactly there. */
    @Test
    void settlingMovesPivotsToTheMeans() {
        MomentKernel.Rows whole = WholeNumbers.rows(random, 8, 2, false);
        double[] means = new double[3];
        for (int v = 0; v < 3; v++) {
            double[] column = whole.variable(v);
            double sum = Arrays.stream(column, 0, 7).sum();
            column[7] = 8 * Math.round(sum / 8) - sum;
            means[v] = (sum + column[7]) / 8;
        }
        for (boolean intercept : new boolean[] {true, false}) {
            double[] summary = raw(whole, 0, 8, 1, -2, 3);
            summary[OTHERS + MomentSummary.MOMENTS + MomentLayout.ALL_POSITIVE] = 0;
            new MomentSummary(LAYOUT, intercept).settle(summary, OTHERS);
            double[] pivots = intercept ? means : new double[] {1, -2, 3};
            assertThat(momentsIn(summary)).isEqualTo(WholeNumbers.moments(whole, 0, 8, pivots));
            assertThat(summary[OTHERS]).isEqualTo(8);
        }
    }

    /** Whether settling costs digits is said of each variable, features and target. */
    @Test
    void settlingSaysWhatItCosts() {
        for (int v = 0; v < 3; v++) {
            for (double share : new double[] {9.989, 9.991}) {
                double[] summary = new double[MomentSummary.MOMENTS + LAYOUT.width()];
                summary[0] = 100;
                summary[MomentSummary.MOMENTS + MomentLayout.WEIGHT] = 100;
                for (int u = 0; u < 3; u++) {
                    summary[MomentSummary.MOMENTS + LAYOUT.product(u, u)] = 1000;
                }
                summary[MomentSummary.MOMENTS + LAYOUT.sum(v)] = 100 * Math.sqrt(share);
                summaries.settle(summary, 0);
                assertThat(moment(summary, MomentLayout.ALL_POSITIVE)).isEqualTo(share < 9.99 ? 1 : 0);
            }
        }
        double[] constant = new double[MomentSummary.MOMENTS + LAYOUT.width()];
        constant[MomentSummary.MOMENTS + MomentLayout.WEIGHT] = 4;
        summaries.settle(constant, 0);
        assertThat(moment(constant, MomentLayout.ALL_POSITIVE)).isEqualTo(1);
    }

    /** Two parts of four rows each with means 0 and 4: everything is exact, and what belongs to others is left alone. */
    @Test
    void combiningIsExactInWholeNumbers() {
        for (boolean intercept : new boolean[] {true, false}) {
            MomentSummary combiner = new MomentSummary(LAYOUT, intercept);
            MomentKernel.Rows whole = MomentKernel.Rows.ofLength(8, 2, false);
            double[][] columns = {
                {-3, 3, -1, 1, 7, 1, 5, 3}, {2, -2, 2, -2, 5, 3, 3, 5}, {-5, 4, 2, -1, 4, 4, 6, 2},
            };
            for (int v = 0; v < 3; v++) {
                System.arraycopy(columns[v], 0, whole.variable(v), 0, 8);
            }
            double[] one = intercept ? new double[] {0, 0, 0} : new double[] {0, 0, 0};
            double[] other = intercept ? new double[] {4, 4, 4} : new double[] {0, 0, 0};
            double[] both = intercept ? new double[] {2, 2, 2} : new double[] {0, 0, 0};
            double[] into = raw(whole, 0, 4, one);
            combiner.combine(into, OTHERS, raw(whole, 4, 8, other), OTHERS);
            assertThat(momentsIn(into)).isEqualTo(WholeNumbers.moments(whole, 0, 8, both));
            assertThat(into[OTHERS]).isEqualTo(8);
            assertThat(Arrays.copyOf(into, OTHERS)).containsOnly(0);
        }
    }

    /** A part that has lost digits marks all that it is combined with, whichever side it is on. */
    @Test
    void lostDigitsStayMarked() {
        MomentKernel.Rows whole = WholeNumbers.rows(random, 8, 2, true);
        int mark = OTHERS + MomentSummary.MOMENTS + MomentLayout.ALL_POSITIVE;
        for (double[] marks : new double[][] {{1, 1}, {0, 1}, {1, 0}, {0, 0}}) {
            double[] one = raw(whole, 0, 4, 0, 0, 0);
            double[] other = raw(whole, 4, 8, 0, 0, 0);
            one[mark] = marks[0];
            other[mark] = marks[1];
            summaries.combine(one, OTHERS, other, OTHERS);
            assertThat(one[mark]).isEqualTo(Math.min(marks[0], marks[1]));
        }
    }

    /** Without rows there is nothing to combine. */
    @Test
    void emptyParts() {
        MomentKernel.Rows whole = WholeNumbers.rows(random, 8, 2, true);
        double[] expected = raw(whole, 0, 8, 1, 2, 3);
        double[] empty = new double[expected.length];
        double[] full = expected.clone();
        summaries.combine(full, OTHERS, empty, OTHERS);
        assertThat(full).isEqualTo(expected);
        summaries.combine(empty, OTHERS, full, OTHERS);
        assertThat(empty).isEqualTo(expected);
    }
}
