package io.regroup.engine.vector.internal;

import io.regroup.kernels.MomentKernel;
import io.regroup.kernels.MomentLayout;
import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Cross-moments of any number of features, a strip of rows at a time: differences from the pivots are written to tables that
 * stay in the first-level cache, and multiplied with each other, four products in registers at once.
 */
final class ManyFeatures {

    private static final VectorSpecies<Double> SPECIES = VectorWidth.SPECIES;
    private static final int LANES = SPECIES.length();
    private static final int STRIP = 256;

    private final MomentLayout layout;
    private final int variables;
    private final double[][] differences;
    private final double[] weighted = new double[STRIP];
    private final double[] ones = new double[STRIP];

    ManyFeatures(MomentLayout layout) {
        this.layout = layout;
        this.variables = layout.variables();
        // three more than there are, all zero, so that products come in fours
        this.differences = new double[variables + 3][STRIP];
        Arrays.fill(ones, 1);
    }

    void accumulate(MomentKernel.Rows rows, int from, int to, double[] pivots, double[] group) {
        Arrays.fill(group, 0);
        double[] weights = rows.weights();
        boolean positive = true;
        double weight = 0;
        for (int start = from; start < to; start += STRIP) {
            int count = Math.min(STRIP, to - start);
            int padded = (count + LANES - 1) / LANES * LANES;
            for (int v = 0; v < variables; v++) {
                double[] column = v < layout.features() ? rows.features()[v] : rows.target();
                subtract(column, start, count, padded, pivots[v], differences[v]);
            }
            for (int i = 0; weights != null && i < count; i++) {
                positive &= weights[start + i] > 0;
                weight += weights[start + i];
            }
            for (int v = 0; v < variables; v++) {
                multiply(differences[v], weights == null ? ones : weights, weights == null ? 0 : start, count, padded);
                group[layout.sum(v)] += sum(weighted, padded);
                for (int u = 0; u <= v; u += 4) {
                    addProducts(u, v, padded, group);
                }
            }
        }
        group[MomentLayout.WEIGHT] = weights == null ? to - from : weight;
        group[MomentLayout.ALL_POSITIVE] = positive ? 1 : 0;
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
    private void addProducts(int u, int v, int padded, double[] group) {
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
}
