package io.regroup.kernels;

import java.util.Arrays;
import java.util.Objects;

/**
 * The plain form of the moment kernel, which every other must equal: one group after another, one row after another, in
 * the processor's registers for up to three features.
 */
public final class ScalarMoments extends SharedFeatureSums {

    private final int features;
    private final boolean intercept;
    private final MomentLayout layout;
    private final double[] pivots;
    private final double[] differences;
    private final double[] group;
    private final double[] targets;

    /**
     * Makes a kernel.
     *
     * @param features the number of features, p
     * @param intercept whether moments are about a pivot; otherwise about zero
     */
    public ScalarMoments(int features, boolean intercept) {
        super(new MomentLayout(features));
        this.features = features;
        this.intercept = intercept;
        this.layout = new MomentLayout(features);
        this.pivots = new double[layout.variables()];
        this.differences = new double[layout.variables()];
        this.group = new double[layout.width()];
        this.targets = new double[features + 2];
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
            for (int v = 0; v < pivots.length; v++) {
                if (pivotsGiven) {
                    pivots[v] = sums[layout.pivot(v) * stride + at + g];
                } else if (!intercept) {
                    pivots[v] = 0;
                } else {
                    pivots[v] =
                            v < features ? rows.features()[v][from] : MomentKernel.firstFinite(rows.target(), from, to);
                }
            }
            noted = switch (features) {
                case 1 -> accumulate1(rows, from, to, leftOut, noted);
                case 2 -> accumulate2(rows, from, to, leftOut, noted);
                case 3 -> accumulate3(rows, from, to, leftOut, noted);
                default -> accumulateAny(rows, from, to, leftOut, noted);
            };
            System.arraycopy(pivots, 0, group, layout.pivot(0), pivots.length);
            for (int k = 0; k < group.length; k++) {
                sums[k * stride + at + g] = group[k];
            }
        }
        return noted;
    }

    private int accumulate1(Rows rows, int from, int to, int[] leftOut, int noted) {
        double[] x = rows.features()[0];
        double[] y = rows.target();
        double[] weights = rows.weights();
        double cx = pivots[0];
        double cy = pivots[1];
        double sw = 0;
        boolean positive = true;
        int count = noted;
        double sx = 0;
        double sy = 0;
        double xx = 0;
        double xy = 0;
        double yy = 0;
        if (weights == null) {
            for (int i = from; i < to; i++) {
                double dx = x[i] - cx;
                double dy = y[i] - cy;
                if (!Double.isFinite(y[i])) {
                    leftOut[count++] = i;
                    dy = 0;
                }
                sx += dx;
                sy += dy;
                xx = Math.fma(dx, dx, xx);
                xy = Math.fma(dx, dy, xy);
                yy = Math.fma(dy, dy, yy);
            }
            sw = to - from;
        } else {
            for (int i = from; i < to; i++) {
                double w = weights[i];
                double dx = x[i] - cx;
                double dy = y[i] - cy;
                if (!Double.isFinite(y[i])) {
                    leftOut[count++] = i;
                    dy = 0;
                }
                double wx = w * dx;
                double wy = w * dy;
                sw += w;
                positive &= w > 0;
                sx += wx;
                sy += wy;
                xx = Math.fma(wx, dx, xx);
                xy = Math.fma(wx, dy, xy);
                yy = Math.fma(wy, dy, yy);
            }
        }
        int k = layout.sum(0);
        group[MomentLayout.WEIGHT] = sw;
        group[MomentLayout.ALL_POSITIVE] = positive ? 1 : 0;
        group[k++] = sx;
        group[k++] = sy;
        group[k++] = xx;
        group[k++] = xy;
        group[k] = yy;
        return count;
    }

    private int accumulate2(Rows rows, int from, int to, int[] leftOut, int noted) {
        double[] x = rows.features()[0];
        double[] z = rows.features()[1];
        double[] y = rows.target();
        double[] weights = rows.weights();
        double cx = pivots[0];
        double cz = pivots[1];
        double cy = pivots[2];
        double sw = 0;
        boolean positive = true;
        int count = noted;
        double sx = 0;
        double sz = 0;
        double sy = 0;
        double xx = 0;
        double xz = 0;
        double zz = 0;
        double xy = 0;
        double zy = 0;
        double yy = 0;
        for (int i = from; i < to; i++) {
            double w = weights == null ? 1 : weights[i];
            double dx = x[i] - cx;
            double dz = z[i] - cz;
            double dy = y[i] - cy;
            if (!Double.isFinite(y[i])) {
                leftOut[count++] = i;
                dy = 0;
            }
            double wx = w * dx;
            double wz = w * dz;
            double wy = w * dy;
            sw += w;
            positive &= w > 0;
            sx += wx;
            sz += wz;
            sy += wy;
            xx = Math.fma(wx, dx, xx);
            xz = Math.fma(wz, dx, xz);
            zz = Math.fma(wz, dz, zz);
            xy = Math.fma(wy, dx, xy);
            zy = Math.fma(wy, dz, zy);
            yy = Math.fma(wy, dy, yy);
        }
        int k = layout.sum(0);
        group[MomentLayout.WEIGHT] = sw;
        group[MomentLayout.ALL_POSITIVE] = positive ? 1 : 0;
        group[k++] = sx;
        group[k++] = sz;
        group[k++] = sy;
        group[k++] = xx;
        group[k++] = xz;
        group[k++] = zz;
        group[k++] = xy;
        group[k++] = zy;
        group[k] = yy;
        return count;
    }

    private int accumulate3(Rows rows, int from, int to, int[] leftOut, int noted) {
        double[] x = rows.features()[0];
        double[] z = rows.features()[1];
        double[] u = rows.features()[2];
        double[] y = rows.target();
        double[] weights = rows.weights();
        double cx = pivots[0];
        double cz = pivots[1];
        double cu = pivots[2];
        double cy = pivots[3];
        double sw = 0;
        boolean positive = true;
        int count = noted;
        double sx = 0;
        double sz = 0;
        double su = 0;
        double sy = 0;
        double xx = 0;
        double xz = 0;
        double zz = 0;
        double xu = 0;
        double zu = 0;
        double uu = 0;
        double xy = 0;
        double zy = 0;
        double uy = 0;
        double yy = 0;
        for (int i = from; i < to; i++) {
            double w = weights == null ? 1 : weights[i];
            double dx = x[i] - cx;
            double dz = z[i] - cz;
            double du = u[i] - cu;
            double dy = y[i] - cy;
            if (!Double.isFinite(y[i])) {
                leftOut[count++] = i;
                dy = 0;
            }
            double wx = w * dx;
            double wz = w * dz;
            double wu = w * du;
            double wy = w * dy;
            sw += w;
            positive &= w > 0;
            sx += wx;
            sz += wz;
            su += wu;
            sy += wy;
            xx = Math.fma(wx, dx, xx);
            xz = Math.fma(wz, dx, xz);
            zz = Math.fma(wz, dz, zz);
            xu = Math.fma(wu, dx, xu);
            zu = Math.fma(wu, dz, zu);
            uu = Math.fma(wu, du, uu);
            xy = Math.fma(wy, dx, xy);
            zy = Math.fma(wy, dz, zy);
            uy = Math.fma(wy, du, uy);
            yy = Math.fma(wy, dy, yy);
        }
        int k = layout.sum(0);
        group[MomentLayout.WEIGHT] = sw;
        group[MomentLayout.ALL_POSITIVE] = positive ? 1 : 0;
        group[k++] = sx;
        group[k++] = sz;
        group[k++] = su;
        group[k++] = sy;
        group[k++] = xx;
        group[k++] = xz;
        group[k++] = zz;
        group[k++] = xu;
        group[k++] = zu;
        group[k++] = uu;
        group[k++] = xy;
        group[k++] = zy;
        group[k++] = uy;
        group[k] = yy;
        return count;
    }

    /** Any number of features: each row's differences times each other, along the packed products. */
    private int accumulateAny(Rows rows, int from, int to, int[] leftOut, int noted) {
        Arrays.fill(group, 0);
        double[] weights = rows.weights();
        boolean positive = true;
        int count = noted;
        int firstSum = layout.sum(0);
        int firstProduct = layout.product(0, 0);
        for (int i = from; i < to; i++) {
            double w = weights == null ? 1 : weights[i];
            group[MomentLayout.WEIGHT] += w;
            positive &= w > 0;
            for (int v = 0; v < features; v++) {
                differences[v] = rows.features()[v][i] - pivots[v];
            }
            differences[features] = rows.target()[i] - pivots[features];
            if (!Double.isFinite(rows.target()[i])) {
                leftOut[count++] = i;
                differences[features] = 0;
            }
            int row = firstProduct;
            for (int v = 0; v <= features; v++) {
                double wd = w * differences[v];
                group[firstSum + v] += wd;
                for (int u = 0; u <= v; u++) {
                    group[row + u] = Math.fma(wd, differences[u], group[row + u]);
                }
                row += v + 1;
            }
        }
        group[MomentLayout.ALL_POSITIVE] = positive ? 1 : 0;
        return count;
    }

    @Override
    protected int addUpTarget(
            Rows rows, int[] starts, int first, int groups, double[] sums, int stride, int at, int[] leftOut) {
        int noted = 0;
        for (int g = 0; g < groups; g++) {
            int from = starts[first + g];
            int to = starts[first + g + 1];
            pivots[features] = intercept ? MomentKernel.firstFinite(rows.target(), from, to) : 0;
            takePivots(sums, stride, at + g);
            noted = switch (features) {
                case 1 -> target1(rows, from, to, leftOut, noted);
                case 2 -> target2(rows, from, to, leftOut, noted);
                default -> targetAny(rows, from, to, leftOut, noted);
            };
            storeTarget(sums, stride, at + g);
        }
        return noted;
    }

    private void takePivots(double[] sums, int stride, int at) {
        for (int v = 0; v < features; v++) {
            pivots[v] = sums[layout.pivot(v) * stride + at];
        }
    }

    /** The target's pivot, its products with the features and itself, and its sum. */
    private void storeTarget(double[] sums, int stride, int at) {
        sums[layout.pivot(features) * stride + at] = pivots[features];
        for (int v = 0; v <= features; v++) {
            sums[layout.product(v, features) * stride + at] = targets[v];
        }
        sums[layout.sum(features) * stride + at] = targets[features + 1];
    }

    private int target1(Rows rows, int from, int to, int[] leftOut, int noted) {
        double[] x = rows.features()[0];
        double[] y = rows.target();
        double[] weights = rows.weights();
        double cx = pivots[0];
        double cy = pivots[1];
        double sy = 0;
        double xy = 0;
        double yy = 0;
        int count = noted;
        for (int i = from; i < to; i++) {
            if (!Double.isFinite(y[i])) {
                leftOut[count++] = i;
                continue;
            }
            double dy = y[i] - cy;
            double wy = weights == null ? dy : weights[i] * dy;
            sy += wy;
            xy = Math.fma(wy, x[i] - cx, xy);
            yy = Math.fma(wy, dy, yy);
        }
        targets[0] = xy;
        targets[1] = yy;
        targets[2] = sy;
        return count;
    }

    private int target2(Rows rows, int from, int to, int[] leftOut, int noted) {
        double[] x = rows.features()[0];
        double[] z = rows.features()[1];
        double[] y = rows.target();
        double[] weights = rows.weights();
        double cx = pivots[0];
        double cz = pivots[1];
        double cy = pivots[2];
        double sy = 0;
        double xy = 0;
        double zy = 0;
        double yy = 0;
        int count = noted;
        for (int i = from; i < to; i++) {
            if (!Double.isFinite(y[i])) {
                leftOut[count++] = i;
                continue;
            }
            double dy = y[i] - cy;
            double wy = weights == null ? dy : weights[i] * dy;
            sy += wy;
            xy = Math.fma(wy, x[i] - cx, xy);
            zy = Math.fma(wy, z[i] - cz, zy);
            yy = Math.fma(wy, dy, yy);
        }
        targets[0] = xy;
        targets[1] = zy;
        targets[2] = yy;
        targets[3] = sy;
        return count;
    }

    private int targetAny(Rows rows, int from, int to, int[] leftOut, int noted) {
        double[] weights = rows.weights();
        int count = noted;
        Arrays.fill(targets, 0);
        for (int i = from; i < to; i++) {
            double y = rows.target()[i];
            if (!Double.isFinite(y)) {
                leftOut[count++] = i;
                continue;
            }
            double dy = y - pivots[features];
            double wy = weights == null ? dy : weights[i] * dy;
            for (int v = 0; v < features; v++) {
                targets[v] = Math.fma(wy, rows.features()[v][i] - pivots[v], targets[v]);
            }
            targets[features] = Math.fma(wy, dy, targets[features]);
            targets[features + 1] += wy;
        }
        return count;
    }

    @Override
    public int compact(Rows rows, int from, int to, Rows into, int at) {
        return compactRows(rows, from, to, into, at);
    }

    /**
     * The plain form of {@link MomentKernel#compact}.
     *
     * @param rows the columns
     * @param from the first row
     * @param to the row after the last
     * @param into receives the rows that count
     * @param at where the first one goes
     * @return how many rows were copied
     */
    public static int compactRows(Rows rows, int from, int to, Rows into, int at) {
        double[][] x = rows.features();
        double[] y = rows.target();
        double[] weights = rows.weights();
        double[] weightsInto = into.weights();
        int count = at;
        for (int i = from; i < to; i++) {
            // stays zero unless a value is not finite
            double zero = 0 * y[i];
            for (double[] feature : x) {
                zero += 0 * feature[i];
            }
            if (weights != null) {
                zero += 0 * weights[i];
                Objects.requireNonNull(weightsInto)[count] = weights[i];
            }
            boolean counts = zero == 0 && (weights == null || weights[i] > 0);
            for (int v = 0; v < x.length; v++) {
                into.features()[v][count] = x[v][i];
            }
            into.target()[count] = y[i];
            count += counts ? 1 : 0;
        }
        return count - at;
    }
}
