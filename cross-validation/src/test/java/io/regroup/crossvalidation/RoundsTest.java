package io.regroup.crossvalidation;

import static org.assertj.core.api.Assertions.assertThat;

import io.regroup.api.FitSpec;
import io.regroup.api.FitStatus;
import io.regroup.api.Plugins;
import io.regroup.api.RunOptions;
import io.regroup.api.data.Dataset;
import io.regroup.api.data.Table;
import io.regroup.api.result.FitResult;
import io.regroup.crossvalidation.internal.FixedPlan;
import io.regroup.crossvalidation.internal.Near;
import io.regroup.crossvalidation.internal.RowOrder;
import io.regroup.crossvalidation.internal.SameBits;
import io.regroup.crossvalidation.internal.TwoMeansFitter;
import io.regroup.crossvalidation.internal.Way;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Programs that go over the rows in rounds give the same fits however rows meet their group. */
@EveryEngine
@Tag("kernels")
class RoundsTest {

    private static final int GROUPS = 40;

    @Parameter
    EngineUnderTest engine;

    /**
     * Two targets, each two clouds that are more or less apart; some rows are missing in y, some groups are constant or have hardly
     * any rows.
     */
    private static Table table(RowOrder order) {
        int[] sizes = IntStream.range(0, GROUPS)
                .map(g -> g == 17 ? 700 : 1 + g * 7 % 60)
                .toArray();
        int[] groups = order.layOut(sizes, 5);
        SplittableRandom random = new SplittableRandom(8);
        double[] y = new double[groups.length];
        double[] z = new double[groups.length];
        for (int i = 0; i < y.length; i++) {
            int g = groups[i];
            y[i] = g % 9 == 4 ? 0.1 : random.nextGaussian() + (random.nextInt(3) == 0 ? g / 4.0 : 0);
            z[i] = 1e6 + random.nextDouble();
            if (random.nextInt(10) == 0) {
                y[i] = Double.NaN;
            }
        }
        return Table.builder().column("g", groups).column("y", y).column("z", z).build();
    }

    private static final FitSpec SPEC = FitSpec.groupBy("g")
            .targets("y", "z")
            .minRows(3)
            .fitter(TwoMeansFitter.NAME)
            .build();

    private FitResult fit(Way way, Dataset source, RunOptions options) {
        return engine.fit(
                source,
                SPEC,
                way.options(options.withReduction(FixedPlan.NAME), source),
                Plugins.find().with(new FixedPlan(way)).with(new TwoMeansFitter()));
    }

    private static List<RunOptions> options() {
        List<RunOptions> all = new ArrayList<>();
        for (int block : new int[] {3, 64, 5000}) {
            for (int fanIn : new int[] {2, 5}) {
                all.add(RunOptions.defaults().withBlockRows(block).withFanIn(fanIn));
            }
        }
        return all;
    }

    @ParameterizedTest
    @EnumSource
    void sameFitsHoweverRowsMeetTheirGroup(Way way) {
        for (RowOrder order : way.orders()) {
            Table table = table(order);
            Table whole = fit(Way.GATHERED, table, RunOptions.defaults()).groups();
            for (RunOptions options : options()) {
                String what = way + ", " + order + ", blocks of " + options.blockRows() + ", " + options.fanIn();
                Table expected = way.combines()
                        ? fit(Way.IN_PLACE, table, options.withThreads(1)).groups()
                        : whole;
                Near.check(expected, whole, 1e-12, what);
                for (Dataset source : way.sources(table)) {
                    for (int threads : new int[] {1, 3}) {
                        FitResult got = fit(way, source, options.withThreads(threads));
                        SameBits.check(
                                got.groups(),
                                expected,
                                what + ", " + source.description() + ", " + threads + " threads");
                    }
                }
            }
        }
    }

    /** What comes out is what Lloyd's algorithm is about: each centre is the mean of the values that are nearer to it. */
    @Test
    void centresAreMeansOfWhatIsNearer() {
        Table table = table(RowOrder.SHUFFLED);
        FitResult result = fit(Way.IN_PLACE, table, RunOptions.defaults().withBlockRows(64));
        double[] g = table.doubles("g");
        double[] y = table.doubles("y");
        int most = 0;
        for (int group = 0; group < GROUPS; group++) {
            int own = group;
            double[] values = IntStream.range(0, y.length)
                    .filter(i -> g[i] == own && !Double.isNaN(y[i]))
                    .mapToDouble(i -> y[i])
                    .toArray();
            double low = result.groups().doubles("y_fit_low")[group];
            double high = result.groups().doubles("y_fit_high")[group];
            double rounds = result.groups().doubles("y_fit_rounds")[group];
            if (values.length < 3) {
                assertThat(result.status("y", group)).isEqualTo(FitStatus.TOO_FEW_ROWS);
                assertThat(low).isNaN();
                continue;
            }
            assertThat(result.status("y", group)).isEqualTo(FitStatus.OK);
            if (group % 9 == 4) {
                assertThat(low).isEqualTo(0.1);
                assertThat(rounds).isEqualTo(1);
                continue;
            }
            double middle = (low + high) / 2;
            assertThat(Arrays.stream(values).filter(v -> v <= middle).average().orElseThrow())
                    .isCloseTo(low, org.assertj.core.data.Offset.offset(1e-12));
            assertThat(Arrays.stream(values).filter(v -> v > middle).average().orElseThrow())
                    .isCloseTo(high, org.assertj.core.data.Offset.offset(1e-12));
            most = Math.max(most, (int) rounds);
        }
        assertThat(most).isGreaterThanOrEqualTo(5);
    }
}
