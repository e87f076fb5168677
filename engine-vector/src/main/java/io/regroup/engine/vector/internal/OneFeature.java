package io.regroup.engine.vector.internal;

import io.regroup.kernels.MomentKernel.Rows;
import io.regroup.kernels.MomentLayout;
import java.util.Objects;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** Sums in registers for one feature, x: sw is Σ w, sx is Σ w dx, xy is Σ w dx dy. */
final class OneFeature extends RegisterSums {

    OneFeature() {
        super(1);
    }

    @Override
    void addWeighted(
            Rows rows, int[] starts, int first, int groups, double[] moments, int stride, int at, int[] counts) {
        double[] x = rows.features()[0];
        double[] y = rows.target();
        double[] weights = Objects.requireNonNull(rows.weights());
        int pivot = layout.pivot(0) * stride + at;
        DoubleVector zero = DoubleVector.zero(SPECIES);
        for (int slot = 0; slot < groups; slot++) {
            int i = starts[first + slot];
            int to = starts[first + slot + 1];
            DoubleVector cx = DoubleVector.broadcast(SPECIES, moments[pivot + slot]);
            DoubleVector cy = DoubleVector.broadcast(SPECIES, moments[pivot + stride + slot]);
            int finite = 0;
            int positive = 0;
            DoubleVector sw = zero;
            DoubleVector sx = zero;
            DoubleVector sy = zero;
            DoubleVector xx = zero;
            DoubleVector xy = zero;
            DoubleVector yy = zero;
            for (; i <= to - LANES; i += LANES) {
                DoubleVector y0 = DoubleVector.fromArray(SPECIES, y, i);
                VectorMask<Double> used = y0.sub(y0).compare(VectorOperators.EQ, 0);
                DoubleVector w0 = DoubleVector.fromArray(SPECIES, weights, i);
                DoubleVector w = zero.blend(w0, used);
                DoubleVector dx = DoubleVector.fromArray(SPECIES, x, i).sub(cx);
                DoubleVector dy = zero.blend(y0.sub(cy), used);
                finite += used.trueCount();
                DoubleVector wx = w.mul(dx);
                DoubleVector wy = w.mul(dy);
                positive += w0.compare(VectorOperators.GT, 0).trueCount();
                sw = sw.add(w);
                sx = sx.add(wx);
                sy = sy.add(wy);
                xx = wx.fma(dx, xx);
                xy = wy.fma(dx, xy);
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
                DoubleVector dy = zero.blend(y0.sub(cy), used);
                finite += used.trueCount();
                DoubleVector wx = w.mul(dx);
                DoubleVector wy = w.mul(dy);
                positive += w0.compare(VectorOperators.GT, 0).trueCount();
                sw = sw.add(w);
                sx = sx.add(wx);
                sy = sy.add(wy);
                xx = wx.fma(dx, xx);
                xy = wy.fma(dx, xy);
                yy = wy.fma(dy, yy);
            }
            counts[at + slot] = finite;
            moments[MomentLayout.ALL_POSITIVE * stride + at + slot] = positive == to - starts[first + slot] ? 1 : 0;
            int place = slot * LANES;
            sw.intoArray(partial, place);
            sx.intoArray(partial, place + BLOCK);
            sy.intoArray(partial, place + 2 * BLOCK);
            xx.intoArray(partial, place + 3 * BLOCK);
            xy.intoArray(partial, place + 4 * BLOCK);
            yy.intoArray(partial, place + 5 * BLOCK);
        }
    }

    @Override
    void add(Rows rows, int[] starts, int first, int groups, double[] moments, int stride, int at, int[] counts) {
        double[] x = rows.features()[0];
        double[] y = rows.target();
        int pivot = layout.pivot(0) * stride + at;
        DoubleVector zero = DoubleVector.zero(SPECIES);
        for (int slot = 0; slot < groups; slot++) {
            int i = starts[first + slot];
            int to = starts[first + slot + 1];
            DoubleVector cx = DoubleVector.broadcast(SPECIES, moments[pivot + slot]);
            DoubleVector cy = DoubleVector.broadcast(SPECIES, moments[pivot + stride + slot]);
            int finite = 0;
            DoubleVector sx = zero;
            DoubleVector sy = zero;
            DoubleVector xx = zero;
            DoubleVector xy = zero;
            DoubleVector yy = zero;
            for (; i <= to - LANES; i += LANES) {
                DoubleVector y0 = DoubleVector.fromArray(SPECIES, y, i);
                VectorMask<Double> used = y0.sub(y0).compare(VectorOperators.EQ, 0);
                DoubleVector dx =
                        zero.blend(DoubleVector.fromArray(SPECIES, x, i).sub(cx), used);
                DoubleVector dy = zero.blend(y0.sub(cy), used);
                finite += used.trueCount();
                sx = sx.add(dx);
                sy = sy.add(dy);
                xx = dx.fma(dx, xx);
                xy = dy.fma(dx, xy);
                yy = dy.fma(dy, yy);
            }
            if (i < to) {
                VectorMask<Double> own = SPECIES.indexInRange(i, to);
                DoubleVector y0 = DoubleVector.fromArray(SPECIES, y, i);
                VectorMask<Double> used =
                        y0.sub(y0).compare(VectorOperators.EQ, 0).and(own);
                DoubleVector dx =
                        zero.blend(DoubleVector.fromArray(SPECIES, x, i).sub(cx), used);
                DoubleVector dy = zero.blend(y0.sub(cy), used);
                finite += used.trueCount();
                sx = sx.add(dx);
                sy = sy.add(dy);
                xx = dx.fma(dx, xx);
                xy = dy.fma(dx, xy);
                yy = dy.fma(dy, yy);
            }
            counts[at + slot] = finite;
            moments[MomentLayout.WEIGHT * stride + at + slot] = finite;
            moments[MomentLayout.ALL_POSITIVE * stride + at + slot] = 1;
            int place = slot * LANES;
            sx.intoArray(partial, place + BLOCK);
            sy.intoArray(partial, place + 2 * BLOCK);
            xx.intoArray(partial, place + 3 * BLOCK);
            xy.intoArray(partial, place + 4 * BLOCK);
            yy.intoArray(partial, place + 5 * BLOCK);
        }
    }
}
