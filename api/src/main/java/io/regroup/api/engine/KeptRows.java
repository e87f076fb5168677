package io.regroup.api.engine;

import io.regroup.api.spi.GroupRows;
import org.jspecify.annotations.Nullable;

/** Some rows of a group, copied together. */
final class KeptRows implements GroupRows {

    private double[][] features = new double[0][];
    private double[] target = new double[0];
    private double[] weight = new double[0];
    private double[] cluster = new double[0];
    private boolean weighted;
    private boolean clustered;
    private int count;

    /** Copies the rows that are marked. */
    void copy(GroupRows rows, double[] kept) {
        reserve(rows);
        count = pack(rows.target(), rows.from(), rows.count(), kept, target);
        for (int j = 0; j < features.length; j++) {
            pack(rows.feature(j), rows.from(), rows.count(), kept, features[j]);
        }
        double[] weights = rows.weight();
        weighted = weights != null;
        if (weights != null) {
            pack(weights, rows.from(), rows.count(), kept, weight);
        }
        double[] clusters = rows.cluster();
        clustered = clusters != null;
        if (clusters != null) {
            pack(clusters, rows.from(), rows.count(), kept, cluster);
        }
    }

    private void reserve(GroupRows rows) {
        if (target.length >= rows.count() && features.length == rows.featureCount()) {
            return;
        }
        int length = Math.max(rows.count(), 2 * target.length);
        features = new double[rows.featureCount()][length];
        target = new double[length];
        weight = new double[rows.weight() == null ? 0 : length];
        cluster = new double[rows.cluster() == null ? 0 : length];
    }

    /**
     * Copies marked values together.
     *
     * @param values holds that of row i at {@code from + i}
     * @param kept 1 for rows to copy, 0 for others
     * @param into receives the values
     * @return how many
     */
    static int pack(double[] values, int from, int count, double[] kept, double[] into) {
        int next = 0;
        for (int i = 0; i < count; i++) {
            into[next] = values[from + i];
            next += kept[i] > 0 ? 1 : 0;
        }
        return next;
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
        return features.length;
    }

    @Override
    public double[] feature(int index) {
        return features[index];
    }

    @Override
    public double[] target() {
        return target;
    }

    @Override
    public double @Nullable [] weight() {
        return weighted ? weight : null;
    }

    @Override
    public double @Nullable [] cluster() {
        return clustered ? cluster : null;
    }
}
