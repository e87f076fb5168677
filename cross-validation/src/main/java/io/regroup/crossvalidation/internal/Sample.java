package io.regroup.crossvalidation.internal;

import io.regroup.api.FitStatus;
import io.regroup.api.RowUse;
import io.regroup.api.engine.Exclusion;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one group and what has to come out of them. Exact fits are kept, since every engine is compared with the same.
 */
public final class Sample {

    public final String label;

    /** One array per feature. */
    public final double[][] x;

    /** One array per target. */
    public final double[][] y;

    /** Or null. */
    public final double @Nullable [] w;

    private final Map<Model, Expected> expected = new HashMap<>();

    /** The part of a specification that decides what a group's fit is. */
    public record Model(int target, boolean intercept, RowUse rowUse, int minRows) {}

    /** What a target's fit in this group has to be; no fit where there are too few rows. */
    public record Expected(
            FitStatus status,
            int count,
            Map<Exclusion, Integer> excluded,
            @Nullable ExactFit fit) {}

    public Sample(String label, double[][] x, double[][] y, double @Nullable [] w) {
        this.label = label + " (" + y[0].length + " rows)";
        this.x = x;
        this.y = y;
        this.w = w;
    }

    public Sample(String label, double[][] x, double[] y, double @Nullable [] w) {
        this(label, x, new double[][] {y}, w);
    }

    public int rows() {
        return y[0].length;
    }

    /** The weight of a row, 1 if there are none. */
    double weight(int row) {
        return w == null ? 1 : w[row];
    }

    /** Changes the weight of a row. */
    void setWeight(int row, double weight) {
        if (w != null) {
            w[row] = weight;
        }
    }

    public Expected expected(Model model) {
        Model all = new Model(model.target(), model.intercept(), model.rowUse(), 1);
        Expected unlimited = expected.computeIfAbsent(all, this::compute);
        return unlimited.count() < model.minRows()
                ? new Expected(FitStatus.TOO_FEW_ROWS, unlimited.count(), unlimited.excluded(), null)
                : unlimited;
    }

    private Expected compute(Model model) {
        Map<Exclusion, Integer> excluded = new EnumMap<>(Exclusion.class);
        for (Exclusion reason : Exclusion.values()) {
            excluded.put(reason, 0);
        }
        int[] usable = IntStream.range(0, rows())
                .filter(row -> {
                    Exclusion reason = exclusion(model, row);
                    if (reason != null) {
                        excluded.merge(reason, 1, Integer::sum);
                    }
                    return reason == null;
                })
                .toArray();
        int terms = x.length + (model.intercept() ? 1 : 0);
        if (usable.length == 0) {
            return new Expected(FitStatus.TOO_FEW_ROWS, usable.length, excluded, null);
        }
        if (usable.length < terms) {
            return new Expected(FitStatus.UNDERDETERMINED, usable.length, excluded, null);
        }
        double[][] features = new double[x.length][];
        for (int j = 0; j < x.length; j++) {
            features[j] = take(x[j], usable);
        }
        double @Nullable [] weights = w == null ? null : take(w, usable);
        ExactFit fit = new ExactFit(features, take(y[model.target()], usable), weights, model.intercept());
        FitStatus status = fit.kept.length == x.length ? FitStatus.OK : FitStatus.RANK_DEFICIENT;
        return new Expected(status, usable.length, excluded, fit);
    }

    private static double[] take(double[] values, int[] rows) {
        return IntStream.of(rows).mapToDouble(row -> values[row]).toArray();
    }

    /** Contract 3: why a row does not count, the first reason in the order of the enumeration; null if it counts. */
    public @Nullable Exclusion exclusion(Model model, int row) {
        for (double[] feature : x) {
            if (!Double.isFinite(feature[row])) {
                return Exclusion.FEATURE;
            }
        }
        if (!Double.isFinite(y[model.target()][row])) {
            return Exclusion.TARGET;
        }
        if (w != null && !Double.isFinite(w[row])) {
            return Exclusion.WEIGHT;
        }
        if (w != null && w[row] == 0) {
            return Exclusion.ZERO_WEIGHT;
        }
        for (double[] other : y) {
            if (model.rowUse() == RowUse.JOINT && !Double.isFinite(other[row])) {
                return Exclusion.OTHER_TARGET;
            }
        }
        return null;
    }
}
