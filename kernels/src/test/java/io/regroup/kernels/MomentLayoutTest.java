package io.regroup.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MomentLayoutTest {

    /** W and its mark, pivots of x, z and y, their sums, then xx, xz, zz, xy, zy, yy. */
    @Test
    void placesOfTwoFeatures() {
        MomentLayout layout = new MomentLayout(2);
        assertThat(layout.variables()).isEqualTo(3);
        assertThat(layout.width()).isEqualTo(14);
        assertThat(new int[] {layout.pivot(0), layout.pivot(2), layout.sum(0), layout.sum(2)})
                .containsExactly(2, 4, 5, 7);
        assertThat(new int[] {
                    layout.product(0, 0),
                    layout.product(0, 1),
                    layout.product(1, 1),
                    layout.product(0, 2),
                    layout.product(2, 2)
                })
                .containsExactly(8, 9, 10, 11, 13);
        assertThat(IntStream.range(0, layout.width()).filter(layout::isTargets)).containsExactly(4, 7, 11, 12, 13);
    }
}
