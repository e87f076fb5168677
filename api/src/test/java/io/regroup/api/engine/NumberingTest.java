package io.regroup.api.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers are the ranks of distinct values, however they are found. */
class NumberingTest {

    private static final int ROWS = 2 * Numbering.PART + 17;

    private final SplittableRandom random = new SplittableRandom(4);

    private long[] values(int rows, String layout) {
        LongStream values = switch (layout) {
            case "runs" -> LongStream.range(0, rows).map(i -> i / 7 * 3 - 5);
            case "constant" -> LongStream.range(0, rows).map(i -> -9);
            case "dense" -> random.longs(rows, -50, 50);
            case "late" -> LongStream.range(0, rows).map(i -> i == rows - 1 ? 50 : i * 31 % 50);
            case "gaps" -> random.longs(rows, 0, 9_000).map(value -> value * 8);
            case "wide" -> random.longs(rows, 0, 5_000).map(value -> (value - 2_500) * 3_600_000_000_001L);
            case "distinct" -> random.longs(rows);
            default -> throw new IllegalArgumentException(layout);
        };
        return values.toArray();
    }

    @ParameterizedTest
    @CsvSource({
        "runs, sorted input, groups are runs of rows",
        "constant, sorted input, groups are runs of rows",
        "dense, 'keys in a range of 100, addressed directly'",
        "late, 'keys in a range of 51, addressed directly'",
        "gaps, 'keys in a range of 71993, addressed directly'",
        "wide, keys looked up in a hash table",
        "distinct, keys looked up in a hash table"
    })
    void ranksOfDistinctValues(String layout, String method) {
        long[] values = values(ROWS, layout);
        check(new Words.Longs(values), values, 1, method);
        check(new Words.Longs(values), values, 3, method);
        int[] narrow = LongStream.of(values).mapToInt(value -> (int) value).toArray();
        if (Arrays.equals(values, Arrays.stream(narrow).asLongStream().toArray())) {
            check(new Words.Ints(narrow), values, 3, method);
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "2, 2"})
    void fewRows(int rows, int groups) {
        long[] values = {Long.MIN_VALUE, Long.MAX_VALUE};
        Numbering numbering = Numbering.of(new Words.Longs(Arrays.copyOf(values, rows)), 2);
        assertThat(numbering.count()).isEqualTo(groups);
        assertThat(numbering.values()).isEqualTo(Arrays.copyOf(values, rows));
        assertThat(numbering.ids(2)).isEqualTo(Arrays.copyOf(new int[] {0, 1}, rows));
    }

    private static void check(Words words, long[] values, int threads, String method) {
        Numbering numbering = Numbering.of(words, threads);
        long[] distinct = LongStream.of(values).sorted().distinct().toArray();
        assertThat(numbering.method()).startsWith(method);
        assertThat(numbering.count()).isEqualTo(distinct.length);
        assertThat(numbering.values()).isEqualTo(distinct);
        assertThat(numbering.value(distinct.length / 2)).isEqualTo(distinct[distinct.length / 2]);
        int[] expected = LongStream.of(values)
                .mapToInt(value -> Arrays.binarySearch(distinct, value))
                .toArray();
        assertThat(numbering.ids(threads)).isEqualTo(expected);
        int from = values.length / 3;
        int[] some = new int[40_000];
        numbering.ids(from, from + some.length - 5, some, 5);
        assertThat(Arrays.copyOfRange(some, 5, some.length))
                .isEqualTo(Arrays.copyOfRange(expected, from, from + some.length - 5));
        int[] table = IntStream.range(0, distinct.length).map(id -> id - 3).toArray();
        numbering.look(from, from + some.length, table, 7, 2, some);
        assertThat(some)
                .isEqualTo(Arrays.stream(expected, from, from + some.length)
                        .map(id -> 7 * (id - 3) + 2)
                        .toArray());
        int[] starts = numbering.starts();
        if (starts != null) {
            assertThat(starts).hasSize(distinct.length + 1);
            assertThat(starts[distinct.length]).isEqualTo(values.length);
            for (int id = 0; id < distinct.length; id++) {
                assertThat(expected[starts[id]]).isEqualTo(id);
                assertThat(expected[starts[id + 1] - 1]).isEqualTo(id);
            }
        }
    }
}
