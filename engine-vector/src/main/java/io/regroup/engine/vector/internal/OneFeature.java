package io.regroup.engine.vector.internal;

import io.regroup.kernels.MomentKernel.Rows;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** Sums in registers for one feature, x: sw is Σ w, sx is Σ w dx, xy is Σ w dx dy. */
final class OneFeature extends RegisterSums {

    OneFeature(boolean weighted) {
        super(1, weighted);
    }

    @Override
    int all(Rows rows, int[] starts, int first, int groups, int[] leftOut, int noted) {
        double[] x = rows.features()[0];
        double[] y = rows.target();
        double[] weights = weightsOf(rows);
        DoubleVector zero = DoubleVector.zero(SPECIES);
        int count = noted;
        for (int slot = 0; slot < groups; slot++) {
            int i = starts[first + slot];
            int to = starts[first + slot + 1];
            DoubleVector cx = DoubleVector.broadcast(SPECIES, pivots[slot]);
            DoubleVector cy = DoubleVector.broadcast(SPECIES, pivots[LANES + slot]);
            int positive = 0;
            DoubleVector sw = zero;
            DoubleVector sx = zero;
            DoubleVector sy = zero;
            DoubleVector xx = zero;
            DoubleVector xy = zero;
            DoubleVector yy = zero;
            for (; i <= to - LANES; i += LANES) {
                DoubleVector w = DoubleVector.fromArray(SPECIES, weights, i & weightIndex);
                DoubleVector dx = DoubleVector.fromArray(SPECIES, x, i).sub(cx);
                DoubleVector y0 = DoubleVector.fromArray(SPECIES, y, i);
                VectorMask<Double> finite = y0.sub(y0).compare(VectorOperators.EQ, 0);
                if (!finite.allTrue()) {
                    count = note(finite, LANES, i, leftOut, count);
                }
                DoubleVector dy = zero.blend(y0.sub(cy), finite);
                DoubleVector wx = w.mul(dx);
                DoubleVector wy = w.mul(dy);
                sw = sw.add(w);
                positive += w.compare(VectorOperators.GT, 0).trueCount();
                sx = sx.add(wx);
                sy = sy.add(wy);
                xx = wx.fma(dx, xx);
                xy = wy.fma(dx, xy);
                yy = wy.fma(dy, yy);
            }
            if (i < to) {
                VectorMask<Double> used = SPECIES.indexInRange(i, to);
                DoubleVector w = zero.blend(DoubleVector.fromArray(SPECIES, weights, i & weightIndex), used);
                DoubleVector dx =
                        cx.blend(DoubleVector.fromArray(SPECIES, x, i), used).sub(cx);
                DoubleVector y0 = cy.blend(DoubleVector.fromArray(SPECIES, y, i), used);
                VectorMask<Double> finite = y0.sub(y0).compare(VectorOperators.EQ, 0);
                if (!finite.allTrue()) {
                    count = note(finite, to - i, i, leftOut, count);
                }
                DoubleVector dy = zero.blend(y0.sub(cy), finite);
                DoubleVector wx = w.mul(dx);
                DoubleVector wy = w.mul(dy);
                sw = sw.add(w);
                positive += w.compare(VectorOperators.GT, 0).trueCount();
                sx = sx.add(wx);
                sy = sy.add(wy);
                xx = wx.fma(dx, xx);
                xy = wy.fma(dx, xy);
                yy = wy.fma(dy, yy);
            }
            positives[slot] = positive;
            int place = slot * LANES;
            sw.intoArray(sums, place);
            sx.intoArray(sums, place + BLOCK);
            sy.intoArray(sums, place + 2 * BLOCK);
            xx.intoArray(sums, place + 3 * BLOCK);
            xy.intoArray(sums, place + 4 * BLOCK);
            yy.intoArray(sums, place + 5 * BLOCK);
        }
        return count;
    }

    @Override
    int target(Rows rows, int[] starts, int first, int groups, int[] leftOut, int noted) {
        double[] x = rows.features()[0];
        double[] y = rows.target();
        double[] weights = weightsOf(rows);
        DoubleVector zero = DoubleVector.zero(SPECIES);
        int count = noted;
        for (int slot = 0; slot < groups; slot++) {
            int i = starts[first + slot];
            int to = starts[first + slot + 1];
            DoubleVector cx = DoubleVector.broadcast(SPECIES, pivots[slot]);
            DoubleVector cy = DoubleVector.broadcast(SPECIES, pivots[LANES + slot]);
            DoubleVector sy = zero;
            DoubleVector xy = zero;
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
                yy = wy.fma(dy, yy);
            }
            int place = slot * LANES;
            sy.intoArray(sums, place + 2 * BLOCK);
            xy.intoArray(sums, place + 4 * BLOCK);
            yy.intoArray(sums, place + 5 * BLOCK);
        }
        return count;
    }
}
