package io.regroup.fitters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regroup.api.FitSpec;
import io.regroup.api.InvalidArgumentException;
import io.regroup.api.Plugins;
import io.regroup.api.spi.FitProgram;
import io.regroup.api.spi.Fitter;
import io.regroup.api.spi.FitterSupport;
import org.junit.jupiter.api.Test;

class TheilSenFitterTest {

    private final Fitter theilSen = Plugins.find().fitter("theil-sen");

    private FitProgram compile(String confidence) {
        return theilSen.compile(FitSpec.groupBy("k")
                .targets("y")
                .features("x")
                .fitterOption("confidence", confidence)
                .build());
    }

    @Test
    void boundsAreOf95PercentUnlessTold() {
        FitSpec spec = FitSpec.groupBy("k").targets("y").features("x").build();
        assertThat(theilSen.compile(spec)).isEqualTo(compile("0.95")).isNotEqualTo(compile("0.9"));
        assertThat(theilSen.compile(spec).extras()).containsExactly("slope_low", "slope_high");
        assertThat(theilSen.describe().support()).isEqualTo(new FitterSupport(false, false, 1, 1));
    }

    @Test
    void whatCannotBeUsedIsNamed() {
        for (String confidence : new String[] {"0", "1", "95", "NaN", "high"}) {
            assertThatThrownBy(() -> compile(confidence))
                    .isInstanceOf(InvalidArgumentException.class)
                    .hasMessage("confidence: expected a number between 0 and 1, got " + confidence);
        }
    }
}
