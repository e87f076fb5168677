package io.regroup.api.data;

import java.util.List;

/**
 * A run of consecutive rows of a dataset. The columns stand in the order in which they were asked for and are valid
 * until the reader moves on: copy what has to outlive that.
 *
 * @param firstRow the number of its first row in the dataset, from 0
 * @param rowCount how many rows, at least 1
 * @param columns one column per request, each of {@code rowCount} rows
 */
public record Block(long firstRow, int rowCount, List<Column> columns) {

    /**
     * Returns a column.
     *
     * @param index its place among the requests, from 0
     * @return the column
     */
    public Column column(int index) {
        return columns.get(index);
    }
}
