package io.regroup.cli.internal;

import io.regroup.api.Progress;
import io.regroup.api.data.Block;
import io.regroup.api.data.ColumnRequest;
import io.regroup.api.data.Dataset;
import java.util.List;

/** Rows that report how many of them have been read. */
final class CountedRows extends PassedRows {

    private final Progress progress;

    CountedRows(Dataset rows, Progress progress) {
        super(rows);
        this.progress = progress;
    }

    @Override
    void see(Block block, List<ColumnRequest> columns) {
        progress.advance(block.rowCount());
    }
}
