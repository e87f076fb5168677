package io.regroup.crossvalidation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.regroup.api.FitSpec;
import io.regroup.api.FitStatus;
import io.regroup.api.InvalidArgumentException;
import io.regroup.api.Plugins;
import io.regroup.api.Progress;
import io.regroup.api.Regroup;
import io.regroup.api.RunOptions;
import io.regroup.api.SigmaCut;
import io.regroup.api.data.Dataset;
import io.regroup.api.data.Table;
import io.regroup.api.result.FitResult;
import io.regroup.api.result.FitResults;
import io.regroup.api.spi.FitProgram;
import io.regroup.api.spi.Fitter;
import io.regroup.api.spi.FitterDescription;
import io.regroup.api.spi.FitterSupport;
import io.regroup.api.spi.GroupFit;
import io.regroup.api.spi.GroupRows;
import io.regroup.api.spi.Kernels;
import io.regroup.api.spi.Rounds;
import io.regroup.api.spi.RoundsProgram;
import io.regroup.api.spi.Term;
import io.regroup.crossvalidation.internal.FileLikeDataset;
import io.regroup.crossvalidation.internal.FixedPlan;
import io.regroup.crossvalidation.internal.Near;
import io.regroup.crossvalidation.internal.RowOrder;
import io.regroup.crossvalidation.internal.SameBits;
import io.regroup.crossvalidation.internal.SumsFitter;
import io.regroup.crossvalidation.internal.TwoMeansFitter;
import io.regroup.crossvalidation.internal.Way;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
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
                    .isCloseTo(low, within(1e-12));
            assertThat(Arrays.stream(values).filter(v -> v > middle).average().orElseThrow())
                    .isCloseTo(high, within(1e-12));
            most = Math.max(most, (int) rounds);
        }
        assertThat(most).isGreaterThanOrEqualTo(5);
    }

    /** Groups of 1 to 40 rows, in 1 to 5 rounds; a target after the first has a round more. */
    private static Table visits(RowOrder order) {
        int[] groups =
                order.layOut(IntStream.range(0, GROUPS).map(g -> 1 + g % 40).toArray(), 3);
        return Table.builder()
                .column("g", groups)
                .column("y", IntStream.of(groups).mapToDouble(g -> 1 + g % 5).toArray())
                .column("z", IntStream.of(groups).mapToDouble(g -> 1 + g % 3).toArray())
                .build();
    }

    private static final FitSpec VISITS =
            FitSpec.groupBy("g").targets("y", "z").minRows(1).fitter("visits").build();

    @ParameterizedTest
    @EnumSource
    void rowsOfGroupsThatAreThroughAreLeftAlone(Way way) {
        for (RowOrder order : way.orders()) {
            Table table = visits(order);
            for (Dataset source : way.sources(table)) {
                AtomicLong visited = new AtomicLong();
                FitResult result = engine.fit(
                        source,
                        VISITS,
                        way.options(
                                RunOptions.defaults()
                                        .withReduction(FixedPlan.NAME)
                                        .withBlockRows(64)
                                        .withThreads(2),
                                source),
                        Plugins.find().with(new FixedPlan(way)).with(new Visits(visited)));
                long expected = 0;
                for (int g = 0; g < GROUPS; g++) {
                    int rows = 1 + g % 40;
                    String what = way + ", " + source.description() + ", group " + g;
                    assertThat(Fits.value(result, "y_fit_visits", g)).as(what).isEqualTo(rows * (1.0 + g % 5));
                    assertThat(Fits.value(result, "z_fit_visits", g)).as(what).isEqualTo(rows * (2.0 + g % 3));
                    expected += rows * (3 + g % 5 + g % 3);
                }
                assertThat(visited).as(way + ", " + source.description()).hasValue(expected);
            }
        }
    }

    @Test
    void theResultSaysHowOftenRowsWereRead() {
        Table table = visits(RowOrder.SHUFFLED);
        FileLikeDataset rows = new FileLikeDataset(table, 50);
        List<String> tasks = new ArrayList<>();
        Progress progress = new Progress() {
            @Override
            public void begin(String task, long total) {
                tasks.add(task + " of " + total + " rows");
            }

            @Override
            public void advance(long amount) {
                // who is asked for is the task
            }
        };
        FitResult result = engine.fit(
                rows,
                VISITS,
                RunOptions.defaults()
                        .withReduction("map-reduce")
                        .withMemory(1)
                        .withBlockRows(64)
                        .withProgress(progress),
                Plugins.find().with(new Visits(new AtomicLong())));

        assertThat(result.explanation().notes())
                .containsExactly("fitter visits went over the rows 5 times, once for each round");
        assertThat(result.explanation().reductionReason())
                .contains("fitter visits goes over the rows once for each round, at most 7 times");
        assertThat(result.rowsRead()).isEqualTo(table.rowCount());
        assertThat(rows.rowsRead()).isEqualTo(5L * table.rowCount());
        assertThat(tasks)
                .containsExactly(IntStream.rangeClosed(1, 5)
                        .mapToObj(r -> "reducing blocks, round " + r + " of at most 7 of " + table.rowCount() + " rows")
                        .toArray(String[]::new));
    }

    /** Sorted files of which each row group has its own groups: what is through need not be read any more. */
    @Test
    void cohortsThatAreThroughAreNotReadAgain() {
        int[] groups = IntStream.range(0, 1000).map(i -> i / 50).toArray();
        Table table = Table.builder()
                .column("g", groups)
                .column(
                        "y",
                        IntStream.of(groups).mapToDouble(g -> g < 4 ? 4 : 1).toArray())
                .build();
        FileLikeDataset rows = new FileLikeDataset(table, 50);
        FitResult result = engine.fit(
                rows,
                FitSpec.groupBy("g").targets("y").fitter("visits").build(),
                RunOptions.defaults().withReduction("cohorts").withMemory(1).withBlockRows(50),
                Plugins.find().with(new Visits(new AtomicLong())));
        assertThat(Fits.value(result, "y_fit_visits", 3)).isEqualTo(200);
        assertThat(Fits.value(result, "y_fit_visits", 4)).isEqualTo(50);
        assertThat(rows.rowsRead()).isEqualTo(1000 + 3 * 200);
    }

    @ParameterizedTest
    @EnumSource
    void eachOfSeveralFitsIsTheOneMadeAlone(Way way) {
        Table table = way == Way.IN_ORDER ? visits(RowOrder.SORTED) : visits(RowOrder.SHUFFLED);
        FitSpec sums = FitSpec.groupBy("g")
                .targets("y")
                .suffix("_sums")
                .fitter(SumsFitter.NAME)
                .build();
        FitSpec ols =
                FitSpec.groupBy("g").targets("z").features("y").suffix("_ols").build();
        Plugins plugins = Plugins.find()
                .with(new FixedPlan(way))
                .with(new Visits(new AtomicLong()))
                .with(new SumsFitter());
        for (Dataset source : way.sources(table)) {
            RunOptions options = way.options(
                    RunOptions.defaults()
                            .withEngine(engine.name())
                            .withReduction(FixedPlan.NAME)
                            .withBlockRows(64),
                    source);
            List<FitSpec> specs = List.of(sums, VISITS, ols);
            FitResults together = Regroup.fitAll(source, specs, options, plugins);
            for (int i = 0; i < specs.size(); i++) {
                FitResult alone = Regroup.fit(source, specs.get(i), options, plugins);
                FitResult one = together.results().get(i);
                SameBits.check(one.groups(), alone.groups(), way + ", fit " + i);
                assertThat(one.explanation().notes())
                        .isEqualTo(alone.explanation().notes());
            }
        }
    }

    /** In memory and not, with more groups than a block has rows, or than there are blocks. */
    @Test
    void aHundredThousandGroups() {
        int groups = 100_000;
        SplittableRandom random = new SplittableRandom(5);
        int[] g = IntStream.range(0, 3 * groups)
                .map(i -> (int) (i * 77_777L % groups))
                .toArray();
        Table table = Table.builder()
                .column("g", g)
                .column("y", random.doubles(g.length, 0, 10).toArray())
                .build();
        FitSpec spec = FitSpec.groupBy("g")
                .targets("y")
                .minRows(3)
                .fitter(TwoMeansFitter.NAME)
                .build();
        Plugins plugins = Plugins.find().with(new TwoMeansFitter());
        RunOptions options =
                RunOptions.defaults().withBlockRows(1 << 15).withMemory(1).withThreads(2);
        Table whole = engine.fit(table, spec, options.withReduction("blockwise"), plugins)
                .groups();
        Table combined = engine.fit(table, spec, options.withReduction("map-reduce"), plugins)
                .groups();
        FitResult streamed =
                engine.fit(new FileLikeDataset(table, 1 << 14), spec, options.withReduction("map-reduce"), plugins);
        Near.check(combined, whole, 1e-12, "combined");
        SameBits.check(streamed.groups(), combined, "streamed");
        assertThat(streamed.explanation().notes()).hasSize(1);
    }

    /** Ends a group only where another is ended at the same time. */
    private record SideBySide(CyclicBarrier barrier) implements Fitter, RoundsProgram {

        @Override
        public String name() {
            return "side-by-side";
        }

        @Override
        public FitterDescription describe() {
            return new FitterDescription("pairs", Set.of(FitProgram.Kind.MERGEABLE), FitterSupport.ALL, List.of());
        }

        @Override
        public FitProgram compile(FitSpec spec) {
            return this;
        }

        @Override
        public List<Term> terms() {
            return List.of();
        }

        @Override
        public List<String> extras() {
            return List.of("place");
        }

        @Override
        public int mostRounds() {
            return 1;
        }

        @Override
        public int stateWidth(int round) {
            return 0;
        }

        @Override
        public int width(int round) {
            return 1;
        }

        @Override
        public Rounds rounds(Kernels kernels) {
            return new Rounds() {
                @Override
                public void accumulate(
                        int round,
                        GroupRows rows,
                        int from,
                        int to,
                        double[] state,
                        int stateAt,
                        double[] sums,
                        int at) {
                    sums[at] += to - from;
                }

                @Override
                public void combine(int round, double[] into, int at, double[] later, int laterAt) {
                    into[at] += later[laterAt];
                }

                @Override
                public FitStatus advance(
                        int round,
                        double[] state,
                        int stateAt,
                        double[] sums,
                        int at,
                        double[] next,
                        int nextAt,
                        GroupFit out) {
                    try {
                        out.extras()[0] = barrier.await(20, TimeUnit.SECONDS);
                        return FitStatus.OK;
                    } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
                        throw new IllegalStateException(e);
                    }
                }
            };
        }

        @Override
        public double predict(double[] coefficients, double[] features) {
            throw new UnsupportedOperationException("no model");
        }
    }

    /** To end a round may be the most of the work, so that threads share it even if groups are few. */
    @Test
    void groupsAreEndedSideBySide() {
        Table table = Table.builder()
                .column("g", new int[] {1, 2, 1, 2})
                .column("y", new double[] {1, 2, 3, 4})
                .build();
        FitResult result = engine.fit(
                table,
                FitSpec.groupBy("g")
                        .targets("y")
                        .minRows(1)
                        .fitter("side-by-side")
                        .build(),
                RunOptions.defaults()
                        .withReduction("map-reduce")
                        .withBlockRows(2)
                        .withThreads(2),
                Plugins.find().with(new SideBySide(new CyclicBarrier(2))));
        assertThat(result.status("y", 0)).isEqualTo(FitStatus.OK);
        assertThat(result.status("y", 1)).isEqualTo(FitStatus.OK);
    }

    @Test
    void aSigmaCutKeepsGroupsWholeWhereTheProgramGoesInRounds() {
        Table table = visits(RowOrder.SHUFFLED);
        FitSpec spec = FitSpec.groupBy("g")
                .targets("y")
                .features("z")
                .fitter("logistic")
                .sigmaCut(new SigmaCut(3, SigmaCut.Mode.RMS))
                .build();
        Plugins plugins = Plugins.find().with(new LogisticFitter());
        RunOptions options = RunOptions.defaults().withEngine(engine.name()).withMemory(1);
        Dataset rows = new FileLikeDataset(table, 50);
        assertThatThrownBy(() -> Regroup.fit(rows, spec, options.withReduction("map-reduce"), plugins))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining(
                        "a sigma cut fits the rows of a group again and again and needs all of them at once");
        assertThat(Regroup.explain(rows, spec, options, plugins).reduction()).isEqualTo("blockwise");
    }

    @Test
    void thereIsNoSummaryToKeep() {
        assertThatThrownBy(() -> Regroup.summarize(
                        visits(RowOrder.SORTED),
                        VISITS,
                        RunOptions.defaults().withEngine(engine.name()),
                        Plugins.find().with(new Visits(new AtomicLong()))))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage(
                        "summary: fitter visits goes over the rows in several rounds, and a summary has no rows; keep no"
                                + " summary, or use another fitter");
    }
}
