package io.regroup.reducers.internal;

import static io.regroup.reducers.internal.BlockedRows.blocksOf;
import static io.regroup.reducers.internal.BlockedRows.cycle;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regroup.api.InvalidArgumentException;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Known answers of flox (https://flox.readthedocs.io), from its tests, and what holds for any rows. */
class BlockBordersTest {

    private static final int[] MONTHS_OF_2001 = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    private static int[] ints(String text) {
        return Arrays.stream(text.trim().split(" ")).mapToInt(Integer::parseInt).toArray();
    }

    /** Returns the rows whose label differs from the one before, and the number of rows. */
    private static int[] starts(int[] labels) {
        return IntStream.rangeClosed(0, labels.length)
                .filter(i -> i == 0 || i == labels.length || labels[i] != labels[i - 1])
                .toArray();
    }

    private static int[] reversed(int[] labels) {
        int[] reversed = new int[labels.length];
        Arrays.setAll(reversed, i -> labels[labels.length - 1 - i]);
        return reversed;
    }

    @ParameterizedTest
    @CsvSource({
        "1 1 1 1 1 1 1 1 1 1, 3 2 2 3",
        "2 2 2 2 2, 3 2 2 3",
        "3 3 3 1, 3 2 5",
        "3 1 1 2 1 1 1, 3 2 2 3",
        "3 2 2 3, 3 2 2 3",
        "4 4 2, 3 4 3",
        "5 5, 5 5",
        "6 4, 5 5",
        "7 3, 7 3",
        "8 2, 7 3",
        "9 1, 10",
        "10, 10"
    })
    void bordersMoveToGroups(String sizes, String expected) {
        int[] labels = {1, 1, 1, 2, 2, 3, 3, 5, 5, 5};
        assertThat(BlockBorders.align(ints(sizes), starts(labels), true).sizes())
                .containsExactly(ints(expected));
        assertThat(BlockBorders.align(ints(sizes), starts(reversed(labels)), true)
                        .sizes())
                .containsExactly(ints(expected));
    }

    @ParameterizedTest
    @CsvSource({
        "10, 31 28 31 30 31 30 31 31 30 31 30 31",
        "30, 31 28 31 30 31 30 31 31 30 31 30 31",
        "31, 31 28 31 30 31 30 31 31 30 31 30 31",
        "60, 59 61 61 62 61 61"
    })
    void daysByMonth(int size, String expected) {
        int[] labels = BlockedRows.runs(MONTHS_OF_2001);
        assertThat(BlockBorders.align(blocksOf(size, 365), starts(labels), true).sizes())
                .containsExactly(ints(expected));
    }

    @Test
    void littleChangesAreAcceptedAndGreatOnesOnlyByForce() {
        int[] starts = starts(BlockedRows.runs(MONTHS_OF_2001));
        BlockBorders.Alignment little = BlockBorders.align(blocksOf(31, 365), starts, false);
        assertThat(little.accepted()).isTrue();
        assertThat(little.sizes()).containsExactly(MONTHS_OF_2001);
        assertThat(little.reason())
                .isEqualTo("borders moved to where groups end: 12 blocks of at most 31 rows become 12 of at most 31");

        BlockBorders.Alignment great = BlockBorders.align(blocksOf(10, 365), starts, false);
        assertThat(great.accepted()).isFalse();
        assertThat(great.sizes()).containsExactly(blocksOf(10, 365));
        assertThat(great.reason())
                .isEqualTo("borders stay, to end blocks where groups end changes too much:"
                        + " 37 blocks of at most 10 rows become 12 of at most 31");
        assertThat(BlockBorders.align(blocksOf(10, 365), starts, true).accepted())
                .isTrue();
    }

    /** Where rules meet: computed with flox. */
    @ParameterizedTest
    @CsvSource({"1 1 2, 1 2 1, 1 3", "2 3 1, 1 4 1, 1 5"})
    void bordersOfShortBlocks(String sizes, String groups, String expected) {
        int[] starts = starts(BlockedRows.runs(ints(groups)));
        assertThat(BlockBorders.align(ints(sizes), starts, true).sizes()).containsExactly(ints(expected));
    }

    /** Both limits are exclusive: four blocks may not become three, nor two rows five. */
    @ParameterizedTest
    @CsvSource({
        "3 3 3 1, 3 2 2 3, false",
        "3 3 3 3 1, 3 4 2 2 2, true",
        "2 2 2 2 2 2, 5 2 1 1 1 1 1, false",
        "2 2 2 2 2 2 2 2, 4 2 2 2 2 2 2, true"
    })
    void limitsOfChange(String sizes, String groups, boolean accepted) {
        int[] starts = starts(BlockedRows.runs(ints(groups)));
        assertThat(BlockBorders.align(ints(sizes), starts, false).accepted()).isEqualTo(accepted);
    }

    @Test
    void alignedBlocksStay() {
        BlockBorders.Alignment same = BlockBorders.align(new int[] {1, 2}, new int[] {0, 1, 3}, false);
        assertThat(same.accepted()).isTrue();
        assertThat(same.sizes()).containsExactly(1, 2);
        assertThat(same.reason()).isEqualTo("blocks end where groups end");
        assertThat(BlockBorders.align(new int[0], new int[] {0}, false).accepted())
                .isTrue();
    }

    @Property(tries = 5000, edgeCases = EdgeCasesMode.NONE)
    void everyBorderIsAtAGroupAndNoRowIsLost(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 200) int rows,
            @ForAll @IntRange(min = 1, max = 40) int longest,
            @ForAll @IntRange(min = 1, max = 40) int largest,
            @ForAll boolean force) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] labels = BlockedRows.runs(BlockedRows.randomSizes(random, rows, longest));
        int[] sizes = BlockedRows.randomSizes(random, rows, largest);
        int[] before = sizes.clone();
        BlockBorders.Alignment alignment = BlockBorders.align(sizes, starts(labels), force);
        assertThat(sizes).containsExactly(before);
        assertThat(Arrays.stream(alignment.sizes()).sum()).isEqualTo(rows);
        assertThat(alignment.sizes()).doesNotContain(0);
        if (!alignment.accepted()) {
            assertThat(force).isFalse();
            assertThat(alignment.sizes()).containsExactly(before);
            return;
        }
        int border = 0;
        for (int b = 0; b < alignment.sizes().length - 1; b++) {
            border += alignment.sizes()[b];
            assertThat(labels[border]).isNotEqualTo(labels[border - 1]);
        }
        int[] again =
                BlockBorders.align(alignment.sizes(), starts(labels), false).sizes();
        assertThat(again).containsExactly(alignment.sizes());
        assertThat(Cohorts.find(BlockedRows.of(labels, again), false).preferred())
                .as("groups " + Arrays.toString(starts(labels)) + " in " + Arrays.toString(again))
                .isEqualTo(Cohorts.Method.BLOCKWISE);
    }

    @Test
    void badInputIsRefused() {
        assertThatThrownBy(() -> BlockBorders.align(new int[] {3, -1}, new int[] {0, 2}, true))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("size of block 1: expected at least 1 row, got -1; leave empty blocks out");
        for (int[] starts : new int[][] {{1, 3}, {0, 2}, {0, 4}, {3}}) {
            assertThatThrownBy(() -> BlockBorders.align(new int[] {3}, starts, true))
                    .isInstanceOf(InvalidArgumentException.class)
                    .hasMessage("first rows of groups: expected them to lead from 0 to 3, the number of rows, got "
                            + starts[0] + " to " + starts[starts.length - 1]
                            + "; give the first row of each group, and the number of rows at the end");
        }
        assertThatThrownBy(() -> BlockBorders.align(new int[] {3}, new int[0], true))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("the number of rows, got none;");
        assertThatThrownBy(() -> BlockBorders.align(new int[0], new int[] {0, 1}, true))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("from 0 to 0, the number of rows, got 0 to 1;");
    }

    @ParameterizedTest
    @CsvSource({"1, 1 6 1 6 1 6 1 6 1 1", "0, 7 7 7 7 2", "3, 3 4 3 4 3 4 3 4 2"})
    void blocksBeginAtALabelAndWhereTheyUsedTo(int label, String expected) {
        int[] sizes = {7, 7, 7, 7, 2};
        assertThat(BlockBorders.startAt(cycle(7, 30), sizes, new int[] {label}, BlockBorders.medianSize(sizes), true))
                .containsExactly(ints(expected));
    }

    @Test
    void monthsInBlocksThatBeginInJanuary() {
        int[] labels = Arrays.stream(cycle(12, 144)).map(month -> month + 1).toArray();
        int[] old = blocksOf(5, 144);
        int[] january = {1};
        assertThat(BlockBorders.startAt(labels, old, january, 4, false)).containsExactly(blocksOf(4, 144));
        // No January follows the last year, so its block ends when it is full.
        int[] fives = IntStream.range(0, 25)
                .map(b -> b == 24 ? 2 : b % 2 == 0 || b == 23 ? 5 : 7)
                .toArray();
        assertThat(BlockBorders.startAt(labels, old, january, 5, false)).containsExactly(fives);
    }

    /** By hand: of several labels each begins a block, and without another ahead full blocks end all the same. */
    @Test
    void severalLabelsAndNoneAhead() {
        int[] labels = {4, 9, 9, 2, 9, 9, 9, 9, 9};
        assertThat(BlockBorders.startAt(labels, new int[] {9}, new int[] {7, 4, 2}, 2, false))
                .containsExactly(3, 2, 2, 2);
    }

    @Test
    void medianOfAnEvenNumberOfSizesIsRoundedDown() {
        assertThat(BlockBorders.medianSize(new int[] {8, 1, 3, 4})).isEqualTo(3);
        assertThat(BlockBorders.medianSize(new int[] {8, 1, 3})).isEqualTo(3);
        assertThatThrownBy(() -> BlockBorders.medianSize(new int[0]))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("block sizes: expected at least one block, got none");
    }

    @Test
    void labelsThatDoNotFitAreRefused() {
        assertThatThrownBy(() -> BlockBorders.startAt(cycle(7, 30), blocksOf(7, 30), new int[] {7, 8}, 7, true))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("labels at which blocks begin: expected at least one that occurs, got [7, 8];"
                        + " choose among the labels of the rows");
        assertThatThrownBy(() -> BlockBorders.startAt(cycle(7, 30), blocksOf(7, 29), new int[] {1}, 7, true))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("labels: expected 29 (the rows of all blocks), got 30; give one label per row");
        assertThatThrownBy(() -> BlockBorders.startAt(cycle(7, 30), blocksOf(7, 30), new int[] {1}, 0, true))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("block size: expected at least 1 row, got 0");
    }
}
