package io.regroup.fitters.internal.sandwich;

import io.regroup.api.StandardErrors;
import io.regroup.api.spi.GroupRows;
import java.util.Arrays;
import java.util.Objects;

/** What stands in the middle of the sandwich, in the coordinates of an orthonormal design: {@code M = Σ ω r² q qᵀ}. */
final class Middle {

    /** A row whose leverage is 1 but for this decides a coefficient alone: without it there is no fit to compare with. */
    private static final double ALONE = 0x1p-40;

    private final StandardErrors.Kind kind;
    private double[] factors = new double[0];
    private long[] order = new long[0];
    private int clusters;

    Middle(StandardErrors.Kind kind) {
        this.kind = kind;
    }

    /** How many clusters the last group has; 0 if there are none. */
    int clusters() {
        return clusters;
    }

    /**
     * Adds up a group.
     *
     * @param rows the rows
     * @param design their design
     * @param residuals √w e
     * @return a square matrix, NaN if there are no more rows than coefficients
     */
    double[][] of(GroupRows rows, OrthonormalDesign design, double[] residuals) {
        int rank = design.rank();
        int count = rows.count();
        double[][] m = new double[rank][rank];
        clusters = 0;
        if (kind == StandardErrors.Kind.CLUSTER) {
            addClusters(rows, design, residuals, m);
        } else if (count > rank) {
            addRows(design, residuals, count, m);
        }
        if (count <= rank) {
            for (double[] row : m) {
                Arrays.fill(row, Double.NaN);
            }
        }
        return m;
    }

    private void addRows(OrthonormalDesign design, double[] residuals, int count, double[][] m) {
        if (factors.length < count) {
            factors = new double[Math.max(count, 2 * factors.length)];
        }
        writeFactors(design, count);
        for (int a = 0; a < m.length; a++) {
            double[] qa = design.vector(a);
            for (int b = 0; b <= a; b++) {
                double[] qb = design.vector(b);
                double sum = 0;
                for (int i = 0; i < count; i++) {
                    double r = residuals[i] * qa[i];
                    sum = Math.fma(factors[i] * r, residuals[i] * qb[i], sum);
                }
                m[a][b] = sum;
                m[b][a] = sum;
            }
        }
    }

    private void writeFactors(OrthonormalDesign design, int count) {
        switch (kind) {
            case HC1 -> Arrays.fill(factors, 0, count, (double) count / (count - design.rank()));
            case HC2, HC3 -> {
                Arrays.fill(factors, 0, count, 1);
                for (int v = 0; v < design.rank(); v++) {
                    double[] q = design.vector(v);
                    for (int i = 0; i < count; i++) {
                        factors[i] = Math.fma(-q[i], q[i], factors[i]);
                    }
                }
                for (int i = 0; i < count; i++) {
                    double free = factors[i] > ALONE ? factors[i] : Double.NaN;
                    factors[i] = kind == StandardErrors.Kind.HC2 ? 1 / free : 1 / (free * free);
                }
            }
            default -> Arrays.fill(factors, 0, count, 1);
        }
    }

    private void addClusters(GroupRows rows, OrthonormalDesign design, double[] residuals, double[][] m) {
        int count = rows.count();
        int rank = m.length;
        sortByCluster(Objects.requireNonNull(rows.cluster()), rows.from(), count);
        double[] sums = new double[rank];
        for (int i = 0; i < count; i++) {
            int row = (int) order[i];
            for (int v = 0; v < rank; v++) {
                sums[v] = Math.fma(residuals[row], design.vector(v)[row], sums[v]);
            }
            if (i + 1 == count || order[i + 1] >>> Integer.SIZE != order[i] >>> Integer.SIZE) {
                clusters++;
                for (int a = 0; a < rank; a++) {
                    for (int b = 0; b < rank; b++) {
                        m[a][b] = Math.fma(sums[a], sums[b], m[a][b]);
                    }
                }
                Arrays.fill(sums, 0);
            }
        }
        double factor = clusters > 1 ? (double) clusters / (clusters - 1) * (count - 1) / (count - rank) : Double.NaN;
        for (double[] row : m) {
            for (int b = 0; b < rank; b++) {
                row[b] *= factor;
            }
        }
    }

    /** Cluster above, row below, in one number. */
    private void sortByCluster(double[] cluster, int from, int count) {
        if (order.length < count) {
            order = new long[Math.max(count, 2 * order.length)];
        }
        for (int i = 0; i < count; i++) {
            order[i] = ((long) cluster[from + i] << Integer.SIZE) | i;
        }
        Arrays.sort(order, 0, count);
    }
}
