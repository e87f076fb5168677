package io.regroup.api.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class MediansTest {

    @Property
    void equalsTheMiddleOfTheSortedValues(@ForAll @Size(min = 1, max = 60) double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int n = sorted.length;
        double expected = n % 2 == 1 ? sorted[n / 2] : middle(sorted[n / 2 - 1], sorted[n / 2]);
        double[] padded = new double[n + 2];
        System.arraycopy(values, 0, padded, 1, n);
        padded[0] = -1e300;
        padded[n + 1] = 1e300;
        double got = Medians.median(padded, 1, n + 1);
        assertThat(got).isEqualTo(expected);
        assertThat(padded[0]).isEqualTo(-1e300);
        assertThat(padded[n + 1]).isEqualTo(1e300);
    }

    private static double middle(double a, double b) {
        return new BigDecimal(a).add(new BigDecimal(b)).divide(BigDecimal.TWO).doubleValue();
    }

    /** Large sorted, reversed and constant ranges, and one built to defeat a median-of-three pivot. */
    @Test
    void awkwardOrdersAreSelectedToo() {
        int n = 100_000;
        double[] killer = new double[n];
        int half = n / 2;
        for (int i = 0; i < half; i++) {
            killer[i] = i % 2 == 0 ? i + 1 : half + i + (half % 2);
            killer[half + i] = 2.0 * (i + 1);
        }
        double[] sorted = killer.clone();
        Arrays.sort(sorted);
        double expected = middle(sorted[n / 2 - 1], sorted[n / 2]);
        assertThat(Medians.median(killer, 0, n)).isEqualTo(expected);
        assertThat(Medians.median(sorted, 0, n)).isEqualTo(expected);
    }

    @Test
    void edgeCases() {
        assertThat(Medians.median(new double[0], 0, 0)).isNaN();
        assertThat(Medians.median(new double[] {3}, 0, 1)).isEqualTo(3);
        assertThat(Medians.median(new double[] {0.1, 0.3}, 0, 2)).isEqualTo(0.2);
        assertThat(Medians.median(new double[] {Double.MAX_VALUE, Double.MAX_VALUE}, 0, 2))
                .isEqualTo(Double.MAX_VALUE);
        assertThat(Medians.median(new double[] {-Double.MAX_VALUE, Double.MAX_VALUE}, 0, 2))
                .isZero();
        assertThat(Medians.median(new double[] {Double.POSITIVE_INFINITY, 1, 2}, 0, 3))
                .isEqualTo(2);
        assertThat(Medians.median(new double[] {5, 5, 5, 5}, 0, 4)).isEqualTo(5);
    }
}
