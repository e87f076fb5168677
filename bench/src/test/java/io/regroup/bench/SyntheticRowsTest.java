package io.regroup.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regroup.bench.SyntheticRows.Keys;
import io.regroup.bench.SyntheticRows.Sizes;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the rows of scenarios are like. */
class SyntheticRowsTest {

    private static final SyntheticRows MANY =
            new SyntheticRows(200_000, 2_000, Keys.INT, 2, 2, true, 0.01, Sizes.EQUAL, Order.SORTED);

    private static int groups(SyntheticRows rows) {
        return GroupCodes.of(rows.generate(2).table(), List.of(rows.keyNames())).count();
    }

    @ParameterizedTest
    @EnumSource
    void rowsDoNotDependOnThreads(Order order) {
        Rows one = MANY.in(order).generate(1);
        Rows three = MANY.in(order).generate(3);

        for (String name : one.names()) {
            assertThat(one.array(name)).as(name).isEqualTo(three.array(name));
        }
    }

    @Test
    void shuffledRowsAreTheSameRows() {
        Rows sorted = MANY.generate(2);
        Rows shuffled = MANY.in(Order.SHUFFLED).generate(2);

        assertThat(ordered(shuffled, "x1")).isEqualTo(ordered(sorted, "x1"));
        assertThat(ordered(shuffled, "y2")).isEqualTo(ordered(sorted, "y2"));
        int[] keys = (int[]) shuffled.array("k");
        long descents = IntStream.range(1, keys.length)
                .filter(i -> keys[i] < keys[i - 1])
                .count();
        assertThat(descents / (double) keys.length).isBetween(0.45, 0.55);
    }

    private static double[] ordered(Rows rows, String name) {
        double[] values = rows.doubles(name).clone();
        Arrays.sort(values);
        return values;
    }

    /** The sizes that the issue states. */
    @Test
    void scenariosHaveTheStatedSizes() {
        assertThat(SyntheticScenario.S1.rows(Order.SORTED))
                .extracting("rows", "groups")
                .containsExactly(20_000_000, 1_000_000);
        assertThat(SyntheticScenario.S2.rows(Order.SORTED))
                .extracting("rows", "groups")
                .containsExactly(20_000_000, 10_000);
        assertThat(SyntheticScenario.S3.rows(Order.SORTED))
                .extracting("rows", "groups")
                .containsExactly(20_000_000, 4_000_000);
        assertThat(SyntheticScenario.S4.rows(Order.SORTED))
                .extracting("rows", "groups", "features")
                .containsExactly(30_000_000, 1_000_000, 3);
        assertThat(SyntheticScenario.S5.rows(Order.SORTED))
                .extracting("rows", "groups", "features", "targets")
                .containsExactly(20_000_000, 200_000, 2, 6);
        assertThat(SyntheticScenario.S6.rows(Order.SORTED))
                .extracting("rows", "groups", "features")
                .containsExactly(10_000_000, 30, 4);
        assertThat(SyntheticScenario.S7.rows(Order.SORTED))
                .extracting("rows", "groups", "targets")
                .containsExactly(2_041_200, 113_400, 2);
    }

    @ParameterizedTest
    @EnumSource
    void declaredGroupsAreThere(SyntheticScenario each) {
        for (Order order : Order.IN_MEMORY) {
            SyntheticRows rows = each.rows(order).scaled(0.01);

            assertThat(groups(rows)).isEqualTo(rows.groups());
            assertThat(rows.generate(2).table().rowCount()).isEqualTo(rows.rows());
        }
    }

    @Test
    void oneGroupHasHalfOfTheRows() {
        SyntheticRows rows = SyntheticScenario.S6.rows(Order.SORTED).scaled(0.001);
        int[] sizes = new int[rows.groups()];
        for (int row = 0; row < rows.rows(); row++) {
            sizes[rows.group(row)]++;
        }
        Arrays.sort(sizes);

        assertThat(sizes[29]).isEqualTo(rows.rows() / 2);
        assertThat(sizes[28]).isLessThan(2 * sizes[0]);
        assertThat(sizes[0]).isPositive();
    }

    @Test
    void groupsVaryByHalfToBothSides() {
        for (SyntheticScenario each : List.of(SyntheticScenario.S1_VARIED, SyntheticScenario.S3_VARIED)) {
            SyntheticRows rows = each.rows(Order.SORTED).scaled(0.001);
            int[] sizes = new int[rows.groups()];
            for (int row = 0; row < rows.rows(); row++) {
                sizes[rows.group(row)]++;
                assertThat(row == 0 || rows.group(row) >= rows.group(row - 1)).isTrue();
            }
            int mean = rows.rows() / rows.groups();
            int half = mean / 2;

            assertThat(Arrays.stream(sizes).distinct().sorted().toArray())
                    .isEqualTo(IntStream.rangeClosed(mean - half, mean + half).toArray());
        }
    }

    @Test
    void onePercentOfEachTargetIsMissing() {
        Rows rows = MANY.generate(2);
        for (String target : List.of("y1", "y2")) {
            long missing =
                    Arrays.stream(rows.doubles(target)).filter(Double::isNaN).count();
            assertThat(missing / (double) MANY.rows()).isBetween(0.009, 0.011);
        }
        assertThat(rows.doubles("x1")).doesNotContain(Double.NaN);
    }

    @Test
    void valuesAreOfTheStatedSize() {
        Rows rows = MANY.generate(2);
        double[] x2 = rows.doubles("x2");
        double mean = Arrays.stream(x2).average().orElseThrow();
        double variance =
                Arrays.stream(x2).map(x -> (x - mean) * (x - mean)).average().orElseThrow();

        assertThat(mean).isBetween(0.99, 1.01);
        assertThat(variance).isBetween(0.98, 1.02);
        assertThat(Arrays.stream(rows.doubles("w"))).allMatch(w -> w >= 0.5 && w < 2);
    }

    @Test
    void periodicRowsAreTheSortedOnesInRunsWithAShareOfEachGroup() {
        SyntheticRows recipe = SyntheticRows.of(50, 30, 1, true, Order.PERIODIC);
        Rows periodic = recipe.generate(2);
        Rows sorted = recipe.in(Order.SORTED).generate(2);
        int[] keys = (int[]) periodic.array("k");
        int perPeriod = keys.length / Order.PERIODS;
        for (int row = 0; row < keys.length; row++) {
            assertThat(keys[row]).isEqualTo(row % perPeriod / 3);
        }
        double[] values = periodic.doubles("y1").clone();
        double[] expected = sorted.doubles("y1").clone();
        Arrays.sort(values);
        Arrays.sort(expected);
        assertThat(values).isEqualTo(expected);
        assertThatThrownBy(() -> SyntheticRows.of(50, 25, 1, true, Order.PERIODIC))
                .hasMessage(
                        "periodic rows: expected equal groups of a multiple of 10 rows, got 1250 rows in 50 groups");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 64, 65, 1_000, 4_097})
    void shuffleIsAPermutation(int size) {
        Shuffle shuffle = new Shuffle(size);

        assertThat(IntStream.range(0, size)
                        .mapToLong(shuffle::at)
                        .distinct()
                        .filter(i -> i >= 0 && i < size)
                        .count())
                .isEqualTo(size);
    }
}
