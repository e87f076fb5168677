package io.regroup.api.data;

/** Rows that were sorted on disk; closing it removes the temporary files. */
public interface SortedRows extends Dataset, AutoCloseable {

    @Override
    void close();
}
