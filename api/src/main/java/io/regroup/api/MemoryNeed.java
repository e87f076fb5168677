package io.regroup.api;

import io.regroup.api.data.ColumnRequest;
import io.regroup.api.data.Dataset;
import io.regroup.api.engine.RowDemand;
import java.util.List;
import java.util.OptionalLong;

/** How much memory the rows of a dataset would take, if that is known. */
record MemoryNeed(boolean resident, OptionalLong bytes) {

    /** Rows are held as they are read, with the number of each row's group, and copied by group. */
    private static final int COPIES = 2;

    static MemoryNeed of(Dataset data, RowDemand demand) {
        List<ColumnRequest> keys =
                demand.keys().stream().map(ColumnRequest::value).toList();
        if (data.resident(keys).isPresent()) {
            return new MemoryNeed(true, OptionalLong.of(0));
        }
        OptionalLong rows = data.mostRows();
        if (rows.isEmpty()) {
            return new MemoryNeed(false, OptionalLong.empty());
        }
        int columns = demand.numbers().size()
                + demand.clusters().size()
                + demand.keys().size();
        long perRow = (long) Double.BYTES * (COPIES * columns + 1);
        return new MemoryNeed(false, OptionalLong.of(Math.multiplyExact(rows.getAsLong(), perRow)));
    }

    /** What is not known is taken to fit. */
    boolean fits(long memory) {
        return resident || bytes.isEmpty() || bytes.getAsLong() <= memory;
    }
}
