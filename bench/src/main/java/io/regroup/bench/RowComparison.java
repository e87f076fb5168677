package io.regroup.bench;

import io.regroup.api.data.Block;
import io.regroup.api.data.BlockReader;
import io.regroup.api.data.ColumnRequest;
import io.regroup.api.data.Dataset;
import io.regroup.api.data.DoubleColumn;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Compares rows of numbers with those that they ought to be, one after the other, wherever blocks end. */
final class RowComparison {

    private RowComparison() {}

    /**
     * Compares all rows.
     *
     * @param right columns of doubles
     * @param found has the same columns
     * @return the largest difference of a value, relative to the right one; NaN if a value is none
     * @throws IOException if there are more rows or fewer
     */
    static double largestDifference(Dataset right, Dataset found) throws IOException {
        List<ColumnRequest> requests =
                right.schema().names().stream().map(ColumnRequest::number).toList();
        double largest = 0;
        try (Cursor wanted = new Cursor(right.read(requests));
                Cursor given = new Cursor(found.read(requests))) {
            while (wanted.next() && given.next()) {
                for (int column = 0; column < requests.size(); column++) {
                    double value = wanted.value(column);
                    largest = Math.max(largest, Math.abs(given.value(column) - value) / Math.abs(value));
                }
            }
            if (wanted.count() != given.count()) {
                throw new IOException(
                        String.format(Locale.ROOT, "%,d rows came back of %,d", given.count(), wanted.count()));
            }
        }
        return largest;
    }

    private static final class Cursor implements AutoCloseable {

        private final BlockReader reader;
        private @Nullable Block block;
        private DoubleColumn[] columns = {};
        private int at;
        private long rows;

        Cursor(BlockReader reader) {
            this.reader = reader;
            open();
        }

        private void open() {
            block = reader.next();
            at = 0;
            if (block != null) {
                columns = block.columns().stream().map(DoubleColumn.class::cast).toArray(DoubleColumn[]::new);
            }
        }

        boolean next() {
            if (block != null && rows > 0 && ++at == block.rowCount()) {
                open();
            }
            rows += block == null ? 0 : 1;
            return block != null;
        }

        double value(int column) {
            return columns[column].getDouble(at);
        }

        /** Goes to the end, and tells how many rows there are. */
        long count() {
            while (next()) {
                // only counted
            }
            return rows;
        }

        @Override
        public void close() {
            reader.close();
        }
    }
}
