package io.regroup.crossvalidation;

import io.regroup.api.FitSpec;
import io.regroup.api.Plugins;
import io.regroup.api.spi.Fitter;
import io.regroup.crossvalidation.contract.FitterContract;
import io.regroup.crossvalidation.contract.FitterTraits;
import io.regroup.crossvalidation.internal.ExactFit;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;

/** The fitters of linear models other than plain least squares. */
class LinearFittersContractTest {

    @Nested
    class Ridge extends FitterContract {

        @Override
        protected Fitter fitter() {
            return Plugins.find(ModuleLayer.boot()).fitter("ridge");
        }

        /** Coefficients are biased, and so is what their residuals say. */
        @Override
        protected FitterTraits traits() {
            return FitterTraits.plain().withoutCalibratedErrors();
        }

        /** Least squares, in exact arithmetic, of the centred rows and one more per feature, which says that its slope is 0. */
        @Override
        protected double[] reference(double[][] x, double[] y, double[] w) {
            int n = y.length;
            int features = x.length;
            double total = Arrays.stream(w).sum();
            double[] means = new double[features];
            double[][] centred = new double[features][];
            double[] weights = Arrays.copyOf(w, n + features);
            Arrays.fill(weights, n, n + features, 1.0);
            for (int j = 0; j < features; j++) {
                means[j] = mean(x[j], w, total);
                centred[j] = Arrays.copyOf(shifted(x[j], means[j]), n + features);
                double squares = 0;
                for (int i = 0; i < n; i++) {
                    squares += w[i] * centred[j][i] * centred[j][i];
                }
                centred[j][n + j] = Math.sqrt(squares / total);
            }
            double middle = mean(y, w, total);
            double[] slopes = new ExactFit(centred, Arrays.copyOf(shifted(y, middle), n + features), weights, false)
                    .solution
                    .coefficients;
            double[] coefficients = new double[features + 1];
            coefficients[0] = middle;
            for (int j = 0; j < features; j++) {
                coefficients[j + 1] = slopes[j];
                coefficients[0] -= slopes[j] * means[j];
            }
            return coefficients;
        }

        private static double mean(double[] values, double[] w, double total) {
            double sum = 0;
            for (int i = 0; i < values.length; i++) {
                sum += w[i] * values[i];
            }
            return sum / total;
        }

        private static double[] shifted(double[] values, double by) {
            return Arrays.stream(values).map(value -> value - by).toArray();
        }
    }

    /** Of two features, to the second degree. */
    @Nested
    class Polynomial extends FitterContract {

        @Override
        protected Fitter fitter() {
            return Plugins.find(ModuleLayer.boot()).fitter("polynomial");
        }

        @Override
        protected double target(double[] features, double noise) {
            double curve = features.length == 0 ? 0 : 0.5 * features[0] * features[features.length - 1];
            return super.target(features, noise) + curve;
        }

        /** Exact arithmetic, with products of columns as rounded. */
        @Override
        protected double[] reference(double[][] x, double[] y, double[] w) {
            double[][] columns = {x[0], x[1], product(x[0], x[0]), product(x[0], x[1]), product(x[1], x[1])};
            return new ExactFit(columns, y, w, true).solution.coefficients;
        }

        private static double[] product(double[] a, double[] b) {
            double[] product = new double[a.length];
            Arrays.setAll(product, i -> a[i] * b[i]);
            return product;
        }
    }

    @Nested
    class PolynomialInOneFeature extends Polynomial {

        @Override
        protected int features() {
            return 1;
        }

        @Override
        protected FitSpec.Builder specify(FitSpec.Builder spec, boolean weighted) {
            return spec.fitterOption("degree", "3");
        }

        @Override
        protected double[] reference(double[][] x, double[] y, double[] w) {
            double[] square = Polynomial.product(x[0], x[0]);
            return new ExactFit(new double[][] {x[0], square, Polynomial.product(square, x[0])}, y, w, true)
                    .solution
                    .coefficients;
        }
    }

    @Nested
    class Quantile extends FitterContract {

        @Override
        protected Fitter fitter() {
            return Plugins.find(ModuleLayer.boot()).fitter("quantile");
        }

        /** Errors rest on an estimate of the density. */
        @Override
        protected FitterTraits traits() {
            return FitterTraits.plain().withoutCalibratedErrors();
        }

        @Override
        protected double[] reference(double[][] x, double[] y, double[] w) {
            return new PlainQuantile(x, y, w, 0.5).coefficients();
        }
    }

    @Nested
    class TheilSen extends FitterContract {

        @Override
        protected Fitter fitter() {
            return Plugins.find(ModuleLayer.boot()).fitter("theil-sen");
        }

        /** There are bounds of the slope, and no errors. */
        @Override
        protected FitterTraits traits() {
            return FitterTraits.plain().withoutCalibratedErrors();
        }

        @Override
        protected double[] reference(double[][] x, double[] y, double[] w) {
            double[] slopes = IntStream.range(0, y.length)
                    .boxed()
                    .flatMapToDouble(i -> IntStream.range(0, i).mapToDouble(j -> (y[i] - y[j]) / (x[0][i] - x[0][j])))
                    .toArray();
            double slope = median(slopes);
            double[] levels = new double[y.length];
            Arrays.setAll(levels, i -> y[i] - slope * x[0][i]);
            return new double[] {median(levels), slope};
        }

        private static double median(double[] values) {
            double[] sorted = values.clone();
            Arrays.sort(sorted);
            return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
        }
    }
}
