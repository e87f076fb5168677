package io.regroup.engine.vector.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.regroup.api.spi.KeyKernel;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs are where the definition says, whatever their lengths, wherever a part of the rows begins and ends. */
@Tag("vectors")
class VectorKeysTest {

    private static final int MOST_ROWS = 1200;
    private static final long WIDE = 0x4000_0001L;

    private final SplittableRandom random = new SplittableRandom(31);
    private final KeyKernel kernel = VectorKeys.of();

    @BeforeEach
    void vectorsAreActive() {
        assertThat(new VectorEngine().availability().reason()).isEmpty();
        assertThat(kernel != KeyKernel.PLAIN).isEqualTo(VectorWidth.SPECIES.length() >= 4);
    }

    private static int[] starts(int[] keys, int from, int to) {
        return IntStream.range(from, to)
                .filter(i -> i == 0 || keys[i] != keys[i - 1])
                .toArray();
    }

    private static long[] wide(int[] keys) {
        return Arrays.stream(keys).mapToLong(key -> key * WIDE).toArray();
    }

    /** Ascending keys, from the smallest there is to large ones. */
    private int[] keys(int longestRun) {
        int[] keys = new int[MOST_ROWS];
        int key = Integer.MIN_VALUE;
        for (int i = 0; i < keys.length; key += 1 + random.nextInt(1 << 21)) {
            int end = Math.min(keys.length, i + 1 + random.nextInt(longestRun));
            Arrays.fill(keys, i, end, key);
            i = end;
        }
        return keys;
    }

    private void check(int[] keys, int from, int to) {
        int[] expected = starts(keys, from, to);
        int[] found = new int[to - from];
        int[] foundWide = new int[to - from];
        assertThat(kernel.runs(keys, from, to, found)).isEqualTo(expected.length);
        assertThat(kernel.runs(wide(keys), from, to, foundWide)).isEqualTo(expected.length);
        assertThat(Arrays.copyOf(found, expected.length)).isEqualTo(expected);
        assertThat(Arrays.copyOf(foundWide, expected.length)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 9, 40})
    void anyRunsInAnyPart(int longestRun) {
        for (int from = 0; from <= 20; from++) {
            for (int to = from; to <= MOST_ROWS; to++) {
                check(keys(longestRun), from, to);
            }
        }
    }

    @Test
    void aDescentIsSeenWhereverItIs() {
        for (int from = 0; from < 4; from++) {
            for (int at = Math.max(1, from); at < MOST_ROWS; at++) {
                int[] keys = keys(3);
                keys[at] = Integer.MIN_VALUE;
                keys[at - 1] = Math.max(keys[at - 1], Integer.MIN_VALUE + 1);
                int[] room = new int[MOST_ROWS];
                assertThat(kernel.runs(keys, from, MOST_ROWS, room)).isEqualTo(-1);
                assertThat(kernel.runs(wide(keys), from, MOST_ROWS, room)).isEqualTo(-1);
            }
        }
    }

    /** The difference of such keys does not fit their type. */
    @Test
    void fromTheGreatestToTheLeast() {
        int[] keys = new int[40];
        Arrays.fill(keys, 0, 20, Integer.MAX_VALUE);
        Arrays.fill(keys, 20, 40, Integer.MIN_VALUE);
        long[] wide = Arrays.stream(keys)
                .mapToLong(key -> key < 0 ? Long.MIN_VALUE : Long.MAX_VALUE)
                .toArray();
        assertThat(kernel.runs(keys, 0, 40, new int[40])).isEqualTo(-1);
        assertThat(kernel.runs(wide, 0, 40, new int[40])).isEqualTo(-1);
    }

    @Test
    void noRows() {
        assertThat(kernel.runs(new int[0], 0, 0, new int[0])).isZero();
        assertThat(kernel.runs(new long[3], 2, 2, new int[0])).isZero();
    }
}
