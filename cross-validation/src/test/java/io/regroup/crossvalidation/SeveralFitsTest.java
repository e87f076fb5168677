package io.regroup.crossvalidation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regroup.api.FitSpec;
import io.regroup.api.InvalidArgumentException;
import io.regroup.api.Plugins;
import io.regroup.api.Regroup;
import io.regroup.api.RowUse;
import io.regroup.api.RunOptions;
import io.regroup.api.SigmaCut;
import io.regroup.api.StandardErrors;
import io.regroup.api.data.BlockReader;
import io.regroup.api.data.ColumnRequest;
import io.regroup.api.data.Dataset;
import io.regroup.api.data.Schema;
import io.regroup.api.data.SortedRows;
import io.regroup.api.data.Table;
import io.regroup.api.result.FitResult;
import io.regroup.api.result.FitResults;
import io.regroup.crossvalidation.internal.FileLikeDataset;
import io.regroup.crossvalidation.internal.FixedPlan;
import io.regroup.crossvalidation.internal.RowOrder;
import io.regroup.crossvalidation.internal.SameBits;
import io.regroup.crossvalidation.internal.Sample;
import io.regroup.crossvalidation.internal.Samples;
import io.regroup.crossvalidation.internal.Scenario;
import io.regroup.crossvalidation.internal.Tables;
import io.regroup.crossvalidation.internal.Way;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Several fits in one call: each is the one made alone, to the last bit, and rows are read once. */
@EveryEngine
@Tag("kernels")
class SeveralFitsTest {

    private static final Table SORTED = table(RowOrder.SORTED);
    private static final Table SHUFFLED = table(RowOrder.SHUFFLED);

    @Parameter
    EngineUnderTest engine;

    /** Groups of many sizes, some ill-conditioned so that summaries of moments do not say enough, some rows unusable. */
    private static Table table(RowOrder order) {
        Samples samples = new Samples(4711);
        List<Sample> groups = new ArrayList<>();
        for (int g = 0; g < 40; g++) {
            int rows = g == 20 ? 700 : samples.random().nextInt(3, 60);
            Sample sample = samples.plain("plain", rows, 2, 2, true);
            if (g % 5 == 1) {
                sample.x[1] = Samples.map(sample.x[1], value -> value + 1e7);
            }
            if (g % 5 == 2) {
                sample.y[0][1] = Double.NaN;
            }
            groups.add(sample);
        }
        Table rows = new Scenario("several fits", groups).table(order);
        int count = rows.rowCount();
        Table.Builder all = Table.builder();
        rows.schema().names().forEach(name -> all.column(name, rows.column(name)));
        boolean[] good = new boolean[count];
        double[] v = new double[count];
        for (int i = 0; i < count; i++) {
            good[i] = i % 7 != 3;
            v[i] = 1 + i % 5;
        }
        all.column("good", good).column("v", v);
        all.column("c", IntStream.range(0, count).map(i -> i % 6).toArray());
        all.column("d", IntStream.range(0, count).map(i -> i % 4).toArray());
        return all.build();
    }

    private static FitSpec.Builder spec(String suffix) {
        return FitSpec.groupBy("g").suffix(suffix).minRows(3);
    }

    /** The target of one is a feature of another; weights, row use and fitters differ. */
    private static List<FitSpec> mergeable() {
        return List.of(
                spec("_a").targets("y1").features("x1", "x2").weight("w").build(),
                spec("_b").targets("y2").features("y1").build(),
                spec("_c")
                        .targets("y1", "y2")
                        .features("x2")
                        .rowUse(RowUse.JOINT)
                        .fitter("ridge")
                        .fitterOption("penalty", "0.5")
                        .build());
    }

    private static List<FitSpec> wholeGroups() {
        List<FitSpec> specs = new ArrayList<>(mergeable());
        specs.add(spec("_d")
                .targets("y1")
                .features("x1")
                .errors(StandardErrors.clusteredBy("c"))
                .build());
        specs.add(spec("_e")
                .targets("y2")
                .features("x1")
                .weight("v")
                .errors(StandardErrors.clusteredBy("d"))
                .diagnostics(true)
                .medians("w")
                .build());
        return specs;
    }

    private static List<FitSpec> specs(Way way) {
        return way.combines() ? mergeable() : wholeGroups();
    }

    private static List<FitSpec> selected(List<FitSpec> specs) {
        return specs.stream()
                .map(spec -> spec.toBuilder().selection("good").build())
                .toList();
    }

    private static Plugins plugins(Way way) {
        return Plugins.find().with(new FixedPlan(way));
    }

    private RunOptions options(Way way, Dataset source) {
        RunOptions options = RunOptions.defaults()
                .withEngine(engine.name())
                .withThreads(3)
                .withBlockRows(64)
                .withReduction(FixedPlan.NAME);
        return way.options(options, source);
    }

    private FitResults fitAll(Way way, Dataset source, List<FitSpec> specs) {
        return Regroup.fitAll(source, specs, options(way, source), plugins(way));
    }

    private FitResult alone(Way way, Dataset source, FitSpec spec) {
        return Regroup.fit(source, spec, options(way, source), plugins(way));
    }

    private void assertEachIsTheOneMadeAlone(Way way, Dataset source, List<FitSpec> specs) {
        FitResults together = fitAll(way, source, specs);
        assertThat(together.specs()).isEqualTo(specs);
        for (int i = 0; i < specs.size(); i++) {
            FitResult alone = alone(way, source, specs.get(i));
            FitResult one = together.results().get(i);
            String what = engine + ", " + way + ", " + source.description() + ", fit " + (i + 1);
            SameBits.check(one.groups(), alone.groups(), what);
            assertThat(one.rowsRead()).as(what).isEqualTo(alone.rowsRead());
            assertThat(one.rowsSelected()).as(what).isEqualTo(alone.rowsSelected());
            assertThat(one.explanation().notes())
                    .as(what)
                    .isEqualTo(alone.explanation().notes());
            assertThat(one.explanation().reductionReason())
                    .as(what)
                    .contains("one of " + specs.size() + " fits in one call");
        }
    }

    @ParameterizedTest
    @EnumSource
    void eachIsTheOneMadeAlone(Way way) {
        Table table = way == Way.IN_ORDER ? SORTED : SHUFFLED;
        for (Dataset source : way.sources(table)) {
            assertEachIsTheOneMadeAlone(way, source, specs(way));
        }
    }

    @ParameterizedTest
    @EnumSource(names = "COHORTS", mode = EnumSource.Mode.EXCLUDE)
    void eachIsTheOneMadeAloneOfSelectedRows(Way way) {
        Table table = way == Way.IN_ORDER ? SORTED : SHUFFLED;
        for (Dataset source : way.sources(table)) {
            assertEachIsTheOneMadeAlone(way, source, selected(specs(way)));
        }
    }

    /** A cut by the rms goes over combined rows in rounds, and reads them by itself. */
    @Test
    void aCutInRoundsRunsBesideTheOthers() {
        List<FitSpec> specs = new ArrayList<>(mergeable());
        specs.add(
                1,
                spec("_cut")
                        .targets("y1")
                        .features("x1")
                        .sigmaCut(new SigmaCut(2, SigmaCut.Mode.RMS))
                        .build());
        for (Dataset source : Way.IN_PLACE.sources(SHUFFLED)) {
            assertEachIsTheOneMadeAlone(Way.IN_PLACE, source, specs);
        }
    }

    /** Counts how often its rows are read, or sorted. */
    private static final class Counted extends FileLikeDataset {

        private final AtomicInteger sorts = new AtomicInteger();
        private final AtomicInteger sortedReads = new AtomicInteger();

        Counted(Table table) {
            super(table, 50);
        }

        @Override
        public Optional<SortedRows> sortedBy(List<String> columns, Path spill) {
            sorts.incrementAndGet();
            return super.sortedBy(columns, spill).map(rows -> new CountedRows(rows, sortedReads));
        }
    }

    private record CountedRows(SortedRows rows, AtomicInteger reads) implements SortedRows {

        @Override
        public Schema schema() {
            return rows.schema();
        }

        @Override
        public OptionalLong knownRows() {
            return rows.knownRows();
        }

        @Override
        public BlockReader read(List<ColumnRequest> columns) {
            reads.incrementAndGet();
            return rows.read(columns);
        }

        @Override
        public int sortedColumns() {
            return rows.sortedColumns();
        }

        @Override
        public String description() {
            return rows.description();
        }

        @Override
        public void close() {
            rows.close();
        }
    }

    @Test
    void rowsThatFitIntoMemoryAreReadOnce() {
        FileLikeDataset rows = new FileLikeDataset(SHUFFLED, 50);
        Regroup.fitAll(rows, wholeGroups(), RunOptions.defaults().withEngine(engine.name()));
        assertThat(rows.rowsRead()).isEqualTo(SHUFFLED.rowCount());
    }

    @Test
    void rowsInOrderAreReadOnce() {
        Counted rows = new Counted(SORTED);
        fitAll(Way.IN_ORDER, rows, wholeGroups());
        assertThat(rows.rowsRead()).isEqualTo(SORTED.rowCount());
    }

    @Test
    void rowsAreSortedOnceAndReadOnce() {
        Counted rows = new Counted(SHUFFLED);
        fitAll(Way.SORTED, rows, wholeGroups());
        assertThat(rows.sorts).hasValue(1);
        assertThat(rows.sortedReads).hasValue(1);
        assertThat(rows.rowsRead()).isZero();
    }

    /** Once for moments, and once more, all fits together, where these leave groups open; triangular factors leave none. */
    @ParameterizedTest
    @EnumSource(names = {"IN_PLACE", "COHORTS"})
    void rowsThatAreCombinedAreReadAsOftenAsForOneFit(Way way) {
        Counted alone = new Counted(SHUFFLED);
        alone(way, alone, mergeable().get(0));
        Counted together = new Counted(SHUFFLED);
        fitAll(way, together, mergeable());
        assertThat(together.rowsRead()).isEqualTo(alone.rowsRead());
    }

    @Test
    void negativeWeightsAreCountedAsIfRowsWereInMemory() {
        double[] v = SORTED.doubles("v").clone();
        v[70] = -3;
        v[900] = -1;
        Table table = Tables.with(SORTED, "v", v);
        List<FitSpec> specs = List.of(
                mergeable().get(0), mergeable().get(1).toBuilder().weight("v").build());
        for (Way way : List.of(Way.GATHERED, Way.IN_ORDER, Way.IN_PLACE)) {
            assertThatThrownBy(() -> fitAll(way, new FileLikeDataset(table, 50), specs))
                    .as(way.toString())
                    .isInstanceOf(InvalidArgumentException.class)
                    .hasMessage("weight v: expected weights of 0 or more, got 2 negative, the first -3.0 in row 71;"
                            + " correct them or deselect those rows");
        }
    }
}
