package io.regroup.crossvalidation;

import static org.assertj.core.api.Assertions.assertThat;

import io.regroup.api.FitSpec;
import io.regroup.api.RunOptions;
import io.regroup.api.data.Block;
import io.regroup.api.data.BlockReader;
import io.regroup.api.data.Column;
import io.regroup.api.data.ColumnRequest;
import io.regroup.api.data.ColumnType;
import io.regroup.api.data.Dataset;
import io.regroup.api.data.Table;
import io.regroup.api.result.FitResult;
import io.regroup.crossvalidation.internal.ChunkedDataset;
import io.regroup.crossvalidation.internal.Medians;
import io.regroup.crossvalidation.internal.RowOrder;
import io.regroup.crossvalidation.internal.Samples;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntToLongFunction;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Contract 2 on every engine, for every way that keys may be found: keys of all types and ranges, in all orders of rows, in
 * memory and in blocks. Which rows a group has is checked by a median and a mean of row numbers, its order by a comparator
 * of this test's own.
 */
@EveryEngine
class KeysTest {

    @Parameter
    EngineUnderTest engine;

    /** A way to make the key columns of {@code groups} different keys; row i has the key of group {@code group[i]}. */
    private record Keys(String name, int groups, Maker maker) {

        @Override
        public String toString() {
            return name;
        }
    }

    @FunctionalInterface
    private interface Maker {
        Column[] columns(int[] group);
    }

    private static Keys longs(String name, int groups, IntToLongFunction value) {
        return new Keys(name, groups, group ->
                new Column[] {Column.of(IntStream.of(group).mapToLong(value).toArray())});
    }

    private static Keys ints(String name, int groups, IntUnaryOperator value) {
        return new Keys(name, groups, group ->
                new Column[] {Column.of(IntStream.of(group).map(value).toArray())});
    }

    private static Keys doubles(String name, int groups, IntToDoubleFunction value) {
        return new Keys(name, groups, group ->
                new Column[] {Column.of(IntStream.of(group).mapToDouble(value).toArray())});
    }

    private static Keys strings(String name, int groups, IntFunction<String> value) {
        return new Keys(name, groups, group ->
                new Column[] {Column.of(IntStream.of(group).mapToObj(value).toArray(String[]::new))});
    }

    private static Column nullable(int[] group, int every) {
        boolean[] missing = new boolean[group.length];
        long[] values = new long[group.length];
        for (int i = 0; i < group.length; i++) {
            missing[i] = group[i] % every == 0;
            // what stands where a value is missing must not matter
            values[i] = missing[i] ? i : group[i] / every;
        }
        return Column.ofStored(ColumnType.INT64, values, missing);
    }

    static Stream<Keys> keys() {
        long[] mixed = new SplittableRandom(1).longs(300).toArray();
        return Stream.of(
                ints("dense integers", 300, g -> g),
                ints("negative integers", 300, g -> -g - 1),
                ints("integers around zero", 300, g -> g - 150),
                ints("even integers", 300, g -> 2 * g),
                ints("sparse integers", 300, g -> 7_000_003 * (g - 150)),
                ints("extreme integers", 3, g -> new int[] {Integer.MIN_VALUE, 0, Integer.MAX_VALUE}[g]),
                ints("one group", 1, g -> 5),
                longs("small longs far from zero", 300, g -> 4_000_000_000_000L + g),
                longs("random longs", 300, g -> mixed[g]),
                longs("longs of range 2^32", 300, g -> (long) g << 24),
                longs("extreme longs", 4, g -> new long[] {Long.MIN_VALUE, -1, 0, Long.MAX_VALUE}[g]),
                longs("longs that differ beyond 2^53", 300, g -> (1L << 60) + g),
                doubles("doubles", 300, g -> (g - 150) / 7.0),
                doubles("whole doubles", 300, g -> g - 150),
                doubles(
                        "extreme doubles",
                        8,
                        g -> new double[] {
                                    Double.NaN,
                                    Double.NEGATIVE_INFINITY,
                                    -Double.MAX_VALUE,
                                    -Double.MIN_VALUE,
                                    0,
                                    Double.MIN_VALUE,
                                    1e308,
                                    Double.POSITIVE_INFINITY
                                }
                                [g]),
                new Keys("single precision", 300, group -> {
                    float[] singles = new float[group.length];
                    for (int i = 0; i < singles.length; i++) {
                        singles[i] = (group[i] - 150) / 7f;
                    }
                    return new Column[] {Column.of(singles)};
                }),
                strings("strings", 300, g -> "key " + g),
                strings("empty and long strings", 40, "x"::repeat),
                strings("strings, some missing", 40, g -> g == 17 ? null : Integer.toString(g)),
                new Keys("both zeros", 1, group -> {
                    double[] zeros = new double[group.length];
                    for (int i = 0; i < zeros.length; i++) {
                        zeros[i] = i % 3 == 0 ? -0.0 : 0.0;
                    }
                    return new Column[] {Column.of(zeros)};
                }),
                new Keys("dates", 300, group -> new Column[] {
                    Column.ofStored(
                            ColumnType.of(ColumnType.Kind.DATE),
                            IntStream.of(group).mapToLong(g -> g - 100).toArray(),
                            null)
                }),
                new Keys("flags", 2, group -> {
                    boolean[] flags = new boolean[group.length];
                    for (int i = 0; i < flags.length; i++) {
                        flags[i] = group[i] == 1;
                    }
                    return new Column[] {Column.of(flags)};
                }),
                new Keys("two small integers", 300, group -> new Column[] {
                    Column.of(IntStream.of(group).map(g -> g % 17 - 8).toArray()),
                    Column.of(IntStream.of(group).mapToLong(g -> g / 17).toArray())
                }),
                new Keys("three integers whose ranges multiply beyond 2^63", 300, group -> new Column[] {
                    Column.of(IntStream.of(group)
                            .mapToLong(g -> (g % 7 - 3) * (1L << 59))
                            .toArray()),
                    Column.of(IntStream.of(group)
                            .mapToLong(g -> (g / 7 % 7 - 3) * (1L << 59))
                            .toArray()),
                    Column.of(IntStream.of(group).mapToLong(g -> g / 49).toArray())
                }),
                new Keys("integer, string, double", 300, group -> new Column[] {
                    Column.of(IntStream.of(group).map(g -> g % 5).toArray()),
                    Column.of(IntStream.of(group)
                            .mapToObj(g -> g / 5 % 6 == 2 ? null : "s" + g / 5 % 6)
                            .toArray(String[]::new)),
                    Column.of(IntStream.of(group)
                            .mapToDouble(g -> g / 30 == 4 ? Double.NaN : g / 30 - 5.5)
                            .toArray())
                }),
                new Keys("integers, some missing", 300, group -> new Column[] {
                    nullable(
                            IntStream.of(group).map(g -> g == 0 ? 0 : g * 2 + 1).toArray(), 2)
                }),
                new Keys("two integers, both sometimes missing", 36, group -> new Column[] {
                    nullable(
                            IntStream.of(group)
                                    .map(g -> g % 6 == 0 ? 0 : g % 6 * 7 + 1)
                                    .toArray(),
                            7),
                    nullable(
                            IntStream.of(group)
                                    .map(g -> g / 6 == 0 ? 0 : g / 6 * 7 + 1)
                                    .toArray(),
                            7)
                }));
    }

    @ParameterizedTest
    @MethodSource("keys")
    void everyGroupHasItsRows(Keys keys) {
        SplittableRandom random = new SplittableRandom(keys.groups());
        int[] sizes = random.ints(keys.groups(), 1, 40).toArray();
        for (RowOrder order : RowOrder.values()) {
            Table table = table(keys, order.layOut(sizes, 7));
            check(keys, table, table, order + " in memory");
            check(keys, table, new ChunkedDataset(table, 97, false), order + " in blocks");
        }
    }

    @ParameterizedTest
    @MethodSource("keys")
    void everyRowIsAGroup(Keys keys) {
        int[] groups = new Samples(3).shuffled(IntStream.range(0, keys.groups()).toArray());
        Table table = table(keys, groups);
        check(keys, table, table, "one row each");
    }

    @ParameterizedTest
    @MethodSource("keys")
    void selectionIsMadeBeforeGroups(Keys keys) {
        int[] groups = RowOrder.SHUFFLED.layOut(
                new SplittableRandom(9).ints(keys.groups(), 1, 6).toArray(), 8);
        Table table = table(keys, groups);
        boolean[] selected = new boolean[groups.length];
        for (int i = 0; i < groups.length; i++) {
            selected[i] = i % 3 != 1;
        }
        int[] rows = IntStream.range(0, groups.length).filter(i -> selected[i]).toArray();
        Table some = builder(keys, groups).column("good", selected).build();
        FitResult result =
                engine.fit(some, spec(keyNames(table)).selection("good").build());
        compare(result, table, rows, keys + ", selected rows");
        assertThat(result.rowsRead()).isEqualTo(groups.length);
        assertThat(result.rowsSelected()).isEqualTo(rows.length);
    }

    @ParameterizedTest
    @MethodSource("keys")
    void noRowsAreNoGroups(Keys keys) {
        Table table = table(keys, new int[0]);
        FitResult result = engine.fit(table, spec(keyNames(table)).build(), RunOptions.defaults());
        assertThat(result.groups().rowCount()).as("%s, %s", engine, keys).isZero();
    }

    private static Table.Builder builder(Keys keys, int[] groups) {
        Table.Builder table = Table.builder();
        Column[] columns = keys.maker().columns(groups);
        for (int c = 0; c < columns.length; c++) {
            table.column("key" + c, columns[c]);
        }
        return table.column(
                "row", IntStream.range(0, groups.length).asDoubleStream().toArray());
    }

    private static Table table(Keys keys, int[] groups) {
        return builder(keys, groups).build();
    }

    private static String[] keyNames(Table table) {
        return table.schema().names().stream()
                .filter(name -> name.startsWith("key"))
                .toArray(String[]::new);
    }

    private static FitSpec.Builder spec(String[] keys) {
        return FitSpec.groupBy(keys).targets("row").medians("row").minRows(1);
    }

    private void check(Keys keys, Table table, Dataset data, String variant) {
        FitResult result = engine.fit(data, spec(keyNames(table)).build());
        String what = keys + ", " + variant;
        compare(result, table, IntStream.range(0, table.rowCount()).toArray(), what);
        comparePredictions(result, table, data, what);
    }

    /** Groups rows by a sorted map and compares keys, sizes, medians and means of row numbers. */
    private void compare(FitResult result, Table table, int[] rows, String what) {
        String[] names = keyNames(table);
        TreeMap<List<Object>, List<Integer>> expected = new TreeMap<>(KeysTest::compareKeys);
        for (int row : rows) {
            expected.computeIfAbsent(key(table, names, row), key -> new ArrayList<>())
                    .add(row);
        }
        String at = engine + ", " + what;
        assertThat(result.groups().rowCount()).as(at + ": number of groups").isEqualTo(expected.size());
        double tolerance = engine.accuracy().allow(1e-15);
        int group = 0;
        for (List<Object> key : expected.keySet()) {
            double[] numbers =
                    expected.get(key).stream().mapToDouble(row -> row).toArray();
            String where = at + ", group " + group + " " + key;
            assertThat(key(result.groups(), names, group)).as(where).isEqualTo(key);
            assertThat(Fits.value(result, "group_rows", group)).as(where).isEqualTo(numbers.length);
            assertThat(Fits.value(result, "row_fit_median", group))
                    .as(where + ", median")
                    .isEqualTo(Medians.bySorting(numbers));
            double mean = IntStream.range(0, numbers.length)
                            .mapToDouble(i -> numbers[i])
                            .sum()
                    / numbers.length;
            Fits.assertClose(Fits.value(result, "row_fit_beta0", group), mean, tolerance, where + ", mean");
            group++;
        }
    }

    /** Each row is predicted by its own group. */
    private void comparePredictions(FitResult result, Table table, Dataset data, String what) {
        String[] names = keyNames(table);
        TreeMap<List<Object>, Double> means = new TreeMap<>(KeysTest::compareKeys);
        for (int group = 0; group < result.groups().rowCount(); group++) {
            means.put(key(result.groups(), names, group), Fits.value(result, "row_fit_beta0", group));
        }
        double[] predictions = new double[table.rowCount()];
        int at = 0;
        try (BlockReader reader = result.rows(data).read(List.of(ColumnRequest.number("row_fit")))) {
            for (Block block = reader.next(); block != null; block = reader.next()) {
                block.column(0).copyDoubles(0, block.rowCount(), predictions, at);
                at += block.rowCount();
            }
        }
        assertThat(at).as("%s, %s: rows predicted", engine, what).isEqualTo(predictions.length);
        for (int row = 0; row < predictions.length; row++) {
            assertThat(predictions[row])
                    .as("%s, %s, prediction of row %d", engine, what, row)
                    .isEqualTo(means.get(key(table, names, row)));
        }
    }

    /** The key of a row; minus zero is zero. */
    private static List<Object> key(Table table, String[] names, int row) {
        List<Object> key = new ArrayList<>();
        for (String name : names) {
            Object value = table.column(name).get(row);
            key.add(value instanceof Double number && number == 0 ? Double.valueOf(0.0) : value);
        }
        return key;
    }

    private static int compareKeys(List<Object> a, List<Object> b) {
        for (int c = 0; c < a.size(); c++) {
            int order = Comparator.nullsLast(KeysTest::compareValues).compare(a.get(c), b.get(c));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private static int compareValues(Object a, Object b) {
        return switch (a) {
            case Boolean flag -> flag.compareTo((Boolean) b);
            case Long number -> number.compareTo((Long) b);
            case Double number -> number.compareTo((Double) b);
            case LocalDate date -> date.compareTo((LocalDate) b);
            // no surrogates here, so that UTF-16 order is that of code points
            case String text -> text.compareTo((String) b);
            default -> throw new IllegalArgumentException("no order for " + a);
        };
    }
}
