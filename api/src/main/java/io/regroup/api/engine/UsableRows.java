package io.regroup.api.engine;

import io.regroup.api.FitSpec;
import io.regroup.api.RowUse;
import io.regroup.api.spi.GroupRows;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Picks the rows of a group that count for a target, and says how many do not and why. When all rows count, which is the
 * usual case, it is a view on the gathered columns; otherwise the rows are copied together.
 */
final class UsableRows implements GroupRows {

    private final double[][] features;
    private final double[][] targets;
    private final double @Nullable [] weights;
    private final boolean joint;

    private final double[][] featureCopies;
    private double[] targetCopy = new double[0];
    private double[] weightCopy = new double[0];
    private final Map<Exclusion, Integer> excluded = new EnumMap<>(Exclusion.class);

    private boolean copied;
    private int target;
    private int from;
    private int to;

    UsableRows(FitSpec spec, GroupedRows rows) {
        this.features = columns(rows, spec.features());
        this.targets = columns(rows, spec.targets());
        this.weights = spec.weight() == null ? null : rows.column(spec.weight());
        this.joint = spec.rowUse() == RowUse.JOINT;
        this.featureCopies = new double[features.length][0];
    }

    private static double[][] columns(GroupedRows rows, List<String> names) {
        return names.stream().map(rows::column).toArray(double[][]::new);
    }

    /** Moves to the rows {@code start … end - 1} for one target. */
    void select(int targetIndex, int start, int end) {
        target = targetIndex;
        excluded.clear();
        int firstBad = start;
        while (firstBad < end && exclusion(firstBad) == null) {
            firstBad++;
        }
        copied = firstBad < end;
        from = start;
        to = end;
        if (copied) {
            copy(start, firstBad, end);
        }
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
        if (joint) {
            for (double[] other : targets) {
                if (!Double.isFinite(other[row])) {
                    return Exclusion.OTHER_TARGET;
                }
            }
        }
        return null;
    }

    private void copy(int start, int firstBad, int end) {
        int most = end - start;
        if (targetCopy.length < most) {
            int length = Math.max(most, 2 * targetCopy.length);
            targetCopy = new double[length];
            weightCopy = new double[weights == null ? 0 : length];
            for (int j = 0; j < features.length; j++) {
                featureCopies[j] = new double[length];
            }
        }
        int count = 0;
        for (int row = start; row < end; row++) {
            Exclusion reason = row < firstBad ? null : exclusion(row);
            if (reason != null) {
                excluded.merge(reason, 1, Integer::sum);
                continue;
            }
            for (int j = 0; j < features.length; j++) {
                featureCopies[j][count] = features[j][row];
            }
            targetCopy[count] = targets[target][row];
            if (weights != null) {
                weightCopy[count] = weights[row];
            }
            count++;
        }
        from = 0;
        to = count;
    }

    int excluded(Exclusion reason) {
        return excluded.getOrDefault(reason, 0);
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
}
