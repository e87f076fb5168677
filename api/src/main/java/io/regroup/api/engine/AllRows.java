package io.regroup.api.engine;

import io.regroup.api.spi.GroupRows;
import org.jspecify.annotations.Nullable;

/** Rows as they are, for programs that judge themselves which count. */
final class AllRows implements GroupRows {

    private final JobColumns places;
    private double[][] columns = new double[0][];
    private int target;
    private int from;
    private int to;

    AllRows(JobColumns places) {
        this.places = places;
    }

    /** Moves to other columns. */
    void use(double[][] newColumns) {
        columns = newColumns;
    }

    /** Moves to the rows {@code start … end - 1} for one target. */
    void select(int newTarget, int start, int end) {
        target = newTarget;
        from = start;
        to = end;
    }

    @Override
    public int from() {
        return from;
    }

    @Override
    public int to() {
        return to;
    }

    @Override
    public int featureCount() {
        return places.features().length;
    }

    @Override
    public double[] feature(int index) {
        return columns[places.features()[index]];
    }

    @Override
    public double[] target() {
        return columns[places.targets()[target]];
    }

    @Override
    public double @Nullable [] weight() {
        return places.weight() < 0 ? null : columns[places.weight()];
    }

    @Override
    public double @Nullable [] cluster() {
        return places.cluster() < 0 ? null : columns[places.cluster()];
    }
}
