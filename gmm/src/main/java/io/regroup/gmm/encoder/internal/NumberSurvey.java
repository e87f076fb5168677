package io.regroup.gmm.encoder.internal;

import io.regroup.api.data.Block;
import io.regroup.api.data.Column;
import io.regroup.api.data.ColumnType;

/** Counts what values a column of numbers has; the same whatever rows are counted together, and in whatever order. */
final class NumberSurvey implements Scan.Visitor {

    private final Modals modals;
    private final ColumnType type;
    private double[] numbers = new double[0];
    private long[] integers = new long[0];

    final long[] modalRows;
    long rows;
    long missing;
    long nan;
    long infinite;

    /** Finite values that are not modal. */
    long usable;

    double least = Double.POSITIVE_INFINITY;
    double greatest = Double.NEGATIVE_INFINITY;

    NumberSurvey(ColumnType type, Modals modals, int modalValues) {
        this.type = type;
        this.modals = modals;
        this.modalRows = new long[modalValues];
    }

    @Override
    public void visit(Block block) {
        Column column = block.column(0);
        int count = block.rowCount();
        if (numbers.length < count) {
            numbers = new double[count];
            integers = new long[count];
        }
        column.copyDoubles(0, count, numbers, 0);
        if (type.storage() == ColumnType.Storage.LONG && !modals.isEmpty()) {
            column.copyLongs(0, count, integers, 0);
        }
        rows += count;
        boolean nulls = column.mayHaveNulls();
        for (int i = 0; i < count; i++) {
            double number = numbers[i];
            if (nulls && column.isNull(i)) {
                missing++;
                continue;
            }
            int modal = modals.isEmpty() ? -1 : modals.find(column, i, integers[i], number);
            if (modal >= 0) {
                modalRows[modal]++;
            } else if (Double.isNaN(number)) {
                nan++;
            } else if (Double.isInfinite(number)) {
                infinite++;
            } else {
                usable++;
                least = Math.min(least, number);
                greatest = Math.max(greatest, number);
            }
        }
    }

    /** Adds what another one has counted. */
    void add(NumberSurvey other) {
        rows += other.rows;
        missing += other.missing;
        nan += other.nan;
        infinite += other.infinite;
        usable += other.usable;
        least = Math.min(least, other.least);
        greatest = Math.max(greatest, other.greatest);
        for (int i = 0; i < modalRows.length; i++) {
            modalRows[i] += other.modalRows[i];
        }
    }
}
