package io.regroup.crossvalidation;

import static io.regroup.crossvalidation.Fits.assertClose;
import static io.regroup.crossvalidation.Fits.value;
import static org.assertj.core.api.Assertions.assertThat;

import io.regroup.api.FitSpec;
import io.regroup.api.data.Table;
import io.regroup.api.result.FitResult;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;

/** What robust fits make of other units, and of outliers. */
@EveryEngine
@Tag("kernels")
class RobustPropertiesTest {

    private static final double SLOPE = 2;

    @Parameter
    EngineUnderTest engine;

    private FitResult fit(Table table, String fitter) {
        FitSpec.Builder spec = FitSpec.groupBy("g").targets("y").features("x").fitter(fitter.split(" ")[0]);
        if (fitter.endsWith("joint")) {
            spec.fitterOption("scale", "joint");
        }
        return engine.fit(table, spec.build());
    }

    /** Rows of groups of equal size; a tenth of them lie ten standard deviations too high. */
    private static Table rows(int groups, int rows, double shift, double unit) {
        SplittableRandom random = new SplittableRandom(rows);
        int count = groups * rows;
        int[] g = new int[count];
        double[] x = new double[count];
        double[] y = new double[count];
        for (int i = 0; i < count; i++) {
            g[i] = i / rows;
            // multiples of 2⁻¹⁰, so that shifts and units change nothing by rounding
            double at = Math.rint(1024 * random.nextGaussian()) / 1024;
            double outlier = random.nextDouble() < 0.1 ? 10 : 0;
            x[i] = at + shift;
            y[i] = unit * Math.rint(1024 * (1 + SLOPE * at + random.nextGaussian() + outlier)) / 1024;
        }
        return Table.builder().column("g", g).column("x", x).column("y", y).build();
    }

    /** A shift of the feature by 1e6, and targets in units a million times smaller. */
    @Test
    void unitsAndOffsetsChangeFitsAsAlgebraSays() {
        double shift = 1e6;
        double unit = 1e6;
        Table plain = rows(20, 40, 0, 1);
        Table moved = rows(20, 40, shift, unit);
        for (String fitter : List.of("huber", "huber joint", "bisquare", "hampel")) {
            FitResult expected = fit(plain, fitter);
            FitResult got = fit(moved, fitter);
            for (int g = 0; g < 20; g++) {
                String what = fitter + ", group " + g;
                double slope = value(expected, "y_fit_beta1", g);
                assertThat(got.status("y", g)).as(what).isEqualTo(expected.status("y", g));
                assertClose(value(got, "y_fit_beta1", g), unit * slope, 1e-9, what + ", slope");
                assertClose(
                        value(got, "y_fit_beta0", g),
                        unit * (value(expected, "y_fit_beta0", g) - slope * shift),
                        1e-9,
                        what + ", intercept");
                for (String column : List.of("y_fit_beta1_err", "y_fit_scale", "y_fit_rms")) {
                    assertClose(value(got, column, g), unit * value(expected, column, g), 1e-9, what + ", " + column);
                }
            }
        }
    }

    /** Slopes are off by what errors of rows without outliers would make of them, or a little more. */
    @Test
    void slopesAreRecoveredFromATenthOfOutliers() {
        for (int rows : new int[] {5, 20, 100, 500}) {
            int groups = Math.min(100, 20_000 / rows);
            Table table = rows(groups, rows, 0, 1);
            double ols = typicalDistance(fit(table, "ols"), groups);
            for (String fitter : List.of("huber", "huber joint", "bisquare", "hampel")) {
                double noise = 0.6745 / Math.sqrt(Math.max(1, rows - 2.5));
                double typical = typicalDistance(fit(table, fitter), groups);
                assertThat(typical)
                        .as("%s, groups of %s rows, least squares are off by %s", fitter, rows, ols)
                        .isLessThan(1.8 * noise)
                        .isLessThan(ols);
            }
        }
    }

    /** In units of their error, slopes are off as standard normal numbers are, or nearly so. */
    @Test
    void errorsSayHowFarSlopesAreOff() {
        int groups = 150;
        Table table = rows(groups, 100, 0, 1);
        for (String fitter : List.of("huber", "huber joint", "bisquare", "hampel")) {
            FitResult result = fit(table, fitter);
            double squares = 0;
            for (int g = 0; g < groups; g++) {
                double pull = (value(result, "y_fit_beta1", g) - SLOPE) / value(result, "y_fit_beta1_err", g);
                squares += pull * pull;
            }
            assertThat(Math.sqrt(squares / groups)).as(fitter).isBetween(0.85, 1.15);
        }
    }

    private static double typicalDistance(FitResult result, int groups) {
        double[] distances = new double[groups];
        Arrays.setAll(distances, g -> Math.abs(value(result, "y_fit_beta1", g) - SLOPE));
        Arrays.sort(distances);
        return (distances[groups / 2 - 1] + distances[groups / 2]) / 2;
    }
}
