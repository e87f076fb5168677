package io.regroup.gmm.encoder.internal;

import io.regroup.api.data.Block;
import io.regroup.api.data.BlockReader;
import io.regroup.api.data.Column;
import io.regroup.api.data.ColumnRequest;
import io.regroup.api.data.Dataset;
import io.regroup.api.data.RowRange;
import io.regroup.api.engine.Workers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Goes over all rows of a dataset, its parts side by side where it has any. */
final class Scan {

    /** Looks at blocks, in one thread; what it finds must not depend on which ones it is given. */
    @FunctionalInterface
    interface Visitor {
        /** Looks at a block. */
        void visit(Block block);
    }

    private static final int BLOCK_ROWS = 1 << 16;

    private Scan() {}

    /**
     * Goes over the rows.
     *
     * @param data what to read
     * @param request its one column
     * @param threads how many at most
     * @param visitors makes one per thread
     * @return all that were made
     */
    static <V extends Visitor> List<V> over(Dataset data, ColumnRequest request, int threads, Supplier<V> visitors) {
        List<ColumnRequest> requests = List.of(request);
        Optional<List<Column>> resident = data.resident(requests);
        List<V> made = new ArrayList<>();
        if (resident.isPresent()) {
            overResident(resident.get().get(0), threads, made, visitors);
            return made;
        }
        List<RowRange> parts = data.parts();
        if (parts.isEmpty()) {
            V visitor = visitors.get();
            made.add(visitor);
            try (BlockReader reader = data.read(requests)) {
                visit(reader, visitor);
            }
            return made;
        }
        Workers.run(threads, parts.size(), () -> {
            V visitor = visitors.get();
            synchronized (made) {
                made.add(visitor);
            }
            return part -> {
                try (BlockReader reader = data.read(requests, parts.get(part))) {
                    visit(reader, visitor);
                }
            };
        });
        return made;
    }

    private static <V extends Visitor> void overResident(
            Column column, int threads, List<V> made, Supplier<V> visitors) {
        int blocks = (int) (((long) column.size() + BLOCK_ROWS - 1) / BLOCK_ROWS);
        Workers.run(threads, blocks, () -> {
            V visitor = visitors.get();
            synchronized (made) {
                made.add(visitor);
            }
            return block -> {
                int from = block * BLOCK_ROWS;
                int to = (int) Math.min(column.size(), (long) from + BLOCK_ROWS);
                visitor.visit(new Block(from, to - from, List.of(column.slice(from, to))));
            };
        });
    }

    private static void visit(BlockReader reader, Visitor visitor) {
        for (Block block = reader.next(); block != null; block = reader.next()) {
            visitor.visit(block);
        }
    }
}
