package io.regroup.api.internal;

import io.regroup.api.data.Block;
import io.regroup.api.data.BlockReader;
import io.regroup.api.data.ColumnRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One pass whose blocks have to follow each other, and to have what was asked for. */
final class CheckedReader implements BlockReader {

    private final CheckedDataset data;
    private final BlockReader reader;
    private final ColumnChecks checks;
    private final long end;
    private long next;

    /**
     * Checks a pass.
     *
     * @param from the number of its first row
     * @param end the number after that of its last row; the largest number if it is not known
     */
    CheckedReader(CheckedDataset data, BlockReader reader, List<ColumnRequest> requests, long from, long end) {
        this.data = data;
        this.reader = reader;
        this.checks = new ColumnChecks(data, requests);
        this.next = from;
        this.end = end;
    }

    @Override
    public @Nullable Block next() {
        Block block = reader.next();
        if (block == null) {
            if (end != Long.MAX_VALUE && next != end) {
                throw data.fault("rows", "a last row before row " + end, "the end before row " + next);
            }
            return null;
        }
        String where = "block at row " + next;
        if (block.firstRow() != next) {
            throw data.fault(where, "first row " + next, Long.toString(block.firstRow()));
        }
        int rows = block.rowCount();
        if (rows < 0 || rows > end - next) {
            throw data.fault(where, "1 to " + (end - next) + " rows", Integer.toString(rows));
        }
        checks.require(where, block.columns(), rows);
        checks.requireFlags(where, block.columns());
        next += rows;
        return block;
    }

    @Override
    public List<String> notes() {
        return data.answers("notes()", reader.notes());
    }

    @Override
    public void close() {
        reader.close();
    }
}
