package io.regroup.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.regroup.api.FitSpec;
import io.regroup.api.engine.Estimates;
import io.regroup.api.spi.LeastSquaresProgram;
import io.regroup.kernels.BatchCholesky.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The batched solver against exact arithmetic, and where its verdicts change. */
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

    /** A shape of problem. */
    record Shape(int features, boolean weighted, boolean intercept) {}

    static Stream<Shape> shapes() {
        List<Shape> shapes = new ArrayList<>();
        for (int features = 0; features <= 5; features++) {
            for (boolean weighted : new boolean[] {false, true}) {
                shapes.add(new Shape(features, weighted, true));
                if (features > 0) {
                    shapes.add(new Shape(features, weighted, false));
                }
            }
        }
        return shapes.stream();
    }

    private static final int GROUPS = 4;
    private static final int SIZE = 30;

    /** The first group's place, in the sums and in the results; what is before belongs to others. */
    private static final int AT = 2;

    private static final int STRIDE = AT + GROUPS + 1;

    /** Groups of rows with the given noise about a linear model. */
    private static MomentKernel.Rows rows(Shape shape, double noise) {
        SplittableRandom random = new SplittableRandom(31 + shape.features);
        MomentKernel.Rows rows = MomentKernel.Rows.ofLength(GROUPS * SIZE, shape.features, shape.weighted);
        for (int i = 0; i < GROUPS * SIZE; i++) {
            double y = (shape.intercept ? 3 : 0) + noise * random.nextGaussian();
            for (int j = 0; j < shape.features; j++) {
                rows.features()[j][i] = 2 * j - 1 + random.nextGaussian() + (j > 0 ? rows.features()[j - 1][i] / 2 : 0);
                y += (0.7 - 0.25 * j) * rows.features()[j][i];
            }
            rows.target()[i] = y;
            if (shape.weighted) {
                rows.weights()[i] = random.nextDouble(0.5, 2);
            }
        }
        return rows;
    }

    private static ExactSolution exact(Shape shape, MomentKernel.Rows rows, int group) {
        return ExactSolution.of(
                rows.features(), rows.target(), rows.weights(), shape.intercept, group * SIZE, (group + 1) * SIZE);
    }

    private static double[] sums(Shape shape, MomentKernel.Rows rows) {
        double[] sums = new double[new MomentLayout(shape.features).width() * STRIDE];
        new ScalarMoments(shape.features, shape.intercept)
                .accumulate(
                        rows,
                        IntStream.rangeClosed(0, GROUPS).map(g -> g * SIZE).toArray(),
                        0,
                        GROUPS,
                        false,
                        sums,
                        STRIDE,
                        AT,
                        new int[STRIDE]);
        return sums;
    }

    private static BatchCholesky solve(Shape shape, double[] sums) {
        BatchCholesky solver = new BatchCholesky(shape.features, shape.intercept, STRIDE, new ScalarLoops());
        solver.solve(sums, STRIDE, AT, AT + GROUPS);
        return solver;
    }

    private static void isClose(String what, double actual, double expected, double tolerance) {
        assertThat(actual).as(what).isCloseTo(expected, within(tolerance * Math.abs(expected)));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void groupsAreSolvedExactly(Shape shape) {
        MomentKernel.Rows rows = rows(shape, 1);
        BatchCholesky solver = solve(shape, sums(shape, rows));
        for (int g = 0; g < GROUPS; g++) {
            ExactSolution exact = exact(shape, rows, g);
            int at = AT + g;
            assertThat(solver.verdict(at)).isEqualTo(Verdict.SOLVED);
            assertThat(solver.isSolved(at)).isTrue();
            for (int k = 0; k < exact.coefficients.length; k++) {
                isClose("coefficient " + k, solver.coefficients()[k][at], exact.coefficients[k], 1e-12);
                isClose("variance " + k, solver.variances()[k][at], exact.variances[k], 1e-12);
            }
            isClose("chi2", solver.chi2()[at], exact.chi2, 1e-12);
            isClose("total", solver.total()[at], exact.total, 1e-13);
        }
        for (double[] column : solver.coefficients()) {
            assertThat(new double[] {column[0], column[1], column[STRIDE - 1]}).containsOnly(0);
        }
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void whatIsStored(Shape shape) {
        MomentKernel.Rows rows = rows(shape, 1);
        BatchCholesky solver = solve(shape, sums(shape, rows));
        List<String> names =
                IntStream.range(0, shape.features).mapToObj(j -> "x" + j).toList();
        LeastSquaresProgram program = new LeastSquaresProgram(names, shape.intercept, 1e-9);
        FitSpec spec = FitSpec.groupBy("k")
                .targets("y")
                .features(names.toArray(String[]::new))
                .build();
        int group = 3;
        Estimates estimates = new Estimates(spec, program, group + GROUPS + 1, 1);
        double free = SIZE - solver.coefficients().length;
        double[] frees = new double[STRIDE];
        Arrays.fill(frees, free);
        frees[AT + GROUPS - 1] = 0;
        solver.store(AT, GROUPS, frees, estimates.target(0), group);
        Estimates.OfTarget stored = estimates.target(0);
        for (int g = 0; g < GROUPS - 1; g++) {
            ExactSolution exact = exact(shape, rows, g);
            for (int k = 0; k < exact.coefficients.length; k++) {
                isClose("coefficient", stored.coefficient(k)[group + g], exact.coefficients[k], 1e-12);
                double error = Math.sqrt(exact.chi2 / free * exact.variances[k]);
                isClose("error", stored.error(k)[group + g], error, 1e-12);
            }
            isClose("chi2", stored.chi2()[group + g], exact.chi2, 1e-12);
            isClose("rms", stored.rms()[group + g], Math.sqrt(exact.chi2 / free), 1e-12);
            assertThat(stored.r2()[group + g]).isCloseTo(1 - exact.chi2 / exact.total, within(1e-13));
        }
        assertThat(stored.rms()[group + GROUPS - 1]).isNaN();
        assertThat(stored.chi2()[group + GROUPS - 1]).isPositive();
        for (double[] column : List.of(stored.chi2(), stored.rms(), stored.r2(), stored.error(0))) {
            assertThat(new double[] {column[group - 1], column[group + GROUPS]}).containsOnly(0);
        }
    }

    /** One step from the residuals: where they are a billionth of the target, moments alone have lost nearly all digits. */
    @ParameterizedTest
    @MethodSource("shapes")
    void refiningBringsSmallResidualsBack(Shape shape) {
        if (shape.features == 0) {
            return;
        }
        MomentKernel.Rows rows = rows(shape, 1e-9);
        double[] sums = sums(shape, rows);
        BatchCholesky solver = solve(shape, sums);
        MomentLayout layout = new MomentLayout(shape.features);
        for (int g = 0; g < GROUPS; g++) {
            int at = AT + g;
            assertThat(solver.verdict(at)).isEqualTo(Verdict.SMALL_RESIDUALS);
            assertThat(solver.isSolved(at)).isFalse();
            // coefficients and a constant that are off in the seventh digit, to see that the step is the right one
            double[] start = new double[shape.features];
            double[] pivots = new double[shape.features + 1];
            for (int v = 0; v <= shape.features; v++) {
                pivots[v] = sums[layout.pivot(v) * STRIDE + at];
            }
            int first = shape.intercept ? 1 : 0;
            double constant = solver.mean(shape.features)[at];
            for (int j = 0; j < shape.features; j++) {
                solver.coefficients()[first + j][at] *= 1 + (j + 1) * 1e-7;
                start[j] = solver.coefficients()[first + j][at];
                constant -= start[j] * solver.mean(j)[at];
            }
            double[] residuals = new double[SIZE];
            constant += shape.intercept ? 1e-7 : 0;
            Residuals.write(rows, g * SIZE, (g + 1) * SIZE, pivots, start, constant, residuals);
            double square = 0;
            double sum = 0;
            double[] gradient = new double[shape.features];
            for (int i = 0; i < SIZE; i++) {
                double we = residuals[i] * (shape.weighted ? rows.weights()[g * SIZE + i] : 1);
                square += we * residuals[i];
                sum += we;
                for (int j = 0; j < shape.features; j++) {
                    gradient[j] += we * (rows.features()[j][g * SIZE + i] - pivots[j] - solver.mean(j)[at]);
                }
            }
            solver.refine(at, square, sum, gradient, pivots);
            ExactSolution exact = exact(shape, rows, g);
            for (int k = 0; k < exact.coefficients.length; k++) {
                isClose("coefficient " + k, solver.coefficients()[k][at], exact.coefficients[k], 1e-13);
            }
            assertThat(solver.chi2()[at]).isCloseTo(exact.chi2, within(1e-7 * square));
        }
    }

    /** A sum of squares is never negative, whatever rounding says. */
    @Test
    void refinedSumsOfSquaresAreNotNegative() {
        BatchCholesky solver = solve(new double[][] {{1, 2, 3, 4}}, new double[] {2, 3, 4, 6});
        solver.refine(0, 0, 1, new double[] {1}, new double[2]);
        assertThat(solver.chi2()[0]).isZero();
    }

    /** Nor is it where the fit is perfect, and rounding alone decides. */
    @Test
    void sumsOfSquaresAreNotNegative() {
        SplittableRandom random = new SplittableRandom(37);
        for (int i = 0; i < 100; i++) {
            double[] x = random.doubles(5).toArray();
            double slope = random.nextDouble();
            BatchCholesky solver = solve(
                    new double[][] {x}, Arrays.stream(x).map(v -> slope * v).toArray());
            assertThat(solver.chi2()[0]).isNotNegative();
        }
    }

    /** What becomes of moments by hand, which stand among those of others. */
    private static Verdict verdict(int features, double... moments) {
        double[] sums = new double[moments.length * STRIDE];
        Arrays.fill(sums, Double.NaN);
        for (int k = 0; k < moments.length; k++) {
            sums[k * STRIDE + AT] = moments[k];
        }
        BatchCholesky solver = new BatchCholesky(features, true, STRIDE, new ScalarLoops());
        solver.solve(sums, STRIDE, AT, AT + 1);
        assertThat(solver.isSolved(AT)).isEqualTo(solver.verdict(AT) == Verdict.SOLVED);
        return solver.verdict(AT);
    }

    /** One feature and the target with pivots at 0. */
    private static Verdict verdict(double w, double sx, double sy, double xx, double xy, double yy) {
        return verdict(1, w, 1, 0, 0, sx, sy, xx, xy, yy);
    }

    /** Centring may cost a factor of 1000 in squares, for features and the target alike. */
    @Test
    void borderOfFarPivots() {
        // Σx² = 1000 and Σx = 100·s, so that what is left is 1000 − 100 s²
        double near = Math.sqrt(9.989);
        double far = Math.sqrt(9.991);
        assertThat(verdict(100, 100 * near, 0, 1000, 0, 1)).isEqualTo(Verdict.SOLVED);
        assertThat(verdict(100, 100 * far, 0, 1000, 0, 1)).isEqualTo(Verdict.FAR_PIVOT);
        assertThat(verdict(100, 0, 100 * near, 1, 0, 1000)).isEqualTo(Verdict.SOLVED);
        assertThat(verdict(100, 0, 100 * far, 1, 0, 1000)).isEqualTo(Verdict.FAR_PIVOT);
        assertThat(verdict(100, Double.NaN, 0, 1000, 0, 1)).isEqualTo(Verdict.FAR_PIVOT);
    }

    /** Residuals below a thousandth of the squares have lost three digits. */
    @Test
    void borderOfSmallResiduals() {
        assertThat(verdict(10, 0, 0, 1, Math.sqrt(0.9989), 1)).isEqualTo(Verdict.SOLVED);
        assertThat(verdict(10, 0, 0, 1, Math.sqrt(0.9991), 1)).isEqualTo(Verdict.SMALL_RESIDUALS);
    }

    /** Squares near the end of the range of doubles have lost digits to underflow. */
    @Test
    void borderOfUnderflow() {
        assertThat(verdict(10, 0, 0, 1.1e-280, 0, 1)).isEqualTo(Verdict.SOLVED);
        assertThat(verdict(10, 0, 0, 0.9e-280, 0, 1)).isEqualTo(Verdict.ILL_CONDITIONED);
        assertThat(verdict(10, 0, 0, 1, 0, 1.1e-280)).isEqualTo(Verdict.SOLVED);
        assertThat(verdict(10, 0, 0, 1, 0, 0.9e-280)).isEqualTo(Verdict.ILL_CONDITIONED);
        assertThat(verdict(10, 0, 0, 0, 0, 1)).isEqualTo(Verdict.ILL_CONDITIONED);
    }

    /** A feature must keep a hundredth of its norm beside those before it. */
    @Test
    void borderOfDependence() {
        for (double share : new double[] {0.99e-4, 1.01e-4}) {
            double product = Math.sqrt(1 - share);
            assertThat(verdict(2, 10, 1, 0, 0, 0, 0, 0, 0, 1, product, 1, 0, 0, 1))
                    .isEqualTo(share > 1e-4 ? Verdict.SOLVED : Verdict.ILL_CONDITIONED);
        }
    }

    /** A spread of less than 1e-13 of the offset may be rounding, in each feature. */
    @Test
    void borderOfRounding() {
        double weight = 4;
        double pivot = 3;
        for (double spread : new double[] {0.99e-13, 1.01e-13}) {
            double square = weight * spread * pivot * spread * pivot;
            Verdict expected = spread > 1e-13 ? Verdict.SOLVED : Verdict.ILL_CONDITIONED;
            assertThat(verdict(1, weight, 1, pivot, 0, 0, 0, square, 0, 1)).isEqualTo(expected);
            assertThat(verdict(2, weight, 1, 0, pivot, 0, 0, 0, 0, 1, 0, square, 0, 0, 1))
                    .isEqualTo(expected);
        }
    }
}
