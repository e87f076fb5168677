package io.regroup.reducers.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regroup.api.InvalidArgumentException;
import org.junit.jupiter.api.Test;

class BlockLabelsTest {

    @Test
    void labelsOfABlockAreAscendingAndDistinctAndRowsOfNoGroupAreLeftOut() {
        BlockLabels blocks = BlockLabels.of(new int[] {3, 0, 3, -1, -1, 0, 1}, new int[] {3, 2, 2}, 5);
        assertThat(blocks.blockCount()).isEqualTo(3);
        assertThat(blocks.labelCount()).isEqualTo(5);
        assertThat(blocks.inBlock(0)).containsExactly(0, 3);
        assertThat(blocks.inBlock(1)).isEmpty();
        assertThat(blocks.inBlock(2)).containsExactly(0, 1);
        assertThat(blocks.blocksPerLabel()).containsExactly(2, 1, 0, 1, 0);
        assertThat(blocks.singleRows()).isFalse();
    }

    @Test
    void blocksOfOneRowAreKnownAsSuch() {
        assertThat(BlockLabels.of(new int[] {0, -1}, new int[] {1, 1}, 1).singleRows())
                .isTrue();
    }

    @Test
    void badInputIsRefused() {
        assertThatThrownBy(() -> BlockLabels.of(new int[5], new int[] {2, 2}, 1))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("codes: expected 4 (the rows of all blocks), got 5; give one code per row");
        assertThatThrownBy(() -> BlockLabels.of(new int[] {0, 2}, new int[] {2}, 2))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("code of row 1: expected -1 to 1, got 2; number the groups from 0");
        assertThatThrownBy(() -> BlockLabels.of(new int[] {-2}, new int[] {1}, 2))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("code of row 0: expected -1 to 1, got -2; number the groups from 0");
        assertThatThrownBy(() -> BlockLabels.of(new int[2], new int[] {2, 0}, 2))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("size of block 1: expected at least 1 row, got 0; leave empty blocks out");
        assertThatThrownBy(() -> BlockLabels.of(new int[2], new int[] {Integer.MAX_VALUE, 1}, 2))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage(
                        "block sizes: expected at most 2147483647 rows in all blocks, got 2147483648; split the rows");
    }

    @Test
    void labelsThatAreNotAscendingOrOutOfRangeAreRefused() {
        assertThatThrownBy(() -> new BlockLabels(new int[][] {{0}, {2, 1}}, 3, false))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("labels of block 1: expected ascending numbers from 0 to 2, each once, got 1 after 2;"
                        + " number the groups from 0 and sort them");
        assertThatThrownBy(() -> new BlockLabels(new int[][] {{1, 1}}, 3, false))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("got 1 after 1");
        assertThatThrownBy(() -> new BlockLabels(new int[][] {{-1}}, 3, false))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("got -1;");
        assertThatThrownBy(() -> new BlockLabels(new int[][] {{3}}, 3, false))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("got 3;");
        assertThatThrownBy(() -> new BlockLabels(new int[][] {{0, 1}}, 3, true))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("labels of block 0: expected at most 1 in a block of one row, got 2;"
                        + " say that blocks have several rows");
    }
}
