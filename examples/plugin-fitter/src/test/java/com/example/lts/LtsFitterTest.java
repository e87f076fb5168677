package com.example.lts;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.regroup.api.FitSpec;
import io.regroup.api.FitStatus;
import io.regroup.api.InvalidArgumentException;
import io.regroup.api.Regroup;
import io.regroup.api.data.Table;
import io.regroup.api.result.FitResult;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Numbers of R 4.2.2: {@code ltsReg(…, nsamp = "exact", mcd = FALSE)} of robustbase 0.95-0, which tries all subsets, and {@code lm}
 * of the rows that are within 2.5 scales.
 */
class LtsFitterTest {

    /** The stars of the cluster CYG OB1: most on a line, four giants far away (Rousseeuw and Leroy 1987). */
    private static final Table STARS = Table.builder()
            .column("cluster", new int[47])
            .column("temperature", new double[] {
                4.37, 4.56, 4.26, 4.56, 4.3, 4.46, 3.84, 4.57, 4.26, 4.37, 3.49, 4.43, 4.48, 4.01, 4.29, 4.42, 4.23,
                4.42, 4.23, 3.49, 4.29, 4.29, 4.42, 4.49, 4.38, 4.42, 4.29, 4.38, 4.22, 3.48, 4.38, 4.56, 4.45, 3.49,
                4.23, 4.62, 4.53, 4.45, 4.53, 4.43, 4.38, 4.45, 4.5, 4.45, 4.55, 4.45, 4.42
            })
            .column("light", new double[] {
                5.23, 5.74, 4.93, 5.74, 5.19, 5.46, 4.65, 5.27, 5.57, 5.12, 5.73, 5.45, 5.42, 4.05, 4.26, 4.58, 3.94,
                4.18, 4.18, 5.89, 4.38, 4.22, 4.42, 4.85, 5.02, 4.66, 4.66, 4.9, 4.39, 6.05, 4.42, 5.1, 5.22, 6.29,
                4.34, 5.62, 5.1, 5.22, 5.18, 5.57, 4.62, 5.06, 5.34, 5.34, 5.54, 4.98, 4.5
            })
            .build();

    /** Brownlee's plant that oxidises ammonia: 21 days. */
    private static final Table STACK_LOSS = Table.builder()
            .column("plant", new int[21])
            .column(
                    "air",
                    new double[] {80, 80, 75, 62, 62, 62, 62, 62, 58, 58, 58, 58, 58, 58, 50, 50, 50, 50, 50, 56, 70})
            .column(
                    "water",
                    new double[] {27, 27, 25, 24, 22, 23, 24, 24, 23, 18, 18, 17, 18, 19, 18, 18, 19, 19, 20, 20, 20})
            .column(
                    "acid",
                    new double[] {89, 88, 90, 87, 87, 87, 93, 93, 87, 80, 89, 88, 82, 93, 89, 86, 72, 79, 80, 82, 91})
            .column("loss", new double[] {42, 37, 37, 28, 18, 18, 19, 20, 15, 14, 14, 13, 11, 12, 8, 7, 8, 8, 9, 15, 15
            })
            .build();

    private static FitSpec.Builder stars() {
        return FitSpec.groupBy("cluster")
                .targets("light")
                .features("temperature")
                .fitter("lts");
    }

    private static FitSpec.Builder stackLoss() {
        return FitSpec.groupBy("plant")
                .targets("loss")
                .features("air", "water", "acid")
                .fitter("lts");
    }

    private static double[] first(FitResult result, String... columns) {
        double[] values = new double[columns.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = result.groups().doubles(columns[i])[0];
        }
        return values;
    }

    private static double[] stackLossCoefficients(FitResult result) {
        return first(result, "loss_fit_beta0", "loss_fit_beta1", "loss_fit_beta2", "loss_fit_beta3");
    }

    @Test
    void keepsHalfOfTheDaysOfStackLoss() {
        FitResult result = Regroup.fit(
                STACK_LOSS, stackLoss().fitterOption("reweighted", "false").build());

        assertArrayEquals(
                new double[] {-37.32332647093269884, 0.74092106422673476, 0.391526722779498237, 0.011134539770811672},
                stackLossCoefficients(result),
                1e-11);
        assertArrayEquals(
                new double[] {0.98884356172935339, 13}, first(result, "loss_fit_scale", "loss_fit_kept"), 1e-12);
    }

    @Test
    void keepsThreeQuartersOfTheDaysOfStackLoss() {
        FitResult result = Regroup.fit(
                STACK_LOSS,
                stackLoss()
                        .fitterOption("reweighted", "false")
                        .fitterOption("kept-share", "0.75")
                        .build());

        assertArrayEquals(
                new double[] {-37.65245890076761, 0.79768556006587199, 0.57734045739328188, -0.06706017689835439},
                stackLossCoefficients(result),
                1e-11);
        assertArrayEquals(
                new double[] {1.6288428802080841, 17}, first(result, "loss_fit_scale", "loss_fit_kept"), 1e-12);
    }

    @Test
    void addsTheDaysThatAreNotFarOff() {
        FitResult result = Regroup.fit(STACK_LOSS, stackLoss().build());

        assertArrayEquals(
                new double[] {-34.05751018393823415, 0.75694055256752313, 0.45353029251114602, -0.05210997816831283},
                stackLossCoefficients(result),
                1e-11);
        assertArrayEquals(
                new double[] {0.078607663436321987, 0.136050333685201141, 0.054637216209252618, 15},
                first(result, "loss_fit_beta1_err", "loss_fit_beta2_err", "loss_fit_beta3_err", "loss_fit_kept"),
                1e-12);
    }

    @Test
    void isNotDeceivedByGiantStars() {
        FitResult raw =
                Regroup.fit(STARS, stars().fitterOption("reweighted", "false").build());
        FitResult reweighted = Regroup.fit(STARS, stars().build());

        assertArrayEquals(
                new double[] {-13.6239903044815698, 4.2191821020259725, 0.4524915297568825, 25},
                first(raw, "light_fit_beta0", "light_fit_beta1", "light_fit_scale", "light_fit_kept"),
                1e-11);
        assertArrayEquals(
                new double[] {-8.500054883683573, 3.0461569367993926, 0.4373392319527280, 41},
                first(reweighted, "light_fit_beta0", "light_fit_beta1", "light_fit_beta1_err", "light_fit_kept"),
                1e-11);
    }

    /** R: {@code lm(log.light ~ log.Te)}, which slopes the wrong way. */
    @Test
    void ofAllRowsItIsLeastSquares() {
        FitResult result = Regroup.fit(
                STARS,
                stars().fitterOption("kept-share", "1")
                        .fitterOption("reweighted", "false")
                        .build());

        assertArrayEquals(
                new double[] {6.79346729870467848, -0.41330386058705582, 47},
                first(result, "light_fit_beta0", "light_fit_beta1", "light_fit_kept"),
                1e-11);
    }

    /** A line, a third of whose rows are far off on one side; more rows than are searched at once. */
    @Test
    void findsTheLineAmongManyRows() {
        int rows = 10_000;
        double[] x = new double[rows];
        double[] y = new double[rows];
        Random random = new Random(1);
        for (int i = 0; i < rows; i++) {
            x[i] = random.nextGaussian();
            y[i] = 1e6 + 2 * x[i] + random.nextGaussian() + (i % 3 == 0 ? 100 : 0);
        }
        FitResult result = fitLine(x, y);

        assertEquals(1e6, first(result, "y_fit_beta0")[0], 0.05);
        assertEquals(2, first(result, "y_fit_beta1")[0], 0.05);
        assertEquals(rows * 2 / 3, first(result, "y_fit_kept")[0], 50);
    }

    /** Of normal rows the scale is the standard deviation, though half of them are left out of it. */
    @Test
    void scaleIsThatOfNormalRows() {
        int rows = 100_000;
        double[] x = new double[rows];
        double[] y = new double[rows];
        Random random = new Random(2);
        for (int i = 0; i < rows; i++) {
            x[i] = random.nextGaussian();
            y[i] = 7 * random.nextGaussian();
        }
        assertEquals(7, first(fitLine(x, y), "y_fit_scale")[0], 0.1);
    }

    @Test
    void rowsOnALineHaveScaleZero() {
        FitResult result = fitLine(new double[] {1, 2, 3, 4, 5, 6, 7, 8}, new double[] {3, 5, 7, 9, 11, 13, 0, 99});

        assertArrayEquals(
                new double[] {1, 2, 0, 6},
                first(result, "y_fit_beta0", "y_fit_beta1", "y_fit_scale", "y_fit_kept"),
                1e-14);
    }

    @Test
    void aConstantFeatureHasNoCoefficient() {
        FitResult result = fitLine(new double[] {4, 4, 4, 4, 4, 4}, new double[] {1, 1, 1, 1, 9, 1});

        assertEquals(FitStatus.RANK_DEFICIENT, result.status("y", 0));
        assertArrayEquals(new double[] {1, Double.NaN}, first(result, "y_fit_beta0", "y_fit_beta1"));
    }

    @Test
    void unitsDoNotMatter() {
        double[] x = {1, 2, 3, 4, 5, 6, 7, 8};
        double[] y = {3.5, 5, 7, 8.5, 11, 13, 0, 99};
        double small = 0x1p-300;
        double large = 0x1p600;
        FitResult result = fitLine(x, y);
        FitResult scaled = fitLine(times(small, x), times(large, y));

        assertEquals(large / small * first(result, "y_fit_beta1")[0], first(scaled, "y_fit_beta1")[0]);
        assertEquals(large * first(result, "y_fit_scale")[0], first(scaled, "y_fit_scale")[0]);
        assertEquals(6, first(scaled, "y_fit_kept")[0]);
    }

    private static double[] times(double factor, double[] values) {
        return DoubleStream.of(values).map(value -> factor * value).toArray();
    }

    /** A single start finds one of several models: the order of rows must not decide which. */
    @Test
    void orderDoesNotMatter() {
        Random random = new Random(3);
        int rows = 40;
        double[] x = random.doubles(rows).toArray();
        double[] y = random.doubles(rows).toArray();
        double[] reversedX = new double[rows];
        double[] reversedY = new double[rows];
        for (int i = 0; i < rows; i++) {
            reversedX[i] = x[rows - 1 - i];
            reversedY[i] = y[rows - 1 - i];
        }
        String[] columns = {"y_fit_beta0", "y_fit_beta1", "y_fit_scale", "y_fit_kept"};

        assertArrayEquals(
                first(fitLine(x, y, "1"), columns), first(fitLine(reversedX, reversedY, "1"), columns), 1e-12);
    }

    private static FitResult fitLine(double[] x, double[] y) {
        return fitLine(x, y, "500");
    }

    private static FitResult fitLine(double[] x, double[] y, String starts) {
        Table table = Table.builder()
                .column("g", new int[x.length])
                .column("x", x)
                .column("y", y)
                .build();
        return Regroup.fit(
                table,
                FitSpec.groupBy("g")
                        .targets("y")
                        .features("x")
                        .fitter("lts")
                        .fitterOption("starts", starts)
                        .build());
    }

    @ParameterizedTest
    @CsvSource({
        "kept-share, 0.4, 'kept-share: expected a number from 0.5 to 1, got 0.4'",
        "kept-share, NaN, 'kept-share: expected a number from 0.5 to 1, got NaN'",
        "kept-share, half, 'kept-share: expected a number from 0.5 to 1, got half'",
        "starts, 0, 'starts: expected a whole number from 1, got 0'",
        "starts, 1.5, 'starts: expected a whole number from 1, got 1.5'",
        "reweighted, yes, 'reweighted: expected true or false, got yes'"
    })
    void wrongOptionsAreErrors(String option, String value, String message) {
        FitSpec spec = stars().fitterOption(option, value).build();
        InvalidArgumentException error = assertThrows(InvalidArgumentException.class, () -> Regroup.fit(STARS, spec));
        assertEquals(message, error.getMessage());
    }
}
