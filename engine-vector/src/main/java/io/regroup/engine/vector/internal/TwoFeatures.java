package io.regroup.engine.vector.internal;

import io.regroup.kernels.MomentKernel.Rows;
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
    void addWeighted(Rows rows, int[] starts, int first, int groups) {
        double[] x = rows.features()[0];
        double[] z = rows.features()[1];
        double[] y = rows.target();
        double[] weights = Objects.requireNonNull(rows.weights());
        DoubleVector zero = DoubleVector.zero(SPECIES);
        for (int slot = 0; slot < groups; slot++) {
            int i = starts[first + slot];
            int to = starts[first + slot + 1];
            DoubleVector cx = DoubleVector.broadcast(SPECIES, pivots[slot]);
            DoubleVector cz = DoubleVector.broadcast(SPECIES, pivots[LANES + slot]);
            DoubleVector cy = DoubleVector.broadcast(SPECIES, pivots[2 * LANES + slot]);
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
            counts[slot] = finite;
            positives[slot] = positive;
            int place = slot * LANES;
            sw.intoArray(sums, place);
            sx.intoArray(sums, place + BLOCK);
            sz.intoArray(sums, place + 2 * BLOCK);
            sy.intoArray(sums, place + 3 * BLOCK);
            xx.intoArray(sums, place + 4 * BLOCK);
            xz.intoArray(sums, place + 5 * BLOCK);
            zz.intoArray(sums, place + 6 * BLOCK);
            xy.intoArray(sums, place + 7 * BLOCK);
            zy.intoArray(sums, place + 8 * BLOCK);
            yy.intoArray(sums, place + 9 * BLOCK);
        }
    }

    @Override
    void add(Rows rows, int[] starts, int first, int groups) {
        double[] x = rows.features()[0];
        double[] z = rows.features()[1];
        double[] y = rows.target();
        DoubleVector zero = DoubleVector.zero(SPECIES);
        for (int slot = 0; slot < groups; slot++) {
            int i = starts[first + slot];
            int to = starts[first + slot + 1];
            DoubleVector cx = DoubleVector.broadcast(SPECIES, pivots[slot]);
            DoubleVector cz = DoubleVector.broadcast(SPECIES, pivots[LANES + slot]);
            DoubleVector cy = DoubleVector.broadcast(SPECIES, pivots[2 * LANES + slot]);
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
            counts[slot] = finite;
            positives[slot] = to - starts[first + slot];
            int place = slot * LANES;
            sums[place] = finite;
            sx.intoArray(sums, place + BLOCK);
            sz.intoArray(sums, place + 2 * BLOCK);
            sy.intoArray(sums, place + 3 * BLOCK);
            xx.intoArray(sums, place + 4 * BLOCK);
            xz.intoArray(sums, place + 5 * BLOCK);
            zz.intoArray(sums, place + 6 * BLOCK);
            xy.intoArray(sums, place + 7 * BLOCK);
            zy.intoArray(sums, place + 8 * BLOCK);
            yy.intoArray(sums, place + 9 * BLOCK);
        }
    }
}
