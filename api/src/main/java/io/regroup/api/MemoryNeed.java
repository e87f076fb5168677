package io.regroup.api;

import io.regroup.api.data.ColumnRequest;
import io.regroup.api.data.Dataset;
import io.regroup.api.engine.RowDemand;
import io.regroup.api.spi.RoundsProgram;
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

    /**
     * Returns how much a group takes of a program that goes over rows in place, in its largest round: the states with which it
     * enters and leaves the round, and summaries on their way up the tree, some for each thread.
     */
    static long bytesPerGroup(RoundsProgram program, int targets, int threads) {
        long bytes = 0;
        for (int target = 0; target < targets; target++) {
            RoundsProgram own = program.forTarget(target);
            int rounds = own.mostRounds();
            long most = 0;
            for (int round = 0; round < rounds; round++) {
                long states = own.stateWidth(round) + (round + 1 < rounds ? own.stateWidth(round + 1) : 0L);
                most = Math.max(most, states + (2L + threads) * (own.width(round) + 2L));
            }
            bytes += Double.BYTES * most;
        }
        return bytes;
    }

    /** What is not known is taken to fit. */
    boolean fits(long memory) {
        return resident || bytes.isEmpty() || bytes.getAsLong() <= memory;
    }
}
