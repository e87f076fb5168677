package io.regroup.crossvalidation;

import io.regroup.api.FitSpec;
import io.regroup.api.RunOptions;
import io.regroup.api.SigmaCut;
import io.regroup.api.StandardErrors;
import io.regroup.api.data.Table;
import io.regroup.api.result.FitResult;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Units do not matter, even if doubles do not hold the squares of numbers in them: whatever brings rows to their group and
 * whatever is fitted, coefficients, errors and rms scale with the target and against the features.
 */
@EveryEngine
@Tag("kernels")
class SizesOfNumbersTest {

    private static final int ROWS = 400;
    private static final int GROUPS = 4;

    @Parameter
    EngineUnderTest engine;

    private static Table table(double ofTarget, double ofFeatures, double ofWeights) {
        SplittableRandom random = new SplittableRandom(14);
        int[] g = new int[ROWS];
        double[][] columns = new double[4][ROWS];
        for (int i = 0; i < ROWS; i++) {
            g[i] = i % GROUPS;
            columns[0][i] = random.nextGaussian();
            columns[1][i] = random.nextDouble();
            columns[2][i] = 1 + columns[0][i] - 2 * columns[1][i] + random.nextGaussian() * (i % 10 == 0 ? 5 : 1);
            columns[3][i] = random.nextDouble(1, 3);
        }
        return Table.builder()
                .column("g", g)
                .column("x", times(columns[0], ofFeatures))
                .column("z", times(columns[1], ofFeatures))
                .column("y", times(columns[2], ofTarget))
                .column("w", times(columns[3], ofWeights))
                .build();
    }

    private static double[] times(double[] values, double factor) {
        return DoubleStream.of(values).map(value -> value * factor).toArray();
    }

    @ParameterizedTest
    @CsvSource({
        "ols, blockwise",
        "ols, map-reduce",
        "ols, cohorts",
        "hc1, blockwise",
        "ridge, blockwise",
        "ridge, map-reduce",
        "mad, blockwise",
        "rms, blockwise",
        "rms, map-reduce",
        "huber, blockwise",
        "quantile, blockwise"
    })
    void fitsScaleWithTheirUnits(String what, String reduction) {
        FitSpec.Builder builder =
                FitSpec.groupBy("g").targets("y").features("x", "z").weight("w");
        FitSpec spec = switch (what) {
            case "hc1" -> builder.errors(StandardErrors.parse(what)).build();
            case "ridge" -> builder.fitter(what).fitterOption("penalty", "0").build();
            case "mad" -> builder.sigmaCut(new SigmaCut(2, SigmaCut.Mode.MAD)).build();
            case "rms" -> builder.sigmaCut(new SigmaCut(2, SigmaCut.Mode.RMS)).build();
            default -> builder.fitter(what).build();
        };
        RunOptions options = RunOptions.defaults().withReduction(reduction);
        FitResult plain = engine.fit(table(1, 1, 1), spec, options);
        double[][] sizes = {
            {1e-200, 1, 1},
            {1e200, 1, 1},
            {1, 1e-200, 1},
            {1, 1e200, 1},
            {1, 1, 1e-250},
            {1, 1, 1e250},
            {1e-120, 1, 1e-150}
        };
        for (double[] size : sizes) {
            FitResult scaled = engine.fit(table(size[0], size[1], size[2]), spec, options);
            for (int group = 0; group < GROUPS; group++) {
                String where = what + " " + reduction + " " + Arrays.toString(size) + " ";
                for (int term = 0; term < 3; term++) {
                    double factor = term == 0 ? size[0] : size[0] / size[1];
                    same(scaled, plain, "y_fit_beta" + term, group, factor, where);
                    same(scaled, plain, "y_fit_beta" + term + "_err", group, factor, where);
                }
                same(scaled, plain, "y_fit_rms", group, size[0] * Math.sqrt(size[2]), where);
            }
        }
    }

    private static void same(FitResult scaled, FitResult plain, String column, int group, double factor, String where) {
        double expected = Fits.value(plain, column, group) * factor;
        Fits.assertClose(Fits.value(scaled, column, group), expected, 1e-8, where + column);
    }
}
