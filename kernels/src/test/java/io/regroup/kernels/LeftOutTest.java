package io.regroup.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LeftOutTest {

    private static final int ROWS = 40;
    private static final MomentLayout LAYOUT = new MomentLayout(2);

    private final SplittableRandom random = new SplittableRandom(2);
    private final MomentKernel.Rows rows = MomentKernel.Rows.ofLength(ROWS, 2, true);
    private final double[] sums = new double[LAYOUT.width()];
    private final LeftOut leftOut = new LeftOut(LAYOUT);

    private int fill(int missing) {
        for (int i = 0; i < ROWS; i++) {
            rows.features()[0][i] = 5 + random.nextDouble();
            rows.features()[1][i] = random.nextDouble();
            rows.target()[i] = i > 0 && i <= missing ? Double.NaN : random.nextDouble();
            Objects.requireNonNull(rows.weights())[i] = 1 + random.nextDouble();
        }
        return new ScalarMoments(2, true)
                .accumulate(rows, new int[] {0, ROWS}, 0, 1, false, sums, 1, 0, leftOut.places(ROWS));
    }

    @Test
    void whatRemainsIsWhatTheOtherRowsAddUpTo() {
        int count = fill(10);
        assertThat(count).isEqualTo(10);
        assertThat(leftOut.subtract(rows, 0, count, sums, 1, 0)).isTrue();
        MomentKernel.Rows others = MomentKernel.Rows.ofLength(ROWS, 2, true);
        int kept = ScalarMoments.compactRows(rows, 0, ROWS, others, 0);
        double[] expected = new double[LAYOUT.width()];
        new ScalarMoments(2, true).accumulate(others, new int[] {0, kept}, 0, 1, false, expected, 1, 0, new int[0]);
        assertThat(kept).isEqualTo(ROWS - 10);
        for (int k = 0; k < expected.length; k++) {
            assertThat(sums[k]).as("place %d", k).isCloseTo(expected[k], within(1e-12));
        }
    }

    /** Where nearly all is subtracted, the digits that remain are those that rounding made. */
    @Test
    void tooLittleMayRemain() {
        int count = fill(ROWS - 2);
        assertThat(count).isEqualTo(ROWS - 2);
        assertThat(leftOut.subtract(rows, 0, count, sums, 1, 0)).isFalse();
    }
}
