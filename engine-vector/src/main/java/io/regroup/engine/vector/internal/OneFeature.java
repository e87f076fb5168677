package io.regroup.engine.vector.internal;

import io.regroup.kernels.MomentKernel.Rows;
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
    void addWeighted(Rows rows, int[] starts, int first, int groups) {
        double[] x = rows.features()[0];
        double[] y = rows.target();
        double[] weights = Objects.requireNonNull(rows.weights());
        DoubleVector zero = DoubleVector.zero(SPECIES);
        for (int slot = 0; slot < groups; slot++) {
            int i = starts[first + slot];
            int to = starts[first + slot + 1];
            DoubleVector cx = DoubleVector.broadcast(SPECIES, pivots[slot]);
            DoubleVector cy = DoubleVector.broadcast(SPECIES, pivots[LANES + slot]);
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
            counts[slot] = finite;
            positives[slot] = positive;
            int place = slot * LANES;
            sw.intoArray(sums, place);
            sx.intoArray(sums, place + BLOCK);
            sy.intoArray(sums, place + 2 * BLOCK);
            xx.intoArray(sums, place + 3 * BLOCK);
            xy.intoArray(sums, place + 4 * BLOCK);
            yy.intoArray(sums, place + 5 * BLOCK);
        }
    }

    @Override
    void add(Rows rows, int[] starts, int first, int groups) {
        double[] x = rows.features()[0];
        double[] y = rows.target();
        DoubleVector zero = DoubleVector.zero(SPECIES);
        for (int slot = 0; slot < groups; slot++) {
            int i = starts[first + slot];
            int to = starts[first + slot + 1];
            DoubleVector cx = DoubleVector.broadcast(SPECIES, pivots[slot]);
            DoubleVector cy = DoubleVector.broadcast(SPECIES, pivots[LANES + slot]);
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
            counts[slot] = finite;
            positives[slot] = to - starts[first + slot];
            int place = slot * LANES;
            sums[place] = finite;
            sx.intoArray(sums, place + BLOCK);
            sy.intoArray(sums, place + 2 * BLOCK);
            xx.intoArray(sums, place + 3 * BLOCK);
            xy.intoArray(sums, place + 4 * BLOCK);
            yy.intoArray(sums, place + 5 * BLOCK);
        }
    }
}
