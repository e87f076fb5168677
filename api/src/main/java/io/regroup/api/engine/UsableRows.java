package io.regroup.api.engine;

import io.regroup.api.FitSpec;
import io.regroup.api.RowUse;
import io.regroup.api.spi.GroupRows;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Picks the rows of a group that count for a target, and says how many do not and why. When all rows count, which is the
 * usual case, it is a view on the gathered columns; otherwise the rows are copied together.
 */
@SuppressWarnings("EnumOrdinal") // counters in this process only
public final class UsableRows implements GroupRows {

    private final JobColumns places;
    private final boolean joint;
    private final double[][] features;
    private final double[][] targets;
    private double @Nullable [] weights;
    private double @Nullable [] clusters;

    private final double[][] featureCopies;
    private double[] targetCopy = new double[0];
    private double[] weightCopy = new double[0];
    private double[] clusterCopy = new double[0];
    private final int[] excluded = new int[Exclusion.values().length];

    private boolean copied;
    private int target;
    private int from;
    private int to;

    /**
     * Prepares for a specification's columns.
     *
     * @param spec says which rows count
     * @param places where its columns stand in a batch
     */
    public UsableRows(FitSpec spec, JobColumns places) {
        this.places = places;
        this.joint = spec.rowUse() == RowUse.JOINT;
        this.features = new double[places.features().length][];
        this.targets = new double[places.targets().length][];
        this.featureCopies = new double[features.length][0];
    }

    /**
     * Moves to other columns.
     *
     * @param columns those of {@link JobColumns#of} or of a batch of it
     */
    public void use(double[][] columns) {
        Arrays.setAll(features, j -> columns[places.features()[j]]);
        Arrays.setAll(targets, t -> columns[places.targets()[t]]);
        weights = places.weight() < 0 ? null : columns[places.weight()];
        clusters = places.cluster() < 0 ? null : columns[places.cluster()];
    }

    /**
     * Moves to the rows {@code start … end - 1} for one target.
     *
     * @param targetIndex the place among the targets
     * @param start the first row
     * @param end the row after the last
     */
    public void select(int targetIndex, int start, int end) {
        target = targetIndex;
        Arrays.fill(excluded, 0);
        copied = !allCount(start, end);
        from = start;
        to = end;
        if (copied) {
            copy(start, end);
        }
    }

    /** Looks at column after column: as quick as memory, where {@link #exclusion} looks at row after row. */
    private boolean allCount(int start, int end) {
        boolean all = allFinite(targets[target], start, end);
        for (double[] feature : features) {
            all = all && allFinite(feature, start, end);
        }
        if (joint) {
            for (double[] other : targets) {
                all = all && allFinite(other, start, end);
            }
        }
        if (weights != null) {
            all = all && allFinite(weights, start, end) && noneIsZero(weights, start, end);
        }
        for (int row = start; all && clusters != null && row < end; row++) {
            all = !Double.isNaN(clusters[row]);
        }
        return all;
    }

    private static boolean allFinite(double[] column, int start, int end) {
        boolean all = true;
        for (int row = start; row < end; row++) {
            all &= Math.abs(column[row]) <= Double.MAX_VALUE;
        }
        return all;
    }

    private static boolean noneIsZero(double[] column, int start, int end) {
        boolean none = true;
        for (int row = start; row < end; row++) {
            none &= column[row] != 0;
        }
        return none;
    }

    /**
     * Tells whether a row counts for a target.
     *
     * @param targetIndex the place among the targets
     * @param row the row
     * @return true if it does
     */
    public boolean counts(int targetIndex, int row) {
        target = targetIndex;
        return exclusion(row) == null;
    }

    private @Nullable Exclusion exclusion(int row) {
        for (double[] feature : features) {
            if (!Double.isFinite(feature[row])) {
                return Exclusion.FEATURE;
            }
        }
        if (!Double.isFinite(targets[target][row])) {
            return Exclusion.TARGET;
        }
        if (weights != null) {
            if (!Double.isFinite(weights[row])) {
                return Exclusion.WEIGHT;
            }
            if (weights[row] == 0) {
                return Exclusion.ZERO_WEIGHT;
            }
        }
        if (clusters != null && Double.isNaN(clusters[row])) {
            return Exclusion.CLUSTER;
        }
        if (joint) {
            for (double[] other : targets) {
                if (!Double.isFinite(other[row])) {
                    return Exclusion.OTHER_TARGET;
                }
            }
        }
        return null;
    }

    private void copy(int start, int end) {
        int most = end - start;
        if (targetCopy.length < most) {
            int length = Math.max(most, 2 * targetCopy.length);
            targetCopy = new double[length];
            weightCopy = new double[places.weight() < 0 ? 0 : length];
            clusterCopy = new double[places.cluster() < 0 ? 0 : length];
            for (int j = 0; j < features.length; j++) {
                featureCopies[j] = new double[length];
            }
        }
        int count = 0;
        for (int row = start; row < end; row++) {
            Exclusion reason = exclusion(row);
            if (reason != null) {
                excluded[reason.ordinal()]++;
                continue;
            }
            for (int j = 0; j < features.length; j++) {
                featureCopies[j][count] = features[j][row];
            }
            targetCopy[count] = targets[target][row];
            if (weights != null) {
                weightCopy[count] = weights[row];
            }
            if (clusters != null) {
                clusterCopy[count] = clusters[row];
            }
            count++;
        }
        from = 0;
        to = count;
    }

    /**
     * Returns how many rows do not count.
     *
     * @param reason why
     * @return the number of rows excluded for that reason
     */
    public int excluded(Exclusion reason) {
        return excluded[reason.ordinal()];
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
        return features.length;
    }

    @Override
    public double[] feature(int index) {
        return copied ? featureCopies[index] : features[index];
    }

    @Override
    public double[] target() {
        return copied ? targetCopy : targets[target];
    }

    @Override
    public double @Nullable [] weight() {
        return weights == null ? null : copied ? weightCopy : weights;
    }

    @Override
    public double @Nullable [] cluster() {
        return clusters == null ? null : copied ? clusterCopy : clusters;
    }
}
