package io.regroup.api.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A tree combines neighbours in order, and takes memory for the summaries that come, not for all that a node could have. */
class SummaryTreeTest {

    private static final int BLOCKS = 100;

    /** A summary is its number of rows, its first block and its last one; blocks that do not follow each other make a NaN. */
    private static final class InOrder implements BlockReducer {

        @Override
        public int width() {
            return 3;
        }

        @Override
        public Worker worker(boolean gather) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void combine(double[] into, int at, double[] later, int laterAt) {
            into[at + 2] = into[at + 2] + 1 == later[laterAt + 1] ? later[laterAt + 2] : Double.NaN;
        }

        @Override
        public void finish(double[] slab, IntFunction<String> names, Estimates estimates, int[] open) {
            throw new UnsupportedOperationException();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 16, 17, 40, 99, 100, 101, 1_000_000_000, Integer.MAX_VALUE})
    void blocksComeInAnyOrder(int fanIn) {
        SummaryTree tree = new SummaryTree(fanIn, new InOrder());
        List<Integer> blocks =
                new ArrayList<>(IntStream.range(0, BLOCKS).boxed().toList());
        Collections.shuffle(blocks, new Random(fanIn));

        for (int block : blocks) {
            tree.add(block, GroupSummaries.numbered(0, 1, new double[] {1, block, block}));
        }

        GroupSummaries sum = tree.sum(BLOCKS);
        assertThat(sum).isNotNull();
        assertThat(sum.slab()).containsExactly(BLOCKS, 0, BLOCKS - 1);
    }
}
