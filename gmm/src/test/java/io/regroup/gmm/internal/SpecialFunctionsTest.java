package io.regroup.gmm.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Judged by mpmath with 30 digits. */
class SpecialFunctionsTest {

    @ParameterizedTest
    @CsvSource({
        "0.001, 6.9071788853838536825, -1000.5755719318103005",
        "0.5, 0.57236494292470008707, -1.9635100260214234794",
        "1, 0.0, -0.57721566490153286061",
        "1.5, -0.12078223763524522235, 0.036489973978576520559",
        "2, 0.0, 0.42278433509846713939",
        "3.25, 0.93580193110872535826, 1.0169909110681790364",
        "9.75, 12.242204940050762559, 2.225109535044576012",
        "10, 12.801827480081469611, 2.2517525890667211076",
        "25.5, 56.389167643719946744, 3.2189424728839197665",
        "1e3, 5905.2204232091812118, 6.9072551956488120521",
        "123456.75, 1323901.5615730142338, 11.723642121279044456",
        "1e8, 1742068066.1038347093, 18.420680738952365464",
    })
    void areExactToTheLastDigits(double x, double logGamma, double digamma) {
        assertThat(SpecialFunctions.logGamma(x)).isCloseTo(logGamma, within(1e-14 + 4e-15 * Math.abs(logGamma)));
        assertThat(SpecialFunctions.digamma(x)).isCloseTo(digamma, within(1e-14 + 1e-15 * Math.abs(digamma)));
    }

    @ParameterizedTest
    @CsvSource({"2, 3, -2.4849066497880003102", "0.5, 0.5, 1.1447298858494001741"})
    void betaIsThatOfGammas(double a, double b, double expected) {
        assertThat(SpecialFunctions.logBeta(a, b)).isCloseTo(expected, within(1e-14));
    }
}
