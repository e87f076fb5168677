package io.regroup.fitters.internal.linear;

import io.regroup.api.spi.GroupRows;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Rows whose columns a fitter makes itself, from 0 on, in buffers that serve group after group. */
final class ColumnRows implements GroupRows {

    private final double[][] columns;
    private double[] target = new double[0];
    private double[] weights = new double[0];
    private boolean weighted;
    private int count;

    ColumnRows(int columns) {
        this.columns = new double[columns][0];
    }

    /** Moves to a group: takes its target and weights, and makes room for the columns. */
    void use(GroupRows given) {
        count = given.count();
        if (target.length < count) {
            int length = Math.max(count, 2 * target.length);
            target = new double[length];
            weights = new double[length];
            Arrays.setAll(columns, p -> new double[length]);
        }
        System.arraycopy(given.target(), given.from(), target, 0, count);
        double[] w = given.weight();
        weighted = w != null;
        if (w != null) {
            System.arraycopy(w, given.from(), weights, 0, count);
        }
    }

    /** The same rows with some of the columns. */
    GroupRows only(int[] some) {
        ColumnRows rows = new ColumnRows(some.length);
        Arrays.setAll(rows.columns, c -> columns[some[c]]);
        rows.target = target;
        rows.weights = weights;
        rows.weighted = weighted;
        rows.count = count;
        return rows;
    }

    @Override
    public int from() {
        return 0;
    }

    @Override
    public int to() {
        return count;
    }

    @Override
    public int featureCount() {
        return columns.length;
    }

    @Override
    public double[] feature(int index) {
        return columns[index];
    }

    @Override
    public double[] target() {
        return target;
    }

    @Override
    public double @Nullable [] weight() {
        return weighted ? weights : null;
    }
}
