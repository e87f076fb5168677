package io.regroup.api;

import io.regroup.api.data.Dataset;
import io.regroup.api.engine.GroupedRows;
import io.regroup.api.engine.RowDemand;
import io.regroup.api.engine.Workers;
import io.regroup.api.spi.BlockLayout;
import io.regroup.api.spi.KeyKernel;
import io.regroup.api.spi.KeyLabels;
import io.regroup.api.spi.Occurrences;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The layout of rows that fit into memory: they are read, once, as soon as somebody asks for their keys. */
final class MemoryLayout implements BlockLayout {

    private final Dataset data;
    private final RowDemand demand;
    private final RunOptions options;
    private final KeyKernel keyKernel;
    private @Nullable GroupedRows rows;
    private @Nullable Occurrences occurrences;

    MemoryLayout(Dataset data, RowDemand demand, RunOptions options, KeyKernel keyKernel) {
        this.data = data;
        this.demand = demand;
        this.options = options;
        this.keyKernel = keyKernel;
    }

    /** Returns the rows if they have been read. */
    @Nullable
    GroupedRows rows() {
        return rows;
    }

    /** Returns the rows, and reads them unless they have been. */
    GroupedRows read() {
        GroupedRows read = rows;
        if (read == null) {
            read = GroupedRows.load(data, demand, options, keyKernel);
            rows = read;
        }
        return read;
    }

    @Override
    public int blockRows() {
        return options.blockRows();
    }

    @Override
    public OptionalLong rowCount() {
        return rows == null ? data.knownRows() : OptionalLong.of(rows.rowsSelected());
    }

    @Override
    public boolean fitsMemory() {
        return true;
    }

    @Override
    public boolean sortable() {
        return false;
    }

    @Override
    public Order order() {
        return read().starts() == null ? Order.UNKNOWN : Order.ROWS;
    }

    @Override
    public Optional<int[]> groupStarts() {
        return Optional.ofNullable(read().starts());
    }

    @Override
    public OptionalLong groupCount() {
        return OptionalLong.of(read().grouping().count());
    }

    @Override
    public Optional<Occurrences> occurrences() {
        Occurrences found = occurrences;
        if (found == null) {
            found = find(read());
            occurrences = found;
        }
        return Optional.of(found);
    }

    private Occurrences find(GroupedRows read) {
        int groups = read.grouping().count();
        int blocks = Math.ceilDiv(read.rowsSelected(), options.blockRows());
        int[][] ofBlock = new int[blocks][];
        Workers.run(options.threads(), blocks, () -> block -> {
            int from = block * options.blockRows();
            int to = (int) Math.min(read.rowsSelected(), (long) from + options.blockRows());
            ofBlock[block] = read.groupsIn(from, to);
        });
        return new Occurrences(new KeyLabels.Groups(), groups, ofBlock);
    }
}
