package io.regroup.crossvalidation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regroup.api.FitSpec;
import io.regroup.api.FitStatus;
import io.regroup.api.InvalidArgumentException;
import io.regroup.api.Plugins;
import io.regroup.api.Regroup;
import io.regroup.api.RowUse;
import io.regroup.api.RunOptions;
import io.regroup.api.SigmaCut;
import io.regroup.api.data.Column;
import io.regroup.api.data.RowOrigin;
import io.regroup.api.data.Table;
import io.regroup.api.result.FitResult;
import io.regroup.api.result.FitSummary;
import io.regroup.api.result.Naming;
import io.regroup.api.result.SummaryHeader;
import io.regroup.api.spi.FitProgram;
import io.regroup.api.spi.Fitter;
import io.regroup.api.spi.FitterDescription;
import io.regroup.api.spi.FitterSupport;
import io.regroup.api.spi.GroupFit;
import io.regroup.api.spi.GroupRows;
import io.regroup.api.spi.SummaryProgram;
import io.regroup.api.spi.Term;
import io.regroup.crossvalidation.internal.Tables;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;

/** Summaries that cannot be kept, or do not go together, are refused before any work; and a third party's are kept as well. */
@EveryEngine
class SummaryErrorsTest {

    private static final Table TABLE = Table.builder()
            .column("k", new int[] {1, 2, 1, 2, 1, 2})
            .column("x", new double[] {1, 1, 2, 2, 3, 3})
            .column("z", new double[] {3, 1, 4, 1, 5, 9})
            .column("y", new double[] {1, 2, 2, 2, 4, 3})
            .column("w", new double[] {1, 1, 1, 1, 1, 2})
            .build();

    @Parameter
    EngineUnderTest engine;

    private static FitSpec.Builder spec() {
        return FitSpec.groupBy("k").targets("y").features("x").minRows(2);
    }

    private FitSummary summary(FitSpec spec) {
        return summary(TABLE, spec, Plugins.find());
    }

    private FitSummary summary(Table table, FitSpec spec, Plugins plugins) {
        return Regroup.summarize(table, spec, options(), plugins).summary();
    }

    private RunOptions options() {
        return RunOptions.defaults().withEngine(engine.name());
    }

    private FitResult combine(FitSummary... summaries) {
        return Regroup.combine(List.of(summaries), options());
    }

    /** A summary under another name, as it may come from elsewhere. */
    private record Changed(String description, SummaryHeader header, Table groups) implements FitSummary {

        static Changed named(String name, FitSummary summary) {
            return new Changed(name, summary.header(), summary.groups());
        }

        Changed with(UnaryOperator<Table> change) {
            return new Changed(description, header, change.apply(groups));
        }
    }

    private void refused(FitSpec spec, String message) {
        assertThatThrownBy(() -> summary(spec))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void whatNeedsWholeGroupsCannotBeKept() {
        refused(
                spec().medians("x").build(),
                "summary: medians need all rows of a group at once, and a summary has no rows; fit without it, or keep no"
                        + " summary");
        refused(
                spec().diagnostics(true).build(),
                "summary: diagnostics need all rows of a group at once, for the median deviation, and a summary has no rows;"
                        + " fit without it, or keep no summary");
        refused(
                spec().sigmaCut(SigmaCut.of(4)).build(),
                "summary: a sigma cut fits the rows of a group again and again and needs all of them at once, and a summary has"
                        + " no rows; fit without it, or keep no summary");
        Plugins plugins = Plugins.find().with(new WholeGroupFitterTest.DropWorst());
        assertThatThrownBy(() -> summary(TABLE, spec().fitter("drop-worst").build(), plugins))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage(
                        "summary: fitter drop-worst needs all rows of a group at once, and a summary has no rows; fit"
                                + " without it, or keep no summary");
    }

    @Test
    void reductionIsNotToBeChosen() {
        assertThatThrownBy(
                        () -> Regroup.summarize(TABLE, spec().build(), options().withReduction("blockwise")))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage(
                        "reduction blockwise: a summary that is kept is always made block by block; leave the reduction"
                                + " to auto");
    }

    @Test
    void keyMustNotHaveTheNameOfANumber() {
        Table table = Table.builder()
                .column("Y.Rows", new int[] {1, 2})
                .column("x", new double[2])
                .column("y", new double[2])
                .build();

        assertThatThrownBy(() -> summary(
                        table,
                        FitSpec.groupBy("Y.Rows").targets("y").features("x").build(),
                        Plugins.find()))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage(
                        "summary column y.rows: two columns of the summary would have this name, but for case; rename a"
                                + " key, target or feature");
    }

    @Test
    void columnsMustBeThere() {
        assertThatThrownBy(() -> summary(spec().features("xx").build()))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("column xx: not in table of 6 rows");
    }

    @Test
    void noSummariesAreNoFit() {
        assertThatThrownBy(this::combine)
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("summaries: none given; name at least one");
    }

    private void differs(FitSummary other, String difference) {
        FitSummary first = Changed.named("summary a", summary(spec().build()));
        assertThatThrownBy(() -> combine(first, Changed.named("summary b", other)))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("summary b: is of another fit than summary a: " + difference
                        + "; combine summaries that were saved with the same options");
    }

    @Test
    void everyDifferenceIsNamed() {
        differs(summary(spec().features("z").build()), "feature is z, not x");
        differs(summary(spec().weight("w").build()), "weight is w, not none");
        differs(summary(spec().minRows(3).build()), "min rows is 3, not 2");
        differs(summary(spec().intercept(false).build()), "intercept is no, not yes");
        differs(summary(spec().rowUse(RowUse.JOINT).build()), "row use is joint, not per_target");
        differs(summary(spec().naming(Naming.TERM).build()), "naming is term, not beta");
        differs(summary(spec().suffix("").build()), "suffix is \"\", not \"_fit\"");
        differs(
                summary(spec().fitterOption("rank-tolerance", "1e-7").build()),
                "fitter option is rank-tolerance = 1e-7, not none");
        differs(summary(spec().targets("z").features("x", "y").build()), "target is z, not y; feature is x, y, not x");
        differs(
                summary(FitSpec.groupBy("w")
                        .targets("y")
                        .features("x")
                        .minRows(2)
                        .build()),
                "group by is w (FLOAT64), not k (INT32)");
    }

    @Test
    void typesOfKeysAndOriginsOfRowsMustAgree() {
        Table longs = Table.builder()
                .column("k", new long[] {1, 2})
                .column("x", new double[2])
                .column("y", new double[2])
                .build();
        differs(summary(longs, spec().build(), Plugins.find()), "group by is k (INT64), not k (INT32)");
        FitSummary plain = summary(spec().build());
        SummaryHeader header = plain.header();
        RowOrigin origin = new RowOrigin(Map.of("x", "2*z"), "z > 0");
        SummaryHeader other = new SummaryHeader(
                header.spec(),
                header.keys(),
                origin,
                header.form(),
                header.formVersion(),
                header.numbers(),
                header.rowsRead(),
                header.rowsSelected(),
                header.notes());
        differs(new Changed("", other, plain.groups()), "where is z > 0, not none; computed is x = 2*z, not none");
    }

    @Test
    void severalThatDifferAreCounted() {
        FitSummary first = Changed.named("summary a", summary(spec().build()));
        FitSummary other =
                Changed.named("summary b", summary(spec().features("z").build()));

        assertThatThrownBy(() -> combine(first, other, first, other, other))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("summary b: is of another fit than summary a: feature is z, not x; 2 more differ; combine"
                        + " summaries that were saved with the same options");
    }

    private void spoilt(UnaryOperator<Table> change, String message) {
        Changed summary = Changed.named("summary a", summary(spec().build()));
        combine(summary);
        assertThatThrownBy(() -> combine(summary, summary.with(change)))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("summary a: " + message + "; it is not as it was saved, save it again");
    }

    @Test
    void whatWasChangedSinceIsRefused() {
        spoilt(table -> Tables.rows(table, new int[] {1, 0}), "its keys are not in ascending order, each once");
        spoilt(table -> Tables.rows(table, new int[] {0, 0}), "its keys are not in ascending order, each once");
        spoilt(table -> Tables.rows(table, new int[] {0}), "its groups have 3 rows, its header says 6");
        spoilt(
                table -> {
                    Table.Builder builder = Table.builder();
                    for (String name : table.schema().names()) {
                        Column column = table.column(name);
                        builder.column(
                                name,
                                name.equals("y.r.0.1")
                                        ? Column.ofStored(
                                                column.type(), table.doubles(name), new boolean[] {false, true})
                                        : column);
                    }
                    return builder.build();
                },
                "a value of column y.r.0.1 is missing");
    }

    /** Means by a summary of the fitter's own: count and sum. */
    private record MeanFitter(int version) implements Fitter {

        @Override
        public String name() {
            return "test-mean";
        }

        @Override
        public FitterDescription describe() {
            return new FitterDescription(
                    "the mean of the target",
                    Set.of(FitProgram.Kind.MERGEABLE),
                    new FitterSupport(false, false, 0, 9),
                    List.of());
        }

        @Override
        public FitProgram compile(FitSpec spec) {
            return new Mean(version);
        }
    }

    private record Mean(int version) implements SummaryProgram {

        @Override
        public int summaryVersion() {
            return version;
        }

        @Override
        public List<Term> terms() {
            return List.of();
        }

        @Override
        public List<String> extras() {
            return List.of("mean");
        }

        @Override
        public double predict(double[] coefficients, double[] features) {
            return Double.NaN;
        }

        @Override
        public int width() {
            return 2;
        }

        @Override
        public void accumulate(GroupRows rows, int from, int to, double[] slab, int at) {
            for (int row = from; row < to; row++) {
                slab[at]++;
                slab[at + 1] += rows.target()[row];
            }
        }

        @Override
        public void combine(double[] into, int at, double[] later, int laterAt) {
            into[at] += later[laterAt];
            into[at + 1] += later[laterAt + 1];
        }

        @Override
        public FitStatus finish(double[] slab, int at, GroupFit out) {
            out.extras()[0] = slab[at + 1] / slab[at];
            return FitStatus.OK;
        }
    }

    @Test
    void summariesOfAThirdPartysFitterAreKeptUnderItsVersion() {
        Plugins plugins = Plugins.find().with(new MeanFitter(1));
        FitSpec spec = spec().fitter("test-mean").build();
        FitSummary first = summary(TABLE, spec, plugins);
        FitSummary second = summary(Tables.rows(TABLE, new int[] {1, 3}), spec, plugins);

        FitResult result = Regroup.combine(List.of(first, second), options(), plugins);

        assertThat(first.groups().schema().names()).containsExactly("k", "group_rows", "y.rows", "y.0", "y.1");
        assertThat(result.groups().doubles("y_fit_mean")).containsExactly(7.0 / 3, 11.0 / 5);
        assertThat(result.rowsRead()).isEqualTo(8);
        Plugins later = Plugins.find().with(new MeanFitter(2));
        assertThatThrownBy(() -> Regroup.combine(List.of(Changed.named("summary a", first)), options(), later))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("summary a: holds numbers of the form fitter-test-mean, version 1, engine " + engine
                        + " expects fitter-test-mean, version 2; save it again with this release");
    }
}
