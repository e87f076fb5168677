package io.regroup.fitters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regroup.api.FitSpec;
import io.regroup.api.InvalidArgumentException;
import io.regroup.api.Plugins;
import io.regroup.api.spi.FitProgram;
import io.regroup.api.spi.Fitter;
import org.junit.jupiter.api.Test;

class RidgeFitterTest {

    private final Fitter ridge = Plugins.find().fitter("ridge");

    private FitProgram compile(String option, String value) {
        return ridge.compile(FitSpec.groupBy("k")
                .targets("y")
                .features("a", "b")
                .fitterOption(option, value)
                .build());
    }

    @Test
    void defaultsAreThoseThatAreDescribed() {
        FitProgram plain = ridge.compile(
                FitSpec.groupBy("k").targets("y").features("a", "b").build());
        assertThat(plain).isEqualTo(compile("penalty", "1")).isEqualTo(compile("standardize", "true"));
        assertThat(plain).isNotEqualTo(compile("penalty", "2")).isNotEqualTo(compile("standardize", "false"));
        assertThat(plain.kind()).isEqualTo(FitProgram.Kind.MERGEABLE);
        assertThat(plain.extras()).containsExactly("df");
    }

    @Test
    void whatCannotBeUsedIsNamed() {
        for (String penalty : new String[] {"-1", "NaN", "Infinity", "much"}) {
            assertThatThrownBy(() -> compile("penalty", penalty))
                    .isInstanceOf(InvalidArgumentException.class)
                    .hasMessage("penalty: expected a number of at least 0, got " + penalty);
        }
        assertThatThrownBy(() -> compile("standardize", "yes"))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("standardize: expected true or false, got yes");
    }
}
