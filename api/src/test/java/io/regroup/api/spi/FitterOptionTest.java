package io.regroup.api.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regroup.api.FitSpec;
import io.regroup.api.InvalidArgumentException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FitterOptionTest {

    private static final FitterOption<Double> RATIO =
            FitterOption.number("ratio", 1, "a number above 0", value -> value > 0, "how much");
    private static final FitterOption<Integer> STARTS =
            FitterOption.wholeNumber("starts", 5, "a whole number from 1", value -> value >= 1, "how often");
    private static final FitterOption<Boolean> AGAIN = FitterOption.truth("again", true, "whether once more");
    private static final FitterOption<String> SCALE =
            FitterOption.choice("scale", List.of("mad", "joint"), "where the scale comes from");

    private static FitSpec spec(String option, String value) {
        return FitSpec.groupBy("k").targets("y").fitterOption(option, value).build();
    }

    @Test
    void hasItsDefaultUnlessGiven() {
        FitSpec other = spec("other", "7");
        assertThat(RATIO.of(other)).isEqualTo(1);
        assertThat(STARTS.of(other)).isEqualTo(5);
        assertThat(AGAIN.of(other)).isTrue();
        assertThat(SCALE.of(other)).isEqualTo("mad");
    }

    @Test
    void readsWhatIsGiven() {
        assertThat(RATIO.of(spec("ratio", " 2.5e-3 "))).isEqualTo(0.0025);
        assertThat(STARTS.of(spec("starts", "12"))).isEqualTo(12);
        assertThat(AGAIN.of(spec("again", "false"))).isFalse();
        assertThat(SCALE.of(spec("scale", "joint"))).isEqualTo("joint");
    }

    @Test
    void describesItself() {
        assertThat(RATIO.description()).isEqualTo(new OptionDescription("ratio", "1.0", "how much: a number above 0"));
        assertThat(SCALE.description())
                .isEqualTo(new OptionDescription("scale", "mad", "where the scale comes from: mad or joint"));
    }

    @ParameterizedTest
    @CsvSource({
        "ratio, 0, 'ratio: expected a number above 0, got 0'",
        "ratio, NaN, 'ratio: expected a number above 0, got NaN'",
        "ratio, much, 'ratio: expected a number above 0, got much'",
        "starts, 0, 'starts: expected a whole number from 1, got 0'",
        "starts, 1.5, 'starts: expected a whole number from 1, got 1.5'",
        "again, yes, 'again: expected true or false, got yes'",
        "scale, rms, 'scale: expected mad or joint, got rms'"
    })
    void refusesWhatWillNotDo(String option, String value, String message) {
        FitSpec spec = spec(option, value);
        for (FitterOption<?> candidate : List.of(RATIO, STARTS, AGAIN, SCALE)) {
            if (candidate.toString().equals(option)) {
                assertThatThrownBy(() -> candidate.of(spec))
                        .isInstanceOf(InvalidArgumentException.class)
                        .hasMessage(message);
            }
        }
    }
}
