package io.regroup.fitters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regroup.api.FitSpec;
import io.regroup.api.InvalidArgumentException;
import io.regroup.api.Plugins;
import io.regroup.api.spi.FitProgram;
import io.regroup.api.spi.Fitter;
import org.junit.jupiter.api.Test;

class QuantileFitterTest {

    private final Fitter quantile = Plugins.find().fitter("quantile");

    private FitProgram compile(String tau) {
        return quantile.compile(FitSpec.groupBy("k")
                .targets("y")
                .features("x")
                .fitterOption("tau", tau)
                .build());
    }

    @Test
    void medianIsTheDefault() {
        FitSpec spec = FitSpec.groupBy("k").targets("y").features("x").build();
        assertThat(quantile.compile(spec)).isEqualTo(compile("0.5")).isNotEqualTo(compile("0.25"));
        assertThat(quantile.compile(spec).extras()).containsExactly("objective", "pseudo_r1");
    }

    @Test
    void whatCannotBeUsedIsNamed() {
        for (String tau : new String[] {"0", "1", "-0.5", "NaN", "median"}) {
            assertThatThrownBy(() -> compile(tau))
                    .isInstanceOf(InvalidArgumentException.class)
                    .hasMessage("tau: expected a number between 0 and 1, got " + tau);
        }
    }
}
