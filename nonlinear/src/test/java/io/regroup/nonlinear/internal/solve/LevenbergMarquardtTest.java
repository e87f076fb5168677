package io.regroup.nonlinear.internal.solve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.regroup.api.spi.GroupRows;
import io.regroup.nonlinear.internal.formula.Formula;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.DiagonalMatrix;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LeastSquaresBuilder;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LeastSquaresOptimizer.Optimum;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LevenbergMarquardtOptimizer;
import org.hipparchus.util.Pair;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The solver beside Hipparchus', on the same rows from the same start. */
class LevenbergMarquardtTest {

    private static final int ROWS = 40;

    private record Rows(double[] x, double[] y, double @Nullable [] weight) implements GroupRows {

        @Override
        public int from() {
            return 0;
        }

        @Override
        public int to() {
            return x.length;
        }

        @Override
        public int featureCount() {
            return 1;
        }

        @Override
        public double[] feature(int index) {
            return x;
        }

        @Override
        public double[] target() {
            return y;
        }
    }

    private static final Formula PEAK =
            new Formula("a * exp(-((x - m) / s)^2 / 2) + c", List.of("x"), List.of("a", "m", "s", "c"));

    private static Bounds unbounded(int parameters) {
        double[] lower = new double[parameters];
        double[] upper = new double[parameters];
        Arrays.fill(lower, Double.NEGATIVE_INFINITY);
        Arrays.fill(upper, Double.POSITIVE_INFINITY);
        return new Bounds(lower, upper);
    }

    private static Rows peak(SplittableRandom random) {
        double[] truth = {random.nextDouble(2, 9), random.nextDouble(-1, 1), random.nextDouble(0.5, 1.5), 1};
        double[] x = random.doubles(ROWS, -4, 4).toArray();
        double[] y = new double[ROWS];
        double[] w = random.doubles(ROWS, 0.1, 4).toArray();
        for (int i = 0; i < ROWS; i++) {
            y[i] = PEAK.value(new double[] {x[i]}, truth) + 0.3 * random.nextGaussian();
        }
        return new Rows(x, y, w);
    }

    /** Same minimum, same errors. */
    @Test
    void minimaAndErrorsAreThoseOfHipparchus() {
        SplittableRandom random = new SplittableRandom(5);
        LeastSquares problem = new LeastSquares(PEAK.evaluator());
        LevenbergMarquardt solver = new LevenbergMarquardt(problem, unbounded(4), 1e-9, 1000);
        double[] start = {5, 0.2, 1.2, 0.5};
        double[] errors = new double[4];
        for (int round = 0; round < 200; round++) {
            Rows rows = peak(random);
            problem.moveTo(rows);
            assertThat(solver.minimize(start, LevenbergMarquardt.BOLD)).isEqualTo(Stop.CONVERGED);
            assertThat(solver.errors(1, errors)).isTrue();
            Optimum expected = hipparchus(rows, start);
            double[] sigma = expected.getSigma(1e-300).toArray();
            double norm = solver.norm() * problem.unit();
            assertThat(norm).isCloseTo(expected.getResiduals().getNorm(), within(1e-12 * norm));
            for (int j = 0; j < 4; j++) {
                assertThat(solver.parameters()[j]).isCloseTo(expected.getPoint().getEntry(j), within(1e-6 * sigma[j]));
                assertThat(errors[j]).isCloseTo(sigma[j], within(1e-6 * sigma[j]));
            }
        }
    }

    private static Optimum hipparchus(Rows rows, double[] start) {
        var evaluator = PEAK.evaluator();
        evaluator.moveTo(rows);
        return new LevenbergMarquardtOptimizer()
                .withCostRelativeTolerance(1e-15)
                .withParameterRelativeTolerance(1e-14)
                .optimize(new LeastSquaresBuilder()
                        .start(start)
                        .target(rows.y())
                        .weight(new DiagonalMatrix(rows.weight()))
                        .maxEvaluations(1000)
                        .maxIterations(1000)
                        .model(point -> {
                            double[] values = new double[ROWS];
                            double[][] slopes = new double[4][ROWS];
                            evaluator.values(point.toArray(), values);
                            evaluator.derivatives(point.toArray(), slopes);
                            return new Pair<>(
                                    new ArrayRealVector(values), new Array2DRowRealMatrix(slopes).transpose());
                        })
                        .build());
    }

    /** With bounds, no point between them is better: the gradient points out at a bound, and is zero elsewhere. */
    @Test
    void boundedMinimaAreMinima() {
        SplittableRandom random = new SplittableRandom(6);
        LeastSquares problem = new LeastSquares(PEAK.evaluator());
        Bounds bounds = new Bounds(new double[] {0, -0.3, 0.7, 0.9}, new double[] {6, 0.3, 1.2, 1.1});
        LevenbergMarquardt solver = new LevenbergMarquardt(problem, bounds, 1e-9, 1000);
        double[] residuals = new double[ROWS];
        int held = 0;
        for (int round = 0; round < 200; round++) {
            problem.moveTo(peak(random));
            assertThat(solver.minimize(new double[] {5, 0.2, 1.2, 0.5}, LevenbergMarquardt.BOLD))
                    .isEqualTo(Stop.CONVERGED);
            double[] p = solver.parameters().clone();
            held += solver.isAtBound() ? 1 : 0;
            double least = solver.norm();
            for (int j = 0; j < 4; j++) {
                assertThat(p[j]).isBetween(bounds.lower()[j], bounds.upper()[j]);
                for (double step : new double[] {-1e-4, 1e-4}) {
                    double[] near = p.clone();
                    near[j] = bounds.clamp(j, p[j] + step);
                    assertThat(problem.residuals(near, residuals)).isGreaterThanOrEqualTo(least * (1 - 1e-14));
                }
            }
        }
        assertThat(held).isBetween(100, 200);
    }

    /**
     * A peak of the smallest width lies between two rows: there the model is blind for it. Steps that lead beyond such a bound stop
     * short of it at first; without that, 6 % of these fits end there.
     */
    @Test
    void stepsBeyondABoundDoNotEndWhereTheModelIsBlind() {
        SplittableRandom random = new SplittableRandom(7);
        LeastSquares problem = new LeastSquares(PEAK.evaluator());
        Bounds bounds = new Bounds(new double[] {0, -4, 0.001, -10}, new double[] {100, 4, 10, 10});
        LevenbergMarquardt solver = new LevenbergMarquardt(problem, bounds, 1e-8, 400);
        int blind = 0;
        for (int round = 0; round < 1000; round++) {
            problem.moveTo(peak(random));

            solver.minimize(
                    new double[] {1, random.nextDouble(-2, 2), Math.exp(random.nextDouble(-3, 2)), 0},
                    LevenbergMarquardt.BOLD);

            blind += solver.parameters()[2] == bounds.lower()[2] ? 1 : 0;
        }
        assertThat(blind).isLessThan(10);
    }

    /** Reducing a singular matrix: the values are those of the matrix, the directions orthogonal. */
    @Test
    void singularValuesOfARankDeficientMatrix() {
        SingularValues singular = new SingularValues(3);
        double[][] columns = {{3, 0, 0}, {3, 4, 0}, {6, 4, 0}};
        for (int k = 0; k < 3; k++) {
            System.arraycopy(columns[k], 0, singular.column(k), 0, 3);
        }
        singular.compute(3);
        double[] values = {singular.value(0), singular.value(1), singular.value(2)};
        Arrays.sort(values);
        assertThat(values[0]).isCloseTo(0, within(1e-15));
        assertThat(values[1] * values[2]).isCloseTo(Math.sqrt(12 * 12 + 12 * 12 + 12 * 12), within(1e-12));
        assertThat(values[1] * values[1] + values[2] * values[2]).isCloseTo(9 + 25 + 52, within(1e-12));
    }

    /** Steps of any length: never longer than asked for by more than a tenth, and damped only if need be. */
    @Test
    void stepsStayWithinTheRadius() {
        JacobianFactor factor = new JacobianFactor(2);
        factor.clear();
        factor.include(0);
        factor.include(1);
        double[][] jacobian = {{1, 2, 3, 4}, {1, -1, 1e-3, 2}};
        double[] residuals = {0.5, -0.5, 0.5, 0.5};
        assertThat(factor.factor(jacobian, residuals, 1, 4)).isTrue();
        TrustRegionStep steps = new TrustRegionStep(2);
        steps.take(factor, new double[] {factor.norm(0), factor.norm(1)}, 1e-13);
        double full = Vectors.norm(steps.within(1e9), 2);
        assertThat(steps.damped()).isFalse();
        for (double share = 0.9; share > 1e-6; share /= 3) {
            double length = Vectors.norm(steps.within(share * full), 2);
            assertThat(length).isBetween(0.9 * share * full, 1.1001 * share * full);
        }
        assertThat(steps.damped()).isTrue();
    }
}
