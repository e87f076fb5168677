package io.regroup.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sums of a block can all be used only if those of every group can. */
class MomentsTest {

    private static final int STRIDE = 16;
    private static final int AT = 3;
    private static final int GROUPS = 11;

    private final MomentLayout layout = new MomentLayout(2);
    private final double[] sums = new double[layout.width() * STRIDE];

    /** Beside the block stands what cannot be used. */
    @BeforeEach
    void goodSums() {
        Arrays.fill(sums, Double.NaN);
        for (int k = 0; k < layout.width(); k++) {
            Arrays.fill(sums, k * STRIDE + AT, k * STRIDE + AT + GROUPS, 1);
        }
    }

    private boolean all() {
        return Moments.allUsable(layout, sums, STRIDE, AT, GROUPS);
    }

    @Test
    void allCanBeUsed() {
        assertThat(all()).isTrue();
    }

    @Test
    void oneCannot() {
        int[] judged = {
            MomentLayout.WEIGHT,
            MomentLayout.ALL_POSITIVE,
            layout.product(0, 0),
            layout.product(1, 1),
            layout.product(2, 2)
        };
        for (int k : judged) {
            for (int g = 0; g < GROUPS; g++) {
                for (double bad :
                        new double[] {Double.NaN, k == MomentLayout.ALL_POSITIVE ? 0 : Double.POSITIVE_INFINITY}) {
                    int place = k * STRIDE + AT + g;
                    sums[place] = bad;
                    assertThat(all()).isFalse();
                    assertThat(Moments.usable(layout, sums, STRIDE, AT + g)).isFalse();
                    sums[place] = 1;
                    assertThat(Moments.usable(layout, sums, STRIDE, AT + g)).isTrue();
                }
            }
        }
    }

    @Test
    void togetherTooLarge() {
        sums[layout.product(1, 1) * STRIDE + AT] = Double.MAX_VALUE;
        assertThat(all()).isTrue();
        sums[layout.product(2, 2) * STRIDE + AT + 1] = Double.MAX_VALUE;
        assertThat(all()).isFalse();
    }
}
