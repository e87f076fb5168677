package io.regroup.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LongGroupsTest {

    private static final int LONG = LongGroups.LONG;

    private static List<int[]> segments(int... lengths) {
        return LongGroups.segments(starts(lengths), lengths.length);
    }

    private static int[] starts(int... lengths) {
        int[] starts = new int[lengths.length + 1];
        for (int group = 0; group < lengths.length; group++) {
            starts[group + 1] = starts[group] + lengths[group];
        }
        return starts;
    }

    @Test
    void groupsAreCutIfTheyAreLongerThanTheLimit() {
        assertThat(segments(LONG, LONG, LONG)).isEmpty();
        assertThat(segments(3, LONG + 1, 5))
                .containsExactly(new int[] {1, 3, 3 + LONG / 2}, new int[] {1, 3 + LONG / 2, 3 + LONG}, new int[] {
                    1, 3 + LONG, 4 + LONG
                });
        assertThat(segments(0)).isEmpty();
        assertThat(segments()).isEmpty();
    }

    /** Wherever they begin: on a multiple of the limit, just before or behind it, or anywhere. */
    @Test
    void noLongGroupIsMissed() {
        SplittableRandom random = new SplittableRandom(3);
        int[] interesting = {1, 2, 100, LONG - 1, LONG, LONG + 1, 2 * LONG - 1, 2 * LONG, 2 * LONG + 1, 3 * LONG};
        for (int round = 0; round < 2_000; round++) {
            int[] lengths = IntStream.range(0, 1 + random.nextInt(20))
                    .map(i -> random.nextBoolean()
                            ? interesting[random.nextInt(interesting.length)]
                            : 1 + random.nextInt(2 * LONG))
                    .toArray();
            int[] starts = starts(lengths);
            List<String> found = LongGroups.segments(starts, lengths.length).stream()
                    .map(s -> s[0] + ": " + s[1] + " to " + s[2])
                    .toList();
            assertThat(found).isEqualTo(oneByOne(starts));
        }
    }

    private static List<String> oneByOne(int[] starts) {
        List<String> segments = new ArrayList<>();
        for (int group = 0; group + 1 < starts.length; group++) {
            int length = starts[group + 1] - starts[group];
            for (int from = 0; length > LONG && from < length; from += LONG / 2) {
                int to = Math.min(length, from + LONG / 2);
                segments.add(group + ": " + (starts[group] + from) + " to " + (starts[group] + to));
            }
        }
        return segments;
    }
}
