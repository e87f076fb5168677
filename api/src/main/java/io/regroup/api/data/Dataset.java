package io.regroup.api.data;

import io.regroup.api.InvalidArgumentException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

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
     * Returns the number of rows, if it is known without reading them.
     *
     * @return the number, or empty
     */
    OptionalLong knownRows();

    /**
     * Returns the largest number of rows that there may be, if that is known without reading them: the number before a
     * condition has been applied, for instance. Says how much memory the rows may take.
     *
     * @return the number, or empty
     */
    default OptionalLong mostRows() {
        return knownRows();
    }

    /**
     * Tells which values of a column occur where, as far as that is known without reading rows: from the statistics of a
     * Parquet file's row groups. Reduction strategies plan with it.
     *
     * @param column the name of a column that can be a key
     * @return the smallest and largest value of runs of rows that meet without gaps and are together all rows; empty if
     *     this is not known for every run
     * @throws DataAccessException if the source cannot be read
     */
    default List<ValueRange> valueRanges(String column) {
        return List.of();
    }

    /**
     * Tells whether {@link #sortedBy} works.
     *
     * @return true for sources that can sort
     */
    default boolean sortable() {
        return false;
    }

    /**
     * Names a column that {@link #sortedBy} adds to the rows: the number that each row has here, from 0, of type INT64.
     *
     * @return its name; empty if sorted rows do not keep their numbers
     */
    default Optional<String> sortedRowNumber() {
        return Optional.empty();
    }

    /**
     * Returns the same rows in the order of some columns, rows with equal values in the order that they have here. Meant for
     * sources larger than memory: the rows are sorted on disk.
     *
     * @param columns the columns to sort by, in ascending order as keys are: missing values last, NaN after all numbers
     * @param spill where temporary files go; they are gone when the dataset is closed, and when it is not, with the process
     * @return the sorted rows, to be closed; empty if the source cannot sort
     * @throws DataAccessException if the source cannot be read or the disk is full
     */
    default Optional<SortedRows> sortedBy(List<String> columns, Path spill) {
        return Optional.empty();
    }

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
     * @param part any run of rows if {@link #parts()} are not empty; these are merely well cut
     * @return a reader, to be closed; its notes are about the rows of the part
     * @throws InvalidArgumentException if a column does not exist or is asked for as a number and is none, or if the range
     *     lies outside the rows, or the source is not read in parts
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
     * Tells what was done to the source's rows: kept with summaries of fits, so that only those of rows which came about in the
     * same way are combined.
     *
     * @return the columns that were computed and the condition that rows meet
     */
    default RowOrigin origin() {
        return RowOrigin.PLAIN;
    }

    /**
     * Says what reading will leave out, for people: row groups that cannot satisfy a condition, for example. May read
     * metadata.
     *
     * @return one phrase per finding, empty if there is nothing to say
     * @throws DataAccessException if the source cannot be read
     */
    default List<String> savings() {
        return List.of();
    }

    /**
     * Names the source for messages, for instance a file name.
     *
     * @return a short description
     */
    String description();
}
