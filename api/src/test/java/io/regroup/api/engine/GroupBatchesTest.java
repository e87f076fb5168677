package io.regroup.api.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.regroup.api.FitSpec;
import io.regroup.api.RunOptions;
import io.regroup.api.data.Table;
import io.regroup.api.spi.KeyKernel;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Batches of sorted rows: every group once, with its rows, in groups of eight unless groups are large. */
class GroupBatchesTest {

    private static final int FEWER = 16_384 / 8;

    /** First groups and numbers of groups of all batches; what is in them is checked. */
    private static Map<Integer, Integer> batches(int[] sizes, int threads) {
        int[] keys = IntStream.range(0, sizes.length)
                .flatMap(g -> IntStream.range(0, sizes[g]).map(i -> g))
                .toArray();
        double[] values = new double[keys.length];
        Arrays.setAll(values, i -> i);
        GroupedRows rows = GroupedRows.load(
                Table.builder().column("k", keys).column("y", values).build(),
                RowDemand.of(FitSpec.groupBy("k").targets("y").build()),
                RunOptions.defaults().withThreads(threads),
                KeyKernel.PLAIN);
        int[] starts = new int[sizes.length + 1];
        for (int g = 0; g < sizes.length; g++) {
            starts[g + 1] = starts[g] + sizes[g];
        }
        Map<Integer, Integer> batches = new ConcurrentSkipListMap<>();
        GroupBatches.run(rows, new double[][] {values}, threads, () -> batch -> {
            for (int g = 0; g < batch.count(); g++) {
                assertThat(batch.columns()[0][batch.start(g)]).isEqualTo(starts[batch.firstGroup() + g]);
                assertThat(batch.end(g) - batch.start(g)).isEqualTo(sizes[batch.firstGroup() + g]);
            }
            assertThat(batches.put(batch.firstGroup(), batch.count())).isNull();
        });
        int next = 0;
        for (Map.Entry<Integer, Integer> batch : batches.entrySet()) {
            assertThat(batch.getKey()).isEqualTo(next);
            next += batch.getValue();
        }
        assertThat(next).isEqualTo(sizes.length);
        return new TreeMap<>(batches);
    }

    private static int[] sizes(int groups, IntUnaryOperator size) {
        return IntStream.range(0, groups).map(size).toArray();
    }

    @Test
    void smallGroupsComeInEights() {
        SplittableRandom random = new SplittableRandom(1);
        for (int size : new int[] {1, 5, 100, 200}) {
            int[] sizes = sizes(100_003 / size, g -> 1 + random.nextInt(2 * size));
            Map<Integer, Integer> batches = batches(sizes, 2);
            assertThat(batches.size()).isGreaterThan(1);
            assertThat(batches.keySet()).allMatch(first -> first % 8 == 0);
            assertThat(batches(sizes, 1)).isEqualTo(batches);
        }
    }

    @Test
    void batchesOfLargeGroupsAreNotMuchLonger() {
        for (int size : new int[] {1_000, 16_384, 50_000}) {
            int[] sizes = sizes(11, g -> size + g);
            for (int count : batches(sizes, 2).values()) {
                assertThat((count - 1) * size).isLessThan(16_384 + FEWER);
            }
        }
    }

    @Test
    void groupsOfAnySize() {
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < 50; i++) {
            int[] sizes = sizes(1 + random.nextInt(200), g -> 1 + (int) Math.pow(10, random.nextDouble(4)));
            assertThat(batches(sizes, 2)).isEqualTo(batches(sizes, 1));
        }
    }
}
