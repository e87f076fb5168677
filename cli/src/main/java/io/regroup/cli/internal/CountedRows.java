package io.regroup.cli.internal;

import io.regroup.api.Progress;
import io.regroup.api.data.Block;
import io.regroup.api.data.BlockReader;
import io.regroup.api.data.ColumnRequest;
import io.regroup.api.data.Dataset;
import io.regroup.api.data.Schema;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Rows that report how many of them have been read. */
record CountedRows(Dataset rows, Progress progress) implements Dataset {

    @Override
    public Schema schema() {
        return rows.schema();
    }

    @Override
    public OptionalLong knownRows() {
        return rows.knownRows();
    }

    @Override
    public String description() {
        return rows.description();
    }

    @Override
    public BlockReader read(List<ColumnRequest> columns) {
        BlockReader reader = rows.read(columns);
        return new BlockReader() {
            @Override
            public @Nullable Block next() {
                Block block = reader.next();
                if (block != null) {
                    progress.advance(block.rowCount());
                }
                return block;
            }

            @Override
            public List<String> notes() {
                return reader.notes();
            }

            @Override
            public void close() {
                reader.close();
            }
        };
    }
}
