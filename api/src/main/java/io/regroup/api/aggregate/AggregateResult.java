package io.regroup.api.aggregate;

import io.regroup.api.data.Column;
import io.regroup.api.data.ColumnType;
import io.regroup.api.data.Table;
import io.regroup.api.result.Explanation;
import io.regroup.api.result.FitResult;
import java.util.Arrays;

/** What came of aggregates: a table with one row per group, and an account of what ran. Immutable, safe for several threads. */
public final class AggregateResult {

    /** From here on a double may stand for several integers. */
    private static final double EXACT = 0x1p53;

    private final AggregateSpec spec;
    private final Table groups;
    private final Explanation explanation;
    private final long rowsRead;
    private final long rowsSelected;

    /**
     * Puts a result together.
     *
     * @param input what was asked for
     * @param fitted what an engine made of it
     */
    public AggregateResult(AggregateInput input, FitResult fitted) {
        this.spec = input.spec();
        this.rowsRead = fitted.rowsRead();
        this.rowsSelected = fitted.rowsSelected();
        Table all = fitted.groups();
        Table.Builder found = Table.builder();
        for (String key : fitted.spec().keys()) {
            found.column(key, all.column(key));
        }
        ResultGroups wanted = new ResultGroups(input, found.build());
        Table.Builder table = Table.builder();
        wanted.addKeys(table);
        long[] groupRows = new long[all.rowCount()];
        all.column(AggregateSpec.ROWS).copyLongs(0, groupRows.length, groupRows, 0);
        table.column(AggregateSpec.ROWS, Column.of(picked(groupRows, wanted.picks())));
        for (Aggregate aggregate : spec.aggregates()) {
            double[] values = picked(all.doubles(input.fitted(aggregate)), wanted.picks(), spec.absent(aggregate));
            table.column(aggregate.resultName(), column(input.resultType(aggregate), values));
        }
        this.groups = table.build();
        this.explanation = fitted.explanation().withNotes(wanted.notes(groupRows));
    }

    private static long[] picked(long[] counts, int[] picks) {
        long[] picked = new long[picks.length];
        for (int i = 0; i < picks.length; i++) {
            picked[i] = picks[i] < 0 ? 0 : counts[picks[i]];
        }
        return picked;
    }

    private static double[] picked(double[] values, int[] picks, double absent) {
        double[] picked = new double[picks.length];
        for (int i = 0; i < picks.length; i++) {
            picked[i] = picks[i] < 0 ? absent : values[picks[i]];
        }
        return picked;
    }

    /**
     * Returns numbers as a column of their type: NaN is missing where only numbers have a NaN. Integers that a double may not hold are
     * left as doubles, since they need not be values of the column.
     */
    private static Column column(ColumnType type, double[] values) {
        if (type.storage() == ColumnType.Storage.DOUBLE) {
            return Column.ofStored(type, values, null);
        }
        if (type.isNumeric() && Arrays.stream(values).anyMatch(value -> Math.abs(value) >= EXACT)) {
            return Column.of(values);
        }
        long[] whole = new long[values.length];
        boolean[] missing = new boolean[values.length];
        boolean gaps = false;
        for (int i = 0; i < values.length; i++) {
            whole[i] = (long) values[i];
            missing[i] = Double.isNaN(values[i]);
            gaps |= missing[i];
        }
        return Column.ofStored(type, whole, gaps ? missing : null);
    }

    /**
     * Returns the table: the keys, borders of bins as {@code x_from} and {@code x_to}, {@code group_rows} with the number of
     * selected rows, and a column for each aggregate in the order in which they were asked for. Counts and row numbers are
     * 64-bit integers; {@code min}, {@code max}, {@code first}, {@code last} and {@code mode} have the type of their column, but for
     * integers of which a result reaches 2⁵³ in size, which are rounded to doubles and given as such;
     * {@code all} and {@code any} are booleans; all else is a double. A missing result is NaN as a double, and null
     * otherwise.
     *
     * @return one row per group, in ascending key order
     */
    public Table groups() {
        return groups;
    }

    /**
     * Returns what was computed.
     *
     * @return the specification
     */
    public AggregateSpec spec() {
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
     * Writes what ran and why for people.
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
     * @return rows that were grouped
     */
    public long rowsSelected() {
        return rowsSelected;
    }
}
