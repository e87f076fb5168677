package io.regroup.api.result;

import io.regroup.api.FitSpec;
import io.regroup.api.InvalidArgumentException;
import io.regroup.api.data.Dataset;
import io.regroup.api.data.Schema;
import io.regroup.api.data.Table;
import java.util.List;

/**
 * What several fits of the same groups gave: each one's result, and all of them side by side. Immutable, safe for several threads.
 */
public final class FitResults {

    private final List<FitResult> results;
    private final Table groups;

    /**
     * Puts results side by side.
     *
     * @param results at least one; all of the same groups, and with names of their own
     * @throws IllegalArgumentException if there is none
     * @throws InvalidArgumentException if two columns have one name
     */
    public FitResults(List<FitResult> results) {
        if (results.isEmpty()) {
            throw new IllegalArgumentException("results: expected at least one");
        }
        this.results = List.copyOf(results);
        this.groups = sideBySide(this.results);
    }

    private static Table sideBySide(List<FitResult> results) {
        Table first = results.get(0).groups();
        if (results.size() == 1) {
            return first;
        }
        int shared = results.get(0).spec().keys().size() + 1;
        Table.Builder all = Table.builder();
        for (FitResult result : results) {
            Table table = result.groups();
            List<Schema.Field> fields = table.schema().fields();
            for (int c = result == results.get(0) ? 0 : shared; c < fields.size(); c++) {
                all.column(fields.get(c).name(), table.columns().get(c));
            }
        }
        return all.build();
    }

    /**
     * Returns the result of each fit.
     *
     * @return in the order of the specifications
     */
    public List<FitResult> results() {
        return results;
    }

    /**
     * Returns the group tables side by side: the keys and {@code group_rows} once, then each fit's own columns.
     *
     * @return one row per group, in ascending key order
     */
    public Table groups() {
        return groups;
    }

    /**
     * Returns predictions and residuals of all fits for the rows of a dataset, as {@link FitResult#rows} does for one. The
     * dataset is read once, and no more than a block is held at a time.
     *
     * @param input has the key and feature columns, of the types that were fitted
     * @return a dataset with as many rows as the input, in its order, and the columns of each fit one after another
     * @throws InvalidArgumentException if a column is missing or of another type, or a new column's name is already one of
     *     the input's, or what was fitted is no model
     */
    public Dataset rows(Dataset input) {
        return new RowOutputs(results, input);
    }

    /**
     * Returns what was fitted.
     *
     * @return the specifications, in order
     */
    public List<FitSpec> specs() {
        return results.stream().map(FitResult::spec).toList();
    }
}
