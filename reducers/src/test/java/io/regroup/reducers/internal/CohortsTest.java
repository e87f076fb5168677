package io.regroup.reducers.internal;

import static io.regroup.reducers.internal.BlockedRows.blocksOf;
import static io.regroup.reducers.internal.BlockedRows.cycle;
import static org.assertj.core.api.Assertions.assertThat;

import io.regroup.reducers.internal.Cohorts.Method;
import io.regroup.reducers.internal.Cohorts.Rule;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Known answers. Unless a test says otherwise they are those of flox (https://flox.readthedocs.io), from its documentation,
 * its tests and the snapshots that it keeps of its benchmark cases.
 */
class CohortsTest {

    private static final LocalDate HOURLY_FIRST = LocalDate.of(2016, 1, 1);
    private static final LocalDate HOURLY_LAST = LocalDate.of(2018, 12, 31);

    private static List<List<Integer>> labels(Cohorts cohorts) {
        return cohorts.cohorts().stream()
                .map(cohort -> Arrays.stream(cohort.labels()).boxed().toList())
                .toList();
    }

    private static List<List<Integer>> blocks(Cohorts cohorts) {
        return cohorts.cohorts().stream()
                .map(cohort -> Arrays.stream(cohort.blocks()).boxed().toList())
                .toList();
    }

    private static List<List<Integer>> lists(String text) {
        return Arrays.stream(text.split("/"))
                .map(part -> Arrays.stream(part.trim().split(" "))
                        .map(Integer::valueOf)
                        .toList())
                .toList();
    }

    private static Cohorts find(int[] codes, int[] blockSizes, boolean insist) {
        return Cohorts.find(BlockedRows.of(codes, blockSizes), insist);
    }

    /** Twelve months of twelve years in blocks of four: the first example of flox's documentation. */
    @Test
    void monthsInBlocksThatDivideTheYearFormSeparateCohorts() {
        Cohorts cohorts = find(cycle(12, 144), blocksOf(4, 144), false);
        assertThat(cohorts.preferred()).isEqualTo(Method.COHORTS);
        assertThat(cohorts.rule()).isEqualTo(Rule.DISJOINT);
        assertThat(cohorts.reason()).isEqualTo("12 groups in 3 cohorts of 4: no block has rows of two cohorts");
        assertThat(labels(cohorts)).isEqualTo(lists("0 1 2 3 / 4 5 6 7 / 8 9 10 11"));
        assertThat(cohorts.cohorts().getFirst().blocks()).startsWith(0, 3, 6, 9).hasSize(12);
        assertThat(cohorts.presentLabels()).isEqualTo(12);
        assertThat(cohorts.density()).isEqualTo(1 / 3.0);
    }

    @ParameterizedTest
    @CsvSource({
        "24, 0 1 2 / 3 4 / 5 6 7 / 8 9 / 10 11",
        "36, 0 / 1 2 / 3 4 / 5 / 6 7 / 8 9 / 10 / 11",
        "48, 0 11 / 1 2 3 / 4 5 / 6 7 8 9 / 10",
        "60, 0 10 11 / 1 / 2 3 / 4 5 / 6 7 / 8 9",
        "120, 0 10 11 / 1 / 2 3 / 4 5 / 6 7 / 8 9",
        "144, 0 10 11 / 1 / 2 3 / 4 5 / 6 7 / 8 9",
        "360, 0 10 11 / 1 / 2 3 / 4 5 / 6 7 / 8 9"
    })
    void monthsInBlocksOfFiveWhenCohortsAreInsistedOn(int rows, String expected) {
        assertThat(labels(find(cycle(12, rows), blocksOf(5, rows), true))).isEqualTo(lists(expected));
    }

    @Test
    void monthsInBlocksOfFiveAreCohortsForThreeYearsAndDenseForFive() {
        Cohorts three = find(cycle(12, 36), blocksOf(5, 36), false);
        assertThat(three.preferred()).isEqualTo(Method.COHORTS);
        assertThat(three.rule()).isEqualTo(Rule.CONTAINMENT);
        assertThat(three.cohorts()).hasSize(8);
        assertThat(three.reason())
                .isEqualTo(
                        "12 groups in 8 cohorts of 1 to 2: density 0.38 <= 0.4 (36 of 96 pairs of a group and a block)");
        Cohorts five = find(cycle(12, 60), blocksOf(5, 60), false);
        assertThat(five.preferred()).isEqualTo(Method.MAP_REDUCE);
        assertThat(five.rule()).isEqualTo(Rule.DENSE);
        assertThat(five.reason()).isEqualTo("density 0.42 > 0.4 (60 of 144 pairs of a group and a block)");
        assertThat(five.cohorts()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "1, COHORTS, SINGLE_ROWS, 12",
        "2, COHORTS, DISJOINT, 6",
        "3, COHORTS, DISJOINT, 4",
        "4, COHORTS, DISJOINT, 3",
        "5, MAP_REDUCE, DENSE, 0",
        "6, COHORTS, DISJOINT, 2",
        "7, MAP_REDUCE, DENSE, 0",
        "8, MAP_REDUCE, DENSE, 0",
        "9, MAP_REDUCE, DENSE, 0",
        "10, MAP_REDUCE, DENSE, 0",
        "11, MAP_REDUCE, DENSE, 0",
        "12, MAP_REDUCE, ONE_COHORT, 0",
        "13, MAP_REDUCE, DENSE, 0",
        "360, BLOCKWISE, ONE_BLOCK, 1"
    })
    void thirtyYearsOfMonthsInBlocksOfEverySize(int size, Method preferred, Rule rule, int count) {
        Cohorts cohorts = find(cycle(12, 360), blocksOf(size, 360), false);
        assertThat(cohorts.preferred()).isEqualTo(preferred);
        assertThat(cohorts.rule()).isEqualTo(rule);
        assertThat(cohorts.cohorts()).hasSize(count);
    }

    @ParameterizedTest
    @CsvSource({
        "7, 0 10 11 / 1 / 2 3 / 4 5 / 6 7 / 8 9",
        "8, 0 1 2 3 / 4 5 6 7 / 8 9 10 11",
        "9, 0 1 2 / 3 4 5 / 6 7 8 / 9 10 11",
        "10, 0 1 2 3 4 5 6 7 8 9 10 11",
        "11, 0 1 2 3 4 5 6 7 8 9 10 11",
        "12, 0 1 2 3 4 5 6 7 8 9 10 11",
        "13, 0 1 2 3 4 5 6 7 8 9 10 11"
    })
    void whoInsistsGetsCohortsWhereReducingAtOnceIsPreferred(int size, String expected) {
        Cohorts cohorts = find(cycle(12, 360), blocksOf(size, 360), true);
        assertThat(cohorts.preferred()).isEqualTo(Method.MAP_REDUCE);
        assertThat(labels(cohorts)).isEqualTo(lists(expected));
    }

    @ParameterizedTest
    @CsvSource({
        "0 1 2 0 1 2 3, 3 4, MAP_REDUCE, 0 1 2 3",
        "0 1 2 0 1 2 3, 2 2 2 1, MAP_REDUCE, 0 / 1 / 2 / 3",
        "0 1 2 0 1 2 3, 3 3 1, COHORTS, 0 1 2 / 3",
        "0 0 0 0 1 1 1 1 2 2 2 2 2 2 2 2 2 2 2 2 3 3 4 4 4 5 5 5 5, 4 8 4 9 4, COHORTS, 0 / 1 2 3 4 / 5"
    })
    void smallCases(String codes, String sizes, Method preferred, String expected) {
        Cohorts cohorts = find(ints(codes), ints(sizes), true);
        assertThat(cohorts.preferred()).isEqualTo(preferred);
        assertThat(labels(cohorts)).isEqualTo(lists(expected));
    }

    private static int[] ints(String text) {
        return Arrays.stream(text.split(" ")).mapToInt(Integer::parseInt).toArray();
    }

    @Test
    void hoursByDayOfYear() {
        int[] codes = BlockedRows.hourly(HOURLY_FIRST, HOURLY_LAST, time -> time.getDayOfYear() - 1);
        Cohorts cohorts = find(codes, blocksOf(48, codes.length), false);
        assertThat(cohorts.preferred()).isEqualTo(Method.COHORTS);
        assertThat(cohorts.rule()).isEqualTo(Rule.CONTAINMENT);
        assertThat(cohorts.cohorts()).hasSize(365);
        assertThat(labels(cohorts)).startsWith(List.of(0), List.of(1), List.of(2));
        assertThat(blocks(cohorts)).startsWith(List.of(0, 183, 365), List.of(0, 183, 366), List.of(1, 184, 366));
        assertThat(blocks(cohorts)).allMatch(list -> list.size() == 3);
    }

    @ParameterizedTest
    @ValueSource(ints = {12, 13, 14, 24, 36, 48, 71, 72})
    void hoursByDayOfYearLeaveNoDayAndNoBlockOut(int size) {
        int[] codes = BlockedRows.hourly(HOURLY_FIRST, HOURLY_LAST, time -> time.getDayOfYear() - 1);
        Cohorts cohorts = find(codes, blocksOf(size, codes.length), false);
        int[] all = cohorts.cohorts().stream()
                .flatMapToInt(cohort -> Arrays.stream(cohort.labels()))
                .sorted()
                .toArray();
        assertThat(all).isEqualTo(IntStream.range(0, 366).toArray());
        int[] covered = cohorts.cohorts().stream()
                .flatMapToInt(cohort -> Arrays.stream(cohort.blocks()))
                .distinct()
                .sorted()
                .toArray();
        assertThat(covered)
                .isEqualTo(IntStream.range(0, (codes.length + size - 1) / size).toArray());
    }

    /** The hours expected are 1 to 24, so midnight is in no group. */
    private static int[] monthAndHour() {
        return BlockedRows.hourly(
                HOURLY_FIRST,
                HOURLY_LAST,
                time -> time.getHour() == 0 ? -1 : (time.getMonthValue() - 1) * 24 + time.getHour() - 1);
    }

    @Test
    void hoursByMonthAndHour() {
        int[] codes = monthAndHour();
        Cohorts cohorts = find(codes, blocksOf(48, codes.length), false);
        assertThat(cohorts.preferred()).isEqualTo(Method.COHORTS);
        assertThat(cohorts.cohorts()).hasSize(12).allMatch(cohort -> cohort.labels().length == 23);
        assertThat(pairs(cohorts)).isEqualTo(566);
    }

    @Test
    void hoursByMonthAndHourInBlocksThatBeginWithTheSecondLabel() {
        int[] codes = monthAndHour();
        int[] sizes = BlockBorders.startAt(codes, blocksOf(48, codes.length), new int[] {1}, 48, false);
        Cohorts cohorts = find(codes, sizes, false);
        assertThat(cohorts.cohorts()).hasSize(12).allMatch(cohort -> cohort.labels().length == 23);
        assertThat(pairs(cohorts)).isEqualTo(629);
        assertThat(cohorts.cohorts().get(1).blocks()).startsWith(31, 32, 33);
        assertThat(cohorts.cohorts().get(2).blocks()).startsWith(45, 46, 47);
    }

    private static int pairs(Cohorts cohorts) {
        return cohorts.cohorts().stream()
                .mapToInt(cohort -> cohort.blocks().length)
                .sum();
    }

    @Test
    void monthsOf1961To2018() {
        Cohorts cohorts = find(cycle(12, 696), blocksOf(4, 696), false);
        assertThat(labels(cohorts)).isEqualTo(lists("0 1 2 3 / 4 5 6 7 / 8 9 10 11"));
        assertThat(cohorts.cohorts()).allMatch(cohort -> cohort.blocks().length == 58);
    }

    @Test
    void fortyYearsOfDaysByDayOfYear() {
        int[] codes =
                BlockedRows.daily(LocalDate.of(1981, 9, 1), LocalDate.of(2021, 6, 14), day -> day.getDayOfYear() - 1);
        assertThat(codes).hasSize(14_532);
        Cohorts cohorts = find(codes, blocksOf(10, codes.length), false);
        assertThat(cohorts.preferred()).isEqualTo(Method.COHORTS);
        assertThat(cohorts.cohorts()).hasSize(121);
        assertThat(labels(cohorts)).startsWith(List.of(0, 1, 362, 363, 364, 365), List.of(2, 3, 4), List.of(5, 6, 7));
        assertThat(cohorts.cohorts().getFirst().blocks()).startsWith(11, 12, 48, 84, 85, 121);
        assertThat(pairs(cohorts)).isEqualTo(5787);
    }

    @Test
    void sixHourStepsByDayOfMonthInSingleRows() {
        LocalDate first = LocalDate.of(1959, 1, 1);
        int[] codes = IntStream.range(0, 900)
                .map(step -> first.plusDays(step / 4).getDayOfMonth() - 1)
                .toArray();
        Cohorts cohorts = find(codes, blocksOf(1, 900), false);
        assertThat(cohorts.preferred()).isEqualTo(Method.COHORTS);
        assertThat(cohorts.rule()).isEqualTo(Rule.SINGLE_ROWS);
        assertThat(cohorts.cohorts()).hasSize(31);
        assertThat(cohorts.cohorts().get(1).blocks()).startsWith(4, 5, 6, 7, 128, 129);
        assertThat(pairs(cohorts)).isEqualTo(900);
    }

    @Test
    void daysInBinsOfFiveLieInOneBlockEach() {
        int[] codes = IntStream.range(0, 1461).map(day -> day / 5).toArray();
        Cohorts cohorts = find(codes, blocksOf(10, codes.length), false);
        assertThat(cohorts.preferred()).isEqualTo(Method.BLOCKWISE);
        assertThat(cohorts.rule()).isEqualTo(Rule.ONE_BLOCK_PER_LABEL);
        assertThat(cohorts.reason()).isEqualTo("each of the 293 groups has its rows in one block");
        assertThat(cohorts.cohorts()).hasSize(147);
        Cohorts one = find(codes, new int[] {codes.length}, false);
        assertThat(one.preferred()).isEqualTo(Method.BLOCKWISE);
        assertThat(one.cohorts().getFirst().labels()).hasSize(293);
    }

    /** Labels i * j on a plane of 30 by 30 fields of 60 by 150 points, in square blocks, numbered by value. */
    @Test
    void productsOnAPlane() {
        int[] products = IntStream.range(0, 900)
                .map(field -> field / 30 * (field % 30))
                .sorted()
                .distinct()
                .toArray();
        int[][] labelsOfBlock = IntStream.range(0, 6 * 13)
                .mapToObj(block -> IntStream.range(block / 13 * 350, Math.min(1800, (block / 13 + 1) * 350))
                        .flatMap(y -> IntStream.range(block % 13 * 350, Math.min(4500, (block % 13 + 1) * 350))
                                .map(x -> y / 60 * (x / 150)))
                        .distinct()
                        .sorted()
                        .map(product -> Arrays.binarySearch(products, product))
                        .toArray())
                .toArray(int[][]::new);
        Cohorts cohorts = Cohorts.find(new BlockLabels(labelsOfBlock, products.length, false), false);
        assertThat(cohorts.preferred()).isEqualTo(Method.COHORTS);
        assertThat(cohorts.presentLabels()).isEqualTo(297);
        assertThat(cohorts.cohorts()).hasSize(73);
        assertThat(labels(cohorts).get(1)).isEqualTo(List.of(24, 28));
        assertThat(pairs(cohorts)).isEqualTo(511);
    }

    /** 100 000 rows scattered over 5 000 groups: almost every group is in almost every block. */
    @Test
    void scatteredRowsAreReducedAtOnce() {
        SplittableRandom random = new SplittableRandom(1);
        int[] codes = random.ints(100_000, 0, 5_000).toArray();
        Cohorts cohorts = find(codes, blocksOf(10_000, codes.length), false);
        assertThat(cohorts.preferred()).isEqualTo(Method.MAP_REDUCE);
        assertThat(cohorts.rule()).isEqualTo(Rule.DENSE);
        assertThat(cohorts.cohorts()).isEmpty();
    }

    // What follows is not flox's: the edges of the rules, by hand.

    @Test
    void blocksWithoutLabelsMayOnlyFollow() {
        int[][] followed = {{0, 1}, {2}, {0, 1}, {2}, {}};
        assertThat(Cohorts.find(new BlockLabels(followed, 3, false), false).rule())
                .isEqualTo(Rule.DISJOINT);
        int[][] preceded = {{}, {0, 1}, {2}, {0, 1}, {2}};
        Cohorts between = Cohorts.find(new BlockLabels(preceded, 3, false), false);
        assertThat(between.rule()).isEqualTo(Rule.CONTAINMENT);
        assertThat(between.density()).isEqualTo(0.4);
        assertThat(labels(between)).isEqualTo(lists("0 1 / 2"));
    }

    @Test
    void oneLabelInEveryBlock() {
        int[][] labels = {{0}, {1}, {0}, {2}};
        Cohorts cohorts = Cohorts.find(new BlockLabels(labels, 3, false), false);
        assertThat(cohorts.rule()).isEqualTo(Rule.ONE_LABEL_PER_BLOCK);
        assertThat(cohorts.reason()).isEqualTo("3 groups in 3 cohorts of 1: every block has rows of one group");
        assertThat(blocks(cohorts)).isEqualTo(lists("0 2 / 1 / 3"));
    }

    @Test
    void singleRowsOfNoGroupDoNotMatter() {
        int[] codes = {0, 1, -1, 0, 1};
        assertThat(find(codes, blocksOf(1, 5), false).rule()).isEqualTo(Rule.SINGLE_ROWS);
        int[][] unknown = {{0}, {1}, {}, {0}, {1}};
        assertThat(Cohorts.find(new BlockLabels(unknown, 2, false), false).rule())
                .isEqualTo(Rule.CONTAINMENT);
    }

    @Test
    void nothingToReduce() {
        Cohorts noBlock = Cohorts.find(new BlockLabels(new int[0][], 3, false), true);
        assertThat(noBlock.rule()).isEqualTo(Rule.ONE_BLOCK);
        assertThat(noBlock.cohorts()).isEmpty();
        Cohorts noLabel = Cohorts.find(new BlockLabels(new int[][] {{}, {}}, 3, false), true);
        assertThat(noLabel.rule()).isEqualTo(Rule.ONE_BLOCK_PER_LABEL);
        assertThat(noLabel.preferred()).isEqualTo(Method.BLOCKWISE);
        assertThat(noLabel.cohorts()).isEmpty();
        assertThat(noLabel.presentLabels()).isZero();
        assertThat(noLabel.density()).isZero();
    }

    @Test
    void oneBlockHasAllLabelsPresentOrNot() {
        Cohorts cohorts = Cohorts.find(new BlockLabels(new int[][] {{1}}, 3, false), false);
        assertThat(labels(cohorts)).isEqualTo(lists("0 1 2"));
        assertThat(cohorts.presentLabels()).isEqualTo(1);
    }

    @Test
    void tooManyCohortsAreNotCompared() {
        BlockLabels blocks = BlockedRows.of(cycle(12, 36), blocksOf(5, 36));
        double steps = Containment.steps(LabelPartition.byBlocks(blocks).partsOfBlock(blocks));
        // Blocks have 3, 3, 4, 3, 4, 3, 3 and 1 of the eight exact cohorts.
        assertThat(steps).isEqualTo(78);
        assertThat(Cohorts.find(blocks, false, steps).rule()).isEqualTo(Rule.CONTAINMENT);
        Cohorts limited = Cohorts.find(blocks, false, steps - 1);
        assertThat(limited.preferred()).isEqualTo(Method.MAP_REDUCE);
        assertThat(limited.rule()).isEqualTo(Rule.TOO_MANY);
        assertThat(limited.cohorts()).isEmpty();
        assertThat(limited.reason()).startsWith("comparing 8 cohorts would take ");
        Cohorts insisted = Cohorts.find(blocks, true, 0);
        assertThat(insisted.rule()).isEqualTo(Rule.TOO_MANY);
        assertThat(labels(insisted)).isEqualTo(lists("0 / 1 2 / 3 4 / 5 / 6 7 / 8 9 / 10 / 11"));
    }

    /** A million groups scattered over 3 000 blocks, each in three of them: too many to compare, and soon known to be. */
    @Test
    void aMillionGroups() {
        int labels = 1_000_000;
        int[] codes = new int[3 * labels];
        long[] factors = {1, 104_729, 611_953};
        Arrays.setAll(codes, i -> (int) (i % labels * factors[i / labels] % labels));
        Cohorts cohorts = Cohorts.find(BlockLabels.of(codes, blocksOf(1_000, codes.length), labels), true);
        assertThat(cohorts.presentLabels()).isEqualTo(labels);
        assertThat(cohorts.preferred()).isEqualTo(Method.MAP_REDUCE);
        assertThat(cohorts.rule()).isEqualTo(Rule.TOO_MANY);
        assertThat(cohorts.cohorts()).hasSizeGreaterThan(900_000);
        assertThat(cohorts.reason())
                .startsWith("comparing ")
                .endsWith("density 0.00 <= 0.4 (3000000 of 3000000000 pairs of a group and a block)");
    }
}
