package io.regroup.engine.vector.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.regroup.api.FitSpec;
import io.regroup.api.engine.Estimates;
import io.regroup.api.spi.LeastSquaresProgram;
import io.regroup.kernels.BatchCholesky;
import io.regroup.kernels.MomentLayout;
import io.regroup.kernels.ScalarLoops;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The solver in registers gives the bits of the one that loops, whatever the groups' places and however special they are. */
@Tag("vectors")
class RegisterCholeskyTest {

    private static final int GROUPS = 237;
    private static final int STRIDE = 240;

    private final SplittableRandom random = new SplittableRandom(11);

    @BeforeEach
    void vectorsAreActive() {
        assertThat(new VectorEngine().availability().reason()).isEmpty();
    }

    /**
     * Moments of random rows. Of ten groups, two have hardly any rows, and four something special about one variable, in turn: its
     * squares underflow, it is constant beside its pivot, it equals the first, its mean is far from its pivot.
     */
    private double[] sums(MomentLayout layout) {
        double[] sums = new double[layout.width() * STRIDE];
        int variables = layout.variables();
        double[] row = new double[variables];
        for (int g = 0; g < GROUPS; g++) {
            int kind = g % 10;
            int special = g / 10 % variables;
            for (int v = 0; v < variables; v++) {
                double size = v != special ? 1 : kind == 2 ? 1e-150 : kind == 3 ? 1e16 : 1;
                sums[layout.pivot(v) * STRIDE + g] = size * random.nextDouble();
            }
            for (int i = 0; i < (kind < 2 ? g % 3 : 20); i++) {
                Arrays.setAll(row, v -> random.nextDouble());
                switch (kind) {
                    case 2 -> row[special] *= 1e-150;
                    case 4 -> row[special] = row[0];
                    case 5 -> row[special] += 1000;
                    default -> {}
                }
                sums[MomentLayout.WEIGHT * STRIDE + g]++;
                for (int v = 0; v < variables; v++) {
                    sums[layout.sum(v) * STRIDE + g] += row[v];
                    for (int u = 0; u <= v; u++) {
                        sums[layout.product(u, v) * STRIDE + g] += row[u] * row[v];
                    }
                }
            }
        }
        return sums;
    }

    @ParameterizedTest
    @CsvSource({"1, 237", "2, 237", "3, 237", "1, 3", "2, 3", "3, 3", "1, 16", "2, 16", "3, 16"})
    void givesTheBitsOfTheLoops(int features, int groups) {
        double[] sums = sums(new MomentLayout(features));
        BatchCholesky expected = new BatchCholesky(features, true, STRIDE, new ScalarLoops());
        BatchCholesky actual = VectorEngine.solver(features, true, STRIDE);
        assertThat(actual).isInstanceOf(RegisterCholesky.class);
        assertThat(solve(actual, sums, features, groups)).isEqualTo(solve(expected, sums, features, groups));
        int solved = 0;
        for (int g = 0; g < groups; g++) {
            assertThat(actual.isSolved(g)).isEqualTo(expected.isSolved(g));
            solved += actual.isSolved(g) ? 1 : 0;
        }
        if (groups == GROUPS) {
            assertThat(solved).isBetween(GROUPS / 4, GROUPS - GROUPS / 4);
        }
        actual.complete(sums, STRIDE, groups);
        expected.complete(sums, STRIDE, groups);
        assertThat(actual.coefficients()).isEqualTo(expected.coefficients());
        for (int g = 0; g < groups; g++) {
            assertThat(actual.verdict(g)).isEqualTo(expected.verdict(g));
        }
    }

    /** All columns that are written, for the groups from place 1 on; what stands before and after them stays. */
    private static double[][] solve(BatchCholesky solver, double[] sums, int features, int groups) {
        List<String> names = List.of("x", "z", "u").subList(0, features);
        FitSpec spec = FitSpec.groupBy("key")
                .targets("y")
                .features(names.toArray(String[]::new))
                .build();
        Estimates estimates = new Estimates(spec, new LeastSquaresProgram(names, true, 1e-9), GROUPS + 9, 1);
        double[] free = new double[STRIDE];
        Arrays.setAll(free, g -> g % 6 - 2);
        Estimates.OfTarget out = estimates.target(0);
        solver.solveInto(sums, STRIDE, groups, free, out, 1);
        List<double[]> columns = new ArrayList<>(List.of(out.rms(), out.chi2(), out.r2()));
        for (int term = 0; term <= features; term++) {
            columns.add(out.coefficient(term));
            columns.add(out.error(term));
        }
        for (double[] column : columns) {
            assertThat(column[0]).isZero();
            assertThat(column[groups + 1]).isZero();
        }
        return columns.toArray(double[][]::new);
    }
}
