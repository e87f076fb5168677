package io.regroup.api.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class RadixSortTest {

    private static int[] identity(int size) {
        return IntStream.range(0, size).toArray();
    }

    @Property
    void sortsLikeAStableComparisonSort(@ForAll long[] keys) {
        int[] expected = IntStream.range(0, keys.length)
                .boxed()
                .sorted(Comparator.comparing(i -> keys[i]))
                .mapToInt(i -> i)
                .toArray();
        assertThat(RadixSort.sort(identity(keys.length), keys)).containsExactly(expected);
    }

    @Property
    void isStableForFewDistinctKeys(@ForAll byte[] small) {
        long[] keys = new long[small.length];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = small[i] % 3;
        }
        sortsLikeAStableComparisonSort(keys);
    }

    @Example
    void theWholeRangeOfLongsIsSorted() {
        long[] keys = {0, Long.MAX_VALUE, Long.MIN_VALUE, -1, 1};
        assertThat(RadixSort.sort(identity(5), keys)).containsExactly(2, 3, 0, 4, 1);
    }
}
