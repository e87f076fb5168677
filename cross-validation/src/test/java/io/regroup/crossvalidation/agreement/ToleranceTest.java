package io.regroup.crossvalidation.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.regroup.api.InvalidArgumentException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ToleranceTest {

    @Test
    void statedOneGrowsWithTheRootOfRowsBeyondAThousand() {
        Tolerance stated = Tolerance.stated();
        assertThat(stated.relative(3, Double.NaN)).isEqualTo(1e-12);
        assertThat(stated.relative(1000, 0.5)).isEqualTo(1e-12);
        assertThat(stated.relative(100_000, 1)).isEqualTo(1e-11);
        assertThat(stated.relative(100_000, 200)).isCloseTo(2e-9, withinPercentage(1e-10));
        assertThat(stated.relative(Long.MAX_VALUE, 1)).isBetween(1e-9, 2e-9);
        assertThat(stated).hasToString("1e-12 max(1, κ) max(1, √(n / 1000))");
    }

    @Test
    void givenOneIsTheSameForAllRows() {
        Tolerance given = Tolerance.of(1e-9);
        assertThat(given.relative(1, 1)).isEqualTo(1e-9);
        assertThat(given.relative(1_000_000, Double.NaN)).isEqualTo(1e-9);
        assertThat(given.forRows(1_000_000).coefficient(1, 0, 10)).isEqualTo(1e-8);
        assertThat(given).hasToString("1e-9 max(1, κ)");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1e-9, Double.NaN, Double.POSITIVE_INFINITY})
    void refusesWhatIsNoTolerance(double relative) {
        assertThatThrownBy(() -> Tolerance.of(relative))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("tolerance: expected a number greater than 0, such as 1e-9, got " + relative);
    }
}
