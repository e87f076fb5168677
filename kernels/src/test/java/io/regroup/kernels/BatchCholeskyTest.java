package io.regroup.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.regroup.kernels.BatchCholesky.Verdict;
import org.junit.jupiter.api.Test;

class BatchCholeskyTest {

    private static BatchCholesky solve(double[][] features, double[] target) {
        int p = features.length;
        double[] sums = new double[new MomentLayout(p).width()];
        new ScalarMoments(p, true)
                .accumulate(
                        new MomentKernel.Rows(features, target, null),
                        new int[] {0, target.length},
                        0,
                        1,
                        false,
                        sums,
                        1,
                        0,
                        new int[1]);
        BatchCholesky solver = new BatchCholesky(p, true, 1, new ScalarLoops());
        solver.solve(sums, 1, 0, 1);
        return solver;
    }

    /** By hand: x̄ = 2.5, ȳ = 3.75, c_xx = 5, c_xy = 6.5, c_yy = 8.75. */
    @Test
    void fourPointsByHand() {
        BatchCholesky solver = solve(new double[][] {{1, 2, 3, 4}}, new double[] {2, 3, 4, 6});
        assertThat(solver.verdict(0)).isEqualTo(Verdict.SOLVED);
        assertThat(solver.isSolved(0)).isTrue();
        assertThat(solver.coefficients()[1][0]).isCloseTo(1.3, within(1e-15));
        assertThat(solver.coefficients()[0][0]).isCloseTo(0.5, within(1e-14));
        assertThat(solver.chi2()[0]).isCloseTo(0.3, within(1e-14));
        assertThat(solver.total()[0]).isEqualTo(8.75);
        assertThat(solver.variances()[1][0]).isCloseTo(0.2, within(1e-15));
        assertThat(solver.variances()[0][0]).isCloseTo(1.5, within(1e-14));
    }

    @Test
    void verdictsNameWhatMomentsCannotAnswer() {
        double[] x = {1, 2, 3, 4};
        double[] y = {2, 3, 4, 6};
        assertThat(solve(new double[][] {x, x}, y).verdict(0)).isEqualTo(Verdict.ILL_CONDITIONED);
        assertThat(solve(new double[][] {{7, 7, 7, 7}}, y).verdict(0)).isEqualTo(Verdict.ILL_CONDITIONED);
        assertThat(solve(new double[][] {{0.3, 0.1 + 0.2, 0.3, 0.3}}, y).verdict(0))
                .isEqualTo(Verdict.ILL_CONDITIONED);
        assertThat(solve(new double[][] {x}, new double[] {2, 4, 6, 8.001}).verdict(0))
                .isEqualTo(Verdict.SMALL_RESIDUALS);
        double[] far = new double[5000];
        for (int i = 1; i < far.length; i++) {
            far[i] = 1e6 + i % 7;
        }
        double[] target = new double[far.length];
        for (int i = 0; i < far.length; i++) {
            target[i] = i % 5;
        }
        assertThat(solve(new double[][] {far}, target).verdict(0)).isEqualTo(Verdict.FAR_PIVOT);
    }
}
