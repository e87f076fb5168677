package io.regroup.crossvalidation;

import static org.assertj.core.api.Assertions.assertThat;

import io.regroup.api.Regroup;
import io.regroup.api.RunOptions;
import io.regroup.api.aggregate.AggregateSpec;
import io.regroup.api.data.Dataset;
import io.regroup.api.data.Table;
import io.regroup.crossvalidation.internal.ChunkedDataset;
import io.regroup.crossvalidation.internal.FileLikeDataset;
import io.regroup.crossvalidation.internal.SameBits;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Aggregates of random rows, however they are ordered, cut into blocks, delivered and reduced: extremes, ends and counts equal
 * plain loops; sums and means equal exact arithmetic, variances do within the rounding of their sums, however far the values are from zero,
 * or the first one from the others.
 */
@EveryEngine
class AggregateAgreementTest {

    private static final String FUNCTIONS =
            "count(x), sum(x), mean(x), var(x), min(x), max(x), argmin(x), argmax(x), first(x), last(x), all(x), any(x)";

    private static final int ROWS = 3000;

    @Parameter
    EngineUnderTest engine;

    /** Rows with keys in an order, some of them missing, after an offset; first values of groups are far off. */
    private static Table table(String order, double offset, double missing) {
        SplittableRandom random = new SplittableRandom(order.hashCode() + (long) offset);
        int[] keys = new int[ROWS];
        double[] values = new double[ROWS];
        boolean[] seen = new boolean[ROWS];
        for (int i = 0; i < ROWS; i++) {
            keys[i] = switch (order) {
                case "sorted" -> i * i / 300_000;
                case "cyclic" -> i % 12;
                default -> random.nextInt(1 + random.nextInt(40));
            };
            values[i] = random.nextDouble() < missing ? Double.NaN : offset + random.nextInt(-50, 50) / 8.0;
            if (!seen[keys[i]]) {
                values[i] += 1e6;
                seen[keys[i]] = true;
            }
        }
        return Table.builder().column("k", keys).column("x", values).build();
    }

    private static Map<Integer, List<Integer>> rowsOfGroups(Table table) {
        Map<Integer, List<Integer>> rows = new TreeMap<>();
        double[] keys = table.doubles("k");
        for (int i = 0; i < keys.length; i++) {
            rows.computeIfAbsent((int) keys[i], key -> new ArrayList<>()).add(i);
        }
        return rows;
    }

    private static void assertPlain(Table groups, Table table, String what) {
        double[] x = table.doubles("x");
        int group = 0;
        for (List<Integer> rows : rowsOfGroups(table).values()) {
            List<Integer> there =
                    rows.stream().filter(row -> !Double.isNaN(x[row])).toList();
            String where = what + ", group " + group;
            assertThat(groups.doubles("x_count")[group]).as(where).isEqualTo(there.size());
            if (!there.isEmpty()) {
                assertExtremes(groups, group, x, there, where);
                assertMoments(groups, group, x, there, where);
            }
            group++;
        }
        assertThat(groups.rowCount()).as(what).isEqualTo(group);
    }

    private static void assertExtremes(Table groups, int group, double[] x, List<Integer> rows, String where) {
        int least = rows.get(0);
        int greatest = rows.get(0);
        boolean all = true;
        boolean any = false;
        for (int row : rows) {
            least = x[row] < x[least] ? row : least;
            greatest = x[row] > x[greatest] ? row : greatest;
            all &= x[row] != 0;
            any |= x[row] != 0;
        }
        assertThat(groups.doubles("x_min")[group]).as(where).isEqualTo(x[least] + 0.0);
        assertThat(groups.doubles("x_max")[group]).as(where).isEqualTo(x[greatest] + 0.0);
        assertThat(groups.doubles("x_argmin")[group]).as(where).isEqualTo(least);
        assertThat(groups.doubles("x_argmax")[group]).as(where).isEqualTo(greatest);
        assertThat(groups.doubles("x_first")[group]).as(where).isEqualTo(x[rows.get(0)] + 0.0);
        assertThat(groups.doubles("x_last")[group]).as(where).isEqualTo(x[rows.getLast()] + 0.0);
        assertThat(groups.column("x_all").get(group)).as(where).isEqualTo(all);
        assertThat(groups.column("x_any").get(group)).as(where).isEqualTo(any);
    }

    private static void assertMoments(Table groups, int group, double[] x, List<Integer> rows, String where) {
        BigDecimal sum = BigDecimal.ZERO;
        for (int row : rows) {
            sum = sum.add(new BigDecimal(x[row]));
        }
        BigDecimal count = BigDecimal.valueOf(rows.size());
        BigDecimal mean = sum.divide(count, MathContext.DECIMAL128);
        BigDecimal squares = BigDecimal.ZERO;
        for (int row : rows) {
            BigDecimal distance = new BigDecimal(x[row]).subtract(mean);
            squares = squares.add(distance.multiply(distance));
        }
        // the values are multiples of 1/8, so their sum is exact
        assertThat(groups.doubles("x_sum")[group]).as(where).isEqualTo(sum.doubleValue());
        Fits.assertClose(groups.doubles("x_mean")[group], mean.doubleValue(), 3e-16, where + " mean");
        double variance = rows.size() == 1 ? Double.NaN : squares.doubleValue() / (rows.size() - 1);
        // the bound of plain sums about the mean; about another value, near the mean or the first, they lose up to six
        // bits
        BigDecimal off = new BigDecimal(x[rows.get(0)]).subtract(mean);
        double lost = 1 + off.multiply(off).multiply(count).doubleValue() / squares.doubleValue();
        double allowed = 1e-15 + rows.size() * 0x1p-53 * (rows.size() == 1 ? 1 : Math.clamp(lost, 4, 64));
        Fits.assertClose(groups.doubles("x_var")[group], variance, allowed, where + " variance");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sorted", "cyclic", "random"})
    void everyWayOfReducingGivesTheSame(String order) {
        AggregateSpec spec = AggregateSpec.groupBy("k").aggregates(FUNCTIONS).build();
        for (double offset : new double[] {0, 1e9}) {
            for (double missing : new double[] {0, 0.2}) {
                Table table = table(order, offset, missing);
                Map<String, Dataset> sources = new LinkedHashMap<>();
                sources.put("in memory", table);
                sources.put("delivered in blocks of 13", new ChunkedDataset(table, 13, true));
                sources.put("file-like", new FileLikeDataset(table, 100));
                sources.forEach((delivery, source) -> {
                    for (String reduction : List.of("auto", "blockwise", "map-reduce", "cohorts")) {
                        for (int blockRows : new int[] {7, 100, 100_000}) {
                            assertAgrees(source, spec, table, reduction, blockRows, order + ", " + delivery);
                        }
                    }
                });
            }
        }
    }

    private void assertAgrees(
            Dataset source, AggregateSpec spec, Table table, String reduction, int blockRows, String what) {
        RunOptions options = RunOptions.defaults()
                .withEngine(engine.name())
                .withReduction(reduction)
                .withBlockRows(blockRows);
        String all = what + ", " + reduction + ", blocks of " + blockRows;
        Table once = Regroup.aggregate(source, spec, options.withThreads(1)).groups();
        assertPlain(once, table, all);
        for (int threads : new int[] {2, 5}) {
            SameBits.check(
                    Regroup.aggregate(source, spec, options.withThreads(threads))
                            .groups(),
                    once,
                    all + ", " + threads + " threads");
        }
    }

    /** Sums that overflow, and infinite values, first or later: as where each group is whole. */
    @ParameterizedTest
    @ValueSource(ints = {30, 100_000})
    void numbersWithoutMeanOrVarianceGiveTheSameScattered(int blockRows) {
        double inf = Double.POSITIVE_INFINITY;
        double huge = Double.MAX_VALUE;
        double[][] starts = {{inf}, {1, inf}, {inf, -inf}, {huge, -huge}, {1e200, 1e190}, {5, 5}, {0, -0.0}};
        int rows = 50 * starts.length;
        int[] keys = new int[rows];
        double[] values = new double[rows];
        for (int i = 0; i < rows; i++) {
            keys[i] = i % starts.length;
            double[] first = starts[keys[i]];
            int at = i / starts.length;
            values[i] = at < first.length ? first[at] : keys[i] < 5 ? at % 7 : first[0];
        }
        Table table = Table.builder().column("k", keys).column("x", values).build();
        AggregateSpec spec = AggregateSpec.groupBy("k")
                .aggregates("sum(x), mean(x), var(x), count(x), min(x)")
                .build();
        RunOptions options = RunOptions.defaults().withEngine(engine.name()).withBlockRows(blockRows);
        Table whole = Regroup.aggregate(table, spec, options.withReduction("blockwise"))
                .groups();
        Table combined = Regroup.aggregate(table, spec, options.withReduction("map-reduce"))
                .groups();
        for (int group : new int[] {0, 1, 2, 4, 5, 6}) {
            assertThat((Double) combined.doubles("x_sum")[group]).isEqualTo((Double) whole.doubles("x_sum")[group]);
            assertThat((Double) combined.doubles("x_mean")[group]).isEqualTo((Double) whole.doubles("x_mean")[group]);
        }
        // the order of additions decides what is left of small values, not whether the sum overflows
        assertThat(combined.doubles("x_sum")[3]).isBetween(0.0, 146.0);
        assertThat(combined.doubles("x_min")).containsExactly(whole.doubles("x_min"));
        assertThat(combined.column("x_count").get(3)).isEqualTo(50L);
        for (int group : new int[] {0, 1, 2, 5, 6}) {
            assertThat((Double) combined.doubles("x_var")[group]).isEqualTo((Double) whole.doubles("x_var")[group]);
        }
    }

    /** The first of 50,000 values is so far off that squares about it would lose five digits. */
    @Test
    void valuesFarFromTheFirstKeepTheirDigits() {
        int groups = 4;
        int[] keys = new int[50_000 * groups];
        double[] values = new double[keys.length];
        SplittableRandom random = new SplittableRandom(50_000);
        BigDecimal[] sums = new BigDecimal[groups];
        BigDecimal[] squares = new BigDecimal[groups];
        Arrays.fill(sums, BigDecimal.ZERO);
        Arrays.fill(squares, BigDecimal.ZERO);
        for (int i = 0; i < keys.length; i++) {
            keys[i] = i < groups ? i : random.nextInt(groups);
            values[i] = (i < groups ? 1e6 : 1e3) + random.nextInt(-50, 50) / 8.0;
            BigDecimal value = new BigDecimal(values[i]);
            sums[keys[i]] = sums[keys[i]].add(value);
            squares[keys[i]] = squares[keys[i]].add(value.multiply(value));
        }
        Table table = Table.builder().column("k", keys).column("x", values).build();
        AggregateSpec spec = AggregateSpec.groupBy("k")
                .aggregates("sum(x), var(x), count(x), min(x)")
                .build();
        Table found = Regroup.aggregate(
                        table,
                        spec,
                        RunOptions.defaults().withEngine(engine.name()).withReduction("map-reduce"))
                .groups();
        for (int g = 0; g < groups; g++) {
            long count = (Long) found.column("x_count").get(g);
            BigDecimal mean = sums[g].divide(BigDecimal.valueOf(count), MathContext.DECIMAL128);
            double variance = squares[g].subtract(sums[g].multiply(mean)).doubleValue() / (count - 1);
            assertThat(found.doubles("x_sum")[g]).isEqualTo(sums[g].doubleValue());
            assertThat(found.doubles("x_min")[g]).isBetween(1e3 - 6.25, 1e3);
            Fits.assertClose(found.doubles("x_var")[g], variance, 1e-13, engine + ", variance of group " + g);
        }
    }
}
