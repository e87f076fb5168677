package io.regroup.fitters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regroup.api.FitSpec;
import io.regroup.api.InvalidArgumentException;
import io.regroup.api.Plugins;
import io.regroup.api.spi.FitProgram;
import io.regroup.api.spi.Fitter;
import io.regroup.api.spi.Term;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PolynomialFitterTest {

    private final Fitter polynomial = Plugins.find().fitter("polynomial");

    private FitProgram compile(String degree, String... features) {
        return polynomial.compile(FitSpec.groupBy("k")
                .targets("y")
                .features(features)
                .fitterOption("degree", degree)
                .build());
    }

    @Test
    void termsArePowersOrProductsByDegree() {
        assertThat(compile("3", "x").terms()).extracting(Term::name).containsExactly("intercept", "x", "x^2", "x^3");
        assertThat(compile("3", "x", "z").terms())
                .extracting(Term::name)
                .containsExactly("intercept", "x", "z", "x^2", "x*z", "z^2", "x^3", "x^2*z", "x*z^2", "z^3");
        assertThat(compile("1", "a", "b", "c").terms()).isEqualTo(Term.linear(List.of("a", "b", "c"), true));
    }

    @Test
    void columnsOfTheBasisAreNamed() {
        assertThat(compile("3", "x").extras())
                .containsExactly(
                        "basis0",
                        "basis1",
                        "basis2",
                        "basis3",
                        "basis_centre",
                        "basis_scale",
                        "basis_a0",
                        "basis_a1",
                        "basis_a2",
                        "basis_c1",
                        "basis_c2");
        assertThat(compile("1", "x", "z").extras())
                .containsExactly(
                        "basis0",
                        "basis1",
                        "basis2",
                        "basis_centre_x",
                        "basis_centre_z",
                        "basis_scale_x",
                        "basis_scale_z");
    }

    @Test
    void whatCannotBeUsedIsNamed() {
        for (String degree : new String[] {"0", "51", "1.5", "two"}) {
            assertThatThrownBy(() -> compile(degree, "x"))
                    .isInstanceOf(InvalidArgumentException.class)
                    .hasMessage("degree: expected a whole number from 1 to 50, got " + degree);
        }
        String[] features = IntStream.range(0, 20).mapToObj(j -> "x" + j).toArray(String[]::new);
        assertThat(compile("2", features).terms()).hasSize(1 + 20 + 210);
        assertThatThrownBy(() -> compile("50", features))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("degree: expected at most 1000 products, but 20 features have more up to degree 50;"
                        + " lower the degree or name fewer features");
    }
}
