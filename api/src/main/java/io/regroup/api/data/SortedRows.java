package io.regroup.api.data;

/** Rows that were sorted on disk; closing it removes the temporary files. */
public interface SortedRows extends Dataset, AutoCloseable {

    /**
     * Returns how many of the columns that were asked for count in the order. Rows that agree in these come in the order that
     * they had.
     *
     * @return at least 1; fewer than were asked for if the source cannot sort by the others
     */
    int sortedColumns();

    @Override
    void close();
}
