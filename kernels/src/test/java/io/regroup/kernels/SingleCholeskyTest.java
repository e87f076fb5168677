package io.regroup.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The solver of one group gives the bits of the one that loops over groups, however special the group is. */
class SingleCholeskyTest {

    private final SplittableRandom random = new SplittableRandom(5);

    /** Moments of random rows; some of few rows, of a dependent or tiny variable, or about a far pivot. */
    private double[] sums(MomentLayout layout, int kind) {
        double[] sums = new double[layout.width()];
        int variables = layout.variables();
        int special = random.nextInt(variables);
        double[] row = new double[variables];
        for (int v = 0; v < variables; v++) {
            sums[layout.pivot(v)] = random.nextDouble() * (kind == 3 && v == special ? 1e16 : 1);
        }
        for (int i = 0; i < (kind == 1 ? variables : 20); i++) {
            Arrays.setAll(row, v -> random.nextDouble());
            switch (kind) {
                case 2 -> row[special] *= 1e-150;
                case 4 -> row[special] = row[0];
                case 5 -> row[special] += 1000;
                default -> {}
            }
            sums[MomentLayout.WEIGHT]++;
            for (int v = 0; v < variables; v++) {
                sums[layout.sum(v)] += row[v];
                for (int u = 0; u <= v; u++) {
                    sums[layout.product(u, v)] += row[u] * row[v];
                }
            }
        }
        return sums;
    }

    @ParameterizedTest
    @CsvSource({"0, true", "1, true", "1, false", "2, true", "3, true", "3, false", "5, true"})
    void givesTheBitsOfTheLoops(int features, boolean intercept) {
        MomentLayout layout = new MomentLayout(features);
        BatchCholesky expected = new BatchCholesky(features, intercept, 1, new ScalarLoops());
        SingleCholesky actual = new SingleCholesky(features, intercept);
        int solved = 0;
        for (int i = 0; i < 60; i++) {
            double[] sums = sums(layout, i % 6);
            expected.solve(sums, 1, 0, 1);
            actual.solve(sums, 1, 0, 1);
            assertThat(actual.coefficients()).isEqualTo(expected.coefficients());
            assertThat(actual.variances()).isEqualTo(expected.variances());
            assertThat(actual.chi2()).isEqualTo(expected.chi2());
            assertThat(actual.total()).isEqualTo(expected.total());
            for (int v = 0; v <= features; v++) {
                assertThat(actual.mean(v)).isEqualTo(expected.mean(v));
                for (int u = 0; u <= v; u++) {
                    assertThat(actual.centred(u, v)).isEqualTo(expected.centred(u, v));
                }
            }
            assertThat(actual.verdict(0)).isEqualTo(expected.verdict(0));
            assertThat(actual.isSolved(0)).isEqualTo(expected.isSolved(0));
            solved += actual.isSolved(0) ? 1 : 0;
        }
        assertThat(solved).isBetween(10, 55);
    }

    @Test
    void solvesOneGroupAtATime() {
        SingleCholesky single = new SingleCholesky(1, true);
        assertThatThrownBy(() -> single.solve(new double[40], 2, 0, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("one group is solved at a time");
    }
}
