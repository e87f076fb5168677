package io.regroup.crossvalidation.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** How the rows of groups are laid out in a table. Rows of one group keep their order in all of them. */
public enum RowOrder {
    /** Group after group, ascending. */
    SORTED,
    /** Group after group, descending. */
    REVERSED,
    /** Each group in one to three runs, the runs in random order. */
    RUNS,
    /** Every row anywhere. */
    SHUFFLED,
    /** One row of each group in turn, as months come back year after year. */
    PERIODIC,
    /** Groups in clusters of neighbours; within a cluster every row anywhere, one cluster after another. */
    CLUSTERED;

    private static final int CLUSTER = 8;

    /**
     * Lays out rows.
     *
     * @param sizes the number of rows of each group
     * @return the group of each row
     */
    public int[] layOut(int[] sizes, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<int[]> runs = new ArrayList<>();
        for (int group = 0; group < sizes.length; group++) {
            int left = sizes[group];
            while (left > 0) {
                int run = switch (this) {
                    case SORTED, REVERSED -> left;
                    case RUNS -> Math.min(left, 1 + random.nextInt(Math.max(1, sizes[group] / 2 + 1)));
                    case SHUFFLED, PERIODIC, CLUSTERED -> 1;
                };
                runs.add(new int[] {group, run, sizes[group] - left});
                left -= run;
            }
        }
        switch (this) {
            case SORTED -> {}
            case REVERSED -> runs.sort((a, b) -> b[0] - a[0]);
            case RUNS, SHUFFLED -> shuffle(runs, random);
            case PERIODIC -> runs.sort((a, b) -> a[2] - b[2]);
            case CLUSTERED -> {
                shuffle(runs, random);
                runs.sort((a, b) -> a[0] / CLUSTER - b[0] / CLUSTER);
            }
        }
        return runs.stream()
                .flatMapToInt(run -> IntStream.generate(() -> run[0]).limit(run[1]))
                .toArray();
    }

    private static void shuffle(List<int[]> runs, SplittableRandom random) {
        for (int i = runs.size() - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int[] swap = runs.get(i);
            runs.set(i, runs.get(j));
            runs.set(j, swap);
        }
    }
}
