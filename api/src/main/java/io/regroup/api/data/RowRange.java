package io.regroup.api.data;

import io.regroup.api.InvalidArgumentException;
import java.io.Serializable;

/**
 * A run of consecutive rows of a dataset.
 *
 * @param from the number of its first row, from 0
 * @param to the number after that of its last row, at least {@code from}
 */
public record RowRange(long from, long to) implements Serializable {

    /**
     * Checks the bounds.
     *
     * @throws InvalidArgumentException if {@code from} is negative or {@code to} lies before it
     */
    public RowRange {
        if (from < 0 || to < from) {
            throw new InvalidArgumentException(
                    "row range: expected 0 ≤ from ≤ to, got from " + from + " to " + to + "; give the first row first");
        }
    }

    /**
     * Returns the number of rows.
     *
     * @return at least 0
     */
    public long count() {
        return to - from;
    }
}
