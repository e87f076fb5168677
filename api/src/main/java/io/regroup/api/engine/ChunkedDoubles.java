package io.regroup.api.engine;

import io.regroup.api.data.Column;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A growing column of doubles in chunks, so that growth copies nothing and chunks can be let go one by one. */
final class ChunkedDoubles {

    static final int CHUNK = 1 << 15;

    private final List<double @Nullable []> chunks = new ArrayList<>();
    private double[] last = new double[0];
    private int used = CHUNK;

    /** Appends the values of a block's column, or those of the selected rows. */
    void append(Column column, boolean @Nullable [] selected, double[] buffer) {
        int rows = column.size();
        column.copyDoubles(0, rows, buffer, 0);
        int count = rows;
        if (selected != null) {
            count = 0;
            for (int i = 0; i < rows; i++) {
                if (selected[i]) {
                    buffer[count++] = buffer[i];
                }
            }
        }
        for (int done = 0; done < count; ) {
            if (used == CHUNK) {
                last = new double[CHUNK];
                chunks.add(last);
                used = 0;
            }
            int some = Math.min(CHUNK - used, count - done);
            System.arraycopy(buffer, done, last, used, some);
            used += some;
            done += some;
        }
    }

    /** Hands out all values at their positions, or in order if {@code positions} is null, and lets the chunks go. */
    double[] scatter(int rows, int @Nullable [] positions) {
        double[] values = new double[rows];
        for (int c = 0; c * (long) CHUNK < rows; c++) {
            double[] chunk = chunks.set(c, null);
            if (chunk == null) {
                throw new IllegalStateException("already scattered");
            }
            int from = c * CHUNK;
            int count = Math.min(CHUNK, rows - from);
            if (positions == null) {
                System.arraycopy(chunk, 0, values, from, count);
            } else {
                for (int i = 0; i < count; i++) {
                    values[positions[from + i]] = chunk[i];
                }
            }
        }
        last = new double[0];
        return values;
    }
}
