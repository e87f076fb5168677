package io.regroup.api;

import io.regroup.api.data.ColumnRequest;
import io.regroup.api.data.Dataset;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** How much memory the rows of a dataset would take, if that is known. */
record MemoryNeed(boolean resident, OptionalLong bytes) {

    /** Rows are held as they are read, with the number of each row's group, and copied by group. */
    private static final int COPIES = 2;

    static MemoryNeed of(Dataset data, FitSpec spec) {
        List<ColumnRequest> keys =
                spec.keys().stream().map(ColumnRequest::value).toList();
        if (data.resident(keys).isPresent()) {
            return new MemoryNeed(true, OptionalLong.of(0));
        }
        OptionalLong rows = data.mostRows();
        if (rows.isEmpty()) {
            return new MemoryNeed(false, OptionalLong.empty());
        }
        List<String> numbers = new ArrayList<>(spec.features());
        numbers.addAll(spec.targets());
        numbers.addAll(spec.medians());
        long perRow = (long) Double.BYTES
                * (COPIES * numbers.size()
                        + (spec.weight() == null ? 0 : COPIES)
                        + (spec.errors().cluster() == null ? 0 : COPIES)
                        + COPIES * spec.keys().size()
                        + 1);
        return new MemoryNeed(false, OptionalLong.of(Math.multiplyExact(rows.getAsLong(), perRow)));
    }

    /** What is not known is taken to fit. */
    boolean fits(long memory) {
        return resident || bytes.isEmpty() || bytes.getAsLong() <= memory;
    }
}
