package io.regroup.engine.vector.internal;

import io.regroup.kernels.MomentKernel.Rows;
import io.regroup.kernels.MomentLayout;
import java.util.Objects;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** Sums in registers for two features, x and z: sw is Σ w, sx is Σ w dx, xy is Σ w dx dy. */
final class TwoFeatures extends RegisterSums {

    TwoFeatures() {
        super(2);
    }

    @Override
    void addWeighted(
            Rows rows, int[] starts, int first, int groups, double[] moments, int stride, int at, int[] counts) {
        double[] x = rows.features()[0];
        double[] z = rows.features()[1];
        double[] y = rows.target();
        double[] weights = Objects.requireNonNull(rows.weights());
        int pivot = layout.pivot(0) * stride + at;
        DoubleVector zero = DoubleVector.zero(SPECIES);
        for (int slot = 0; slot < groups; slot++) {
            int i = starts[first + slot];
            int to = starts[first + slot + 1];
            DoubleVector cx = DoubleVector.broadcast(SPECIES, moments[pivot + slot]);
            DoubleVector cz = DoubleVector.broadcast(SPECIES, moments[pivot + stride + slot]);
            DoubleVector cy = DoubleVector.broadcast(SPECIES, moments[pivot + 2 * stride + slot]);
            int finite = 0;
            int positive = 0;
            DoubleVector sw = zero;
            DoubleVector sx = zero;
            DoubleVector sz = zero;
            DoubleVector sy = zero;
            DoubleVector xx = zero;
            DoubleVector xz = zero;
            DoubleVector zz = zero;
            DoubleVector xy = zero;
            DoubleVector zy = zero;
            DoubleVector yy = zero;
            for (; i <= to - LANES; i += LANES) {
                DoubleVector y0 = DoubleVector.fromArray(SPECIES, y, i);
                VectorMask<Double> used = y0.sub(y0).compare(VectorOperators.EQ, 0);
                DoubleVector w0 = DoubleVector.fromArray(SPECIES, weights, i);
                DoubleVector w = zero.blend(w0, used);
                DoubleVector dx = DoubleVector.fromArray(SPECIES, x, i).sub(cx);
                DoubleVector dz = DoubleVector.fromArray(SPECIES, z, i).sub(cz);
                DoubleVector dy = zero.blend(y0.sub(cy), used);
                finite += used.trueCount();
                DoubleVector wx = w.mul(dx);
                DoubleVector wz = w.mul(dz);
                DoubleVector wy = w.mul(dy);
                positive += w0.compare(VectorOperators.GT, 0).trueCount();
                sw = sw.add(w);
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
                VectorMask<Double> own = SPECIES.indexInRange(i, to);
                DoubleVector y0 = DoubleVector.fromArray(SPECIES, y, i);
                VectorMask<Double> used =
                        y0.sub(y0).compare(VectorOperators.EQ, 0).and(own);
                DoubleVector w0 = zero.blend(DoubleVector.fromArray(SPECIES, weights, i), own);
                DoubleVector w = zero.blend(w0, used);
                DoubleVector dx =
                        zero.blend(DoubleVector.fromArray(SPECIES, x, i).sub(cx), own);
                DoubleVector dz =
                        zero.blend(DoubleVector.fromArray(SPECIES, z, i).sub(cz), own);
                DoubleVector dy = zero.blend(y0.sub(cy), used);
                finite += used.trueCount();
                DoubleVector wx = w.mul(dx);
                DoubleVector wz = w.mul(dz);
                DoubleVector wy = w.mul(dy);
                positive += w0.compare(VectorOperators.GT, 0).trueCount();
                sw = sw.add(w);
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
            counts[at + slot] = finite;
            moments[MomentLayout.ALL_POSITIVE * stride + at + slot] = positive == to - starts[first + slot] ? 1 : 0;
            int place = slot * LANES;
            sw.intoArray(partial, place);
            sx.intoArray(partial, place + BLOCK);
            sz.intoArray(partial, place + 2 * BLOCK);
            sy.intoArray(partial, place + 3 * BLOCK);
            xx.intoArray(partial, place + 4 * BLOCK);
            xz.intoArray(partial, place + 5 * BLOCK);
            zz.intoArray(partial, place + 6 * BLOCK);
            xy.intoArray(partial, place + 7 * BLOCK);
            zy.intoArray(partial, place + 8 * BLOCK);
            yy.intoArray(partial, place + 9 * BLOCK);
        }
    }

    @Override
    void add(Rows rows, int[] starts, int first, int groups, double[] moments, int stride, int at, int[] counts) {
        double[] x = rows.features()[0];
        double[] z = rows.features()[1];
        double[] y = rows.target();
        int pivot = layout.pivot(0) * stride + at;
        DoubleVector zero = DoubleVector.zero(SPECIES);
        for (int slot = 0; slot < groups; slot++) {
            int i = starts[first + slot];
            int to = starts[first + slot + 1];
            DoubleVector cx = DoubleVector.broadcast(SPECIES, moments[pivot + slot]);
            DoubleVector cz = DoubleVector.broadcast(SPECIES, moments[pivot + stride + slot]);
            DoubleVector cy = DoubleVector.broadcast(SPECIES, moments[pivot + 2 * stride + slot]);
            int finite = 0;
            DoubleVector sx = zero;
            DoubleVector sz = zero;
            DoubleVector sy = zero;
            DoubleVector xx = zero;
            DoubleVector xz = zero;
            DoubleVector zz = zero;
            DoubleVector xy = zero;
            DoubleVector zy = zero;
            DoubleVector yy = zero;
            for (; i <= to - LANES; i += LANES) {
                DoubleVector y0 = DoubleVector.fromArray(SPECIES, y, i);
                VectorMask<Double> used = y0.sub(y0).compare(VectorOperators.EQ, 0);
                DoubleVector dx =
                        zero.blend(DoubleVector.fromArray(SPECIES, x, i).sub(cx), used);
                DoubleVector dz =
                        zero.blend(DoubleVector.fromArray(SPECIES, z, i).sub(cz), used);
                DoubleVector dy = zero.blend(y0.sub(cy), used);
                finite += used.trueCount();
                sx = sx.add(dx);
                sz = sz.add(dz);
                sy = sy.add(dy);
                xx = dx.fma(dx, xx);
                xz = dz.fma(dx, xz);
                zz = dz.fma(dz, zz);
                xy = dy.fma(dx, xy);
                zy = dy.fma(dz, zy);
                yy = dy.fma(dy, yy);
            }
            if (i < to) {
                VectorMask<Double> own = SPECIES.indexInRange(i, to);
                DoubleVector y0 = DoubleVector.fromArray(SPECIES, y, i);
                VectorMask<Double> used =
                        y0.sub(y0).compare(VectorOperators.EQ, 0).and(own);
                DoubleVector dx =
                        zero.blend(DoubleVector.fromArray(SPECIES, x, i).sub(cx), used);
                DoubleVector dz =
                        zero.blend(DoubleVector.fromArray(SPECIES, z, i).sub(cz), used);
                DoubleVector dy = zero.blend(y0.sub(cy), used);
                finite += used.trueCount();
                sx = sx.add(dx);
                sz = sz.add(dz);
                sy = sy.add(dy);
                xx = dx.fma(dx, xx);
                xz = dz.fma(dx, xz);
                zz = dz.fma(dz, zz);
                xy = dy.fma(dx, xy);
                zy = dy.fma(dz, zy);
                yy = dy.fma(dy, yy);
            }
            counts[at + slot] = finite;
            moments[MomentLayout.WEIGHT * stride + at + slot] = finite;
            moments[MomentLayout.ALL_POSITIVE * stride + at + slot] = 1;
            int place = slot * LANES;
            sx.intoArray(partial, place + BLOCK);
            sz.intoArray(partial, place + 2 * BLOCK);
            sy.intoArray(partial, place + 3 * BLOCK);
            xx.intoArray(partial, place + 4 * BLOCK);
            xz.intoArray(partial, place + 5 * BLOCK);
            zz.intoArray(partial, place + 6 * BLOCK);
            xy.intoArray(partial, place + 7 * BLOCK);
            zy.intoArray(partial, place + 8 * BLOCK);
            yy.intoArray(partial, place + 9 * BLOCK);
        }
    }
}
