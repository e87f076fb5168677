package io.regroup.nonlinear.internal.formula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.regroup.api.InvalidArgumentException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be written, what it means, and what is said of what cannot be written. */
class FormulaTest {

    private static double value(String text) {
        return new Formula(text + " + 0 * a + 0 * x", List.of("x"), List.of("a"))
                .value(new double[] {1}, new double[] {1});
    }

    @ParameterizedTest
    @CsvSource({
        "1 + 2 * 3, 7",
        "(1 + 2) * 3, 9",
        "8 / 4 / 2, 1",
        "1 - 2 - 3, -4",
        "-2^2, -4",
        "(-2)^2, 4",
        "2^3^2, 512",
        "2**3**2, 512",
        "2^-1, 0.5",
        "2*-3, -6",
        "--2, 2",
        "+2, 2",
        "-2*3, -6",
        "4^0.5, 2",
        "'pow(2, 10)', 1024",
        "1.5e2, 150",
        ".5, 0.5",
        "1E-3, 0.001",
        "5., 5",
        "abs(-3), 3",
        "sqrt(16), 4",
        "cbrt(27), 3",
        "log10(1000), 3",
        "exp(0), 1",
        "erf(0), 0",
        "cos(pi), -1",
        "2 ^ 0, 1",
        "0^0, 1"
    })
    void meansWhatItMeansElsewhere(String text, double expected) {
        assertThat(value(text)).isCloseTo(expected, within(1e-15 * Math.max(1, Math.abs(expected))));
    }

    @Test
    void namesAreFeaturesAndParameters() {
        Formula formula = new Formula("a*`flow rate` + b*x.1", List.of("flow rate", "x.1"), List.of("a", "b"));
        assertThat(formula.value(new double[] {2, 3}, new double[] {10, 100})).isEqualTo(320);
    }

    /** A parameter may be called like a function or constant; then it is the parameter. */
    @Test
    void parametersHideConstants() {
        assertThat(new Formula("pi * x", List.of("x"), List.of("pi")).value(new double[] {2}, new double[] {3}))
                .isEqualTo(6);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a * exp(-b*x | column 13: expected ), got the end",
                "a * * x | column 5: expected a number, a name or (, got * x",
                "a * x) | column 6: expected an operator or the end, got )",
                "a x | column 3: expected an operator or the end, got x",
                "a * ex(x) | column 5: no function ex; did you mean exp?",
                "taw * x | column 1: taw is neither a feature nor a parameter; name it among one or the other; did you mean tau?",
                "a * y | column 5: y is neither a feature nor a parameter",
                "a * exp x | column 9: expected ( after the function exp",
                "a * pow(x) | column 10: expected ,, got )",
                "a * 1e999 * x | column 5: expected a number, got 1e999",
                "a * 1.2.3 * x | column 8: expected an operator or the end, got .3 * x",
                "a * `x | column 5: the quote ` is not closed",
                "a # x | column 3: expected an operator or the end, got # x"
            })
    void errorsPointAtTheColumn(String text, String message) {
        assertThatThrownBy(() -> new Formula(text, List.of("x"), List.of("a", "b", "tau")))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("formula " + text + ": ")
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  "})
    void emptyTextIsNoFormula(String text) {
        assertThatThrownBy(() -> new Formula(text, List.of("x"), List.of("a")))
                .hasMessageContaining("expected a number, a name or (, got the end");
    }

    @Test
    void whatDoesNotOccurIsAMistake() {
        assertThatThrownBy(() -> new Formula("a * x", List.of("x"), List.of("a", "b")))
                .hasMessageContaining("the parameter b does not occur in it");
        assertThatThrownBy(() -> new Formula("a * x", List.of("x", "z"), List.of("a")))
                .hasMessageContaining("the feature z does not occur in it");
        assertThatThrownBy(() -> new Formula("x * x", List.of("x"), List.of("x")))
                .hasMessageContaining("x is the name of a feature and of a parameter");
    }

    @Test
    void depthAndLengthAreLimited() {
        assertThatThrownBy(() -> new Formula("(".repeat(1000) + "a * x" + ")".repeat(1000), List.of("x"), List.of("a")))
                .hasMessageContaining("nested too deeply");
        assertThatThrownBy(() -> new Formula("a * x" + " + a".repeat(1000), List.of("x"), List.of("a")))
                .hasMessageContaining("at most 4000 characters");
        assertThat(new Formula("a * x" + "+a".repeat(1900), List.of("x"), List.of("a"))
                        .value(new double[] {1}, new double[] {1}))
                .isEqualTo(1901);
    }

    @Test
    void travelsAsText() throws IOException, ClassNotFoundException {
        Formula formula = new Formula("a * exp(-b * x)", List.of("x"), List.of("a", "b"));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(formula);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            Formula copy = (Formula) in.readObject();
            assertThat(copy).isEqualTo(formula).hasSameHashCodeAs(formula).hasToString("a * exp(-b * x)");
            assertThat(copy.value(new double[] {1}, new double[] {2, 0})).isEqualTo(2);
        }
    }
}
