package io.regroup.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Triangular factors against exact arithmetic, however their rows are cut and combined. */
class TriangularSummaryTest {

    private static final double TOLERANCE = 1e-9;

    /** What stands before a summary in its slab. */
    private static final int OTHERS = 3;

    /** A shape of problem. */
    record Shape(int features, boolean weighted, boolean intercept) {

        int terms() {
            return features + (intercept ? 1 : 0);
        }
    }

    static Stream<Shape> shapes() {
        List<Shape> shapes = new ArrayList<>();
        for (int features = 0; features <= 4; features++) {
            for (boolean weighted : new boolean[] {false, true}) {
                shapes.add(new Shape(features, weighted, true));
                if (features > 0) {
                    shapes.add(new Shape(features, weighted, false));
                }
            }
        }
        return shapes.stream();
    }

    private final SplittableRandom random = new SplittableRandom(53);

    private MomentKernel.Rows rows(Shape shape, int count) {
        MomentKernel.Rows rows = MomentKernel.Rows.ofLength(count, shape.features, shape.weighted);
        for (int i = 0; i < count; i++) {
            double y = random.nextGaussian() + (shape.intercept ? 100 : 0);
            for (int j = 0; j < shape.features; j++) {
                rows.features()[j][i] = (shape.intercept ? 1000 * j : 0) + random.nextGaussian();
                y += (j - 1.2) * rows.features()[j][i];
            }
            rows.target()[i] = y;
            if (shape.weighted) {
                rows.weights()[i] = random.nextDouble(0.5, 2);
            }
        }
        return rows;
    }

    private static double[] slab(Shape shape) {
        return new double[OTHERS + TriangularSummary.width(shape.features, shape.intercept)];
    }

    private static void add(TriangularSummary summary, MomentKernel.Rows rows, int from, int to, double[] slab) {
        summary.add(rows.features(), rows.target(), rows.weights(), from, to, slab, OTHERS);
    }

    private static void isExact(Shape shape, MomentKernel.Rows rows, TriangularSummary summary, double[] slab) {
        int count = rows.target().length;
        TriangularSummary.Solution solution = new TriangularSummary.Solution(shape.terms());
        summary.solve(slab, OTHERS, TOLERANCE, solution);
        ExactSolution exact =
                ExactSolution.of(rows.features(), rows.target(), rows.weights(), shape.intercept, 0, count);
        double free = count - shape.terms();
        assertThat(slab[OTHERS]).isEqualTo(count);
        assertThat(solution.deficient).isFalse();
        for (int k = 0; k < shape.terms(); k++) {
            double error = Math.sqrt(exact.chi2 / free * exact.variances[k]);
            assertThat(solution.coefficients[k])
                    .isCloseTo(exact.coefficients[k], within(1e-11 * (Math.abs(exact.coefficients[k]) + error)));
            assertThat(solution.errors[k]).isCloseTo(error, within(1e-11 * error));
        }
        assertThat(solution.residualNorm).isCloseTo(Math.sqrt(exact.chi2), withinPercentage(1e-9));
        assertThat(solution.r2).isCloseTo(1 - exact.chi2 / exact.total, within(1e-12));
        assertThat(Arrays.copyOf(slab, OTHERS)).containsOnly(0);
    }

    /** More rows than are factored at a time, added at once, in parts, and one by one. */
    @ParameterizedTest
    @MethodSource("shapes")
    void rowsAdded(Shape shape) {
        MomentKernel.Rows rows = rows(shape, 150);
        TriangularSummary summary = new TriangularSummary(shape.features, shape.intercept);
        for (int step : new int[] {150, 64, 40, 1}) {
            double[] slab = slab(shape);
            for (int from = 0; from < 150; from += step) {
                add(summary, rows, from, Math.min(150, from + step), slab);
                add(summary, rows, from, from, slab);
            }
            isExact(shape, rows, summary, slab);
        }
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void partsCombined(Shape shape) {
        MomentKernel.Rows rows = rows(shape, 40);
        TriangularSummary summary = new TriangularSummary(shape.features, shape.intercept);
        for (int cut : new int[] {1, 3, 17, 39}) {
            double[] slab = slab(shape);
            double[] later = slab(shape);
            add(summary, rows, 0, cut, slab);
            add(summary, rows, cut, 40, later);
            summary.combine(slab, OTHERS, later, OTHERS);
            isExact(shape, rows, summary, slab);
        }
    }

    /** The triangle has the lengths of the columns, so that RᵀR is the matrix of moments about the first row. */
    @Test
    void factorOfMoments() {
        Shape shape = new Shape(2, true, true);
        MomentKernel.Rows rows = rows(shape, 70);
        double[] slab = slab(shape);
        add(new TriangularSummary(2, true), rows, 0, 70, slab);
        double[] pivots = {rows.features()[0][0], rows.features()[1][0], rows.target()[0]};
        assertThat(Arrays.copyOfRange(slab, OTHERS + 1, OTHERS + 4)).isEqualTo(pivots);
        double[] moments = WholeNumbers.moments(rows, 0, 70, pivots);
        MomentLayout layout = new MomentLayout(2);
        int r = OTHERS + 4;
        for (int j = 0; j < 4; j++) {
            for (int i = 0; i <= j; i++) {
                double product = 0;
                for (int k = 0; k <= i; k++) {
                    product += slab[r + i * (i + 1) / 2 + k] * slab[r + j * (j + 1) / 2 + k];
                }
                double expected = i > 0
                        ? moments[layout.product(i - 1, j - 1)]
                        : j > 0 ? moments[layout.sum(j - 1)] : moments[MomentLayout.WEIGHT];
                assertThat(product).as("%d, %d", i, j).isCloseTo(expected, within(1e-11 * (1 + Math.abs(expected))));
            }
        }
    }

    /** A feature without a norm of its own is left out, and the others are as if it were absent. */
    @ParameterizedTest
    @MethodSource("shapes")
    void dependentFeatures(Shape shape) {
        for (int bad = 0; bad < shape.features; bad++) {
            MomentKernel.Rows rows = rows(shape, 30);
            for (int i = 0; i < 30; i++) {
                rows.features()[bad][i] = bad > 0 ? 3 * rows.features()[bad - 1][i] : shape.intercept ? 7 : 0;
            }
            TriangularSummary summary = new TriangularSummary(shape.features, shape.intercept);
            double[] slab = slab(shape);
            add(summary, rows, 0, 30, slab);
            TriangularSummary.Solution solution = new TriangularSummary.Solution(shape.terms());
            summary.solve(slab, OTHERS, TOLERANCE, solution);

            int left = bad;
            double[][] others = IntStream.range(0, shape.features)
                    .filter(j -> j != left)
                    .mapToObj(j -> rows.features()[j])
                    .toArray(double[][]::new);
            ExactSolution exact = ExactSolution.of(others, rows.target(), rows.weights(), shape.intercept, 0, 30);
            assertThat(solution.deficient).isTrue();
            int place = shape.terms() - shape.features + bad;
            assertThat(solution.coefficients[place]).isNaN();
            assertThat(solution.errors[place]).isNaN();
            double free = 30 - shape.terms() + 1;
            for (int k = 0; k < exact.coefficients.length; k++) {
                int own = k < place ? k : k + 1;
                double error = Math.sqrt(exact.chi2 / free * exact.variances[k]);
                assertThat(solution.coefficients[own])
                        .isCloseTo(exact.coefficients[k], within(1e-10 * (Math.abs(exact.coefficients[k]) + error)));
                assertThat(solution.errors[own]).isCloseTo(error, within(1e-10 * error));
            }
            assertThat(solution.residualNorm).isCloseTo(Math.sqrt(exact.chi2), withinPercentage(1e-8));
        }
    }

    /** The share of its norm that a feature must keep decides, not something near it. */
    @Test
    void rankToleranceIsABorder() {
        double[] x = {1, -1, 1, -1};
        double[] y = {1, 2, 4, 9};
        for (double share : new double[] {0.009, 0.011}) {
            double[] z = {1 + share, -1 + share, 1 - share, -1 - share};
            Shape shape = new Shape(2, false, true);
            double[] slab = slab(shape);
            TriangularSummary summary = new TriangularSummary(2, true);
            summary.add(new double[][] {x, z}, y, null, 0, 4, slab, OTHERS);
            TriangularSummary.Solution solution = new TriangularSummary.Solution(3);
            summary.solve(slab, OTHERS, 0.01, solution);
            assertThat(solution.deficient).isEqualTo(share < 0.01);
        }
    }

    /** As many rows as terms: coefficients, and no errors. */
    @Test
    void noRowsToSpare() {
        Shape shape = new Shape(1, false, true);
        double[] slab = slab(shape);
        TriangularSummary summary = new TriangularSummary(1, true);
        summary.add(new double[][] {{1, 3}}, new double[] {5, 9}, null, 0, 2, slab, OTHERS);
        TriangularSummary.Solution solution = new TriangularSummary.Solution(2);
        summary.solve(slab, OTHERS, TOLERANCE, solution);
        assertThat(solution.coefficients[0]).isCloseTo(3, within(1e-14));
        assertThat(solution.coefficients[1]).isCloseTo(2, within(1e-14));
        assertThat(solution.errors).containsOnly(Double.NaN);
    }

    /** Of a constant target no share is explained. */
    @Test
    void constantTarget() {
        Shape shape = new Shape(1, false, true);
        double[] slab = slab(shape);
        TriangularSummary summary = new TriangularSummary(1, true);
        summary.add(new double[][] {{1, 3, 4}}, new double[] {5, 5, 5}, null, 0, 3, slab, OTHERS);
        TriangularSummary.Solution solution = new TriangularSummary.Solution(2);
        summary.solve(slab, OTHERS, TOLERANCE, solution);
        assertThat(solution.coefficients).containsExactly(5, 0);
        assertThat(solution.r2).isNaN();
        assertThat(solution.residualNorm).isZero();
    }

    /** Squares of these numbers overflow, or vanish. */
    @Test
    void hugeAndTinyNumbers() {
        for (double scale : new double[] {0x1p-540, 0x1p540}) {
            Shape shape = new Shape(1, false, true);
            MomentKernel.Rows rows = rows(shape, 30);
            double[] x = Arrays.stream(rows.features()[0]).map(v -> v * scale).toArray();
            double[] slab = slab(shape);
            TriangularSummary summary = new TriangularSummary(1, true);
            summary.add(new double[][] {x}, rows.target(), null, 0, 30, slab, OTHERS);
            TriangularSummary.Solution solution = new TriangularSummary.Solution(2);
            summary.solve(slab, OTHERS, TOLERANCE, solution);
            ExactSolution exact = ExactSolution.of(rows.features(), rows.target(), null, true, 0, 30);
            assertThat(solution.coefficients[1] * scale).isCloseTo(exact.coefficients[1], within(1e-11));
            assertThat(solution.coefficients[0]).isCloseTo(exact.coefficients[0], within(1e-10));
        }
    }

    /** Beside an intercept 8 ulp are nothing, wherever the rows with the least and the greatest value are. */
    @Test
    void aFeatureVariesOrDoesNotWhereverItsRowsAre() {
        double ulp = Math.ulp(1000.0);
        for (int place = 0; place < 40; place++) {
            for (int sign : new int[] {-1, 1}) {
                assertThat(deficient(1000, 1000 + sign * 6 * ulp, place)).isTrue();
                assertThat(deficient(-1000, -1000 + sign * 6 * ulp, place)).isTrue();
                assertThat(deficient(1000, 1000 + sign * 30 * ulp, place)).isFalse();
                assertThat(deficient(-1000, -1000 + sign * 30 * ulp, place)).isFalse();
            }
        }
    }

    /** One of forty values is another; rows come in four parts of ten, and one of none at either end. */
    private static boolean deficient(double value, double other, int place) {
        MomentKernel.Rows rows = MomentKernel.Rows.ofLength(40, 1, false);
        Arrays.fill(rows.features()[0], value);
        rows.features()[0][place] = other;
        Arrays.setAll(rows.target(), i -> i % 3);
        Shape shape = new Shape(1, false, true);
        TriangularSummary summary = new TriangularSummary(1, true);
        double[] all = slab(shape);
        for (int from = 0; from < 40; from += 10) {
            double[] part = slab(shape);
            add(summary, rows, from, from + 10, part);
            summary.combine(all, OTHERS, part, OTHERS);
        }
        summary.combine(all, OTHERS, slab(shape), OTHERS);
        TriangularSummary.Solution solution = new TriangularSummary.Solution(2);
        summary.solve(all, OTHERS, TOLERANCE, solution);
        return solution.deficient;
    }

    @Test
    void namesAreInTheOrderOfTheNumbers() {
        assertThat(TriangularSummary.names(List.of("a"), "y", true))
                .containsExactly(
                        "rows",
                        "pivot.a",
                        "pivot.y",
                        "r.0.0",
                        "r.0.1",
                        "r.1.1",
                        "r.0.2",
                        "r.1.2",
                        "r.2.2",
                        "least.a",
                        "greatest.a");
        assertThat(TriangularSummary.names(List.of("a"), "y", false))
                .containsExactly("rows", "pivot.a", "pivot.y", "r.0.0", "r.0.1", "r.1.1")
                .hasSize(TriangularSummary.width(1, false));
        assertThat(TriangularSummary.width(1, true)).isEqualTo(11);
    }
}
