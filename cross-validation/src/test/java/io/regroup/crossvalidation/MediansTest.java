package io.regroup.crossvalidation;

import static org.assertj.core.api.Assertions.assertThat;

import io.regroup.api.FitSpec;
import io.regroup.api.data.Table;
import io.regroup.api.result.FitResult;
import io.regroup.crossvalidation.internal.RowOrder;
import io.regroup.crossvalidation.internal.Samples;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Medians per group are exact on every engine: those of sorted values, missing ones skipped. */
@EveryEngine
@Tag("kernels")
class MediansTest {

    private static final int[] SIZES = IntStream.concat(
                    IntStream.rangeClosed(1, 40), IntStream.of(63, 64, 65, 100, 1000, 20_000))
            .toArray();

    @Parameter
    EngineUnderTest engine;

    @ParameterizedTest
    @EnumSource
    void areThoseOfSortedValues(RowOrder order) {
        int[] groups = order.layOut(new Samples(5).shuffled(SIZES), 6);
        SplittableRandom random = new SplittableRandom(7);
        String[] names = {"normal", "few", "equal", "missing", "gone", "infinite", "ascending", "huge"};
        double[][] columns = new double[names.length][groups.length];
        for (int i = 0; i < groups.length; i++) {
            columns[0][i] = random.nextGaussian();
            columns[1][i] = random.nextInt(3);
            columns[2][i] = groups[i];
            columns[3][i] = random.nextInt(4) == 0 ? Double.NaN : random.nextGaussian();
            columns[4][i] = Double.NaN;
            columns[5][i] = random.nextInt(4) == 0 ? Double.NEGATIVE_INFINITY : random.nextGaussian();
            columns[6][i] = i;
            columns[7][i] = 1e308 * random.nextDouble();
        }
        Table.Builder builder = Table.builder().column("g", groups).column("y", columns[0]);
        for (int c = 0; c < names.length; c++) {
            builder.column(names[c], columns[c]);
        }
        FitResult result = engine.fit(
                builder.build(),
                FitSpec.groupBy("g").targets("y").medians(names).build());
        for (int group = 0; group < SIZES.length; group++) {
            for (int c = 0; c < names.length; c++) {
                int wanted = group;
                double[] column = columns[c];
                double[] values = IntStream.range(0, groups.length)
                        .filter(i -> groups[i] == wanted && !Double.isNaN(column[i]))
                        .mapToDouble(i -> column[i])
                        .toArray();
                assertThat(Fits.value(result, names[c] + "_fit_median", group))
                        .as("%s, %s, group %d (%d rows), %s", engine, order, group, values.length, names[c])
                        .isEqualTo(Double.valueOf(median(values)));
            }
        }
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int n = sorted.length;
        if (n == 0) {
            return Double.NaN;
        }
        double lower = sorted[(n - 1) / 2];
        double upper = sorted[n / 2];
        double sum = lower + upper;
        return lower == upper ? lower : Double.isInfinite(sum) ? lower / 2 + upper / 2 : sum / 2;
    }
}
