package io.regroup.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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
}
