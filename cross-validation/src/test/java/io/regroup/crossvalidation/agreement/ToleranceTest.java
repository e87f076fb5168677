package io.regroup.crossvalidation.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regroup.api.InvalidArgumentException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ToleranceTest {

    @Test
    void statedOneGrowsWithTheRootOfRowsAndTheCondition() {
        Tolerance stated = Tolerance.stated();
        assertThat(stated.relative(100)).isEqualTo(2560 * 0x1p-52);
        assertThat(stated.relative(100, 50)).isEqualTo(128_000 * 0x1p-52);
        assertThat(stated).hasToString("256 ε √n");
    }

    @Test
    void unknownConditionCountsAsOne() {
        assertThat(Tolerance.stated().relative(4, Double.NaN)).isEqualTo(512 * 0x1p-52);
        assertThat(Tolerance.stated().relative(0, 0.5)).isEqualTo(256 * 0x1p-52);
    }

    @Test
    void givenOneIsTheSameForAllRows() {
        Tolerance given = Tolerance.of(1e-9);
        assertThat(given.relative(1)).isEqualTo(1e-9);
        assertThat(given.relative(1_000_000, 10)).isEqualTo(1e-8);
        assertThat(given).hasToString("1.0E-9");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1e-9, Double.NaN, Double.POSITIVE_INFINITY})
    void refusesWhatIsNoTolerance(double relative) {
        assertThatThrownBy(() -> Tolerance.of(relative))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("tolerance: expected a number greater than 0, such as 1e-9, got " + relative);
    }
}
