package io.regroup.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.regroup.api.FitStatus;
import io.regroup.api.spi.GroupFit;
import io.regroup.api.spi.LeastSquaresProgram;
import io.regroup.api.spi.LeastSquaresSolver;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What both solvers of one group owe: the exact answer, to nearly all digits, however hard the numbers are. */
abstract class SolverContract {

    /** A few units in the last place. */
    private static final double NEARLY_ALL = 1e-13;

    /** A shape of problem. */
    record Shape(int features, boolean intercept, Weights weights) {}

    /** Where weights come from. */
    enum Weights {
        NONE,
        OF_ROWS,
        OF_CALLER
    }

    final SplittableRandom random = new SplittableRandom(23);

    abstract LeastSquaresSolver solver(LeastSquaresProgram problem);

    static Stream<Shape> shapes() {
        List<Shape> shapes = new ArrayList<>();
        for (int features = 0; features <= 4; features++) {
            for (Weights weights : Weights.values()) {
                shapes.add(new Shape(features, true, weights));
                if (features > 0) {
                    shapes.add(new Shape(features, false, weights));
                }
            }
        }
        return shapes.stream();
    }

    static LeastSquaresProgram problem(int features, boolean intercept) {
        List<String> names = IntStream.range(0, features).mapToObj(j -> "x" + j).toList();
        return new LeastSquaresProgram(names, intercept, LeastSquaresProgram.DEFAULT_RANK_TOLERANCE);
    }

    private double[] normal(int count, double mean, double deviation) {
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = mean + deviation * random.nextGaussian();
        }
        return values;
    }

    /** Rows of a linear model with noise, between rows of others that are not finite. */
    private OneGroup rows(int features, int count, double offset, double noise, boolean weighted) {
        int before = 3;
        int length = before + count + 2;
        double[][] x = new double[features][];
        Arrays.setAll(x, j -> normal(length, offset * (j + 1), 1 + j));
        double[] y = normal(length, 2 - offset, noise);
        double[] w = weighted ? random.doubles(length, 0.5, 2).toArray() : null;
        for (int i = 0; i < length; i++) {
            for (int j = 0; j < features; j++) {
                y[i] += (j - 1.5) * (x[j][i] - offset * (j + 1));
            }
            if (i < before || i >= before + count) {
                y[i] = Double.NaN;
            }
        }
        return new OneGroup(x, y, w, before, before + count);
    }

    /** Coefficients and errors to nearly all digits of their size, residuals of the target's. */
    static void isExact(OneGroup rows, double @Nullable [] weights, boolean intercept, GroupFit fit, double tolerance) {
        double[] all = rows.weight();
        if (weights != null) {
            all = new double[rows.to()];
            System.arraycopy(weights, 0, all, rows.from(), rows.count());
        }
        ExactSolution exact = ExactSolution.of(rows.features(), rows.target(), all, intercept, rows.from(), rows.to());
        double[] w = all;
        long used = IntStream.range(rows.from(), rows.to())
                .filter(i -> w == null || w[i] > 0)
                .count();
        double free = used - exact.coefficients.length;
        for (int k = 0; k < exact.coefficients.length; k++) {
            double error = Math.sqrt(exact.chi2 / free * exact.variances[k]);
            assertThat(fit.coefficients()[k])
                    .as("coefficient %d", k)
                    .isCloseTo(
                            exact.coefficients[k],
                            within(tolerance * (Math.abs(exact.coefficients[k]) + (free > 0 ? error : 0))));
            if (free > 0) {
                assertThat(fit.errors()[k]).as("error %d", k).isCloseTo(error, within(tolerance * error));
            } else {
                assertThat(fit.errors()[k]).isNaN();
            }
        }
        double size = Math.sqrt(exact.total);
        for (int i = 0; i < rows.count(); i++) {
            assertThat(fit.residuals(rows.count())[i])
                    .as("residual %d", i)
                    .isCloseTo(exact.residuals[i], within(tolerance * size));
        }
    }

    private void solvesExactly(Shape shape, OneGroup rows, double tolerance) {
        GroupFit fit = new GroupFit((shape.intercept ? 1 : 0) + shape.features, 0, false);
        double[] weights = shape.weights == Weights.OF_CALLER
                ? random.doubles(rows.count(), 0.5, 2).toArray()
                : null;
        assertThat(solver(problem(shape.features, shape.intercept)).solve(rows, weights, fit))
                .isEqualTo(FitStatus.OK);
        isExact(rows, weights, shape.intercept, fit, tolerance);
        assertThat(fit.conditionNumber()).isNaN();
        stepsToTheSame(shape, rows, weights, fit);
    }

    /** A step has the coefficients and residuals of the solution, to the bit. */
    private void stepsToTheSame(Shape shape, OneGroup rows, double @Nullable [] weights, GroupFit solved) {
        GroupFit step = new GroupFit(solved.coefficients().length, 0, false);
        assertThat(solver(problem(shape.features, shape.intercept)).step(rows, weights, step))
                .isEqualTo(FitStatus.OK);
        assertThat(step.coefficients()).isEqualTo(solved.coefficients());
        assertThat(Arrays.copyOf(step.residuals(rows.count()), rows.count()))
                .isEqualTo(Arrays.copyOf(solved.residuals(rows.count()), rows.count()));
    }

    /** Rows that do not count decide neither whether a feature is constant nor how large numbers are. */
    @Test
    void aFeatureThatIsConstantAmongTheRowsThatCountIsLeftOut() {
        double[] x = {1e6, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1};
        double[] y = {1e9, 1, 2, 3, 4, 5, 6};
        OneGroup rows = new OneGroup(new double[][] {x}, y, null, 0, 7);
        GroupFit fit = new GroupFit(2, 0, false);
        assertThat(solver(problem(1, true)).solve(rows, new double[] {0, 1, 1, 1, 1, 1, 1}, fit))
                .isEqualTo(FitStatus.RANK_DEFICIENT);
        assertThat(fit.coefficients()[0]).isCloseTo(3.5, within(1e-15));
        assertThat(fit.coefficients()[1]).isNaN();
        assertThat(fit.errors()[0]).isCloseTo(Math.sqrt(17.5 / 5 / 6), within(1e-14));
        assertThat(fit.residuals(7)[0]).isCloseTo(1e9 - 3.5, within(1e-6));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void ordinaryRows(Shape shape) {
        boolean weighted = shape.weights == Weights.OF_ROWS;
        for (int count : new int[] {shape.features + 2, 12, 80}) {
            solvesExactly(shape, rows(shape.features, count, 0, 1, weighted), NEARLY_ALL * 10);
        }
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void rowsFarFromZero(Shape shape) {
        if (shape.intercept) {
            boolean weighted = shape.weights == Weights.OF_ROWS;
            solvesExactly(shape, rows(shape.features, 30, 1e6, 1, weighted), 1e-9);
        }
    }

    /** No rows to spare: coefficients, and no errors. */
    @ParameterizedTest
    @MethodSource("shapes")
    void asManyRowsAsCoefficients(Shape shape) {
        int terms = (shape.intercept ? 1 : 0) + shape.features;
        solvesExactly(shape, rows(shape.features, terms, 0, 1, shape.weights == Weights.OF_ROWS), 1e-11);
    }

    /** Weights of zero leave rows out, and the residuals of these are those of the model. */
    @Test
    void weightsOfZero() {
        OneGroup rows = rows(2, 20, 0, 1, false);
        double[] weights = random.doubles(20, 0.5, 2).toArray();
        for (int i = 0; i < 20; i += 3) {
            weights[i] = 0;
        }
        LeastSquaresSolver solver = solver(problem(2, true));
        for (int again = 0; again < 2; again++) {
            GroupFit fit = new GroupFit(3, 0, false);
            assertThat(solver.solve(rows, weights, fit)).isEqualTo(FitStatus.OK);
            isExact(rows, weights, true, fit, NEARLY_ALL * 10);
        }
        Arrays.fill(weights, 3, 20, 0);
        weights[0] = 1;
        GroupFit fit = new GroupFit(3, 0, false);
        assertThat(solver.solve(rows, weights, fit)).isEqualTo(FitStatus.OK);
        isExact(rows, weights, true, fit, 1e-10);
    }

    /** One solver for group after group, larger and smaller, with weights and without. */
    @Test
    void oneSolverForManyGroups() {
        LeastSquaresSolver solver = solver(problem(2, true));
        for (int count : new int[] {5, 60, 9, 200, 30}) {
            for (boolean weighted : new boolean[] {false, true}) {
                OneGroup rows = rows(2, count, 3, 1, weighted);
                double[] weights =
                        count % 2 == 0 ? random.doubles(count, 0.5, 2).toArray() : null;
                GroupFit fit = new GroupFit(3, 0, false);
                assertThat(solver.solve(rows, weights, fit)).isEqualTo(FitStatus.OK);
                isExact(rows, weights, true, fit, 1e-11);
            }
        }
    }

    /** A first row far away makes it a bad pivot; small residuals and steep polynomials cost digits. */
    @Test
    void hardRows() {
        OneGroup outlier = rows(1, 40, 0, 1, false);
        outlier.features()[0][outlier.from()] = 1e7;
        OneGroup steep = rows(3, 40, 0, 1, false);
        for (int i = 0; i < steep.target().length; i++) {
            double t = 10 + i / 8.0;
            steep.features()[0][i] = t;
            steep.features()[1][i] = t * t;
            steep.features()[2][i] = t * t * t;
        }
        OneGroup far = rows(2, 40, 0, 1, false);
        far.target()[far.from()] = 1e9;
        for (OneGroup rows : List.of(outlier, steep, far, rows(2, 40, 0, 1e-5, true))) {
            GroupFit fit = new GroupFit(1 + rows.featureCount(), 0, false);
            LeastSquaresSolver solver = solver(problem(rows.featureCount(), true));
            assertThat(solver.solve(rows, null, fit)).isEqualTo(FitStatus.OK);
            isExact(rows, null, true, fit, 1e-8);
        }
    }

    /** Two features with correlation r, both centred and of norm 1, have the condition number √((1 + r) / (1 − r)). */
    @Test
    void conditionNumberOfTwoFeatures() {
        for (boolean intercept : new boolean[] {true, false}) {
            double offset = intercept ? 5 : 0;
            double[] x = {1 + offset, -1 + offset, 1 + offset, -1 + offset};
            double[] z = {7 - offset, 1 - offset, -1 - offset, -7 - offset};
            OneGroup rows = new OneGroup(new double[][] {x, z}, new double[] {1, 2, 4, 9}, null);
            GroupFit fit = new GroupFit(intercept ? 3 : 2, 0, true);
            assertThat(solver(problem(2, intercept)).solve(rows, null, fit)).isEqualTo(FitStatus.OK);
            // x · z = 12 = 0.6 · 2 · 10
            assertThat(fit.conditionNumber()).isCloseTo(2, within(1e-14));
        }
        GroupFit one = new GroupFit(2, 0, true);
        solver(problem(1, true)).solve(rows(1, 20, 9, 1, false), null, one);
        assertThat(one.conditionNumber()).isEqualTo(1);
        GroupFit none = new GroupFit(1, 0, true);
        solver(problem(0, true)).solve(rows(0, 20, 9, 1, false), null, none);
        assertThat(none.conditionNumber()).isEqualTo(1);
    }

    /** A feature that depends on those before it, or is constant, is left out; the rest is fitted as if it were absent. */
    @ParameterizedTest
    @MethodSource("shapes")
    void dependentFeatures(Shape shape) {
        int p = shape.features;
        boolean weighted = shape.weights == Weights.OF_ROWS;
        for (int bad = shape.intercept ? 0 : 1; bad < p; bad++) {
            OneGroup rows = rows(p, 25, 0, 1, weighted);
            for (int i = 0; i < rows.target().length; i++) {
                rows.features()[bad][i] = bad == 0 ? 4 : 2 * rows.features()[bad - 1][i];
            }
            GroupFit fit = new GroupFit((shape.intercept ? 1 : 0) + p, 0, true);
            double[] weights = shape.weights == Weights.OF_CALLER
                    ? random.doubles(rows.count(), 0.5, 2).toArray()
                    : null;
            assertThat(solver(problem(p, shape.intercept)).solve(rows, weights, fit))
                    .isEqualTo(FitStatus.RANK_DEFICIENT);
            int left = bad;
            double[][] others = IntStream.range(0, p)
                    .filter(j -> j != left)
                    .mapToObj(j -> rows.features()[j])
                    .toArray(double[][]::new);
            GroupFit without = new GroupFit(fit.coefficients().length - 1, 0, true);
            int place = (shape.intercept ? 1 : 0) + bad;
            assertThat(fit.coefficients()[place]).isNaN();
            assertThat(fit.errors()[place]).isNaN();
            for (int k = 0; k < without.coefficients().length; k++) {
                without.coefficients()[k] = fit.coefficients()[k < place ? k : k + 1];
                without.errors()[k] = fit.errors()[k < place ? k : k + 1];
            }
            System.arraycopy(fit.residuals(rows.count()), 0, without.residuals(rows.count()), 0, rows.count());
            OneGroup rest = new OneGroup(others, rows.target(), rows.weight(), rows.from(), rows.to());
            isExact(rest, weights, shape.intercept, without, 1e-11);
        }
    }

    @Test
    void resultsThatOverflow() {
        OneGroup rows = new OneGroup(
                new double[][] {{1e-300, 2e-300, 3e-300, 5e-300}}, new double[] {1e300, -1e300, 1e300, 1e300}, null);
        assertThat(solver(problem(1, true)).solve(rows, null, new GroupFit(2, 0, false)))
                .isEqualTo(FitStatus.FAILED);
    }

    /** Sizes at which squares overflow or vanish. */
    @Test
    void hugeAndTinyNumbers() {
        for (double xs : new double[] {0x1p-500, 1, 0x1p500}) {
            for (double ys : new double[] {0x1p-500, 1, 0x1p500}) {
                OneGroup plain = rows(1, 12, 0, 1, false);
                OneGroup rows = rows(1, 12, 0, 1, false);
                for (int i = 0; i < plain.target().length; i++) {
                    rows.features()[0][i] = plain.features()[0][i] * xs;
                    rows.target()[i] = plain.target()[i] * ys;
                }
                GroupFit fit = new GroupFit(2, 0, false);
                assertThat(solver(problem(1, true)).solve(rows, null, fit)).isEqualTo(FitStatus.OK);
                GroupFit back = new GroupFit(2, 0, false);
                back.coefficients()[0] = fit.coefficients()[0] / ys;
                back.coefficients()[1] = fit.coefficients()[1] * xs / ys;
                back.errors()[0] = fit.errors()[0] / ys;
                back.errors()[1] = fit.errors()[1] * xs / ys;
                for (int i = 0; i < rows.count(); i++) {
                    back.residuals(12)[i] = fit.residuals(12)[i] / ys;
                }
                isExact(plain, null, true, back, 1e-12);
            }
        }
    }

    /** Only ratios of weights matter to coefficients and errors, also where weights overflow in sum. */
    @Test
    void weightsOfAnySize() {
        for (double scale : new double[] {0x1p-1000, 1, 0x1p1019}) {
            OneGroup plain = rows(2, 60, 0, 1, true);
            double[] weights = Arrays.stream(plain.weight()).map(w -> w * scale).toArray();
            OneGroup rows = new OneGroup(plain.features(), plain.target(), weights, plain.from(), plain.to());
            GroupFit fit = new GroupFit(3, 0, false);
            assertThat(solver(problem(2, true)).solve(rows, null, fit)).isEqualTo(FitStatus.OK);
            isExact(plain, null, true, fit, 1e-12);
        }
    }
}
