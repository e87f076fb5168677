package io.regroup.reducers.internal;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/** Makes labels of rows and sizes of blocks. */
final class BlockedRows {

    private BlockedRows() {}

    /** Returns blocks of equal size; the last has what is left. */
    static int[] blocksOf(int size, int rows) {
        int[] sizes = new int[(rows + size - 1) / size];
        Arrays.fill(sizes, size);
        if (rows % size != 0) {
            sizes[sizes.length - 1] = rows % size;
        }
        return sizes;
    }

    /** Returns 0 to {@code labels - 1} over and over. */
    static int[] cycle(int labels, int rows) {
        int[] codes = new int[rows];
        Arrays.setAll(codes, i -> i % labels);
        return codes;
    }

    /** Returns label i as often as the i-th number says, in order. */
    static int[] runs(int... lengths) {
        int[] codes = new int[Arrays.stream(lengths).sum()];
        int at = 0;
        for (int label = 0; label < lengths.length; label++) {
            Arrays.fill(codes, at, at + lengths[label], label);
            at += lengths[label];
        }
        return codes;
    }

    /** Returns the label of every hour from the first to the last day. */
    static int[] hourly(LocalDate first, LocalDate last, ToIntFunction<LocalDateTime> label) {
        return first.datesUntil(last.plusDays(1))
                .flatMapToInt(day -> IntStream.range(0, 24).map(hour -> label.applyAsInt(day.atTime(hour, 0))))
                .toArray();
    }

    /** Returns the label of every day from the first to the last. */
    static int[] daily(LocalDate first, LocalDate last, ToIntFunction<LocalDate> label) {
        return first.datesUntil(last.plusDays(1)).mapToInt(label).toArray();
    }

    /** Returns the labels of the blocks when there are as many labels as the greatest code says. */
    static BlockLabels of(int[] codes, int[] blockSizes) {
        return BlockLabels.of(codes, blockSizes, Arrays.stream(codes).max().orElse(-1) + 1);
    }

    /** Returns random sizes of blocks. */
    static int[] randomSizes(SplittableRandom random, int rows, int largest) {
        int[] sizes = new int[rows];
        int count = 0;
        for (int left = rows; left > 0; left -= sizes[count - 1]) {
            sizes[count++] = Math.min(left, random.nextInt(1, largest + 1));
        }
        return Arrays.copyOf(sizes, count);
    }

    /**
     * Returns random labels of one of several kinds: scattered, in a cycle with disturbances, or in runs; some of no group.
     */
    static int[] randomCodes(SplittableRandom random, int rows, int labels) {
        int kind = random.nextInt(4);
        double disturbed = random.nextInt(3) * 0.05;
        double missing = random.nextInt(3) * 0.1;
        int run = random.nextInt(1, 6);
        int[] codes = new int[rows];
        for (int i = 0; i < rows; i++) {
            codes[i] = switch (kind) {
                case 0 -> random.nextInt(labels);
                case 1 -> i % labels;
                case 2 -> i / run % labels;
                default -> (int) ((long) i * labels / rows);
            };
            codes[i] = random.nextDouble() < disturbed ? random.nextInt(labels) : codes[i];
            codes[i] = random.nextDouble() < missing ? -1 : codes[i];
        }
        return codes;
    }
}
