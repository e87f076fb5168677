package io.regroup.api.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.regroup.api.spi.GaussianLayout;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Against numbers computed with mpmath 1.2.1 and 60 digits, from the formulas in {@link GaussianLayout}. */
class PlainGaussiansTest {

    private static final double[] X = {-3, -0.5, 0, 0.25, 1, 2.5, 4, 17, 1000};
    private static final double[] WEIGHT = {1, 2, 0.5, 1, 3, 1, 0.25, 1, 2};
    private static final double[] PARAMETERS = {-1.5, 0, 1, -2, 3, 0.5, -4, 0.125, 20};
    private static final double[][] PLANE = {{-1, 0.5, 3, 0, 2, -30}, {2, 0.5, -1, 0, 4, 25}};

    private static double[] sums(
            GaussianLayout layout, double[][] x, double @Nullable [] weight, double... parameters) {
        double[] sums = new double[layout.sumWidth()];
        new PlainGaussians(layout).add(x, weight, 0, x[0].length, parameters, 0, sums, 0);
        return sums;
    }

    private static void assertClose(double[] actual, double... expected) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i]).as("sum %d", i).isCloseTo(expected[i], within(Math.abs(expected[i]) * 1e-13));
        }
    }

    @Test
    void sumsOfOneDimension() {
        assertClose(
                sums(new GaussianLayout(3, 1, true), new double[][] {X}, null, PARAMETERS),
                -124294.87467228988,
                3.8206629376593804,
                -1.3033562669032892,
                6.93702521176371,
                5.173348590348341,
                1007.0325644208308,
                994225.8697644314,
                0.005988471992279345,
                -2.4839715829263905e-06,
                9.356987487936477e-05);
    }

    @Test
    void sumsOfWeightedRows() {
        assertClose(
                sums(new GaussianLayout(3, 1, true), new double[][] {X}, WEIGHT, PARAMETERS),
                -248550.28603909627,
                5.519222317376367,
                -0.49561524117808886,
                8.392077181372196,
                6.226291296572589,
                2001.565995276433,
                1988237.987642972,
                0.004486386051043656,
                0.00018527677107153473,
                7.009978204755712e-05);
    }

    @Test
    void sumsOfDimensionsThatDependOnEachOther() {
        assertClose(
                sums(new GaussianLayout(2, 2, false), PLANE, null, -1, 0, 0, 1, 0.5, 2, -2.5, 2, 1, 0.5, -0.25, 0.75),
                -484.6099820754246,
                1.8303603215452953,
                0.8608872306059612,
                0.2725664913557276,
                1.9140437262209162,
                -0.49175844912767525,
                0.5771922583209766,
                4.169639678454705,
                -34.70016658751537,
                26.057793830189567,
                1034.4580639100218,
                -772.0129419806455,
                589.3875804028452);
    }

    @Test
    void sumsOfDimensionsThatDoNot() {
        assertClose(
                sums(new GaussianLayout(2, 2, true), PLANE, null, -1, 0, 0, 1, 2, -2.5, 2, 1, 0.5, 0.75),
                -307.43107537458474,
                1.7072132092798475,
                0.4518330394232413,
                0.37104531840649063,
                0.4038076733486818,
                0.23111047269279406,
                4.292786790720152,
                -34.53740662086354,
                25.83616789087336,
                1034.824671647225,
                590.0537669548403);
    }

    /** A sum of rows is the sum of the sums of its parts, and is added to what is there. */
    @Test
    void addsToWhatIsThere() {
        GaussianLayout layout = new GaussianLayout(3, 1, true);
        PlainGaussians kernel = new PlainGaussians(layout);
        double[] parameters = DoubleStream.concat(DoubleStream.of(9, 9), DoubleStream.of(PARAMETERS))
                .toArray();
        double[] sums = new double[layout.sumWidth() + 1];
        sums[0] = 7;
        kernel.add(new double[][] {X}, WEIGHT, 0, 4, parameters, 2, sums, 1);
        kernel.add(new double[][] {X}, WEIGHT, 4, X.length, parameters, 2, sums, 1);
        assertThat(sums[0]).isEqualTo(7);
        double[] all = sums(layout, new double[][] {X}, WEIGHT, PARAMETERS);
        for (int i = 0; i < all.length; i++) {
            assertThat(sums[i + 1]).isCloseTo(all[i], within(Math.abs(all[i]) * 1e-13));
        }
    }

    @Test
    void responsibilitiesAddUpToOne() {
        double[][] responsibilities = new double[3][X.length];
        double[] logDensity = new double[X.length];
        new PlainGaussians(new GaussianLayout(3, 1, true))
                .responsibilities(new double[][] {X}, 1, X.length, PARAMETERS, 0, responsibilities, logDensity);
        for (int i = 0; i < X.length - 1; i++) {
            double x = X[i + 1];
            assertThat(responsibilities[0][i] + responsibilities[1][i] + responsibilities[2][i])
                    .isCloseTo(1, within(1e-15));
            if (x < 20) {
                double density = Math.exp(-1.5 - x * x / 2)
                        + Math.exp(-2 - (x - 3) * (x - 3) / 8)
                        + Math.exp(-4 - 200 * (x - 0.125) * (x - 0.125));
                assertThat(logDensity[i]).isCloseTo(Math.log(density), within(1e-13));
                assertThat(responsibilities[0][i]).isCloseTo(Math.exp(-1.5 - x * x / 2) / density, within(1e-14));
            }
        }
        assertThat(responsibilities[0][X.length - 1]).isZero();
    }

    /** Where all squares are too large to be told apart, constants are as well: components share the row alike. */
    @Test
    void rowsFarFromAllComponentsBelongToAll() {
        double[][] x = {{1e200, -1e308, Double.MAX_VALUE}};
        double[] parameters = {-1, 0, 1, -2, 5, 1e-3, -3, -Double.MAX_VALUE, 1e300};
        double[][] responsibilities = new double[3][3];
        double[] logDensity = new double[3];
        PlainGaussians kernel = new PlainGaussians(new GaussianLayout(3, 1, true));
        kernel.responsibilities(x, 0, 3, parameters, 0, responsibilities, logDensity);
        for (int i = 0; i < 3; i++) {
            for (int k = 0; k < 3; k++) {
                assertThat(responsibilities[k][i]).isCloseTo(1 / 3.0, within(1e-15));
            }
            assertThat(logDensity[i]).isEqualTo(-5e299);
        }
    }

    /** A difference beyond the range of doubles leaves no trace where nothing is its share. */
    @Test
    void aComponentTooFarForADoubleHasNoShare() {
        double[] sums = sums(
                new GaussianLayout(2, 1, true),
                new double[][] {{1.5e308, 1.5e308}},
                null,
                -1,
                1.5e308,
                1e-300,
                -1,
                -1.5e308,
                1e-300);
        assertThat(sums).containsExactly(-2, 2, 0, 0, 0, 0, 0);
        double[] plane = sums(
                new GaussianLayout(2, 2, false),
                new double[][] {{1.5e308}, {-1.5e308}},
                null,
                -1,
                1.5e308,
                -1.5e308,
                1,
                1,
                1,
                -1,
                -1.5e308,
                1.5e308,
                1,
                1,
                1);
        assertThat(plane).containsExactly(-1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    }
}
