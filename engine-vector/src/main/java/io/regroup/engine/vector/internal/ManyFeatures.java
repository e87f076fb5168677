package io.regroup.engine.vector.internal;

import io.regroup.kernels.MomentKernel;
import io.regroup.kernels.MomentLayout;
import io.regroup.kernels.SharedFeatureSums;
import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;

/**
 * Cross-moments of any number of features, a strip of rows at a time: differences from the pivots are written to tables that
 * stay in the first-level cache, and multiplied with each other, four products in registers at once.
 */
final class ManyFeatures extends SharedFeatureSums {

    private static final VectorSpecies<Double> SPECIES = VectorWidth.SPECIES;
    private static final int LANES = SPECIES.length();
    private static final int STRIP = 256;

    private final MomentLayout layout;
    private final boolean intercept;
    private final int variables;
    private final int target;
    private final double[] pivots;
    private final double[] group;
    private final double[][] differences;
    private final double[] weighted = new double[STRIP];
    private final Touch touch = new Touch();
    private final double[] ones = new double[STRIP];

    ManyFeatures(int features, boolean intercept) {
        super(new MomentLayout(features));
        this.layout = new MomentLayout(features);
        this.intercept = intercept;
        this.variables = layout.variables();
        this.target = features;
        this.pivots = new double[variables];
        this.group = new double[layout.width()];
        // three more than there are, all zero, so that products come in fours
        this.differences = new double[variables + 3][STRIP];
        Arrays.fill(ones, 1);
    }

    @Override
    protected int addUp(
            Rows rows,
            int[] starts,
            int first,
            int groups,
            boolean pivotsGiven,
            double[] sums,
            int stride,
            int at,
            int[] leftOut) {
        int noted = 0;
        for (int g = 0; g < groups; g++) {
            int from = starts[first + g];
            int to = starts[first + g + 1];
            for (int v = 0; v < variables; v++) {
                if (pivotsGiven) {
                    pivots[v] = sums[layout.pivot(v) * stride + at + g];
                } else if (!intercept) {
                    pivots[v] = 0;
                } else {
                    pivots[v] =
                            v < target ? rows.features()[v][from] : MomentKernel.firstFinite(rows.target(), from, to);
                }
            }
            Arrays.fill(group, 0);
            for (int start = from; start < to; start += STRIP) {
                noted = addStrip(rows, start, Math.min(STRIP, to - start), leftOut, noted);
            }
            if (rows.weights() == null) {
                group[MomentLayout.WEIGHT] = to - from;
            }
            group[MomentLayout.ALL_POSITIVE] = group[MomentLayout.ALL_POSITIVE] == 0 ? 1 : 0;
            System.arraycopy(pivots, 0, group, layout.pivot(0), variables);
            for (int k = 0; k < group.length; k++) {
                sums[k * stride + at + g] = group[k];
            }
        }
        return noted;
    }

    /** Adds rows to the group's sums; in place of its verdict on weights it counts those that are not positive. */
    private int addStrip(Rows rows, int start, int count, int[] leftOut, int noted) {
        double[] weights = rows.weights();
        int padded = (count + LANES - 1) / LANES * LANES;
        int now = subtractPivots(rows, start, count, padded, leftOut, noted);
        for (int i = 0; weights != null && i < count; i++) {
            double w = weights[start + i];
            group[MomentLayout.WEIGHT] += w;
            group[MomentLayout.ALL_POSITIVE] += w > 0 ? 0 : 1;
        }
        for (int v = 0; v < variables; v++) {
            addProducts(v, weights, start, count, padded);
        }
        return now;
    }

    /** Adds what is one variable's own: its sum, and its products with the variables up to itself. */
    private void addProducts(int v, double @Nullable [] weights, int start, int count, int padded) {
        multiply(differences[v], weights == null ? ones : weights, weights == null ? 0 : start, count, padded);
        group[layout.sum(v)] += sum(weighted, padded);
        for (int u = 0; u <= v; u += 4) {
            addProducts(u, v, padded);
        }
    }

    @Override
    public void fetch(Rows[] targets, int from, int to) {
        touch.rows(targets, from, to);
    }

    @Override
    protected int addUpTarget(
            Rows rows, int[] starts, int first, int groups, double[] sums, int stride, int at, int[] leftOut) {
        int noted = 0;
        for (int g = 0; g < groups; g++) {
            int from = starts[first + g];
            int to = starts[first + g + 1];
            for (int v = 0; v < target; v++) {
                pivots[v] = sums[layout.pivot(v) * stride + at + g];
            }
            pivots[target] = intercept ? MomentKernel.firstFinite(rows.target(), from, to) : 0;
            Arrays.fill(group, 0);
            for (int start = from; start < to; start += STRIP) {
                noted = addTarget(rows, start, Math.min(STRIP, to - start), leftOut, noted);
            }
            sums[layout.pivot(target) * stride + at + g] = pivots[target];
            sums[layout.sum(target) * stride + at + g] = group[layout.sum(target)];
            for (int v = 0; v < variables; v++) {
                int k = layout.product(v, target);
                sums[k * stride + at + g] = group[k];
            }
        }
        return noted;
    }

    private int addTarget(Rows rows, int start, int count, int[] leftOut, int noted) {
        int padded = (count + LANES - 1) / LANES * LANES;
        int now = subtractPivots(rows, start, count, padded, leftOut, noted);
        addProducts(target, rows.weights(), start, count, padded);
        return now;
    }

    /** Fills the tables of differences; a target that is not finite stands at its pivot, and its row is noted. */
    private int subtractPivots(Rows rows, int start, int count, int padded, int[] leftOut, int noted) {
        for (int v = 0; v < variables; v++) {
            subtract(rows.variable(v), start, count, padded, pivots[v], differences[v]);
        }
        int now = noted;
        double[] y = rows.target();
        for (int i = 0; i < count; i++) {
            if (!Double.isFinite(y[start + i])) {
                leftOut[now++] = start + i;
                differences[target][i] = 0;
            }
        }
        return now;
    }

    private static void subtract(double[] column, int start, int count, int padded, double pivot, double[] into) {
        for (int i = 0; i < count; i++) {
            into[i] = column[start + i] - pivot;
        }
        Arrays.fill(into, count, padded, 0);
    }

    private void multiply(double[] values, double[] weights, int start, int count, int padded) {
        for (int i = 0; i < count; i++) {
            weighted[i] = values[i] * weights[start + i];
        }
        Arrays.fill(weighted, count, padded, 0);
    }

    private static double sum(double[] values, int padded) {
        DoubleVector sum = DoubleVector.zero(SPECIES);
        for (int i = 0; i < padded; i += LANES) {
            sum = sum.add(DoubleVector.fromArray(SPECIES, values, i));
        }
        return LaneSums.of(sum);
    }

    /** Adds the products of variable v with variables u … u + 3, as far as they are no larger than v. */
    private void addProducts(int u, int v, int padded) {
        double[] a = differences[u];
        double[] b = differences[u + 1];
        double[] c = differences[u + 2];
        double[] d = differences[u + 3];
        DoubleVector sumA = DoubleVector.zero(SPECIES);
        DoubleVector sumB = DoubleVector.zero(SPECIES);
        DoubleVector sumC = DoubleVector.zero(SPECIES);
        DoubleVector sumD = DoubleVector.zero(SPECIES);
        for (int i = 0; i < padded; i += LANES) {
            DoubleVector w = DoubleVector.fromArray(SPECIES, weighted, i);
            sumA = w.fma(DoubleVector.fromArray(SPECIES, a, i), sumA);
            sumB = w.fma(DoubleVector.fromArray(SPECIES, b, i), sumB);
            sumC = w.fma(DoubleVector.fromArray(SPECIES, c, i), sumC);
            sumD = w.fma(DoubleVector.fromArray(SPECIES, d, i), sumD);
        }
        int k = layout.product(u, v);
        group[k] += LaneSums.of(sumA);
        if (u + 1 <= v) {
            group[k + 1] += LaneSums.of(sumB);
        }
        if (u + 2 <= v) {
            group[k + 2] += LaneSums.of(sumC);
        }
        if (u + 3 <= v) {
            group[k + 3] += LaneSums.of(sumD);
        }
    }

    @Override
    public int compact(Rows rows, int from, int to, Rows into, int at) {
        return Compaction.compact(rows, from, to, into, at);
    }
}
