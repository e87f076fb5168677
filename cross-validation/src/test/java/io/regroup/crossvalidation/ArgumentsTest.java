package io.regroup.crossvalidation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regroup.api.FitSpec;
import io.regroup.api.InvalidArgumentException;
import io.regroup.api.Plugins;
import io.regroup.api.Regroup;
import io.regroup.api.RunOptions;
import io.regroup.api.data.BlockReader;
import io.regroup.api.data.Column;
import io.regroup.api.data.ColumnRequest;
import io.regroup.api.data.ColumnType;
import io.regroup.api.data.Dataset;
import io.regroup.api.data.Schema;
import io.regroup.api.data.Table;
import io.regroup.api.result.Explanation;
import io.regroup.api.spi.Engine;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Contract 1: a bad argument is one kind of exception, before a row is read, with name, expectation and remedy. */
class ArgumentsTest {

    /** A dataset that must not be read. */
    private static final Dataset UNREAD = new Dataset() {

        private final Table table = Table.builder()
                .column("sector", new int[2])
                .column("name", new String[2])
                .column("deltaX", new double[2])
                .column("deltaY", new double[2])
                .column("y", new double[2])
                .column("y_fit_rms", new int[2])
                .column("group_rows", new int[2])
                .column("good", new boolean[2])
                .build();

        @Override
        public Schema schema() {
            return table.schema();
        }

        @Override
        public OptionalLong knownRows() {
            return table.knownRows();
        }

        @Override
        public BlockReader read(List<ColumnRequest> columns) {
            throw new AssertionError("read before everything is checked");
        }

        @Override
        public String description() {
            return "the table";
        }
    };

    private static FitSpec.Builder spec() {
        return FitSpec.groupBy("sector").targets("deltaY").features("deltaX");
    }

    private static void refuses(Supplier<FitSpec> spec, RunOptions options, String message) {
        assertThatThrownBy(() -> Regroup.fit(UNREAD, spec.get(), options))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage(message);
    }

    private static void refuses(FitSpec.Builder spec, String message) {
        refuses(spec::build, RunOptions.defaults(), message);
    }

    @Test
    void unknownColumnsAreAllNamedWithTheNearestThatExists() {
        refuses(
                spec().weight("deltaZ").medians("zz"),
                "columns deltaZ, zz: not in the table; did you mean deltaX?"
                        + " there are: sector, name, deltaX, deltaY, y, y_fit_rms, group_rows, good");
    }

    @Test
    void columnsOfTheWrongTypeAreRefused() {
        refuses(
                spec().features("name"),
                "feature name: expected numbers, got a column of type STRING; name another column or convert this one");
        refuses(
                spec().targets("good"),
                "target good: expected numbers, got a column of type BOOLEAN;"
                        + " name another column or convert this one");
        refuses(
                spec().selection("sector"),
                "selection sector: expected true or false, got a column of type INT32;"
                        + " name another column or convert this one");
    }

    @Test
    void repeatedAndEmptyListsAreRefused() {
        refuses(spec().features("deltaX", "deltaX"), "features: column deltaX is given twice; give it once");
        refuses(spec().targets("deltaY", "deltaY"), "targets: column deltaY is given twice; give it once");
        refuses(spec().targets(), "targets: no column given; name at least one");
        refuses(
                spec().features("deltaY"),
                "target deltaY: is also a feature, so the fit would be trivial; drop it from one of the two");
        refuses(
                spec().features().intercept(false),
                "features: none given and no intercept either; a model needs one or the other");
        refuses(
                FitSpec.groupBy().targets("deltaY").features("deltaX"),
                "group by: no column given; name at least one key column");
    }

    @Test
    void minimumRowsAreChecked() {
        refuses(spec().minRows(0), "minimum rows: expected at least 1, got 0");
        refuses(spec().minRows(3, 4), "minimum rows: expected 1 number, got 2");
    }

    @Test
    void unknownPluginsAreRefusedWithTheNamesThatExist() {
        refuses(
                spec().fitter("olz"),
                "fitter olz: no such plug-in; did you mean ols? there are: aggregate, bisquare, gmm, hampel, huber, nonlinear, ols, polynomial, quantile, ridge, theil-sen");
        refuses(
                spec()::build,
                RunOptions.defaults().withEngine("abacus"),
                "engine abacus: no such plug-in; there are: " + String.join(", ", engines()));
        refuses(
                spec()::build,
                RunOptions.defaults().withReduction("mapreduce"),
                "reduction strategy mapreduce: no such plug-in; did you mean map-reduce?"
                        + " there are: blockwise, cohorts, map-reduce");
    }

    @Test
    void fitterOptionsAreChecked() {
        refuses(
                spec().fitterOption("rank-tolerence", "1"),
                "fitter option rank-tolerence: fitter ols has no such option;"
                        + " did you mean rank-tolerance? there are: rank-tolerance");
        refuses(
                spec().fitterOption("rank-tolerance", "tight"),
                "rank-tolerance: expected a number between 0 and 1, got tight");
        refuses(spec().fitterOption("rank-tolerance", "1"), "rank-tolerance: expected a number between 0 and 1, got 1");
    }

    @Test
    void collidingResultNamesAreRefused() {
        refuses(
                FitSpec.groupBy("y_fit_rms").targets("y").features("deltaX"),
                "result column y_fit_rms: two columns of the group table would have this name; choose another suffix"
                        + " than \"_fit\", the other naming style, or rename the key");
        refuses(
                FitSpec.groupBy("group_rows").targets("y").features("deltaX"),
                "result column group_rows: two columns of the group table would have this name; rename the key");
    }

    @Test
    void threadsAreChecked() {
        assertThatThrownBy(() -> RunOptions.defaults().withThreads(0))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("threads: expected at least 1, got 0");
        assertThatThrownBy(() -> RunOptions.defaults().withThreads(1025))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageStartingWith("threads: expected at most 1024, got 1025; this machine has ");
    }

    private static List<String> engines() {
        return Plugins.find().engines().stream().map(Plugins.Entry::name).toList();
    }

    @Test
    void explainReadsNothingIfThePlanIsGiven() {
        for (String engine : engines()) {
            RunOptions options =
                    RunOptions.defaults().withThreads(2).withEngine(engine).withReduction("blockwise");
            if (EngineUnderTest.all().contains(new EngineUnderTest(engine))) {
                Explanation explanation = Regroup.explain(UNREAD, spec().build(), options, Plugins.find());
                assertThat(explanation.text())
                        .isEqualTo("fitter     ols: ordinary least squares, weighted when a weight is given\n"
                                + "engine     " + engine + ": asked for\n"
                                + "reduction  blockwise: asked for; each group is fitted whole, its rows gathered in memory\n"
                                + "threads    2\n");
            }
        }
    }

    /** Contract 1: the automatic choice is the best that can run here. */
    @Test
    void explainNamesTheEngineOfHighestPreference() {
        Engine best = Plugins.find().engines().stream()
                .map(Plugins.Entry::plugin)
                .filter(engine -> Plugins.availability(engine).available())
                .max(Comparator.comparingInt(Engine::preference))
                .orElseThrow();
        Explanation explanation = Regroup.explain(
                UNREAD, spec().build(), RunOptions.defaults().withReduction("blockwise"), Plugins.find());
        assertThat(explanation.engine()).isEqualTo(best.name());
        assertThat(explanation.engineReason())
                .startsWith(engines().size() == 1 ? "the only engine there is" : "the fastest that can run here");
    }

    @Test
    void textThatIsNoNumberIsNamedWithItsColumn() {
        Column wrong = Column.ofStored(ColumnType.decimal(5, 2), new String[] {"1.50", "abc"});
        Column right = Column.ofStored(ColumnType.decimal(5, 2), new String[] {"1.50", "2.50"});
        Table target = Table.builder()
                .column("k", right)
                .column("y", wrong)
                .column("good", new boolean[] {true, true})
                .build();
        Table key = Table.builder()
                .column("k", wrong)
                .column("y", right)
                .column("good", new boolean[] {true, true})
                .build();
        FitSpec.Builder spec = FitSpec.groupBy("k").targets("y");
        for (String selection : new String[] {null, "good"}) {
            FitSpec fit = spec.selection(selection).build();
            assertThatThrownBy(() -> Regroup.fit(target, fit))
                    .isInstanceOf(InvalidArgumentException.class)
                    .hasMessage(
                            "column y, row 1: expected a number of type DECIMAL(5,2) as text, got abc; store its digits,"
                                    + " or say that the column is text");
            assertThatThrownBy(() -> Regroup.fit(key, fit))
                    .isInstanceOf(InvalidArgumentException.class)
                    .hasMessage(
                            "column k, key: expected a number as text, got abc; store its digits, or say that the column"
                                    + " is text");
        }
    }

    @Test
    @SuppressWarnings("NullAway")
    void nullIsNamed() {
        isNull(() -> FitSpec.groupBy((String) null), "group by: a column name is null");
        isNull(() -> FitSpec.groupBy((String[]) null), "group by");
        isNull(() -> spec().targets((String[]) null), "targets");
        isNull(() -> spec().targets("y", null), "targets: a column name is null");
        isNull(() -> spec().features((String[]) null), "features");
        isNull(() -> spec().medians((String) null), "medians: a column name is null");
        isNull(() -> spec().fitterOption("a", null), "value of fitter option a");
        isNull(() -> spec().fitterOption(null, "a"), "name of a fitter option");
        isNull(() -> Regroup.fit(null, spec().build()), "data");
        isNull(() -> Regroup.fit(UNREAD, null), "spec");
        isNull(() -> Regroup.fit(UNREAD, spec().build(), null), "options");
        isNull(() -> Regroup.fit(UNREAD, spec().build(), RunOptions.defaults(), null), "plugins");
        isNull(() -> Regroup.fitAll(UNREAD, null), "specs");
        isNull(() -> Regroup.summarize(UNREAD, null, RunOptions.defaults()), "spec");
        isNull(() -> Regroup.aggregate(UNREAD, null), "spec");
    }

    private static void isNull(Supplier<?> call, String name) {
        assertThatThrownBy(call::get).isInstanceOf(NullPointerException.class).hasMessage(name);
    }
}
