package io.regroup.engine.vector.internal;

import io.regroup.kernels.MomentKernel.Rows;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** Sums in registers for three features, x, z and u: sw is Σ w, sx is Σ w dx, xy is Σ w dx dy. */
final class ThreeFeatures extends RegisterSums {

    ThreeFeatures(boolean weighted) {
        super(3, weighted);
    }

    @Override
    int all(Rows rows, int[] starts, int first, int groups, int[] leftOut, int noted) {
        double[] x = rows.features()[0];
        double[] z = rows.features()[1];
        double[] u = rows.features()[2];
        double[] y = rows.target();
        double[] weights = weightsOf(rows);
        DoubleVector zero = DoubleVector.zero(SPECIES);
        int count = noted;
        for (int slot = 0; slot < groups; slot++) {
            int i = starts[first + slot];
            int to = starts[first + slot + 1];
            DoubleVector cx = DoubleVector.broadcast(SPECIES, pivots[slot]);
            DoubleVector cz = DoubleVector.broadcast(SPECIES, pivots[LANES + slot]);
            DoubleVector cu = DoubleVector.broadcast(SPECIES, pivots[2 * LANES + slot]);
            DoubleVector cy = DoubleVector.broadcast(SPECIES, pivots[3 * LANES + slot]);
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
                DoubleVector w = DoubleVector.fromArray(SPECIES, weights, i & weightIndex);
                DoubleVector dx = DoubleVector.fromArray(SPECIES, x, i).sub(cx);
                DoubleVector dz = DoubleVector.fromArray(SPECIES, z, i).sub(cz);
                DoubleVector du = DoubleVector.fromArray(SPECIES, u, i).sub(cu);
                DoubleVector y0 = DoubleVector.fromArray(SPECIES, y, i);
                VectorMask<Double> finite = y0.sub(y0).compare(VectorOperators.EQ, 0);
                if (!finite.allTrue()) {
                    count = note(finite, LANES, i, leftOut, count);
                }
                DoubleVector dy = zero.blend(y0.sub(cy), finite);
                DoubleVector wx = w.mul(dx);
                DoubleVector wz = w.mul(dz);
                DoubleVector wu = w.mul(du);
                DoubleVector wy = w.mul(dy);
                sw = sw.add(w);
                positive += w.compare(VectorOperators.GT, 0).trueCount();
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
                VectorMask<Double> used = SPECIES.indexInRange(i, to);
                DoubleVector w = zero.blend(DoubleVector.fromArray(SPECIES, weights, i & weightIndex), used);
                DoubleVector dx =
                        cx.blend(DoubleVector.fromArray(SPECIES, x, i), used).sub(cx);
                DoubleVector dz =
                        cz.blend(DoubleVector.fromArray(SPECIES, z, i), used).sub(cz);
                DoubleVector du =
                        cu.blend(DoubleVector.fromArray(SPECIES, u, i), used).sub(cu);
                DoubleVector y0 = cy.blend(DoubleVector.fromArray(SPECIES, y, i), used);
                VectorMask<Double> finite = y0.sub(y0).compare(VectorOperators.EQ, 0);
                if (!finite.allTrue()) {
                    count = note(finite, to - i, i, leftOut, count);
                }
                DoubleVector dy = zero.blend(y0.sub(cy), finite);
                DoubleVector wx = w.mul(dx);
                DoubleVector wz = w.mul(dz);
                DoubleVector wu = w.mul(du);
                DoubleVector wy = w.mul(dy);
                sw = sw.add(w);
                positive += w.compare(VectorOperators.GT, 0).trueCount();
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
        return count;
    }

    @Override
    int target(Rows rows, int[] starts, int first, int groups, int[] leftOut, int noted) {
        double[] x = rows.features()[0];
        double[] z = rows.features()[1];
        double[] u = rows.features()[2];
        double[] y = rows.target();
        double[] weights = weightsOf(rows);
        DoubleVector zero = DoubleVector.zero(SPECIES);
        int count = noted;
        for (int slot = 0; slot < groups; slot++) {
            int i = starts[first + slot];
            int to = starts[first + slot + 1];
            DoubleVector cx = DoubleVector.broadcast(SPECIES, pivots[slot]);
            DoubleVector cz = DoubleVector.broadcast(SPECIES, pivots[LANES + slot]);
            DoubleVector cu = DoubleVector.broadcast(SPECIES, pivots[2 * LANES + slot]);
            DoubleVector cy = DoubleVector.broadcast(SPECIES, pivots[3 * LANES + slot]);
            DoubleVector sy = zero;
            DoubleVector xy = zero;
            DoubleVector zy = zero;
            DoubleVector uy = zero;
            DoubleVector yy = zero;
            for (; i <= to - LANES; i += LANES) {
                DoubleVector y0 = DoubleVector.fromArray(SPECIES, y, i);
                VectorMask<Double> finite = y0.sub(y0).compare(VectorOperators.EQ, 0);
                if (!finite.allTrue()) {
                    count = note(finite, LANES, i, leftOut, count);
                }
                DoubleVector dy = zero.blend(y0.sub(cy), finite);
                DoubleVector wy = DoubleVector.fromArray(SPECIES, weights, i & weightIndex)
                        .mul(dy);
                sy = sy.add(wy);
                xy = wy.fma(DoubleVector.fromArray(SPECIES, x, i).sub(cx), xy);
                zy = wy.fma(DoubleVector.fromArray(SPECIES, z, i).sub(cz), zy);
                uy = wy.fma(DoubleVector.fromArray(SPECIES, u, i).sub(cu), uy);
                yy = wy.fma(dy, yy);
            }
            if (i < to) {
                VectorMask<Double> used = SPECIES.indexInRange(i, to);
                DoubleVector y0 = cy.blend(DoubleVector.fromArray(SPECIES, y, i), used);
                VectorMask<Double> finite = y0.sub(y0).compare(VectorOperators.EQ, 0);
                if (!finite.allTrue()) {
                    count = note(finite, to - i, i, leftOut, count);
                }
                DoubleVector dy = zero.blend(y0.sub(cy), finite);
                DoubleVector wy = zero.blend(DoubleVector.fromArray(SPECIES, weights, i & weightIndex), used)
                        .mul(dy);
                sy = sy.add(wy);
                xy = wy.fma(
                        cx.blend(DoubleVector.fromArray(SPECIES, x, i), used).sub(cx), xy);
                zy = wy.fma(
                        cz.blend(DoubleVector.fromArray(SPECIES, z, i), used).sub(cz), zy);
                uy = wy.fma(
                        cu.blend(DoubleVector.fromArray(SPECIES, u, i), used).sub(cu), uy);
                yy = wy.fma(dy, yy);
            }
            int place = slot * LANES;
            sy.intoArray(sums, place + 4 * BLOCK);
            xy.intoArray(sums, place + 11 * BLOCK);
            zy.intoArray(sums, place + 12 * BLOCK);
            uy.intoArray(sums, place + 13 * BLOCK);
            yy.intoArray(sums, place + 14 * BLOCK);
        }
        return count;
    }
}
