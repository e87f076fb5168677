package io.regroup.crossvalidation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regroup.api.FitSpec;
import io.regroup.api.FitStatus;
import io.regroup.api.Plugins;
import io.regroup.api.Regroup;
import io.regroup.api.RunOptions;
import io.regroup.api.data.Dataset;
import io.regroup.api.data.Table;
import io.regroup.api.result.FitResult;
import io.regroup.api.result.FitSummary;
import io.regroup.api.spi.FitProgram;
import io.regroup.api.spi.Fitter;
import io.regroup.api.spi.FitterDescription;
import io.regroup.api.spi.FitterSupport;
import io.regroup.api.spi.GroupFit;
import io.regroup.api.spi.GroupRows;
import io.regroup.api.spi.SummaryProgram;
import io.regroup.api.spi.Term;
import io.regroup.crossvalidation.internal.FileLikeDataset;
import io.regroup.crossvalidation.internal.Tables;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A program that throws in some groups costs no other group, wherever it throws and however rows meet their group. */
@EveryEngine
class ThrowingProgramTest {

    private static final int ROWS = 600;
    private static final int GROUPS = 60;
    private static final double BAD_ROW = 1000;
    private static final double BAD_TOTAL = 10_000;

    @Parameter
    EngineUnderTest engine;

    /**
     * Sums that throw where told.
     *
     * @param everyRow whether the program judges itself which rows count
     * @param where the method that throws
     * @param thrown what it throws
     */
    private record Sums(boolean everyRow, String where, Throwable thrown) implements Fitter, SummaryProgram {

        private void throwIf(String method, boolean bad) {
            if (bad && where.equals(method)) {
                switch (thrown) {
                    case RuntimeException e -> throw e;
                    case Error e -> throw e;
                    default -> throw new IllegalArgumentException(thrown);
                }
            }
        }

        @Override
        public String name() {
            return "sums";
        }

        @Override
        public FitterDescription describe() {
            return new FitterDescription("sums", Set.of(FitProgram.Kind.MERGEABLE), FitterSupport.ALL, List.of());
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
            return List.of("sum");
        }

        @Override
        public int width() {
            return 1;
        }

        @Override
        public void identity(double[] slab, int at) {
            throwIf("identity", true);
        }

        @Override
        public void accumulate(GroupRows rows, int from, int to, double[] slab, int at) {
            for (int row = from; row < to; row++) {
                double value = rows.target()[row];
                throwIf("accumulate", value == BAD_ROW);
                slab[at] += Double.isNaN(value) ? 0 : value;
            }
        }

        @Override
        public void combine(double[] into, int at, double[] later, int laterAt) {
            throwIf("combine", into[at] >= BAD_TOTAL || later[laterAt] >= BAD_TOTAL);
            into[at] += Double.isNaN(later[laterAt]) ? 0 : later[laterAt];
        }

        @Override
        public FitStatus finish(double[] slab, int at, GroupFit out) {
            throwIf("finish", slab[at] >= BAD_TOTAL);
            out.extras()[0] = slab[at];
            return FitStatus.OK;
        }

        @Override
        public double predict(double[] coefficients, double[] features) {
            throw new UnsupportedOperationException("no model");
        }
    }

    private static final IllegalStateException FAULT = new IllegalStateException("out of ink");

    /** Rows of every group are spread over all blocks; y is bad in groups 7 and 30, z in group 30, and some z are missing. */
    private static Table table(boolean sorted) {
        int[] k = IntStream.range(0, ROWS)
                .map(i -> sorted ? i / (ROWS / GROUPS) : (i * 7) % GROUPS)
                .toArray();
        double[] y = new double[ROWS];
        double[] z = new double[ROWS];
        for (int i = 0; i < ROWS; i++) {
            y[i] = i % 10;
            z[i] = i % 7 == 0 ? Double.NaN : 2;
        }
        int seventh = IntStream.range(0, ROWS)
                .filter(i -> k[i] == 7)
                .skip(3)
                .findFirst()
                .getAsInt();
        y[seventh] = BAD_ROW;
        IntStream.range(0, ROWS).filter(i -> k[i] == 30).forEach(i -> {
            y[i] = BAD_ROW;
            z[i] = BAD_ROW;
        });
        return Table.builder().column("k", k).column("y", y).column("z", z).build();
    }

    private static final FitSpec SPEC =
            FitSpec.groupBy("k").targets("y", "z").fitter("sums").minRows(1).build();

    private static List<FitStatus> statuses(FitResult result, String target) {
        return IntStream.range(0, GROUPS)
                .mapToObj(group -> result.status(target, group))
                .toList();
    }

    private FitResult run(Dataset data, FitSpec spec, Sums sums, RunOptions options) {
        return engine.fit(data, spec, options, Plugins.find().with(sums));
    }

    /** The same fit however its rows meet their group. */
    private List<FitResult> everyWay(Table table, FitSpec spec, Sums sums) {
        List<FitResult> results = new ArrayList<>();
        for (String reduction : List.of("blockwise", "map-reduce", "cohorts")) {
            for (int threads : new int[] {1, 3}) {
                for (int block : new int[] {64, 250, 1000}) {
                    RunOptions options = RunOptions.defaults()
                            .withReduction(reduction)
                            .withBlockRows(block)
                            .withThreads(threads);
                    results.add(run(table, spec, sums, options));
                    results.add(run(new FileLikeDataset(table, 50), spec, sums, options.withMemory(1)));
                }
            }
        }
        return results;
    }

    @ParameterizedTest(name = "every row {0}, sorted {1}")
    @CsvSource({"true, true", "true, false", "false, true", "false, false"})
    void theSameGroupsFailHoweverTheirRowsAreAddedUp(boolean everyRow, boolean sorted) {
        Table table = table(sorted);
        FitResult sound = run(table, SPEC, new Sums(everyRow, "nowhere", FAULT), RunOptions.defaults());
        for (FitResult result : everyWay(table, SPEC, new Sums(everyRow, "accumulate", FAULT))) {
            List<FitStatus> y = statuses(result, "y");
            List<FitStatus> z = statuses(result, "z");
            for (int group = 0; group < GROUPS; group++) {
                boolean yBad = group == 7 || group == 30;
                assertThat(y.get(group)).as("y of %d", group).isEqualTo(yBad ? FitStatus.FAILED : FitStatus.OK);
                assertThat(z.get(group)).as("z of %d", group).isEqualTo(group == 30 ? FitStatus.FAILED : FitStatus.OK);
                assertSum(result, "y_fit_sum", group, yBad ? Double.NaN : Fits.value(sound, "y_fit_sum", group));
                assertSum(result, "z_fit_sum", group, group == 30 ? Double.NaN : Fits.value(sound, "z_fit_sum", group));
            }
            assertThat(result.groups().doubles("group_rows"))
                    .containsExactly(sound.groups().doubles("group_rows"));
            assertThat(result.explanation().notes())
                    .singleElement()
                    .asString()
                    .startsWith("fitter sums is at fault in 3 fits, marked FAILED; one of them: k=")
                    .containsPattern("k=(7|30): java.lang.IllegalStateException: out of ink");
        }
    }

    private static void assertSum(FitResult result, String column, int group, double expected) {
        Fits.assertNear(Fits.value(result, column, group), expected, 0, column + " of " + group);
    }

    /** What was added up of a group is not lost: its rows are counted, and too few rows are too few rows. */
    @Test
    void countsOfAFailedGroupStay() {
        FitSpec spec =
                FitSpec.groupBy("k").targets("z").fitter("sums").minRows(10).build();
        Table table = table(false);
        for (FitResult result : everyWay(table, spec, new Sums(false, "accumulate", FAULT))) {
            assertThat(result.status("z", 30)).isEqualTo(FitStatus.FAILED);
            assertThat(result.status("z", 31)).isEqualTo(FitStatus.TOO_FEW_ROWS);
            assertThat(result.groups().doubles("group_rows")[30]).isEqualTo(10);
        }
        FitSpec more =
                FitSpec.groupBy("k").targets("z").fitter("sums").minRows(11).build();
        for (FitResult result : everyWay(table, more, new Sums(false, "accumulate", FAULT))) {
            assertThat(statuses(result, "z")).containsOnly(FitStatus.TOO_FEW_ROWS);
            assertThat(result.explanation().notes()).isEmpty();
        }
    }

    @Test
    void aGroupThatCannotBeFinishedFailsAlone() {
        for (FitResult result : everyWay(table(false), SPEC, new Sums(true, "finish", FAULT))) {
            assertThat(result.status("y", 30)).isEqualTo(FitStatus.FAILED);
            assertThat(statuses(result, "y")).containsOnlyOnce(FitStatus.FAILED);
            assertThat(result.explanation().notes())
                    .containsExactly("fitter sums is at fault in 2 fits, marked FAILED; one of them: k=30:"
                            + " java.lang.IllegalStateException: out of ink");
        }
    }

    @Test
    void aGroupThatCannotBeCombinedFailsAlone() {
        RunOptions options = RunOptions.defaults().withReduction("map-reduce").withBlockRows(540);
        Table table = table(false);
        double[] y = new double[ROWS];
        Arrays.setAll(y, i -> table.doubles("k")[i] == 30 ? BAD_TOTAL : 1);
        Table bad =
                Table.builder().column("k", table.column("k")).column("y", y).build();
        FitSpec spec =
                FitSpec.groupBy("k").targets("y").fitter("sums").minRows(1).build();
        for (Dataset data : List.of(bad, new FileLikeDataset(bad, 50))) {
            FitResult result = run(data, spec, new Sums(false, "combine", FAULT), options.withMemory(1));
            assertThat(result.status("y", 30)).isEqualTo(FitStatus.FAILED);
            assertThat(statuses(result, "y")).containsOnlyOnce(FitStatus.FAILED);
            assertThat(result.explanation().notes())
                    .containsExactly("fitter sums is at fault in 1 fit, marked FAILED; one of them: k=30:"
                            + " java.lang.IllegalStateException: out of ink");
        }
    }

    @Test
    void aProgramThatCannotBeginFailsEverywhere() {
        for (boolean sorted : new boolean[] {true, false}) {
            for (FitResult result : everyWay(table(sorted), SPEC, new Sums(false, "identity", FAULT))) {
                assertThat(statuses(result, "y")).containsOnly(FitStatus.FAILED);
                assertThat(statuses(result, "z")).containsOnly(FitStatus.FAILED);
                assertThat(result.explanation().notes())
                        .singleElement()
                        .asString()
                        .startsWith("fitter sums is at fault in 120 fits, marked FAILED; one of them: k=")
                        .endsWith(": java.lang.IllegalStateException: out of ink");
            }
        }
    }

    /** The rows are gone when stored summaries are combined: that a group failed is stored with it. */
    @Test
    void aFailedGroupStaysOneInStoredSummaries() {
        Sums sums = new Sums(false, "accumulate", FAULT);
        Plugins plugins = Plugins.find().with(sums);
        RunOptions options = RunOptions.defaults().withEngine(engine.name());
        FitSummary bad = Regroup.summarize(table(false), SPEC, options, plugins).summary();
        FitSummary good = Regroup.summarize(
                        Tables.rows(table(true), IntStream.range(0, 20).toArray()), SPEC, options, plugins)
                .summary();

        for (List<FitSummary> order : List.of(List.of(bad, good), List.of(good, bad))) {
            FitResult result = Regroup.combine(order, options, plugins);
            assertThat(result.status("y", 7)).isEqualTo(FitStatus.FAILED);
            assertThat(result.status("y", 30)).isEqualTo(FitStatus.FAILED);
            assertThat(result.status("z", 7)).isEqualTo(FitStatus.OK);
            assertThat(result.explanation().notes())
                    .containsExactly(
                            "fitter sums is at fault in 3 fits, marked FAILED; one of them: k=7: threw when its"
                                    + " summary was made");
        }
    }

    @Test
    void anErrorEndsTheRun() {
        Sums sums = new Sums(false, "accumulate", new OutOfMemoryError("no room"));
        for (String reduction : List.of("blockwise", "map-reduce")) {
            RunOptions options =
                    RunOptions.defaults().withReduction(reduction).withMemory(1).withBlockRows(64);
            assertThatThrownBy(() -> run(new FileLikeDataset(table(false), 50), SPEC, sums, options))
                    .isInstanceOf(OutOfMemoryError.class)
                    .hasMessage("no room");
        }
    }
}
