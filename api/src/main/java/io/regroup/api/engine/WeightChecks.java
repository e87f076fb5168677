package io.regroup.api.engine;

import io.regroup.api.data.Block;
import io.regroup.api.data.BlockReader;
import io.regroup.api.data.ColumnRequest;
import io.regroup.api.data.Dataset;
import io.regroup.api.data.LongColumn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Counts the negative weights of every weight column that is read. */
final class WeightChecks {

    private final Map<String, WeightCheck> byName = new LinkedHashMap<>();

    WeightChecks(List<String> weights) {
        weights.forEach(weight -> byName.put(weight, new WeightCheck(weight)));
    }

    /**
     * Runs what reads rows in parts and looks at the weights of each part by itself. If one is negative, all weights are read
     * once more: the error counts all of them and names the row in the dataset, as if the rows had been in memory.
     */
    static <T> T ofAllRows(Dataset dataset, RowDemand demand, Supplier<T> run) {
        try {
            return run.get();
        } catch (NegativeWeightException e) {
            ofDataset(dataset, demand).requireNone();
            throw e;
        }
    }

    private static WeightChecks ofDataset(Dataset dataset, RowDemand demand) {
        WeightChecks checks = new WeightChecks(demand.weights());
        int columns = demand.weights().size();
        List<ColumnRequest> requests = new ArrayList<>();
        demand.weights().forEach(weight -> requests.add(ColumnRequest.number(weight)));
        if (demand.selection() != null) {
            requests.add(ColumnRequest.value(demand.selection()));
        }
        try (BlockReader reader = dataset.read(requests)) {
            for (Block block = reader.next(); block != null; block = reader.next()) {
                int[] picks = demand.selection() == null ? null : RowLoader.picks((LongColumn) block.column(columns));
                int column = 0;
                for (WeightCheck check : checks.byName.values()) {
                    check.check(block.column(column++), block.rowCount(), block.firstRow(), picks);
                }
            }
        }
        return checks;
    }

    /** Returns the check of a column; null if it is no weight. */
    @Nullable
    WeightCheck of(String column) {
        return byName.get(column);
    }

    void add(WeightChecks others) {
        others.byName.forEach(
                (name, other) -> byName.computeIfAbsent(name, WeightCheck::new).add(other));
    }

    void requireNone() {
        byName.values().forEach(WeightCheck::requireNone);
    }
}
