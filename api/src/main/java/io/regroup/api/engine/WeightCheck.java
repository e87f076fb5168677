package io.regroup.api.engine;

import io.regroup.api.FitSpec;
import io.regroup.api.data.Block;
import io.regroup.api.data.BlockReader;
import io.regroup.api.data.Column;
import io.regroup.api.data.ColumnRequest;
import io.regroup.api.data.Dataset;
import io.regroup.api.data.LongColumn;
import io.regroup.api.spi.FitJob;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Counts negative weights, which are an error, and remembers the first. */
final class WeightCheck {

    private final @Nullable String name;
    private long negative;
    private long firstRow = -1;
    private double first;

    WeightCheck(@Nullable String name) {
        this.name = name;
    }

    /**
     * Runs what reads rows in parts and looks at the weights of each part by itself. If one is negative, all weights are read
     * once more: the error counts all of them and names the row in the dataset, as if the rows had been in memory.
     */
    static <T> T ofAllRows(FitJob job, Supplier<T> run) {
        try {
            return run.get();
        } catch (NegativeWeightException e) {
            ofDataset(
                            job.dataset(),
                            job.spec(),
                            Objects.requireNonNull(job.spec().weight()))
                    .requireNone();
            throw e;
        }
    }

    private static WeightCheck ofDataset(Dataset dataset, FitSpec spec, String weight) {
        WeightCheck check = new WeightCheck(weight);
        List<ColumnRequest> requests = new ArrayList<>(List.of(ColumnRequest.number(weight)));
        if (spec.selection() != null) {
            requests.add(ColumnRequest.value(spec.selection()));
        }
        try (BlockReader reader = dataset.read(requests)) {
            for (Block block = reader.next(); block != null; block = reader.next()) {
                int[] picks = requests.size() == 1 ? null : RowLoader.picks((LongColumn) block.column(1));
                check.check(block.column(0), block.rowCount(), block.firstRow(), picks);
            }
        }
        return check;
    }

    private void check(Column column, int rows, long firstRow, int @Nullable [] picks) {
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
