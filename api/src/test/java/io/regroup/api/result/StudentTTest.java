package io.regroup.api.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StudentTTest {

    /** {@code 2 * pt(-abs(t), free)} of R 4.2.2. */
    @ParameterizedTest
    @CsvSource({
        "0, 5, 1",
        "0.1, 1, 0.93654896513889285",
        "1, 1, 0.5",
        "2.5, 2, 0.1296117202215108",
        "-2.5, 3, 0.087706647008065505",
        "1.96, 30, 0.059342312896050527",
        "5, 7, 0.001565277953172824",
        "12, 20, 1.3595557025880677e-10",
        "40, 60, 5.7554804866273678e-45",
        "0.001, 1000000, 0.99920211577164908",
        "3, 1000000, 0.0026998625414217923",
        "8, 1e8, 1.2442052508229458e-15",
        "30, 1000, 1.5374687444045064e-141",
        "100, 3, 2.2045219231849109e-06",
        "1e-8, 10, 0.99999999221783231",
        "100000, 4, 5.9999999959999813e-20"
    })
    void agreesWithR(double t, double free, double expected) {
        assertThat(StudentT.twoSided(t, free)).isCloseTo(expected, within(2e-12 * expected));
    }

    @Test
    void hasNoValueWithoutDegreesOfFreedom() {
        assertThat(StudentT.twoSided(1, 0)).isNaN();
        assertThat(StudentT.twoSided(Double.NaN, 3)).isNaN();
    }

    @Test
    void isZeroAtInfinity() {
        assertThat(StudentT.twoSided(Double.NEGATIVE_INFINITY, 3)).isZero();
        assertThat(StudentT.twoSided(1e200, 3)).isZero();
    }
}
