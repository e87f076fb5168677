package io.regroup.api.result;

import io.regroup.api.FitSpec;
import io.regroup.api.FitStatus;
import io.regroup.api.InvalidArgumentException;
import io.regroup.api.data.Dataset;
import io.regroup.api.data.Table;
import io.regroup.api.engine.Estimates;
import io.regroup.api.engine.Grouping;
import io.regroup.api.spi.FitProgram;
import java.util.List;
import java.util.Map;

/**
 * What a fit gave: a table with one row per group in ascending key order, predictions and residuals for rows on request,
 * and an account of what ran. Immutable, safe for several threads.
 */
public final class FitResult {

    private final FitSpec spec;
    private final FitProgram program;
    private final Grouping grouping;
    private final Estimates estimates;
    private final long rowsRead;
    private final long rowsSelected;
    private final Explanation explanation;
    private final Table groups;

    /**
     * Puts a result together; for engines.
     *
     * @param spec what was fitted
     * @param program the program that ran
     * @param grouping the groups
     * @param estimates the numbers, not to be changed any more
     * @param rowsRead how many rows the dataset has
     * @param rowsSelected how many of them were selected
     * @param explanation what ran and why
     */
    public FitResult(
            FitSpec spec,
            FitProgram program,
            Grouping grouping,
            Estimates estimates,
            long rowsRead,
            long rowsSelected,
            Explanation explanation) {
        this.spec = spec;
        this.program = program;
        this.grouping = grouping;
        this.estimates = estimates;
        this.rowsRead = rowsRead;
        this.rowsSelected = rowsSelected;
        this.explanation = explanation;
        this.groups = GroupTable.of(spec, program, grouping.keys(), estimates);
    }

    /**
     * Returns the group table: the keys, {@code group_rows}, and the columns that {@link Naming} names.
     *
     * @return one row per group, in ascending key order
     */
    public Table groups() {
        return groups;
    }

    /**
     * Returns predictions and residuals for the rows of a dataset, usually the one that was fitted. Two columns per
     * target (the second only if the dataset has the target):
     *
     * <ul>
     *   <li>the prediction, NaN if the row's group is not fitted or a feature is not finite;
     *   <li>the residual, target minus prediction, NaN also if the row is not selected or the target is not finite.
     * </ul>
     *
     * <p>A coefficient that was left out for want of rank counts as absent, as in the fit. Nothing is computed until the
     * rows are read, and no more than a block is held at a time.
     *
     * @param input has the key and feature columns, of the types that were fitted
     * @return a dataset with as many rows as the input, in its order
     * @throws InvalidArgumentException if a column is missing or of another type, or a new column's name is already one of
     *     the input's, or what was fitted is no model
     */
    public Dataset rows(Dataset input) {
        return new RowOutputs(List.of(this), input);
    }

    /** Returns the program that ran. */
    FitProgram program() {
        return program;
    }

    /**
     * Returns the groups, for engines that put results together.
     *
     * @return the groups in ascending order of their keys
     */
    public Grouping grouping() {
        return grouping;
    }

    /**
     * Returns the numbers, for engines that put results together.
     *
     * @return not to be changed
     */
    public Estimates estimates() {
        return estimates;
    }

    /**
     * Returns what was fitted.
     *
     * @return the specification
     */
    public FitSpec spec() {
        return spec;
    }

    /**
     * Returns what ran and why, and what was left out or lost.
     *
     * @return the account
     */
    public Explanation explanation() {
        return explanation;
    }

    /**
     * Writes what ran and why for people, as {@code regroup fit --explain} does.
     *
     * @return a few lines
     */
    public String explain() {
        return explanation.text();
    }

    /**
     * Returns how many rows the dataset has.
     *
     * @return rows read, selected or not
     */
    public long rowsRead() {
        return rowsRead;
    }

    /**
     * Returns how many rows were selected.
     *
     * @return the sum of {@code group_rows}
     */
    public long rowsSelected() {
        return rowsSelected;
    }

    /**
     * Returns how many rows were used for a target, in all groups, whether they could be fitted or not.
     *
     * @param target the target
     * @return the sum of its counts
     * @throws InvalidArgumentException if it is not a target
     */
    public long rowsUsed(String target) {
        long sum = 0;
        for (long count : estimates.target(index(target)).count()) {
            sum += count;
        }
        return sum;
    }

    /**
     * Returns how the fit of one target in one group went.
     *
     * @param target the target
     * @param group the row of the group table
     * @return the status
     * @throws InvalidArgumentException if it is not a target
     */
    public FitStatus status(String target, int group) {
        return estimates.target(index(target)).status(group);
    }

    /**
     * Counts groups by status.
     *
     * @param target the target
     * @return every status that occurs, with the number of groups
     * @throws InvalidArgumentException if it is not a target
     */
    public Map<FitStatus, Long> statuses(String target) {
        Estimates.OfTarget column = estimates.target(index(target));
        return column.countStatuses();
    }

    private int index(String target) {
        int index = spec.targets().indexOf(target);
        if (index < 0) {
            throw new InvalidArgumentException("target " + target + ": not fitted; the targets are " + spec.targets());
        }
        return index;
    }
}
