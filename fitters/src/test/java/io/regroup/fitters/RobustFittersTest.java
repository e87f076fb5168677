package io.regroup.fitters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.regroup.api.FitSpec;
import io.regroup.api.InvalidArgumentException;
import io.regroup.api.Plugins;
import org.junit.jupiter.api.Test;

class RobustFittersTest {

    private static FitSpec.Builder spec(String fitter) {
        return FitSpec.groupBy("k").targets("y").features("a").fitter(fitter);
    }

    private static void assertRefused(FitSpec.Builder spec, String message) {
        FitSpec built = spec.build();
        assertThatExceptionOfType(InvalidArgumentException.class)
                .isThrownBy(() -> Plugins.find().fitter(built.fitter()).compile(built))
                .withMessage(message);
    }

    @Test
    void constantsOutOfRangeAreRefused() {
        assertRefused(spec("huber").fitterOption("k", "0"), "k: expected a number above 0, got 0");
        assertRefused(spec("bisquare").fitterOption("c", "0.5"), "c: expected a number of at least 1, got 0.5");
        assertRefused(
                spec("hampel").fitterOption("a", "5"),
                "a, b, c: expected a ≤ b < c, got 5.0, 4.0, 8.0; give all three");
        assertRefused(
                spec("huber").fitterOption("max-iterations", "0"),
                "max-iterations: expected a whole number of at least 1, got 0");
        assertRefused(spec("bisquare").fitterOption("start", "lts"), "start: expected ols or huber, got lts");
        assertRefused(
                spec("huber").fitterOption("scale", "joint").fitterOption("epsilon", "1"),
                "epsilon: expected a number above 1, got 1");
    }

    @Test
    void optionsOfTheOtherScaleAreRefused() {
        assertRefused(
                spec("huber").fitterOption("alpha", "1"),
                "alpha: has no part in scale=mad, where the turning point is k; leave it out, or ask for the other scale");
        assertRefused(
                spec("huber").fitterOption("scale", "joint").fitterOption("k", "2"),
                "k: has no part in scale=joint, where the turning point is epsilon; leave it out, or ask for the other"
                        + " scale");
    }

    @Test
    void redescendingFitsSayWhatWasRejected() {
        for (String fitter : new String[] {"huber", "bisquare", "hampel"}) {
            assertThat(Plugins.find()
                            .fitter(fitter)
                            .compile(spec(fitter).build())
                            .extras())
                    .as(fitter)
                    .startsWith("scale", "iterations", "downweighted")
                    .hasSize(fitter.equals("huber") ? 3 : 4);
        }
    }
}
