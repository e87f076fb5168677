package io.regroup.cli.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "3.14159e-15, 3.1e-15",
        "0.00044, 4.4e-4",
        "0.00123, 0.0012",
        "0.57, 0.57",
        "1, 1.0",
        "9.94, 9.9",
        "12.4, 12",
        "15122, 15122",
        "170000, 1.7e5",
        "2.5e120, 2.5e120",
        "NaN, -",
        "Infinity, ∞"
    })
    void twoDigitsAreEnough(double value, String text) {
        assertThat(Figures.number(value)).isEqualTo(text);
    }
}
