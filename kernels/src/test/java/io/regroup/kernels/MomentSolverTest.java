package io.regroup.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.regroup.api.FitStatus;
import io.regroup.api.spi.GroupFit;
import io.regroup.api.spi.LeastSquaresProgram;
import io.regroup.api.spi.LeastSquaresSolver;
import org.junit.jupiter.api.Test;

class MomentSolverTest extends SolverContract {

    private static final double[] X = {1, 2, 3, 5, 8, 13, 21, 34};
    private static final double[] Y = {2, 1, 4, 4, 9, 11, 22, 33};

    private int refined;
    private int added;

    @Override
    LeastSquaresSolver solver(LeastSquaresProgram problem) {
        RefinedSolver.TriangularFactor factor = a -> {
            refined++;
            return Householder.upper(a);
        };
        return new MomentSolver(
                problem,
                counting(ScalarSums.of(
                        problem.features().size(), (p, weighted, intercept) -> new ScalarMoments(p, intercept))),
                new RefinedSolver(problem, factor));
    }

    private GroupSums counting(GroupSums sums) {
        return new GroupSums() {
            @Override
            public int add(GroupColumns rows, double[] into) {
                added++;
                return sums.add(rows, into);
            }

            @Override
            public double residuals(
                    GroupColumns rows, double[] pivots, double[] slopes, double constant, double[] out) {
                return sums.residuals(rows, pivots, slopes, constant, out);
            }
        };
    }

    private GroupFit fit(LeastSquaresSolver solver, double[] x, double[] y, double... weights) {
        GroupFit fit = new GroupFit(2, 0, false);
        refined = 0;
        added = 0;
        solver.solve(new OneGroup(new double[][] {x}, y, null), weights.length == 0 ? null : weights, fit);
        return fit;
    }

    /** Ordinary rows need one pass over them. */
    @Test
    void momentsServeOrdinaryRows() {
        LeastSquaresSolver solver = solver(problem(1, true));
        for (int again = 0; again < 2; again++) {
            fit(solver, X, Y);
            assertThat(new int[] {refined, added}).containsExactly(0, 1);
            fit(solver, X, Y, 1, 2, 0, 1, 1, 0, 3, 1);
            assertThat(new int[] {refined, added}).containsExactly(0, 1);
        }
    }

    /** A first row far from the others costs a second pass about the mean. */
    @Test
    void farPivotsCostASecondPass() {
        double[] x = new double[4000];
        double[] y = new double[4000];
        for (int i = 1; i < x.length; i++) {
            x[i] = 1e5 + i % 7;
            y[i] = i % 5;
        }
        GroupFit fit = fit(solver(problem(1, true)), x, y);
        assertThat(new int[] {refined, added}).containsExactly(0, 2);
        ExactSolution exact = ExactSolution.of(new double[][] {x}, y, null, true, 0, x.length);
        assertThat(fit.coefficients()[1]).isCloseTo(exact.coefficients[1], within(1e-13 * exact.coefficients[1]));
    }

    /** What moments cannot answer is left to the refined solver: dependent features, and too few rows. */
    @Test
    void theRestIsRefined() {
        fit(solver(problem(1, true)), new double[] {0.3, 0.1 + 0.2, 0.3}, new double[] {1, 2, 4});
        assertThat(refined).isPositive();
        fit(solver(problem(1, true)), new double[] {1}, new double[] {3});
        assertThat(new int[] {refined, added}).containsExactly(1, 0);
        fit(solver(problem(1, true)), X, Y, 0, 0, 1, 0, 0, 0, 0, 0);
        assertThat(new int[] {refined, added}).containsExactly(1, 1);
        fit(solver(problem(1, true)), new double[] {1, 4}, new double[] {3, 5});
        assertThat(added).isEqualTo(1);
    }

    @Test
    void tooFewRowsHaveTheStatusOfTheRefinedSolver() {
        GroupFit fit = new GroupFit(2, 0, false);
        OneGroup one = new OneGroup(new double[][] {{1}}, new double[] {3}, null);
        assertThat(solver(problem(1, true)).solve(one, null, fit)).isEqualTo(FitStatus.RANK_DEFICIENT);
        assertThat(fit.coefficients()[0]).isEqualTo(3);
    }
}
