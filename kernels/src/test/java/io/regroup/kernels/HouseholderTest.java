package io.regroup.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class HouseholderTest {

    /** RᵀR = AᵀA, where the head of the first column is nearly all of it: the reflection must not cancel. */
    @Test
    void productsOfColumnsAreKept() {
        for (double head : new double[] {1, -1}) {
            double[][] a = {{head, 2, 3}, {1e-9, 1, -1}, {-1e-9, 4, 0.5}, {0, -2, 7}};
            double[][] upper =
                    Householder.upper(Arrays.stream(a).map(double[]::clone).toArray(double[][]::new));
            for (int i = 0; i < 3; i++) {
                for (int j = i; j < 3; j++) {
                    double expected = 0;
                    for (double[] row : a) {
                        expected += row[i] * row[j];
                    }
                    double product = 0;
                    for (int k = 0; k <= i; k++) {
                        product += upper[k][i] * upper[k][j];
                    }
                    assertThat(product).as("%d, %d", i, j).isCloseTo(expected, within(1e-13));
                    assertThat(upper[j][i]).isEqualTo(i == j ? upper[i][i] : 0);
                }
            }
        }
    }

    @Test
    void columnsOfZerosAndNoColumns() {
        assertThat(Householder.upper(new double[][] {{0, 3}, {0, 4}})).isDeepEqualTo(new double[][] {{0, 3}, {0, -4}});
        assertThat(Householder.upper(new double[0][])).isEmpty();
    }
}
