package io.regroup.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MomentsTest {

    private static final MomentLayout LAYOUT = new MomentLayout(2);

    private final SplittableRandom random = new SplittableRandom(11);
    private final MomentKernel.Rows rows = MomentKernel.Rows.ofLength(100, 2, true);

    private double[] about(int from, int to) {
        double[] moments = new double[LAYOUT.width()];
        new ScalarMoments(2, true).accumulate(rows, new int[] {from, to}, 0, 1, false, moments, 1, 0, new int[1]);
        Moments.centre(LAYOUT, moments);
        return moments;
    }

    /** Wherever the rows are cut, the parts together have the moments of the whole. */
    @Test
    void partsMergeToTheWhole() {
        for (int i = 0; i < 100; i++) {
            rows.features()[0][i] = 1e6 + random.nextDouble();
            rows.features()[1][i] = i;
            rows.target()[i] = random.nextDouble() + (i < 50 ? 0 : 1e3);
            Objects.requireNonNull(rows.weights())[i] = 1 + random.nextDouble();
        }
        double[] whole = about(0, 100);
        for (int cut = 1; cut < 100; cut++) {
            double[] merged = about(0, cut);
            Moments.merge(LAYOUT, merged, about(cut, 100), true);
            Moments.centre(LAYOUT, merged);
            for (int j = 0; j < 3; j++) {
                assertThat(merged[LAYOUT.pivot(j)]).isCloseTo(whole[LAYOUT.pivot(j)], within(1e-9));
                for (int i = 0; i <= j; i++) {
                    double scale = Math.sqrt(whole[LAYOUT.product(i, i)] * whole[LAYOUT.product(j, j)]);
                    assertThat(merged[LAYOUT.product(i, j)])
                            .isCloseTo(whole[LAYOUT.product(i, j)], within(1e-12 * scale));
                }
            }
        }
    }

    /** The condition number of the Hilbert matrix of order 5 is 476607.25024…, that of a rotation 1. */
    @Test
    void conditionNumbers() {
        double[][] hilbert = new double[5][5];
        for (int i = 0; i < 5; i++) {
            for (int j = 0; j < 5; j++) {
                hilbert[i][j] = 1.0 / (i + j + 1);
            }
        }
        assertThat(SingularValues.conditionNumber(hilbert)).isCloseTo(476607.25024, within(1e-3));
        assertThat(SingularValues.conditionNumber(new double[][] {{0.6, -0.8}, {0.8, 0.6}}))
                .isCloseTo(1, within(1e-15));
    }
}
