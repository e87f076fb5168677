package io.regroup.crossvalidation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regroup.api.InvalidArgumentException;
import io.regroup.api.Regroup;
import io.regroup.api.RunOptions;
import io.regroup.api.aggregate.Aggregate;
import io.regroup.api.aggregate.AggregateFunction;
import io.regroup.api.aggregate.AggregateSpec;
import io.regroup.api.aggregate.Bins;
import io.regroup.api.aggregate.NanPolicy;
import io.regroup.api.data.Column;
import io.regroup.api.data.ColumnType;
import io.regroup.api.data.Dataset;
import io.regroup.api.data.Table;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;

/** Aggregates against pandas, against the rules of flox, and at the borders: nothing there, missing, infinite, other types. */
@EveryEngine
class AggregatesTest {

    private static final double NONE = Double.NaN;

    private static final Table TABLE = Table.builder()
            .column("k", new int[] {2, 1, 2, 1, 3, 2, 1, 2, 1, 1, 3, 2})
            .column("x", new double[] {1.5, -2, NONE, 4.25, NONE, 1e9 + 0.5, 4.25, 1e9, 0, -7.125, NONE, 1.5})
            .column("w", new double[] {1, 2, 3, 0.5, 1, 2, 1, 1, 0, 4, 1, 0.25})
            .build();

    /** All functions that can be combined, and those that cannot. */
    private static final String MERGEABLE =
            "count(x), sum(x), prod(x), mean(x), var(x), var(x, 0), std(x), min(x), max(x), argmin(x), argmax(x), first(x),"
                    + " last(x), all(x), any(x), weighted_mean(x)";

    private static final String WHOLE = "median(x), quantile(x, 0.9), quantile(x, 0.25), mode(x)";

    private static final RunOptions SMALL_BLOCKS = RunOptions.defaults().withBlockRows(5);

    @Parameter
    EngineUnderTest engine;

    private Table aggregate(Dataset data, AggregateSpec spec, RunOptions options) {
        return Regroup.aggregate(data, spec, options.withEngine(engine.name())).groups();
    }

    private Table aggregate(Dataset data, AggregateSpec spec) {
        return aggregate(data, spec, RunOptions.defaults());
    }

    private static AggregateSpec.Builder byKey(String aggregates) {
        return AggregateSpec.groupBy("k").aggregates(aggregates);
    }

    private static void assertNumbers(Table groups, String column, double... expected) {
        Fits.assertNear(groups.doubles(column), expected, 1e-15 * largest(expected), column);
    }

    private static double largest(double[] values) {
        double largest = 0;
        for (double value : values) {
            largest = Math.max(largest, Double.isFinite(value) ? Math.abs(value) : 0);
        }
        return largest;
    }

    private static List<Object> values(Table groups, String column) {
        return IntStream.range(0, groups.rowCount())
                .mapToObj(groups.column(column)::get)
                .toList();
    }

    /** The numbers are those of pandas 1.5.3 with numpy 1.24.2, but for groups without values, where SQL's rules hold. */
    @Test
    void equalPandasHoweverRowsMeetTheirGroup() {
        for (String reduction : List.of("blockwise", "map-reduce", "cohorts")) {
            Table groups =
                    aggregate(TABLE, byKey(MERGEABLE).weight("w").build(), SMALL_BLOCKS.withReduction(reduction));
            assertThat(groups.schema().names())
                    .startsWith("k", "group_rows", "x_count", "x_sum")
                    .contains("x_var_ddof0");
            assertNumbers(groups, "k", 1, 2, 3);
            assertNumbers(groups, "group_rows", 5, 5, 2);
            assertNumbers(groups, "x_count", 5, 4, 0);
            assertNumbers(groups, "x_sum", -0.625, 2000000003.5, 0);
            assertNumbers(groups, "x_prod", 0, 2.2500000011250002e+18, 1);
            assertNumbers(groups, "x_mean", -0.125, 500000000.875, NONE);
            assertNumbers(groups, "x_var", 22.703125, 3.333333325e+17, NONE);
            assertNumbers(groups, "x_var_ddof0", 18.1625, 2.49999999375e+17, NONE);
            assertNumbers(groups, "x_std", 4.7647796381364795, 577350268.467938, NONE);
            assertNumbers(groups, "x_min", -7.125, 1.5, NONE);
            assertNumbers(groups, "x_max", 4.25, 1000000000.5, NONE);
            assertNumbers(groups, "x_first", -2, 1.5, NONE);
            assertNumbers(groups, "x_last", -7.125, 1.5, NONE);
            assertNumbers(groups, "x_argmin", 9, 0, -1);
            assertNumbers(groups, "x_argmax", 3, 5, -1);
            assertThat(values(groups, "x_all")).containsExactly(false, true, true);
            assertThat(values(groups, "x_any")).containsExactly(true, true, false);
            assertNumbers(groups, "x_weighted_mean", -3.4833333333333334, 705882353.617647, NONE);
        }
    }

    @Test
    void equalPandasWhereAllValuesAreNeededAtOnce() {
        Table groups = aggregate(TABLE, byKey(WHOLE + ", mean(x), argmax(x)").build());
        assertNumbers(groups, "x_median", 0, 500000000.75, NONE);
        assertNumbers(groups, "x_q90", 4.25, 1000000000.35, NONE);
        assertNumbers(groups, "x_q25", -2, 1.5, NONE);
        assertNumbers(groups, "x_mode", 4.25, 1.5, NONE);
        assertNumbers(groups, "x_mean", -0.125, 500000000.875, NONE);
        assertNumbers(groups, "x_argmax", 3, 5, -1);
    }

    /** Medians and quantiles of one column share its values: none may leave them in an order that the next does not expect. */
    @Test
    void whatElseIsAskedForChangesNothing() {
        List<String> all = List.of("median(x)", "quantile(x, 0.9)", "quantile(x, 1)", "mode(x)", "median(x)");
        SplittableRandom random = new SplittableRandom(1);
        for (int rows = 1; rows < 60; rows++) {
            double[] x = random.ints(rows, 0, 20).asDoubleStream().toArray();
            Table table =
                    Table.builder().column("k", new int[rows]).column("x", x).build();
            for (int first = 0; first < all.size() - 1; first++) {
                List<String> asked = all.subList(first, first + 2);
                Table both = aggregate(table, byKey(String.join(", ", asked)).build());
                for (String one : asked) {
                    Table alone = aggregate(table, byKey(one).build());
                    String column = alone.schema().names().getLast();
                    assertThat(both.doubles(column))
                            .as("%s of %s in %s", column, Arrays.toString(x), asked)
                            .isEqualTo(alone.doubles(column));
                }
            }
        }
    }

    /** What a product is must not depend on where blocks end, nor on what comes on the way being a double. */
    @Test
    void productsMayGoBeyondDoublesOnTheWay() {
        Table table = Table.builder()
                .column("k", new int[] {1, 1, 1, 1, 2, 2, 2, 2, 2, 3, 3, 3, 4, 4, 5, 5, 5})
                .column("x", new double[] {
                    1e300,
                    1e300,
                    1e-300,
                    -1e-299,
                    1e-200,
                    1e-200,
                    1e-200,
                    0x1p-1074,
                    1e307,
                    1e200,
                    1e200,
                    0,
                    1e200,
                    1e200,
                    Double.POSITIVE_INFINITY,
                    1e-300,
                    0
                })
                .build();
        for (String reduction : List.of("blockwise", "map-reduce")) {
            for (int blockRows : new int[] {1, 2, 5, 100}) {
                Table groups = aggregate(
                        table,
                        byKey("prod(x)").build(),
                        RunOptions.defaults().withReduction(reduction).withBlockRows(blockRows));
                double[] products = groups.doubles("x_prod");
                Fits.assertClose(products[0], -10, 1e-14, "far up and back");
                assertThat(Arrays.copyOfRange(products, 1, 5))
                        .containsExactly(0, 0, Double.POSITIVE_INFINITY, Double.NaN);
            }
        }
    }

    /** 2⁵³ may stand for 2⁵³ + 1: what looks like an integer would be one that nobody wrote. */
    @Test
    void integersThatADoubleMayNotHoldComeAsDoubles() {
        long border = 1L << 53;
        Table table = Table.builder()
                .column("k", new int[] {1, 1, 2})
                .column("small", new long[] {1 - border, border - 1, 7})
                .column("large", new long[] {border + 1, 3, 5})
                .build();
        Table groups = aggregate(
                table, byKey("min(small), max(small), min(large), max(large)").build());
        assertThat(values(groups, "small_min")).containsExactly(1 - border, 7L);
        assertThat(values(groups, "small_max")).containsExactly(border - 1, 7L);
        assertThat(values(groups, "large_min")).containsExactly(3L, 5L);
        assertThat(values(groups, "large_max")).containsExactly(0x1p53, 5.0);
    }

    @Test
    void aMedianCannotBeCombinedAndTheErrorNamesWhatCan() {
        assertThatThrownBy(() -> aggregate(
                        TABLE, byKey("median(x)").build(), RunOptions.defaults().withReduction("map-reduce")))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("reduction map-reduce")
                .hasMessageContaining("all rows of a group")
                .hasMessageContaining("those that can: [blockwise]");
    }

    @Test
    void missingValuesPropagateOnRequest() {
        for (String reduction : List.of("blockwise", "map-reduce")) {
            Table groups = aggregate(
                    TABLE,
                    byKey(MERGEABLE + ", nanmean(x), nanlast(x)")
                            .weight("w")
                            .nan(NanPolicy.PROPAGATE)
                            .build(),
                    SMALL_BLOCKS.withReduction(reduction));
            for (String name : List.of("sum", "prod", "mean", "var", "std", "min", "max", "weighted_mean")) {
                double[] results = groups.doubles("x_" + name);
                assertThat(results[0]).as(name).isNotNaN();
                assertThat(results[1]).as(name).isNaN();
                assertThat(results[2]).as(name).isNaN();
            }
            assertNumbers(groups, "x_count", 5, 4, 0);
            assertThat(values(groups, "x_argmax")).containsExactly(3L, null, null);
            assertThat(values(groups, "x_any")).containsExactly(true, null, null);
            assertNumbers(groups, "x_first", -2, 1.5, NONE);
            assertNumbers(groups, "x_last", -7.125, 1.5, NONE);
            assertNumbers(groups, "x_nanmean", -0.125, 500000000.875, NONE);
            assertNumbers(groups, "x_nanlast", -7.125, 1.5, NONE);
        }
        Table whole = aggregate(
                TABLE, byKey("median(x), nanmedian(x)").nan(NanPolicy.PROPAGATE).build());
        assertNumbers(whole, "x_median", 0, NONE, NONE);
        assertNumbers(whole, "x_nanmedian", 0, 500000000.75, NONE);
    }

    @Test
    void theFirstAndLastRowMayBeMissing() {
        Table table = Table.builder()
                .column("k", new int[] {1, 2, 1, 2, 1})
                .column("x", new double[] {NONE, 1, 5, 2, NONE})
                .build();
        for (String reduction : List.of("blockwise", "map-reduce")) {
            Table groups = aggregate(
                    table,
                    byKey("first(x), last(x), nanfirst(x), nanlast(x)")
                            .nan(NanPolicy.PROPAGATE)
                            .build(),
                    SMALL_BLOCKS.withBlockRows(1).withReduction(reduction));
            assertNumbers(groups, "x_first", NONE, 1);
            assertNumbers(groups, "x_last", NONE, 2);
            assertNumbers(groups, "x_nanfirst", 5, 1);
            assertNumbers(groups, "x_nanlast", 5, 2);
        }
    }

    /** Flox: count with bins (1, 2], (2, 4], (4, 5] of 0.2, 1.5, 1.9, 2, 3, 20 is 3, 1, 0. */
    @Test
    void binsBetweenBreaksAreAllThere() {
        Table table = Table.builder()
                .column("x", new double[] {0.2, 1.5, 1.9, 2, 3, 20})
                .build();
        AggregateSpec.Builder spec = AggregateSpec.groupBy().aggregates("count(x), max(x)");
        Table groups = aggregate(table, spec.bin("x", Bins.breaks(1, 2, 4, 5)).build());
        assertThat(groups.schema().names()).containsExactly("x_from", "x_to", "group_rows", "x_count", "x_max");
        assertNumbers(groups, "x_from", 1, 2, 4);
        assertNumbers(groups, "x_to", 2, 4, 5);
        assertNumbers(groups, "x_count", 3, 1, 0);
        assertNumbers(groups, "x_max", 2, 3, NONE);
        Table left = aggregate(
                table, spec.bin("x", Bins.breaks(1, 2, 4, 5).closedLeft()).build());
        assertNumbers(left, "x_count", 2, 2, 0);
        assertThat(Regroup.aggregate(
                                table, spec.bin("x", Bins.breaks(1, 2, 4, 5)).build())
                        .explanation()
                        .notes())
                .contains("2 rows are left out: outside of all bins");
    }

    @Test
    void valuesThatAWidthDoesNotReachAreAccountedFor() {
        Table table =
                Table.builder().column("x", new double[] {1e9, 1e9 + 1, 0.5}).build();
        AggregateSpec spec =
                AggregateSpec.groupBy().count("x").bin("x", Bins.width(1e-9)).build();
        assertThat(Regroup.aggregate(table, spec).explanation().notes())
                .contains("2 rows are left out: outside of all bins; bins of x with width 1.0E-9 end "
                        + 1e-9 * Bins.MOST_BINS + " from 0, and a greater width goes further");
    }

    /** Flox: the sum of ones by NaN NaN NaN 2 2 1 1 2 2 1 NaN NaN in chunks of 3, 0 1 2 expected, fill 123, is 123 3 4. */
    @Test
    void expectedGroupsAreFilled() {
        Table table = Table.builder()
                .column("k", new double[] {NONE, NONE, NONE, 2, 2, 1, 1, 2, 2, 1, NONE, NONE})
                .column("x", new double[] {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1})
                .build();
        AggregateSpec spec = byKey("sum(x)").expect("k", 2, 0, 1).fill(123).build();
        for (String reduction : List.of("blockwise", "map-reduce")) {
            Table groups = aggregate(table, spec, SMALL_BLOCKS.withBlockRows(3).withReduction(reduction));
            assertNumbers(groups, "k", 0, 1, 2);
            assertNumbers(groups, "x_sum", 123, 3, 4);
            assertNumbers(groups, "group_rows", 0, 3, 4);
        }
    }

    @Test
    void absentGroupsHaveTheValueOfTheirFunction() {
        AggregateSpec.Builder spec =
                byKey(MERGEABLE + ", nanprod(x), " + WHOLE).weight("w").expect("k", "9");
        Table groups = aggregate(TABLE, spec.build());
        assertThat(groups.rowCount()).isEqualTo(1);
        assertThat(groups.column("k").get(0)).isEqualTo(9L);
        assertThat(groups.column("x_count").get(0)).isEqualTo(0L);
        assertThat(groups.column("x_argmin").get(0)).isEqualTo(-1L);
        assertThat(groups.column("x_argmax").get(0)).isEqualTo(-1L);
        assertThat(groups.column("x_all").get(0)).isEqualTo(false);
        assertThat(groups.column("x_any").get(0)).isEqualTo(false);
        for (String name : List.of(
                "sum",
                "prod",
                "mean",
                "var",
                "std",
                "min",
                "max",
                "first",
                "last",
                "weighted_mean",
                "median",
                "q90",
                "mode")) {
            assertThat(groups.doubles("x_" + name)).as(name).containsExactly(NONE);
        }
        Table propagated = aggregate(TABLE, spec.nan(NanPolicy.PROPAGATE).build());
        assertNumbers(propagated, "x_prod", 1);
        assertNumbers(propagated, "x_nanprod", NONE);
    }

    @Test
    void groupsOfTooFewValuesAreMissingOrFilled() {
        AggregateSpec.Builder spec = byKey("sum(x), prod(x), mean(x), count(x), argmax(x), median(x)");
        Table some = aggregate(TABLE, spec.minCount(5).build());
        assertNumbers(some, "x_sum", -0.625, NONE, NONE);
        assertNumbers(some, "x_prod", 0, NONE, NONE);
        assertNumbers(some, "x_median", 0, NONE, NONE);
        assertNumbers(some, "x_count", 5, 4, 0);
        assertNumbers(some, "x_argmax", 3, -1, -1);
        Table filled = aggregate(TABLE, spec.fill(-5).build());
        assertNumbers(filled, "x_sum", -0.625, -5, -5);
        assertNumbers(filled, "x_mean", -0.125, -5, -5);
        assertNumbers(filled, "x_argmax", 3, -5, -5);
    }

    @Test
    void everyCombinationOfExpectedValuesHasARow() {
        Table table = Table.builder()
                .column("a", new String[] {"q", "p", "q", null})
                .column("b", new int[] {1, 2, 3, 1})
                .column("x", new double[] {0.5, 1.5, 0.5, 0.5})
                .build();
        AggregateSpec spec = AggregateSpec.groupBy("a", "b")
                .count("x")
                .expect("b", 1, 2)
                .bin("x", Bins.breaks(0, 1, 2))
                .build();
        Table groups = aggregate(table, spec);
        assertThat(values(groups, "a")).containsExactly("p", "p", "p", "p", "q", "q", "q", "q", null, null, null, null);
        assertNumbers(groups, "b", 1, 1, 2, 2, 1, 1, 2, 2, 1, 1, 2, 2);
        assertNumbers(groups, "x_from", 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1);
        assertNumbers(groups, "x_count", 0, 0, 0, 1, 1, 0, 0, 0, 1, 0, 0, 0);
    }

    @Test
    void binsOfOneWidthAreThereIfTheyHaveRows() {
        Table table = Table.builder()
                .column("x", new double[] {-0.05, 0, 0.3, 0.30000001, NONE, 1.25, Double.POSITIVE_INFINITY})
                .build();
        AggregateSpec.Builder spec = AggregateSpec.groupBy().count("x");
        Table groups = aggregate(table, spec.bin("x", Bins.width(0.1)).build());
        assertNumbers(groups, "x_count", 2, 1, 1, 1);
        assertThat(groups.doubles("x_to")[0]).isZero();
        assertThat(groups.doubles("x_from")[0]).isEqualTo(-0.1);
        assertThat(groups.doubles("x_to")[1]).isEqualTo(3 * 0.1);
        Table left =
                aggregate(table, spec.bin("x", Bins.width(0.1).closedLeft()).build());
        assertNumbers(left, "x_count", 1, 1, 1, 1, 1);
    }

    @Test
    void resultsKeepTheTypesOfTheirColumns() {
        ColumnType date = ColumnType.of(ColumnType.Kind.DATE);
        Table table = Table.builder()
                .column("k", new int[] {1, 1, 2, 2, 3})
                .column("i", new int[] {5, 3, 4, 4, 9})
                .column("b", new boolean[] {true, false, true, true, false})
                .column("f", new float[] {0.1f, 0.2f, 0.3f, 0.4f, 0.5f})
                .column("s", new String[] {"a", null, "b", "c", null})
                .column("d", Column.ofStored(date, new long[] {10, 20, 30, 0, 0}, new boolean[] {
                    false, false, false, true, true
                }))
                .build();
        Table groups = aggregate(
                table,
                byKey(
                                "max(i), sum(i), mean(i), mode(i), sum(b), mean(b), first(b), all(b), min(f), count(s), min(d), last(d),"
                                        + " count(d), argmin(d)")
                        .build());
        assertThat(groups.column("i_max").type()).isEqualTo(ColumnType.INT32);
        assertThat(values(groups, "i_max")).containsExactly(5L, 4L, 9L);
        assertThat(values(groups, "i_mode")).containsExactly(3L, 4L, 9L);
        assertNumbers(groups, "i_sum", 8, 8, 9);
        assertNumbers(groups, "i_mean", 4, 4, 9);
        assertNumbers(groups, "b_sum", 1, 2, 0);
        assertNumbers(groups, "b_mean", 0.5, 1, 0);
        assertThat(values(groups, "b_first")).containsExactly(true, true, false);
        assertThat(values(groups, "b_all")).containsExactly(false, true, false);
        assertThat(groups.column("f_min").type().kind()).isEqualTo(ColumnType.Kind.FLOAT32);
        assertNumbers(groups, "f_min", 0.1f, 0.3f, 0.5f);
        assertThat(groups.column("s_count").type()).isEqualTo(ColumnType.INT64);
        assertThat(values(groups, "s_count")).containsExactly(1L, 2L, 0L);
        assertThat(values(groups, "d_min")).containsExactly(LocalDate.ofEpochDay(10), LocalDate.ofEpochDay(30), null);
        assertThat(values(groups, "d_last")).containsExactly(LocalDate.ofEpochDay(20), LocalDate.ofEpochDay(30), null);
        assertThat(values(groups, "d_count")).containsExactly(2L, 1L, 0L);
        assertThat(values(groups, "d_argmin")).containsExactly(0L, 2L, -1L);
    }

    @Test
    void infinitiesAreValues() {
        double inf = Double.POSITIVE_INFINITY;
        Table table = Table.builder()
                .column("k", new int[] {1, 1, 2, 2, 3, 3})
                .column("x", new double[] {1, inf, inf, -inf, inf, inf})
                .build();
        for (String reduction : List.of("blockwise", "map-reduce")) {
            Table groups = aggregate(
                    table,
                    byKey("count(x), sum(x), mean(x), var(x), min(x), max(x), argmin(x)")
                            .build(),
                    SMALL_BLOCKS.withReduction(reduction));
            assertNumbers(groups, "x_count", 2, 2, 2);
            assertThat(groups.doubles("x_sum")).containsExactly(inf, NONE, inf);
            assertThat(groups.doubles("x_mean")).containsExactly(inf, NONE, inf);
            assertThat(groups.doubles("x_var")).containsExactly(NONE, NONE, NONE);
            assertThat(groups.doubles("x_min")).containsExactly(1, -inf, inf);
            assertThat(groups.doubles("x_max")).containsExactly(inf, inf, inf);
            assertNumbers(groups, "x_argmin", 0, 3, 4);
        }
    }

    @Test
    void constantsHaveNoVariance() {
        Table table = Table.builder()
                .column("k", new int[] {1, 1, 1, 2})
                .column("x", new double[] {0.1, 0.1, 0.1, 7})
                .build();
        Table groups = aggregate(table, byKey("var(x), std(x), var(x, 0)").build());
        assertThat(groups.doubles("x_var")).containsExactly(0, NONE);
        assertThat(groups.doubles("x_var_ddof0")).containsExactly(0, 0);
    }

    @Test
    void anEmptyInputGivesAnEmptyTableOrTheExpectedGroups() {
        Table table = Table.builder()
                .column("k", new int[0])
                .column("x", new double[0])
                .build();
        assertThat(aggregate(table, byKey("mean(x), median(x)").build()).rowCount())
                .isZero();
        Table groups =
                aggregate(table, byKey("mean(x), count(x)").expect("k", 1, 2).build());
        assertNumbers(groups, "x_mean", NONE, NONE);
        assertNumbers(groups, "x_count", 0, 0);
    }

    @Test
    void severalColumnsHaveSeveralFunctionsAndNamesOfTheirOwn() {
        for (String reduction : List.of("blockwise", "map-reduce")) {
            Table groups = aggregate(
                    TABLE,
                    byKey("top = max(w), mean(x), sum(w), again = mean(x)").build(),
                    SMALL_BLOCKS.withReduction(reduction));
            assertThat(groups.schema().names()).containsExactly("k", "group_rows", "top", "x_mean", "w_sum", "again");
            assertNumbers(groups, "top", 4, 3, 1);
            assertNumbers(groups, "w_sum", 7.5, 7.25, 2);
            assertThat(groups.doubles("again")).isEqualTo(groups.doubles("x_mean"));
        }
    }

    @Test
    void selectedRowsCountAndKeepTheirNumbers() {
        Table table = Table.builder()
                .column("k", new int[] {1, 1, 1})
                .column("x", new double[] {9, 1, 5})
                .column("s", new boolean[] {false, true, true})
                .build();
        Table groups = aggregate(
                table,
                AggregateSpec.groupBy("k")
                        .of(AggregateFunction.ARGMAX, "x")
                        .selection("s")
                        .build());
        assertNumbers(groups, "x_argmax", 2);
        assertNumbers(groups, "group_rows", 2);
    }

    @Test
    void textIsReadBackAsItWasWritten() {
        String text = "\"a, b\" = quantile(\"x (y)\", 0.025), nanvar(x, 0), q = mode(x), std(y)";
        assertThat(Aggregate.parse(text)).hasToString("[" + text + "]");
    }
}
