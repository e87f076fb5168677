package io.regroup.api.engine;

import io.regroup.api.data.Column;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Counts negative weights, which are an error, and remembers the first. */
final class WeightCheck {

    private final String name;
    private long negative;
    private long firstRow = -1;
    private double first;

    WeightCheck(String name) {
        this.name = name;
    }

    /** Looks at the weights of a block: of all its rows, or of those that are picked. */
    void check(Column column, int rows, long firstRow, int @Nullable [] picks) {
        double[] weights = new double[rows];
        column.copyDoubles(0, rows, weights, 0);
        for (int i = 0; picks != null && i < picks.length; i++) {
            weights[i] = weights[picks[i]];
        }
        check(weights, 0, picks == null ? rows : picks.length, firstRow, picks);
    }

    /**
     * Looks at {@code count} weights from {@code at} on.
     *
     * @param firstRowOfBlock the number of the block's first row in the dataset
     * @param picks which of the block's rows these are, null for all in order
     */
    void check(double[] weights, int at, int count, long firstRowOfBlock, int @Nullable [] picks) {
        for (int i = 0; i < count; i++) {
            if (weights[at + i] < 0) {
                long row = firstRowOfBlock + (picks == null ? i : picks[i]);
                if (negative++ == 0 || row < firstRow) {
                    firstRow = row;
                    first = weights[at + i];
                }
            }
        }
    }

    void add(WeightCheck other) {
        if (other.negative > 0 && (negative == 0 || other.firstRow < firstRow)) {
            firstRow = other.firstRow;
            first = other.first;
        }
        negative += other.negative;
    }

    void requireNone() {
        if (negative > 0) {
            throw new NegativeWeightException(String.format(
                    Locale.ROOT,
                    "weight %s: expected weights of 0 or more, got %d negative, the first %s in row %d;"
                            + " correct them or deselect those rows",
                    name,
                    negative,
                    first,
                    firstRow + 1));
        }
    }
}
