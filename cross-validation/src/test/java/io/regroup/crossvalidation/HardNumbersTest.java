package io.regroup.crossvalidation;

import static io.regroup.crossvalidation.internal.Samples.constant;
import static io.regroup.crossvalidation.internal.Samples.map;

import io.regroup.crossvalidation.internal.RowOrder;
import io.regroup.crossvalidation.internal.Sample;
import io.regroup.crossvalidation.internal.Samples;
import io.regroup.crossvalidation.internal.Scenario;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Contract 5 against exact arithmetic: numbers on which raw sums, bad pivots, normal equations or differences of large sums
 * lose digits. Every group is one case; groups of different difficulty stand beside each other in one table, since that
 * is where an engine decides which of them need another path.
 */
@EveryEngine
@Tag("kernels")
class HardNumbersTest {

    private static final Scenario ONE_FEATURE = oneFeature();
    private static final Scenario WEIGHTED = weighted();
    private static final Scenario TWO_FEATURES = twoFeatures();
    private static final Scenario SCALES = scales();

    @Parameter
    EngineUnderTest engine;

    private static String label(String text, Object... values) {
        return String.format(Locale.ROOT, text, values);
    }

    private static Scenario oneFeature() {
        Samples samples = new Samples(21);
        List<Sample> groups = new ArrayList<>();
        for (int rows : new int[] {6, 20, 50}) {
            for (double offset : new double[] {0, 1e6, -1e8, 1e12}) {
                groups.add(line(samples, label("x + %.0e", offset), rows, offset, 0, 0.1));
                groups.add(line(samples, label("y + %.0e", offset), rows, 0, offset, 0.1));
                groups.add(line(samples, label("x, y + %.0e", offset), rows, offset, -offset, 0.1));
            }
            for (double noise : new double[] {1e-4, 1e-6, 1e-8, 1e-10, 1e-12}) {
                groups.add(line(samples, label("noise %.0e", noise), rows, 0, 0, noise));
                groups.add(line(samples, label("noise %.0e, x + 1e4", noise), rows, 1e4, 0, noise));
            }
            for (double outlier : new double[] {1e3, 1e6, 1e9, -1e12}) {
                Sample x = line(samples, label("first x %.0e", outlier), rows, 0, 0, 0.1);
                x.x[0][0] = outlier;
                Sample y = line(samples, label("first y %.0e", outlier), rows, 0, 0, 0.1);
                y.y[0][0] = outlier;
                Sample both = line(samples, label("first x, y %.0e", outlier), rows, 0, 0, 0.1);
                both.x[0][0] = outlier;
                both.y[0][0] = 3 * outlier;
                Sample unused = line(samples, label("first x %.0e, unusable", outlier), rows, 0, 0, 0.1);
                unused.x[0][0] = outlier;
                unused.y[0][0] = Double.NaN;
                Sample last = line(samples, label("last x %.0e", outlier), rows, 0, 0, 0.1);
                last.x[0][rows - 1] = outlier;
                groups.addAll(List.of(x, y, both, unused, last));
            }
            double[] whole = new double[rows];
            Arrays.setAll(whole, i -> i * 3.0 % 17);
            groups.add(new Sample("exact", new double[][] {whole}, map(whole, v -> 2 * v - 7), null));
            groups.add(new Sample("exact and far", new double[][] {map(whole, v -> v + 1e9)}, whole, null));
            for (double value : new double[] {0, 5, 0.1, 1e8 + 0.1, -1e-7}) {
                groups.add(new Sample("target constant " + value, new double[][] {whole}, constant(rows, value), null));
            }
            for (double value : new double[] {0, 4, 0.1, 1e8 + 0.1}) {
                groups.add(new Sample(
                        "feature constant " + value,
                        new double[][] {constant(rows, value)},
                        samples.normal(rows, 3, 1),
                        null));
            }
        }
        return new Scenario("hard, one feature", groups);
    }

    private static Sample line(Samples samples, String label, int rows, double xOffset, double yOffset, double noise) {
        double[] x = samples.normal(rows, 0, 1);
        double[] e = samples.normal(rows, 0, noise);
        double[] y = new double[rows];
        for (int i = 0; i < rows; i++) {
            y[i] = yOffset + 1 + 2 * x[i] + e[i];
        }
        return new Sample(label, new double[][] {map(x, v -> v + xOffset)}, y, null);
    }

    private static Scenario weighted() {
        Samples samples = new Samples(22);
        List<Sample> groups = new ArrayList<>();
        for (int rows : new int[] {8, 30}) {
            for (double scale : new double[] {1e-100, 1e-12, 1, 1e12, 1e100}) {
                Sample sample = samples.plain("", rows, 2, 1, true);
                groups.add(
                        new Sample(label("weights of %.0e", scale), sample.x, sample.y, map(sample.w, v -> v * scale)));
            }
            for (double small : new double[] {1e-100, 1e-20, 1e-8}) {
                Sample every = samples.plain(label("every other weight %.0e", small), rows, 2, 1, true);
                for (int i = 0; i < rows; i += 2) {
                    every.w[i] *= small;
                }
                groups.add(every);
                for (double outlier : new double[] {1e3, 1e6}) {
                    Sample light = samples.plain(
                            label("first row at %.0e with weight %.0e", outlier, small), rows, 2, 1, true);
                    light.x[0][0] = outlier;
                    light.x[1][0] = -outlier;
                    light.y[0][0] = 2 * outlier;
                    light.w[0] = small;
                    groups.add(light);
                }
            }
            Sample zero = samples.plain("first row at 1e200 with weight 0", rows, 2, 1, true);
            zero.x[0][0] = 1e200;
            zero.w[0] = 0;
            groups.add(zero);
            Sample heavy = samples.plain("one weight of 1e6", rows, 2, 1, true);
            heavy.w[rows / 2] = 1e6;
            groups.add(heavy);
            Sample far = samples.plain("far", rows, 2, 1, true);
            groups.add(new Sample(
                    "x, y + 1e8",
                    new double[][] {map(far.x[0], v -> v + 1e8), map(far.x[1], v -> v - 1e8)},
                    map(far.y[0], v -> v + 1e8),
                    far.w));
            double[] flat = constant(rows, 0.1);
            groups.add(new Sample("target constant", far.x, flat, far.w));
        }
        return new Scenario("hard, weighted", groups);
    }

    /** A second feature that is nearly the first: what is left of it, relative to its norm, goes down to 1e-12. */
    private static Scenario twoFeatures() {
        Samples samples = new Samples(23);
        List<Sample> groups = new ArrayList<>();
        for (int rows : new int[] {7, 24}) {
            for (double left : new double[] {1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-10, 1e-11, 0}) {
                double[] x1 = samples.normal(rows, 2, 1);
                double[] other = samples.normal(rows, 0, left);
                double[] x2 = new double[rows];
                Arrays.setAll(x2, i -> 3 * x1[i] + 5 + other[i]);
                double[][] x = {x1, x2, samples.normal(rows, 0, 1)};
                groups.add(new Sample(label("left %.0e", left), x, samples.target(x, rows, 1, 0.2), null));
                double[][] turned = {x1, x[2], x2};
                groups.add(new Sample(
                        label("left %.0e, third", left), turned, samples.target(turned, rows, 1, 0.2), null));
            }
            for (double offset : new double[] {1e6, 1e8}) {
                Sample sample = samples.plain("", rows, 3, 1, false);
                double[][] x = {
                    map(sample.x[0], v -> v + offset), map(sample.x[1], v -> v - offset), map(sample.x[2], v -> v + 7)
                };
                groups.add(new Sample(label("x1 + %.0e, x2 - %.0e", offset, offset), x, sample.y, null));
            }
            double[] c = samples.normal(rows, 0, 1);
            double[][] constants = {constant(rows, 0.1), c, constant(rows, -7)};
            groups.add(new Sample("two constants", constants, samples.normal(rows, 0, 1), null));
            double[][] same = {c, c, c};
            groups.add(new Sample("three times the same", same, samples.normal(rows, 0, 1), null));
            double[][] exact = samples.plain("", rows, 3, 1, false).x;
            double[][] whole = Arrays.stream(exact).map(v -> map(v, Math::rint)).toArray(double[][]::new);
            groups.add(new Sample("exact", whole, samples.target(whole, rows, 5, 0), null));
        }
        return new Scenario("hard, nearly dependent", groups);
    }

    /** Squares of these overflow or vanish unless they are scaled before. */
    private static Scenario scales() {
        Samples samples = new Samples(24);
        List<Sample> groups = new ArrayList<>();
        double[] sizes = {1e-200, 1e-150, 1e-10, 1, 1e150, 1e200};
        for (double ofX1 : sizes) {
            for (double ofY : sizes) {
                // the slope itself must be a double
                if (Math.abs(Math.log10(ofY) - Math.log10(ofX1)) > 290) {
                    continue;
                }
                Sample sample = samples.plain("", 11, 2, 1, false);
                groups.add(new Sample(
                        label("x1 of %.0e, y of %.0e", ofX1, ofY),
                        new double[][] {map(sample.x[0], v -> v * ofX1), sample.x[1]},
                        map(sample.y[0], v -> v * ofY),
                        null));
            }
        }
        return new Scenario("scales", groups);
    }

    @ParameterizedTest
    @EnumSource(names = {"SORTED", "SHUFFLED"})
    void oneFeatureWithIntercept(RowOrder order) {
        engine.assertAgrees(ONE_FEATURE, order, true);
    }

    @ParameterizedTest
    @EnumSource(names = {"SORTED", "SHUFFLED"})
    void oneFeatureThroughTheOrigin(RowOrder order) {
        engine.assertAgrees(ONE_FEATURE, order, false);
    }

    @ParameterizedTest
    @EnumSource(names = {"SORTED", "SHUFFLED"})
    void weights(RowOrder order) {
        engine.assertAgrees(WEIGHTED, order, true);
        engine.assertAgrees(WEIGHTED, order, false);
    }

    @ParameterizedTest
    @EnumSource(names = {"SORTED", "SHUFFLED"})
    void nearlyDependentFeatures(RowOrder order) {
        engine.assertAgrees(TWO_FEATURES, order, true);
    }

    @ParameterizedTest
    @EnumSource(names = {"SORTED", "SHUFFLED"})
    void hugeAndTinyValues(RowOrder order) {
        engine.assertAgrees(SCALES, order, true);
    }
}
