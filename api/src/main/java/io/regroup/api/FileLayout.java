package io.regroup.api;

import io.regroup.api.data.ColumnType;
import io.regroup.api.data.Dataset;
import io.regroup.api.data.ValueRange;
import io.regroup.api.engine.KeyRanges;
import io.regroup.api.engine.RowDemand;
import io.regroup.api.spi.BlockLayout;
import io.regroup.api.spi.Occurrences;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The layout of rows that do not fit into memory, as far as statistics of the first key column tell. No row is read. */
final class FileLayout implements BlockLayout {

    private final Dataset data;
    private final RowDemand demand;
    private final RunOptions options;
    private @Nullable KeyRanges ranges;

    FileLayout(Dataset data, RowDemand demand, RunOptions options) {
        this.data = data;
        this.demand = demand;
        this.options = options;
    }

    private KeyRanges ranges() {
        KeyRanges found = ranges;
        if (found == null) {
            String key = demand.keys().get(0);
            // what is known of parts helps only where these can be read by themselves
            boolean known = demand.selection() == null
                    && data.knownRows().isPresent()
                    && !data.parts().isEmpty();
            List<ValueRange> values = known ? data.valueRanges(key) : List.of();
            ColumnType type =
                    data.schema().fields().get(data.schema().indexOf(key)).type();
            found = new KeyRanges(values, type);
            ranges = found;
        }
        return found;
    }

    @Override
    public int blockRows() {
        return options.blockRows();
    }

    @Override
    public OptionalLong rowCount() {
        return demand.selection() == null ? data.knownRows() : OptionalLong.empty();
    }

    @Override
    public boolean fitsMemory() {
        return false;
    }

    @Override
    public boolean sortable() {
        return data.sortable();
    }

    @Override
    public Order order() {
        return ranges().ascend() ? Order.BLOCKS : Order.UNKNOWN;
    }

    @Override
    public Optional<int[]> groupStarts() {
        return Optional.empty();
    }

    @Override
    public OptionalLong groupCount() {
        return OptionalLong.empty();
    }

    /** Statistics bound the values of a whole number, which bounds the groups if it is the only key. */
    @Override
    public OptionalLong mostGroups() {
        return demand.keys().size() == 1 ? ranges().mostKeys() : OptionalLong.empty();
    }

    @Override
    public Optional<Occurrences> occurrences() {
        return ranges().occurrences(options.blockRows());
    }
}
