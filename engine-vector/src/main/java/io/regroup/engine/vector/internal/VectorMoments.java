package io.regroup.engine.vector.internal;

import io.regroup.kernels.MomentKernel;
import io.regroup.kernels.MomentLayout;
import java.util.Arrays;
import java.util.Objects;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Cross-moments in vectors. Up to three features are added up in registers: along a group's rows, or, for groups of no
 * more rows than a vector has lanes, across groups, one lane each. More features go through tables of differences, four
 * products at a time.
 */
final class VectorMoments implements MomentKernel {

    private static final VectorSpecies<Double> SPECIES = VectorWidth.SPECIES;
    private static final int LANES = SPECIES.length();
    private static final double[] ONES = ones();

    /** Groups of no more rows than this are added up across groups. */
    private static final int TINY = LANES;

    private final int features;
    private final int variables;
    private final boolean weighted;
    private final boolean intercept;
    private final MomentLayout layout;
    private final double[] pivots;
    private final double[] group;
    private final double[][] lanes;
    private final double[] lanePivots;
    private final double[] padding = new double[LANES];
    private final ManyFeatures manyFeatures;

    VectorMoments(int features, boolean weighted, boolean intercept) {
        this.features = features;
        this.variables = features + 1;
        this.weighted = weighted;
        this.intercept = intercept;
        this.layout = new MomentLayout(features);
        this.pivots = new double[variables];
        this.group = new double[layout.width()];
        this.lanes = new double[variables + 1][TINY * LANES];
        this.lanePivots = new double[variables * LANES];
        this.manyFeatures = new ManyFeatures(layout);
    }

    @Override
    public void accumulate(
            Rows rows, int[] starts, int first, int groups, boolean pivotsGiven, double[] sums, int stride, int at) {
        boolean inRegisters = features >= 1 && features <= 3;
        for (int g = 0; g < groups; ) {
            int most = starts[first + g + 1] - starts[first + g];
            if (inRegisters && most <= TINY && !pivotsGiven) {
                int count = 1;
                while (count < LANES && g + count < groups) {
                    int size = starts[first + g + count + 1] - starts[first + g + count];
                    if (size > TINY) {
                        break;
                    }
                    most = Math.max(most, size);
                    count++;
                }
                acrossGroups(rows, starts, first + g, count, most, sums, stride, at + g);
                g += count;
            } else {
                alongRows(rows, starts[first + g], starts[first + g + 1], pivotsGiven, sums, stride, at + g);
                g++;
            }
        }
    }

    private static double[] ones() {
        double[] ones = new double[LANES];
        Arrays.fill(ones, 1);
        return ones;
    }

    private void alongRows(Rows rows, int from, int to, boolean pivotsGiven, double[] sums, int stride, int at) {
        for (int v = 0; v < variables; v++) {
            pivots[v] = pivotsGiven
                    ? sums[layout.pivot(v) * stride + at]
                    : intercept ? (v < features ? rows.features()[v] : rows.target())[from] : 0;
        }
        switch (features) {
            case 1 -> along1(rows, from, to);
            case 2 -> along2(rows, from, to);
            case 3 -> along3(rows, from, to);
            default -> manyFeatures.accumulate(rows, from, to, pivots, group);
        }
        for (int v = 0; v < variables; v++) {
            group[layout.pivot(v)] = pivots[v];
        }
        for (int k = 0; k < group.length; k++) {
            sums[k * stride + at] = group[k];
        }
    }

    /** Adds up consecutive tiny groups, one lane each; lanes are filled up with rows of no weight that stand at the pivot. */
    private void acrossGroups(
            Rows rows, int[] starts, int first, int count, int most, double[] sums, int stride, int at) {
        for (int lane = 0; lane < LANES; lane++) {
            int from = lane < count ? starts[first + lane] : 0;
            int size = lane < count ? starts[first + lane + 1] - from : 0;
            padding[lane] = most - size;
            for (int v = 0; v < variables; v++) {
                double[] column = v < features ? rows.features()[v] : rows.target();
                double pivot = intercept && size > 0 ? column[from] : 0;
                lanePivots[v * LANES + lane] = pivot;
                fill(column, from, size, most, pivot, lanes[v], lane);
            }
            if (weighted) {
                fill(Objects.requireNonNull(rows.weights()), from, size, most, 0, lanes[variables], lane);
            }
        }
        switch (features) {
            case 1 -> across1(count, most, sums, stride, at);
            case 2 -> across2(count, most, sums, stride, at);
            default -> across3(count, most, sums, stride, at);
        }
        for (int lane = 0; lane < count; lane++) {
            for (int v = 0; v < variables; v++) {
                sums[layout.pivot(v) * stride + at + lane] = lanePivots[v * LANES + lane];
            }
            int place = MomentLayout.ALL_POSITIVE * stride + at + lane;
            if (weighted) {
                // padding has no weight, and nothing else may have none
                sums[place] = sums[place] == padding[lane] ? 1 : 0;
            } else {
                sums[place] = 1;
                sums[MomentLayout.WEIGHT * stride + at + lane] = most - padding[lane];
            }
        }
    }

    private static void fill(double[] column, int from, int size, int most, double rest, double[] into, int lane) {
        int place = lane;
        for (int i = 0; i < size; i++) {
            into[place] = column[from + i];
            place += LANES;
        }
        for (int i = size; i < most; i++) {
            into[place] = rest;
            place += LANES;
        }
    }

    private void along1(Rows rows, int from, int to) {
        double[] x = rows.features()[0];
        double[] y = rows.target();
        double[] given = rows.weights();
        double[] weights = given == null ? ONES : given;
        int weightIndex = given == null ? 0 : -1;
        DoubleVector cx = DoubleVector.broadcast(SPECIES, pivots[0]);
        DoubleVector cy = DoubleVector.broadcast(SPECIES, pivots[1]);
        DoubleVector sw = DoubleVector.zero(SPECIES);
        DoubleVector notPositive = DoubleVector.zero(SPECIES);
        DoubleVector sx = DoubleVector.zero(SPECIES);
        DoubleVector sy = DoubleVector.zero(SPECIES);
        DoubleVector xx = DoubleVector.zero(SPECIES);
        DoubleVector xy = DoubleVector.zero(SPECIES);
        DoubleVector yy = DoubleVector.zero(SPECIES);
        int i = from;
        for (; i <= to - LANES; i += LANES) {
            DoubleVector w = DoubleVector.fromArray(SPECIES, weights, i & weightIndex);
            DoubleVector dx = DoubleVector.fromArray(SPECIES, x, i).sub(cx);
            DoubleVector dy = DoubleVector.fromArray(SPECIES, y, i).sub(cy);
            DoubleVector wx = w.mul(dx);
            DoubleVector wy = w.mul(dy);
            sw = sw.add(w);
            notPositive = notPositive.add(1, w.compare(VectorOperators.LE, 0));
            sx = sx.add(wx);
            sy = sy.add(wy);
            xx = wx.fma(dx, xx);
            xy = wy.fma(dx, xy);
            yy = wy.fma(dy, yy);
        }
        if (i < to) {
            VectorMask<Double> rest = SPECIES.indexInRange(i, to);
            DoubleVector w = DoubleVector.fromArray(SPECIES, weights, i & weightIndex, rest);
            DoubleVector dx = DoubleVector.fromArray(SPECIES, x, i, rest).sub(cx, rest);
            DoubleVector dy = DoubleVector.fromArray(SPECIES, y, i, rest).sub(cy, rest);
            DoubleVector wx = w.mul(dx);
            DoubleVector wy = w.mul(dy);
            sw = sw.add(w);
            notPositive = notPositive.add(1, w.compare(VectorOperators.LE, 0, rest));
            sx = sx.add(wx);
            sy = sy.add(wy);
            xx = wx.fma(dx, xx);
            xy = wy.fma(dx, xy);
            yy = wy.fma(dy, yy);
        }
        group[MomentLayout.WEIGHT] = sw.reduceLanes(VectorOperators.ADD);
        group[MomentLayout.ALL_POSITIVE] = notPositive.reduceLanes(VectorOperators.ADD) == 0 ? 1 : 0;
        int k = layout.sum(0);
        group[k++] = sx.reduceLanes(VectorOperators.ADD);
        group[k++] = sy.reduceLanes(VectorOperators.ADD);
        group[k++] = xx.reduceLanes(VectorOperators.ADD);
        group[k++] = xy.reduceLanes(VectorOperators.ADD);
        group[k] = yy.reduceLanes(VectorOperators.ADD);
    }

    private void along2(Rows rows, int from, int to) {
        double[] x = rows.features()[0];
        double[] z = rows.features()[1];
        double[] y = rows.target();
        double[] given = rows.weights();
        double[] weights = given == null ? ONES : given;
        int weightIndex = given == null ? 0 : -1;
        DoubleVector cx = DoubleVector.broadcast(SPECIES, pivots[0]);
        DoubleVector cz = DoubleVector.broadcast(SPECIES, pivots[1]);
        DoubleVector cy = DoubleVector.broadcast(SPECIES, pivots[2]);
        DoubleVector sw = DoubleVector.zero(SPECIES);
        DoubleVector notPositive = DoubleVector.zero(SPECIES);
        DoubleVector sx = DoubleVector.zero(SPECIES);
        DoubleVector sz = DoubleVector.zero(SPECIES);
        DoubleVector sy = DoubleVector.zero(SPECIES);
        DoubleVector xx = DoubleVector.zero(SPECIES);
        DoubleVector xz = DoubleVector.zero(SPECIES);
        DoubleVector zz = DoubleVector.zero(SPECIES);
        DoubleVector xy = DoubleVector.zero(SPECIES);
        DoubleVector zy = DoubleVector.zero(SPECIES);
        DoubleVector yy = DoubleVector.zero(SPECIES);
        int i = from;
        for (; i <= to - LANES; i += LANES) {
            DoubleVector w = DoubleVector.fromArray(SPECIES, weights, i & weightIndex);
            DoubleVector dx = DoubleVector.fromArray(SPECIES, x, i).sub(cx);
            DoubleVector dz = DoubleVector.fromArray(SPECIES, z, i).sub(cz);
            DoubleVector dy = DoubleVector.fromArray(SPECIES, y, i).sub(cy);
            DoubleVector wx = w.mul(dx);
            DoubleVector wz = w.mul(dz);
            DoubleVector wy = w.mul(dy);
            sw = sw.add(w);
            notPositive = notPositive.add(1, w.compare(VectorOperators.LE, 0));
            sx = sx.add(wx);
            sz = sz.add(wz);
            sy = sy.add(wy);
            xx = wx.fma(dx, xx);
            xz = wz.fma(dx, xz);
            zz = wz.fma(dz, zz);
            xy = wy.fma(dx, xy);
            zy = wy.fma(dz, zy);
            yy = wy.fma(dy, yy);
        }
        if (i < to) {
            VectorMask<Double> rest = SPECIES.indexInRange(i, to);
            DoubleVector w = DoubleVector.fromArray(SPECIES, weights, i & weightIndex, rest);
            DoubleVector dx = DoubleVector.fromArray(SPECIES, x, i, rest).sub(cx, rest);
            DoubleVector dz = DoubleVector.fromArray(SPECIES, z, i, rest).sub(cz, rest);
            DoubleVector dy = DoubleVector.fromArray(SPECIES, y, i, rest).sub(cy, rest);
            DoubleVector wx = w.mul(dx);
            DoubleVector wz = w.mul(dz);
            DoubleVector wy = w.mul(dy);
            sw = sw.add(w);
            notPositive = notPositive.add(1, w.compare(VectorOperators.LE, 0, rest));
            sx = sx.add(wx);
            sz = sz.add(wz);
            sy = sy.add(wy);
            xx = wx.fma(dx, xx);
            xz = wz.fma(dx, xz);
            zz = wz.fma(dz, zz);
            xy = wy.fma(dx, xy);
            zy = wy.fma(dz, zy);
            yy = wy.fma(dy, yy);
        }
        group[MomentLayout.WEIGHT] = sw.reduceLanes(VectorOperators.ADD);
        group[MomentLayout.ALL_POSITIVE] = notPositive.reduceLanes(VectorOperators.ADD) == 0 ? 1 : 0;
        int k = layout.sum(0);
        group[k++] = sx.reduceLanes(VectorOperators.ADD);
        group[k++] = sz.reduceLanes(VectorOperators.ADD);
        group[k++] = sy.reduceLanes(VectorOperators.ADD);
        group[k++] = xx.reduceLanes(VectorOperators.ADD);
        group[k++] = xz.reduceLanes(VectorOperators.ADD);
        group[k++] = zz.reduceLanes(VectorOperators.ADD);
        group[k++] = xy.reduceLanes(VectorOperators.ADD);
        group[k++] = zy.reduceLanes(VectorOperators.ADD);
        group[k] = yy.reduceLanes(VectorOperators.ADD);
    }

    private void along3(Rows rows, int from, int to) {
        double[] x = rows.features()[0];
        double[] z = rows.features()[1];
        double[] u = rows.features()[2];
        double[] y = rows.target();
        double[] given = rows.weights();
        double[] weights = given == null ? ONES : given;
        int weightIndex = given == null ? 0 : -1;
        DoubleVector cx = DoubleVector.broadcast(SPECIES, pivots[0]);
        DoubleVector cz = DoubleVector.broadcast(SPECIES, pivots[1]);
        DoubleVector cu = DoubleVector.broadcast(SPECIES, pivots[2]);
        DoubleVector cy = DoubleVector.broadcast(SPECIES, pivots[3]);
        DoubleVector sw = DoubleVector.zero(SPECIES);
        DoubleVector notPositive = DoubleVector.zero(SPECIES);
        DoubleVector sx = DoubleVector.zero(SPECIES);
        DoubleVector sz = DoubleVector.zero(SPECIES);
        DoubleVector su = DoubleVector.zero(SPECIES);
        DoubleVector sy = DoubleVector.zero(SPECIES);
        DoubleVector xx = DoubleVector.zero(SPECIES);
        DoubleVector xz = DoubleVector.zero(SPECIES);
        DoubleVector zz = DoubleVector.zero(SPECIES);
        DoubleVector xu = DoubleVector.zero(SPECIES);
        DoubleVector zu = DoubleVector.zero(SPECIES);
        DoubleVector uu = DoubleVector.zero(SPECIES);
        DoubleVector xy = DoubleVector.zero(SPECIES);
        DoubleVector zy = DoubleVector.zero(SPECIES);
        DoubleVector uy = DoubleVector.zero(SPECIES);
        DoubleVector yy = DoubleVector.zero(SPECIES);
        int i = from;
        for (; i <= to - LANES; i += LANES) {
            DoubleVector w = DoubleVector.fromArray(SPECIES, weights, i & weightIndex);
            DoubleVector dx = DoubleVector.fromArray(SPECIES, x, i).sub(cx);
            DoubleVector dz = DoubleVector.fromArray(SPECIES, z, i).sub(cz);
            DoubleVector du = DoubleVector.fromArray(SPECIES, u, i).sub(cu);
            DoubleVector dy = DoubleVector.fromArray(SPECIES, y, i).sub(cy);
            DoubleVector wx = w.mul(dx);
            DoubleVector wz = w.mul(dz);
            DoubleVector wu = w.mul(du);
            DoubleVector wy = w.mul(dy);
            sw = sw.add(w);
            notPositive = notPositive.add(1, w.compare(VectorOperators.LE, 0));
            sx = sx.add(wx);
            sz = sz.add(wz);
            su = su.add(wu);
            sy = sy.add(wy);
            xx = wx.fma(dx, xx);
            xz = wz.fma(dx, xz);
            zz = wz.fma(dz, zz);
            xu = wu.fma(dx, xu);
            zu = wu.fma(dz, zu);
            uu = wu.fma(du, uu);
            xy = wy.fma(dx, xy);
            zy = wy.fma(dz, zy);
            uy = wy.fma(du, uy);
            yy = wy.fma(dy, yy);
        }
        if (i < to) {
            VectorMask<Double> rest = SPECIES.indexInRange(i, to);
            DoubleVector w = DoubleVector.fromArray(SPECIES, weights, i & weightIndex, rest);
            DoubleVector dx = DoubleVector.fromArray(SPECIES, x, i, rest).sub(cx, rest);
            DoubleVector dz = DoubleVector.fromArray(SPECIES, z, i, rest).sub(cz, rest);
            DoubleVector du = DoubleVector.fromArray(SPECIES, u, i, rest).sub(cu, rest);
            DoubleVector dy = DoubleVector.fromArray(SPECIES, y, i, rest).sub(cy, rest);
            DoubleVector wx = w.mul(dx);
            DoubleVector wz = w.mul(dz);
            DoubleVector wu = w.mul(du);
            DoubleVector wy = w.mul(dy);
            sw = sw.add(w);
            notPositive = notPositive.add(1, w.compare(VectorOperators.LE, 0, rest));
            sx = sx.add(wx);
            sz = sz.add(wz);
            su = su.add(wu);
            sy = sy.add(wy);
            xx = wx.fma(dx, xx);
            xz = wz.fma(dx, xz);
            zz = wz.fma(dz, zz);
            xu = wu.fma(dx, xu);
            zu = wu.fma(dz, zu);
            uu = wu.fma(du, uu);
            xy = wy.fma(dx, xy);
            zy = wy.fma(dz, zy);
            uy = wy.fma(du, uy);
            yy = wy.fma(dy, yy);
        }
        group[MomentLayout.WEIGHT] = sw.reduceLanes(VectorOperators.ADD);
        group[MomentLayout.ALL_POSITIVE] = notPositive.reduceLanes(VectorOperators.ADD) == 0 ? 1 : 0;
        int k = layout.sum(0);
        group[k++] = sx.reduceLanes(VectorOperators.ADD);
        group[k++] = sz.reduceLanes(VectorOperators.ADD);
        group[k++] = su.reduceLanes(VectorOperators.ADD);
        group[k++] = sy.reduceLanes(VectorOperators.ADD);
        group[k++] = xx.reduceLanes(VectorOperators.ADD);
        group[k++] = xz.reduceLanes(VectorOperators.ADD);
        group[k++] = zz.reduceLanes(VectorOperators.ADD);
        group[k++] = xu.reduceLanes(VectorOperators.ADD);
        group[k++] = zu.reduceLanes(VectorOperators.ADD);
        group[k++] = uu.reduceLanes(VectorOperators.ADD);
        group[k++] = xy.reduceLanes(VectorOperators.ADD);
        group[k++] = zy.reduceLanes(VectorOperators.ADD);
        group[k++] = uy.reduceLanes(VectorOperators.ADD);
        group[k] = yy.reduceLanes(VectorOperators.ADD);
    }

    private void across1(int count, int most, double[] sums, int stride, int at) {
        double[] x = lanes[0];
        double[] y = lanes[1];
        double[] weights = weighted ? lanes[2] : ONES;
        int weightIndex = weighted ? -1 : 0;
        DoubleVector cx = DoubleVector.fromArray(SPECIES, lanePivots, 0 * LANES);
        DoubleVector cy = DoubleVector.fromArray(SPECIES, lanePivots, 1 * LANES);
        DoubleVector sw = DoubleVector.zero(SPECIES);
        DoubleVector notPositive = DoubleVector.zero(SPECIES);
        DoubleVector sx = DoubleVector.zero(SPECIES);
        DoubleVector sy = DoubleVector.zero(SPECIES);
        DoubleVector xx = DoubleVector.zero(SPECIES);
        DoubleVector xy = DoubleVector.zero(SPECIES);
        DoubleVector yy = DoubleVector.zero(SPECIES);
        for (int i = 0; i < most * LANES; i += LANES) {
            DoubleVector w = DoubleVector.fromArray(SPECIES, weights, i & weightIndex);
            DoubleVector dx = DoubleVector.fromArray(SPECIES, x, i).sub(cx);
            DoubleVector dy = DoubleVector.fromArray(SPECIES, y, i).sub(cy);
            DoubleVector wx = w.mul(dx);
            DoubleVector wy = w.mul(dy);
            sw = sw.add(w);
            notPositive = notPositive.add(1, w.compare(VectorOperators.LE, 0));
            sx = sx.add(wx);
            sy = sy.add(wy);
            xx = wx.fma(dx, xx);
            xy = wy.fma(dx, xy);
            yy = wy.fma(dy, yy);
        }
        VectorMask<Double> used = SPECIES.indexInRange(0, count);
        sw.intoArray(sums, MomentLayout.WEIGHT * stride + at, used);
        notPositive.intoArray(sums, MomentLayout.ALL_POSITIVE * stride + at, used);
        int k = layout.sum(0) * stride + at;
        sx.intoArray(sums, k, used);
        k += stride;
        sy.intoArray(sums, k, used);
        k += stride;
        xx.intoArray(sums, k, used);
        k += stride;
        xy.intoArray(sums, k, used);
        k += stride;
        yy.intoArray(sums, k, used);
    }

    private void across2(int count, int most, double[] sums, int stride, int at) {
        double[] x = lanes[0];
        double[] z = lanes[1];
        double[] y = lanes[2];
        double[] weights = weighted ? lanes[3] : ONES;
        int weightIndex = weighted ? -1 : 0;
        DoubleVector cx = DoubleVector.fromArray(SPECIES, lanePivots, 0 * LANES);
        DoubleVector cz = DoubleVector.fromArray(SPECIES, lanePivots, 1 * LANES);
        DoubleVector cy = DoubleVector.fromArray(SPECIES, lanePivots, 2 * LANES);
        DoubleVector sw = DoubleVector.zero(SPECIES);
        DoubleVector notPositive = DoubleVector.zero(SPECIES);
        DoubleVector sx = DoubleVector.zero(SPECIES);
        DoubleVector sz = DoubleVector.zero(SPECIES);
        DoubleVector sy = DoubleVector.zero(SPECIES);
        DoubleVector xx = DoubleVector.zero(SPECIES);
        DoubleVector xz = DoubleVector.zero(SPECIES);
        DoubleVector zz = DoubleVector.zero(SPECIES);
        DoubleVector xy = DoubleVector.zero(SPECIES);
        DoubleVector zy = DoubleVector.zero(SPECIES);
        DoubleVector yy = DoubleVector.zero(SPECIES);
        for (int i = 0; i < most * LANES; i += LANES) {
            DoubleVector w = DoubleVector.fromArray(SPECIES, weights, i & weightIndex);
            DoubleVector dx = DoubleVector.fromArray(SPECIES, x, i).sub(cx);
            DoubleVector dz = DoubleVector.fromArray(SPECIES, z, i).sub(cz);
            DoubleVector dy = DoubleVector.fromArray(SPECIES, y, i).sub(cy);
            DoubleVector wx = w.mul(dx);
            DoubleVector wz = w.mul(dz);
            DoubleVector wy = w.mul(dy);
            sw = sw.add(w);
            notPositive = notPositive.add(1, w.compare(VectorOperators.LE, 0));
            sx = sx.add(wx);
            sz = sz.add(wz);
            sy = sy.add(wy);
            xx = wx.fma(dx, xx);
            xz = wz.fma(dx, xz);
            zz = wz.fma(dz, zz);
            xy = wy.fma(dx, xy);
            zy = wy.fma(dz, zy);
            yy = wy.fma(dy, yy);
        }
        VectorMask<Double> used = SPECIES.indexInRange(0, count);
        sw.intoArray(sums, MomentLayout.WEIGHT * stride + at, used);
        notPositive.intoArray(sums, MomentLayout.ALL_POSITIVE * stride + at, used);
        int k = layout.sum(0) * stride + at;
        sx.intoArray(sums, k, used);
        k += stride;
        sz.intoArray(sums, k, used);
        k += stride;
        sy.intoArray(sums, k, used);
        k += stride;
        xx.intoArray(sums, k, used);
        k += stride;
        xz.intoArray(sums, k, used);
        k += stride;
        zz.intoArray(sums, k, used);
        k += stride;
        xy.intoArray(sums, k, used);
        k += stride;
        zy.intoArray(sums, k, used);
        k += stride;
        yy.intoArray(sums, k, used);
    }

    private void across3(int count, int most, double[] sums, int stride, int at) {
        double[] x = lanes[0];
        double[] z = lanes[1];
        double[] u = lanes[2];
        double[] y = lanes[3];
        double[] weights = weighted ? lanes[4] : ONES;
        int weightIndex = weighted ? -1 : 0;
        DoubleVector cx = DoubleVector.fromArray(SPECIES, lanePivots, 0 * LANES);
        DoubleVector cz = DoubleVector.fromArray(SPECIES, lanePivots, 1 * LANES);
        DoubleVector cu = DoubleVector.fromArray(SPECIES, lanePivots, 2 * LANES);
        DoubleVector cy = DoubleVector.fromArray(SPECIES, lanePivots, 3 * LANES);
        DoubleVector sw = DoubleVector.zero(SPECIES);
        DoubleVector notPositive = DoubleVector.zero(SPECIES);
        DoubleVector sx = DoubleVector.zero(SPECIES);
        DoubleVector sz = DoubleVector.zero(SPECIES);
        DoubleVector su = DoubleVector.zero(SPECIES);
        DoubleVector sy = DoubleVector.zero(SPECIES);
        DoubleVector xx = DoubleVector.zero(SPECIES);
        DoubleVector xz = DoubleVector.zero(SPECIES);
        DoubleVector zz = DoubleVector.zero(SPECIES);
        DoubleVector xu = DoubleVector.zero(SPECIES);
        DoubleVector zu = DoubleVector.zero(SPECIES);
        DoubleVector uu = DoubleVector.zero(SPECIES);
        DoubleVector xy = DoubleVector.zero(SPECIES);
        DoubleVector zy = DoubleVector.zero(SPECIES);
        DoubleVector uy = DoubleVector.zero(SPECIES);
        DoubleVector yy = DoubleVector.zero(SPECIES);
        for (int i = 0; i < most * LANES; i += LANES) {
            DoubleVector w = DoubleVector.fromArray(SPECIES, weights, i & weightIndex);
            DoubleVector dx = DoubleVector.fromArray(SPECIES, x, i).sub(cx);
            DoubleVector dz = DoubleVector.fromArray(SPECIES, z, i).sub(cz);
            DoubleVector du = DoubleVector.fromArray(SPECIES, u, i).sub(cu);
            DoubleVector dy = DoubleVector.fromArray(SPECIES, y, i).sub(cy);
            DoubleVector wx = w.mul(dx);
            DoubleVector wz = w.mul(dz);
            DoubleVector wu = w.mul(du);
            DoubleVector wy = w.mul(dy);
            sw = sw.add(w);
            notPositive = notPositive.add(1, w.compare(VectorOperators.LE, 0));
            sx = sx.add(wx);
            sz = sz.add(wz);
            su = su.add(wu);
            sy = sy.add(wy);
            xx = wx.fma(dx, xx);
            xz = wz.fma(dx, xz);
            zz = wz.fma(dz, zz);
            xu = wu.fma(dx, xu);
            zu = wu.fma(dz, zu);
            uu = wu.fma(du, uu);
            xy = wy.fma(dx, xy);
            zy = wy.fma(dz, zy);
            uy = wy.fma(du, uy);
            yy = wy.fma(dy, yy);
        }
        VectorMask<Double> used = SPECIES.indexInRange(0, count);
        sw.intoArray(sums, MomentLayout.WEIGHT * stride + at, used);
        notPositive.intoArray(sums, MomentLayout.ALL_POSITIVE * stride + at, used);
        int k = layout.sum(0) * stride + at;
        sx.intoArray(sums, k, used);
        k += stride;
        sz.intoArray(sums, k, used);
        k += stride;
        su.intoArray(sums, k, used);
        k += stride;
        sy.intoArray(sums, k, used);
        k += stride;
        xx.intoArray(sums, k, used);
        k += stride;
        xz.intoArray(sums, k, used);
        k += stride;
        zz.intoArray(sums, k, used);
        k += stride;
        xu.intoArray(sums, k, used);
        k += stride;
        zu.intoArray(sums, k, used);
        k += stride;
        uu.intoArray(sums, k, used);
        k += stride;
        xy.intoArray(sums, k, used);
        k += stride;
        zy.intoArray(sums, k, used);
        k += stride;
        uy.intoArray(sums, k, used);
        k += stride;
        yy.intoArray(sums, k, used);
    }

    @Override
    public int compact(Rows rows, int from, int to, Rows into, int at) {
        double[] y = rows.target();
        double[] weights = rows.weights();
        double[] weightsInto = into.weights();
        int count = at;
        for (int i = from; i < to; i += LANES) {
            VectorMask<Double> used = SPECIES.indexInRange(i, to);
            DoubleVector target = DoubleVector.fromArray(SPECIES, y, i, used);
            VectorMask<Double> counts = target.test(VectorOperators.IS_FINITE).and(used);
            for (int v = 0; v < features; v++) {
                counts = counts.and(DoubleVector.fromArray(SPECIES, rows.features()[v], i, used)
                        .test(VectorOperators.IS_FINITE));
            }
            if (weights != null) {
                DoubleVector w = DoubleVector.fromArray(SPECIES, weights, i, used);
                counts = counts.and(w.test(VectorOperators.IS_FINITE)).and(w.compare(VectorOperators.GT, 0));
                w.compress(counts).intoArray(Objects.requireNonNull(weightsInto), count);
            }
            target.compress(counts).intoArray(into.target(), count);
            for (int v = 0; v < features; v++) {
                DoubleVector.fromArray(SPECIES, rows.features()[v], i, used)
                        .compress(counts)
                        .intoArray(into.features()[v], count);
            }
            count += counts.trueCount();
        }
        return count - at;
    }
}
