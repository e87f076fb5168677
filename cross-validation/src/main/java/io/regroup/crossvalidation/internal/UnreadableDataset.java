package io.regroup.crossvalidation.internal;

import io.regroup.api.data.BlockReader;
import io.regroup.api.data.ColumnRequest;
import io.regroup.api.data.Dataset;
import io.regroup.api.data.Schema;
import java.util.List;
import java.util.OptionalLong;

/**
 * Columns whose rows must not be read: for what has to be refused beforehand.
 *
 * @param schema the columns
 */
public record UnreadableDataset(Schema schema) implements Dataset {

    @Override
    public OptionalLong knownRows() {
        return OptionalLong.of(1000);
    }

    @Override
    public BlockReader read(List<ColumnRequest> columns) {
        throw new AssertionError("rows are read before everything has been checked");
    }

    @Override
    public String description() {
        return "rows that must not be read";
    }
}
