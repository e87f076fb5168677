package io.regroup.api.data;

import io.regroup.api.InvalidArgumentException;
import java.util.List;
import java.util.Optional;

/**
 * Rows with named, typed columns that can be read again and again, block by block, always in the same order. A table in
 * memory is one; so is a file that is larger than memory.
 */
public interface Dataset {

    /**
     * Returns the columns.
     *
     * @return the schema
     */
    Schema schema();

    /**
     * Returns what is known of the blocks without reading rows.
     *
     * @return the layout
     */
    BlockLayout layout();

    /**
     * Starts a pass over some columns of all rows.
     *
     * @param columns what to read, at least one; blocks have their columns in this order
     * @return a reader, to be closed
     * @throws InvalidArgumentException if a column does not exist or is asked for as a number and is none
     * @throws DataAccessException if the source cannot be read
     */
    BlockReader read(List<ColumnRequest> columns);

    /**
     * Returns parts of the rows that may be read at the same time, each by a thread of its own; of use where rows are not
     * {@link #resident}. The ranges stand in row order, meet without gaps, and are together all rows; their number and
     * borders say nothing about the data, and results must not depend on them.
     *
     * @return the parts, or an empty list if there is only the pass from start to end
     * @throws DataAccessException if the source cannot be read
     */
    default List<RowRange> parts() {
        return List.of();
    }

    /**
     * Starts a pass over some columns of the rows of one part. Blocks carry the row numbers of the whole dataset.
     *
     * @param columns what to read, at least one; blocks have their columns in this order
     * @param part one of {@link #parts()}
     * @return a reader, to be closed; its notes are about the rows of the part
     * @throws InvalidArgumentException if a column does not exist or is asked for as a number and is none, or if the range
     *     is not one of the parts
     * @throws DataAccessException if the source cannot be read
     */
    default BlockReader read(List<ColumnRequest> columns, RowRange part) {
        throw new InvalidArgumentException(
                "part " + part + ": " + description() + " is not read in parts; ask parts() first");
    }

    /**
     * Returns whole columns, if all rows are in memory already: this saves a pass that would copy them.
     *
     * @param columns what to read
     * @return one column of all rows per request, in this order; empty if rows have to be read
     * @throws InvalidArgumentException if a column does not exist or is asked for as a number and is none
     */
    default Optional<List<Column>> resident(List<ColumnRequest> columns) {
        return Optional.empty();
    }

    /**
     * Names the source for messages, for instance a file name.
     *
     * @return a short description
     */
    String description();
}
