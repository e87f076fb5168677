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
import io.regroup.api.data.Column;
import io.regroup.api.data.ColumnType;
import io.regroup.api.data.Dataset;
import io.regroup.api.data.Table;
import io.regroup.api.result.FitResult;
import io.regroup.api.result.FitSummary;
import io.regroup.api.result.SummarizedFit;
import io.regroup.crossvalidation.agreement.Accuracy;
import io.regroup.crossvalidation.internal.ChunkedDataset;
import io.regroup.crossvalidation.internal.Differences;
import io.regroup.crossvalidation.internal.FileLikeDataset;
import io.regroup.crossvalidation.internal.RowOrder;
import io.regroup.crossvalidation.internal.SameBits;
import io.regroup.crossvalidation.internal.Sample;
import io.regroup.crossvalidation.internal.Samples;
import io.regroup.crossvalidation.internal.Scenario;
import io.regroup.crossvalidation.internal.Tables;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The summaries of parts of a table, combined, are the fit of the whole table. */
class SummariesTest {

    private static final Plugins PLUGINS = Plugins.find();

    private static SummarizedFit summarize(EngineUnderTest engine, Dataset data, FitSpec spec, RunOptions options) {
        return Regroup.summarize(data, spec, options.withEngine(engine.name()), PLUGINS);
    }

    private static List<FitSummary> summaries(EngineUnderTest engine, List<Table> tables, FitSpec spec) {
        List<FitSummary> summaries = new ArrayList<>();
        for (Table table : tables) {
            summaries.add(summarize(engine, table, spec, RunOptions.defaults()).summary());
        }
        return summaries;
    }

    private static FitResult combine(EngineUnderTest engine, List<FitSummary> summaries) {
        return Regroup.combine(summaries, RunOptions.defaults().withEngine(engine.name()), PLUGINS);
    }

    /** Compares all numbers relatively, but r2, which is one minus a number, to one; everything else exactly. */
    private static void assertClose(FitResult got, FitResult expected, double tolerance, String what) {
        Table table = expected.groups();
        assertThat(got.groups().schema()).as(what).isEqualTo(table.schema());
        assertThat(got.groups().rowCount()).as(what).isEqualTo(table.rowCount());
        for (String name : table.schema().names()) {
            Column column = table.column(name);
            for (int row = 0; row < table.rowCount(); row++) {
                String where = what + ", " + name + " in row " + row;
                Object other = got.groups().column(name).get(row);
                if (column.get(row) instanceof Double number) {
                    double scale = name.endsWith("_r2") ? 1 : Math.max(Math.abs(number), Double.MIN_NORMAL);
                    Fits.assertNear((Double) other, number, tolerance * scale, where);
                } else {
                    assertThat(other).as(where).isEqualTo(column.get(row));
                }
            }
        }
    }

    /** Well-conditioned groups. */
    private static Scenario plain(Samples samples, int groups, int features, int targets, boolean weighted) {
        List<Sample> all = new ArrayList<>();
        for (int g = 0; g < groups; g++) {
            all.add(samples.plain("plain", samples.random().nextInt(60, 120), features, targets, weighted));
        }
        return new Scenario("plain", all);
    }

    /** The reference fits all rows at once; any number of parts, cut in any way, in any order, gives the same to 12 digits. */
    @Property(tries = 60, edgeCases = EdgeCasesMode.NONE)
    void ofPartsInAnyOrderGiveTheFitOfAllRows(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 50) int parts,
            @ForAll @IntRange(min = 1, max = 3) int features,
            @ForAll @IntRange(min = 1, max = 2) int targets,
            @ForAll boolean weighted,
            @ForAll boolean intercept,
            @ForAll Splits split,
            @ForAll RowOrder order) {
        Samples samples = new Samples(seed);
        Scenario scenario = plain(samples, 4, features, targets, weighted);
        Table table = scenario.table(order);
        FitSpec spec = scenario.mergeableSpec(intercept, RowUse.PER_TARGET, 5);
        FitResult expected = new EngineUnderTest(EngineUnderTest.REFERENCE)
                .fit(table, spec, RunOptions.defaults().withReduction("blockwise"));
        List<Table> tables = split.cut(table, parts, samples.random());
        for (EngineUnderTest engine : EngineUnderTest.all()) {
            List<FitSummary> summaries = summaries(engine, tables, spec);
            Collections.shuffle(summaries, new Random(seed));
            FitResult got = combine(engine, summaries);
            assertThat(got.rowsRead()).isEqualTo(table.rowCount());
            assertThat(got.rowsSelected()).isEqualTo(table.rowCount());
            assertClose(got, expected, 1e-12, engine + ", " + parts + " parts by " + split);
        }
    }

    /** Small groups of all sorts, against exact arithmetic: statuses, counts, and numbers as near as combined fits owe. */
    @Property(tries = 60, edgeCases = EdgeCasesMode.NONE)
    void ofAnyRowsAgreeWithExactArithmetic(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 50) int parts,
            @ForAll @IntRange(min = 1, max = 3) int features,
            @ForAll boolean weighted,
            @ForAll boolean grid,
            @ForAll Splits split,
            @ForAll RowUse rowUse) {
        Samples samples = new Samples(seed);
        SplittableRandom random = samples.random();
        List<Sample> groups = new ArrayList<>();
        for (int g = 0; g < 12; g++) {
            int rows = random.nextInt(1, 25);
            double[][] x = values(random, features, rows, grid);
            double[][] y = values(random, 2, rows, grid);
            double[] w = weighted ? Samples.map(values(random, 1, rows, grid)[0], Math::abs) : null;
            if (g == 0) {
                y[0] = Samples.map(x[0], value -> 3 * value + 1);
            }
            groups.add(new Sample("random", x, y, w));
        }
        Scenario scenario = new Scenario("seed " + seed, groups);
        Table table = scenario.table(RowOrder.SHUFFLED);
        FitSpec spec = scenario.mergeableSpec(true, rowUse, 3);
        for (EngineUnderTest engine : EngineUnderTest.all()) {
            FitResult got = combine(engine, summaries(engine, split.cut(table, parts, random), spec));
            Differences differences = new Differences(engine + ", " + parts + " parts by " + split, Accuracy.general());
            scenario.compare(got, differences);
            differences.assertNone();
        }
    }

    private static double[][] values(SplittableRandom random, int columns, int rows, boolean grid) {
        double[][] values = new double[columns][rows];
        for (double[] column : values) {
            for (int i = 0; i < rows; i++) {
                column[i] = grid ? random.nextInt(4) : random.nextGaussian();
                column[i] = random.nextInt(20) == 0 ? Double.NaN : column[i];
            }
        }
        return values;
    }

    @Nested
    @EveryEngine
    class OnEveryEngine {

        @Parameter
        EngineUnderTest engine;

        private final Table table = plain(new Samples(5), 30, 2, 2, true).table(RowOrder.SHUFFLED);
        private final FitSpec spec = FitSpec.groupBy("g")
                .targets("y1", "y2")
                .features("x1", "x2")
                .weight("w")
                .build();

        @Test
        void keepTheBitsForAnyNumberOfThreadsAndAnyWayOfReading() {
            RunOptions options = RunOptions.defaults().withBlockRows(100).withFanIn(3);
            SummarizedFit expected = summarize(engine, table, spec, options.withThreads(1));
            List<Dataset> sources =
                    List.of(table, new ChunkedDataset(table, 17, false), new FileLikeDataset(table, 50));
            for (int threads : new int[] {1, 2, 7}) {
                for (Dataset source : sources) {
                    SummarizedFit got = summarize(engine, source, spec, options.withThreads(threads));
                    String what = threads + " threads, " + source.getClass().getSimpleName();
                    SameBits.check(got.summary().groups(), expected.summary().groups(), what);
                    SameBits.check(got.result().groups(), expected.result().groups(), what);
                }
            }
        }

        @Test
        void combineToTheSameBitsForAnyNumberOfThreads() {
            List<FitSummary> summaries = summaries(engine, Splits.ROWS.cut(table, 23, new SplittableRandom(1)), spec);
            RunOptions options = RunOptions.defaults().withEngine(engine.name());
            Table expected =
                    Regroup.combine(summaries, options.withThreads(1), PLUGINS).groups();
            for (int threads : new int[] {1, 2, 7}) {
                Table got = Regroup.combine(summaries, options.withThreads(threads), PLUGINS)
                        .groups();
                SameBits.check(got, expected, threads + " threads");
            }
        }

        @Test
        void ofAllRowsGiveTheFitThatTheyWereMadeWith() {
            SummarizedFit fit = summarize(engine, table, spec, RunOptions.defaults());

            FitResult again = combine(engine, List.of(fit.summary()));

            SameBits.check(again.groups(), fit.result().groups(), "one summary");
            assertThat(fit.result().explanation().reduction()).isEqualTo("summary");
            assertThat(again.explanation().reductionReason()).isEqualTo("one summary is all there is");
        }

        /** The summary that is kept is that of all rows: combined in steps or at once. */
        @Test
        void canBeCombinedInSteps() {
            List<FitSummary> days = summaries(engine, Splits.ROWS.cut(table, 12, new SplittableRandom(4)), spec);
            RunOptions options = RunOptions.defaults().withEngine(engine.name());
            List<FitSummary> weeks = new ArrayList<>();
            for (int from = 0; from < 12; from += 5) {
                weeks.add(Regroup.combineToSummary(days.subList(from, Math.min(12, from + 5)), options, PLUGINS)
                        .summary());
            }

            SummarizedFit month = Regroup.combineToSummary(weeks, options, PLUGINS);

            assertClose(month.result(), combine(engine, days), 1e-12, "in steps");
            SameBits.check(combine(engine, weeks).groups(), month.result().groups(), "kept or not");
            SameBits.check(
                    combine(engine, List.of(month.summary())).groups(),
                    month.result().groups(),
                    "read again");
            assertThat(month.summary().header().rowsRead()).isEqualTo(table.rowCount());
            assertThat(month.result().explanation().reductionReason())
                    .isEqualTo(
                            "3 summaries are combined, 4 at a time, groups matched by key; kept as triangular-factor");
        }

        @Test
        void canBeCombinedByEveryOtherEngine() {
            List<Table> tables = Splits.RUNS.cut(table, 3, new SplittableRandom(2));
            Table expected = combine(engine, summaries(engine, tables, spec)).groups();
            for (EngineUnderTest other : EngineUnderTest.all()) {
                Table got = combine(other, summaries(engine, tables, spec)).groups();
                SameBits.check(got, expected, "made by " + engine + ", combined by " + other);
            }
        }

        /** Keys of several types, missing ones among them, and groups that only some parts have. */
        @ParameterizedTest
        @EnumSource
        void matchGroupsByKey(Splits split) {
            SplittableRandom random = new SplittableRandom(3);
            int rows = 2000;
            String[] text = new String[rows];
            long[] stored = new long[rows];
            boolean[] missing = new boolean[rows];
            double[] number = new double[rows];
            double[] x = new double[rows];
            double[] y = new double[rows];
            String[] decimals = {"2.5", "10.0", "-3.0"};
            String[] decimal = new String[rows];
            for (int i = 0; i < rows; i++) {
                int group = random.nextInt(20);
                text[i] = group % 7 == 0 ? null : "key ☃" + (group % 3);
                missing[i] = group % 5 == 0;
                stored[i] = group % 4 - 2;
                number[i] = group % 2 == 0 ? -0.0 : group % 3 == 0 ? Double.NaN : 0.0;
                decimal[i] = decimals[group % 3];
                x[i] = random.nextGaussian();
                y[i] = 2 * x[i] + random.nextGaussian();
            }
            Table rowsOfKeys = Table.builder()
                    .column("text", text)
                    .column("day", Column.ofStored(ColumnType.of(ColumnType.Kind.DATE), stored, missing))
                    .column("number", number)
                    .column("decimal", Column.ofStored(ColumnType.decimal(3, 1), decimal))
                    .column("x", x)
                    .column("y", y)
                    .build();
            FitSpec byKeys = FitSpec.groupBy("text", "day", "number", "decimal")
                    .targets("y")
                    .features("x")
                    .build();

            FitResult got = combine(engine, summaries(engine, split.cut(rowsOfKeys, 7, random), byKeys));

            FitResult expected = engine.fit(rowsOfKeys, byKeys);
            assertThat(expected.statuses("y")).containsKey(FitStatus.OK);
            assertClose(got, expected, 1e-11, split.toString());
        }

        @Test
        void ofNoRowsAddNothing() {
            Table none = Tables.rows(table, new int[0]);
            List<FitSummary> summaries = summaries(engine, List.of(none, table, none), spec);

            Table got = combine(engine, summaries).groups();

            Table expected = summarize(engine, table, spec, RunOptions.defaults())
                    .result()
                    .groups();
            SameBits.check(got, expected, "with empty parts");
            assertThat(combine(engine, summaries.subList(0, 1)).groups().rowCount())
                    .isZero();
        }

        @Test
        void haveTheSelectedRowsOnly() {
            boolean[] selected = new boolean[table.rowCount()];
            for (int i = 0; i < selected.length; i++) {
                selected[i] = i % 3 != 0;
            }
            Table.Builder builder = Table.builder().column("good", selected);
            for (String name : table.schema().names()) {
                builder.column(name, table.column(name));
            }
            FitSpec some = FitSpec.groupBy("g")
                    .targets("y1")
                    .features("x1")
                    .selection("good")
                    .build();

            SummarizedFit got = summarize(engine, builder.build(), some, RunOptions.defaults());

            assertClose(got.result(), engine.fit(builder.build(), some), 1e-11, "selected rows");
            assertThat(got.summary().header().origin().condition()).isEqualTo("good");
            assertThat(got.summary().header().rowsSelected()).isLessThan(table.rowCount());
        }

        @Test
        void negativeWeightIsAnError() {
            Table.Builder builder = Table.builder();
            for (String name : table.schema().names()) {
                double[] values = table.doubles(name);
                values[7] = name.equals("w") ? -1 : values[7];
                builder.column(name, name.equals("g") ? table.column(name) : Column.of(values));
            }

            assertThatThrownBy(() -> summarize(engine, builder.build(), spec, RunOptions.defaults()))
                    .isInstanceOf(InvalidArgumentException.class)
                    .hasMessageContaining("weight w");
        }
    }
}
