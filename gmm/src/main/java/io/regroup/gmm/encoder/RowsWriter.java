package io.regroup.gmm.encoder;

import io.regroup.api.data.Dataset;
import java.nio.file.Path;

/** Writes rows to a Parquet file: {@code TableWriter::write} of {@code io.regroup.tables} is one. */
@FunctionalInterface
public interface RowsWriter {

    /**
     * Writes rows; the file appears when it is whole.
     *
     * @param rows read once
     * @param file its name ends with .parquet; its directory exists
     */
    void write(Dataset rows, Path file);
}
