package io.regroup.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SingularValuesTest {

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
