package io.regroup.cli.internal;

import io.regroup.api.data.Block;
import io.regroup.api.data.BlockReader;
import io.regroup.api.data.ColumnRequest;
import io.regroup.api.data.Dataset;
import io.regroup.api.data.Schema;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Rows that are handed on as they are, and looked at on the way. */
abstract class PassedRows implements Dataset {

    private final Dataset rows;

    PassedRows(Dataset rows) {
        this.rows = rows;
    }

    /**
     * Looks at some rows before they are handed on.
     *
     * @param block the rows
     * @param columns what was asked for, in the order of the block's columns
     */
    abstract void see(Block block, List<ColumnRequest> columns);

    @Override
    public final Schema schema() {
        return rows.schema();
    }

    @Override
    public final OptionalLong knownRows() {
        return rows.knownRows();
    }

    @Override
    public final String description() {
        return rows.description();
    }

    @Override
    public final BlockReader read(List<ColumnRequest> columns) {
        BlockReader reader = rows.read(columns);
        return new BlockReader() {
            @Override
            public @Nullable Block next() {
                Block block = reader.next();
                if (block != null) {
                    see(block, columns);
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
