package io.regroup.engine.vector.internal;

import io.regroup.kernels.MomentKernel.Rows;
import java.util.Objects;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** Sums in registers for three features, x, z and u: sw is Σ w, sx is Σ w dx, xy is Σ w dx dy. */
final class ThreeFeatures extends RegisterSums {

    ThreeFeatures() {
        super(3);
    }

    @Override
    void addWeighted(Rows rows, int[] starts, int first, int groups) {
        double[] x = rows.features()[0];
        double[] z = rows.features()[1];
        double[] u = rows.features()[2];
        double[] y = rows.target();
        double[] weights = Objects.requireNonNull(rows.weights());
        DoubleVector zero = DoubleVector.zero(SPECIES);
        for (int slot = 0; slot < groups; slot++) {
            int i = starts[first + slot];
            int to = starts[first + slot + 1];
            DoubleVector cx = DoubleVector.broadcast(SPECIES, pivots[slot]);
            DoubleVector cz = DoubleVector.broadcast(SPECIES, pivots[LANES + slot]);
            DoubleVector cu = DoubleVector.broadcast(SPECIES, pivots[2 * LANES + slot]);
            DoubleVector cy = DoubleVector.broadcast(SPECIES, pivots[3 * LANES + slot]);
            int finite = 0;
            int positive = 0;
            DoubleVector sw = zero;
            DoubleVector sx = zero;
            DoubleVector sz = zero;
            DoubleVector su = zero;
            DoubleVector sy = zero;
            DoubleVector xx = zero;
            DoubleVector xz = zero;
            DoubleVector zz = zero;
            DoubleVector xu = zero;
            DoubleVector zu = zero;
            DoubleVector uu = zero;
            DoubleVector xy = zero;
            DoubleVector zy = zero;
            DoubleVector uy = zero;
            DoubleVector yy = zero;
            for (; i <= to - LANES; i += LANES) {
                DoubleVector y0 = DoubleVector.fromArray(SPECIES, y, i);
                VectorMask<Double> used = y0.sub(y0).compare(VectorOperators.EQ, 0);
                DoubleVector w0 = DoubleVector.fromArray(SPECIES, weights, i);
                DoubleVector w = zero.blend(w0, used);
                DoubleVector dx = DoubleVector.fromArray(SPECIES, x, i).sub(cx);
                DoubleVector dz = DoubleVector.fromArray(SPECIES, z, i).sub(cz);
                DoubleVector du = DoubleVector.fromArray(SPECIES, u, i).sub(cu);
                DoubleVector dy = zero.blend(y0.sub(cy), used);
                finite += used.trueCount();
                DoubleVector wx = w.mul(dx);
                DoubleVector wz = w.mul(dz);
                DoubleVector wu = w.mul(du);
                DoubleVector wy = w.mul(dy);
                positive += w0.compare(VectorOperators.GT, 0).trueCount();
                sw = sw.add(w);
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
                DoubleVector du =
                        zero.blend(DoubleVector.fromArray(SPECIES, u, i).sub(cu), own);
                DoubleVector dy = zero.blend(y0.sub(cy), used);
                finite += used.trueCount();
                DoubleVector wx = w.mul(dx);
                DoubleVector wz = w.mul(dz);
                DoubleVector wu = w.mul(du);
                DoubleVector wy = w.mul(dy);
                positive += w0.compare(VectorOperators.GT, 0).trueCount();
                sw = sw.add(w);
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
            counts[slot] = finite;
            positives[slot] = positive;
            int place = slot * LANES;
            sw.intoArray(sums, place);
            sx.intoArray(sums, place + BLOCK);
            sz.intoArray(sums, place + 2 * BLOCK);
            su.intoArray(sums, place + 3 * BLOCK);
            sy.intoArray(sums, place + 4 * BLOCK);
            xx.intoArray(sums, place + 5 * BLOCK);
            xz.intoArray(sums, place + 6 * BLOCK);
            zz.intoArray(sums, place + 7 * BLOCK);
            xu.intoArray(sums, place + 8 * BLOCK);
            zu.intoArray(sums, place + 9 * BLOCK);
            uu.intoArray(sums, place + 10 * BLOCK);
            xy.intoArray(sums, place + 11 * BLOCK);
            zy.intoArray(sums, place + 12 * BLOCK);
            uy.intoArray(sums, place + 13 * BLOCK);
            yy.intoArray(sums, place + 14 * BLOCK);
        }
    }

    @Override
    void add(Rows rows, int[] starts, int first, int groups) {
        double[] x = rows.features()[0];
        double[] z = rows.features()[1];
        double[] u = rows.features()[2];
        double[] y = rows.target();
        DoubleVector zero = DoubleVector.zero(SPECIES);
        for (int slot = 0; slot < groups; slot++) {
            int i = starts[first + slot];
            int to = starts[first + slot + 1];
            DoubleVector cx = DoubleVector.broadcast(SPECIES, pivots[slot]);
            DoubleVector cz = DoubleVector.broadcast(SPECIES, pivots[LANES + slot]);
            DoubleVector cu = DoubleVector.broadcast(SPECIES, pivots[2 * LANES + slot]);
            DoubleVector cy = DoubleVector.broadcast(SPECIES, pivots[3 * LANES + slot]);
            int finite = 0;
            DoubleVector sx = zero;
            DoubleVector sz = zero;
            DoubleVector su = zero;
            DoubleVector sy = zero;
            DoubleVector xx = zero;
            DoubleVector xz = zero;
            DoubleVector zz = zero;
            DoubleVector xu = zero;
            DoubleVector zu = zero;
            DoubleVector uu = zero;
            DoubleVector xy = zero;
            DoubleVector zy = zero;
            DoubleVector uy = zero;
            DoubleVector yy = zero;
            for (; i <= to - LANES; i += LANES) {
                DoubleVector y0 = DoubleVector.fromArray(SPECIES, y, i);
                VectorMask<Double> used = y0.sub(y0).compare(VectorOperators.EQ, 0);
                DoubleVector dx =
                        zero.blend(DoubleVector.fromArray(SPECIES, x, i).sub(cx), used);
                DoubleVector dz =
                        zero.blend(DoubleVector.fromArray(SPECIES, z, i).sub(cz), used);
                DoubleVector du =
                        zero.blend(DoubleVector.fromArray(SPECIES, u, i).sub(cu), used);
                DoubleVector dy = zero.blend(y0.sub(cy), used);
                finite += used.trueCount();
                sx = sx.add(dx);
                sz = sz.add(dz);
                su = su.add(du);
                sy = sy.add(dy);
                xx = dx.fma(dx, xx);
                xz = dz.fma(dx, xz);
                zz = dz.fma(dz, zz);
                xu = du.fma(dx, xu);
                zu = du.fma(dz, zu);
                uu = du.fma(du, uu);
                xy = dy.fma(dx, xy);
                zy = dy.fma(dz, zy);
                uy = dy.fma(du, uy);
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
                DoubleVector du =
                        zero.blend(DoubleVector.fromArray(SPECIES, u, i).sub(cu), used);
                DoubleVector dy = zero.blend(y0.sub(cy), used);
                finite += used.trueCount();
                sx = sx.add(dx);
                sz = sz.add(dz);
                su = su.add(du);
                sy = sy.add(dy);
                xx = dx.fma(dx, xx);
                xz = dz.fma(dx, xz);
                zz = dz.fma(dz, zz);
                xu = du.fma(dx, xu);
                zu = du.fma(dz, zu);
                uu = du.fma(du, uu);
                xy = dy.fma(dx, xy);
                zy = dy.fma(dz, zy);
                uy = dy.fma(du, uy);
                yy = dy.fma(dy, yy);
            }
            counts[slot] = finite;
            positives[slot] = to - starts[first + slot];
            int place = slot * LANES;
            sums[place] = finite;
            sx.intoArray(sums, place + BLOCK);
            sz.intoArray(sums, place + 2 * BLOCK);
            su.intoArray(sums, place + 3 * BLOCK);
            sy.intoArray(sums, place + 4 * BLOCK);
            xx.intoArray(sums, place + 5 * BLOCK);
            xz.intoArray(sums, place + 6 * BLOCK);
            zz.intoArray(sums, place + 7 * BLOCK);
            xu.intoArray(sums, place + 8 * BLOCK);
            zu.intoArray(sums, place + 9 * BLOCK);
            uu.intoArray(sums, place + 10 * BLOCK);
            xy.intoArray(sums, place + 11 * BLOCK);
            zy.intoArray(sums, place + 12 * BLOCK);
            uy.intoArray(sums, place + 13 * BLOCK);
            yy.intoArray(sums, place + 14 * BLOCK);
        }
    }
}
