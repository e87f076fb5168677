package io.regroup.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.regroup.api.FitSpec;
import org.junit.jupiter.api.Test;

/** The judge is judged. */
class ReferenceTest {

    private static Answers answers(FitSpec spec, boolean weighted) {
        Rows rows = new Rows()
                .add("k", new int[] {7, 3, 3, 3, 3, 3})
                .add("x", new double[] {1, 0, 1, 2, 3, 4})
                .add("y", new double[] {1, 1, 3, 2, 5, 4})
                .add("w", new double[] {1, 1, 1, 2, 0.5, 1});
        return new Reference(spec, rows.table()).answers(weighted);
    }

    private static FitSpec.Builder spec() {
        return FitSpec.groupBy("k").targets("y").features("x").weight("w").minRows(3);
    }

    /** The sums by hand: x̄ = 2, ȳ = 3, Sxy = 8, Sxx = 10. */
    @Test
    void slopeAndIntercept() {
        double[] group = answers(spec().build(), false).coefficients()[0];

        assertThat(group[1]).isCloseTo(0.8, within(1e-15));
        assertThat(group[0]).isCloseTo(1.4, within(1e-15));
    }

    /** By hand: Σw = 5.5, Σwx = 10.5, Σwy = 14.5, Σwx² = 29.5, Σwxy = 34.5. */
    @Test
    void weightsCount() {
        double[] group = answers(spec().build(), true).coefficients()[0];
        double slope = (5.5 * 34.5 - 10.5 * 14.5) / (5.5 * 29.5 - 10.5 * 10.5);

        assertThat(group[1]).isCloseTo(slope, within(1e-14));
        assertThat(group[0]).isCloseTo((14.5 - slope * 10.5) / 5.5, within(1e-14));
    }

    @Test
    void groupsWithTooFewRowsHaveNoAnswer() {
        assertThat(answers(spec().build(), false).coefficients()[1]).containsOnly(Double.NaN);
    }

    @Test
    void medians() {
        assertThat(answers(spec().medians("y").build(), false).medians()[0]).containsExactly(3);
    }

    @Test
    void samplesHaveTheFirstAndTheLastGroup() {
        assertThat(Answers.sample(3)).containsExactly(0, 1, 2);
        assertThat(Answers.sample(5_000_000)).hasSize(1_000).startsWith(0).endsWith(4_999_999);
    }
}
