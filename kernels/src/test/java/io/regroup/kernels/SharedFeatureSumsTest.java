package io.regroup.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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
}
