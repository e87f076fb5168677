package io.regroup.nonlinear;

import static org.assertj.core.api.Assertions.assertThat;

import io.regroup.api.FitSpec;
import io.regroup.api.FitStatus;
import io.regroup.api.Regroup;
import io.regroup.api.data.Table;
import io.regroup.api.result.FitResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * All nonlinear sets of NIST's Statistical Reference Datasets, as formulas, with the default options, from both starts. Sets with the
 * same model and start are groups of one call.
 */
class NistNonlinearTest {

    /** Its residuals are 1e-13 of the data: rounding of the model leaves them, and so the errors, three digits. */
    private static final String ROUNDED = "Lanczos1";

    private static final Map<String, Outcome> OUTCOMES = new HashMap<>();

    /** What came of a set: how it went, in how many steps, and to how many digits at least. */
    private record Outcome(FitStatus status, long iterations, double digits, double digitsOfErrors) {

        String cells() {
            return String.format(
                    Locale.ROOT, "%s | %d | %.1f | %.1f", status, iterations, floor(digits), floor(digitsOfErrors));
        }

        private static double floor(double value) {
            return Math.floor(10 * value) / 10;
        }
    }

    @BeforeAll
    static void fit() {
        for (int start = 1; start <= 2; start++) {
            for (List<NistSet> sets : NistSet.calls(start).values()) {
                NistSet any = sets.getFirst();
                FitSpec spec = FitSpec.groupBy("set")
                        .targets("y")
                        .features(any.features().toArray(String[]::new))
                        .fitter("nonlinear")
                        .fitterOption("formula", any.formula())
                        .fitterOption("start", any.start(start))
                        .build();
                FitResult result = Regroup.fit(NistSet.table(sets), spec);
                for (int g = 0; g < sets.size(); g++) {
                    OUTCOMES.put(sets.get(g).name() + start, outcome(result, sets.get(g), g));
                }
            }
        }
    }

    private static Outcome outcome(FitResult result, NistSet set, int group) {
        Table groups = result.groups();
        assertThat(groups.column("set").get(group)).isEqualTo(set.name());
        double digits = Double.POSITIVE_INFINITY;
        double digitsOfErrors = Double.POSITIVE_INFINITY;
        for (int j = 0; j < set.parameters().size(); j++) {
            double[] certified = set.parameters().get(j);
            String name = "y_fit_b" + (j + 1);
            digits = Math.min(digits, NistSet.digits(groups.doubles(name)[group], certified[NistSet.CERTIFIED]));
            digitsOfErrors = Math.min(
                    digitsOfErrors, NistSet.digits(groups.doubles(name + "_err")[group], certified[NistSet.DEVIATION]));
        }
        return new Outcome(
                result.status("y", group), (long) groups.doubles("y_fit_iterations")[group], digits, digitsOfErrors);
    }

    @Test
    void setsAreThereAndSomeShareACall() {
        assertThat(NistSet.all()).hasSize(27);
        assertThat(NistSet.calls(1)).hasSizeLessThan(27);
    }

    /** Both starts lead to the certified minimum in all sets: no local minimum, no stop on the way. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void everySetIsFittedFromBothStarts(int start) {
        List<String> bad = new ArrayList<>();
        for (NistSet set : NistSet.all()) {
            Outcome outcome = OUTCOMES.get(set.name() + start);
            double digitsOfErrors = set.name().equals(ROUNDED) ? 3 : 5;
            if (outcome.status() != FitStatus.OK
                    || !(outcome.digits() >= 6)
                    || !(outcome.digitsOfErrors() >= digitsOfErrors)) {
                bad.add(set.name() + ": " + outcome);
            }
        }
        assertThat(bad).isEmpty();
    }
}
