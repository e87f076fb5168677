package io.regroup.crossvalidation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regroup.api.FitSpec;
import io.regroup.api.FitStatus;
import io.regroup.api.Plugins;
import io.regroup.api.RunOptions;
import io.regroup.api.data.Table;
import io.regroup.api.result.FitResult;
import io.regroup.crossvalidation.internal.FileLikeDataset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A program in rounds that throws in some groups costs no other group, in whichever round and method it throws. */
@EveryEngine
class FailingRoundsTest {

    private static final int ROWS = 600;
    private static final int GROUPS = 60;
    private static final IllegalStateException FAULT = new IllegalStateException("out of ink");

    @Parameter
    EngineUnderTest engine;

    /** Every group has 3 rounds for y and 4 for z, but group 5 ends in the first; y is bad in groups 7 and 30, z in group 30. */
    private static Table table(boolean sorted) {
        int[] k = IntStream.range(0, ROWS)
                .map(i -> sorted ? i / (ROWS / GROUPS) : (i * 7) % GROUPS)
                .toArray();
        double[] y = new double[ROWS];
        double[] z = new double[ROWS];
        for (int i = 0; i < ROWS; i++) {
            double rounds = k[i] == 5 ? 1 : 3;
            y[i] = k[i] == 7 || k[i] == 30 ? -rounds : rounds;
            z[i] = k[i] == 30 ? -rounds : rounds;
        }
        return Table.builder().column("k", k).column("y", y).column("z", z).build();
    }

    private static final FitSpec SPEC =
            FitSpec.groupBy("k").targets("y", "z").fitter("visits").minRows(1).build();

    private List<FitResult> everyWay(Table table, Visits visits) {
        List<FitResult> results = new ArrayList<>();
        Plugins plugins = Plugins.find().with(visits);
        for (String reduction : List.of("blockwise", "map-reduce", "cohorts")) {
            for (int threads : new int[] {1, 3}) {
                for (int block : new int[] {64, 250, 1000}) {
                    RunOptions options = RunOptions.defaults()
                            .withReduction(reduction)
                            .withBlockRows(block)
                            .withThreads(threads);
                    results.add(engine.fit(table, SPEC, options, plugins));
                    results.add(engine.fit(new FileLikeDataset(table, 50), SPEC, options.withMemory(1), plugins));
                }
            }
        }
        return results;
    }

    private static void assertFails(FitResult result, String target, int group, boolean bad) {
        String what = target + " of " + group + ", " + result.explanation().reductionReason();
        assertThat(result.status(target, group)).as(what).isEqualTo(bad ? FitStatus.FAILED : FitStatus.OK);
        double rounds = (group == 5 ? 1 : 3) + (target.equals("z") ? 1 : 0);
        double visits = Fits.value(result, target + "_fit_visits", group);
        Fits.assertNear(visits, bad ? Double.NaN : rounds * ROWS / GROUPS, 0, what);
    }

    @ParameterizedTest(name = "{0} in round {1}, every row {2}, sorted {3}")
    @CsvSource({
        "accumulate, 0, true, true",
        "accumulate, 0, false, false",
        "accumulate, 1, false, true",
        "accumulate, 1, true, false",
        "accumulate, 2, false, false",
        "advance, 0, false, true",
        "advance, 1, false, false",
        "advance, 2, true, false"
    })
    void theSameGroupsFailHoweverTheirRowsAreAddedUp(String where, int when, boolean everyRow, boolean sorted) {
        for (FitResult result : everyWay(table(sorted), new Visits(where, when, FAULT, everyRow, new AtomicLong()))) {
            for (int group = 0; group < GROUPS; group++) {
                assertFails(result, "y", group, group == 7 || group == 30);
                assertFails(result, "z", group, group == 30);
            }
            assertThat(result.explanation().notes().getFirst())
                    .startsWith("fitter visits is at fault in 3 fits, marked FAILED; one of them: k=")
                    .containsPattern("k=(7|30): java.lang.IllegalStateException: out of ink");
            assertThat(result.explanation().notes().stream().skip(1).toList())
                    .isEqualTo(
                            result.explanation().reduction().equals("blockwise")
                                    ? List.of()
                                    : List.of("fitter visits went over the rows 4 times, once for each round"));
        }
    }

    @Test
    void aGroupThatCannotBeCombinedFailsAlone() {
        Plugins plugins = Plugins.find().with(new Visits("combine", 2, FAULT, false, new AtomicLong()));
        RunOptions options = RunOptions.defaults()
                .withReduction("map-reduce")
                .withBlockRows(100)
                .withMemory(1);
        for (var data : List.of(table(false), new FileLikeDataset(table(false), 50))) {
            FitResult result = engine.fit(data, SPEC, options, plugins);
            for (int group = 0; group < GROUPS; group++) {
                assertFails(result, "y", group, group == 7 || group == 30);
                assertFails(result, "z", group, group == 30);
            }
        }
    }

    /** All groups but the one that is through by then. */
    @Test
    void aRoundThatCannotBeginFailsForAllThatTakePartInIt() {
        for (FitResult result : everyWay(table(false), new Visits("identity", 2, FAULT, false, new AtomicLong()))) {
            for (int group = 0; group < GROUPS; group++) {
                assertFails(result, "y", group, group != 5);
                assertFails(result, "z", group, group != 5);
            }
        }
    }

    @Test
    void aGroupThatWantsMoreRoundsThanThereAreFails() {
        Table table = table(false);
        double[] y = table.doubles("y").clone();
        for (int i = 0; i < ROWS; i++) {
            y[i] = table.doubles("k")[i] == 9 ? Visits.MOST + 1 : y[i];
        }
        Table endless = Table.builder()
                .column("k", table.column("k"))
                .column("y", y)
                .column("z", table.column("z"))
                .build();
        for (FitResult result : everyWay(endless, new Visits(new AtomicLong()))) {
            for (int group = 0; group < GROUPS; group++) {
                assertFails(result, "y", group, group == 9);
            }
            assertThat(result.explanation().notes().getFirst())
                    .isEqualTo("fitter visits is at fault in 1 fit, marked FAILED; one of them: k=9:"
                            + " java.lang.IllegalStateException: wants to go on after round 6, said to be the last");
        }
    }

    @Test
    void anErrorEndsTheRun() {
        Visits visits = new Visits("accumulate", 1, new OutOfMemoryError("no room"), false, new AtomicLong());
        for (String reduction : List.of("blockwise", "map-reduce", "cohorts")) {
            RunOptions options =
                    RunOptions.defaults().withReduction(reduction).withMemory(1).withBlockRows(64);
            assertThatThrownBy(() -> engine.fit(
                            new FileLikeDataset(table(false), 50),
                            SPEC,
                            options,
                            Plugins.find().with(visits)))
                    .isInstanceOf(OutOfMemoryError.class)
                    .hasMessage("no room");
        }
    }
}
